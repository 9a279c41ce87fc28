"""What one entry is to another: whether a figure takes the place of one, stands against it, or says less.

Entries are what article states count with; rules are those of docs/ledger.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.claim import Measure
from processors.track.core.amounts import Interval
from processors.track.core.choosing import Counted
from processors.track.core.items import State
from processors.track.core.origins import OriginName


@dataclass(slots=True, eq=False)
class Entry:
    """What one article state counts with, for one origin. Times are seconds since 1970-01-01 UTC."""

    state: State
    counted: Counted
    origin: int
    source: State
    """The state whose words these are: a copy's are its original's."""
    text: object = None
    """What the articles that carry one text have in common; None for a text of its own."""

    @property
    def said(self) -> float:
        return min(self.source.said, self.state.said)

    @property
    def seen(self) -> float:
        return self.state.seen

    @property
    def order(self) -> tuple[float, float, float, int, int]:
        """By the time it was said; later sightings, then a later place in the claims log settle what is equal."""
        return (self.said, self.source.seen, self.state.seen, self.source.number, self.state.number)


@dataclass(slots=True, eq=False)
class Held:
    """The figure that an origin holds now, and the entry that says it."""

    entry: Entry
    interval: Interval
    outdated: bool = False
    late: bool = False

    @property
    def origin(self) -> int:
        return self.entry.origin


_SMALL_PART = 3
"""A figure of less than one such part of what its origin said before, without a word of change, is of some of them."""


def supersedes(held: Held, entry: Entry, interval: Interval, names: Sequence[OriginName]) -> bool:
    """Whether an origin's newer figure takes the place of what it holds (rule 10)."""
    if entry.counted.statement.correction:
        return True
    if interval.is_looser_than(held.interval) or (
        _is_bare(entry, interval) and not _is_bare(held.entry, held.interval)
    ):
        return False
    if entry.state.article_id == held.entry.state.article_id or entry.counted.statement.told_change:
        return True
    if entry.text is not None and entry.text is held.entry.text:
        return True
    if any(name.kind == "outlet" for name in names) and _is_below(interval, held.interval):
        # A paper counts nobody: what it says in passing, lower than before, is an older count told again.
        return False
    if entry.counted.statement.measure is Measure.MISSING:
        # They are found one by one, and few are left of many.
        return True
    if interval.high == 1 < held.interval.low:
        # One person's story is no count.
        return False
    return interval.high is None or interval.high * _SMALL_PART >= held.interval.low


def is_one_paper(a: Held, b: Held, names: Sequence[Sequence[OriginName]]) -> bool:
    """Whether a paper says one figure itself and quotes the other: it passes on counts, and disputes none of them."""
    return a.entry.state.publisher == b.entry.state.publisher and any(
        name.is_publisher for held in (a, b) for name in names[held.origin]
    )


def _is_below(a: Interval, b: Interval) -> bool:
    return a.high is not None and a.high < b.low


_SOME, _ALL = 2, 6
_OF_THEIR_OWN = frozenset({"embassy", "foreign_ministry", "company", "airline", "school"})
"""Kinds of body that count their own people."""


def is_of_some(a: Held, b: Held, names: Sequence[Sequence[OriginName]], country: str) -> bool:
    """Whether one figure is of one or two of the many that the other counts: its words say so, or a foreign body."""
    small, large = sorted((a, b), key=lambda held: held.interval.low)
    if small.interval.high is None or small.interval.high > _SOME or large.interval.low < _ALL:
        return False
    return small.entry.counted.statement.some or any(
        name.kind in _OF_THEIR_OWN or (name.countries and country not in name.countries)
        for name in names[small.origin]
    )


_BARE = 3
"""A vague word of no more than so many is a plural, no count: "deaths", "several"."""


def bare_plurals(figures: Sequence[Held]) -> list[Held]:
    """The plurals beside a number of another origin: they count nobody, and would empty the span or raise it."""
    numbers = [held for held in figures if not held.entry.counted.statement.vague]
    return [
        held
        for held in figures
        if _is_bare(held.entry, held.interval) and any(number.origin != held.origin for number in numbers)
    ]


def _is_bare(entry: Entry, interval: Interval) -> bool:
    return entry.counted.statement.vague and interval.high is None and interval.low <= _BARE
