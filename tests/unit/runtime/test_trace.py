"""The trace goes along, and nothing else does."""

from datetime import UTC, datetime, timedelta, timezone

from runtime import trace

SEEN = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2)))


def test_only_the_trace_is_carried() -> None:
    headers = trace.read(trace.write({**trace.start("t-1", SEEN), "x-else": "no"}))
    assert trace.carry(headers) == {"trace-id": "t-1", "trace-first-seen": "2026-03-01T10:00:00+00:00"}
    assert trace.first_seen(headers) == SEEN.astimezone(UTC)


def test_headers_that_are_not_ours_do_no_harm() -> None:
    assert trace.read([("odd", b"\xff")]) == {"odd": "\ufffd"}
    assert trace.read(None) == {}
    assert trace.first_seen({}) is None
    assert trace.first_seen({"trace-first-seen": "yesterday"}) is None
