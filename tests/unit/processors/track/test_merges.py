"""Two incidents that turn out to be one: both ids stay, it is told once, and the order of arrival does not matter."""

import itertools
import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.claim import ClaimSet, Measure
from contracts.toll import ChangeKind
from processors.track.core import Tracker
from processors.track.core.settings import TrackSettings
from tests.unit.processors.track.stories import (
    BLAST,
    CITY,
    OTHER_VILLAGE,
    QUARTER,
    REGION,
    claim,
    only_incident,
    play,
    said,
)

KEEP_ALL = TrackSettings(keep=None)
MARKET, BRIDGE = "Blast rips through mill market", "Crowd flees river bridge"


def market(hours: float = 1, **more: Any) -> ClaimSet:
    return said("a", hours, claim(4, "police"), events=(), title=MARKET, **more)


def bridge(hours: float = 15, **more: Any) -> ClaimSet:
    return said("b", hours, claim(9, "a doctor"), events=(), title=BRIDGE, **more)


def both(hours: float = 16, **more: Any) -> ClaimSet:
    return said("c", hours, claim(9, "the mayor"), title=f"{MARKET}; {BRIDGE}", **more)


def ids(tracker: Tracker) -> dict[str, tuple[str, ...]]:
    return {incident.incident_id: incident.articles for incident in tracker.incidents()}


def test_two_that_may_be_one_stay_two_without_a_third_that_is_of_both() -> None:
    tracker = Tracker(KEEP_ALL)
    play(tracker, market(), bridge())
    first, second = tracker.incidents()
    assert second.maybe_same_as == (first.incident_id,)


def test_an_article_of_both_merges_them_and_both_ids_stay() -> None:
    tracker = Tracker(KEEP_ALL)
    play(tracker, market(), bridge())
    old = sorted(ids(tracker))
    changes = play(tracker, both(), said("d", 17, claim(9, "the mayor"), title=f"{MARKET}; {BRIDGE}"))
    merged = [change for change in changes if change.kind is ChangeKind.MERGED]
    assert len(merged) == 1
    one = only_incident(tracker)
    assert sorted((one.incident_id, *one.also_ids)) == old
    assert merged[0].also_ids == one.also_ids
    assert one.articles == ("a", "b", "c", "d")


def test_a_merge_is_one_for_any_order_of_arrival() -> None:
    grouped = set()
    for order in itertools.permutations([market(seen=1.1), bridge(seen=15.1), both(seen=16.1)]):
        tracker = Tracker(KEEP_ALL)
        play(tracker, *order)
        grouped.add(tuple(ids(tracker).items()))
    assert len(grouped) == 1


def test_a_merge_outlives_a_restart_and_is_not_told_again() -> None:
    tracker = Tracker(KEEP_ALL)
    play(tracker, market(), bridge(), both())
    again = Tracker.from_rows(tracker.rows, KEEP_ALL)
    assert ids(again) == ids(tracker)
    later = said("d", 18, claim(11, "the mayor"), title=f"{MARKET}; {BRIDGE}")
    assert ChangeKind.MERGED not in {change.kind for change in play(again, later)}


def test_a_merge_is_undone_when_the_article_of_both_is_read_again_otherwise() -> None:
    tracker = Tracker(KEEP_ALL)
    play(tracker, market(), bridge(), both())
    other = said("c", 16, claim(9, "the mayor", place=OTHER_VILLAGE), title="Bakery opens")
    for one in (tracker, Tracker.from_rows(tracker.rows, KEEP_ALL)):
        play(one, other)
        assert sorted(ids(one).values()) == [("a",), ("b",), ("c",)]


TITLES = (
    MARKET,
    BRIDGE,
    f"{MARKET}; {BRIDGE}",
    "Flames over bakery roof",
    "Bakery roof near river bridge burns",
)
AMOUNTS: tuple[int | str, ...] = (1, 2, 4, 9, 30, "dozens")


def town(seed: int) -> list[ClaimSet]:
    """A day of one town: reports that say more or less of where, when and what."""
    dice = random.Random(seed)
    found = []
    for n in range(dice.randint(3, 9)):
        kind = dice.choice([None, "explosion", "accident", "attack_on_civilians", "arrest", "shooting"])
        place = dice.choice([CITY, CITY, QUARTER, REGION, OTHER_VILLAGE])
        measure = dice.choice([Measure.KILLED, Measure.KILLED, Measure.WOUNDED, Measure.DETAINED])
        events = () if kind is None else (BLAST.model_copy(update={"type": kind}),)
        who = dice.choice([None, "police", "a doctor"])
        hours = dice.choice([1.0, 9.0, 20.0, 40.0]) + n / 10
        amount = dice.choice(AMOUNTS)
        one = claim(amount, who, place=place, measure=measure)
        found.append(said(f"a{n}", hours, one, events=events, title=dice.choice(TITLES)))
    return found


@given(st.integers(0, 100_000), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_incidents_of_a_busy_town_are_a_function_of_the_set(seed: int, dice: random.Random) -> None:
    sets = town(seed)
    one, other = Tracker(KEEP_ALL), Tracker(KEEP_ALL)
    play(one, *sets)
    dice.shuffle(sets)
    play(other, *sets)
    assert ids(one) == ids(other)
    assert ids(Tracker.from_rows(other.rows, KEEP_ALL)) == ids(other)
