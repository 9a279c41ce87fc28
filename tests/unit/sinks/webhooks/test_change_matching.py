"""Which changes a subscription is sent."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.claim import Measure, Place, Victims
from contracts.toll import Amount, Change, ChangeKind
from sinks.webhooks.core.matching import Told, matches
from sinks.webhooks.subscriptions import Filter

T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PLACE = Place(
    place_id="p:street", name="Street", kind="neighbourhood", country="sy", parents=("p:city", "p:sy")
)


def _change(
    kind: ChangeKind = ChangeKind.RISE, before: int | None = 10, after: int | None = 12, **fields: Any
) -> Change:
    def exactly(number: int | None) -> Amount | None:
        return None if number is None else Amount(low=number, best=number, high=number)

    whole: dict[str, Any] = {
        "change_id": "c",
        "incident_id": "i",
        "seq": 2,
        "kind": kind,
        "measure": Measure.KILLED,
        "victims": Victims.CIVILIAN,
        "before": exactly(before),
        "after": exactly(after),
        "reason": "r",
        "place": PLACE,
        "said_at": T,
        "seen_at": T,
    }
    return Change(**whole | fields)


@pytest.mark.parametrize("kind", [kind for kind in ChangeKind if kind is not ChangeKind.MERGED])
def test_an_empty_filter_lets_every_change_pass(kind: ChangeKind) -> None:
    assert matches(Filter(), _change(kind), None)
    assert matches(Filter(), _change(kind, place=None, before=None), None)


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (Filter(kinds=frozenset({ChangeKind.RISE})), True),
        (Filter(kinds=frozenset({ChangeKind.FALL})), False),
        (Filter(measures=frozenset({Measure.KILLED})), True),
        (Filter(measures=frozenset({Measure.WOUNDED})), False),
        (Filter(victims=frozenset({Victims.CIVILIAN, Victims.UNKNOWN})), True),
        (Filter(victims=frozenset({Victims.COMBATANT})), False),
        (Filter(countries=frozenset({"sy"})), True),
        (Filter(countries=frozenset({"iq"})), False),
        (Filter(places=frozenset({"p:street"})), True),
        (Filter(places=frozenset({"p:city"})), True),
        (Filter(places=frozenset({"p:other"})), False),
        (Filter(countries=frozenset({"iq"}), places=frozenset({"p:city"})), False),
        (Filter(min_best=12), True),
        (Filter(min_best=13), False),
        (Filter(kinds=frozenset({ChangeKind.RISE}), min_best=13), False),
    ],
)
def test_all_that_is_given_must_be_met(wanted: Filter, passes: bool) -> None:
    assert matches(wanted, _change(), None) is passes


def test_a_change_without_place_meets_no_filter_on_places() -> None:
    assert not matches(Filter(countries=frozenset({"sy"})), _change(place=None), None)
    assert not matches(Filter(places=frozenset({"p:city"})), _change(place=None), None)


def test_a_level_counts_before_and_after_so_that_a_fall_is_told() -> None:
    assert matches(Filter(min_best=50), _change(ChangeKind.FALL, 60, 5), None)
    assert not matches(Filter(min_best=50), _change(ChangeKind.FALL, 40, 5), None)
    assert not matches(Filter(min_best=1), _change(ChangeKind.DISPUTE_OPENED, None, None), None)


def test_an_amount_without_best_counts_by_its_lower_bound() -> None:
    open_above = _change().model_copy(update={"before": None, "after": Amount(low=51, best=None, high=None)})
    assert matches(Filter(min_best=51), open_above, None)
    assert not matches(Filter(min_best=52), open_above, None)


@pytest.mark.parametrize(
    ("wanted", "before", "after", "passes"),
    [
        (Filter(rise_by=5), 10, 15, True),
        (Filter(rise_by=5), 10, 14, False),
        (Filter(rise_percent=50), 10, 15, True),
        (Filter(rise_percent=50), 10, 14, False),
        (Filter(rise_by=5, rise_percent=10), 10, 11, True),
        (Filter(rise_by=5, rise_percent=10), 100, 105, True),
        (Filter(rise_by=5, rise_percent=10), 100, 104, False),
        (Filter(rise_percent=50), 0, 1, True),
        (Filter(rise_by=5), None, 3, True),
    ],
)
def test_a_rise_by_number_or_percent(wanted: Filter, before: int | None, after: int, passes: bool) -> None:
    assert matches(wanted, _change(before=before, after=after), None) is passes


@pytest.mark.parametrize("kind", [ChangeKind.FIRST, ChangeKind.FALL, ChangeKind.DISPUTE_OPENED])
def test_other_kinds_are_not_asked_how_far_they_rise(kind: ChangeKind) -> None:
    assert matches(Filter(rise_by=5), _change(kind, 10, 11), None)


def test_small_rises_add_up_since_the_last_alert() -> None:
    wanted = Filter(rise_by=5)
    assert not matches(wanted, _change(before=12, after=14), Told(best=10))
    assert matches(wanted, _change(before=14, after=15), Told(best=10))


def test_a_retraction_goes_to_everyone_who_was_told_and_to_nobody_else_by_force() -> None:
    narrow = Filter(kinds=frozenset({ChangeKind.RISE}), countries=frozenset({"iq"}), min_best=1000)
    assert matches(narrow, _change(ChangeKind.RETRACTION), Told(best=10))
    assert not matches(narrow, _change(ChangeKind.RETRACTION), None)


def test_a_merge_goes_to_those_who_were_told_of_the_incident() -> None:
    merged = _change(ChangeKind.MERGED, None, None, measure=None, victims=None)
    assert matches(Filter(measures=frozenset({Measure.WOUNDED}), min_best=50), merged, Told(best=None))
    assert not matches(Filter(), merged, None)
    assert not matches(Filter(kinds=frozenset({ChangeKind.RISE})), merged, Told(best=None))


@given(
    st.sampled_from(list(ChangeKind)),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.builds(Filter, min_best=st.none() | st.integers(0, 100), rise_by=st.none() | st.integers(1, 50)),
)
def test_less_filter_never_sends_less(
    kind: ChangeKind, before: int | None, after: int | None, wanted: Filter
) -> None:
    change = _change(kind, before, after)
    if matches(wanted, change, None):
        assert matches(Filter(), change, None)
        assert matches(wanted.model_copy(update={"min_best": None}), change, None)
        assert matches(wanted.model_copy(update={"rise_by": None}), change, None)
