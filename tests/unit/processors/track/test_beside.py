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
