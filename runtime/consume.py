"""Runs a sink: read a batch, hand it over, bury what is dead, commit. In that order.

A sink that raises gets the same batch again after a pause: a slow or absent destination slows its own
group and nothing else, and nothing is shed.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError

from contracts.codec import encode
from contracts.message import Message
from contracts.topics import HEARTBEAT, MAX_MESSAGE_BYTES, Topic, dead_letter_topic
from runtime import trace
from runtime.dead_letters import DeadLetterLimit, dead_letter
from runtime.heartbeat import Pulse
from runtime.idle_fetch import pause_after_empty_fetches
from runtime.log import get_logger
from runtime.records import Outcome, Record
from runtime.settings import Kafka, Settings
from runtime.topic_admin import BrokerNotThere

log = get_logger()

HandleBatch = Callable[[Sequence[Record]], Awaitable[list[Outcome]]]

BATCH: Final = 500
POLL_MS: Final = 500
RETRY_FIRST_S: Final = 0.5
RETRY_LAST_S: Final = 30.0


async def connect_producer(settings: Kafka) -> AIOKafkaProducer:
    """A started producer: acknowledged by all copies, idempotent.

    Raises:
        BrokerNotThere: no broker answered within `connect_timeout_s` seconds.
    """
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.bootstrap,
        acks="all",
        enable_idempotence=True,
        linger_ms=2,
        max_request_size=MAX_MESSAGE_BYTES,
        request_timeout_ms=30_000,
    )
    await _start(producer, settings)
    return producer


async def _start(client: Any, settings: Kafka) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + settings.connect_timeout_s
    told = False
    while True:
        try:
            await client.start()
        except (KafkaConnectionError, OSError) as error:
            if loop.time() > end:
                await client.stop()
                raise BrokerNotThere(
                    f"no Kafka broker answered at {settings.bootstrap} within {settings.connect_timeout_s:g} s: "
                    "start one, or set MARSAD_KAFKA__BOOTSTRAP to where it is"
                ) from error
            if not told:
                log.warning("waiting for the broker", bootstrap=settings.bootstrap)
                told = True
            await asyncio.sleep(RETRY_FIRST_S)
        else:
            return


class Sink:
    """One consumer group that hands batches to one function."""

    def __init__(self, name: str, topics: Sequence[Topic], handle: HandleBatch, settings: Settings) -> None:
        pause_after_empty_fetches(settings.kafka.idle_fetch_pause_ms)
        self.name = name
        self.group = f"sinks-{name}"
        self.pulse = Pulse(self.group, name, settings)
        self._topics = topics
        self._handle = handle
        self._settings = settings
        self._limit = DeadLetterLimit(settings.dead_letter_share)
        self._stop = asyncio.Event()
        self.producer: AIOKafkaProducer | None = None

    def stop(self) -> None:
        """Finish the batch in hand, then end."""
        self._stop.set()

    async def run(self) -> None:
        """Consume until `stop`."""
        self.producer = await connect_producer(self._settings.kafka)
        consumer = AIOKafkaConsumer(
            *(topic.name for topic in self._topics),
            bootstrap_servers=self._settings.kafka.bootstrap,
            group_id=self.group,
            group_instance_id=os.environ.get("HOSTNAME", "local") + "-" + self.group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=MAX_MESSAGE_BYTES,
        )
        await _start(consumer, self._settings.kafka)
        log.info("sink is up", sink=self.name)
        beating = asyncio.create_task(self._beat())
        try:
            while not self._stop.is_set():
                fetched = await consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH)
                batch = [_record(message) for messages in fetched.values() for message in messages]
                if batch and await self._until_done(batch):
                    await consumer.commit()
        finally:
            beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beating
            await consumer.stop()
            await self.producer.stop()

    async def _until_done(self, batch: Sequence[Record]) -> bool:
        """True when every record is done or buried; False when the sink was stopped before."""
        pause = RETRY_FIRST_S
        while not self._stop.is_set():
            try:
                outcomes = await self._handle(batch)
            except Exception as error:
                log.warning(
                    "sink will try again", sink=self.name, error=repr(error), pause_s=pause, exc_info=True
                )
                self.pulse.count("retried")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), pause)
                pause = min(pause * 2, RETRY_LAST_S)
                continue
            for record, outcome in zip(batch, outcomes, strict=True):
                await self._settle(record, outcome)
            return True
        return False

    async def _settle(self, record: Record, outcome: Outcome) -> None:
        if outcome is not None:
            letter = dead_letter(record, self.name, outcome, datetime.now(UTC))
            assert self.producer is not None
            await self.producer.send_and_wait(
                dead_letter_topic(record.topic, self.name), encode(letter), key=record.key
            )
            log.warning("dead letter", code=outcome.code, detail=outcome.detail, topic=record.topic)
        self.pulse.count("dead" if outcome else "done")
        self._limit.count(dead=outcome is not None)

    async def send(self, topic: Topic, key: str, message: Message) -> None:
        """Send to an ops topic and wait for the broker."""
        assert self.producer is not None
        await self.producer.send_and_wait(topic.name, encode(message), key=key.encode())

    async def _beat(self) -> None:
        while True:
            await self.send(HEARTBEAT, self.pulse.process, self.pulse.beat(datetime.now(UTC)))
            await asyncio.sleep(self._settings.heartbeat_s)


def _record(message: Any) -> Record:
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=trace.read(message.headers),
        timestamp=datetime.fromtimestamp(message.timestamp / 1000, UTC),
    )


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Call `stop` on SIGTERM and SIGINT. Needs a running loop."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
