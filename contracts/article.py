"""An article: a document normalised; and what dedup says of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from contracts.document import WireStatus
from contracts.message import Instant, Message, Part


class Article(Message):
    """A document as plain text with one identity. Offsets elsewhere count characters of `title` or `body`."""

    article_id: str = Field(
        min_length=1, description="Derived from source and item id; the same over revisions"
    )
    source_id: str = Field(min_length=1)
    outlet: str
    lang: str = Field(description="ISO 639-1, `und` when it cannot be told")
    country: str | None = Field(default=None, description="The outlet's home, ISO 3166-1 alpha-2, lower case")
    url: str | None = Field(
        default=None, description="Canonical: no tracking parameters, no AMP or mobile host"
    )
    title: str = ""
    body: str = ""
    credit: str | None = Field(default=None, description="The agency credited in dateline, by-line or tail")
    status: WireStatus = WireStatus.USABLE
    signals: tuple[str, ...] = ()
    version: int | None = Field(default=None, description="The source's own version number, where it counts")
    published_at: Instant
    updated_at: Instant | None = None
    embargo_until: Instant | None = None
    seen_at: Instant

    @property
    def said_at(self) -> datetime:
        """When its words were said: at its publication; a later state is newer by its revision."""
        return self.published_at


class Verdict(StrEnum):
    NEW = "new"
    REPEAT = "repeat"
    """The same item, nothing changed: stops here."""
    REVISION = "revision"
    """The same item, text or status changed."""
    COPY = "copy"
    """Another item carries the same text with the same facts."""
    UPDATE = "update"
    """Near-identical text of another item in which a figure, a place or a negation differs."""


class PreviousState(Part):
    """The state of an item before this one: what its claims must be compared with."""

    revision: int = Field(ge=1)
    title: str
    body: str
    status: WireStatus = WireStatus.USABLE


class JudgedArticle(Message):
    """An article with dedup's verdict. `repeat` is never sent on."""

    article: Article
    verdict: Verdict
    revision: int = Field(ge=1, description="1, 2, 3 … in the order in which the item's states were seen")
    of: str | None = Field(default=None, description="Article id that it repeats, revises, copies or updates")
    near: tuple[str, ...] = Field(default=(), description="Further articles that carry nearly the same text")
    story_id: str = Field(min_length=1)
    score: float = Field(ge=0, le=1, description="Similarity to `of`, 0 without one")
    why: str = Field(description="Short machine-readable reason, e.g. figure:45>62")
    previous: PreviousState | None = None
