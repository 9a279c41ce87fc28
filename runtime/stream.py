"""Runs a stage on Faust: read, decide, send, wait for the broker, keep state, acknowledge. In that order.

The order is what loses nothing: a crash at any point makes the message come again, and a stage gives the
same result again. An exception never acknowledges a message: bad bytes and bugs become dead letters, and
when the broker itself fails the process ends and is started again.
"""

import asyncio
import gc
import os
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aiokafka import AIOKafkaProducer

from contracts.codec import DecodeError, decode, encode
from contracts.topics import HEARTBEAT, MAX_MESSAGE_BYTES, changelog_topic, dead_letter_topic
from runtime import faust_faults, trace
from runtime.consume import connect_producer
from runtime.dead_letters import DeadLetterLimit, dead_letter
from runtime.faust_faults import faust
from runtime.faust_worker import FaustWorker
from runtime.heartbeat import Pulse
from runtime.idle_fetch import pause_after_empty_fetches
from runtime.input_watch import InputWatch
from runtime.log import get_logger
from runtime.records import Dead, Record
from runtime.settings import Settings
from runtime.stage import Done, Handle, Stage
from runtime.supervisor import EXIT_REBALANCE

log = get_logger()

EXIT_CRASH: Final = 70
"""EX_SOFTWARE: the supervisor starts the process again."""

LOOK_S: Final = 5.0
"""Seconds between looks at what lies in the input."""

GC_THRESHOLDS: Final = (100_000, 50, 50)

ROW_OVERHEAD: Final = 1024


@dataclass(frozen=True, slots=True)
class _Ready:
    """A decision with its messages as bytes, in their order."""

    done: Done
    values: tuple[bytes, ...]


