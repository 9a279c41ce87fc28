"""`marsad run`: the whole pipeline on this machine, on the embedded stack or on given servers."""

import asyncio
import base64
import contextlib
import os
import secrets
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaConsumer
from rich.console import Console

from contracts.codec import decode
from contracts.ops import Heartbeat
from contracts.topics import HEARTBEAT, all_topics
from marsad.board import Board, seconds_to_alert
from marsad.newsroom.check import differences
from marsad.newsroom.server import Newsroom, sources_toml
from marsad.newsroom.story import EXPECTED
from marsad.receiver import Received, Receiver
from marsad.stages import STAGES
from runtime.consume import stop_on_signals
from runtime.embedded import EmbeddedStack, start_embedded
from runtime.idle_fetch import pause_after_empty_fetches
from runtime.settings import Settings
from runtime.supervisor import ProcessSpec, Supervisor, stage_process
from runtime.topic_admin import connect, create_topics

SECRET_VARIABLE: Final = "RECEIVER_SECRET"  # noqa: S105 - the name of a variable, not a secret
IDLE_FETCH_PAUSE_MS: Final = 50
"""Measured: an idle consumer on the embedded broker falls from 82 % of a core to about 1 %."""

SAMPLE_POLL_S: Final = 1.0
READY_TIMEOUT_S: Final = 90.0
ARRIVE_S: Final = 30.0
"""After the last scene: how long alerts may still come, as after a stage was started again."""

SETTLE_S: Final = 4.0
"""After the last expected alert: what must not come has this long to come."""

