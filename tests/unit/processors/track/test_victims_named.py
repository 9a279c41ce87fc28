"""Reports on one named victim are one incident; what is told without any place waits."""

from typing import Any

import pytest

from contracts.claim import Claim, Event
from processors.track.core import Tracker
from tests.unit.processors.track.stories import CITY, OTHER_CITY, claim, kinds, play, said


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def named(name: str, amount: int = 1, **more: Any) -> Claim:
    return claim(amount, named=(name,), **more)


def event(kind: str, place: Any) -> Event:
    return Event(type=kind, place=place, field="body", span=(0, 5), quote="happening")


def test_a_named_victim_is_not_killed_again_in_another_town(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, named("Tarek Hamadeh")),
        said("b", 60, named("Tarek Hamadeh", place=OTHER_CITY), events=(event("shooting", OTHER_CITY),)),
        said("c", 900, named("Tarek Hamadeh", place=OTHER_CITY)),
    )
    assert kinds(changes) == ["a first killed 1-1"]


def test_a_family_name_alone_is_his_whose_full_name_was_told(tracker: Tracker) -> None:
    changes = play(
        tracker, said("a", 1, named("طارق الحمادة")), said("b", 40, named("الحمادة", place=OTHER_CITY))
    )
    assert kinds(changes) == ["a first killed 1-1"]


def test_brothers_and_single_names_are_several_victims(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, named("Tarek Hamadeh")),
        said("b", 40, named("Walid Hamadeh", place=OTHER_CITY)),
        said("c", 41, named("Samir", place=CITY), events=(event("drowning", CITY),)),
    )
    assert kinds(changes) == ["a first killed 1-1", "b first killed 1-1", "c first killed 1-1"]


def test_no_name_leaves_in_an_alert_or_an_incident(tracker: Tracker) -> None:
    (change,) = play(tracker, said("a", 1, named("Tarek Hamadeh")))
    (incident,) = tracker.incidents()
    assert change.evidence is not None
    assert change.evidence.claim.named == ()
    assert all(entry.claim.named == () for entry in incident.entries)


NOWHERE = Event(type="shooting", field="body", span=(0, 5), quote="shots")


def nowhere(amount: int, who: str | None = None, **more: Any) -> Claim:
    return claim(amount, who, place=None, **more)


def test_what_is_told_without_any_place_waits_for_one(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, nowhere(2), country="zz", events=(NOWHERE,)),
        said("b", 2, nowhere(2, "police"), country="zz", events=(NOWHERE,)),
    )
    assert changes == []


def test_a_title_that_counts_at_a_place_that_no_gazetteer_has_tells(tracker: Tracker) -> None:
    told = nowhere(2, field="title", place_text="Oum Elkhir")
    changes = play(tracker, said("a", 1, told, country="zz", events=(NOWHERE,)))
    assert kinds(changes) == ["a first killed 2-2"]


def test_a_title_that_tells_the_full_name_of_a_victim_is_of_his_case(tracker: Tracker) -> None:
    body = claim(1, place=OTHER_CITY)
    changes = play(
        tracker,
        said("a", 1, named("خليفة الحمادة")),
        said("b", 40, body, title="العثور على جثة خليفة الحمادة", lang="ar"),
    )
    assert kinds(changes) == ["a first killed 1-1"]


def test_a_title_on_many_is_not_of_one_named_before(tracker: Tracker) -> None:
    many = claim(30, place=OTHER_CITY)
    changes = play(
        tracker,
        said("a", 1, named("Tarek Hamadeh")),
        said("b", 40, many, title="Mayor Tarek Hamadeh mourns"),
    )
    assert kinds(changes) == ["a first killed 1-1", "b first killed 30-30"]