class StageWorker:
    """One stage in one process."""

    def __init__(self, stage: Stage, settings: Settings) -> None:
        faust_faults.install()
        pause_after_empty_fetches(settings.kafka.idle_fetch_pause_ms)
        if stage.input.model is None:
            raise ValueError(f"topic {stage.input.name} carries no message that a stage could read")
        self._model = stage.input.model
        self.stage = stage
        self.settings = settings
        self.pulse = Pulse(stage.group, stage.name, settings)
        self._limit = DeadLetterLimit(settings.dead_letter_share)
        self._handles: dict[int, Handle] = {}
        self._producer: AIOKafkaProducer | None = None
        self._interrupted = False
        self._watch = InputWatch()
        self._folder = settings.state_dir / "faust" / stage.group
        self.app = self._make_app()
        self._input = self._raw_topic(stage.input.name, stage.input.partitions)
        self._table = self._make_table() if stage.table else None
        self.app.agent(self._input, name=stage.group)(self._consume)
        self.app.on_partitions_assigned.connect(self._forget_handles)
        self.app.on_partitions_revoked.connect(self._forget_handles)
        self.app.task(self._beat)
        self.app.task(self._look_at_input)

    def _make_app(self) -> faust.App:
        self._folder.mkdir(parents=True, exist_ok=True)
        brokers = ";".join(f"kafka://{host}" for host in self.settings.kafka.bootstrap.split(","))
        return faust.App(
            self.stage.group,
            broker=brokers,
            store=self.settings.state_store,
            datadir=str(self._folder),
            topic_partitions=self.stage.input.partitions,
            topic_replication_factor=self.settings.kafka.replication,
            # A restarted process takes its partitions back at once instead of waiting for its old self to time out.
            consumer_group_instance_id=os.environ.get("HOSTNAME", "local") + "-" + self.stage.group,
            # From the first message: a stage that starts after its producers must miss nothing.
            consumer_auto_offset_reset="earliest",
            **faust_faults.app_options(),
        )

    def _raw_topic(self, name: str, partitions: int, **options: Any) -> Any:
        return self.app.topic(
            name,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            partitions=partitions,
            **options,
        )

    def _make_table(self) -> Any:
        assert self.stage.table is not None
        changelog = self._raw_topic(
            changelog_topic(self.stage.name, self.stage.table), self.stage.input.partitions, compacting=True
        )
        options = {"driver": "rocksdict"} if self.settings.state_store.startswith("rocksdb") else None
        return self.app.Table(
            self.stage.table,
            key_type=bytes,
            value_type=bytes,
            partitions=self.stage.input.partitions,
            changelog_topic=changelog,
            options=options,
        )

    async def _forget_handles(self, *_: Any, **__: Any) -> None:
        """Partitions moved: what was built from their rows may no longer be what is kept."""
        self._handles.clear()

    async def _consume(self, stream: Any) -> AsyncIterator[None]:
        # Acknowledged by hand: Faust's own iteration acknowledges on exceptions and on shutdown too.
        manual = stream.noack()
        async for event in manual.events():
            if self._interrupted:
                return
            self._refuse_holes(event.message.partition, event.message.offset)
            try:
                await self._one(event)
            except asyncio.CancelledError:
                # The process is stopping. Faust would let the agent go on with the next message, and its
                # acknowledgement would cover the one that is left here.
                self._interrupted = True
                raise
            except BaseException as error:
                log.exception("stage crashed", error=repr(error), offset=event.message.offset)
                os._exit(EXIT_CRASH)
            event.ack()
            self._watch.finished(event.message.partition, event.message.offset)
            yield

    def _refuse_holes(self, partition: int, offset: int) -> None:
        missing = self._watch.passed_over(partition, offset)
        if not missing:
            return
        # Once a hole: one that is still there after a new start is the topic's own.
        marker = self._folder / f"hole-{partition}-{offset}"
        if marker.exists():
            log.warning("the input topic has a hole", partition=partition, offsets=str(missing))
            return
        marker.touch()
        log.error("messages were passed over: starting anew", partition=partition, offsets=str(missing))
        os._exit(EXIT_REBALANCE)

    async def _look_at_input(self) -> None:
        """End the process when messages lie in its input that nobody takes."""
        consumer = self.app.consumer
        while not self.app.should_stop:
            await asyncio.sleep(LOOK_S)
            mine = [tp for tp in consumer.assignment() if tp.topic == self.stage.input.name]
            if self.app.in_recovery or not mine:
                continue
            ends = await consumer.highwaters(*mine)
            firsts = await consumer.earliest_offsets(*mine)
            for tp in mine:
                first = max(firsts.get(tp) or 0, consumer._committed_offset[tp] or 0)
                if self._watch.is_left_lying(tp.partition, first, ends.get(tp) or 0, time.monotonic()):
                    log.error("messages are left lying: starting anew", partition=tp.partition, first=first)
                    os._exit(EXIT_REBALANCE)

    async def _one(self, event: Any) -> None:
        message = event.message
        record = Record(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            key=message.key,
            value=message.value,
            headers=trace.read(message.headers),
        )
        result = self._decide(record)
        if isinstance(result, Dead):
            await self._bury(record, result)
        else:
            await self._send(record, result)
            await self._keep(record.partition, result.done)
            self.pulse.count("skipped" if result.done.skipped else "emitted")
        self._limit.count(dead=isinstance(result, Dead))

    def _decide(self, record: Record) -> _Ready | Dead:
        try:
            message = decode(self._model, record.value)
        except DecodeError as error:
            return Dead(error.code, error.detail)
        try:
            result = self._handle(record.partition)(message)
        except Exception as error:
            # State that a bug left half changed is thrown away and built again from what was kept.
            self._handles.pop(record.partition, None)
            log.exception("bug in stage", offset=record.offset, partition=record.partition)
            return Dead("bug", f"{type(error).__name__}: {error}")
        return result if isinstance(result, Dead) else _ready(result)

    def _handle(self, partition: int) -> Handle:
        if partition not in self._handles:
            self._handles[partition] = self.stage.open(self._rows(partition))
        return self._handles[partition]

    def _rows(self, partition: int) -> Mapping[str, bytes]:
        if self._table is None:
            return {}
        prefix = _prefix(partition)
        return {
            key[len(prefix) :].decode(): value for key, value in self._table.items() if key.startswith(prefix)
        }

    async def _send(self, record: Record, ready: _Ready) -> None:
        assert self._producer is not None
        headers = trace.write(trace.carry(record.headers))
        deliveries = [
            await self._producer.send(out.topic.name, value, key=out.key.encode(), headers=headers)
            for out, value in zip(ready.done.messages, ready.values, strict=True)
        ]
        await asyncio.gather(*deliveries)

    async def _keep(self, partition: int, result: Done) -> None:
        if self._table is None:
            return
        prefix = _prefix(partition)
        pending = []
        for key, row in result.rows.items():
            raw = prefix + key.encode()
            pending.append(self._table.send_changelog(partition, raw, row, "raw", "raw"))
            if row is None:
                self._table.data.pop(raw, None)
            else:
                self._table.data[raw] = row
        await asyncio.gather(*pending)

    async def _bury(self, record: Record, why: Dead) -> None:
        assert self._producer is not None
        letter = dead_letter(record, self.stage.name, why, datetime.now(UTC))
        topic = dead_letter_topic(record.topic, self.stage.name)
        await self._producer.send_and_wait(topic, encode(letter), key=record.key)
        self.pulse.count("dead")
        log.warning("dead letter", code=why.code, detail=why.detail, topic=record.topic, offset=record.offset)

    async def _beat(self) -> None:
        assert self._producer is not None
        while not self.app.should_stop:
            beat = self.pulse.beat(datetime.now(UTC))
            await self._producer.send(HEARTBEAT.name, encode(beat), key=self.pulse.process.encode())
            await asyncio.sleep(self.settings.heartbeat_s)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then leave with status 0; a crash leaves with another."""
        # State is many small objects that live long: fewer looks through all of them (measured in track: a fifth).
        gc.set_threshold(*GC_THRESHOLDS)
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        self._producer = loop.run_until_complete(connect_producer(self.settings.kafka))
        worker = FaustWorker(self.app, loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
        log.info("stage is up", stage=self.stage.name, reads=self.stage.input.name)
        worker.execute_from_commandline()


def _ready(done: Done) -> _Ready | Dead:
    """The messages as bytes, or why they cannot be sent."""
    values = tuple(encode(out.message) for out in done.messages)
    for out, value in zip(done.messages, values, strict=True):
        size = len(value) + ROW_OVERHEAD
        if size > MAX_MESSAGE_BYTES:
            return Dead(
                "too_large", f"output of {size} bytes for {out.topic.name} is over {MAX_MESSAGE_BYTES}"
            )
    return _Ready(done, values)


def _prefix(partition: int) -> bytes:
    return b"%d|" % partition
