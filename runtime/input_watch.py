"""Sees when a worker has passed over a message of its input: the last guard behind the answers to Faust's faults.

Input topics are plain, without holes. So offsets of a partition come one after the other, and while messages lie
beyond the last one that was finished, another has to be taken soon. Where that does not hold the process ends and
reads on from what is committed, which is never past an unfinished message.
"""

from dataclasses import dataclass, field

PATIENCE_S = 15.0
"""Longer than any fetch takes; a message that nobody takes for so long was passed over."""


@dataclass(slots=True)
class InputWatch:
    """What one worker knows of its partitions. Times are of a monotonic clock, in seconds."""

    next_offset: dict[int, int] = field(default_factory=dict)
    waiting_since: dict[int, float] = field(default_factory=dict)

    def passed_over(self, partition: int, offset: int) -> range:
        """The offsets between the last message and this one, which is being taken now; empty when none."""
        expected = self.next_offset.get(partition, offset)
        return range(expected, max(expected, offset))

    def finished(self, partition: int, offset: int) -> None:
        """A message is done. One that comes again changes nothing."""
        self.next_offset[partition] = max(offset + 1, self.next_offset.get(partition, 0))
        self.waiting_since.pop(partition, None)

    def is_left_lying(self, partition: int, first: int, end: int, now: float) -> bool:
        """Whether messages have lain there for long with none of them taken.

        `first` is where reading has to begin when nothing was finished yet, `end` the offset after the last one.
        """
        if self.next_offset.get(partition, first) >= end:
            self.waiting_since.pop(partition, None)
            return False
        since = self.waiting_since.setdefault(partition, now)
        return now - since > PATIENCE_S
