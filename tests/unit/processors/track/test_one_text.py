"""What one text tells of its happening in other words: its title, "the incident", "many lives"."""

import pytest

from contracts.claim import Measure, Place, Scope, Victims
from processors.track.core import Tracker
from tests.unit.processors.track.stories import (
    BLAST,
    CITY,
    LOOK_BACK,
    OTHER_CITY,
    QUARTER,
    claim,
    kinds,
    play,
    said,
)

SHOOTING = BLAST.model_copy(update={"type": "shooting", "quote": "shots"})
INCIDENT = BLAST.model_copy(update={"type": "accident", "quote": "the incident"})
CRASH = BLAST.model_copy(update={"type": "accident", "quote": "the crash"})
POISONING = BLAST.model_copy(update={"type": "disease", "quote": "the cholera"})


COUNTRY = Place(place_id="p-lb", name="Lebanon", kind="country", country="lb", lat=33.8, lon=35.8, parents=())


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def test_a_title_that_is_read_as_another_kind_tells_the_figure_of_its_body(tracker: Tracker) -> None:
    told = (claim(2, event=0, field="title"), claim(2, "police", event=1))
    changes = play(tracker, said("a", 1, *told, events=(POISONING, SHOOTING)))
    assert kinds(changes) == ["a first killed 2-2"]


def test_the_incident_is_the_one_that_the_text_told_before(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(2, event=0), claim(2, event=1), events=(SHOOTING, INCIDENT)))
    assert kinds(changes) == ["a first killed 2-2"]


def test_a_crash_beside_a_shooting_is_none(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(2, event=0), claim(4, event=1), events=(SHOOTING, CRASH)))
    assert kinds(changes) == ["a first killed 2-2", "a first killed 4-4"]


def test_the_incident_in_another_town_is_another(tracker: Tracker) -> None:
    told = (claim(5, event=0), claim(5, event=1, place=OTHER_CITY))
    elsewhere = INCIDENT.model_copy(update={"place": OTHER_CITY})
    changes = play(tracker, said("a", 1, *told, events=(SHOOTING, elsewhere)))
    assert kinds(changes) == ["a first killed 5-5", "a first killed 5-5"]


def test_many_lives_behind_a_number_are_of_it(tracker: Tracker) -> None:
    told = (claim(16, place=CITY), claim("many", event=1, place=QUARTER, place_text="the mill"))
    changes = play(tracker, said("a", 1, *told, events=(CRASH, SHOOTING)))
    assert kinds(changes) == ["a first killed 16-16"]


def test_soldiers_of_no_number_in_a_clash_are_not_the_civilians_of_a_shelling(tracker: Tracker) -> None:
    told = (claim(16, victims=Victims.CIVILIAN), claim("dozens", event=1, victims=Victims.COMBATANT))
    changes = play(tracker, said("a", 1, *told, events=(CRASH, SHOOTING)))
    assert len(changes) == 2


def test_a_title_that_has_a_man_run_over_tells_of_the_body_s_dead(tracker: Tracker) -> None:
    told = (claim(1), claim(1, field="title", measure=Measure.WOUNDED))
    assert kinds(play(tracker, said("a", 1, *told))) == ["a first killed 1-1"]


def test_a_title_s_wounded_beside_the_body_s_own_wounded_count(tracker: Tracker) -> None:
    told = (
        claim(1),
        claim(1, measure=Measure.WOUNDED),
        claim(1, field="title", measure=Measure.WOUNDED),
    )
    assert len(play(tracker, said("a", 1, *told))) == 2


def test_what_a_report_on_one_case_looks_back_at_names_its_victim(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(1, named=("Tarek Hamadeh",))),
        said(
            "b",
            90,
            claim(4, measure=Measure.DETAINED, place=OTHER_CITY),
            claim(1, named=("Tarek Hamadeh",), tense=LOOK_BACK),
            claim(1, place=OTHER_CITY),
        ),
    )
    assert kinds(changes) == ["a first killed 1-1", "b first detained 4-4"]


def test_what_a_body_alone_tells_as_known_opens_nothing_and_joins_what_is_known(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, retold=True)),
        said("b", 2, claim(9)),
        said("c", 5, claim(11, "police", retold=True)),
    )
    assert kinds(changes) == ["b first killed 9-9", "c rise killed 9-11"]


def test_a_title_that_tells_it_again_opens_nothing_either_and_one_of_its_own_does(tracker: Tracker) -> None:
    again = (claim(9, retold=True), claim(9, retold=True, field="title"))
    news = (claim(9, retold=True), claim(9, field="title"))
    assert kinds(play(tracker, said("a", 1, *again), said("b", 2, *news))) == ["b first killed 9-9"]


def test_what_a_total_of_a_month_is_made_of_is_no_news(tracker: Tracker) -> None:
    total = {"scope": Scope.CUMULATIVE}
    told = (claim(900, field="title", **total), claim(912, **total), claim(140, place=OTHER_CITY))
    assert play(tracker, said("a", 1, *told)) == []


def test_three_accidents_under_a_title_without_a_number_are_news(tracker: Tracker) -> None:
    total = {"scope": Scope.CUMULATIVE}
    told = (claim("deaths", field="title", **total), claim("deaths", **total), claim(2))
    assert kinds(play(tracker, said("a", 1, *told))) == ["a first killed 2-2"]


def test_a_title_that_rounds_up_what_the_body_gives_as_a_range_tells_of_no_other_place(
    tracker: Tracker,
) -> None:
    changes = play(tracker, said("a", 1, claim((40, 80)), claim(80, field="title", place=OTHER_CITY)))
    assert kinds(changes) == ["a first killed 40-80"]


def test_two_whom_title_and_body_count_are_two_though_the_body_begins_with_one(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(2, field="title"), claim(1), claim(2)))
    assert kinds(changes) == ["a first killed 2-2"]


def test_a_smaller_count_of_which_only_the_country_is_known_is_no_second_happening(tracker: Tracker) -> None:
    some = claim(3, place=COUNTRY, place_text="the area of the race")
    changes = play(tracker, said("a", 1, claim("4+", place_text="Qasr"), some))
    assert [change for change in kinds(changes) if "first" in change] == ["a first killed 4-"]


def test_a_larger_count_of_which_only_the_country_is_known_is_another(tracker: Tracker) -> None:
    more = claim(9, place=COUNTRY, place_text="the village of Ain")
    assert len(play(tracker, said("a", 1, claim(4, place_text="Qasr"), more))) == 2


def test_a_lower_toll_of_somebody_else_is_not_what_a_report_begins_with(tracker: Tracker) -> None:
    told = (claim(27, "the observers"), claim(12, "state television", rule="toll"))
    assert kinds(play(tracker, said("a", 1, *told))) == ["a first killed 27-27"]


def test_a_higher_toll_of_somebody_else_is_the_figure(tracker: Tracker) -> None:
    told = (claim(12, "the observers"), claim(27, "state television", rule="toll"))
    assert kinds(play(tracker, said("a", 1, *told))) == ["a first killed 27-27"]
