"""Publishes documents and ops messages from producers, with kafka-python.

kafka-python works in threads of its own; from an event loop its waits run in a thread, so that one slow
broker answer does not hold up every feed.
"""

import asyncio
import hashlib
from types import TracebackType
from typing import Final, Self

from kafka import KafkaProducer

from contracts.codec import encode
from contracts.document import Document
from contracts.message import Message
from contracts.topics import DOCUMENT_RAW, MAX_MESSAGE_BYTES, Topic
from runtime import trace
from runtime.settings import Kafka
from runtime.topic_admin import connect

SEND_TIMEOUT_S: Final = 60.0
OVERHEAD: Final = 1024


class TooLargeError(ValueError):
    """A message is larger than topics take."""


class Publisher:
    """One producer a process: acknowledged by all copies, idempotent."""

    def __init__(self, settings: Kafka) -> None:
        connect(settings).close()
        self._producer = KafkaProducer(
            bootstrap_servers=settings.bootstrap.split(","),
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            max_request_size=MAX_MESSAGE_BYTES,
            delivery_timeout_ms=int(SEND_TIMEOUT_S * 1000),
        )

    def send(self, topic: Topic, key: str, message: Message, headers: dict[str, str] | None = None) -> None:
        """Send and wait until the broker has it.

        Raises:
            TooLargeError: it is over `MAX_MESSAGE_BYTES`.
            kafka.errors.KafkaError: the broker did not take it in time.
        """
        value = encode(message)
        if len(value) + OVERHEAD > MAX_MESSAGE_BYTES:
            raise TooLargeError(f"message of {len(value)} bytes for {topic.name} is over {MAX_MESSAGE_BYTES}")
        future = self._producer.send(
            topic.name, value=value, key=key.encode(), headers=trace.write(headers or {}) or None
        )
        future.get(timeout=SEND_TIMEOUT_S)

    def send_bytes(self, topic: str, key: bytes | None, value: bytes | None, headers: dict[str, str]) -> None:
        """Send bytes as they are, for dead letters that are played again."""
        self._producer.send(topic, value=value, key=key, headers=trace.write(headers)).get(
            timeout=SEND_TIMEOUT_S
        )

    async def publish(self, document: Document) -> None:
        """Send a document under its source's key, with a new trace. Returns when the broker has it."""
        trace_id = hashlib.sha256(f"{document.source_id}\n{document.item_id}\n{document.seen_at}".encode())
        headers = trace.start(trace_id.hexdigest()[:16], document.seen_at)
        await asyncio.to_thread(self.send, DOCUMENT_RAW, document.source_id, document, headers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._producer.close(timeout=5)
