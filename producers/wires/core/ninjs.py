"""ninjs, the IPTC's news in JSON, versions 1.0 to 3.x, as agencies write it.

Source: the schemas 1.0 to 3.1 at iptc.org/std/ninjs. Names were lower case up to 2.x and are camel case
since 3.0 (`pubstatus`, `pubStatus`); texts were `headline`, `body_text`, `body_xhtml` in 1.x and are lists
with roles since 2.0 (`headlines`, `bodies`). Both are read, whatever version a file says it is. Agencies
break the schema in small things (a number where text is asked), so only what an item cannot do without
is an error.
"""

import html
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from contracts.document import Document, ItemIdOrigin, SourceKind, WireStatus
from contracts.topics import MAX_MESSAGE_BYTES
from producers.sources import WireSource

MEDIA_TYPE: Final = "application/json"
MAX_DOCUMENT_BYTES: Final = MAX_MESSAGE_BYTES - 64 * 1024
MAX_DEPTH: Final = 100
"""Deeper nesting is no news item; it would break whatever walks the fields later."""

_PLAIN: Final = "text/plain"
_MARKUP: Final = ("body_xhtml", "body_html")


class WireFault(StrEnum):
    """Why a file is no item."""

    NOT_JSON = "not_json"
    NOT_AN_ITEM = "not_an_item"
    """JSON, but not one object with a `uri`."""
    BAD_STATUS = "bad_status"
    """A `pubstatus` that is none: guessing "usable" could publish a killed story."""
    TOO_LARGE = "too_large"


class WireError(ValueError):
    """A file that is no item; `fault` says which kind, the text says more."""

    def __init__(self, fault: WireFault, detail: str) -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail


def parse(data: bytes, name: str, source: WireSource, now: datetime) -> tuple[Document, tuple[str, ...]]:
    """Read one ninjs file: its document, and the names of date fields that are written but no date.

    `name` is the file's name, `now` when it was read, in UTC.

    Raises:
        WireError: it is no item.
    """
    item = _load(data)
    fields = {key.lower(): value for key, value in item.items()}
    uri = _text(fields.get("uri"))
    if uri is None:
        raise WireError(WireFault.NOT_AN_ITEM, "has no uri")
    dates, bad_dates = _dates(fields)
    content, text_type = _body(fields)
    summary = _described(fields, text_type)
    title = _headline(fields)
    document = Document(
        source_id=source.id,
        kind=SourceKind.WIRE,
        item_id=uri,
        item_id_from=ItemIdOrigin.WIRE,
        version=_version(fields.get("version")),
        status=_status(fields.get("pubstatus")),
        signals=_signals(fields),
        outlet=source.outlet,
        country=source.country,
        lang=source.lang or _language(fields.get("language")),
        url=_web_address(fields, uri),
        title=_as(text_type, title),
        summary=summary,
        content=content,
        text_type=text_type,
        asked_url=name,
        fields=item,
        payload=data,
        payload_type=MEDIA_TYPE,
        published_at=dates["firstcreated"] or dates["contentcreated"] or dates["versioncreated"],
        updated_at=dates["versioncreated"],
        embargo_until=dates["embargoed"],
        seen_at=now,
    )
    return _fitting(document), bad_dates


def _load(data: bytes) -> dict[str, Any]:
    try:
        # utf-8-sig: several agencies write a byte order mark.
        item = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise WireError(WireFault.NOT_JSON, f"{type(error).__name__}: {error}"[:500]) from error
    if not isinstance(item, dict):
        raise WireError(WireFault.NOT_AN_ITEM, f"holds a {type(item).__name__}, not one object")
    safe = _json_safe(item, MAX_DEPTH)
    assert isinstance(safe, dict)
    return safe


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON value")


