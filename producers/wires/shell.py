"""Wires the folders of the sources file to their state and the broker."""

from producers.process import Desk, run_producer
from producers.wires.run import run as watch
from runtime.settings import Settings


async def run(settings: Settings) -> None:
    """Watch the wire folders of the sources file until SIGTERM or SIGINT."""

    async def work(desk: Desk) -> None:
        await watch(desk.sources.wires, desk.publish, desk.report, desk.state, desk.clock, desk.stop)

    await run_producer("wires", settings, work)
