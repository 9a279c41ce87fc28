"""An incident as of any moment reads the same from the index as from a replay of the same articles."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import AsyncElasticsearch
from rich.console import Console

from contracts.article import Article
from contracts.codec import encode
from contracts.toll import Incident
from contracts.topics import INCIDENT_TRACKED, TOLL_CHANGED
from marsad.extract_command import load_engine
from marsad.ledger_command import print_ledger
from marsad.ledger_reading import NoSuchIncidentError, from_index, from_replay
from marsad.replay import replay
from processors.dedup.core import Deduplicator
from processors.extract.core.claim_sets import claim_sets
from processors.normalise.core.from_line import article_from_line
from processors.normalise.core.lang import detect
from processors.track.core import Tracker
from runtime.records import Record
from runtime.settings import Elasticsearch
from sinks.elasticsearch.mappings import MAPPINGS, index_of
from sinks.elasticsearch.sink import ElasticsearchSink

pytestmark = pytest.mark.stack
TEXT = "Police said {} people were killed when a bridge collapsed in Aleppo on Tuesday. The search goes on."
LINES = [
    {
        "id": f"a{n}",
        "title": "Bridge collapses in Aleppo",
        "text": TEXT.format(figure),
        "lang": "en",
        "outlet": "The Arch",
        "published_at": f"2026-05-05T{9 + 3 * n:02}:00:00Z",
    }
    for n, figure in enumerate((5, 8, 13))
]


def _articles() -> list[Article]:
    return [article_from_line(line, number, detect) for number, line in enumerate(LINES)]


def _records() -> Iterator[Record]:
    """What the tracker sends of the articles."""
    engine, judge, tracker = load_engine(), Deduplicator(), Tracker()
    for article in _articles():
        for claim_set in claim_sets(judge.judge(article).judged, engine):
            decision = tracker.apply(claim_set)
            for topic, messages in ((TOLL_CHANGED, decision.changes), (INCIDENT_TRACKED, decision.incidents)):
                for message in messages:
                    yield Record(topic=topic.name, partition=0, offset=0, key=b"k", value=encode(message))


@pytest.fixture
def index(elasticsearch_url: str, fresh_name: str) -> Iterator[Elasticsearch]:
    """An index that holds what the tracker said."""

    async def with_client(body: Callable[[AsyncElasticsearch], Awaitable[None]]) -> None:
        async with AsyncElasticsearch(elasticsearch_url) as client:
            await body(client)

    async def fill(client: AsyncElasticsearch) -> None:
        records = list(_records())
        assert await ElasticsearchSink(client, fresh_name).handle(records) == [None] * len(records)
        for name in ("changes", "incidents"):
            await client.indices.refresh(index=f"{fresh_name}-{name}")

    async def clear(client: AsyncElasticsearch) -> None:
        names = [index_of(fresh_name, name) for name in MAPPINGS]
        await client.indices.delete(index=names, ignore_unavailable=True)

    asyncio.run(with_client(fill))
    yield Elasticsearch(url=elasticsearch_url, index_prefix=fresh_name)
    asyncio.run(with_client(clear))


def _read(incident: Incident) -> tuple[object, list[str]]:
    tolls = {(toll.measure, toll.victims): (toll.low, toll.best, toll.high) for toll in incident.tolls}
    return tolls, sorted(entry.claim.claim_id for entry in incident.entries)


def test_as_of_any_moment_the_index_says_what_a_replay_says(index: Elasticsearch, tmp_path: Path) -> None:
    replay([json.dumps(line).encode() for line in LINES], tmp_path, load_engine(), err=io.StringIO())
    incident_id = json.loads((tmp_path / "incidents.jsonl").read_text())["incident"]
    bests = []
    for moment in (*(article.seen_at for article in _articles()), None):
        expected = from_replay(tmp_path, incident_id, moment)
        assert _read(from_index(index, incident_id, moment)) == _read(expected)
        bests.append(expected.tolls[0].best)
    assert bests == [5, 8, 13, 13]


def test_before_it_was_seen_nothing_was_known(index: Elasticsearch, tmp_path: Path) -> None:
    replay([json.dumps(line).encode() for line in LINES], tmp_path, load_engine(), err=io.StringIO())
    incident_id = json.loads((tmp_path / "incidents.jsonl").read_text())["incident"]
    with pytest.raises(NoSuchIncidentError):
        from_index(index, incident_id, datetime(2026, 5, 1, tzinfo=UTC))
    with pytest.raises(NoSuchIncidentError):
        from_index(index, "i-none")


def test_an_index_that_is_away_is_told(tmp_path: Path) -> None:
    err = io.StringIO()
    away = Elasticsearch(url="http://127.0.0.1:9")
    assert print_ledger("i-1", away, None, Console(file=io.StringIO()), err) == 2
    assert "Connection" in err.getvalue()