ALL_ALERTS: Final = """\
[[subscription]]
id = "terminal"
url = "{url}"
secret = "${{{variable}}}"
allow_private = true
"""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the person asked for. `sources` None plays the sample newsroom; `given_servers` starts none."""

    folder: Path
    sources: Path | None = None
    subscriptions: Path | None = None
    given_servers: bool = False
    exit_when_done: bool = False
    stages: tuple[str, ...] = STAGES
    pid_file: Path | None = field(default=None)


class Run:
    """One run: what it started, and what it saw."""

    def __init__(self, options: RunOptions, settings: Settings, console: Console) -> None:
        self._options = options
        self._settings = settings
        self._board = Board(console)
        self._received: list[Received] = []
        self._stop = asyncio.Event()
        self._secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        self._stack: EmbeddedStack | None = None
        self._receiver = Receiver(self._secret, self._take)
        self._newsroom = Newsroom(options.folder / "wire")
        self._began = time.monotonic()

    @property
    def _sample(self) -> bool:
        return self._options.sources is None

    def _take(self, received: Received) -> None:
        self._received.append(received)
        self._board.alert(received)

    async def __call__(self) -> int:
        """Run until stopped or done; returns the exit status."""
        stop_on_signals(self._stop.set)
        self._prepare_folder()
        supervisor: Supervisor | None = None
        try:
            await self._start_servers()
            supervisor = Supervisor(self._specs(), lambda text: self._board.say(text, "bold red"))
            await supervisor.start()
            if not await self._ready(supervisor):
                return 0 if self._stop.is_set() else 1
            return await self._watch()
        finally:
            await self._stop_all(supervisor)

    def _prepare_folder(self) -> None:
        folder = self._options.folder
        if self._sample:
            # The sample is the same story each time: yesterday's would make today's a repeat.
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)

    async def _start_servers(self) -> None:
        if not self._options.given_servers:
            # From this thread, for it lives as long as the run; it takes about a tenth of a second.
            self._stack = start_embedded(self._options.folder / "stack")
            self._board.say(
                f"embedded stack: Kafka at {self._stack.bootstrap}, index at {self._stack.elasticsearch_url}"
            )
        kafka = self._settings.kafka.model_copy(update={"bootstrap": self._bootstrap})
        admin = await asyncio.to_thread(connect, kafka)
        try:
            await asyncio.to_thread(create_topics, admin, all_topics(), kafka.replication)
        finally:
            admin.close()
        await self._receiver.start()
        if self._sample:
            await self._newsroom.start()
        self._write_files()

    @property
    def _bootstrap(self) -> str:
        return self._stack.bootstrap if self._stack else self._settings.kafka.bootstrap

    @property
    def _index(self) -> str:
        return self._stack.elasticsearch_url if self._stack else self._settings.elasticsearch.url

    @property
    def _sources_file(self) -> Path:
        return self._options.sources or self._options.folder / "sources.toml"

    @property
    def _subscriptions_file(self) -> Path:
        return self._options.folder / "subscriptions.toml"

    def _write_files(self) -> None:
        if self._sample:
            text = sources_toml(self._newsroom.port, (self._options.folder / "wire").resolve(), SAMPLE_POLL_S)
            self._sources_file.write_text(text, encoding="utf-8")
        own = ALL_ALERTS.format(url=self._receiver.url, variable=SECRET_VARIABLE)
        theirs = self._options.subscriptions.read_text("utf-8") if self._options.subscriptions else ""
        self._subscriptions_file.write_text(own + "\n" + theirs, encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        environment = {
            "MARSAD_KAFKA__BOOTSTRAP": self._bootstrap,
            "MARSAD_ELASTICSEARCH__URL": self._index,
            "MARSAD_SOURCES": str(self._sources_file),
            "MARSAD_SUBSCRIPTIONS": str(self._subscriptions_file),
            "MARSAD_STATE_DIR": str(self._options.folder / "state"),
            SECRET_VARIABLE: self._secret,
        }
        if self._stack:
            environment["MARSAD_KAFKA__IDLE_FETCH_PAUSE_MS"] = str(IDLE_FETCH_PAUSE_MS)
        return environment

    def _specs(self) -> list[ProcessSpec]:
        environment, logs = self._environment(), self._options.folder / "logs"
        return [stage_process(stage, logs / f"{stage}.log", environment) for stage in self._options.stages]

    async def _ready(self, supervisor: Supervisor) -> bool:
        """Wait for the first heartbeat of every process started now."""
        if self._stack:
            pause_after_empty_fetches(IDLE_FETCH_PAUSE_MS)
        waiting = set(self._options.stages)
        consumer = AIOKafkaConsumer(
            HEARTBEAT.name, bootstrap_servers=self._bootstrap, auto_offset_reset="earliest"
        )
        await consumer.start()
        end = time.monotonic() + READY_TIMEOUT_S
        try:
            while waiting and not self._stop.is_set() and time.monotonic() < end:
                batch = await consumer.getmany(timeout_ms=200)
                beats = [decode(Heartbeat, message.value) for found in batch.values() for message in found]
                pids = set(supervisor.pids.values())
                waiting -= {beat.stage for beat in beats if beat.pid in pids}
        finally:
            await consumer.stop()
        if self._stop.is_set():
            return False
        if waiting:
            logs = self._options.folder / "logs"
            self._board.say(
                f"not up after {READY_TIMEOUT_S:g} s: {', '.join(sorted(waiting))}; see {logs}", "bold red"
            )
            return False
        self._board.processes(supervisor.pids)
        if self._options.pid_file:
            self._options.pid_file.write_text("".join(f"{n} {p}\n" for n, p in supervisor.pids.items()))
        self._board.say(
            f"ready after {time.monotonic() - self._began:.1f} s; search at "
            f"{self._index}/{self._settings.elasticsearch.index_prefix}-incidents/_search; logs in "
            f"{self._options.folder / 'logs'}; Ctrl-C stops"
        )
        return True

    async def _watch(self) -> int:
        if not self._sample:
            await self._stop.wait()
            return 0
        self._board.say("the sample newsroom plays one invented story for half a minute")
        playing = asyncio.create_task(self._newsroom.play())
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({playing, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not self._stop.is_set():
            await self._settle()
        status = self._report() if not self._stop.is_set() else 0
        if not self._options.exit_when_done and not self._stop.is_set():
            self._board.say("the sample has played; everything stays up until Ctrl-C", "dim")
            await stopped
            status = 0
        for task in (playing, stopped):
            task.cancel()
        await asyncio.gather(playing, stopped, return_exceptions=True)
        return status

    async def _settle(self) -> None:
        """Wait for what has to come, then a little longer for what must not."""
        end = time.monotonic() + ARRIVE_S
        while len(self._received) < len(EXPECTED) and time.monotonic() < end and not self._stop.is_set():
            await asyncio.sleep(0.2)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), SETTLE_S)

    def _report(self) -> int:
        self._board.summary(
            [seconds_to_alert(received) for received in self._received], len(self._receiver.refused)
        )
        wrong = differences([received.alert for received in self._received], EXPECTED)
        if self._receiver.refused:
            wrong.append(f"webhooks with a wrong signature or body: {self._receiver.refused[:3]}")
        for line in wrong:
            self._board.say(line, "bold red")
        if not wrong:
            self._board.say(f"exactly the {len(EXPECTED)} expected alerts came", "bold green")
        return 1 if wrong else 0

    async def _stop_all(self, supervisor: Supervisor | None) -> None:
        if supervisor is not None:
            await supervisor.stop()
        await self._newsroom.stop()
        await self._receiver.stop()
        if self._stack is not None:
            await asyncio.to_thread(self._stack.stop)
        self._board.say(f"all stopped; data and logs stay in {os.path.relpath(self._options.folder)}", "dim")


def run(options: RunOptions, settings: Settings, console: Console) -> int:
    """Run the pipeline on this machine; returns the exit status."""

    async def job() -> int:
        return await Run(options, settings, console)()

    return asyncio.run(job())
