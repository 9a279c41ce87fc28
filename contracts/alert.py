"""An alert: a change sent to a subscriber whose filter it meets. The body of a webhook (Standard Webhooks 1.0)."""

from contracts.message import Instant, Message, Part
from contracts.toll import Change


class AlertData(Part):
    """The change and its four clocks: happened, said, seen (in the change) and sent (the webhook's timestamp)."""

    change: Change
    summary: str
    first_seen_at: Instant | None = None


class Alert(Message):
    """`type` is `toll.<kind>`; `timestamp` is when it was made ready, and stays over every retry."""

    type: str
    timestamp: Instant
    data: AlertData
