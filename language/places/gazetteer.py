"""The gazetteer: place names in text, and which places they mean."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from language.places.matching import Matcher, Mention, load_cues
from language.places.packed import KINDS, Packed, read
from language.places.settling import Place, Settler


class Gazetteer:
    """All places of one place file. Immutable; one serves a whole process."""

    __slots__ = ("_countries", "_matcher", "_regions", "_settler", "place_of")

    def __init__(self, packed: Packed) -> None:
        self._matcher = Matcher(packed, load_cues())
        self._settler = Settler(packed)
        # Articles name the same places again and again.
        self.place_of = lru_cache(maxsize=4096)(self._settler.place)
        kind, country = packed.arrays["kind"], packed.arrays["country"]
        whole, region = KINDS.index("country"), KINDS.index("region")
        self._countries = {packed.countries[country[i]]: i for i, k in enumerate(kind) if k == whole}
        self._regions = {self._settler.place_id(i): i for i, k in enumerate(kind) if k == region}

    @classmethod
    def load(cls, path: Path | None = None) -> "Gazetteer":
        """Load `path`, or the place file that comes with the project.

        Raises BadPlaceFileError when it is none, OSError when it cannot be read.
        """
        if path is not None:
            return cls(read(path))
        with as_file(files(__package__) / "gazetteer.bin") as packaged:
            return cls(read(packaged))

    def find(self, folded: str) -> list[Mention]:
        """The place names of `folded` (text as language.folding.fold gives it), in order, none overlapping.

        A mention is a candidate: only `settle` says whether it is a place that can be believed.
        """
        return self._matcher.find(folded)

    def settle(
        self, mentions: Iterable[Mention], hint_countries: Sequence[str] = (), lang: str = "und"
    ) -> list[Place | None]:
        """The place of each mention, None where it cannot be told.

        `mentions` are all those of one article (title and body together): each is settled by the others, a
        country or region named anywhere counting most, then by `hint_countries` (ISO 3166-1 alpha-2, any
        case, the likeliest first: the outlet's own), then by importance. `lang` (ISO 639-1) is the
        article's language; it settles nothing yet, as one language is read in many countries.
        """
        del lang
        records = self._settler.settle(list(mentions), hint_countries)
        return [None if record is None else self.place_of(record) for record in records]

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code, in any case; None when there is none."""
        record = self._countries.get(code.lower())
        return None if record is None else self.place_of(record)

    def region_of(self, *places: Place) -> Place | None:
        """The finest region that all of `places` lie in or are; None when they share none."""
        first, *others = places
        for place_id in (first.place_id, *first.parents):
            shared = all(place_id == other.place_id or place_id in other.parents for other in others)
            if shared and place_id in self._regions:
                return self.place_of(self._regions[place_id])
        return None
