"""Wires the webhooks to their topic, their outbox and their receivers."""

import asyncio
import contextlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime

from contracts.codec import encode
from contracts.ops import Delivery, DeliveryState
from contracts.topics import DELIVERY
from runtime.consume import Sink, connect_producer, stop_on_signals
from runtime.log import get_logger
from runtime.metrics import FRESHNESS
from runtime.outbound import Reach
from runtime.settings import Settings
from runtime.version import code_version
from sinks.webhooks.delivery import Courier, Report
from sinks.webhooks.outbox import Outbox
from sinks.webhooks.sink import INPUTS, WebhookSink
from sinks.webhooks.subscriptions import Subscription, load_subscriptions

log = get_logger()


def _now() -> datetime:
    return datetime.now(UTC)


def _subscriptions(settings: Settings) -> Sequence[Subscription]:
    if settings.subscriptions is None:
        log.warning("no subscriptions file: nobody is told; name one with MARSAD_SUBSCRIPTIONS")
        return ()
    return load_subscriptions(settings.subscriptions, os.environ)


async def run(settings: Settings) -> None:
    """Take changes into the outbox and deliver them until SIGTERM or SIGINT.

    Raises:
        runtime.entries.EntriesError: the subscriptions file is wrong.
        runtime.topic_admin.BrokerNotThere: no broker answered in time.
        sinks.webhooks.outbox.OutboxInUseError: another process has this one's outbox open.
    """
    subscriptions = _subscriptions(settings)
    with contextlib.closing(Outbox(settings.state_dir / "webhooks")) as outbox:
        producer = await connect_producer(settings.kafka)

        async def tell(delivery: Delivery) -> None:
            await producer.send_and_wait(DELIVERY.name, encode(delivery), key=delivery.subscription.encode())

        try:
            await _deliver(subscriptions, outbox, tell, settings)
        finally:
            await producer.stop()


async def _deliver(
    subscriptions: Sequence[Subscription], outbox: Outbox, tell: Report, settings: Settings
) -> None:
    async def report(delivery: Delivery) -> None:
        await tell(delivery)
        if delivery.state is DeliveryState.DELIVERED and delivery.latency_s is not None:
            FRESHNESS.observe(delivery.latency_s)
        log.info(
            "delivery",
            subscription=delivery.subscription,
            message=delivery.message_id,
            state=delivery.state,
            attempt=delivery.attempt,
            status=delivery.status_code,
            detail=delivery.detail,
        )

    reach = Reach.PRIVATE if settings.fetch.allow_private else Reach.PUBLIC
    courier = Courier(subscriptions, outbox, report, _now, reach=reach, user_agent=f"Marsad/{code_version()}")
    sink = WebhookSink(subscriptions, outbox, _now, courier.wake)
    consumer = Sink("webhooks", INPUTS, sink.handle, settings)
    stop = asyncio.Event()

    def end() -> None:
        stop.set()
        consumer.stop()

    stop_on_signals(end)
    async with asyncio.TaskGroup() as group:
        group.create_task(consumer.run())
        group.create_task(courier.run(stop))
