"""Invariant 9: a sink that cannot write sheds nothing, commits nothing, and goes on where it was."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient

from contracts.codec import encode
from contracts.ops import Lag
from contracts.topics import HEARTBEAT, Topic, dead_letter_topic
from runtime import consume
from runtime.consume import Sink
from runtime.records import Dead, Outcome, Record
from runtime.settings import Kafka, Settings
from runtime.topic_admin import connect, create_topics

pytestmark = pytest.mark.stack

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def topic(name: str, partitions: int = 2) -> Topic:
    return Topic(name=name, model=Lag, key="k", key_why="", carries="", written_by=(), partitions=partitions)


def fill(kafka: Kafka, wanted: Topic, sink: str, count: int) -> None:
    admin = connect(kafka)
    create_topics(admin, [wanted, topic(dead_letter_topic(wanted.name, sink), 1), HEARTBEAT], 1)
    admin.close()
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap)
    for number in range(count):
        lag = Lag(group=f"g{number}", topic="t", messages=number, at=NOW)
        producer.send(wanted.name, key=b"%d" % number, value=encode(lag))
    producer.flush(20)
    producer.close()


def committed(kafka: Kafka, group: str) -> int:
    admin: KafkaAdminClient = connect(kafka)
    offsets = admin.list_group_offsets(group).get(group, {})
    admin.close()
    return sum(max(0, value.offset) for value in offsets.values())


class Destination:
    """Refuses its first `refusals` batches."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.got: list[bytes | None] = []

    async def handle(self, batch: Sequence[Record]) -> list[Outcome]:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("the destination is away")
        self.got += [record.value for record in batch]
        return [Dead("odd", "an odd one") if record.key in {b"1", b"3"} else None for record in batch]


async def drain(sink: Sink, destination: Destination, count: int) -> None:
    running = asyncio.create_task(sink.run())
    for _ in range(300):
        if len(destination.got) >= count:
            break
        await asyncio.sleep(0.1)
    sink.stop()
    await running


def test_a_sink_that_was_away_gets_everything_and_commits_after(
    kafka: Kafka, fresh_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consume, "RETRY_FIRST_S", 0.1)
    wanted = topic(f"{fresh_name}.in")
    fill(kafka, wanted, fresh_name, 50)
    destination = Destination(refusals=3)
    sink = Sink(fresh_name, [wanted], destination.handle, Settings(kafka=kafka))
    asyncio.run(drain(sink, destination, 50))
    assert len(set(destination.got)) == 50
    assert committed(kafka, sink.group) == 50
    assert sink.pulse.beat(NOW).counts == {"retried": 3, "done": 48, "dead": 2}


def test_a_sink_that_never_writes_commits_nothing(
    kafka: Kafka, fresh_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consume, "RETRY_FIRST_S", 0.05)
    wanted = topic(f"{fresh_name}.in")
    fill(kafka, wanted, fresh_name, 10)
    destination = Destination(refusals=10_000)
    sink = Sink(fresh_name, [wanted], destination.handle, Settings(kafka=kafka))

    async def scene() -> None:
        running = asyncio.create_task(sink.run())
        while destination.refusals > 9_998:
            await asyncio.sleep(0.05)
        sink.stop()
        await running

    asyncio.run(asyncio.wait_for(scene(), 60))
    assert committed(kafka, sink.group) == 0
    assert destination.got == []
