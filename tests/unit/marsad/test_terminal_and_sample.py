"""What `marsad run` prints, and how the sample's alerts are judged."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from contracts.alert import Alert
from contracts.codec import decode
from contracts.toll import Amount
from marsad.board import FSI, PDI, Board, amount_words, percentile
from marsad.newsroom.check import differences
from marsad.newsroom.story import EXPECTED, LASTS_S, OUTLETS, SCENES, Expected
from marsad.receiver import Received

EXAMPLE = decode(Alert, (Path(__file__).parents[3] / "contracts" / "examples" / "alert.json").read_bytes())


def alert(kind: str, low: int | None, high: int | None, measure: str = "killed") -> Alert:
    change = EXAMPLE.data.change.model_copy(
        update={"kind": kind, "measure": measure, "after": Amount(low=low, best=low, high=high)}
    )
    return EXAMPLE.model_copy(update={"data": EXAMPLE.data.model_copy(update={"change": change})})


WANT = (Expected("first", "killed", 3, 3, "x"), Expected("rise", "killed", 5, None, "x"))


def test_exactly_the_expected_alerts_leave_no_difference() -> None:
    assert differences([alert("first", 3, 3), alert("rise", 5, None)], WANT) == []


@pytest.mark.parametrize(
    ("alerts", "words"),
    [
        ([alert("first", 3, 3)], "missing alert: rise killed 5 to –"),
        (
            [alert("first", 3, 3), alert("rise", 5, None), alert("fall", 1, 1)],
            "unexpected alert: fall killed 1 to 1",
        ),
        ([alert("first", 3, 3), alert("first", 3, 3), alert("rise", 5, None)], "came twice"),
        ([alert("rise", 5, None), alert("first", 3, 3)], "another order"),
    ],
)
def test_every_difference_is_said(alerts: list[Alert], words: str) -> None:
    assert any(words in line for line in differences(alerts, WANT))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "–"),
        (Amount(low=None, best=None, high=None), "–"),
        (Amount(low=12, best=12, high=12), "12"),
        (Amount(low=2, best=17, high=17), "2–17"),
        (Amount(low=31, best=31, high=None), "31+"),
        (Amount(low=None, best=None, high=9), "0–9"),
    ],
)
def test_amounts_read_like_amounts(amount: Amount | None, words: str) -> None:
    assert amount_words(amount) == words


def test_an_alert_is_two_lines_with_arabic_kept_apart() -> None:
    out = io.StringIO()
    received = Received("msg_1", EXAMPLE, datetime(2026, 3, 1, 8, 14, 2, tzinfo=UTC))
    Board(Console(file=out, width=80)).alert(received)
    first, second = out.getvalue().rstrip("\n").split("\n")
    assert "first" in first
    assert "killed – → 3" in first
    assert f"{FSI}“قُتل ثلاثة عمال”{PDI}" in second
    assert "signature ok" in second


def test_percentiles_are_nearest_rank() -> None:
    values = [float(n) for n in range(1, 101)]
    assert percentile(values, 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile(values, 0.5) == 50


def test_the_sample_story_is_told_in_order_and_ends_in_time() -> None:
    times = [scene.at_s for scene in SCENES]
    assert times == sorted(times)
    assert times[-1] < LASTS_S
    assert {scene.channel for scene in SCENES} == set(OUTLETS)
    assert {row.item_id for row in EXPECTED} <= {scene.item_id for scene in SCENES}
    assert timedelta(seconds=LASTS_S) < timedelta(minutes=1)
