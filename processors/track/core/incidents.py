"""Incidents as trees of units: each unit hangs on the earlier one that most speaks for the same happening.

A unit's parent depends on it and the units seen before it alone, never on what was decided for those; so the trees
are a function of the set of units, and one that comes late only re-hangs those that it fits better.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from contracts.claim import Measure, Scope, Victims
from processors.track.core.ledger import Reading
from processors.track.core.matching import Matcher
from processors.track.core.settings import TrackSettings
from processors.track.core.units import Unit
from processors.track.core.where import REGION, level_of

TollKey = tuple[Measure, Victims, Scope]

_MOST_CANDIDATES = 600
"""Units of one block that are looked at, the latest first: a bound on time in the busiest places."""

Related = Callable[[str, str], bool]


def _is_third(witness: Unit, a: Unit, b: Unit) -> bool:
    """Whether a unit is of another article than both."""
    return witness.article_id not in {a.article_id, b.article_id}


@dataclass(slots=True, eq=False)
class IncidentTree:
    """The units of one incident. Its id is its root's; `seq` counts the changes that were told of it, `version` the
    claim sets that touched it."""

    root: Unit
    units: dict[str, Unit] = field(default_factory=dict)
    seq: int = 0
    version: int = 0
    also_ids: tuple[str, ...] = ()
    told_merges: int = 0
    """How many other ids were told of."""
    readings: dict[TollKey, Reading] | None = None
    """Its tolls as last read."""

    @property
    def incident_id(self) -> str:
        return self.root.unit_id


class _Block:
    """Units that share a place, in the order in which they were said."""

    __slots__ = ("_keys",)

    def __init__(self) -> None:
        self._keys: list[tuple[float, str]] = []

    def add(self, unit: Unit) -> None:
        insort(self._keys, (unit.said, unit.unit_id))

    def remove(self, unit: Unit) -> bool:
        """Take a unit out; whether the block is empty then."""
        at = bisect_left(self._keys, (unit.said, unit.unit_id))
        if at < len(self._keys) and self._keys[at][1] == unit.unit_id:
            del self._keys[at]
        return not self._keys

    def between(self, start: float, end: float) -> Iterator[str]:
        low, high = bisect_left(self._keys, (start, "")), bisect_right(self._keys, (end, "~"))
        for _, unit_id in reversed(self._keys[max(low, high - _MOST_CANDIDATES) : high]):
            yield unit_id


class Forest:
    """All units of some countries and the incidents that they make."""

    def __init__(self, matcher: Matcher, settings: TrackSettings) -> None:
        self._matcher = matcher
        self._settings = settings
        self.units: dict[str, Unit] = {}
        self.home: dict[str, IncidentTree] = {}
        self.changed: set[str] = set()
        """Ids of units whose parent or incident changed since this was last cleared."""
        self._blocks: dict[tuple[str, ...], _Block] = {}

    def tree_of(self, unit: Unit) -> IncidentTree:
        """The incident that a unit is in."""
        return self.home[unit.unit_id]

    @staticmethod
    def _country(unit: Unit) -> str:
        return unit.state_key.split("|", 1)[0]

    def _blocks_of(self, unit: Unit) -> Iterator[tuple[str, ...]]:
        """The blocks that a unit is in: its places, and all that they lie in."""
        country = self._country(unit)
        found: dict[tuple[str, ...], None] = {(country,): None}
        if unit.place is None or unit.level <= 1:
            found[country, "coarse"] = None
        for place in unit.all_places:
            found[country, "at", place.place_id] = None
            for place_id in (place.place_id, *place.parents):
                found[country, "in", place_id] = None
            if level_of(place) == REGION:
                found[country, "regions"] = None
        yield from found

    def _asked(self, unit: Unit) -> Iterator[tuple[str, ...]]:
        """The blocks in which a unit's happening may be told by others."""
        country = self._country(unit)
        if unit.place is None or unit.level <= REGION:
            # Whatever lies in it, and regions whose borders the gazetteer draws otherwise.
            yield (country,)
            return
        yield (country, "coarse")
        yield (country, "regions")
        for place in unit.all_places:
            yield (country, "in", place.place_id)
            for place_id in place.parents:
                yield (country, "at", place_id)
            # A neighbour a few kilometres off has another place in the same parent.
            if place.parents:
                yield (country, "in", place.parents[0])

    def candidates(self, unit: Unit, more: Iterable[Unit]) -> dict[str, Unit]:
        """The units that may speak of the same happening as `unit`, by id."""
        reach = self._settings.reach if unit.start is None else self._settings.known_date_reach
        found = {other.unit_id: other for other in more}
        for key in self._asked(unit):
            block = self._blocks.get(key)
            if block:
                for unit_id in block.between(unit.said - reach, unit.said + reach):
                    found[unit_id] = self.units[unit_id]
        found.pop(unit.unit_id, None)
        return found

    def place(self, unit: Unit) -> None:
        """Put a unit into the index, as an incident of its own for now."""
        self.units[unit.unit_id] = unit
        for key in self._blocks_of(unit):
            self._blocks.setdefault(key, _Block()).add(unit)
        self.home[unit.unit_id] = IncidentTree(unit, {unit.unit_id: unit})
        self.changed.add(unit.unit_id)

    def link(self, unit: Unit, related: Related, more: Iterable[Unit] = ()) -> None:
        """Hang `unit` on its best earlier unit, and later units on it where it fits them better."""
        unit.maybe, unit.witness, unit.score, parent = None, None, 0.0, None
        maybe_score = 0.0
        near: dict[str, float] = {}
        doubtful = []
        for other in self.candidates(unit, more).values():
            score = self._matcher.score(unit, other, related=related(unit.article_id, other.article_id))
            if score is None or score < self._settings.maybe_score:
                continue
            near[other.unit_id] = score
            if other.order > unit.order:
                if self._offer(other, unit, score, related):
                    doubtful.append(other)
            elif score < self._settings.link_score:
                if unit.maybe is None or (score, other.order) > (maybe_score, unit.maybe.order):
                    unit.maybe, maybe_score = other, score
            elif parent is None or (score, other.order) > (unit.score, parent.order):
                parent, unit.score = other, score
        self.hang(unit, parent, unit.score)
        self._join(unit, near, related)
        for other in doubtful:
            self._join(other, self._scores(other, related), related)
        for unit_id, score in near.items():
            if score >= self._settings.witness_score:
                self._witness(self.units[unit_id], unit, near)

    def _offer(self, later: Unit, unit: Unit, score: float, related: Related) -> bool:
        """Offer `unit` to a later one; whether it became the one that `later` may be one with."""
        if score >= self._settings.link_score:
            if later.parent is None or (score, unit.order) > (later.score, later.parent.order):
                self.hang(later, unit, score)
            return False
        if later.maybe is not None:
            held = self._matcher.score(
                later, later.maybe, related=related(later.article_id, later.maybe.article_id)
            )
            if held is not None and (held, later.maybe.order) >= (score, unit.order):
                return False
        if later.witness is not None:
            self.hang(later, None, 0.0)
        later.maybe, later.witness = unit, None
        self.changed.add(later.unit_id)
        return True

    def _scores(self, unit: Unit, related: Related) -> dict[str, float]:
        found = {}
        for other in self.candidates(unit, ()).values():
            score = self._matcher.score(unit, other, related=related(unit.article_id, other.article_id))
            if score is not None:
                found[other.unit_id] = score
        return found

    def _join(self, unit: Unit, near: dict[str, float], related: Related) -> None:
        """Hang a root on the unit that it may be one with, where a third article is surely of both."""
        maybe = unit.maybe
        if maybe is None or not self._may_join(unit):
            return
        for witness_id, score in near.items():
            witness = self.units[witness_id]
            if score < self._settings.witness_score or not _is_third(witness, unit, maybe):
                continue
            other = self._matcher.score(witness, maybe, related=related(witness.article_id, maybe.article_id))
            if other is not None and other >= self._settings.witness_score:
                self._join_by(unit, maybe, witness)
                return

    def _witness(self, unit: Unit, witness: Unit, near: dict[str, float]) -> None:
        """Hang a root on the unit that it may be one with, where the new unit `witness` is surely of both."""
        maybe = unit.maybe
        if (
            maybe is not None
            and self._may_join(unit)
            and _is_third(witness, unit, maybe)
            and near.get(maybe.unit_id, 0.0) >= self._settings.witness_score
        ):
            self._join_by(unit, maybe, witness)

    def _may_join(self, unit: Unit) -> bool:
        return unit.parent is None and unit.maybe is not None and unit.maybe.unit_id in self.units

    def _join_by(self, unit: Unit, maybe: Unit, witness: Unit) -> None:
        unit.witness = witness.unit_id
        # Whatever speaks for another parent speaks louder than a maybe.
        self.hang(unit, maybe, self._settings.maybe_score)

    def hang(self, unit: Unit, parent: Unit | None, score: float) -> None:
        """Set a unit's parent; it and all that hangs on it go to the parent's incident."""
        unit.score = score
        if unit.parent is parent:
            return
        if parent is None or parent is not unit.maybe:
            unit.witness = None
        if unit.parent is not None:
            unit.parent.children.remove(unit)
        unit.parent = parent
        if parent is not None:
            parent.children.append(unit)
        self.changed.add(unit.unit_id)
        new = self.home[parent.unit_id] if parent else IncidentTree(unit)
        if new is not self.home[unit.unit_id]:
            self._move(unit, new)

    def _move(self, top: Unit, tree: IncidentTree) -> None:
        old, fresh = self.home[top.unit_id], not self.home[top.unit_id].version
        stack = [top]
        while stack:
            unit = stack.pop()
            old.units.pop(unit.unit_id, None)
            tree.units[unit.unit_id] = unit
            self.home[unit.unit_id] = tree
            stack.extend(unit.children)
        if not fresh:
            tree.readings = old.readings = None
        if old.root is top and old.version:
            tree.seq, tree.version = max(tree.seq, old.seq), max(tree.version, old.version)
            ids = {*tree.also_ids, *old.also_ids, old.incident_id} - {tree.incident_id}
            tree.also_ids = tuple(sorted(ids))

    def remove(self, unit: Unit) -> list[Unit]:
        """Take a unit out; returns those that hung on it, for `link` to hang again."""
        orphans = list(unit.children)
        orphans += [
            other for other in self.home[unit.unit_id].units.values() if other.witness == unit.unit_id
        ]
        for orphan in dict.fromkeys(orphans):
            self.hang(orphan, None, 0.0)
        self.hang(unit, None, 0.0)
        self.forget(unit)
        return list(dict.fromkeys(orphans))

    def forget(self, unit: Unit) -> None:
        """Drop a unit from the index, whatever hangs on it."""
        self.units.pop(unit.unit_id, None)
        tree = self.home.pop(unit.unit_id, None)
        if tree is not None:
            tree.units.pop(unit.unit_id, None)
        for key in self._blocks_of(unit):
            block = self._blocks.get(key)
            if block is not None and block.remove(unit):
                del self._blocks[key]
