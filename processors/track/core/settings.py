"""What an operator may set for tracking, with the product's defaults."""

from dataclasses import dataclass
from pathlib import Path

from language.places import NATIONS_FILE

HOUR = 3600.0
DAY = 24 * HOUR

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackSettings:
    """Settings of the tracker. Spans of time are in seconds of message time; no clock is ever read."""

    policy: str = "two_origins"
    """Which figure is `best`: a name of policies.POLICIES."""
    vague_table: Path | None = None
    """Table of vague words and their bounds in place of the product's own (data/vague_bounds.toml)."""
    institutions: Path = DATA / "institutions.tsv"
    agencies: Path = DATA / "agencies.tsv"
    nations: Path = NATIONS_FILE
    speaker_words: Path = DATA / "speaker_words.toml"
    plain_words: Path = DATA / "plain_words.txt"
    sides: Path = DATA / "sides.toml"
    event_types: Path = DATA / "event_types.toml"
    digests: Path = DATA / "digests.toml"
    span: float = 48 * HOUR
    """Standing claims said earlier than this before the newest leave the span (rule 19)."""
    same_time: float = HOUR
    """Claims said within this of each other speak at about the same time (rule 17)."""
    prompt: float = HOUR
    """An article that was seen this soon after it was said is never late."""
    same_addition: float = 12 * HOUR
    """The same addition told again by the same origin within this is one addition."""
    reach: float = 5 * DAY
    """How long after an article another one may still speak of the same incident."""
    known_date_reach: float = 30 * DAY
    """The same when both say that it happened at one time."""
    named_reach: float = 60 * DAY
    """The same when both name one person as a victim."""
    background: float = 7 * DAY
    """What happened longer ago than this is background, unless the text says that its figure changed."""
    lead: int = 600
    """Characters of an article's body in which what it is about is told; what comes later and is linked to nothing
    known is background and opens no incident's toll."""
    link_score: float = 4.0
    """From this score on two articles speak of one incident."""
    maybe_score: float = 3.0
    """From this score on two incidents may be one."""
    witness_score: float = 5.0
    """Two that may be one are one where a third article has this score with both."""
    keep: float | None = 60 * DAY
    """Claim sets said longer ago than this before the newest are let go; None keeps all."""
    max_entries: int = 400
    """Most ledger entries that an incident's snapshot carries: the standing ones first, then the newest."""
