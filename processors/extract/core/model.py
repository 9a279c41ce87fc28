"""What the engine takes and gives: lean and frozen. Field values are those of contracts/claim.py."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as plain text. `published_at` has a time zone; without it no date is settled."""

    title: str
    body: str
    lang: str
    published_at: datetime | None = None
    outlet: str | None = None
    country: str | None = None
    """The outlet's home, ISO 3166-1 alpha-2, lower case."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to and without `end`, both with a time zone."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `span` counts characters of `field`; `part_of` and `event` are indexes into the reading."""

    measure: str
    qualifier: str
    low: int | None
    high: int | None
    field: str
    span: tuple[int, int]
    quote: str
    rule: str
    vague_word: str | None = None
    victims: str = "unknown"
    place_text: str | None = None
    place: Any = None
    """The gazetteer's place (see contracts.claim.Place for its fields), or None."""
    country: str = "zz"
    attribution: str | None = None
    origin: str | None = None
    speaker: str = "outlet"
    scope: str = "incident"
    named: tuple[str, ...] = ()
    """Names of those harmed, as written."""
    part_of: int | None = None
    change: str | None = None
    tense: str = "present"
    retold: bool = False
    negated: bool = False
    denied: bool = False
    occurred_at: Period | None = None
    event: int | None = None
    sentence: tuple[int, int] = (0, 0)
    """Span of its sentence in `field`."""
    people: tuple[int, int] | None = None
    """Span of the words for the people."""
    harm: tuple[int, int] | None = None
    """Span of the word for the harm."""
    said_by: tuple[int, int] | None = None
    """Span of the speaker, in the same field."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as the article tells it. `type` is one of docs/event-types.md."""

    type: str
    field: str
    span: tuple[int, int]
    quote: str
    place_text: str | None = None
    place: Any = None
    occurred_at: Period | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapon: str | None = None
    attribution: str | None = None
    denied_by: tuple[str, ...] = ()
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Where the rules abstain, and why."""

    cause: str
    field: str
    span: tuple[int, int]
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article."""

    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    reviews: tuple[Review, ...] = ()
    withdraws: bool = False
    country: str = "zz"
    """The country that most of its places lie in; "zz" when they tell none, or when nobody asks."""
