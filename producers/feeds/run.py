"""Polling feeds for as long as the process lives.

Nothing fetched is lost: what was seen of a feed is kept only after the broker has every document of
it. A crash in between fetches and sends them again, which dedup absorbs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from contracts.document import Document
from contracts.ops import SourceHealth
from producers.feeds.core.poll import FeedState, conditional_headers, decide, first_state
from producers.feeds.fetch import Fetcher
from producers.sources import FeedSource
from producers.state import StateStore

Clock = Callable[[], datetime]
"""Gives the time now, in UTC."""

Publish = Callable[[Document], Awaitable[None]]
"""Returns when the broker has acknowledged the document; raises when it will not."""

Report = Callable[[SourceHealth], Awaitable[None]]


async def run(
    sources: Iterable[FeedSource],
    fetcher: Fetcher,
    publish: Publish,
    report: Report,
    state: StateStore,
    clock: Clock,
    stop: asyncio.Event,
) -> None:
    """Poll every source at its own times until `stop` is set. What publish or report raise ends it.

    Raises:
        ExceptionGroup: of what `publish` or `report` raised.
    """
    async with asyncio.TaskGroup() as group:
        watching = [
            group.create_task(
                _watch(source, fetcher, publish, report, state, clock), name=f"feed {source.id}"
            )
            for source in sources
        ]
        await stop.wait()
        # A fetch may take half a minute; what it would have given is fetched again at the next start.
        for task in watching:
            task.cancel()


async def _watch(
    source: FeedSource,
    fetcher: Fetcher,
    publish: Publish,
    report: Report,
    store: StateStore,
    clock: Clock,
) -> None:
    now = clock()
    kept = store.load(source.id, FeedState)
    state = kept if kept is not None and kept.configured_url == source.url else first_state(source, now)
    while True:
        await asyncio.sleep(max((state.next_at - clock()).total_seconds(), 0.0))
        after = await poll_once(source, state, fetcher, publish, report, clock)
        if _worth_keeping(state, after):
            store.save(source.id, after)
        state = after


async def poll_once(
    source: FeedSource, state: FeedState, fetcher: Fetcher, publish: Publish, report: Report, clock: Clock
) -> FeedState:
    """One poll: fetch, send what is new, report. The state that comes back may be kept."""
    answer = await fetcher.fetch(source, state.url, conditional_headers(state))
    # Parsing a large feed takes a second; other feeds go on meanwhile.
    decision = await asyncio.to_thread(decide, answer, source, state, clock())
    for document in decision.documents:
        await publish(document)
    for health in decision.health:
        await report(health)
    return decision.state


def _worth_keeping(before: FeedState, after: FeedState) -> bool:
    """An unchanged feed moves only its next poll: not worth a write, since asking early costs a 304."""
    return after.failures > 0 or after != before.model_copy(update={"next_at": after.next_at})
