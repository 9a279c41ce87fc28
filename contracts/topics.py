"""The one table of topics: what creates them, what the documentation shows and what the tests check.

Names say what the data is, not who makes or reads it. A breaking change of a model is a new `.v<n>`
beside the old one. Partition counts of a live topic never change: keyed state lives in partitions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.article import Article, JudgedArticle
from contracts.claim import ClaimSet
from contracts.document import Document
from contracts.message import Message
from contracts.ops import Canary, DeadLetter, Delivery, Heartbeat, Lag, SourceHealth
from contracts.toll import Change, Incident

DAY_MS: Final = 24 * 3600 * 1000
FOREVER: Final = -1

DATA_PARTITIONS: Final = 8
"""One busy language or country stays far below what one core does (docs/architecture.md, scale)."""

MAX_MESSAGE_BYTES: Final = 4 * 1024 * 1024
"""The largest record that producers may send and topics accept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A row of the table. `retention_ms` -1 keeps for ever; `cleanup` is `delete` or `compact`."""

    name: str
    model: type[Message] | None
    key: str
    key_why: str
    carries: str
    written_by: tuple[str, ...]
    read_by: tuple[str, ...] = ()
    partitions: int = DATA_PARTITIONS
    retention_ms: int = 7 * DAY_MS
    cleanup: str = "delete"


DOCUMENT_RAW: Final = Topic(
    name="news.document.raw.v1",
    model=Document,
    key="source id",
    key_why="a source's items stay in order",
    carries="one item as its source gave it",
    written_by=("producers-feeds", "producers-wires"),
    read_by=("processors-normalise",),
    retention_ms=30 * DAY_MS,
)
ARTICLE_NORMALISED: Final = Topic(
    name="news.article.normalised.v1",
    model=Article,
    key="language",
    key_why="near-duplicates must meet, and copies share a language",
    carries="an article as plain text",
    written_by=("processors-normalise",),
    read_by=("processors-dedup",),
)
ARTICLE_JUDGED: Final = Topic(
    name="news.article.judged.v1",
    model=JudgedArticle,
    key="article id",
    key_why="an article's states stay in order",
    carries="article, verdict, story, the state before it",
    written_by=("processors-dedup",),
    read_by=("processors-extract", "sinks-elasticsearch"),
    retention_ms=30 * DAY_MS,
)
CLAIM_EXTRACTED: Final = Topic(
    name="news.claim.extracted.v1",
    model=ClaimSet,
    key="country of the claims' place",
    key_why="reports of one incident meet",
    carries="all that one article state claims in that country",
    written_by=("processors-extract",),
    read_by=("processors-track", "sinks-elasticsearch"),
    retention_ms=FOREVER,
)
TOLL_CHANGED: Final = Topic(
    name="news.toll.changed.v1",
    model=Change,
    key="incident id",
    key_why="an incident's changes stay in order",
    carries="a change with the toll before and after, and its evidence",
    written_by=("processors-track",),
    read_by=("sinks-webhooks", "sinks-elasticsearch"),
    retention_ms=FOREVER,
)
INCIDENT_TRACKED: Final = Topic(
    name="news.incident.tracked.v1",
    model=Incident,
    key="incident id",
    key_why="compaction keeps the latest reading of each",
    carries="place, type, tolls and ledger of an incident",
    written_by=("processors-track",),
    read_by=("sinks-elasticsearch",),
    cleanup="compact",
    retention_ms=FOREVER,
)


def _ops(name: str, model: type[Message], key: str, carries: str, *written_by: str) -> Topic:
    return Topic(
        name=name,
        model=model,
        key=key,
        key_why="who it is about",
        carries=carries,
        written_by=written_by,
        read_by=("operators",),
        partitions=1,
        retention_ms=14 * DAY_MS,
    )


SOURCE: Final = _ops(
    "ops.source.v1",
    SourceHealth,
    "source id",
    "what a poll of a source gave",
    "producers-feeds",
    "producers-wires",
)
HEARTBEAT: Final = _ops(
    "ops.heartbeat.v1", Heartbeat, "process", "a process is alive, counts by outcome", "all"
)
DELIVERY: Final = _ops(
    "ops.delivery.v1", Delivery, "subscription", "one attempt at a webhook", "sinks-webhooks"
)
LAG: Final = _ops("ops.lag.v1", Lag, "consumer group", "how far a group is behind", "ops-watch")
CANARY: Final = _ops("ops.canary.v1", Canary, "canary id", "a known story's way to its webhook", "ops-canary")

TOPICS: Final = (
    DOCUMENT_RAW,
    ARTICLE_NORMALISED,
    ARTICLE_JUDGED,
    CLAIM_EXTRACTED,
    TOLL_CHANGED,
    INCIDENT_TRACKED,
    SOURCE,
    HEARTBEAT,
    DELIVERY,
    LAG,
    CANARY,
)


def dead_letter_topic(input_topic: str, stage: str) -> str:
    """The name of the dead letters of one stage for one input topic."""
    return f"{input_topic}.{stage}.dlq"


def dead_letter_topics() -> Iterator[Topic]:
    """One topic of dead letters for each pair of input topic and stage that reads it."""
    for topic in TOPICS:
        for group in topic.read_by:
            if group == "operators":
                continue
            yield Topic(
                name=dead_letter_topic(topic.name, stage_of(group)),
                model=DeadLetter,
                key=topic.key,
                key_why="as its input",
                carries="original bytes, where they were, stage, reason, code version",
                written_by=(group,),
                read_by=("operators",),
                partitions=1,
                retention_ms=30 * DAY_MS,
            )


def stage_of(group: str) -> str:
    """The stage's name in a consumer group: `processors-dedup` is `dedup`."""
    return group.split("-", 1)[1]


def changelog_topic(stage: str, table: str) -> str:
    """The name of the topic that a stage's state is kept on."""
    return f"marsad-{stage}-{table}-changelog"


STATEFUL: Final = {"dedup": "rows", "track": "rows"}
"""Stages with state, and the name of their one table."""


def changelog_topics() -> Iterator[Topic]:
    """Where state is kept. Compacted only: an emptied changelog partition stops Faust's recovery (faust#597)."""
    for stage, table in STATEFUL.items():
        group = f"processors-{stage}"
        yield Topic(
            name=changelog_topic(stage, table),
            model=None,
            key="row key",
            key_why="a row is replaced by its next state",
            carries=f"the state of {stage}, a row a message",
            written_by=(group,),
            read_by=(group,),
            cleanup="compact",
            retention_ms=FOREVER,
        )


def all_topics() -> tuple[Topic, ...]:
    """Every topic that has to be there, dead letters and changelogs included."""
    return (*TOPICS, *dead_letter_topics(), *changelog_topics())


def by_name(name: str) -> Topic:
    """The row of a topic.

    Raises:
        KeyError: the table has no such topic.
    """
    return {topic.name: topic for topic in all_topics()}[name]
