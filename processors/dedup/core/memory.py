"""What dedup remembers: rows of items, and the indexes that are derived from them.

Everything here is a function of the rows that are there. What is forgotten has to do with memory alone: whoever asks
says since when.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from processors.dedup.core.entries import AgeQueue, EntryTable
from processors.dedup.core.index import KeyIndex
from processors.dedup.core.records import KEYS, STORY_KEYS, ItemRecord, StateRecord
from processors.dedup.core.settings import DedupSettings
from processors.dedup.core.stories import SHARED, StoryBook
from processors.dedup.core.texts import BANDS

_MOST_A_BAND = 6
_MOST_BY_CHANCE = 4
_MOST_A_WORD = 24
_MOST_AN_ADDRESS = 4


class _Trace(NamedTuple):
    """What the indexes need of a state."""

    number: int
    key: str
    seen: float
    story: str
    merges: list[str]
    keys: Sequence[int]


class Memory:
    """Rows by item id, and what finds them by text, telling words and address."""

    def __init__(self, settings: DedupSettings) -> None:
        self._settings = settings
        self.rows: dict[str, bytes] = {}
        self._texts = KeyIndex(BANDS)
        self._words = KeyIndex(STORY_KEYS)
        self._addresses = KeyIndex(1)
        self._entries = EntryTable()
        self._ages = AgeQueue()
        self._book = StoryBook()
        self._newest = float("-inf")

    def restore(self, rows: Mapping[str, bytes | None]) -> None:
        """Take in the rows of an earlier memory.

        Raises:
            BadRowError: bytes that are no row.
        """
        traces: list[_Trace] = []
        ages: list[tuple[float, str]] = []
        for key, row in rows.items():
            if row is not None:
                self.rows[key] = row
                item = ItemRecord.from_row(row)
                ages.append((item.refreshed, key))
                traces.extend(_Trace(s.number, key, s.seen, s.story, s.merges, s.keys) for s in item.states)
        for seen, key in sorted(ages):
            self._ages.add(seen, key)
            self._newest = max(self._newest, seen)
        self._restore_indexes(sorted(traces, key=lambda t: t.number))

    def _restore_indexes(self, traces: list[_Trace]) -> None:
        cutoff = self._newest - self._settings.window
        for trace in traces:
            for other in trace.merges:
                self._book.merge(trace.story, other)
            if self._entries.is_empty and trace.seen >= cutoff:
                self._skip_to(trace.number)
            elif self._entries.is_empty:
                continue
            while self._entries.next < trace.number:
                # A state that its item let go: its number stays taken.
                self._index(None, None, float("-inf"), [0] * KEYS)
            self._index(trace.key, trace.story, trace.seen, trace.keys)
        if traces and self._entries.is_empty:
            self._skip_to(traces[-1].number + 1)

    @property
    def next_number(self) -> int:
        """The number that the next state gets."""
        return self._entries.next

    def newest(self, seen: float) -> float:
        """The latest time of sight, that of what comes now included: windows end there."""
        return max(self._newest, seen)

    def item(self, key: str) -> ItemRecord | None:
        """An item's record."""
        row = self.rows.get(key)
        return ItemRecord.from_row(row) if row is not None else None

    # -- finding ------------------------------------------------------------------------------------------------

    def near(self, bands: Sequence[int], besides: str | None) -> list[tuple[str, int]]:
        """Items and numbers of states that may carry nearly the same text: those that share most bands first.

        Of equals the older one: an original before its copies. `besides` is an item that does not count.
        """
        counts = Counter(self._texts.find(bands, _MOST_A_BAND))
        ranked = sorted(counts, key=lambda n: (-counts[n], n))
        # One band in common is mostly a phrase that everybody uses: a few of these are enough.
        several = sum(1 for n in ranked if counts[n] > 1)
        del ranked[several + _MOST_BY_CHANCE :]
        keyed = ((self._entries.key(number), number) for number in ranked)
        return [(key, number) for key, number in keyed if key is not None and key != besides]

    def with_address(self, key_of_address: int, since: float) -> Iterator[str]:
        """The items whose states had this address and were seen since then."""
        for number in self._addresses.find([key_of_address], _MOST_AN_ADDRESS):
            key = self._entries.key(number)
            if key is not None and key in self.rows and self._entries.seen(number) >= since:
                yield key

    def stories(self, words: Sequence[int], since: float) -> dict[str, int]:
        """The stories that share enough telling words, each with the number of its oldest state that does."""
        counts = Counter(self._words.find(words, _MOST_A_WORD))
        found: dict[str, int] = {}
        for number in (number for number, common in counts.items() if common >= SHARED):
            story = self._entries.story(number)
            if story is not None and self._entries.seen(number) >= since:
                story = self._book.now(story)
                found[story] = min(number, found.get(story, number))
        return found

    def story_now(self, story: str) -> str:
        """The id that a story goes by now."""
        return self._book.now(story)

    # -- keeping ------------------------------------------------------------------------------------------------

    def keep(self, key: str, item: ItemRecord, state: StateRecord, keys: Sequence[int]) -> None:
        """Add a state to its item and write the item's row."""
        state.keys.extend(keys)
        for other in state.merges:
            self._book.merge(state.story, other)
        item.states.append(state)
        item.states.sort(key=lambda s: (s.seen, s.number))
        self.forget(item.states[: -self._settings.most_states])
        del item.states[: -self._settings.most_states]
        item.refreshed = max(item.refreshed, state.seen)
        self.rows[key] = item.to_row()
        self._ages.add(state.seen, key)
        self._index(key, state.story, state.seen, state.keys)

    def refresh(self, key: str, item: ItemRecord, seen: float) -> None:
        """Note that an item was seen again unchanged."""
        item.refreshed = seen
        self.rows[key] = item.to_row()
        self._ages.add(seen, key)

    def forget(self, states: Sequence[StateRecord]) -> None:
        """Forget states of an item. Stories stay one as long as the article that joined them is known."""
        for state in states:
            self._entries.blank(state.number)
            for other in state.merges:
                self._book.part(state.story, other)

    def let_go(self, seen: float) -> Iterator[tuple[str, None]]:
        """Forget what has left the windows by the time of what came now; gives the rows to delete."""
        self._newest = max(self._newest, seen)
        last = self._entries.forget_before(self._newest - self._settings.window)
        if last:
            for index in (self._texts, self._words, self._addresses):
                index.forget(last)
        cutoff = self._newest - self._settings.item_window
        for key in self._ages.pop_before(cutoff):
            item = self.item(key)
            if item is not None and item.refreshed < cutoff:
                self.forget(item.states)
                del self.rows[key]
                yield key, None

    def _index(self, key: str | None, story: str | None, seen: float, keys: Sequence[int]) -> None:
        self._texts.add(keys[:BANDS])
        self._words.add(keys[BANDS : BANDS + STORY_KEYS])
        self._addresses.add(keys[BANDS + STORY_KEYS :])
        self._entries.add(key, story, seen)

    def _skip_to(self, number: int) -> None:
        for index in (self._texts, self._words, self._addresses):
            index.skip_to(number)
        self._entries.skip_to(number)
