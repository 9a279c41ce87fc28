"""An incident's toll and how it changes."""

from enum import StrEnum

from pydantic import Field

from contracts.claim import Claim, Measure, Place, Scope, Victims
from contracts.message import Instant, Message, Part


class ChangeKind(StrEnum):
    FIRST = "first"
    RISE = "rise"
    FALL = "fall"
    CORRECTION = "correction"
    RETRACTION = "retraction"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_CLOSED = "dispute_closed"
    MERGED = "merged"
    """Two incidents turned out to be one; told once, moves no amount."""


class Standing(StrEnum):
    STANDING = "standing"
    SUPERSEDED = "superseded"
    """Its origin said something newer."""
    STALE = "stale"
    """It came after something newer of its origin."""
    WITHDRAWN = "withdrawn"
    """Killed or retracted by its source."""
    WITHHELD = "withheld"
    """Held by its source."""
    OUTDATED = "outdated"
    """Stands, but was said more than 48 hours before the newest: outside the span."""


class Amount(Part):
    """An interval of people; `high` is null when it has no upper bound."""

    low: int | None
    best: int | None
    high: int | None


class Toll(Part):
    """The ledger's present reading for one measure and victim group."""

    measure: Measure
    victims: Victims
    scope: Scope = Scope.INCIDENT
    low: int | None
    best: int | None
    high: int | None
    policy: str = Field(description="Name of the policy that chose `best`")
    origins: int = Field(ge=0, description="Independent origins whose claims stand")
    disputed: bool = False


class Evidence(Part):
    """Where a number stands: claim, article, state, sentence."""

    claim: Claim
    article_id: str
    revision: int
    outlet: str
    url: str | None = None
    title: str = ""
    lang: str
    origin: str = Field(description="The origin that the ledger counts it for")


class Change(Message):
    """What one state of an article did to one toll. `change_id` comes from content: the same when decided again."""

    change_id: str
    incident_id: str
    seq: int = Field(ge=1, description="1, 2, 3 … within the incident")
    kind: ChangeKind
    measure: Measure | None = Field(description="None for `merged`")
    victims: Victims | None
    before: Amount | None
    after: Amount | None
    toll: Toll | None = Field(default=None, description="The toll after the change, with policy and origins")
    reason: str
    evidence: Evidence | None = None
    event_type: str | None = None
    place: Place | None = None
    happened_at: Instant | None = None
    said_at: Instant
    seen_at: Instant
    also_ids: tuple[str, ...] = Field(
        default=(), description="Ids of incidents that were merged into this one"
    )


class LedgerEntry(Part):
    """One claim in an incident's ledger."""

    claim: Claim
    article_id: str
    revision: int
    outlet: str
    origin: str
    standing: Standing
    said_at: Instant
    seen_at: Instant


class Incident(Message):
    """An incident as the ledger reads now. A later `version` replaces an earlier one."""

    incident_id: str
    also_ids: tuple[str, ...] = Field(
        default=(), description="Ids of incidents that were merged into this one"
    )
    maybe_same_as: tuple[str, ...] = Field(default=(), description="Incidents that may be the same happening")
    version: int = Field(
        ge=1, description="Grows with every claim set that touches it; also where that is read again"
    )
    type: str | None = None
    place: Place | None = None
    country: str
    first_said_at: Instant
    last_said_at: Instant
    tolls: tuple[Toll, ...] = ()
    articles: tuple[str, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
