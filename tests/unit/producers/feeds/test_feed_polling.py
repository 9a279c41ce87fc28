"""What an answer means: validators, moves, failures, when to ask again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.ops import SourceState
from producers.feeds.core.poll import (
    MAX_ITEM_REPORTS,
    ORIGINAL_CUT,
    Answered,
    Decision,
    Failed,
    FeedState,
    conditional_headers,
    decide,
    first_state,
)
from producers.sources import FeedSource

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SOURCE = FeedSource(id="valley-post", outlet="Valley Post", url="https://post.example/rss", poll=60)
FRESH = first_state(SOURCE, NOW)


def _feed(*titles: str) -> bytes:
    items = "".join(f"<item><guid>{n}</guid><title>{title}</title></item>" for n, title in enumerate(titles))
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def _answer(
    status: int = 200,
    body: bytes = b"",
    moved_to: str | None = None,
    wait: float | None = None,
    **headers: str,
) -> Answered:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answered(status, body, SOURCE.url, moved_to or SOURCE.url, names, moved_to, wait)


def _after(*answers: Answered | Failed, state: FeedState = FRESH) -> Decision:
    decision = Decision((), state, ())
    for answer in answers:
        decision = decide(answer, SOURCE, decision.state, NOW)
    return decision


def _titles(decision: Decision) -> list[str | None]:
    return [document.title for document in decision.documents]


def _wait(decision: Decision) -> float:
    return (decision.state.next_at - NOW).total_seconds()


def test_a_first_answer_sends_all_and_keeps_validators() -> None:
    decision = _after(
        _answer(body=_feed("b", "a"), etag='"1"', last_modified="Sun, 01 Mar 2026 11:00:00 GMT")
    )
    assert _titles(decision) == ["a", "b"]
    (health,) = decision.health
    assert (health.state, health.items, health.new_items) == (SourceState.OK, 2, 2)
    assert conditional_headers(decision.state) == {
        "If-None-Match": '"1"',
        "If-Modified-Since": "Sun, 01 Mar 2026 11:00:00 GMT",
    }
    assert _wait(decision) == 60


def test_a_fresh_state_asks_without_conditions_and_at_once() -> None:
    assert conditional_headers(FRESH) == {}
    assert FRESH.next_at == NOW


def test_only_items_that_are_new_or_changed_are_sent() -> None:
    decision = _after(_answer(body=_feed("a", "b")), _answer(body=_feed("a", "B", "c")))
    assert sorted(map(str, _titles(decision))) == ["B", "c"]
    assert (decision.health[0].items, decision.health[0].new_items) == (3, 2)


def test_an_item_that_goes_back_to_an_earlier_text_is_sent_again() -> None:
    decision = _after(_answer(body=_feed("5")), _answer(body=_feed("6")), _answer(body=_feed("5")))
    assert _titles(decision) == ["5"]


def test_304_and_the_same_body_are_unchanged() -> None:
    seen = _after(_answer(body=_feed("a"), etag='"1"')).state
    for answer in (_answer(304), _answer(body=_feed("a"), etag='"2"')):
        decision = _after(answer, state=seen)
        assert decision.documents == ()
        assert decision.health[0].state is SourceState.UNCHANGED
        assert decision.state.digests == seen.digests
    assert _after(_answer(304), state=seen).state.etag == '"1"'
    assert _after(_answer(body=_feed("a"), etag='"2"'), state=seen).state.etag == '"2"'


def test_a_permanent_move_is_followed_from_then_on() -> None:
    moved = _after(_answer(body=_feed("a"), moved_to="https://new.example/rss"))
    assert moved.state.url == "https://new.example/rss"
    assert _after(_answer(304), state=moved.state).state.url == "https://new.example/rss"


def test_a_move_to_what_is_no_feed_is_not_believed() -> None:
    assert _after(_answer(body=b"<html></html>", moved_to="https://ad.example/")).state.url == SOURCE.url


def test_a_move_that_keeps_failing_is_forgotten_with_its_validators() -> None:
    moved = _after(_answer(body=_feed("a"), moved_to="https://new.example/rss", etag='"1"')).state
    twice = _after(_answer(404), _answer(404), state=moved).state
    assert twice.url == "https://new.example/rss"
    thrice = _after(_answer(404), state=twice).state
    assert thrice.url == SOURCE.url
    assert conditional_headers(thrice) == {}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (_answer(404, b"no such page"), "http_404"),
        (_answer(500), "http_500"),
        (_answer(body=b"Service unavailable"), "not_xml"),
        (_answer(body=b""), "empty"),
        (_answer(204), "http_204"),
        (Failed("too_large", "more than 5 bytes", b"x" * 100_000), "too_large"),
        (Failed("timeout"), "timeout"),
    ],
)
def test_a_failure_has_its_reason_and_keeps_what_was_known(answer: Answered | Failed, reason: str) -> None:
    seen = _after(_answer(body=_feed("a"), etag='"1"')).state
    decision = _after(answer, state=seen)
    (health,) = decision.health
    assert (health.state, health.reason) == (SourceState.FAILING, reason)
    assert decision.documents == ()
    assert (decision.state.etag, decision.state.digests) == (seen.etag, seen.digests)
    original = answer.body if isinstance(answer, Answered) else answer.original
    assert (health.original or b"") == (original or b"")[:ORIGINAL_CUT]


def test_failures_are_asked_ever_less_and_a_success_resets() -> None:
    waits, state = [], FRESH
    for _ in range(9):
        decision = _after(_answer(500), state=state)
        waits.append(_wait(decision))
        state = decision.state
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert _wait(_after(_answer(304), state=state)) == 60


def test_a_source_polled_less_than_hourly_is_not_asked_more_often_for_failing() -> None:
    slow = SOURCE.model_copy(update={"poll": 7200.0})
    assert (decide(_answer(500), slow, FRESH, NOW).state.next_at - NOW).total_seconds() == 7200


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (_answer(429, wait=600), 600),
        (_answer(503, wait=1200), 1200),
        (_answer(503, wait=1), 60),
        (_answer(429, wait=1e9), 86_400),
        (_answer(500, wait=600), 60),
        (_answer(410), 86_400),
    ],
)
def test_the_server_may_ask_for_a_pause(answer: Answered, wait: float) -> None:
    assert _wait(_after(answer)) == wait


def test_bad_items_are_told_once_with_their_fields() -> None:
    body = (
        b"<rss><channel><item><guid>7</guid><title>x</title><pubDate>someday</pubDate></item></channel></rss>"
    )
    decision = _after(_answer(body=body))
    bad = decision.health[1]
    assert (bad.state, bad.reason, bad.detail) == (SourceState.BAD_ITEM, "bad_date", "7")
    assert b"someday" in (bad.original or b"")
    assert len(decision.documents) == 1
    again = _after(_answer(body=body + b" "), state=decision.state)
    assert [health.state for health in again.health] == [SourceState.OK]


def test_a_feed_wrong_in_every_item_does_not_flood() -> None:
    items = b"".join(b"<item><category>%d</category></item>" % n for n in range(100))
    decision = _after(_answer(body=b"<rss version='2.0'><channel>" + items + b"</channel></rss>"))
    assert len(decision.health) == 1 + MAX_ITEM_REPORTS
    assert decision.health[0].items == 100


_ANSWERS = st.one_of(
    st.builds(Failed, st.sampled_from(["timeout", "too_large"])),
    st.builds(
        _answer,
        st.sampled_from([200, 301, 304, 400, 410, 429, 500, 503]),
        st.one_of(
            st.binary(max_size=30), st.lists(st.sampled_from("abc"), max_size=3).map(lambda t: _feed(*t))
        ),
        wait=st.none() | st.floats(0, 1e9),
    ),
)


@given(st.lists(_ANSWERS, max_size=6))
def test_whatever_comes_the_next_poll_is_between_its_interval_and_a_day_away(answers: list[Answered]) -> None:
    state = FRESH
    for answer in answers:
        decision = decide(answer, SOURCE, state, NOW)
        state = decision.state
        assert timedelta(seconds=60) <= state.next_at - NOW <= timedelta(days=1)
        assert decision.health[0].new_items == len(decision.documents)
        assert FeedState.model_validate_json(state.model_dump_json()) == state


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4), max_size=6))
def test_every_state_of_an_item_is_sent_when_it_first_stands_after_another(bodies: list[list[str]]) -> None:
    """Law: what is sent over all polls ends with each item's present text, for every item of the last body."""
    state, last_sent = FRESH, {}
    for titles in bodies:
        decision = decide(_answer(body=_feed(*titles)), SOURCE, state, NOW)
        state = decision.state
        last_sent.update({document.item_id: document.title for document in decision.documents})
    for number, title in enumerate(bodies[-1] if bodies else []):
        assert last_sent[str(number)] == title
