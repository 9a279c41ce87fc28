"""Wires the feeds to their sources file, their state and the broker."""

from producers.feeds.fetch import Fetcher, Limits
from producers.feeds.run import run as poll
from producers.process import Desk, run_producer
from runtime.outbound import Reach
from runtime.settings import Settings
from runtime.version import code_version


async def run(settings: Settings) -> None:
    """Poll the feeds of the sources file until SIGTERM or SIGINT."""

    async def work(desk: Desk) -> None:
        limits = Limits(max_bytes=settings.fetch.max_body_bytes, total_s=settings.fetch.timeout_s)
        reach = Reach.PRIVATE if settings.fetch.allow_private else Reach.PUBLIC
        async with Fetcher(limits, reach=reach, user_agent=f"Marsad/{code_version()}") as fetcher:
            await poll(
                desk.sources.feeds, fetcher, desk.publish, desk.report, desk.state, desk.clock, desk.stop
            )

    await run_producer("feeds", settings, work)
