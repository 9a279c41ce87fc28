"""Takes changes from their topic into the outbox. Sending is another loop's work."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from contracts.codec import DecodeError, decode, encode
from contracts.toll import Change, ChangeKind
from contracts.topics import TOLL_CHANGED
from runtime import trace
from runtime.records import Dead, Outcome, Record
from sinks.webhooks.core.matching import Told, figure, matches
from sinks.webhooks.core.message import alert_of, message_id, toll_key
from sinks.webhooks.outbox import Entry, Outbox
from sinks.webhooks.subscriptions import Subscription

INPUTS: Final = (TOLL_CHANGED,)
MAX_SEQ: Final = 2**63 - 1
"""What the outbox can hold."""


class WebhookSink:
    """Decides for each change and subscription whether it is sent, and keeps the message."""

    def __init__(
        self,
        subscriptions: Sequence[Subscription],
        outbox: Outbox,
        clock: Callable[[], datetime],
        added: Callable[[], None],
    ) -> None:
        """`clock` gives the time in UTC; `added` is called when new messages are on the disk."""
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._clock = clock
        self._added = added

    async def handle(self, batch: Sequence[Record]) -> list[Outcome]:
        """Keep the messages of a batch; when this returns they are on the disk."""
        outcomes: list[Outcome] = []
        changes: list[tuple[Change, datetime]] = []
        for record in batch:
            try:
                change = decode(Change, record.value)
            except DecodeError as error:
                outcomes.append(Dead(str(error.code), error.detail))
                continue
            if change.seq > MAX_SEQ:
                outcomes.append(Dead("wrong_field", f"Change.seq: {change.seq} counts no changes"))
                continue
            changes.append((change, _first_seen(record, change)))
            outcomes.append(None)
        if await asyncio.to_thread(self._keep, changes):
            self._added()
        return outcomes

    def _keep(self, changes: Sequence[tuple[Change, datetime]]) -> int:
        added = 0
        with self._outbox.transaction():
            for change, first_seen in changes:
                for subscription in self._subscriptions:
                    added += self._keep_one(change, first_seen, subscription)
        return added

    def _keep_one(self, change: Change, first_seen: datetime, subscription: Subscription) -> bool:
        toll = toll_key(change)
        if not matches(subscription.filter, change, self._told(change, toll, subscription.id)):
            return False
        now = self._clock()
        entry = Entry(
            id=message_id(subscription.id, change.change_id),
            subscription=subscription.id,
            change_id=change.change_id,
            incident_id=change.incident_id,
            seq=change.seq,
            kind=change.kind,
            toll=toll,
            best=figure(change.after),
            body=encode(alert_of(change, first_seen, now)),
            first_seen=first_seen.timestamp(),
        )
        return self._outbox.add(entry, now.timestamp())

    def _told(self, change: Change, toll: str, subscription_id: str) -> Told | None:
        if change.kind is ChangeKind.MERGED:
            was = self._outbox.was_told_of(subscription_id, change.incident_id, change.seq, change.also_ids)
            return Told(best=None) if was else None
        return self._outbox.told(subscription_id, change.incident_id, toll, change.seq)


def _first_seen(record: Record, change: Change) -> datetime:
    """When the news was first seen; a header that is not ours may hold anything."""
    moment = trace.first_seen(record.headers)
    return moment if moment is not None and moment.tzinfo is not None else change.seen_at
