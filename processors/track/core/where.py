"""Places against each other: which lies in which, which may be one told by two names."""

import math

from contracts.claim import Place

LEVELS = {"continent": 1, "sea": 1, "country": 1, "region": 2, "county": 3, "locality": 4, "neighbourhood": 5}
"""How fine a place is; an unknown kind counts as a locality."""


_MOST_PLACES = 100_000
_places: dict[Place, Place] = {}


def one_place(place: Place | None) -> Place | None:
    """The one object for equal places: every claim brings its own."""
    if place is None:
        return None
    if len(_places) >= _MOST_PLACES:
        _places.clear()
    return _places.setdefault(place, place)


def level_of(place: Place | None) -> int:
    """How fine a place is, 0 for none."""
    return LEVELS.get(place.kind, 4) if place else 0


def contains(outer: Place, inner: Place) -> bool:
    """Whether `inner` is `outer` or lies in it."""
    return outer.place_id == inner.place_id or outer.place_id in inner.parents


def lies_together(a: Place, b: Place) -> bool:
    """Whether one of two places is the other or lies in it."""
    return contains(a, b) or contains(b, a)


REGION, DISTRICT, CITY = 2, 3, 4
_REGION_KM = 70.0
"""A region's middle lies at most so far from its cities: "south Lebanon" and Sidon, whoever drew the borders."""
_KM_PER_DEGREE = 111.2


def distance_km(a: Place, b: Place) -> float | None:
    """Kilometres between two places on a flat earth, which does for neighbours."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return _KM_PER_DEGREE * math.hypot(a.lat - b.lat, east)


NEAR_KM = 5.0
"""Two spots nearer to each other than this may be one told by two names."""

Cell = tuple[int, int]
"""Degrees north and east, counted in steps of a grid."""
_STEPS_NORTH, _STEPS_EAST = 20, 5
"""Cells to a degree: a cell is 5.6 km high, and wider than NEAR_KM up to 76 degrees north or south."""


def cell_of(place: Place) -> Cell | None:
    """The cell of a grid that a town, quarter or district lies in; None for what is larger, or lies nobody knows where.

    A city's district is a county to one gazetteer and a quarter to another.
    """
    if place.lat is None or place.lon is None or level_of(place) < DISTRICT:
        return None
    return math.floor(place.lat * _STEPS_NORTH), math.floor(place.lon * _STEPS_EAST)


def cells_near(place: Place) -> list[Cell]:
    """The cells that hold every spot within NEAR_KM of a town, quarter or district."""
    cell = cell_of(place)
    if cell is None:
        return []
    north, east = cell
    return [(n, e) for n in (north - 1, north, north + 1) for e in (east - 1, east, east + 1)]


def is_around(a: Place, b: Place) -> bool:
    """Whether one place is a region and the other lies near its middle."""
    if min(level_of(a), level_of(b)) > REGION or level_of(a) == level_of(b):
        return False
    distance = distance_km(a, b)
    return distance is not None and distance <= _REGION_KM


def are_apart(a: Place | None, b: Place | None) -> bool:
    """Whether two places are known and neither lies in the other, or near it where it is a region."""
    return (
        a is not None and b is not None and not contains(a, b) and not contains(b, a) and not is_around(a, b)
    )
