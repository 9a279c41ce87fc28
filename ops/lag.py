"""How far each consumer group is behind, and which one stands still although there is work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Position:
    """Where a group stands on a topic: sums over partitions."""

    committed: int
    end: int

    @property
    def behind(self) -> int:
        return max(0, self.end - self.committed)


@dataclass(frozen=True, slots=True)
class Progress:
    """The last position of a group on a topic, and since when its commit has not moved."""

    position: Position
    still_since: datetime


Key = tuple[str, str]
"""Group, topic."""


def advance(
    before: Mapping[Key, Progress], now_at: Mapping[Key, Position], now: datetime
) -> dict[Key, Progress]:
    """The progress after one more look. `now` is in UTC; a group with nothing to do does not stand still."""
    after = {}
    for key, position in now_at.items():
        last = before.get(key)
        moved = last is None or position.committed != last.position.committed or position.behind == 0
        after[key] = Progress(position, now if moved or last is None else last.still_since)
    return after


def stuck(progress: Mapping[Key, Progress], now: datetime, patience: timedelta) -> list[Key]:
    """Groups that have work and have committed nothing for longer than `patience`."""
    return [key for key, p in progress.items() if p.position.behind and now - p.still_since > patience]
