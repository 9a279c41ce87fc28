"""The run is stopped and its processes are killed: nothing is left behind, nothing is lost."""

import contextlib
import os
import re
import socket
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.newsroom.story import EXPECTED
from tests.e2e.conftest import LiveRun

# A line of the terminal that tells an alert with an amount: its kind and measure, and the bounds that it leads to.
_TOLD = re.compile(r"\d\d:\d\d:\d\d (\w+) +(killed|wounded) .*? → (\S+) ")

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
    """Invariant 1: each process is killed once, at another moment of the story; the same alerts come, to the same toll.

    One source's items stay in order, those of two sources need not: while a stage is down, one outlet's report may
    overtake another's. What leads to the toll is then told in another order, and an incident may get an older id
    ("merged"). `test_sample_newsroom.py` holds the order where nothing is killed.
    """
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
    told = _TOLD.findall(text)
    alerts = Counter((kind, measure) for kind, measure, _ in told)
    assert alerts == Counter((row.kind, row.measure) for row in EXPECTED), text + run.stage_logs()
    last = EXPECTED[-1]
    assert told[-1][-1] == f"{last.low}–{last.high}", text


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
