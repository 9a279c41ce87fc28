"""What stands behind the numbers of the indexes, and which items have grown old. Both forget in constant time."""

from array import array
from collections.abc import Iterator

_SLACK = 1 << 10


class EntryTable:
    """Owner, story and time of every state in the window, by ascending number from 1 on."""

    __slots__ = ("_base", "_keys", "_oldest", "_seen", "_stories")

    def __init__(self) -> None:
        self._keys: list[str | None] = []
        self._stories: list[str | None] = []
        self._seen = array("d")
        self._base = self._oldest = 1

    @property
    def next(self) -> int:
        """The number that the next entry gets."""
        return self._base + len(self._keys)

    @property
    def is_empty(self) -> bool:
        """Whether no entry was ever taken in."""
        return not self._keys and self._oldest == self._base

    def add(self, key: str | None, story: str | None, seen: float) -> int:
        """Take an entry in; None for a number that no state has any more."""
        self._keys.append(key)
        self._stories.append(story)
        self._seen.append(seen)
        return self.next - 1

    def skip_to(self, number: int) -> None:
        """Begin to count at `number`; only while nothing is there."""
        self._base = self._oldest = number

    def key(self, number: int) -> str | None:
        """The item that an entry is a state of."""
        return self._keys[number - self._base]

    def story(self, number: int) -> str | None:
        """The story that it was put in at first."""
        return self._stories[number - self._base]

    def seen(self, number: int) -> float:
        """When an entry's state was seen, in seconds since 1970-01-01 UTC."""
        return self._seen[number - self._base]

    def blank(self, number: int) -> None:
        """Keep an entry's number, but nothing behind it."""
        at = number - self._base
        if 0 <= at < len(self._keys):
            self._keys[at] = self._stories[at] = None
            self._seen[at] = float("-inf")

    def forget_before(self, moment: float) -> int:
        """Forget the oldest entries as long as they were seen before `moment`; the number of the last, 0 for none."""
        last = 0
        while self._oldest < self.next and self._seen[self._oldest - self._base] < moment:
            last = self._oldest
            self._oldest += 1
        dead = self._oldest - self._base
        if dead > _SLACK and 2 * dead > len(self._keys):
            del self._keys[:dead]
            del self._stories[:dead]
            del self._seen[:dead]
            self._base = self._oldest
        return last


class AgeQueue:
    """Keys by the time when they were last put in, for forgetting the oldest."""

    __slots__ = ("_first", "_keys", "_seen")

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._seen = array("d")
        self._first = 0

    def add(self, seen: float, key: str) -> None:
        """Put a key in, by its time: at the end, but for what comes out of order."""
        at = len(self._keys)
        while at > self._first and self._seen[at - 1] > seen:
            at -= 1
        self._keys.insert(at, key)
        self._seen.insert(at, seen)

    def pop_before(self, moment: float) -> Iterator[str]:
        """Take out the first keys as long as they were put in with a time before `moment`."""
        while self._first < len(self._keys) and self._seen[self._first] < moment:
            self._first += 1
            yield self._keys[self._first - 1]
        if self._first > _SLACK and 2 * self._first > len(self._keys):
            del self._keys[: self._first]
            del self._seen[: self._first]
            self._first = 0
