"""A process that keeps changes in an outbox and delivers them, for tests that kill it.

Arguments: outbox folder, receiver address, secret, and the numbers of the changes to take first.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from contracts.claim import Measure, Victims
from contracts.codec import encode
from contracts.ops import Delivery
from contracts.toll import Amount, Change, ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime.outbound import Reach
from runtime.records import Record
from sinks.webhooks.delivery import Courier
from sinks.webhooks.outbox import Outbox
from sinks.webhooks.sink import WebhookSink
from sinks.webhooks.subscriptions import Subscription


def change_record(seq: int) -> Record:
    """A change of one incident; the same for the same number, as read again after a restart."""
    moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    change = Change(
        change_id=f"c{seq}",
        incident_id="i",
        seq=seq,
        kind=ChangeKind.DISPUTE_OPENED,
        measure=Measure.KILLED,
        victims=Victims.CIVILIAN,
        before=None,
        after=Amount(low=seq, best=seq, high=seq),
        reason="r",
        said_at=moment,
        seen_at=moment,
    )
    return Record(topic=TOLL_CHANGED.name, partition=0, offset=seq, key=b"i", value=encode(change))


async def _report(delivery: Delivery) -> None:
    sys.stderr.write(f"{delivery.state} {delivery.change_id}\n")


def _now() -> datetime:
    return datetime.now(UTC)


async def main(folder: str, url: str, secret: str, *numbers: str) -> None:
    """Take the changes, then deliver until killed."""
    subscription = Subscription.model_validate({"id": "desk", "url": url, "secret": secret})
    outbox = Outbox(Path(folder))
    courier = Courier((subscription,), outbox, _report, _now, reach=Reach.LOOPBACK, user_agent="test")
    sink = WebhookSink((subscription,), outbox, _now, courier.wake)
    await sink.handle([change_record(int(number)) for number in numbers])
    await courier.run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
