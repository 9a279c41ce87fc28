"""An index from 32-bit keys to entries, newest first, that forgets its oldest entries in constant time.

Chains in flat arrays: some 10 bytes a key, where a dictionary takes 90. Entries have ascending numbers and are
forgotten in that order, so a chain ends at the first number that is too old and nothing is ever unlinked.
"""

from array import array
from collections.abc import Iterator, Sequence

_SMALLEST = 1 << 10


class KeyIndex:
    """Entries with `width` keys each; key 0 stands for none."""

    __slots__ = ("_base", "_heads", "_keys", "_links", "_mask", "_next", "_oldest", "_width")

    def __init__(self, width: int) -> None:
        self._width = width
        self._heads = array("I", bytes(4 * _SMALLEST))
        self._mask = _SMALLEST - 1
        # Keys and links of entry n begin at (n - base) * width; a link is n * width + position of the next key.
        self._keys = array("I")
        self._links = array("I")
        self._base = self._oldest = self._next = 1

    def __len__(self) -> int:
        return self._next - self._oldest

    def add(self, keys: Sequence[int]) -> int:
        """Take an entry in under its `width` keys; returns its number, 1 and up."""
        if len(self) * self._width > 2 * self._mask:
            self._grow()
        number = self._next
        self._next += 1
        self._keys.extend(keys)
        self._links.extend([0] * self._width)
        self._link(number)
        return number

    def skip_to(self, number: int) -> None:
        """Begin to count at `number`; only while nothing is there."""
        self._base = self._oldest = self._next = number

    def forget(self, number: int) -> None:
        """Forget all entries up to and with `number`."""
        self._oldest = max(self._oldest, min(number + 1, self._next))
        dead = self._oldest - self._base
        if dead > len(self) + _SMALLEST:
            del self._keys[: dead * self._width]
            del self._links[: dead * self._width]
            self._base = self._oldest

    def keys(self, number: int) -> Sequence[int]:
        """The keys of an entry that is not forgotten."""
        at = (number - self._base) * self._width
        return self._keys[at : at + self._width]

    def find(self, keys: Sequence[int], most: int) -> Iterator[int]:
        """Numbers of entries that share a key, the newest `most` of each key, again for each key that is shared."""
        heads, links, stored, mask, width = self._heads, self._links, self._keys, self._mask, self._width
        oldest, shift = self._oldest * width, self._base * width
        for key in keys:
            at, left = heads[key & mask] if key else 0, most
            while at >= oldest and left:
                # A slot may hold other keys as well.
                if stored[at - shift] == key:
                    yield at // width
                    left -= 1
                at = links[at - shift]

    def _link(self, number: int) -> None:
        heads, mask, first = self._heads, self._mask, number * self._width
        shift = self._base * self._width
        for at in range(first, first + self._width):
            key = self._keys[at - shift]
            if key:
                self._links[at - shift] = heads[key & mask]
                heads[key & mask] = at

    def _grow(self) -> None:
        size = (self._mask + 1) * 2
        self._heads, self._mask = array("I", bytes(4 * size)), size - 1
        for number in range(self._oldest, self._next):
            self._link(number)
