"""Fetching from real local servers that behave badly, and the loop that polls them."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr

from contracts.document import Document
from contracts.ops import SourceHealth, SourceState
from producers.feeds.core.poll import Answered, Failed
from producers.feeds.fetch import Fetcher, Limits
from producers.feeds.run import run
from producers.sources import FeedSource
from producers.state import StateStore
from runtime.outbound import Reach

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FEED = b"<rss version='2.0'><channel><item><guid>1</guid><title>Two wounded</title></item></channel></rss>"
LIMITS = Limits(max_bytes=100_000, total_s=20.0, host_gap_s=0.0)


@asynccontextmanager
async def _server(**handlers: Handler) -> AsyncIterator[str]:
    """A server with one path a handler; gives its address."""
    app = web.Application()
    for name, handler in handlers.items():
        app.router.add_get(f"/{name}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _source(url: str, **fields: object) -> FeedSource:
    return FeedSource.model_validate({"id": "post", "outlet": "Post", "url": url, "poll": 1, **fields})


async def _fetch(
    url: str,
    *,
    reach: Reach = Reach.LOOPBACK,
    source: FeedSource | None = None,
    limits: Limits = LIMITS,
    **headers: str,
) -> Answered | Failed:
    async with Fetcher(limits, reach=reach, user_agent="test") as fetcher:
        return await fetcher.fetch(source or _source(url), url, headers)


def _redirect(status: int, to: str) -> Handler:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": to})

    return handler


async def _feed(_: web.Request) -> web.Response:
    return web.Response(
        body=FEED, content_type="application/rss+xml", headers={"ETag": '"1"', "X-Other": "x"}
    )


def test_an_answer_comes_with_the_headers_that_count() -> None:
    async def main() -> None:
        async with _server(feed=_feed) as address:
            answer = await _fetch(f"{address}/feed")
        assert isinstance(answer, Answered)
        assert (answer.status, answer.body) == (200, FEED)
        assert answer.headers == {"etag": '"1"', "content-type": "application/rss+xml"}

    asyncio.run(main())


def test_a_body_over_the_limit_is_cut_off_while_it_streams() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(20 * 16):
            await response.write(b"x" * 64 * 1024)
            sent += 64 * 1024
        return response

    async def main() -> None:
        async with _server(feed=endless) as address:
            answer = await _fetch(f"{address}/feed")
        assert isinstance(answer, Failed)
        assert answer.reason == "too_large"
        assert answer.original == b"x" * 64 * 1024

    asyncio.run(main())
    assert sent < 20 * 1024 * 1024


def test_a_decompression_bomb_counts_by_what_it_becomes() -> None:
    bomb = gzip.compress(b"<" + b" " * 20_000_000)

    async def packed(_: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    async def main() -> None:
        async with _server(feed=packed) as address:
            answer = await _fetch(f"{address}/feed")
        assert isinstance(answer, Failed)
        assert answer.reason == "too_large"

    assert len(bomb) < LIMITS.max_bytes
    asyncio.run(main())


def test_a_slow_drip_ends_at_the_total_timeout() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<")
            await asyncio.sleep(0.1)
        return response

    async def main() -> None:
        async with _server(feed=drip) as address:
            answer = await _fetch(f"{address}/feed", limits=replace(LIMITS, total_s=0.5))
        assert isinstance(answer, Failed)
        assert answer.reason == "timeout"

    asyncio.run(main())


def test_a_body_that_breaks_off_is_a_bad_answer_not_a_short_feed() -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(FEED)
        assert request.transport is not None
        request.transport.close()
        return response

    async def main() -> None:
        async with _server(feed=broken) as address:
            answer = await _fetch(f"{address}/feed")
        assert isinstance(answer, Failed)
        assert answer.reason == "bad_answer"

    asyncio.run(main())


def test_permanent_redirects_move_the_feed_up_to_the_first_that_is_not() -> None:
    async def main() -> None:
        handlers = {
            "a": _redirect(301, "/b"),
            "b": _redirect(308, "/c"),
            "c": _redirect(302, "/feed"),
            "feed": _feed,
        }
        async with _server(**handlers) as address:
            answer = await _fetch(f"{address}/a")
            assert isinstance(answer, Answered)
            assert answer.moved_to == f"{address}/c"
            assert (answer.asked_url, answer.reached_url) == (f"{address}/a", f"{address}/feed")
            temporary = await _fetch(f"{address}/c")
        assert isinstance(temporary, Answered)
        assert temporary.moved_to is None

    asyncio.run(main())


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/a", "too_many_redirects"),
        ("file:///etc/passwd", "refused_redirect"),
        ("http://user:word@127.0.0.1/", "refused_redirect"),
        ("http://127.0.0.1:6379/", "refused_redirect"),
        ("http://169.254.169.254/latest", "refused_address"),
        ("http://10.0.0.1/", "refused_address"),
    ],
)
def test_redirects_lead_nowhere_they_should_not(to: str, reason: str) -> None:
    async def main() -> None:
        async with _server(a=_redirect(302, to)) as address:
            answer = await _fetch(f"{address}/a")
        assert isinstance(answer, Failed)
        assert answer.reason == reason

    asyncio.run(main())


def test_this_machine_is_out_of_public_reach_unless_the_source_says_so() -> None:
    async def main() -> None:
        async with _server(feed=_feed) as address:
            for url in (f"{address}/feed", f"{address}/feed".replace("127.0.0.1", "localhost")):
                answer = await _fetch(url, reach=Reach.PUBLIC)
                assert isinstance(answer, Failed)
                assert answer.reason == "refused_address"
            allowed = _source(f"{address}/feed", allow_private=True)
            assert isinstance(await _fetch(allowed.url, reach=Reach.PUBLIC, source=allowed), Answered)

    asyncio.run(main())


def test_a_sources_own_headers_stay_with_its_own_host() -> None:
    seen: list[str | None] = []

    async def note(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization"))
        return web.Response(body=FEED)

    async def main() -> None:
        async with _server(feed=note) as other, _server(a=_redirect(302, f"{other}/feed"), feed=note) as own:
            headers = {"Authorization": SecretStr("Bearer t")}
            source = _source(f"{own}/a", allow_private=True).model_copy(update={"headers": headers})
            await _fetch(f"{own}/a", source=source)
            await _fetch(f"{own}/feed", source=source)

    asyncio.run(main())
    assert seen == [None, "Bearer t"]


def test_a_pause_that_the_server_asks_for_comes_along() -> None:
    async def busy(_: web.Request) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": "120"})

    async def main() -> None:
        async with _server(feed=busy) as address:
            answer = await _fetch(f"{address}/feed")
        assert isinstance(answer, Answered)
        assert (answer.status, answer.retry_after_s) == (503, 120.0)

    asyncio.run(main())


def test_nobody_there_is_told() -> None:
    answer = asyncio.run(_fetch("http://127.0.0.1:9/feed"))
    assert isinstance(answer, Failed)
    assert answer.reason == "cannot_connect"


class _Newsroom:
    """A feed that can be changed, and what the loop made of it."""

    def __init__(self, folder: Path) -> None:
        self.body = FEED
        self.requests: list[str | None] = []
        self.documents: list[Document] = []
        self.health: list[SourceHealth] = []
        self.fail_publishing = False
        self._folder = folder
        self._stop = asyncio.Event()

    @property
    def states(self) -> set[SourceState]:
        """What the loop said of its source so far."""
        return {health.state for health in self.health}

    async def serve(self, request: web.Request) -> web.Response:
        asked = request.headers.get("If-None-Match")
        self.requests.append(asked)
        etag = f'"{hash(self.body)}"'
        return (
            web.Response(status=304)
            if asked == etag
            else web.Response(body=self.body, headers={"ETag": etag})
        )

    async def publish(self, document: Document) -> None:
        if self.fail_publishing:
            raise ConnectionError("no broker")
        self.documents.append(document)

    async def report(self, health: SourceHealth) -> None:
        self.health.append(health)

    async def poll_until(self, address: str, done: Callable[[], bool]) -> None:
        """Run the loop as a new process would, until `done` or a minute is over."""
        stop = asyncio.Event()

        async def watch() -> None:
            async with asyncio.timeout(60):
                while not done():
                    await asyncio.sleep(0.02)
            stop.set()

        async with Fetcher(LIMITS, reach=Reach.LOOPBACK, user_agent="test") as fetcher:
            sources = [_source(f"{address}/feed")]
            async with asyncio.TaskGroup() as group:
                group.create_task(watch())
                store = StateStore(self._folder)
                clock = partial(datetime.now, UTC)
                await run(sources, fetcher, self.publish, self.report, store, clock, stop)


def test_the_loop_polls_sends_each_state_once_and_asks_conditionally(tmp_path: Path) -> None:
    async def main() -> None:
        room = _Newsroom(tmp_path)
        async with _server(feed=room.serve) as address:
            await room.poll_until(address, lambda: SourceState.UNCHANGED in room.states)
            assert [document.title for document in room.documents] == ["Two wounded"]
            room.body = FEED.replace(b"Two", b"Three")
            await room.poll_until(address, lambda: len(room.documents) >= 2)
        assert [document.title for document in room.documents] == ["Two wounded", "Three wounded"]
        assert room.requests[0] is None
        assert all(room.requests[1:])
        assert room.states == {SourceState.OK, SourceState.UNCHANGED}

    asyncio.run(main())


def test_what_was_not_acknowledged_is_fetched_and_sent_again(tmp_path: Path) -> None:
    async def main() -> None:
        room = _Newsroom(tmp_path)
        room.fail_publishing = True
        async with _server(feed=room.serve) as address:
            with pytest.raises(ExceptionGroup):
                await room.poll_until(address, lambda: len(room.documents) >= 1)
            assert room.documents == []
            room.fail_publishing = False
            await room.poll_until(address, lambda: len(room.documents) >= 1)
        assert room.requests == [None, None]
        assert [document.title for document in room.documents] == ["Two wounded"]

    asyncio.run(main())
