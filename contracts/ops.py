"""What operators watch: health, heartbeats, deliveries, lag, the canary and dead letters."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from contracts.message import Instant, Message


class SourceState(StrEnum):
    OK = "ok"
    UNCHANGED = "unchanged"
    FAILING = "failing"
    BAD_ITEM = "bad_item"
    """One item could not be used; the others went on."""


class SourceHealth(Message):
    """What happened at one poll of a source, or to one of its items."""

    source_id: str
    state: SourceState
    reason: str = Field(default="", description="Reason code, e.g. not_xml, too_large, http_503")
    detail: str = ""
    items: int = Field(default=0, ge=0, description="Items given")
    new_items: int = Field(default=0, ge=0, description="Items sent on as documents")
    original: bytes | None = Field(
        default=None, description="The bytes that could not be used, cut at 64 KiB"
    )
    at: Instant


class Heartbeat(Message):
    """A process is alive; `counts` are by outcome since it started."""

    process: str
    stage: str
    pid: int
    code_version: str
    started_at: Instant
    at: Instant
    counts: dict[str, int] = Field(default_factory=dict)


class DeliveryState(StrEnum):
    DELIVERED = "delivered"
    RETRYING = "retrying"
    GAVE_UP = "gave_up"
    DISABLED = "disabled"
    REPLACED = "replaced"
    """Still queued when a newer change of the same toll came; that one is sent instead."""


class Delivery(Message):
    """One attempt to deliver an alert. `message_id` is the same over every retry."""

    message_id: str
    subscription: str
    change_id: str
    incident_id: str
    seq: int
    state: DeliveryState
    attempt: int = Field(ge=0)
    status_code: int | None = None
    detail: str = ""
    latency_s: float | None = Field(
        default=None, description="Seconds from first seen to this attempt's answer"
    )
    at: Instant


class Lag(Message):
    """How far one consumer group is behind on one topic."""

    group: str
    topic: str
    messages: int = Field(ge=0)
    news_minutes: float | None = Field(default=None, description="Age of the oldest message not yet read")
    at: Instant


class Canary(Message):
    """A known synthetic story's way from feed to webhook."""

    canary_id: str
    injected_at: Instant
    arrived_at: Instant | None = None
    latency_s: float | None = None


class DeadLetter(Message):
    """A message that could not be used, with its original bytes and why."""

    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    key: bytes | None
    value: bytes | None
    headers: dict[str, str] = Field(default_factory=dict)
    stage: str
    code: str = Field(description="Reason code, e.g. not_json, missing_field, later_schema, too_large, bug")
    detail: str
    code_version: str
    failed_at: Instant
    context: dict[str, Any] = Field(default_factory=dict)
