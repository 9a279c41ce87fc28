"""Processes are kept running, named when they die, and all gone after a stop."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from runtime import supervisor
from runtime.supervisor import ProcessSpec, Supervisor

SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


def test_a_killed_process_is_named_and_started_again(tmp_path: Path) -> None:
    async def scene() -> None:
        told: list[str] = []
        keeper = Supervisor([ProcessSpec("sleeper", SLEEPER, tmp_path / "log")], told.append)
        await keeper.start()
        first = keeper.pids["sleeper"]
        os.kill(first, signal.SIGKILL)
        await until(lambda: keeper.pids.get("sleeper", first) != first)
        assert told == [f"sleeper died (by signal SIGKILL), starting it again; its log: {tmp_path / 'log'}"]
        second = keeper.pids["sleeper"]
        await keeper.stop()
        assert not alive(second)

    asyncio.run(scene())


def test_a_process_that_ends_by_itself_is_started_again(tmp_path: Path) -> None:
    async def scene() -> None:
        told: list[str] = []
        ending = (sys.executable, "-c", "import sys; sys.exit(3)")
        keeper = Supervisor([ProcessSpec("ending", ending, tmp_path / "log")], told.append)
        await keeper.start()
        await until(lambda: len(told) >= 2)
        await keeper.stop()
        assert "ending died (with status 3)" in told[0]

    asyncio.run(scene())


def test_a_process_that_does_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_TIMEOUT_S", 0.5)

    async def scene() -> None:
        log = tmp_path / "log"
        keeper = Supervisor([ProcessSpec("stubborn", STUBBORN, log)], lambda _: None)
        await keeper.start()
        await until(lambda: log.exists() and "deaf" in log.read_text())
        pid = keeper.pids["stubborn"]
        await keeper.stop()
        assert not alive(pid)

    asyncio.run(scene())
