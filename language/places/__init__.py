"""Places in text: the gazetteer, how names are found, and how ambiguity is settled. See docs/places.md."""

from language.places.gazetteer import Gazetteer
from language.places.matching import Mention
from language.places.nations import NATIONS_FILE, country_named, country_of_group
from language.places.packed import BadPlaceFileError
from language.places.settling import Place

__all__ = [
    "NATIONS_FILE",
    "BadPlaceFileError",
    "Gazetteer",
    "Mention",
    "Place",
    "country_named",
    "country_of_group",
]
