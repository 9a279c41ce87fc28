"""Laws of the ledger, on stories made at random."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.article import Verdict
from contracts.claim import ClaimSet, Measure, Victims
from contracts.toll import Incident
from processors.track.core import Tracker, TrackSettings
from processors.track.core.policies import POLICIES
from processors.track.core.rows import BadRowError
from tests.unit.processors.track.stories import (
    ADDITIONAL,
    CITY,
    CORRECTION,
    HOLD,
    KILL,
    OTHER_CITY,
    QUARTER,
    REGION,
    RISE,
    claim,
    denial,
    said,
)

WHO = ["the health ministry", "police", "a rebel commander", "the army", None]
AMOUNTS: list[Any] = [3, 5, 8, 12, 12, 20, "20<", "10+", "<9", "dozens", (6, 9)]


def story(seed: int, length: int = 14) -> list[ClaimSet]:
    """Claim sets of a few articles, each with its own moment, in the order in which they were seen."""
    dice = random.Random(seed)
    found = []
    revisions: dict[str, int] = {}
    for n in range(length):
        article_id = f"a{dice.randrange(7)}"
        revision = revisions[article_id] = revisions.get(article_id, 0) + 1
        claims = []
        for _ in range(dice.choice([0, 1, 1, 1, 2])):
            who = dice.choice(WHO)
            if dice.random() < 0.1 and who:
                claims.append(denial(who, place=CITY))
                continue
            claims.append(
                claim(
                    dice.choice(AMOUNTS),
                    who,
                    measure=dice.choice([Measure.KILLED, Measure.KILLED, Measure.WOUNDED]),
                    victims=dice.choice(
                        [Victims.UNKNOWN, Victims.UNKNOWN, Victims.CIVILIAN, Victims.COMBATANT]
                    ),
                    place=dice.choice([CITY, CITY, QUARTER, REGION, OTHER_CITY, None]),
                    change=dice.choice([None, None, None, RISE, CORRECTION, ADDITIONAL]),
                )
            )
        more: dict[str, Any] = {}
        if dice.random() < 0.15:
            more = {"status": dice.choice([HOLD, KILL])}
        if revision == 1 and n and dice.random() < 0.3:
            more |= {"verdict": dice.choice([Verdict.COPY, Verdict.UPDATE]), "of": f"a{dice.randrange(7)}"}
        hours = n * dice.choice([0.2, 1.0, 3.0])
        found.append(said(article_id, hours, *claims, seen=n * 3.0 + 0.1, revision=revision, **more))
    return found


KEEP_ALL = TrackSettings(keep=None)


def end_of(sets: list[ClaimSet]) -> list[dict[str, Any]]:
    """The incidents at the end, without what counts messages."""
    tracker = Tracker(KEEP_ALL)
    for one in sets:
        tracker.apply(one)
    return shown(list(tracker.incidents()))


def shown(incidents: list[Incident]) -> list[dict[str, Any]]:
    plain = [i.model_dump(mode="json", exclude={"version", "also_ids"}) for i in incidents]
    return sorted(plain, key=lambda i: str(i["incident_id"]))


seeds = st.integers(0, 100_000)


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_incidents_are_a_function_of_the_set_of_claims(seed: int, dice: random.Random) -> None:
    sets = story(seed)
    other = list(sets)
    dice.shuffle(other)
    assert end_of(other) == end_of(sets)


@pytest.mark.parametrize("seed", [282, 58082])
def test_copies_of_one_original_settle_by_when_they_were_seen(seed: int) -> None:
    sets = story(seed)
    for order in range(12):
        other = list(sets)
        random.Random(order).shuffle(other)
        assert end_of(other) == end_of(sets)


@given(seeds, st.integers(0, 13))
@settings(max_examples=40, deadline=None)
def test_applying_a_claim_set_again_changes_nothing_and_tells_the_same(seed: int, which: int) -> None:
    sets = story(seed)
    tracker = Tracker(KEEP_ALL)
    decisions = [tracker.apply(one) for one in sets]
    before = shown(list(tracker.incidents()))
    again = tracker.apply(sets[which])
    assert again.rows == {}
    assert again.changes == decisions[which].changes
    assert shown(list(tracker.incidents())) == before


@given(seeds, st.integers(0, 14))
@settings(max_examples=40, deadline=None)
def test_a_restart_from_the_rows_goes_on_as_if_nothing_had_happened(seed: int, cut: int) -> None:
    sets = story(seed)
    whole, first = Tracker(KEEP_ALL), Tracker(KEEP_ALL)
    rows: dict[str, bytes | None] = {}
    for one in sets[:cut]:
        decision = first.apply(one)
        assert whole.apply(one).changes == decision.changes
        rows.update(decision.rows)
    second = Tracker.from_rows(rows, KEEP_ALL)
    assert second.rows == first.rows
    assert [i.model_dump() for i in second.incidents()] == [i.model_dump() for i in first.incidents()]
    for one in sets[cut:]:
        expected, got = whole.apply(one), second.apply(one)
        assert got.changes == expected.changes
        assert got.rows == expected.rows
        assert got.incidents == expected.incidents


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_low_best_and_high_are_in_order(seed: int) -> None:
    for policy in POLICIES:
        tracker = Tracker(TrackSettings(policy=policy, keep=None))
        for one in story(seed):
            for change in tracker.apply(one).changes:
                for amount in (change.before, change.after):
                    if amount is not None:
                        assert amount.low is not None
                        assert amount.best is not None
                        assert amount.low <= amount.best
                        assert amount.high is None or amount.best <= amount.high
        assert all(t.policy == policy for i in tracker.incidents() for t in i.tolls)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_stale_claim_never_lowers_a_toll(figures: list[int], late: int) -> None:
    tracker = Tracker(KEEP_ALL)
    for n, figure in enumerate(figures):
        tracker.apply(said(f"a{n}", 4.0 + n, claim(figure, "police"), seen=4.1 + n))
    (before,) = (t for i in tracker.incidents() for t in i.tolls)
    decision = tracker.apply(said("late", 2.0, claim(late, "police"), seen=30.0))
    assert decision.changes == ()
    (after,) = (t for i in tracker.incidents() for t in i.tolls)
    assert (after.low or 0) >= (before.low or 0)
    assert (after.best or 0) >= (before.best or 0)
    assert after.origins == before.origins


@given(
    st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["police", "the army"])), min_size=1, max_size=5),
    st.integers(1, 60),
)
@settings(max_examples=60, deadline=None)
def test_a_late_figure_of_another_origin_fires_nothing_and_never_moves_best(
    figures: list[tuple[int, str]], late: int
) -> None:
    tracker = Tracker(KEEP_ALL)
    for n, (figure, who) in enumerate(figures):
        tracker.apply(said(f"a{n}", 4.0 + n, claim(figure, who), seen=4.1 + n))
    before = [t.best for i in tracker.incidents() for t in i.tolls]
    decision = tracker.apply(said("late", 2.0, claim(late, "the health ministry"), seen=30.0))
    assert decision.changes == ()
    assert [t.best for i in tracker.incidents() for t in i.tolls] == before


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_withdrawn_and_restored_gives_the_first_state_again(seed: int) -> None:
    others = [one for one in story(seed, 8) if one.article_id != "x"]
    figure = claim(14, "the health ministry")
    before = Tracker(KEEP_ALL)
    after = Tracker(KEEP_ALL)
    for one in [*others, said("x", 30, figure, seen=30.1)]:
        before.apply(one)
        after.apply(one)
    after.apply(said("x", 31, seen=31.1, revision=2, status=KILL))
    after.apply(said("x", 30, figure, seen=32.1, revision=3))
    tolls = [[i.tolls for i in tracker.incidents()] for tracker in (before, after)]
    assert tolls[0] == tolls[1]


def test_sequences_count_up_within_an_incident() -> None:
    for seed in range(30):
        tracker = Tracker(KEEP_ALL)
        changes = [change for one in story(seed) for change in tracker.apply(one).changes]
        for incident in {c.incident_id for c in changes}:
            seqs = [c.seq for c in changes if c.incident_id == incident]
            assert seqs == sorted(set(seqs))
        assert len({c.change_id for c in changes}) == len(changes)


def test_what_is_older_than_is_kept_is_let_go() -> None:
    tracker = Tracker(TrackSettings(keep=10 * 3600))
    tracker.apply(said("a", 0, claim(5)))
    decision = tracker.apply(said("b", 24, claim(7, place=OTHER_CITY)))
    assert decision.rows["lb|a|1"] is None
    assert [i.articles for i in tracker.incidents()] == [("b",)]


def test_an_incident_that_goes_on_is_kept_whole() -> None:
    settings = TrackSettings(keep=30 * 3600)
    tracker = Tracker(settings)
    rows: dict[str, bytes | None] = {}
    for n in range(8):
        rows |= tracker.apply(said(f"a{n}", n * 12.0, claim(5 + n, "police"))).rows
    (incident,) = tracker.incidents()
    assert len(incident.articles) == 8
    (again,) = Tracker.from_rows(rows, settings).incidents()
    assert again == incident


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_tracker_of_all_countries_is_as_many_of_one_each(seed: int) -> None:
    twin = [
        one.model_copy(update={"country": "ly" if n % 2 else "lb"}) for n, one in enumerate(story(seed, 16))
    ]
    whole, parts = Tracker(KEEP_ALL), {"lb": Tracker(KEEP_ALL), "ly": Tracker(KEEP_ALL)}
    for one in twin:
        assert whole.apply(one).changes == parts[one.country].apply(one).changes
    apart = [i for part in parts.values() for i in part.incidents()]
    assert shown(list(whole.incidents())) == shown(apart)


@pytest.mark.parametrize("row", [b"", b"{}", b"[]", b'{"v": 99}', b"\xff"])
def test_bytes_that_are_no_row_are_told_so(row: bytes) -> None:
    with pytest.raises(BadRowError):
        Tracker.from_rows({"lb|a|1": row})


def test_an_unknown_policy_is_told_so() -> None:
    with pytest.raises(ValueError, match="no policy"):
        Tracker(TrackSettings(policy="loudest"))
