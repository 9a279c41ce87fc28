"""Holds the alerts that came against those that the sample story has to bring."""

from collections.abc import Sequence

from contracts.alert import Alert
from contracts.toll import Amount
from marsad.newsroom.story import Expected


def differences(alerts: Sequence[Alert], expected: Sequence[Expected]) -> list[str]:
    """Lines that say what is missing, unexpected or out of order; none when exactly the expected came."""
    got = [_as_seen(alert) for alert in alerts]
    want = [_as_wanted(row) for row in expected]
    lines = [f"missing alert: {row}" for row in want if row not in got]
    lines += [f"unexpected alert: {row}" for row in got if row not in want]
    lines += [f"alert came twice: {row}" for row in sorted({row for row in got if got.count(row) > 1})]
    if not lines and got != want:
        lines.append(f"alerts came in another order: {'; '.join(got)}")
    return lines


def _as_wanted(row: Expected) -> str:
    return f"{row.kind} {row.measure} {_bounds(row.low, row.high)}"


def _as_seen(alert: Alert) -> str:
    change = alert.data.change
    after = change.after or Amount(low=None, best=None, high=None)
    return f"{change.kind} {change.measure} {_bounds(after.low, after.high)}"


def _bounds(low: int | None, high: int | None) -> str:
    return f"{'–' if low is None else low} to {'–' if high is None else high}"
