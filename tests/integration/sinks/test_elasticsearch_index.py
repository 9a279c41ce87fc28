"""The Elasticsearch sink against an index that really answers."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import AsyncElasticsearch

from contracts.article import Article, JudgedArticle, Verdict
from contracts.claim import Claim, ClaimSet, Measure, Place, Qualifier
from contracts.codec import encode
from contracts.message import Message
from contracts.toll import Amount, Change, ChangeKind, Incident, Toll
from contracts.topics import ARTICLE_JUDGED, CLAIM_EXTRACTED, INCIDENT_TRACKED, TOLL_CHANGED, Topic
from runtime.records import Dead, Record
from sinks.elasticsearch.mappings import ANALYZERS, MAPPINGS, index_of
from sinks.elasticsearch.sink import ElasticsearchSink

pytestmark = pytest.mark.stack
T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PLACE = Place(place_id="p:1", name="Valley", kind="locality", country="sy", lat=36.2, lon=37.1)


def _record(topic: Topic, message: Message | bytes, offset: int = 0) -> Record:
    value = message if isinstance(message, bytes) else encode(message)
    return Record(topic=topic.name, partition=0, offset=offset, key=b"k", value=value)


def _judged(revision: int, title: str, lang: str = "ar") -> Record:
    article = Article(
        article_id="a1",
        source_id="s",
        outlet="Post",
        lang=lang,
        title=title,
        body=title,
        published_at=T,
        seen_at=T,
    )
    judged = JudgedArticle(
        article=article, verdict=Verdict.REVISION, revision=revision, story_id="st", score=0.5, why="text"
    )
    return _record(ARTICLE_JUDGED, judged)


def _claims(low: int = 51) -> Record:
    claim = Claim(
        claim_id="c1",
        measure=Measure.KILLED,
        qualifier=Qualifier.MORE_THAN,
        low=low,
        place=PLACE,
        field="body",
        span=(0, 4),
        quote="مقتل",
        rule="r",
        rules_version="1",
    )
    return _record(
        CLAIM_EXTRACTED,
        ClaimSet(
            country="sy",
            article_id="a1",
            revision=1,
            source_id="s",
            outlet="Post",
            lang="ar",
            verdict=Verdict.NEW,
            story_id="st",
            said_at=T,
            seen_at=T,
            claims=(claim,),
        ),
    )


def _incident(version: int, *tolls: tuple[Measure, int]) -> Record:
    return _record(
        INCIDENT_TRACKED,
        Incident(
            incident_id="i1",
            version=version,
            place=PLACE,
            country="sy",
            first_said_at=T,
            last_said_at=T,
            tolls=tuple(
                Toll(measure=measure, victims="civilian", low=n, best=n, high=n, policy="p", origins=1)
                for measure, n in tolls
            ),
        ),
    )


def _change() -> Record:
    return _record(
        TOLL_CHANGED,
        Change(
            change_id="ch1",
            incident_id="i1",
            seq=1,
            kind=ChangeKind.FIRST,
            measure=Measure.KILLED,
            victims="civilian",
            before=None,
            after=Amount(low=5, best=5, high=5),
            reason="first",
            place=PLACE,
            said_at=T,
            seen_at=T,
        ),
    )


class _Index:
    """A sink on fresh index names, and a reader of what lies there."""

    def __init__(self, client: AsyncElasticsearch, prefix: str) -> None:
        self.client = client
        self.prefix = prefix
        self.sink = ElasticsearchSink(client, prefix)

    async def found(self, name: str, query: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
        index = f"{self.prefix}-{name}"
        await self.client.indices.refresh(index=index)
        answer = await self.client.search(index=index, query=query or {"match_all": {}}, size=100)
        return {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}


@pytest.fixture
def with_index(
    elasticsearch_url: str, fresh_name: str
) -> Callable[[Callable[[_Index], Awaitable[None]]], None]:
    def run(body: Callable[[_Index], Awaitable[None]]) -> None:
        async def main() -> None:
            async with AsyncElasticsearch(elasticsearch_url) as client:
                try:
                    await body(_Index(client, fresh_name))
                finally:
                    await client.indices.delete(
                        index=[index_of(fresh_name, name) for name in MAPPINGS], ignore_unavailable=True
                    )

        asyncio.run(main())

    return run


WithIndex = Callable[[Callable[[_Index], Awaitable[None]]], None]


def test_every_message_finds_its_place_and_a_replay_changes_nothing(with_index: WithIndex) -> None:
    batch = [_judged(1, "خبر"), _claims(), _change(), _incident(1, (Measure.KILLED, 5))]

    async def body(index: _Index) -> None:
        for _ in range(2):
            assert await index.sink.handle(batch) == [None] * 4
            assert set(await index.found("articles")) == {"a1@1"}
            assert set(await index.found("articles-current")) == {"a1"}
            assert (await index.found("claims"))["c1"]["location"] == {"lat": 36.2, "lon": 37.1}
            assert (await index.found("changes"))["ch1"]["after"] == {"low": 5, "best": 5, "high": 5}
            assert (await index.found("incidents"))["i1"]["version"] == 1

    with_index(body)


def test_an_older_state_never_replaces_a_newer_one(with_index: WithIndex) -> None:
    async def body(index: _Index) -> None:
        late = [_judged(2, "جديد"), _judged(1, "قديم"), _incident(3, (Measure.KILLED, 9)), _incident(2)]
        assert await index.sink.handle(late) == [None] * 4
        assert set(await index.found("articles")) == {"a1@1", "a1@2"}
        assert (await index.found("articles-current"))["a1"]["title"] == "جديد"
        assert (await index.found("incidents"))["i1"]["tolls"][0]["best"] == 9

    with_index(body)


def test_the_same_version_with_other_words_is_rewritten(with_index: WithIndex) -> None:
    """A claim read again by better rules keeps its id and its article's revision."""

    async def body(index: _Index) -> None:
        await index.sink.handle([_claims(low=51)])
        assert await index.sink.handle([_claims(low=52)]) == [None]
        assert (await index.found("claims"))["c1"]["low"] == 52

    with_index(body)


