"""Wires the watch to the broker: reads positions, sends lag, names a group that stands still."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from contracts.ops import Lag
from contracts.topics import HEARTBEAT, LAG, TOPICS
from ops.lag import Key, Position, Progress, advance, stuck
from runtime.consume import stop_on_signals
from runtime.heartbeat import Pulse
from runtime.log import get_logger
from runtime.publish import Publisher
from runtime.settings import Settings
from runtime.topic_admin import connect

log = get_logger()

PATIENCE: Final = timedelta(minutes=3)
"""Longer than a recovery takes; a group that stands still longer hangs."""


async def run(settings: Settings) -> None:
    """Watch until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    stop_on_signals(stop.set)
    pulse = Pulse("ops-watch", "watch", settings)
    progress: dict[Key, Progress] = {}
    admin = await asyncio.to_thread(connect, settings.kafka)
    ends = KafkaConsumer(bootstrap_servers=settings.kafka.bootstrap.split(","))
    with Publisher(settings.kafka) as publisher:
        while not stop.is_set():
            now = datetime.now(UTC)
            try:
                positions = await asyncio.to_thread(read_positions, admin, ends)
            except (KafkaError, KeyError) as error:
                # A broker that restarts, or a topic that is being made: what is watched may be away, the watch not.
                log.warning("positions cannot be read now", error=repr(error))
                positions = {}
            progress = advance(progress, positions, now) if positions else progress
            for (group, topic), position in positions.items():
                lag = Lag(group=group, topic=topic, messages=position.behind, at=now)
                await asyncio.to_thread(publisher.send, LAG, group, lag)
            for group, topic in stuck(progress, now, PATIENCE):
                pulse.count("stuck")
                log.error("group stands still: restart its process", group=group, topic=topic)
            await asyncio.to_thread(publisher.send, HEARTBEAT, pulse.process, pulse.beat(now))
            await _sleep(stop, settings.heartbeat_s)
    ends.close()
    admin.close()


def read_positions(admin: KafkaAdminClient, ends: KafkaConsumer) -> dict[Key, Position]:
    """Where every group of the topics' table stands."""
    found: dict[Key, Position] = {}
    for topic in TOPICS:
        partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
        for group in topic.read_by:
            if group == "operators":
                continue
            offsets = admin.list_group_offsets({group: partitions}).get(group, {})
            # The broker says -1 where nothing was committed.
            committed = {tp: value.offset for tp, value in offsets.items() if value.offset >= 0}
            end = ends.end_offsets(partitions)
            first = ends.beginning_offsets(partitions)
            # A partition that was never committed counts from its first message.
            done = sum(committed.get(tp, first[tp]) for tp in partitions)
            found[group, topic.name] = Position(committed=done, end=sum(end.values()))
    return found


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
