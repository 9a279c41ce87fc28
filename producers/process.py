"""What every producer process does beside its own work: connect, beat, count, stop."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.document import Document
from contracts.ops import SourceHealth, SourceState
from contracts.topics import HEARTBEAT, SOURCE
from producers.sources import Sources, load_sources
from producers.state import StateStore
from runtime.consume import stop_on_signals
from runtime.entries import EntriesError
from runtime.heartbeat import Pulse
from runtime.log import get_logger
from runtime.publish import Publisher
from runtime.settings import Settings

log = get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a producer works with. `publish` and `report` return when the broker has acknowledged."""

    sources: Sources
    publish: Callable[[Document], Awaitable[None]]
    report: Callable[[SourceHealth], Awaitable[None]]
    state: StateStore
    stop: asyncio.Event

    @staticmethod
    def clock() -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)


async def run_producer(stage: str, settings: Settings, work: Callable[[Desk], Awaitable[None]]) -> None:
    """Do `work` until SIGTERM or SIGINT.

    Raises:
        runtime.entries.EntriesError: the sources file is missing or wrong.
        runtime.topic_admin.BrokerNotThere: no broker answered in time.
    """
    if settings.sources is None:
        raise EntriesError(
            ("no sources file: name one with MARSAD_SOURCES or `sources` in the settings file",)
        )
    sources = load_sources(settings.sources, os.environ)
    stop = asyncio.Event()
    stop_on_signals(stop.set)
    pulse = Pulse(f"producers-{stage}", stage, settings)
    publisher = await asyncio.to_thread(Publisher, settings.kafka)

    async def publish(document: Document) -> None:
        await publisher.publish(document)
        pulse.count("published")

    async def report(health: SourceHealth) -> None:
        await asyncio.to_thread(publisher.send, SOURCE, health.source_id, health)
        if health.state in {SourceState.FAILING, SourceState.BAD_ITEM}:
            pulse.count(health.state)
            log.warning("source", source=health.source_id, state=health.state, reason=health.reason)

    desk = Desk(sources, publish, report, StateStore(settings.state_dir / stage), stop)
    beating = asyncio.create_task(_beat(publisher, pulse))
    log.info("producer is up", stage=stage, feeds=len(sources.feeds), wires=len(sources.wires))
    try:
        await work(desk)
    finally:
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating
        await asyncio.to_thread(publisher.__exit__, None, None, None)


async def _beat(publisher: Publisher, pulse: Pulse) -> None:
    while True:
        await asyncio.to_thread(publisher.send, HEARTBEAT, pulse.process, pulse.beat(datetime.now(UTC)))
        await asyncio.sleep(pulse.interval_s)
