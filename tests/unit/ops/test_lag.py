"""Who stands still although there is work."""

from datetime import UTC, datetime, timedelta

from ops.lag import Position, advance, stuck

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEY = ("processors-track", "news.claim.extracted.v1")
PATIENCE = timedelta(minutes=3)


def after(*positions: Position) -> list[tuple[str, str]]:
    """Who is stuck after one look a minute at these positions."""
    progress, now = advance({}, {}, NOW), NOW
    for position in positions:
        now += timedelta(minutes=1)
        progress = advance(progress, {KEY: position}, now)
    return stuck(progress, now, PATIENCE)


def test_a_group_with_work_that_commits_nothing_is_stuck() -> None:
    assert after(*[Position(10, 12 + n) for n in range(6)]) == [KEY]


def test_a_slow_group_is_not_stuck() -> None:
    assert after(*[Position(10 + n, 500) for n in range(6)]) == []


def test_a_group_with_nothing_to_do_is_not_stuck() -> None:
    assert after(*[Position(10, 10)] * 6) == []


def test_patience_starts_when_work_comes() -> None:
    assert after(*[Position(10, 10)] * 6, Position(10, 11), Position(10, 11)) == []


def test_behind_is_never_negative() -> None:
    assert Position(committed=12, end=10).behind == 0
