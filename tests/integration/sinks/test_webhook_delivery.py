"""Delivery to real local receivers that misbehave: retries, order, restarts, signatures."""

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from contracts.claim import Measure, Victims
from contracts.codec import encode
from contracts.ops import Delivery, DeliveryState
from contracts.toll import Amount, Change, ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime import trace
from runtime.outbound import Reach
from runtime.records import Dead, Record
from sinks.webhooks.core import schedule
from sinks.webhooks.core.message import message_id
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


def _status(status: int, **headers: str) -> Reply:
    async def reply() -> web.StreamResponse:
        return web.Response(
            status=status, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return reply


async def _hang() -> web.StreamResponse:
    await asyncio.sleep(30)
    return web.Response()


class _Receiver:
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
async def _serving(*receivers: _Receiver) -> AsyncIterator[None]:
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


def _record(
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


class _Process:
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


def _subscription(receiver: _Receiver, name: str = "desk", **fields: Any) -> Subscription:
    return Subscription.model_validate({"id": name, "url": receiver.url, "secret": SECRET, **fields})


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The schedule in tenths of seconds; its own figures are tested by themselves."""
    monkeypatch.setattr(schedule, "DELAYS_S", (0.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
    monkeypatch.setattr(schedule, "PAUSE_S", 0.1)


def _run(main: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        await main()

    asyncio.run(whole())


def test_a_change_arrives_signed_as_the_bytes_that_were_sent(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            seen = (datetime.now(UTC) - timedelta(seconds=3)).isoformat()
            await process.run(lambda: len(process.deliveries) == 1, [_record(1, first_seen=seen)])
        ((headers, body),) = receiver.requests
        payload = Webhook(SECRET).verify(body, headers)
        assert headers["content-type"] == "application/json"
        assert headers["webhook-id"] == message_id("desk", "c-i-1")
        assert payload["type"] == "toll.rise"
        assert payload["data"]["change"]["change_id"] == "c-i-1"
        assert datetime.fromisoformat(payload["data"]["first_seen_at"]) == datetime.fromisoformat(seen)
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body + b" ", headers)
        (delivery,) = process.deliveries
        assert (delivery.state, delivery.attempt, delivery.status_code) == (DeliveryState.DELIVERED, 1, 204)
        assert delivery.latency_s is not None
        assert 3 <= delivery.latency_s < 6

    _run(main)


def test_while_a_secret_is_changed_both_verify(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver, previous_secret=OLD_SECRET))
            await process.run(lambda: len(process.deliveries) == 1, [_record(1)])
        ((headers, body),) = receiver.requests
        for secret in (SECRET, OLD_SECRET):
            Webhook(secret).verify(body, headers)

    _run(main)


def test_a_failed_attempt_is_repeated_under_the_same_id_with_the_same_body(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(_status(500), _status(404))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            await process.run(lambda: len(process.deliveries) == 3, [_record(1)])
        assert len(set(receiver.ids)) == 1
        assert len({body for _, body in receiver.requests}) == 1
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.RETRYING, DeliveryState.DELIVERED]
        assert [delivery.attempt for delivery in process.deliveries] == [1, 2, 3]

    _run(main)


def test_a_receiver_that_hangs_and_one_that_redirects_are_tried_again(tmp_path: Path) -> None:
    async def main() -> None:
        receiver, other = _Receiver(_hang), _Receiver()
        async with _serving(receiver, other):
            receiver.replies.append(_status(302, Location=other.url))
            process = _Process(tmp_path, _subscription(receiver), timeout_s=0.5)
            await process.run(lambda: len(process.deliveries) == 3, [_record(1)])
        assert [delivery.status_code for delivery in process.deliveries] == [None, 302, 204]
        assert process.deliveries[0].detail == "no answer within 0.5 s"
        assert other.requests == []

    _run(main)


def test_retry_after_is_honoured(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(_status(503, Retry_After="60"))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))

            async def later() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.6)
                assert len(receiver.requests) == 1
                await process.pass_time(61)

            waiting = asyncio.create_task(later())
            await process.run(lambda: len(process.deliveries) == 2, [_record(1)])
            await waiting
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.DELIVERED]

    _run(main)


def test_a_busy_receiver_gets_no_message_of_any_incident_until_it_said_so(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(_status(429, Retry_After="60"))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))

            async def later() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await process.sink.handle([_record(1, incident="j"), _record(1, incident="k")])
                await asyncio.sleep(0.3)
                assert len(receiver.requests) == 1
                await process.pass_time(61)

            waiting = asyncio.create_task(later())
            await process.run(lambda: process.states().count(DeliveryState.DELIVERED) == 3, [_record(1)])
            await waiting

    _run(main)


def test_after_the_last_attempt_it_is_given_up_and_the_next_message_goes(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(*[_status(500)] * len(schedule.DELAYS_S))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))

            async def hurry() -> None:
                while True:
                    await asyncio.sleep(0.05)
                    await process.pass_time(400)

            hurrying = asyncio.create_task(hurry())
            batch = [_record(1, ChangeKind.DISPUTE_OPENED), _record(2)]
            await process.run(lambda: DeliveryState.DELIVERED in process.states(), batch)
            hurrying.cancel()
        assert process.states() == [
            *[DeliveryState.RETRYING] * 7,
            DeliveryState.GAVE_UP,
            DeliveryState.DELIVERED,
        ]
        assert receiver.figures == [1] * 8 + [2]

    _run(main)


def test_an_incident_goes_in_its_order_and_does_not_wait_for_another(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(_status(500))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            batch = [_record(n, ChangeKind.DISPUTE_OPENED, "i") for n in (1, 2, 3)]
            await process.run(
                lambda: process.states().count(DeliveryState.DELIVERED) == 4,
                batch,
                [_record(9, incident="j")],
            )
        delivered = [
            (one.incident_id, one.seq) for one in process.deliveries if one.state is DeliveryState.DELIVERED
        ]
        assert [seq for incident, seq in delivered if incident == "i"] == [1, 2, 3]
        assert receiver.figures[:2] != [1, 2]

    _run(main)


def test_a_dead_receiver_holds_up_no_other(tmp_path: Path) -> None:
    async def main() -> None:
        dead, alive = _Receiver(*[_hang] * 50), _Receiver()
        async with _serving(dead, alive):
            process = _Process(tmp_path, _subscription(dead, "dead"), _subscription(alive, "alive"))
            batch = [_record(1, incident=f"i{number}") for number in range(30)]
            await process.run(lambda: len(process.states("alive")) == 30, batch)
            assert process.states("dead") == [], "the other one waited until an attempt was given up"
        assert set(process.states("alive")) == {DeliveryState.DELIVERED}

    _run(main)


def test_a_receiver_that_keeps_failing_is_not_hammered(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(*[_status(500)] * 200)
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            batch = [_record(1, incident=f"i{number}") for number in range(40)]
            await process.run(lambda: len(process.deliveries) >= 4, batch)
            await asyncio.sleep(0.3)
        # Four at once to begin with; after those failures one at a time, and a rest.
        assert 4 <= len(receiver.requests) <= 6

    _run(main)


def test_a_failed_figure_that_a_newer_one_overtook_is_never_sent_again(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver(_status(500, Retry_After="3600"))
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))

            async def newer() -> None:
                while not process.deliveries:
                    await asyncio.sleep(0.01)
                await process.sink.handle([_record(2)])

            coming = asyncio.create_task(newer())
            await process.run(lambda: len(process.deliveries) == 3, [_record(1, ChangeKind.FIRST)])
            await coming
        assert receiver.figures == [1, 2]
        assert process.states() == [DeliveryState.RETRYING, DeliveryState.REPLACED, DeliveryState.DELIVERED]
        assert [delivery.seq for delivery in process.deliveries] == [1, 1, 2]

    _run(main)


def test_410_disables_the_subscription_until_its_address_changes_and_loses_nothing(tmp_path: Path) -> None:
    async def main() -> None:
        gone, moved = _Receiver(_status(410)), _Receiver()
        async with _serving(gone, moved):
            first = _Process(tmp_path, _subscription(gone))
            await first.run(lambda: len(first.deliveries) == 1, [_record(1)], [_record(2)])
            assert first.states() == [DeliveryState.DISABLED]
            second = _Process(tmp_path, _subscription(gone))
            await second.run(lambda: True, [_record(3)])
            assert len(gone.requests) == 1
            third = _Process(tmp_path, _subscription(moved))
            await third.run(lambda: len(third.deliveries) == 3)
        assert moved.figures == [1, 2, 3]

    _run(main)


def test_a_restart_sends_what_was_not_sent_and_nothing_twice(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            first = _Process(tmp_path, _subscription(receiver))
            await first.run(lambda: len(receiver.requests) == 1, [_record(1)])
            idle = _Process(tmp_path, _subscription(receiver))
            await idle.sink.handle([_record(1), _record(2)])  # kept, then the process dies before it sends
            idle.outbox.close()
            third = _Process(tmp_path, _subscription(receiver))
            await third.run(lambda: len(receiver.requests) == 2, [_record(1), _record(2)])
        assert receiver.figures == [1, 2]

    _run(main)


def test_a_kill_between_the_answer_and_its_mark_repeats_under_the_same_id(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            first = _Process(tmp_path, _subscription(receiver))
            await first.sink.handle([_record(1)])
            first.outbox.end = _never  # type: ignore[assignment]  # the process dies there
            with suppress(ExceptionGroup):
                await first.run(lambda: False)
            assert len(receiver.requests) == 1
            second = _Process(tmp_path, _subscription(receiver))
            await second.run(lambda: len(receiver.requests) == 2)
        assert len(set(receiver.ids)) == 1
        for headers, body in receiver.requests:
            Webhook(SECRET).verify(body, headers)

    _run(main)


def _never(*_: object) -> None:
    raise SystemError("killed")


def test_kill_9_while_a_receiver_is_answering_loses_nothing(tmp_path: Path) -> None:
    """Each of five processes is killed when its message has arrived and before it is answered."""

    async def main() -> None:
        receiver = _Receiver()
        arrived = asyncio.Event()

        async def never_answer() -> web.StreamResponse:
            arrived.set()
            return await _hang()

        async with _serving(receiver):
            for life in range(5):
                receiver.replies = [never_answer] if life % 2 else [_status(204), never_answer]
                arrived.clear()
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    PROGRAM,
                    str(tmp_path),
                    receiver.url,
                    SECRET,
                    "1",
                    "2",
                    "3",
                    "4",
                    cwd=ROOT,
                )
                async with asyncio.timeout(20):
                    await arrived.wait()
                process.kill()
                await process.wait()
            receiver.replies = []
            last = _Process(tmp_path, _subscription(receiver))
            await last.run(lambda: last.outbox.counts().get("delivered") == 4)
        order = list(dict.fromkeys(receiver.ids))
        assert order == [message_id("desk", f"c{n}") for n in (1, 2, 3, 4)]
        assert receiver.figures == sorted(receiver.figures)

    _run(main)


def test_a_receiver_on_this_machine_is_refused_unless_the_subscription_says_so(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            refused, allowed = _subscription(receiver), _subscription(receiver, "inside", allow_private=True)
            process = _Process(tmp_path, refused, allowed, reach=Reach.PUBLIC)
            await process.run(lambda: len(process.deliveries) == 2, [_record(1)])
        (delivery,) = [one for one in process.deliveries if one.subscription == "desk"]
        assert (delivery.state, delivery.detail) == (DeliveryState.RETRYING, "address out of reach")
        assert process.states("inside") == [DeliveryState.DELIVERED]
        assert len(receiver.requests) == 1

    _run(main)


def test_what_is_no_change_is_dead_and_the_rest_is_kept(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            broken = Record(topic=TOLL_CHANGED.name, partition=0, offset=1, key=None, value=b"no json")
            later = _record(1)
            later = Record(
                topic=later.topic,
                partition=0,
                offset=2,
                key=None,
                value=(later.value or b"").replace(b'"schema_version":1', b'"schema_version":9'),
            )
            huge = _record(2**70)
            outcomes = await process.sink.handle([broken, later, huge, _record(1)])
            codes = [outcome.code if isinstance(outcome, Dead) else None for outcome in outcomes]
            assert codes == ["not_json", "later_schema", "wrong_field", None]
            await process.run(lambda: len(receiver.requests) == 1)

    _run(main)


def test_filters_and_what_was_told_decide_over_several_batches(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver, filter={"kinds": ["rise"], "rise_by": 5}))
            batches = [[_record(n)] for n in (1, 3, 5, 6)]
            retraction = [_record(8, ChangeKind.RETRACTION), _record(9, ChangeKind.RETRACTION, "j")]
            await process.run(lambda: len(receiver.requests) == 3, *batches, retraction)
        assert receiver.figures == [1, 6, 8]

    _run(main)


def test_a_header_that_is_no_time_is_no_obstacle(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = _Receiver()
        async with _serving(receiver):
            process = _Process(tmp_path, _subscription(receiver))
            batch = [
                _record(1, first_seen="2026-03-01T09:00:00"),
                _record(2, first_seen="yesterday"),
            ]
            await process.run(lambda: len(receiver.requests) == 2, batch)

    _run(main)
