"""An article from one line of an archive: a JSON object with the article's text as plain text."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.article import Article
from contracts.document import WireStatus
from processors.normalise.core.address import canonical_address
from processors.normalise.core.credit import credit_of

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Lines without any time are put one second apart from here on, so that their order is the time order."""


class BadLineError(ValueError):
    """A line that is no article; the text says why."""


def article_from_line(line: object, number: int, detect: Callable[[str], str]) -> Article:
    """The article of a parsed line.

    Args:
        line: the JSON value; fields `id`, `title`, `text`, `lang`, `published_at`, `seen_at`, `outlet`, `url`,
            `status`, `signals`, `embargo_until`; times in RFC 3339 with offset.
        number: the line's number, from 1 on; it is the time of a line that has none.
        detect: gives the ISO 639-1 code of a text, for lines without `lang`.

    Raises:
        BadLineError: it is no object, or a field is missing or wrong.
    """
    if not isinstance(line, dict):
        raise BadLineError("not a JSON object")
    article_id = _identity(line)
    title, text = _text(line, "title") or "", _text(line, "text") or ""
    if not title.strip() and not text.strip():
        raise BadLineError("neither title nor text")
    published, seen = _time(line, "published_at"), _time(line, "seen_at")
    if published is None and seen is None:
        published = seen = UNDATED + timedelta(seconds=number)
    outlet = _text(line, "outlet") or "unknown"
    return Article(
        article_id=article_id,
        source_id=outlet,
        outlet=outlet,
        lang=_text(line, "lang") or detect(f"{title}\n{text}"),
        url=canonical_address(_text(line, "url")),
        title=title,
        body=text,
        credit=credit_of(text),
        status=_status(line),
        signals=_signals(line),
        published_at=published or seen,
        embargo_until=_time(line, "embargo_until"),
        seen_at=seen or published,
    )


def is_dated(line: dict[str, Any]) -> bool:
    """Whether a line tells any time of its own."""
    return line.get("published_at") is not None or line.get("seen_at") is not None


def _identity(line: dict[str, Any]) -> str:
    value = line.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise BadLineError(
            "no id" if value is None or value == "" else "id is neither text nor a whole number"
        )
    return str(value)


def _text(line: dict[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLineError(f"{name} is not text")
    return value


def _time(line: dict[str, Any], name: str) -> datetime | None:
    value = _text(line, name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadLineError(f"{name} is no RFC 3339 time: {value[:40]!r}") from None
    if moment.tzinfo is None:
        raise BadLineError(f"{name} has no offset: {value[:40]!r}")
    return moment


def _status(line: dict[str, Any]) -> WireStatus:
    value = _text(line, "status")
    try:
        return WireStatus(value) if value is not None else WireStatus.USABLE
    except ValueError:
        raise BadLineError(f"status {value!r} is none of usable, withheld, canceled") from None


def _signals(line: dict[str, Any]) -> tuple[str, ...]:
    value = line.get("signals")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(signal, str) for signal in value):
        raise BadLineError("signals is not a list of texts")
    return tuple(value)
