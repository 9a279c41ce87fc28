"""Real local receivers of webhooks that answer as planned, and one process of the stage that delivers to them."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from contracts.claim import Measure, Victims
from contracts.codec import encode
from contracts.ops import Delivery, DeliveryState
from contracts.toll import Amount, Change, ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime import trace
from runtime.outbound import Reach
from runtime.records import Record
from sinks.webhooks.delivery import Courier
from sinks.webhooks.outbox import Outbox
from sinks.webhooks.sink import WebhookSink
from sinks.webhooks.subscriptions import Subscription

T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()
OLD_SECRET = "whsec_" + base64.b64encode(b"o" * 32).decode()
ROOT = Path(__file__).parents[3]
PROGRAM = "tests.integration.sinks.webhook_process"
Reply = Callable[[], Awaitable[web.StreamResponse]]


def status(code: int, **headers: str) -> Reply:
    async def reply() -> web.StreamResponse:
        return web.Response(
            status=code, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return reply


async def hang() -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


class Receiver:
    """A subscriber's server: notes what comes, answers as planned, then 200."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(
            ({name.lower(): value for name, value in request.headers.items()}, await request.read())
        )
        return await self.replies.pop(0)() if self.replies else web.Response(status=204)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.requests]

    @property
    def figures(self) -> list[int]:
        return [json.loads(body)["data"]["change"]["after"]["best"] for _, body in self.requests]


@asynccontextmanager
async def serving(*receivers: Receiver) -> AsyncIterator[None]:
    app = web.Application()
    for number, receiver in enumerate(receivers):
        app.router.add_post(f"/{number}", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    for number, receiver in enumerate(receivers):
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/{number}"
    try:
        yield
    finally:
        await runner.cleanup()


def record(
    seq: int, kind: ChangeKind = ChangeKind.RISE, incident: str = "i", first_seen: str | None = None
) -> Record:
    headers = {trace.FIRST_SEEN: first_seen} if first_seen else {}
    change = Change(
        change_id=f"c-{incident}-{seq}",
        incident_id=incident,
        seq=seq,
        kind=kind,
        measure=Measure.KILLED,
        victims=Victims.CIVILIAN,
        before=None,
        after=Amount(low=seq, best=seq, high=seq),
        reason="r",
        said_at=T,
        seen_at=datetime.now(UTC),
    )
    return Record(
        topic=TOLL_CHANGED.name, partition=0, offset=seq, key=b"i", value=encode(change), headers=headers
    )


class Process:
    """What one process of the stage is made of; `run` is its life until `done` holds."""

    def __init__(
        self,
        folder: Path,
        *subscriptions: Subscription,
        reach: Reach = Reach.LOOPBACK,
        timeout_s: float = 20.0,
    ) -> None:
        self.deliveries: list[Delivery] = []
        self.outbox = Outbox(folder)
        self._clock_ahead = timedelta()
        self.courier = Courier(
            subscriptions,
            self.outbox,
            self._report,
            self.now,
            reach=reach,
            user_agent="test",
            timeout_s=timeout_s,
        )
        self.sink = WebhookSink(subscriptions, self.outbox, self.now, self.courier.wake)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._clock_ahead

    async def _report(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)

    async def run(self, done: Callable[[], bool], *batches: list[Record]) -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(self.courier.run(stop))
        try:
            for batch in batches:
                assert all(outcome is None for outcome in await self.sink.handle(batch))
            async with asyncio.timeout(60):
                while not done():
                    if running.done():
                        running.result()
                    await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)  # what should not come has time to come
        finally:
            stop.set()
            try:
                await running
            finally:
                self.outbox.close()

    async def pass_time(self, seconds: float) -> None:
        self._clock_ahead += timedelta(seconds=seconds)
        self.courier.wake()

    def states(self, subscription: str = "desk") -> list[DeliveryState]:
        return [delivery.state for delivery in self.deliveries if delivery.subscription == subscription]


def subscription(receiver: Receiver, name: str = "desk", **fields: Any) -> Subscription:
    return Subscription.model_validate({"id": name, "url": receiver.url, "secret": SECRET, **fields})


def run(main: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await main()

    asyncio.run(whole())
