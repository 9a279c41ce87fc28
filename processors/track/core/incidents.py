"""Incidents as trees of units: each unit hangs on the earlier one that most speaks for the same happening.

A unit's parent depends on it and the units seen before it alone, never on what was decided for those; so the trees
are a function of the set of units, and one that comes late only re-hangs those that it fits better.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contracts.claim import Measure, Place, Scope, Victims
from processors.track.core.ledger import Reading
from processors.track.core.place_names import bones_of_name
from processors.track.core.same_toll import exact_deaths
from processors.track.core.settings import TrackSettings
from processors.track.core.units import Unit
from processors.track.core.where import CITY, REGION, Cell, cell_of, cells_near, level_of

TollKey = tuple[Measure, Victims, Scope]

_BlockKey = tuple[str | Cell, ...]
"""A country, and what the units of a block share in it."""

_MOST_CANDIDATES = 600
"""Units of one block that are looked at, the latest first: a bound on time in the busiest places."""


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
    holds_told: bool = False
    """Whether units that were told of came to it, also where nothing was told of it by its own id yet."""
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


def _bones_of_town(place: Place) -> frozenset[str]:
    """The consonants of a town's name."""
    return bones_of_name(place.name) if level_of(place) >= CITY else frozenset()


class Forest:
    """All units of some countries and the incidents that they make."""

    def __init__(self, settings: TrackSettings) -> None:
        self._settings = settings
        self.units: dict[str, Unit] = {}
        self.home: dict[str, IncidentTree] = {}
        self.changed: set[str] = set()
        """Ids of units whose parent or incident changed since this was last cleared."""
        self.disturbed: dict[IncidentTree, None] = {}
        """Incidents that had been told and lost or won units since this was last cleared."""
        self._blocks: dict[_BlockKey, _Block] = {}
        self._unseated: dict[str, IncidentTree] = {}
        """Told incidents whose root went elsewhere since merges were last noted, by their id."""

    def note_merges(self) -> None:
        """Let each incident whose root hangs elsewhere now be known by its id there, once all units hang.

        On its way a root may pass through incidents in which it does not stay: those have nothing of it.
        """
        for incident_id, old in self._unseated.items():
            tree = self.home.get(incident_id)
            if tree is None:
                continue
            tree.seq, tree.version = max(tree.seq, old.seq), max(tree.version, old.version)
            ids = {*tree.also_ids, *old.also_ids, incident_id} - {tree.incident_id}
            tree.also_ids = tuple(sorted(ids))
            if tree.incident_id == incident_id:
                # It left and came back: nothing was merged.
                tree.told_merges = old.told_merges
        self._unseated.clear()

    def settled(self) -> None:
        """Forget what changed: it was dealt with."""
        self.changed.clear()
        self.disturbed.clear()

    def tree_of(self, unit: Unit) -> IncidentTree:
        """The incident that a unit is in."""
        return self.home[unit.unit_id]

    @staticmethod
    def _country(unit: Unit) -> str:
        return unit.state_key.split("|", 1)[0]

    def _blocks_of(self, unit: Unit) -> Iterator[_BlockKey]:
        """The blocks that a unit is in: its places, and all that they lie in."""
        country = self._country(unit)
        found: dict[_BlockKey, None] = {(country,): None}
        if unit.place is None or unit.level <= 1:
            found[country, "coarse"] = None
        for place in unit.all_places:
            found[country, "at", place.place_id] = None
            for place_id in (place.place_id, *place.parents):
                found[country, "in", place_id] = None
            if level_of(place) == REGION:
                found[country, "regions"] = None
            if (cell := cell_of(place)) is not None:
                found[country, cell] = None
            for bones in _bones_of_town(place):
                found[country, "called", bones] = None
        for bones in unit.beside:
            found[country, "beside", bones] = None
        for name in unit.named:
            found |= dict.fromkeys((country, "named", word) for word in name)
        found |= dict.fromkeys((country, "titled", word) for word in unit.titled)
        found |= dict.fromkeys((country, "dead", str(number)) for number in exact_deaths(unit.figures))
        yield from found

    def _asked(self, unit: Unit) -> Iterator[_BlockKey]:
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
            for cell in cells_near(place):
                yield (country, cell)
            for bones in _bones_of_town(place):
                yield (country, "beside", bones)
        for bones in unit.beside:
            yield (country, "called", bones)

    def candidates(self, unit: Unit, more: Iterable[Unit]) -> dict[str, Unit]:
        """The units that may speak of the same happening as `unit`, by id."""
        reach = self._settings.reach if unit.start is None else self._settings.known_date_reach
        found = {other.unit_id: other for other in more}
        for key in self._asked(unit):
            block = self._blocks.get(key)
            if block:
                for unit_id in block.between(unit.said - reach, unit.said + reach):
                    found[unit_id] = self.units[unit_id]
        reach, country = self._settings.named_reach, self._country(unit)
        names = {word for name in unit.named for word in name}
        asked = [(country, "named", word) for word in names | unit.titled]
        asked += [(country, "titled", word) for word in names]
        asked += [(country, "dead", str(number)) for number in exact_deaths(unit.figures)]
        for key in asked:
            if block := self._blocks.get(key):
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
        old = self.home[top.unit_id]
        fresh = not (old.version or old.holds_told)
        stack = [top]
        while stack:
            unit = stack.pop()
            old.units.pop(unit.unit_id, None)
            tree.units[unit.unit_id] = unit
            self.home[unit.unit_id] = tree
            stack.extend(unit.children)
        if not fresh:
            tree.holds_told = True
            tree.readings = old.readings = None
            self.disturbed |= dict.fromkeys((old, tree))
        if old.root is top and old.version:
            self._unseated.setdefault(old.incident_id, old)

    def remove(self, unit: Unit) -> list[Unit]:
        """Take a unit out; returns those that hung on it, for a linker to hang again."""
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
