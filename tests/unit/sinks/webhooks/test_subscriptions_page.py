"""docs/subscriptions.md says what the code does: fields, kinds, the schedule."""

import itertools
import re
from pathlib import Path

import pytest

from contracts.claim import Measure, Victims
from contracts.ops import DeliveryState
from contracts.toll import ChangeKind
from sinks.webhooks.core.schedule import DELAYS_S
from sinks.webhooks.delivery import TIMEOUT_S
from sinks.webhooks.subscriptions import Filter, Subscription

PAGE = (Path(__file__).parents[4] / "docs" / "subscriptions.md").read_text(encoding="utf-8")
_UNITS = {"s": 1, "min": 60, "h": 3600}


@pytest.mark.parametrize("name", [*Subscription.model_fields, *Filter.model_fields])
def test_every_field_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("value", [*ChangeKind, *Measure, *Victims, *DeliveryState])
def test_every_value_is_named(value: str) -> None:
    assert f"`{value}`" in PAGE


def test_the_table_of_retries_is_the_schedule() -> None:
    rows = re.findall(r"^\| (\d+) \| ([\d.]+) (s|min|h) \| ([\d.]+) (s|min|h) \|$", PAGE, re.MULTILINE)
    waits = [float(number) * _UNITS[unit] for _, number, unit, _, _ in rows]
    assert (0.0, *waits) == DELAYS_S
    for (_, _, _, number, unit), total in zip(rows, list(itertools.accumulate(DELAYS_S))[1:], strict=True):
        assert float(number) * _UNITS[unit] == pytest.approx(total, rel=0.02)


def test_the_timeout_is_the_pages() -> None:
    assert f"within {TIMEOUT_S:g} seconds" in PAGE
