"""An alert as the message that a receiver gets."""

import hashlib
from datetime import datetime

from contracts.alert import Alert, AlertData
from contracts.toll import Change
from sinks.webhooks.core.summary import summary


def message_id(subscription_id: str, change_id: str) -> str:
    """The message's id: from content, so that it stays over retries, restarts and replays."""
    digest = hashlib.sha256(f"{subscription_id}\x00{change_id}".encode()).hexdigest()
    return f"msg_{digest[:32]}"


def alert_of(change: Change, first_seen_at: datetime | None, now: datetime) -> Alert:
    """The body of the webhook. `now`, in UTC, is when the alert is made ready; it stays over every retry."""
    return Alert(
        type=f"toll.{change.kind}",
        timestamp=now,
        data=AlertData(change=change, summary=summary(change), first_seen_at=first_seen_at),
    )


def toll_key(change: Change) -> str:
    """Which toll of its incident a change is about; empty for a merge, which is about none of its own."""
    return f"{change.measure}/{change.victims}" if change.measure is not None else ""
