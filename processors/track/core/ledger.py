"""The ledger of one toll: which entries stand, and what they read as (PRODUCT rules 1 to 9, scenario rules 9 to 19).

A reading is a function of the set of entries. Nothing here knows in which order they arrived, but for `seen`, which
each entry carries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from contracts.claim import Measure, Victims
from contracts.toll import Amount, Standing
from processors.track.core.amounts import Interval
from processors.track.core.holding import Entry, Held, bare_plurals, is_of_some, is_one_paper, supersedes
from processors.track.core.origins import OriginBook, OriginName, Sides
from processors.track.core.policies import Figure, Policy
from processors.track.core.settings import TrackSettings


@dataclass(slots=True, eq=False)
class Reading:
    """A toll as its ledger reads. `standings` are by entry; an entry that is not there does not stand."""

    measure: Measure
    victims: Victims
    policy: str
    book: OriginBook
    figures: list[Held] = field(default_factory=list)
    denials: list[Entry] = field(default_factory=list)
    standings: dict[Entry, Standing] = field(default_factory=dict)
    low: int | None = None
    best: int | None = None
    high: int | None = None
    origins: int = 0
    conflicts: list[tuple[Entry, Entry]] = field(default_factory=list)

    @property
    def disputed(self) -> bool:
        return bool(self.conflicts)

    @property
    def amount(self) -> Amount | None:
        """The toll's bounds, None while no figure stands."""
        return Amount(low=self.low, best=self.best, high=self.high) if self.figures else None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads tolls from entries."""

    settings: TrackSettings
    policy: Policy
    sides: Sides

    def read(
        self, measure: Measure, victims: Victims, entries: Sequence[Entry], book: OriginBook, country: str
    ) -> Reading:
        """The toll that `entries` make; `country` is the incident's, ISO 3166-1 alpha-2."""
        reading = Reading(measure, victims, self.settings.policy, book)
        by_origin: dict[int, list[Entry]] = {}
        for entry in sorted(entries, key=lambda e: e.order):
            by_origin.setdefault(entry.origin, []).append(entry)
        any_total = any(e.counted.total is not None for e in entries)
        for mine in by_origin.values():
            self._settle(reading, mine, alone=not any_total)
        for held in bare_plurals(reading.figures):
            reading.figures.remove(held)
            reading.standings[held.entry] = Standing.SUPERSEDED
        if reading.figures:
            self._span(reading)
            self._conflicts(reading, country)
        return reading

    def opposed(self, a: Sequence[OriginName], b: Sequence[OriginName], country: str) -> bool:
        """Whether two origins, each by its names, are of opposing sides in an incident of `country`."""
        return self.sides.are_opposed(self.sides.labels(a, country), self.sides.labels(b, country), country)

    def _settle(self, reading: Reading, entries: list[Entry], *, alone: bool) -> None:
        """What one origin holds after all that it said, oldest first.

        `alone` says that no article gives a total of this toll: then an addition is a figure of its own.
        """
        held: Held | None = None
        denial: Entry | None = None
        added: list[tuple[float, Interval]] = []
        for entry in entries:
            counted = entry.counted
            if counted.is_denial:
                self._supersede(reading, denial, entry)
                denial = entry
                continue
            said_before = held.interval if held else None
            interval = self._amount(entry, said_before, added, alone=alone)
            if interval is None or (
                held is not None and not supersedes(held, entry, interval, reading.book.names[entry.origin])
            ):
                reading.standings[entry] = Standing.SUPERSEDED
                continue
            self._supersede(reading, held.entry if held else None, entry)
            self._supersede(reading, denial, entry)
            denial, held = None, Held(entry, interval)
        if held is not None:
            reading.figures.append(held)
            reading.standings[held.entry] = Standing.STANDING
        if denial is not None:
            reading.denials.append(denial)
            reading.standings[denial] = Standing.STANDING

    def _amount(
        self, entry: Entry, before: Interval | None, added: list[tuple[float, Interval]], *, alone: bool
    ) -> Interval | None:
        """The origin's figure after this entry; None when it adds to nothing or tells an addition again."""
        total, more = entry.counted.total, entry.counted.added
        if more is None:
            return total
        if any(entry.said - at <= self.settings.same_addition and more == known for at, known in added):
            return total if total is not None and before is not None and total.low > before.low else None
        if before is None and total is not None and entry.counted.total_is_new:
            return total
        base = before if before is not None else total
        if base is None:
            added.append((entry.said, more))
            return more if alone else None
        if total is not None and total.low > base.low:
            return total
        added.append((entry.said, more))
        return base.plus(more)

    @staticmethod
    def _supersede(reading: Reading, old: Entry | None, new: Entry) -> None:
        if old is not None:
            late = old.seen > new.seen
            reading.standings[old] = Standing.STALE if late else Standing.SUPERSEDED

    def _span(self, reading: Reading) -> None:
        newest = max(held.entry.said for held in reading.figures)
        for held in reading.figures:
            held.outdated = held.entry.said < newest - self.settings.span
            held.late = self._is_late(held, reading.figures)
            if held.outdated:
                reading.standings[held.entry] = Standing.OUTDATED
        inside = [held for held in reading.figures if not held.outdated]
        reading.origins = len(inside)
        reading.low = min(held.interval.low for held in inside)
        highs = [held.interval.high for held in inside]
        reading.high = None if None in highs else max(high for high in highs if high is not None)
        reading.best = self.policy(
            [
                Figure(h.origin, h.interval, reading.book.directness(h.origin), h.entry.order)
                for h in inside
                if not h.late
            ]
        ).interval.point

    def _is_late(self, held: Held, figures: Sequence[Held]) -> bool:
        """Whether it came after something newer of another origin, and long after it was said (rule 19)."""
        entry = held.entry
        if entry.seen - entry.said <= self.settings.prompt:
            return False
        return any(o.entry.said > entry.said and o.entry.seen < entry.seen for o in figures if o is not held)

    def _conflicts(self, reading: Reading, country: str) -> None:
        inside = [held for held in reading.figures if not held.outdated]
        reading.conflicts.extend(
            (denial, held.entry)
            for denial in reading.denials
            for held in inside
            if denial.origin != held.origin and held.interval.high != 0
        )
        for first, second in _pairs(sorted(inside, key=lambda h: h.entry.order)):
            if not first.interval.meets(second.interval) and self._contradict(
                reading, first, second, country
            ):
                reading.conflicts.append((first.entry, second.entry))

    def _contradict(self, reading: Reading, first: Held, second: Held, country: str) -> bool:
        """Whether two figures that do not meet stand against each other; `second` was said later (rule 17)."""
        lower = second.interval.low < first.interval.low
        names = reading.book.names
        opposed = self.sides.are_opposed(
            self.sides.labels(names[first.origin], country),
            self.sides.labels(names[second.origin], country),
            country,
        )
        if opposed and lower:
            return True
        if not opposed and (is_of_some(first, second, names, country) or is_one_paper(first, second, names)):
            return False
        if second.entry.said - first.entry.said > self.settings.same_time:
            return False
        # "The toll rises to 12", said by a body of no other side, takes the figure on instead of denying it.
        return opposed or lower or not second.entry.counted.statement.told_rise


def _pairs(held: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    for index, first in enumerate(held):
        for second in held[index + 1 :]:
            yield first, second
