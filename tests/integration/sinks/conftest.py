"""Fixtures of the sinks' tests."""

import pytest

from sinks.webhooks.core import schedule


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schedule in tenths of seconds; its own figures are tested by themselves."""
    monkeypatch.setattr(schedule, "DELAYS_S", (0.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
    monkeypatch.setattr(schedule, "PAUSE_S", 0.1)
