"""The grid that finds neighbours: nothing within its reach may be missed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.claim import Place
from processors.track.core.where import NEAR_KM, cell_of, cells_near, distance_km

LATITUDES = st.floats(-76, 76)
LONGITUDES = st.floats(-179, 179)
STEP = st.floats(-0.2, 0.2)


def spot(lat: float | None, lon: float | None, kind: str = "locality") -> Place:
    return Place(place_id=f"{lat},{lon}", name="Spot", kind=kind, country="sy", lat=lat, lon=lon)


@given(LATITUDES, LONGITUDES, STEP, STEP)
def test_whatever_is_near_lies_in_a_cell_that_is_asked(
    lat: float, lon: float, north: float, east: float
) -> None:
    here, there = spot(lat, lon), spot(max(-76.0, min(76.0, lat + north)), lon + east)
    distance = distance_km(here, there)
    assume(distance is not None and distance <= NEAR_KM)
    assert cell_of(there) in cells_near(here)


def test_neighbours_share_a_cell_and_the_next_town_does_not() -> None:
    here = spot(36.2, 37.16)
    assert cell_of(spot(36.22, 37.13, "neighbourhood")) in cells_near(here)
    assert cell_of(spot(36.37, 37.52)) not in cells_near(here)


def test_a_district_has_a_cell_like_the_quarter_that_it_is_elsewhere() -> None:
    assert cell_of(spot(36.2, 37.16, "county")) in cells_near(spot(36.21, 37.17, "neighbourhood"))


def test_regions_and_places_without_a_point_have_no_cell() -> None:
    assert cell_of(spot(36.2, 37.16, "region")) is None
    assert cell_of(spot(None, None)) is None
    assert cells_near(spot(None, None)) == []
