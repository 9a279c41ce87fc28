"""Keeps a set of processes running: starts them, names the ones that die, starts them again, stops all in time."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

RESTART_FIRST_S: Final = 0.5
RESTART_LAST_S: Final = 30.0
HEALTHY_AFTER_S: Final = 20.0
"""A process that lived this long starts again without a pause."""

EXIT_REBALANCE: Final = 75
"""What a stage ends with when its group rebalances (runtime/faust_faults.py)."""

STOP_TIMEOUT_S: Final = 8.5
PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to keep running; its output goes to `log_file`."""

    name: str
    argv: Sequence[str]
    log_file: Path
    env: Mapping[str, str] = field(default_factory=dict)


def stage_process(stage: str, log_file: Path, env: Mapping[str, str]) -> ProcessSpec:
    """The process of one stage, as `marsad work STAGE` runs it."""
    return ProcessSpec(stage, (sys.executable, "-m", "marsad", "work", stage), log_file, env)


def die_with_parent() -> None:
    """Linux: end this child when its starter is killed, so that no process is left behind. For `preexec_fn`.

    The kernel goes by the thread that started the child, so start children from a thread that stays.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Runs processes until `stop`. `tell` gets a line for a person when one dies or comes back."""

    def __init__(self, specs: Sequence[ProcessSpec], tell: Callable[[str], None]) -> None:
        self._specs = specs
        self._tell = tell
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    @property
    def pids(self) -> dict[str, int]:
        """Process ids by name, of those that run now."""
        return {name: process.pid for name, process in self._running.items() if process.returncode is None}

    async def start(self) -> None:
        """Start every process, and watch over each."""
        for spec in self._specs:
            self._running[spec.name] = await self._spawn(spec)
        self._tasks = [asyncio.create_task(self._keep(spec)) for spec in self._specs]

    async def _spawn(self, spec: ProcessSpec) -> asyncio.subprocess.Process:
        spec.log_file.parent.mkdir(parents=True, exist_ok=True)
        with spec.log_file.open("ab") as output:
            return await asyncio.create_subprocess_exec(
                *spec.argv,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **spec.env},
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    async def _keep(self, spec: ProcessSpec) -> None:
        loop = asyncio.get_running_loop()
        pause = RESTART_FIRST_S
        while True:
            began = loop.time()
            code = await self._running[spec.name].wait()
            if self._stopping:
                return
            if loop.time() - began > HEALTHY_AFTER_S:
                pause = RESTART_FIRST_S
            if code == EXIT_REBALANCE:
                self._tell(f"{spec.name} starts anew with its new share of partitions")
            else:
                self._tell(f"{spec.name} died ({_reason(code)}), starting it again; its log: {spec.log_file}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, RESTART_LAST_S)
            if self._stopping:
                return
            self._running[spec.name] = await self._spawn(spec)

    async def stop(self) -> None:
        """End every process in order, and kill what is still there after the deadline."""
        self._stopping = True
        alive = [process for process in self._running.values() if process.returncode is None]
        for process in alive:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        if alive:
            await asyncio.wait([asyncio.create_task(p.wait()) for p in alive], timeout=STOP_TIMEOUT_S)
        for process in alive:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _reason(code: int) -> str:
    if code < 0:
        return f"by signal {signal.Signals(-code).name}"
    return f"with status {code}"
