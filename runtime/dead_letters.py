"""Messages that could not be used: their record, and the limit that stops a stage before it drains a topic."""

from collections import deque
from datetime import datetime

from contracts.ops import DeadLetter
from runtime.records import Dead, Record
from runtime.version import code_version

DETAIL_LIMIT = 2_000


class TooManyDeadLetters(RuntimeError):
    """So many messages are dead that the code, not the messages, is likely at fault."""


def dead_letter(record: Record, stage: str, why: Dead, now: datetime) -> DeadLetter:
    """The record to keep: original bytes, where they lay, who refused them and why. `now` is in UTC."""
    return DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=dict(record.headers),
        stage=stage,
        code=why.code,
        detail=why.detail[:DETAIL_LIMIT],
        code_version=code_version(),
        failed_at=now,
    )


class DeadLetterLimit:
    """Counts the last messages; too large a dead share raises, so that a bad release stops and is seen."""

    WINDOW = 200
    LEAST = 50
    """Fewer messages than this say nothing."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._last: deque[bool] = deque(maxlen=self.WINDOW)

    def count(self, *, dead: bool) -> None:
        """Note one message.

        Raises:
            TooManyDeadLetters: the share of dead ones is above the limit.
        """
        self._last.append(dead)
        found = sum(self._last)
        if len(self._last) >= self.LEAST and found > self._share * len(self._last):
            raise TooManyDeadLetters(
                f"{found} of the last {len(self._last)} messages are dead letters: the stage stops; see "
                "`marsad dlq list` for the reasons, mend, then start it again"
            )
