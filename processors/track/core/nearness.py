"""What the places of two article states say for their being about one happening."""

from contracts.claim import Place
from processors.track.core.place_names import all_bones, is_named_in
from processors.track.core.units import Unit
from processors.track.core.where import (
    CITY,
    DISTRICT,
    NEAR_KM,
    REGION,
    contains,
    distance_km,
    is_around,
    level_of,
)


def place_weight(a: Unit, b: Unit) -> float | None:
    """What the places of two units say; None when it cannot have been at both."""
    if min(a.level, b.level) <= 1 and (_names_town_of(a, b) or _names_town_of(b, a)):
        return _BY_NAME
    if a.place is None or b.place is None:
        return 0.0
    weights = [_nearness(x, y) for x in a.all_places for y in b.all_places]
    near = max((weight for weight in weights if weight is not None), default=None)
    if near is None and a.lang != b.lang and (_lies_beside(a, b) or _lies_beside(b, a)):
        return _BY_NAME_BESIDE
    if near is None and (_places_into(a, b) or _places_into(b, a)):
        return _IN_ITS_PROVINCE
    return near


_BY_NAME, _BY_NAME_BESIDE, _IN_ITS_PROVINCE = 2.0, 1.5, 1.0
_REGION_AND_COUNTRY = 2


def _places_into(fine: Unit, town: Unit) -> bool:
    """As in "at Arnat in the Sétif province" against "at Sétif": the other's town by a name that one text tells beside
    its own, within one region, for provinces are called by their towns."""
    if fine.place is None or town.place is None or min(fine.level, town.level) < CITY:
        return False
    if len({*fine.place.parents} & {*town.place.parents}) < _REGION_AND_COUNTRY:
        return False
    return is_named_in(town.place, all_bones(fine.place_words))


def _lies_beside(a: Unit, b: Unit) -> bool:
    """As in "a camp of Rano in the Kano region": what one text puts into a town is the other's town by its name."""
    return bool(a.beside) and any(
        level_of(place) >= CITY and is_named_in(place, a.beside) for place in b.all_places
    )


def _names_town_of(coarse: Unit, fine: Unit) -> bool:
    """Whether a unit without a known town tells the name of the other's, which the gazetteer does not hold so."""
    return bool(coarse.bones) and any(
        level_of(place) >= CITY and is_named_in(place, coarse.bones) for place in fine.all_places
    )


def _nearness(a: Place, b: Place) -> float | None:
    """What two places say for one happening; None when it cannot have been at both."""
    if (a.kind == _SEA) is not (b.kind == _SEA):
        # "In the Mediterranean", "off Sfax": no gazetteer tells how far a sea reaches.
        return 0.0
    coarser = min(level_of(a), level_of(b))
    if a.place_id == b.place_id:
        return 3.0 if coarser >= CITY else 2.0 if coarser >= REGION else 0.5
    if contains(a, b) or contains(b, a):
        return 2.5 if coarser >= CITY else 1.5 if coarser >= REGION else 0.5
    if is_around(a, b):
        return 1.0
    distance = distance_km(a, b)
    if distance is not None and distance <= NEAR_KM and coarser >= DISTRICT:
        return 0.5
    return None


_SEA = "sea"
