"""The run is stopped and its processes are killed: nothing is left behind, nothing is lost."""

import contextlib
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.newsroom.story import EXPECTED
from tests.e2e.conftest import LiveRun

# One source's items stay in order, those of two need not: while a stage is down, the rival's report may overtake
# the update that came before it. Then two of the same seven alerts tell the way to the same toll in the other order.
_RIVAL_FIRST = {
    "missing alert: rise killed 19 to 19",
    "missing alert: dispute_opened killed 4 to 19",
    "unexpected alert: dispute_opened killed 4 to 12",
    "unexpected alert: rise killed 4 to 19",
}

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(300)]


def test_ctrl_c_stops_all_within_ten_seconds(live_run: Callable[..., LiveRun]) -> None:
    run = live_run()
    run.wait_until_ready()
    pids = run.pids
    assert len(pids) == 9
    assert run.stop() < 10
    assert run.process.returncode == 0
    left = [name for name, pid in pids.items() if Path(f"/proc/{pid}").exists()]
    assert not left
    assert "all stopped" in run.text


@pytest.mark.parametrize("order", ["forwards", "backwards"])
def test_kill_9_of_every_stage_while_the_sample_plays_changes_nothing(
    live_run: Callable[..., LiveRun], order: str
) -> None:
    """Invariant 1: each process is killed once, at another moment of the story; the same alerts come."""
    run = live_run()
    run.wait_until_ready()
    victims = [name for name in run.pids if name != "watch"]
    if order == "backwards":
        victims.reverse()
    began = time.monotonic()
    for number, name in enumerate(victims):
        time.sleep(max(0.0, began + number * 3.2 + 0.3 - time.monotonic()))
        os.kill(run.pids[name], 9)
    run.wait_until_played()
    text = run.text
    for name in victims:
        assert f"{name} died (by signal SIGKILL)" in text
    wrong = {line.strip() for line in text.splitlines() if " alert: " in line}
    exact = f"exactly the {len(EXPECTED)} expected alerts came" in text
    assert exact or wrong == _RIVAL_FIRST, text + run.stage_logs()
    assert exact or f"{len(EXPECTED)} alerts; from the poll" in text, text


def test_a_killed_run_leaves_no_process_behind(live_run: Callable[..., LiveRun]) -> None:
    run = live_run()
    run.wait_until_ready()
    pids = run.pids
    run.process.kill()
    run.process.wait()
    end = time.monotonic() + 15
    while (left := [n for n, pid in pids.items() if is_alive(pid)]) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left
    if not run.given:
        assert not answers(run.bootstrap), "the embedded stack is still there"


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not collected yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def answers(address: str) -> bool:
    host, port = address.split(":")
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 0.5):
        return True
    return False
