"""Input of the offline reading commands: one article a line (see docs/extraction.md)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TextIO

import orjson

from processors.extract.core import ArticleText
from processors.normalise.core.lang import detect

_TEXT_FIELDS: Final = ("title", "text", "lang", "outlet")


class BadLineError(ValueError):
    """A line that is no article; the text says why."""


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One good line: its id as given, and the article."""

    id: Any
    article: ArticleText


def read_articles(lines: Iterable[bytes], err: TextIO, bad: list[int]) -> Iterator[ArticleLine]:
    """The good lines in order. A bad one is told on `err` and its number added to `bad`; blank lines pass."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield article_of(line)
        except BadLineError as error:
            bad.append(number)
            err.write(f"line {number}: {error}\n")


def article_of(line: bytes) -> ArticleLine:
    """One line as an article.

    Raises:
        BadLineError: the line is no JSON object with an id and a title or text, or a field has a wrong type.
    """
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadLineError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise BadLineError("not a JSON object")
    if record.get("id") in (None, ""):
        raise BadLineError("id is missing")
    for name in _TEXT_FIELDS:
        if not isinstance(record.get(name) or "", str):
            raise BadLineError(f"{name} is no text")
    title, text = record.get("title") or "", record.get("text") or ""
    if not title and not text:
        raise BadLineError("title and text are both missing")
    published = _moment(record, "published_at") or _moment(record, "seen_at")
    lang = record.get("lang") or detect(f"{title}\n{text}")
    return ArticleLine(record["id"], ArticleText(title, text, lang, published, record.get("outlet")))


def _moment(record: dict[str, Any], name: str) -> datetime | None:
    value = record.get(name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadLineError(f"{name} is no RFC 3339 time") from error
    if moment.tzinfo is None:
        raise BadLineError(f"{name} has no offset")
    return moment
