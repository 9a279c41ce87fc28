"""The headers that go along from producer to alert: an id, and when the item was first seen."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

TRACE_ID = "trace-id"
FIRST_SEEN = "trace-first-seen"
TRACE_HEADERS = (TRACE_ID, FIRST_SEEN)

KafkaHeaders = list[tuple[str, bytes]]


def start(trace_id: str, first_seen: datetime) -> dict[str, str]:
    """Headers of a document at its producer. `first_seen` is in UTC."""
    return {TRACE_ID: trace_id, FIRST_SEEN: first_seen.astimezone(UTC).isoformat()}


def carry(headers: Mapping[str, str]) -> dict[str, str]:
    """The trace headers of an input, for its outputs."""
    return {name: headers[name] for name in TRACE_HEADERS if name in headers}


def read(headers: Iterable[tuple[str, bytes]] | Mapping[str, bytes] | None) -> dict[str, str]:
    """Kafka's headers as text; bytes that are no UTF-8 are replaced, for they are not ours."""
    pairs = headers.items() if isinstance(headers, Mapping) else (headers or ())
    return {name: (value or b"").decode("utf-8", "replace") for name, value in pairs}


def write(headers: Mapping[str, str]) -> KafkaHeaders:
    """Text headers as Kafka takes them."""
    return [(name, value.encode()) for name, value in headers.items()]


def first_seen(headers: Mapping[str, str]) -> datetime | None:
    """When the item was first seen, or None when no header says so."""
    try:
        return datetime.fromisoformat(headers[FIRST_SEEN])
    except (KeyError, ValueError):
        return None
