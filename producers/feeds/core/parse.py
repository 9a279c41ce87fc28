"""A feed's body to documents, one an entry. RSS and Atom of every version that feedparser reads."""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from contracts.document import Document, ItemIdOrigin, SourceKind
from contracts.topics import MAX_MESSAGE_BYTES
from producers.feeds.core.guard import fault_of, in_its_charset
from producers.sources import FeedSource

MAX_DOCUMENT_BYTES: Final = MAX_MESSAGE_BYTES - 64 * 1024
"""What the broker takes, less room for key, headers and the record's frame."""

_PUBLISHED: Final = ("published", "created")
_UPDATED: Final = ("updated",)
_PLAIN: Final = "text/plain"
_ISO_DATE: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")
_ZERO_CLOCK: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""What software writes that has no date: the year 1, or the first second of its clock."""


class ItemFault(StrEnum):
    """What is wrong with one entry."""

    BAD_DATE = "bad_date"
    """Its date cannot be read: it goes on without one."""
    EMPTY_ITEM = "empty_item"
    """Neither title nor text nor link: it is left out."""
    TOO_LARGE_ITEM = "too_large_item"
    """Larger than a message may be: it is left out."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its document (None when it is left out), a digest of all that it says, and its faults."""

    digest: str
    document: Document | None
    faults: tuple[ItemFault, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A body's items, oldest first. `fault` says why there are none; `note` what the parser complained of."""

    items: tuple[Item, ...] = ()
    fault: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What a feed's address answered. `content_type` is the header's value, empty when there was none."""

    data: bytes
    content_type: str
    asked_url: str
    reached_url: str


def parse(body: Body, source: FeedSource, now: datetime) -> Parsed:
    """Read every entry of a feed. Never raises: what cannot be read is a fault.

    `now` is when the body was fetched. Text is HTML made harmless by feedparser, links are absolute.
    """
    fault = fault_of(body.data, body.content_type)
    if fault is not None:
        return Parsed(fault=fault)
    data, charset = in_its_charset(body.data, body.content_type)
    # No address is told, else guids that look relative would be joined with it and change when the feed moves.
    headers = {"content-type": f"application/xml{charset}"}
    try:
        feed = feedparser.parse(data, response_headers=headers, sanitize_html=True)
    except Exception as error:  # the parser promises nothing about what it raises on broken input
        return Parsed(fault="parser_error", note=f"{type(error).__name__}: {error}"[:500])
    if not feed.entries and not feed.version:
        return Parsed(fault="not_a_feed", note=_complaint(feed))
    lang = _language(source.lang or dict.get(feed.feed, "language"))
    items = [_item(entry, body, source, lang, now) for entry in feed.entries]
    # Feeds list the newest first; a state must be sent before the one that follows it.
    order = sorted(range(len(items)), key=lambda index: (_moment(items[index], now), -index))
    return Parsed(items=tuple(items[index] for index in order), note=_complaint(feed))


def _complaint(feed: Mapping[str, Any]) -> str:
    error = feed.get("bozo_exception")
    return f"{type(error).__name__}: {error}"[:500] if feed.get("bozo") and error else ""


def _moment(item: Item, now: datetime) -> datetime:
    document = item.document
    return (document and (document.updated_at or document.published_at)) or now


def _item(entry: dict[str, Any], body: Body, source: FeedSource, lang: str | None, now: datetime) -> Item:
    fields = json_safe(entry)
    digest = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    published, bad_published = _date(entry, _PUBLISHED)
    updated, bad_updated = _date(entry, _UPDATED)
    faults = [ItemFault.BAD_DATE] if bad_published or bad_updated else []
    title, summary, content, text_type = _texts(entry)
    link = _absolute(_text(entry, "link"), body.reached_url)
    if not (title or summary or content or link):
        return Item(digest, None, (*faults, ItemFault.EMPTY_ITEM), fields)
    item_id, origin = _identity(_text(entry, "id"), link, (title, summary, content))
    document = Document(
        source_id=source.id,
        kind=SourceKind.FEED,
        item_id=item_id,
        item_id_from=origin,
        outlet=source.outlet,
        country=source.country,
        lang=lang,
        url=link,
        title=title,
        summary=summary,
        content=content,
        text_type=text_type,
        asked_url=body.asked_url,
        reached_url=body.reached_url,
        fields=fields,
        # A date that only `updated` gives (RSS 1.0 and many Atom feeds) is the best that is known.
        published_at=published or (None if bad_published else updated),
        updated_at=updated,
        seen_at=now,
    )
    if len(document.to_json()) > MAX_DOCUMENT_BYTES:
        return Item(digest, None, (*faults, ItemFault.TOO_LARGE_ITEM), fields)
    return Item(digest, document, tuple(faults), fields)


def _identity(guid: str | None, link: str | None, texts: tuple[str | None, ...]) -> tuple[str, ItemIdOrigin]:
    if guid:
        return guid, ItemIdOrigin.GUID
    if link:
        return link, ItemIdOrigin.LINK
    words = "\x1f".join(text or "" for text in texts)
    return hashlib.sha256(words.encode()).hexdigest(), ItemIdOrigin.CONTENT


def _absolute(link: str | None, reached_url: str) -> str | None:
    """The link as a web address; one that is none (tag:, urn:, broken) stays as it is."""
    try:
        return urljoin(reached_url, link) if link else None
    except ValueError:
        return link


def _texts(entry: dict[str, Any]) -> tuple[str | None, str | None, str | None, str]:
    """Title, summary, content and their one media type; plain parts beside HTML ones are made HTML."""
    contents = [part for part in dict.get(entry, "content", ()) if isinstance(part, dict)]
    content = max(contents, key=lambda part: len(str(part.get("value") or "")), default=None)
    details = (dict.get(entry, "title_detail"), dict.get(entry, "summary_detail"), content)
    values = (
        _text(entry, "title"),
        _text(entry, "summary"),
        _clean(content.get("value")) if content else None,
    )
    types = [_media_type(detail) for detail in details]
    present = [kind for kind, value in zip(types, values, strict=True) if value]
    if present and all(kind == _PLAIN for kind in present):
        return (*values, _PLAIN)
    title, summary, whole = (
        html.escape(value, quote=False) if value and kind == _PLAIN else value
        for value, kind in zip(values, types, strict=True)
    )
    return title, summary, whole, "text/html"


def _media_type(detail: object) -> str:
    kind = detail.get("type") if isinstance(detail, dict) else None
    return _PLAIN if kind == _PLAIN else "text/html"


def _date(entry: dict[str, Any], names: tuple[str, ...]) -> tuple[datetime | None, bool]:
    """The first of these dates in UTC, and whether one was written that cannot be read."""
    bad = False
    for name in names:
        written = dict.get(entry, name)
        if not written:
            continue
        moment = _moment_of(str(written), dict.get(entry, f"{name}_parsed"))
        if moment is not None:
            return moment, False
        bad = True
    return None, bad


def _moment_of(written: str, parsed: object) -> datetime | None:
    if not isinstance(parsed, tuple) or not _is_in_the_calendar(written):
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment > _ZERO_CLOCK else None


def _is_in_the_calendar(written: str) -> bool:
    """Whether a date that looks like ISO 8601 is one: the parser makes 1 January 2027 of 2026-13-01."""
    match = _ISO_DATE.match(written)
    if match is None:
        return True
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        datetime(year, month, day, hour % 24, minute, tzinfo=UTC)
    except ValueError:
        return False
    return hour <= 24


def _language(tag: object) -> str | None:
    """ISO 639-1 of a language tag such as ar-SY; None when it is none of two letters."""
    primary = str(tag or "").strip().lower().replace("_", "-").split("-", 1)[0]
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else None


def _text(entry: dict[str, Any], name: str) -> str | None:
    return _clean(dict.get(entry, name))


def _clean(value: object) -> str | None:
    """A string that UTF-8 can carry, None for an empty one."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode("utf-8").strip() or None


def json_safe(value: object) -> Any:
    """What feedparser gives as JSON values: times as ISO 8601 in UTC, anything unknown as its text."""
    if isinstance(value, tuple) and hasattr(value, "tm_year"):
        return f"{value[0]:04}-{value[1]:02}-{value[2]:02}T{value[3]:02}:{value[4]:02}:{value[5]:02}Z"
    if isinstance(value, dict):
        return {_clean(str(key)) or "": json_safe(dict.get(value, key)) for key in value}
    if isinstance(value, list | tuple):
        return [json_safe(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    return str(value).encode("utf-8", "replace").decode("utf-8")
