"""Figures that are of some of the victims, said again in passing, or told far down: what makes a toll of its own."""

from typing import Any

import pytest

from contracts.article import Verdict
from contracts.claim import ClaimChange, Measure, Victims
from contracts.document import WireStatus
from processors.track.core import Tracker
from tests.unit.processors.track.stories import (
    BLAST,
    OTHER_CITY,
    claim,
    kinds,
    only_incident,
    play,
    said,
    toll,
)

SECURITY, CIVILIAN, COMBATANT = Victims.SECURITY, Victims.CIVILIAN, Victims.COMBATANT


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def killed(tracker: Tracker) -> dict[Victims, tuple[int | None, int | None]]:
    tolls = only_incident(tracker).tolls
    return {t.victims: (t.low, t.high) for t in tolls if t.measure is Measure.KILLED}


def test_one_citizen_told_first_is_one_of_the_six_that_are_told_next(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(1, "the foreign ministry of Norway", victims=CIVILIAN)),
        said("b", 2, claim(6, "police")),
    )
    assert kinds(changes) == ["a first killed 1-1", "b rise killed 6-6"]
    assert killed(tracker) == {Victims.UNKNOWN: (6, 6)}


def test_two_of_its_nationals_are_among_the_nine_civilians_of_the_hospital(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(9, "the hospital", victims=CIVILIAN)),
        said("b", 2, claim(2, "police", victims=CIVILIAN, quote="two Norwegian hikers")),
    )
    assert killed(tracker) == {CIVILIAN: (9, 9)}


def test_a_guard_told_after_the_nine_makes_no_toll_of_his_own(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, "police")),
        said("b", 2, claim(1, "the guards' union", victims=SECURITY)),
        said("c", 3, claim("dozens", "a doctor", victims=CIVILIAN)),
    )
    assert kinds(changes)[:1] == ["a first killed 9-9"]
    assert SECURITY not in killed(tracker)


def test_fighters_and_large_groups_keep_their_tolls(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(30, "the hospital")),
        said("b", 2, claim(2, "the army", victims=COMBATANT), claim(14, "the hospital", victims=CIVILIAN)),
    )
    assert killed(tracker)[COMBATANT] == (2, 2)
    assert killed(tracker)[CIVILIAN] == (14, 14)


def test_casualties_that_say_less_than_the_dead_and_wounded_are_no_toll(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(17, "the hospital"), claim(40, "the hospital", measure=Measure.WOUNDED)),
        said("b", 5, claim(46, measure=Measure.KILLED_OR_WOUNDED)),
        said("c", 6, claim(120, "the ambulances", measure=Measure.KILLED_OR_WOUNDED)),
    )
    assert kinds(changes)[2:] == ["c first killed_or_wounded 120-120"]


def test_a_vague_group_beside_vague_people_is_told_once(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim("dozens"), claim("several", victims=CIVILIAN)))
    assert [c.victims for c in changes] == [Victims.UNKNOWN]


def test_an_older_count_that_a_paper_repeats_in_passing_is_no_fall(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(37), outlet="Qasr Post"),
        said("b", 20, claim(30), outlet="Qasr Post"),
    )
    assert kinds(changes) == ["a first killed 37-37"]
    assert toll(tracker).low == 37


def test_a_lower_count_of_a_body_or_in_an_update_of_the_text_is_a_fall(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(37, "police")),
        said("b", 20, claim(30, "police")),
    )
    assert kinds(changes)[1:] == ["b fall killed 30-30"]
    changes = play(
        Tracker(),
        said("a", 1, claim(37), outlet="Qasr Post"),
        said("b", 2, claim(30), outlet="Qasr Post", verdict=Verdict.UPDATE, of="a"),
    )
    assert kinds(changes)[1:] == ["b fall killed 30-30"]


def deep(tracker: Tracker, lead_type: str) -> list[str]:
    lead = BLAST.model_copy(update={"type": lead_type, "quote": "the blasts"})
    far = BLAST.model_copy(update={"span": (700, 720)})
    story = said("a", 1, claim(21, "the hospital"), events=(far, lead), title="Two churches")
    moved = [c.model_copy(update={"span": (700, 710)}) for c in story.claims]
    return kinds(play(tracker, story.model_copy(update={"claims": tuple(moved)})))


def test_a_count_far_down_opens_a_toll_where_the_article_begins_with_such_a_happening(
    tracker: Tracker,
) -> None:
    assert deep(tracker, "explosion") == ["a first killed 21-21"]


def test_a_count_far_down_of_another_happening_opens_no_toll(tracker: Tracker) -> None:
    assert deep(tracker, "protest_riot") == []


def test_vague_people_after_numbered_groups_open_no_toll(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(36, "the army", victims=COMBATANT), claim(7, "the clinic", victims=CIVILIAN)),
        said("b", 5, claim("several", victims=Victims.MIXED)),
        said("c", 6, claim("several")),
    )
    assert {kind.split()[0] for kind in kinds(changes)} == {"a"}


def test_a_paper_does_not_dispute_the_bodies_that_it_quotes(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(10), outlet="Qasr Post"),
        said("b", 1.5, claim(8, "police"), outlet="Qasr Post"),
    )
    assert not toll(tracker).disputed


