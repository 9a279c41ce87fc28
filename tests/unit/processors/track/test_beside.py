"""People whom one verb harms, told one beside the other: one figure, where they are of one group."""

import pytest

from contracts.claim import Claim, Measure, Victims
from processors.track.core import Tracker
from tests.unit.processors.track.stories import RISE, claim, kinds, only_incident, play, said

COMBATANT, SECURITY, CIVILIAN = Victims.COMBATANT, Victims.SECURITY, Victims.CIVILIAN


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def beside(amount: int | str, who: str | None = None, **more: object) -> Claim:
    return claim(amount, who, rule="coordinated", **more)


def killed(tracker: Tracker) -> dict[Victims, tuple[int | None, int | None]]:
    tolls = only_incident(tracker).tolls
    return {t.victims: (t.low, t.high) for t in tolls if t.measure is Measure.KILLED}


def test_a_man_a_boy_and_a_woman_are_three_dead(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(1), beside(1, victims=CIVILIAN), beside(1)),
        said("b", 2, claim(3, "police")),
    )
    assert kinds(changes) == ["a first killed 3-3"]


def test_those_in_front_of_the_verbs_own_people_are_counted_with_them(tracker: Tracker) -> None:
    assert kinds(play(tracker, said("a", 1, beside(4), claim(30)))) == ["a first killed 34-34"]


def test_a_title_that_counts_them_together_is_what_the_body_says(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(1), beside(1, victims=CIVILIAN), claim(2, field="title")))
    assert kinds(changes) == ["a first killed 2-2"]


def test_fighters_and_police_keep_tolls_of_their_own(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim(1, victims=SECURITY), beside(3, victims=COMBATANT)))
    assert killed(tracker) == {SECURITY: (1, 1), COMBATANT: (3, 3)}


def test_one_told_again_by_another_verb_is_not_counted_again(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(1), beside(3), claim(1, rule="noun-pronoun")))
    assert kinds(changes) == ["a first killed 4-4"]


def test_a_vague_word_a_rise_or_another_speaker_ends_the_sum(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(5), beside("dozens")),
        said("b", 5, claim(6, change=RISE), beside(2)),
        said("c", 9, claim(7, "the hospital"), beside(2, "the army")),
    )
    assert kinds(changes) == ["a first killed 5-5", "b rise killed 5-6", "c rise killed 5-7"]


def test_two_titles_of_one_named_man_are_one(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(1), beside(1, named=("Momo Diallo",))))
    assert kinds(changes) == ["a first killed 1-1"]


def test_a_named_man_and_somebody_with_him_are_two(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(1, named=("Momo Diallo",)), beside(1)))
    assert kinds(changes) == ["a first killed 2-2"]


def test_two_men_in_a_later_sentence_are_the_two_guards_told_before(tracker: Tracker) -> None:
    far = tuple(claim(number, measure=Measure.DISPLACED) for number in range(101, 109))
    told = (claim(2, victims=SECURITY), *far, claim(2, victims=CIVILIAN))
    play(tracker, said("a", 1, *told))
    assert killed(tracker) == {SECURITY: (2, 2)}


def test_two_men_beside_two_guards_are_two_more(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim(2, victims=SECURITY), claim(2, victims=CIVILIAN)))
    assert killed(tracker) == {SECURITY: (2, 2), CIVILIAN: (2, 2)}


def test_a_family_told_one_by_one_far_behind_its_number_is_that_number(tracker: Tracker) -> None:
    far = tuple(claim(number, measure=Measure.DISPLACED) for number in range(101, 109))
    changes = play(tracker, said("a", 1, claim(4), *far, beside(1), beside(1), claim(2, rule="noun-pronoun")))
    assert "a first killed 4-4" in kinds(changes)


def test_an_officer_and_three_recruits_are_the_four_of_the_title(tracker: Tracker) -> None:
    told = (claim(1, victims=SECURITY), beside(3, victims=COMBATANT))
    play(tracker, said("a", 1, claim(4, field="title", victims=SECURITY), *told))
    assert killed(tracker) == {SECURITY: (4, 4)}


def test_parts_that_are_not_the_number_of_the_title_stay_tolls(tracker: Tracker) -> None:
    told = (claim(1, victims=SECURITY), beside(3, victims=COMBATANT))
    play(tracker, said("a", 1, claim(1, field="title", victims=SECURITY), *told))
    assert killed(tracker) == {SECURITY: (1, 1), COMBATANT: (3, 3)}


def test_one_who_is_run_over_and_dies_in_a_later_sentence_is_no_wounded(tracker: Tracker) -> None:
    far = tuple(claim(number, measure=Measure.DISPLACED) for number in range(101, 109))
    hurt = claim(1, measure=Measure.WOUNDED, victims=CIVILIAN)
    changes = play(tracker, said("a", 1, hurt, *far, claim(1)))
    assert not any("wounded" in change for change in kinds(changes))


def test_one_wounded_beside_one_dead_stays_wounded(tracker: Tracker) -> None:
    hurt = claim(1, measure=Measure.WOUNDED, victims=CIVILIAN)
    changes = play(tracker, said("a", 1, hurt, claim(1)), said("b", 2, claim(1), hurt))
    assert kinds(changes) == ["a first killed 1-1", "a first wounded 1-1"]


def test_a_soldier_and_a_smuggler_told_so_in_the_title_too_stay_one_each(tracker: Tracker) -> None:
    told = (claim(1, victims=COMBATANT), beside(1, victims=CIVILIAN))
    again = (claim(1, field="title", victims=COMBATANT), beside(1, field="title", victims=CIVILIAN))
    play(tracker, said("a", 1, *told, *again))
    assert killed(tracker) == {COMBATANT: (1, 1), CIVILIAN: (1, 1)}
