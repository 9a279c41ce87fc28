"""What a receiver answers decides: repeats, redirects, waits, an end."""

import asyncio
from pathlib import Path

import pytest

from contracts.ops import DeliveryState
from contracts.toll import ChangeKind
from sinks.webhooks.core import schedule
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


def test_a_failed_attempt_is_repeated_under_the_same_id_with_the_same_body(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(status(500), status(404))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            await process.run(lambda: len(process.deliveries) == 3, [record(1)])
        assert len(set(receiver.ids)) == 1
        assert len({body for _, body in receiver.requests}) == 1
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.RETRYING, DeliveryState.DELIVERED]
        assert [delivery.attempt for delivery in process.deliveries] == [1, 2, 3]

    run(main)


def test_a_receiver_that_hangs_and_one_that_redirects_are_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        receiver, other = Receiver(hang), Receiver()
        async with serving(receiver, other):
            receiver.replies.append(status(302, Location=other.url))
            process = Process(tmp_path, subscription(receiver), timeout_s=0.5)
            await process.run(lambda: len(process.deliveries) == 3, [record(1)])
        assert [delivery.status_code for delivery in process.deliveries] == [None, 302, 204]
        assert process.deliveries[0].detail == "no answer within 0.5 s"
        assert other.requests == []

    run(main)


def test_retry_after_is_honoured(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(status(503, Retry_After="60"))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))

            async def later() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.6)
                assert len(receiver.requests) == 1
                await process.pass_time(61)

            waiting = asyncio.create_task(later())
            await process.run(lambda: len(process.deliveries) == 2, [record(1)])
            await waiting
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.DELIVERED]

    run(main)


def test_a_busy_receiver_gets_no_message_of_any_incident_until_it_said_so(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(status(429, Retry_After="60"))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))

            async def later() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await process.sink.handle([record(1, incident="j"), record(1, incident="k")])
                await asyncio.sleep(0.3)
                assert len(receiver.requests) == 1
                await process.pass_time(61)

            waiting = asyncio.create_task(later())
            await process.run(lambda: process.states().count(DeliveryState.DELIVERED) == 3, [record(1)])
            await waiting

    run(main)


def test_after_the_last_attempt_it_is_given_up_and_the_next_message_goes(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver(*[status(500)] * len(schedule.DELAYS_S))
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))

            async def hurry() -> None:
                while True:
                    await asyncio.sleep(0.05)
                    await process.pass_time(400)

            hurrying = asyncio.create_task(hurry())
            batch = [record(1, ChangeKind.DISPUTE_OPENED), record(2)]
            await process.run(lambda: DeliveryState.DELIVERED in process.states(), batch)
            hurrying.cancel()
        assert process.states() == [
            *[DeliveryState.RETRYING] * 7,
            DeliveryState.GAVE_UP,
            DeliveryState.DELIVERED,
        ]
        assert receiver.figures == [1] * 8 + [2]

    run(main)


def test_410_disables_the_subscription_until_its_address_changes_and_loses_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        gone, moved = Receiver(status(410)), Receiver()
        async with serving(gone, moved):
            first = Process(tmp_path, subscription(gone))
            await first.run(lambda: len(first.deliveries) == 1, [record(1)], [record(2)])
            assert first.states() == [DeliveryState.DISABLED]
            second = Process(tmp_path, subscription(gone))
            await second.run(lambda: True, [record(3)])
            assert len(gone.requests) == 1
            third = Process(tmp_path, subscription(moved))
            await third.run(lambda: len(third.deliveries) == 3)
        assert moved.figures == [1, 2, 3]

    run(main)
