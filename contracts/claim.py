"""A claim: one statement that some number of people were harmed; and the event that it is about.

Field values follow the annotation guide (docs/annotation-guide.md).
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from contracts.article import Verdict
from contracts.document import WireStatus
from contracts.message import Instant, Message, Part


class Measure(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    KILLED_OR_WOUNDED = "killed_or_wounded"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    UP_TO = "up_to"
    RANGE = "range"
    VAGUE = "vague"


class Victims(StrEnum):
    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    SECURITY = "security"
    OTHER = "other"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    INCIDENT = "incident"
    CUMULATIVE = "cumulative"


class ClaimChange(StrEnum):
    """What the wording itself says of an earlier figure."""

    RISE = "rise"
    FALL = "fall"
    ADDITIONAL = "additional"
    CORRECTION = "correction"
    """The text says that the earlier figure was wrong."""


class Tense(StrEnum):
    """How the figure stands to the article's present."""

    PRESENT = "present"
    EARLIER = "earlier"
    """An older figure of the same happening, told as past ("after 18 this morning")."""
    LOOK_BACK = "look_back"
    """Another, older happening: anniversary, trial, memorial, background."""


class Speaker(StrEnum):
    """What kind of voice says it; it decides whose claim it is."""

    OUTLET = "outlet"
    """The outlet's own voice, its correspondent included."""
    NAMED = "named"
    """A person, body or agency with a name."""
    GROUP = "group"
    """Particular but unnamed ("the armed group said in a statement")."""
    ANONYMOUS = "anonymous"
    """"Medical sources", "witnesses": belongs to whoever quotes them."""


class Place(Part):
    """A place of the gazetteer."""

    place_id: str
    name: str
    kind: str = Field(description="country, region, county, locality, neighbourhood …")
    country: str = Field(description="ISO 3166-1 alpha-2, lower case; zz when unknown")
    lat: float | None = None
    lon: float | None = None
    parents: tuple[str, ...] = Field(default=(), description="Place ids, nearest first, up to the country")


class Period(Part):
    """When it happened, as the text gives it: from start up to and without end, in UTC."""

    start: Instant
    end: Instant


class Claim(Part):
    """One claim. Offsets count characters of the article's `field`, which holds `quote` at `span` to the letter."""

    claim_id: str
    measure: Measure
    qualifier: Qualifier
    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    vague_word: str | None = None
    victims: Victims = Victims.UNKNOWN
    place_text: str | None = Field(default=None, description="As written, without its preposition")
    place: Place | None = Field(default=None, description="The gazetteer's place, when it could be settled")
    attribution: str | None = Field(
        default=None, description="The nearest speaker as written; none: outlet's voice"
    )
    origin: str | None = Field(
        default=None, description="The ultimate source when the attribution is chained"
    )
    speaker: Speaker = Speaker.OUTLET
    scope: Scope = Scope.INCIDENT
    named: tuple[str, ...] = Field(
        default=(), description="Names of the victims, as written, where they are told"
    )
    part_of: str | None = Field(default=None, description="Claim id of the whole that this is a share of")
    change: ClaimChange | None = None
    tense: Tense = Tense.PRESENT
    retold: bool = Field(default=False, description="Told as known before: other news follows it")
    negated: bool = Field(default=False, description="The text denies it: nobody was harmed")
    denied: bool = Field(
        default=False, description="The speaker denies that such harm happened, as told by others"
    )
    field: Literal["title", "body"]
    span: tuple[int, int]
    quote: str
    rule: str = Field(description="Name of the rule that read it")
    rules_version: str = Field(description="Version of the rules and data that read it")
    occurred_at: Period | None = None
    event: int | None = Field(default=None, ge=0, description="Index of its event in the claim set")

    @model_validator(mode="after")
    def _bounds_in_order(self) -> "Claim":
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class Event(Part):
    """What happened, as one article tells it."""

    type: str = Field(description="One of docs/event-types.md")
    place_text: str | None = None
    place: Place | None = None
    occurred_at: Period | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapon: str | None = None
    attribution: str | None = None
    denied_by: tuple[str, ...] = ()
    field: Literal["title", "body"]
    span: tuple[int, int]
    quote: str


class Review(Part):
    """Where the rules abstain: a number with people and no clear harm, or harm without a clear number."""

    cause: str
    field: Literal["title", "body"]
    span: tuple[int, int]
    quote: str


class ClaimSet(Message):
    """All that one state of an article claims in one country.

    An empty set says that this state no longer claims what an earlier state claimed there. The sets of
    one state share `article_id` and `revision`.
    """

    country: str = Field(description="ISO 3166-1 alpha-2, lower case; zz when unknown")
    article_id: str
    revision: int = Field(ge=1)
    source_id: str
    outlet: str
    lang: str
    url: str | None = None
    title: str = ""
    credit: str | None = None
    status: WireStatus = WireStatus.USABLE
    signals: tuple[str, ...] = ()
    verdict: Verdict
    of: str | None = None
    near: tuple[str, ...] = Field(default=(), description="Further articles that carry nearly the same text")
    story_id: str
    withdraws: bool = Field(
        default=False, description="The outlet says in its own words that it withdraws its report"
    )
    said_at: Instant
    seen_at: Instant
    embargo_until: Instant | None = None
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    reviews: tuple[Review, ...] = ()
