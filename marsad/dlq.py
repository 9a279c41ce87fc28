"""`marsad dlq`: looks at dead letters and plays them again."""

from collections.abc import Iterator

from kafka import KafkaConsumer, TopicPartition
from rich.console import Console

from contracts.codec import DecodeError, decode
from contracts.ops import DeadLetter
from contracts.topics import dead_letter_topics
from runtime.publish import Publisher
from runtime.settings import Settings
from runtime.topic_admin import connect

POLL_MS = 500
READ_TIMEOUT_S = 10.0


def print_list(settings: Settings, console: Console) -> int:
    """One line a dead letter, oldest first by topic."""
    count = 0
    for topic in dead_letter_topics():
        for offset, letter in _read(settings, topic.name):
            count += 1
            console.print(
                f"{topic.name} {offset}  {letter.failed_at:%Y-%m-%d %H:%M:%S}Z  {letter.code}: {letter.detail} "
                f"(was {letter.topic}/{letter.partition}/{letter.offset}, code {letter.code_version})",
                markup=False,
                soft_wrap=True,
            )
    console.print(f"{count} dead letter{'' if count == 1 else 's'}", markup=False)
    return 0


def print_one(settings: Settings, topic: str, offset: int, console: Console) -> int:
    """The whole letter, then its original bytes as text."""
    for at, letter in _read(settings, topic):
        if at == offset:
            console.print(letter.model_dump_json(indent=2, exclude={"value"}), markup=False, soft_wrap=True)
            console.print((letter.value or b"").decode("utf-8", "replace"), markup=False, soft_wrap=True)
            return 0
    console.print(f"no dead letter at {topic} {offset}: `marsad dlq list` shows what is there", markup=False)
    return 1


def play_again(settings: Settings, topic: str, offset: int | None, console: Console) -> int:
    """Send the original bytes to the topic they came from, under their key and headers."""
    sent = 0
    with Publisher(settings.kafka) as publisher:
        for at, letter in _read(settings, topic):
            if offset is None or at == offset:
                publisher.send_bytes(letter.topic, letter.key, letter.value, dict(letter.headers))
                sent += 1
    console.print(f"{sent} sent again", markup=False)
    return 0 if sent else 1


def _read(settings: Settings, topic: str) -> Iterator[tuple[int, DeadLetter]]:
    """Every dead letter of a topic that is there now, with its offset."""
    connect(settings.kafka).close()
    consumer = KafkaConsumer(
        bootstrap_servers=settings.kafka.bootstrap.split(","),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    try:
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = consumer.end_offsets([partition])[partition]
        consumer.seek_to_beginning(partition)
        while consumer.position(partition) < end:
            for messages in consumer.poll(timeout_ms=POLL_MS).values():
                for message in messages:
                    try:
                        yield message.offset, decode(DeadLetter, message.value)
                    except DecodeError:
                        continue
    finally:
        consumer.close()
