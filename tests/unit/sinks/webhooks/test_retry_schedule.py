"""When a message is tried again, and when that ends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.ops import DeliveryState
from sinks.webhooks.core.schedule import DELAYS_S, JITTER, MAX_PAUSE_S, Answer, after_attempt, pause_s

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_FAILING = st.one_of(
    st.builds(Answer, st.none(), st.text(max_size=5)),
    st.builds(Answer, st.integers(300, 599).filter(lambda status: status != 410)),
)


def _wait(attempt: int, answer: Answer, message_id: str = "msg_1") -> float:
    then = after_attempt(message_id, attempt, answer, NOW)
    assert then.state is DeliveryState.RETRYING
    assert then.due_at is not None
    return (then.due_at - NOW).total_seconds()


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_is_delivered(status: int) -> None:
    assert after_attempt("m", 1, Answer(status), NOW).state is DeliveryState.DELIVERED


def test_410_disables_at_any_attempt() -> None:
    for attempt in (1, len(DELAYS_S)):
        assert after_attempt("m", attempt, Answer(410), NOW).state is DeliveryState.DISABLED


@pytest.mark.parametrize("status", [None, 301, 302, 400, 401, 404, 429, 500, 503])
def test_everything_else_is_tried_again(status: int | None) -> None:
    assert DELAYS_S[1] <= _wait(1, Answer(status)) <= DELAYS_S[1] * (1 + JITTER)


@given(st.integers(1, len(DELAYS_S) - 1), _FAILING, st.text(max_size=10))
def test_each_wait_is_the_schedules_with_at_most_its_jitter(
    attempt: int, answer: Answer, message_id: str
) -> None:
    wait = _wait(attempt, answer, message_id)
    assert DELAYS_S[attempt] <= wait <= DELAYS_S[attempt] * (1 + JITTER)
    assert wait == _wait(attempt, answer, message_id)


def test_messages_that_failed_together_are_not_tried_together() -> None:
    waits = {_wait(3, Answer(500), f"msg_{number}") for number in range(20)}
    assert len(waits) == 20


@given(_FAILING)
def test_after_the_last_attempt_it_is_given_up(answer: Answer) -> None:
    then = after_attempt("m", len(DELAYS_S), answer, NOW)
    assert then.state is DeliveryState.GAVE_UP
    assert then.due_at is None


@pytest.mark.parametrize(("asked", "least", "most"), [(60.0, 60, 60), (1.0, 5, 6), (1e12, 86_400, 86_400)])
def test_retry_after_makes_a_wait_longer_never_shorter_and_a_day_at_most(
    asked: float, least: float, most: float
) -> None:
    assert least <= _wait(1, Answer(503, retry_after_s=asked)) <= most


def test_a_receiver_that_fails_again_and_again_is_left_alone_for_up_to_five_minutes() -> None:
    assert [pause_s(failures, Answer(500)) for failures in range(6)] == [0, 0, 0, 5, 10, 20]
    assert pause_s(1000, Answer(None)) == MAX_PAUSE_S


def test_a_busy_receiver_is_left_alone_as_long_as_it_asks_but_for_five_minutes_at_most() -> None:
    assert pause_s(1, Answer(429, retry_after_s=30.0)) == 30
    assert pause_s(5, Answer(503, retry_after_s=1.0)) == 20
    assert pause_s(1, Answer(503, retry_after_s=9000.0)) == MAX_PAUSE_S
    assert pause_s(1, Answer(500, retry_after_s=30.0)) == 0
