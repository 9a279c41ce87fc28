"""What a consumer is handed and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One message as it lies on its topic. `value` holds the original bytes; `timestamp` is the broker's, in UTC."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)
    timestamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dead:
    """The record cannot be used: it goes to the dead letters with this reason code and detail."""

    code: str
    detail: str


Outcome = Dead | None
"""None: done. To try again in place, raise instead."""
