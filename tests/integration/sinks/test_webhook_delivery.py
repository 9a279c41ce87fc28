"""Delivery to real local receivers: signatures, reach, filters, and input that is none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from contracts.ops import DeliveryState
from contracts.toll import ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime.outbound import Reach
from runtime.records import Dead, Record
from sinks.webhooks.core.message import message_id
from tests.integration.sinks.webhook_receivers import (
    OLD_SECRET,
    SECRET,
    Process,
    Receiver,
    record,
    run,
    serving,
    subscription,
)

pytestmark = pytest.mark.usefixtures("short_waits")


def test_a_change_arrives_signed_as_the_bytes_that_were_sent(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            seen = (datetime.now(UTC) - timedelta(seconds=3)).isoformat()
            await process.run(lambda: len(process.deliveries) == 1, [record(1, first_seen=seen)])
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

    run(main)


def test_while_a_secret_is_changed_both_verify(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver, previous_secret=OLD_SECRET))
            await process.run(lambda: len(process.deliveries) == 1, [record(1)])
        ((headers, body),) = receiver.requests
        for secret in (SECRET, OLD_SECRET):
            Webhook(secret).verify(body, headers)

    run(main)


def test_a_receiver_on_this_machine_is_refused_unless_the_subscription_says_so(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            refused, allowed = subscription(receiver), subscription(receiver, "inside", allow_private=True)
            process = Process(tmp_path, refused, allowed, reach=Reach.PUBLIC)
            await process.run(lambda: len(process.deliveries) == 2, [record(1)])
        (delivery,) = [one for one in process.deliveries if one.subscription == "desk"]
        assert (delivery.state, delivery.detail) == (DeliveryState.RETRYING, "address out of reach")
        assert process.states("inside") == [DeliveryState.DELIVERED]
        assert len(receiver.requests) == 1

    run(main)


def test_what_is_no_change_is_dead_and_the_rest_is_kept(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            broken = Record(topic=TOLL_CHANGED.name, partition=0, offset=1, key=None, value=b"no json")
            later = record(1)
            later = Record(
                topic=later.topic,
                partition=0,
                offset=2,
                key=None,
                value=(later.value or b"").replace(b'"schema_version":1', b'"schema_version":9'),
            )
            huge = record(2**70)
            outcomes = await process.sink.handle([broken, later, huge, record(1)])
            codes = [outcome.code if isinstance(outcome, Dead) else None for outcome in outcomes]
            assert codes == ["not_json", "later_schema", "wrong_field", None]
            await process.run(lambda: len(receiver.requests) == 1)

    run(main)


def test_filters_and_what_was_told_decide_over_several_batches(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver, filter={"kinds": ["rise"], "rise_by": 5}))
            batches = [[record(n)] for n in (1, 3, 5, 6)]
            retraction = [record(8, ChangeKind.RETRACTION), record(9, ChangeKind.RETRACTION, "j")]
            await process.run(lambda: len(receiver.requests) == 3, *batches, retraction)
        assert receiver.figures == [1, 6, 8]

    run(main)


def test_a_header_that_is_no_time_is_no_obstacle(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            process = Process(tmp_path, subscription(receiver))
            batch = [
                record(1, first_seen="2026-03-01T09:00:00"),
                record(2, first_seen="yesterday"),
            ]
            await process.run(lambda: len(receiver.requests) == 2, batch)

    run(main)
