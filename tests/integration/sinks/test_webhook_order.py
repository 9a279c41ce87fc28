"""Incidents keep their order, none waits for another, and a stale figure is never sent."""

import asyncio
from pathlib import Path

import pytest

from contracts.ops import DeliveryState
from contracts.toll import ChangeKind
from tests.integration.sinks.webhook_receivers import (
    Process,
    Receiver,
    hang,
    record,
    run,
    serving,
    status,
    subscription,
)

pytestmark = pytest.mark.usefixtures("short_waits")


def test_an_incident_goes_in_its_order_and_does_not_wait_for_another(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(status(500))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            batch = [record(n, ChangeKind.DISPUTE_OPENED, "i") for n in (1, 2, 3)]
            await process.run(
                lambda: process.states().count(DeliveryState.DELIVERED) == 4,
                batch,
                [record(9, incident="j")],
            )
        delivered = [
            (one.incident_id, one.seq) for one in process.deliveries if one.state is DeliveryState.DELIVERED
        ]
        assert [seq for incident, seq in delivered if incident == "i"] == [1, 2, 3]
        assert receiver.figures[:2] != [1, 2]

    run(main)


def test_a_dead_receiver_holds_up_no_other(tmp_path: Path) -> None:
    async def main() -> None:
        dead, alive = Receiver(*[hang] * 50), Receiver()
        async with serving(dead, alive):
            process = Process(tmp_path, subscription(dead, "dead"), subscription(alive, "alive"))
            batch = [record(1, incident=f"i{number}") for number in range(30)]
            await process.run(lambda: len(process.states("alive")) == 30, batch)
            assert process.states("dead") == [], "the other one waited until an attempt was given up"
        assert set(process.states("alive")) == {DeliveryState.DELIVERED}

    run(main)


def test_a_receiver_that_keeps_failing_is_not_hammered(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(*[status(500)] * 200)
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            batch = [record(1, incident=f"i{number}") for number in range(40)]
            await process.run(lambda: len(process.deliveries) >= 4, batch)
            await asyncio.sleep(0.3)
        # Four at once to begin with; after those failures one at a time, and a rest.
        assert 4 <= len(receiver.requests) <= 6

    run(main)


def test_a_failed_figure_that_a_newer_one_overtook_is_never_sent_again(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(status(500, Retry_After="3600"))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))

            async def newer() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await process.sink.handle([record(2)])

            coming = asyncio.create_task(newer())
            await process.run(lambda: len(process.deliveries) == 3, [record(1, ChangeKind.FIRST)])
            await coming
        assert receiver.figures == [1, 2]
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.REPLACED, DeliveryState.DELIVERED]
        assert [delivery.seq for delivery in process.deliveries] == [1, 1, 2]

    run(main)