def test_what_cannot_be_used_is_dead_and_the_rest_of_the_batch_is_written(with_index: WithIndex) -> None:
    async def body(index: _Index) -> None:
        later = encode(Incident.model_validate_json(_incident(1).value or b"")).replace(
            b'"schema_version":1', b'"schema_version":9'
        )
        batch = [
            _record(CLAIM_EXTRACTED, b"no json"),
            _record(INCIDENT_TRACKED, later),
            _record(TOLL_CHANGED, b"{}"),
            Record(topic="news.other.v1", partition=0, offset=0, key=None, value=b"{}"),
            _claims(low=2**70),
            _change(),
        ]
        outcomes = await index.sink.handle(batch)
        codes = [outcome.code if isinstance(outcome, Dead) else None for outcome in outcomes]
        assert codes == [
            "not_json",
            "later_schema",
            "missing_field",
            "unknown_topic",
            "refused_by_index",
            None,
        ]
        assert set(await index.found("changes")) == {"ch1"}
        refused = outcomes[4]
        assert refused is not None
        assert "c1" in refused.detail

    with_index(body)


def test_an_index_that_was_dropped_is_made_anew_with_its_mapping(with_index: WithIndex) -> None:
    async def body(index: _Index) -> None:
        await index.sink.handle([_change()])
        await index.client.indices.delete(index=f"{index.prefix}-changes-v1")
        assert await index.sink.handle([_change()]) == [None]
        assert set(await index.found("changes")) == {"ch1"}
        mapping = await index.client.indices.get_mapping(index=f"{index.prefix}-changes")
        (found,) = mapping.body.values()
        assert found["mappings"]["dynamic"] == "strict"

    with_index(body)


def test_a_second_process_finds_the_indices_there(with_index: WithIndex) -> None:
    async def body(index: _Index) -> None:
        await index.sink.prepare()
        another = ElasticsearchSink(index.client, index.prefix)
        await another.prepare()
        assert await another.handle([_change()]) == [None]

    with_index(body)


@pytest.mark.parametrize("lang", sorted(ANALYZERS))
def test_articles_of_every_analysed_language_are_taken(with_index: WithIndex, lang: str) -> None:
    async def body(index: _Index) -> None:
        assert await index.sink.handle([_judged(1, "12 345", lang)]) == [None]
        found = await index.found("articles", {"match": {f"title_{lang}": "12"}})
        assert set(found) == {"a1@1"}

    with_index(body)


def test_folded_words_are_found_however_they_are_written(with_index: WithIndex) -> None:
    async def body(index: _Index) -> None:
        await index.sink.handle([_judged(1, "مقتـل ٤٥ مدنيّاً في إدلب")])
        for word in ("45", "مقتل", "ادلب"):
            assert set(await index.found("articles", {"match": {"title_norm": word}})) == {"a1@1"}

    with_index(body)


def test_tolls_are_searched_one_by_one(with_index: WithIndex) -> None:
    def more_than(measure: str, least: int) -> dict[str, Any]:
        both = [{"term": {"tolls.measure": measure}}, {"range": {"tolls.best": {"gte": least}}}]
        return {"nested": {"path": "tolls", "query": {"bool": {"filter": both}}}}

    async def body(index: _Index) -> None:
        await index.sink.handle([_incident(1, (Measure.KILLED, 1), (Measure.WOUNDED, 60))])
        assert set(await index.found("incidents", more_than("wounded", 50))) == {"i1"}
        assert await index.found("incidents", more_than("killed", 50)) == {}

    with_index(body)


def test_the_questions_of_the_page_on_searching_find_what_they_say(with_index: WithIndex) -> None:
    page = (Path(__file__).parents[3] / "docs" / "search.md").read_text(encoding="utf-8")
    questions = re.findall(r"^    GET marsad-(\S+)/_search\n((?:    .*\n)+)", page, re.MULTILINE)

    async def body(index: _Index) -> None:
        claims = ClaimSet.model_validate_json(_claims().value or b"")
        spoken = claims.claims[0].model_copy(update={"attribution": "الدفاع المدني"})
        said = _record(CLAIM_EXTRACTED, claims.model_copy(update={"claims": (spoken,)}))
        batch = [said, _change(), _incident(1, (Measure.KILLED, 51), (Measure.WOUNDED, 4))]
        assert await index.sink.handle(batch) == [None] * 3
        for name, asked in questions:
            question = json.loads(asked.replace("…", "i1"))
            alias = f"{index.prefix}-{name}"
            await index.client.indices.refresh(index=alias)
            answer = await index.client.search(
                index=alias, query=question["query"], sort=question.get("sort")
            )
            assert len(answer["hits"]["hits"]) == 1, asked

    assert [name for name, _ in questions] == ["incidents", "claims", "changes"]
    with_index(body)