def test_two_papers_or_two_bodies_in_one_paper_are_in_conflict() -> None:
    for first, second in (
        (said("a", 1, claim(10), outlet="Qasr Post"), said("b", 1.5, claim(8), outlet="Marj Post")),
        (
            said("a", 1, claim(10, "the hospital"), outlet="Qasr Post"),
            said("b", 1.5, claim(8, "police"), outlet="Qasr Post"),
        ),
    ):
        tracker = Tracker()
        play(tracker, first, second)
        assert toll(tracker).disputed


def test_a_titles_further_death_is_one_in_the_body_as_well(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(14, "the hospital")),
        said("b", 20, claim(1, field="title", change=ClaimChange.ADDITIONAL), claim(1, "the hospital")),
    )
    assert kinds(changes) == ["a first killed 14-14", "b rise killed 15-15"]


def test_a_titles_further_death_makes_none_of_another_figure_in_the_body(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(14, "the hospital")),
        said("b", 20, claim(1, field="title", change=ClaimChange.ADDITIONAL), claim(15, "the hospital")),
    )
    assert kinds(changes) == ["a first killed 14-14", "b rise killed 15-15"]


def test_more_who_died_in_a_hospital_far_off_are_of_the_total_beside_them(tracker: Tracker) -> None:
    more = claim(3, "the hospital", change=ClaimChange.ADDITIONAL, place=OTHER_CITY, event=None)
    changes = play(
        tracker,
        said("a", 1, claim(24, "the hospital")),
        said("b", 20, claim(27, "the hospital", change=ClaimChange.RISE), more),
    )
    assert kinds(changes) == ["a first killed 24-24", "b rise killed 27-27"]


def test_a_part_whose_whole_nobody_counts_makes_no_toll(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(6, field="title", rule="share")))
    assert kinds(changes) == []


def test_a_title_that_only_tells_of_deaths_is_of_what_the_body_counts(tracker: Tracker) -> None:
    title = claim("deaths", field="title", place=OTHER_CITY, event=None)
    changes = play(tracker, said("a", 1, claim(9, "the hospital"), title))
    assert kinds(changes) == ["a first killed 9-9"]


def test_a_title_of_more_deaths_elsewhere_is_of_the_bodys_toll_whatever_event_it_names(
    tracker: Tracker,
) -> None:
    events = (BLAST, BLAST.model_copy(update={"place": OTHER_CITY, "field": "title"}))
    more: dict[str, Any] = {"field": "title", "place": OTHER_CITY, "event": 1}
    hurt = claim("passengers", measure=Measure.WOUNDED, **more)
    changes = play(
        tracker, said("a", 1, claim(9, "police"), hurt, claim("passengers", **more), events=events)
    )
    assert kinds(changes)[0] == "a first killed 9-9"
    assert len([c for c in changes if c.measure is Measure.KILLED]) == 1


def test_a_title_that_counts_elsewhere_is_of_another_place(tracker: Tracker) -> None:
    title = claim(4, field="title", place=OTHER_CITY, event=None)
    changes = play(tracker, said("a", 1, claim(9, "the hospital"), title))
    assert kinds(changes) == ["a first killed 9-9", "a first killed 4-4"]


def test_what_is_called_the_toll_goes_before_the_bodies_found(tracker: Tracker) -> None:
    found = claim(3, "police")
    play(tracker, said("a", 1, claim(8, "police")), said("b", 4, found, claim(11, "police", rule="toll")))
    assert (toll(tracker).low, toll(tracker).high) == (11, 11)


def test_a_count_of_fighters_behind_one_soldier_is_the_figure(tracker: Tracker) -> None:
    fighters = {"victims": Victims.COMBATANT}
    changes = play(
        tracker,
        said("a", 8, claim(4, "the army", **fighters)),
        said("b", 12, claim(1, "the army", **fighters), claim("11+", "the army", **fighters)),
    )
    assert kinds(changes) == ["a first killed 4-4", "b rise killed 11-"]


def test_a_group_without_a_number_may_be_all_of_those_told_later(tracker: Tracker) -> None:
    some = {"measure": Measure.WOUNDED}
    changes = play(
        tracker,
        said("a", 8, claim("several", "police", victims=Victims.CIVILIAN, **some)),
        said("b", 12, claim("dozens", "police", **some)),
    )
    assert [change.kind for change in changes] == ["first", "rise"]


def test_civilians_counted_before_all_the_people_are_an_earlier_count(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(4, "police", victims=CIVILIAN)),
        said("b", 3, claim(25), outlet="Qasr Post"),
    )
    assert kinds(changes) == ["a first killed 4-4", "b rise killed 4-25"]


def test_people_whose_report_was_killed_make_no_part_of_anybody(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(4, "police", victims=CIVILIAN)),
        said("b", 3, claim(25), outlet="Qasr Post"),
        said("copy", 4, claim(25), outlet="Marj Gazette", verdict=Verdict.COPY, of="b"),
        said("b", 5, outlet="Qasr Post", revision=2, status=WireStatus.CANCELED),
        said("c", 9, claim(6, "police", victims=CIVILIAN)),
    )
    assert kinds(changes)[2:] == ["b retraction killed 4-4", "c rise killed 6-6"]


def test_the_missing_may_be_few_of_many(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(8, "the coast guard", measure=Measure.MISSING)),
        said("b", 6, claim(1, "the coast guard", measure=Measure.MISSING)),
    )
    assert kinds(changes) == ["a first missing 8-8", "b fall missing 1-1"]
