"""When a message is tried again, and when that ends.

Times are those of Standard Webhooks 1.0 (the schedule that Svix and others use): eight attempts over a
bit more than a day.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contracts.ops import DeliveryState

DELAYS_S: Final = (0.0, 5.0, 300.0, 1_800.0, 7_200.0, 18_000.0, 36_000.0, 36_000.0)
"""Seconds before each attempt, counted from the one before it."""
JITTER: Final = 0.2
"""Up to so much longer, so that what failed together is not tried again together."""
MAX_RETRY_AFTER_S: Final = 86_400.0
PAUSE_AFTER: Final = 3
"""Failures in a row after which a receiver is given a rest, whatever message they were of."""
PAUSE_S: Final = 5.0
MAX_PAUSE_S: Final = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one attempt: the status, or None and why there was none."""

    status: int | None
    detail: str = ""
    retry_after_s: float | None = None

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of the message; `due_at` is when it is tried again, None when it is not."""

    state: DeliveryState
    due_at: datetime | None = None


def after_attempt(message_id: str, attempt: int, answer: Answer, now: datetime) -> Next:
    """What to do after attempt number `attempt` (1 for the first), whose answer came at `now`.

    2xx is delivered. 410 says that the receiver is gone: its subscription is disabled. Everything else,
    redirects and other 4xx too, is tried again, since receivers answer 401 or 404 during deployments.
    """
    if answer.accepted:
        return Next(DeliveryState.DELIVERED)
    if answer.status == 410:
        return Next(DeliveryState.DISABLED)
    if attempt >= len(DELAYS_S):
        return Next(DeliveryState.GAVE_UP)
    wait = DELAYS_S[attempt] * (1 + JITTER * _fraction(message_id, attempt))
    if answer.retry_after_s is not None:
        wait = max(wait, min(answer.retry_after_s, MAX_RETRY_AFTER_S))
    return Next(DeliveryState.RETRYING, now + timedelta(seconds=wait))


def pause_s(failures: int, answer: Answer) -> float:
    """Seconds for which a receiver is left alone after so many failures in a row, the last with this answer.

    One that says it is busy (429, 503) and for how long is busy for every message.
    """
    busy = answer.retry_after_s if answer.status in {429, 503} else None
    asked = min(busy or 0.0, MAX_PAUSE_S)
    if failures < PAUSE_AFTER:
        return asked
    return max(asked, min(PAUSE_S * 2.0 ** min(failures - PAUSE_AFTER, 20), MAX_PAUSE_S))


def _fraction(message_id: str, attempt: int) -> float:
    """A number in [0, 1) that is the same for the same attempt at the same message."""
    digest = hashlib.sha256(f"{message_id}:{attempt}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32
