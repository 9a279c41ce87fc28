"""An index from 32-bit keys to entries, newest first, that forgets its oldest entries in constant time.

Chains in flat arrays: some 12 bytes a key, where a dictionary takes 90. Entries have ascending numbers and are
forgotten in that order, so a chain ends at the first number that is too old and nothing is ever unlinked.
"""

from array import array
from collections.abc import Sequence

_SMALLEST = 1 << 10
_LARGEST_LINK = (1 << 32) - 1


class KeyIndex:
    """Entries with `width` keys each; key 0 stands for none."""

    __slots__ = ("_base", "_cells", "_heads", "_mask", "_next", "_oldest", "_origin", "_width")

    def __init__(self, width: int) -> None:
        self._width = width
        self._heads = array("I", bytes(4 * _SMALLEST))
        self._mask = _SMALLEST - 1
        # Each key and then its link, side by side: a step along a chain is one look at memory. The cells of entry n
        # begin at (n - base) * width * 2; a link is (n - origin) * width + position of the next key, and so is a head.
        self._cells = array("I")
        self._base = self._oldest = self._next = 1
        self._origin = 0

    def __len__(self) -> int:
        return self._next - self._oldest

    def add(self, keys: Sequence[int]) -> int:
        """Take an entry in under its `width` keys; returns its number, 1 and up."""
        if len(self) * self._width > self._mask:
            self._link_anew(2 * (self._mask + 1))
        if (self._next + 1 - self._origin) * self._width > _LARGEST_LINK:
            self._link_anew(self._mask + 1)
        number = self._next
        self._next += 1
        heads, mask, at = self._heads, self._mask, (number - self._origin) * self._width
        cells = []
        for key in keys:
            slot = key & mask
            cells += [key, heads[slot]]
            if key:
                heads[slot] = at
            at += 1
        self._cells.extend(cells)
        return number

    def skip_to(self, number: int) -> None:
        """Begin to count at `number`; only while nothing is there."""
        self._base = self._oldest = self._next = number
        self._origin = number - 1

    def forget(self, number: int) -> None:
        """Forget all entries up to and with `number`."""
        self._oldest = max(self._oldest, min(number + 1, self._next))
        dead = self._oldest - self._base
        if dead > len(self) + _SMALLEST:
            del self._cells[: dead * self._width * 2]
            self._base = self._oldest

    def keys(self, number: int) -> Sequence[int]:
        """The keys of an entry that is not forgotten."""
        at = (number - self._base) * self._width * 2
        return self._cells[at : at + self._width * 2 : 2]

    def find(self, keys: Sequence[int], most: int) -> list[int]:
        """Numbers of entries that share a key, the newest `most` of each key, again for each key that is shared."""
        heads, cells, mask, width = self._heads, self._cells, self._mask, self._width
        oldest, shift = (self._oldest - self._origin) * width, (self._base - self._origin) * width
        first = self._origin
        found: list[int] = []
        for key in keys:
            at, left = heads[key & mask] if key else 0, most
            while at >= oldest and left:
                cell = (at - shift) * 2
                # A slot may hold other keys as well.
                if cells[cell] == key:
                    found.append(at // width + first)
                    left -= 1
                at = cells[cell + 1]
        return found

    def _link_anew(self, slots: int) -> None:
        """Link all entries again, with so many slots, and with links that count from the oldest entry."""
        heads, mask, cells, width = array("I", bytes(4 * slots)), slots - 1, self._cells, self._width
        self._origin = self._oldest - 1
        shift = (self._base - self._origin) * width
        for at in range(width, (self._next - self._origin) * width):
            cell = (at - shift) * 2
            if key := cells[cell]:
                cells[cell + 1] = heads[key & mask]
                heads[key & mask] = at
        self._heads, self._mask = heads, mask
