"""What tells two happenings of one place apart, and what joins a follow-up to its first report."""

import pytest

from contracts.claim import Measure
from processors.track.core import Tracker
from tests.unit.processors.track.stories import (
    ADDITIONAL,
    BLAST,
    claim,
    kinds,
    play,
    said,
    toll,
)

FIRE, COLLAPSE = (
    BLAST.model_copy(update={"type": "accident", "quote": quote}) for quote in ("fire", "collapse")
)
ARABIC_FIRE = BLAST.model_copy(update={"type": "accident", "quote": "حريق"})


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def groups(tracker: Tracker) -> list[tuple[str, ...]]:
    return sorted(incident.articles for incident in tracker.incidents())


def test_a_fire_and_a_collapse_in_one_city_on_one_day_are_two_happenings(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 8, claim(4, "police"), events=(FIRE,), title="Mill burns in Qasr"),
        said("b", 10, claim(7, "civil defence"), events=(COLLAPSE,), title="House caves in in Qasr"),
        said("c", 12, claim(5, "الدفاع المدني"), events=(ARABIC_FIRE,), title="ارتفاع الحصيلة", lang="ar"),
    )
    assert groups(tracker) == [("a", "c"), ("b",)]


def test_a_fire_that_made_a_house_collapse_is_one_happening(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 8, claim(4, "police"), events=(FIRE,), title="House collapses after fire"),
        said("b", 10, claim(7, "civil defence"), events=(COLLAPSE,), title="House caves in in Qasr"),
    )
    assert groups(tracker) == [("a", "b")]


def test_added_bodies_join_the_report_that_they_are_added_to(tracker: Tracker) -> None:
    country = claim(0).place
    assert country is not None
    whole = country.model_copy(
        update={"place_id": "p-lb", "name": "Lebanon", "kind": "country", "parents": ()}
    )
    flood = BLAST.model_copy(update={"type": "natural_disaster", "place": whole})
    changes = play(
        tracker,
        said("a", 1, claim(43, "the disaster agency", place=whole), events=(flood,), title="Floods"),
        said(
            "b",
            15,
            claim("dozens", place=whole, measure=Measure.KILLED),
            claim(6, "the disaster agency", change=ADDITIONAL, place=whole),
            events=(flood,),
            title="سيول",
            lang="ar",
        ),
    )
    assert kinds(changes)[-1] == "b rise killed 49-49"


def disputed(tracker: Tracker, who: str, quote: str = "two people") -> bool:
    few = claim(2, who, quote=quote)
    play(tracker, said("a", 1, claim(9, "the Qasr hospital")), said("b", 1.5, few))
    return toll(tracker).disputed


def test_rule_17_two_against_nine_within_an_hour_are_in_conflict(tracker: Tracker) -> None:
    assert disputed(tracker, "police")


@pytest.mark.parametrize(
    ("who", "quote"),
    [
        ("the French foreign ministry", "two people"),
        ("the embassy of Norway", "two people"),
        ("police", "two of its officers"),
        ("police", "two Norwegian hikers"),
        ("الشرطة", "بينهم قتيلان"),
    ],
)
def test_rule_17_some_of_the_nine_are_no_conflict(tracker: Tracker, who: str, quote: str) -> None:
    assert not disputed(tracker, who, quote)


def test_what_an_agency_was_told_by_unnamed_sources_is_the_agencys(tracker: Tracker) -> None:
    more = {"speaker": "anonymous"}
    play(
        tracker,
        said("a", 1, claim(4, "وكالة رويترز عن مصادر طبية", **more), lang="ar"),
        said("b", 3, claim(4, "Reuters", origin="medical sources", **more)),
        said("c", 4, claim(4, "medical sources", **more)),
    )
    assert toll(tracker).origins == 2
