"""The Elasticsearch sink against a local server that misbehaves as an overloaded or absent index does."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import web
from elasticsearch import AsyncElasticsearch

from contracts.claim import Measure, Victims
from contracts.codec import encode
from contracts.toll import Amount, Change, ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime.records import Dead, Record
from sinks.elasticsearch import sink as sink_module
from sinks.elasticsearch.sink import ATTEMPTS, ElasticsearchSink, IndexUnavailableError

T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HEADERS = {"X-Elastic-Product": "Elasticsearch"}


def _change(number: int) -> Record:
    change = Change(
        change_id=f"ch{number}",
        incident_id="i1",
        seq=number,
        kind=ChangeKind.RISE,
        measure=Measure.KILLED,
        victims=Victims.CIVILIAN,
        before=None,
        after=Amount(low=5, best=5, high=5),
        reason="x",
        said_at=T,
        seen_at=T,
    )
    return Record(topic=TOLL_CHANGED.name, partition=0, offset=number, key=b"i1", value=encode(change))


class _Server:
    """Takes bulk requests. `answers` says for each request what becomes of it: a status for the whole request,
    or a function from id to status; the last one holds for all that follow."""

    def __init__(self, *answers: int | Callable[[str], int]) -> None:
        self.answers = list(answers)
        self.written: list[str] = []
        self.requests: list[list[str]] = []

    async def create(self, _: web.Request) -> web.Response:
        return web.json_response({"acknowledged": True}, headers=HEADERS)

    async def bulk(self, request: web.Request) -> web.Response:
        lines = [json.loads(line) for line in (await request.read()).splitlines()]
        ids = [line["index"]["_id"] for line in lines[::2]]
        self.requests.append(ids)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, int):
            return web.json_response({"error": {"type": "busy"}}, status=answer, headers=HEADERS)
        items = []
        for one in ids:
            status = answer(one)
            if status in {200, 201}:
                self.written.append(one)
            error = {} if status < 300 else {"error": {"type": "some_exception", "reason": "why"}}
            items.append({"index": {"_index": "x", "_id": one, "status": status, **error}})
        return web.json_response({"errors": True, "items": items, "took": 1}, headers=HEADERS)


@asynccontextmanager
async def _running(server: _Server) -> AsyncIterator[ElasticsearchSink]:
    app = web.Application(client_max_size=100_000_000)
    app.router.add_put("/{index}", server.create)
    app.router.add_put("/_bulk", server.bulk)
    app.router.add_post("/_bulk", server.bulk)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with AsyncElasticsearch(f"http://127.0.0.1:{runner.addresses[0][1]}", max_retries=0) as client:
            yield ElasticsearchSink(client, "m")
    finally:
        await runner.cleanup()


def _run(server: _Server, body: Callable[[ElasticsearchSink], Awaitable[None]]) -> None:
    async def main() -> None:
        async with _running(server) as sink:
            await body(sink)

    asyncio.run(main())


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sink_module, "FIRST_PAUSE_S", 0.01)


def _ok(_: str) -> int:
    return 201


def test_only_the_rows_that_were_busy_are_sent_again() -> None:
    server = _Server(
        lambda one: 429 if one in {"ch2", "ch3"} else 201, lambda one: 503 if one == "ch3" else 201, _ok
    )

    async def body(sink: ElasticsearchSink) -> None:
        assert await sink.handle([_change(n) for n in (1, 2, 3)]) == [None] * 3

    _run(server, body)
    assert server.requests == [["ch1", "ch2", "ch3"], ["ch2", "ch3"], ["ch3"]]
    assert server.written == ["ch1", "ch2", "ch3"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_request_that_was_refused_as_a_whole_is_sent_again(status: int) -> None:
    server = _Server(status, _ok)

    async def body(sink: ElasticsearchSink) -> None:
        assert await sink.handle([_change(1)]) == [None]

    _run(server, body)
    assert server.requests == [["ch1"], ["ch1"]]


def test_an_index_that_stays_busy_is_raised_and_never_counted_as_done() -> None:
    server = _Server(lambda one: 429 if one == "ch2" else 201)

    async def body(sink: ElasticsearchSink) -> None:
        with pytest.raises(IndexUnavailableError, match="1 rows not written after"):
            await sink.handle([_change(1), _change(2)])

    _run(server, body)
    assert len(server.requests) == ATTEMPTS


def test_nobody_there_is_raised() -> None:
    async def main() -> None:
        async with AsyncElasticsearch("http://127.0.0.1:9", max_retries=0) as client:
            with pytest.raises(IndexUnavailableError, match="ConnectionError"):
                await ElasticsearchSink(client, "m").handle([_change(1)])

    asyncio.run(main())


def test_a_conflict_is_done_and_a_refusal_is_dead() -> None:
    server = _Server(lambda one: {"ch1": 409, "ch2": 400}.get(one, 201))

    async def body(sink: ElasticsearchSink) -> None:
        first, second, third = await sink.handle([_change(n) for n in (1, 2, 3)])
        assert (first, third) == (None, None)
        assert second == Dead("refused_by_index", "x/ch2: status 400: some_exception: why")

    _run(server, body)


def test_a_request_too_large_is_halved_until_the_one_row_that_is_too_large_is_dead() -> None:
    server = _Server(413, _ok, 413, 413, _ok)

    async def body(sink: ElasticsearchSink) -> None:
        outcomes = await sink.handle([_change(n) for n in (1, 2, 3, 4)])
        assert [outcome.code if outcome else None for outcome in outcomes] == [None, None, "too_large", None]

    _run(server, body)
    assert server.requests == [["ch1", "ch2", "ch3", "ch4"], ["ch1", "ch2"], ["ch3", "ch4"], ["ch3"], ["ch4"]]


def test_large_batches_go_in_several_requests() -> None:
    server = _Server(_ok)

    async def body(sink: ElasticsearchSink) -> None:
        assert await sink.handle([_change(n) for n in range(1, 1202)]) == [None] * 1201

    _run(server, body)
    assert [len(ids) for ids in server.requests] == [500, 500, 201]


def test_an_empty_batch_asks_nothing() -> None:
    server = _Server(_ok)

    async def body(sink: ElasticsearchSink) -> None:
        assert await sink.handle([]) == []

    _run(server, body)
    assert server.requests == []