def _json_safe(value: object, depth: int) -> object:
    """The same value with text that UTF-8 can carry and numbers that every JSON reader can."""
    if depth == 0:
        raise WireError(WireFault.NOT_AN_ITEM, f"is nested deeper than {MAX_DEPTH}")
    if isinstance(value, dict):
        return {_utf8(str(key)): _json_safe(one, depth - 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_json_safe(one, depth - 1) for one in value]
    if isinstance(value, str):
        return _utf8(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return str(value) if abs(value) < 10**100 else "out of range"
    if isinstance(value, float) and abs(value) == float("inf"):
        return "out of range"
    return value


def _utf8(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _status(value: object) -> WireStatus:
    """`usable` when it is not given: the schema's own default."""
    if value is None:
        return WireStatus.USABLE
    # Some write the code of the IPTC's scheme, stat:canceled, some spell it the British way.
    word = str(value).strip().lower().removeprefix("stat:").replace("cancelled", "canceled")
    try:
        return WireStatus(word)
    except ValueError as error:
        raise WireError(WireFault.BAD_STATUS, f"pubstatus {str(value)[:80]!r}") from error


def _version(value: object) -> int | None:
    """A whole number; the schema makes it text, agencies write 6, "6" and "6.0". Anything else is none."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _dates(fields: Mapping[str, Any]) -> tuple[dict[str, datetime | None], tuple[str, ...]]:
    names = ("firstcreated", "contentcreated", "versioncreated", "embargoed")
    dates = {name: _date(fields.get(name)) for name in names}
    return dates, tuple(name for name in names if fields.get(name) and dates[name] is None)


def _date(value: object) -> datetime | None:
    """RFC 3339 as the schema asks; one without an offset is taken as UTC."""
    text = _text(value)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _with_roles(value: object) -> list[Mapping[str, Any]]:
    """The parts of a `headlines`, `bodies` or `descriptions` list, with lower-case names."""
    parts = value if isinstance(value, list) else []
    return [{str(key).lower(): one for key, one in part.items()} for part in parts if isinstance(part, dict)]


def _headline(fields: Mapping[str, Any]) -> str | None:
    parts = [part for part in _with_roles(fields.get("headlines")) if _text(part.get("value"))]
    main = next((part for part in parts if part.get("role") == "main"), parts[0] if parts else {})
    value = _text(main.get("value"))
    if value and "html" in str(main.get("contenttype", "")):
        value = html.unescape(value)
    return (
        value
        or _text(fields.get("headline"))
        or _text(fields.get("headline_main"))
        or _text(fields.get("title"))
    )


def _body(fields: Mapping[str, Any]) -> tuple[str | None, str]:
    """The body and its media type: the marked-up one where there is one, since it keeps paragraphs apart."""
    best: tuple[str, str] | None = None
    for part in _with_roles(fields.get("bodies")):
        value = _text(part.get("value"))
        kind = _media_type(part)
        if value and kind and (best is None or (kind != _PLAIN and best[1] == _PLAIN)):
            best = value, kind
    if best:
        return best
    for name in _MARKUP:
        if value := _text(fields.get(name)):
            return value, "text/html"
    if value := _text(fields.get("body_text")):
        return value, _PLAIN
    others = sorted(key for key in fields if key.startswith("body_") and _text(fields[key]))
    return (_text(fields[others[0]]) if others else None), _PLAIN


def _media_type(part: Mapping[str, Any]) -> str | None:
    """text/html, text/plain, or None for what is no text (NITF, video)."""
    declared = str(part.get("contenttype") or "").lower()
    role = str(part.get("role") or "").lower()
    if "html" in declared or (not declared and "html" in role):
        return "text/html"
    if declared.startswith(_PLAIN) or not declared:
        return _PLAIN
    return None


def _described(fields: Mapping[str, Any], text_type: str) -> str | None:
    for part in _with_roles(fields.get("descriptions")):
        value, kind = _text(part.get("value")), _media_type(part)
        if value and kind:
            return _as(text_type, value) if kind == _PLAIN else _same(text_type, value)
    if value := _text(fields.get("description_text")):
        return _as(text_type, value)
    for name in ("description_xhtml", "description_html"):
        if value := _text(fields.get(name)):
            return _same(text_type, value)
    return None


def _as(text_type: str, plain: str | None) -> str | None:
    """Plain text in the document's one media type."""
    return html.escape(plain, quote=False) if plain and text_type != _PLAIN else plain


def _same(text_type: str, markup: str) -> str | None:
    """Markup fits an HTML document only; a plain one would show its tags."""
    return markup if text_type != _PLAIN else None


def _signals(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Signals as written, without doubles. ninjs has no such field; agencies add `signals` or `signal`."""
    found: dict[str, None] = {}
    for name in ("signals", "signal"):
        value = fields.get(name)
        if isinstance(value, dict):
            value = [f"{key}:{one}" for key, one in value.items() if isinstance(one, str | int)]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                one = one.get("qcode") or one.get("code") or one.get("literal") or one.get("name")
            if text := _text(one):
                found[text] = None
    return tuple(found)


def _language(value: object) -> str | None:
    """ISO 639-1 of a BCP 47 tag such as nb-NO; None when its language has no two letters."""
    primary = str(value or "").strip().lower().replace("_", "-").split("-", 1)[0]
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else None


def _web_address(fields: Mapping[str, Any], uri: str) -> str | None:
    for value in (fields.get("href"), fields.get("url"), uri):
        text = _text(value)
        if text and text.startswith(("http://", "https://")):
            return text
    return None


def _fitting(document: Document) -> Document:
    """The document within a message's size: `fields` already holds all that the payload says.

    Raises:
        WireError: too large even without its payload.
    """
    if len(document.to_json()) <= MAX_DOCUMENT_BYTES:
        return document
    smaller = document.model_copy(update={"payload": None, "payload_type": None})
    size = len(smaller.to_json())
    if size > MAX_DOCUMENT_BYTES:
        raise WireError(WireFault.TOO_LARGE, f"{size} bytes as a message")
    return smaller
