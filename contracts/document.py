"""A document: one item as its source gave it."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from contracts.message import Instant, Message


class WireStatus(StrEnum):
    """What the source says may be done with the item (IPTC `pubStatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    """A hold: kept out until a usable state comes."""
    CANCELED = "canceled"
    """A kill: withdrawn by its source."""


class SourceKind(StrEnum):
    FEED = "feed"
    WIRE = "wire"


class ItemIdOrigin(StrEnum):
    """Where `item_id` was taken from: the less it is the source's own, the less an edit can be told from a new item."""

    GUID = "guid"
    WIRE = "wire"
    LINK = "link"
    CONTENT = "content"


class Document(Message):
    """One feed entry or wire item, never rewritten. Text may be HTML; times are the source's own unless said."""

    source_id: str = Field(min_length=1, description="The source's name in the operator's sources file")
    kind: SourceKind
    item_id: str = Field(min_length=1, description="The item's identity at its source")
    item_id_from: ItemIdOrigin
    version: int | None = Field(default=None, description="The source's own version number, where it counts")
    status: WireStatus = WireStatus.USABLE
    signals: tuple[str, ...] = Field(
        default=(), description="Wire signals such as sig:correction, as written"
    )
    outlet: str = Field(min_length=1, description="Who publishes it, as subscribers know it")
    lang: str | None = Field(default=None, description="ISO 639-1 as declared by source or operator")
    country: str | None = Field(default=None, description="The outlet's home, ISO 3166-1 alpha-2, lower case")
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    text_type: str = Field(default="text/html", description="Media type of title, summary and content")
    asked_url: str | None = Field(default=None, description="Address asked for, or file read")
    reached_url: str | None = Field(default=None, description="Address that answered after redirects")
    fields: dict[str, Any] = Field(default_factory=dict, description="Every field of the item, as parsed")
    payload: bytes | None = Field(default=None, description="The item's raw bytes, where it has its own")
    payload_type: str | None = None
    published_at: Instant | None = None
    updated_at: Instant | None = Field(default=None, description="When this version was made")
    embargo_until: Instant | None = None
    seen_at: Instant = Field(description="When it was fetched or received: our clock")
