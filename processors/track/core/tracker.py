"""The tracker: claim sets in, changes, incidents and rows out. The same code on the stream and offline."""

import heapq
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from contracts.claim import ClaimSet
from contracts.document import WireStatus
from contracts.toll import Change, Incident, Standing
from processors.track.core.amounts import VagueBounds
from processors.track.core.event_types import EventTypes
from processors.track.core.incidents import Forest, IncidentTree, TollKey
from processors.track.core.items import Item, Items, State, carried
from processors.track.core.ledger import Reader, Reading
from processors.track.core.linking import Linker
from processors.track.core.matching import Matcher
from processors.track.core.origins import Origins, Sides
from processors.track.core.policies import policy_named
from processors.track.core.readings import IncidentReader
from processors.track.core.retention import bound_to
from processors.track.core.rows import Link, Row, pack
from processors.track.core.settings import DATA, TrackSettings
from processors.track.core.snapshots import Snapshots, evidence_of
from processors.track.core.speakers import SpeakerTables
from processors.track.core.telling import Reference, Teller, Told
from processors.track.core.unit_reader import UnitReader
from processors.track.core.units import Unit

Rows = dict[str, bytes | None]

_MOST_HOT = 10_000
"""Incidents whose tolls are kept as read; those of others are read again when they are touched."""


@dataclass(frozen=True, slots=True)
class _Tables:
    speakers: SpeakerTables
    sides: Sides
    types: EventTypes
    bounds: VagueBounds


@cache
def _tables(settings: TrackSettings) -> _Tables:
    """The tables that settings name, read once a process: every partition has a tracker of its own."""
    s = settings
    return _Tables(
        speakers=SpeakerTables.load(s.institutions, s.agencies, s.nations, s.speaker_words),
        sides=Sides.load(s.sides),
        types=EventTypes.load(s.event_types),
        bounds=VagueBounds.load(s.vague_table or DATA / "vague_bounds.toml"),
    )


class Decision:
    """What applying one claim set came to."""

    def __init__(
        self, changes: tuple[Change, ...], rows: Rows, snapshots: Callable[[], tuple[Incident, ...]]
    ) -> None:
        self.changes = changes
        self.rows = rows
        """Rows to write after the outputs are acknowledged; None deletes."""
        self._snapshots = snapshots

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that it touched, as they read now: ask before the next claim set is applied."""
        return self._snapshots()


class Tracker:
    """Incidents and ledgers of some countries. A claim set that was applied before gives the same changes again."""

    def __init__(self, settings: TrackSettings | None = None) -> None:
        """Load the tables that `settings` name.

        Raises:
            ValueError: a table cannot be read, or there is no such policy.
        """
        self._settings = settings or TrackSettings()
        s = self._settings
        tables = _tables(s)
        self._origins = Origins(tables.speakers)
        self._unit_reader = UnitReader(s, self._origins, tables.bounds, tables.types)
        self._items = Items()
        self._forest = Forest(s)
        self._linker = Linker(self._forest, Matcher(tables.types, s), s)
        self._reader = IncidentReader(self._items, Reader(s, policy_named(s.policy), tables.sides))
        self._snapshots = Snapshots(self._forest, self._items, s)
        self._teller = Teller(self._snapshots, s)
        self._states: dict[str, State] = {}
        self._rows: dict[str, Row] = {}
        self._next = 1
        self._newest = float("-inf")
        self._ages: list[tuple[float, str]] = []
        self._hot: OrderedDict[IncidentTree, None] = OrderedDict()
        """Incidents whose tolls are kept as read, the longest unasked first."""

    @classmethod
    def from_rows(cls, rows: Mapping[str, bytes | None], settings: TrackSettings | None = None) -> "Tracker":
        """The tracker that wrote these rows.

        Raises:
            BadRowError: bytes that are no row.
            ValueError: as for the constructor.
        """
        tracker = cls(settings)
        parsed = [(key, Row.from_json(data)) for key, data in rows.items() if data is not None]
        parsed.sort(key=lambda pair: pair[1].number)
        for key, row in parsed:
            tracker._restore(key, row)
        return tracker

    # -- applying -----------------------------------------------------------------------------------------------

    def apply(self, claim_set: ClaimSet) -> Decision:
        """Put a claim set into its ledgers and tell what changed."""
        key = f"{claim_set.country}|{claim_set.article_id}|{claim_set.revision}"
        raw = claim_set.model_dump_json(exclude_defaults=True).encode()
        content = sha256(raw).hexdigest()[:24]
        known = self._rows.get(key)
        if known is not None and known.content == content:
            return self._again(known)
        if known is not None:
            self._retract_row(key)
        row = Row(self._next, raw, content)
        self._next += 1
        state = self._state(claim_set, key, row)
        state.claim_set = claim_set
        moves = self._take(state, claim_set, row)
        state.claim_set = None
        row.packed = pack([self._remember(change, reference) for change, reference in moves])
        self._rows[key] = row
        rows: Rows = {key: row.to_json()}
        rows.update(self._let_go(key))
        return Decision(tuple(change for change, _ in moves), rows, lambda: self._touched(row))

    def _state(self, claim_set: ClaimSet, key: str, row: Row) -> State:
        publisher = self._origins.publisher(claim_set.outlet, claim_set.credit)
        state = State(
            key=key,
            number=row.number,
            country=claim_set.country,
            article_id=claim_set.article_id,
            revision=claim_set.revision,
            outlet=claim_set.outlet,
            publisher=publisher,
            credited=claim_set.credit is not None,
            lang=claim_set.lang,
            status=claim_set.status,
            withdraws=claim_set.withdraws,
            published=claim_set.said_at.timestamp(),
            seen=claim_set.seen_at.timestamp(),
            content=row.content,
            raw=row.claim_set,
        )
        if claim_set.status is not WireStatus.CANCELED:
            state.units = self._unit_reader.read(claim_set, publisher, key, row.number)
            state.cumulative = self._unit_reader.cumulative(claim_set, publisher)
        if state.is_notice:
            state.words = self._unit_reader.notice_words(claim_set)
        return state

    def _take(self, state: State, claim_set: ClaimSet, row: Row) -> list[Told]:
        item = self._items.item(state.country, state.article_id)
        self._relate(state.country, item, claim_set)
        for unit in state.units:
            self._forest.place(unit)
        for unit in state.units:
            self._link(state.country, unit, item)
        trees = self._trees(state, item)
        before = {tree: self._read(tree) for tree in trees}
        self._enter(state, item)
        after = {}
        for tree in trees:
            tree.readings = None
            tree.version = row.number
            after[tree] = self._read(tree)
        row.links = [_link_of(unit) for unit in state.units]
        own = {unit.unit_id for unit in state.units}
        row.moved = [
            _link_of(self._forest.units[unit_id])
            for unit_id in sorted(self._forest.changed - own)
            if unit_id in self._forest.units
        ]
        row.touched = [tree.root.unit_id for tree in trees]
        self._forest.settled()
        found: list[Told] = []
        for tree in trees:
            if self._newly_merged(tree):
                found.append((self._snapshots.merged(tree, state), None))
            found.extend(self._teller.tell(tree, state, item, before[tree], after[tree]))
        return found

    def _newly_merged(self, tree: IncidentTree) -> bool:
        if len(tree.also_ids) <= tree.told_merges:
            return False
        tree.told_merges = len(tree.also_ids)
        return tree.seq > 0

    def _relate(self, country: str, item: Item, claim_set: ClaimSet) -> None:
        for other in carried(claim_set):
            for member in self._items.relate(country, item.article_id, other):
                for state in member.states:
                    for unit in state.units:
                        self._link(country, unit, member)

    def _link(self, country: str, unit: Unit, item: Item) -> None:
        def related(a: str, b: str) -> bool:
            return self._items.are_related(country, a, b)

        near = [item] if item.family is None else item.family.items
        more = [u for member in near for state in member.states for u in state.units]
        self._linker.link(unit, related, more)

    def _enter(self, state: State, item: Item) -> None:
        item.add(state)
        self._states[state.key] = state
        if state.is_notice:
            self._items.announce(state)
        self._newest = max(self._newest, state.published)
        heapq.heappush(self._ages, (state.published, state.key))

    def _trees(self, state: State, item: Item) -> list[IncidentTree]:
        """The incidents that a state may change: its own, its item's, its family's; in the order of its claims."""
        members = [item] if item.family is None else [item, *item.family.items]
        if state.is_notice:
            members += sorted(self._items.meant(state), key=lambda other: other.rank)
        units = [*state.units, *(u for member in members for s in member.states for u in s.units)]
        trees: dict[IncidentTree, None] = {}
        for unit in units:
            trees.setdefault(self._forest.tree_of(unit))
        # Whoever lost or won units by it reads otherwise now.
        trees |= {tree: None for tree in self._forest.disturbed if tree.units}
        return list(trees)

    def _read(self, tree: IncidentTree) -> dict[TollKey, Reading]:
        if tree.readings is None:
            tree.readings = self._reader.read(tree)
        self._hot[tree] = None
        self._hot.move_to_end(tree)
        if len(self._hot) > _MOST_HOT:
            cold, _ = self._hot.popitem(last=False)
            cold.readings = None
            for unit in cold.units.values():
                state = self._states.get(unit.state_key)
                if state is not None:
                    state.memo.clear()
        return tree.readings

    # -- rows ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _remember(change: Change, reference: Reference | None) -> dict[str, Any]:
        cells = change.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)
        if reference is not None and change.evidence is not None:
            cells["@evidence"] = [*reference, change.evidence.origin]
        return cells

    def _recall(self, cells: dict[str, Any]) -> Change:
        cells = dict(cells)
        reference = cells.pop("@evidence", None)
        change = Change.model_validate(cells)
        if reference is None or reference[0] not in self._states:
            return change
        key, index, origin = reference
        return change.model_copy(update={"evidence": evidence_of(self._states[key], index, origin)})

    def _again(self, row: Row) -> Decision:
        changes = tuple(self._recall(cells) for cells in row.told())
        return Decision(changes, {}, lambda: self._touched(row))

    def _restore(self, key: str, row: Row) -> None:
        claim_set = ClaimSet.model_validate_json(row.claim_set)
        row.claim_set = claim_set.model_dump_json(exclude_defaults=True).encode()
        state = self._state(claim_set, key, row)
        item = self._items.item(state.country, state.article_id)
        for other in carried(claim_set):
            self._items.relate(state.country, item.article_id, other)
        for unit in state.units:
            self._forest.place(unit)
        for unit_id, parent_id, score, maybe_id, witness_id in (*row.links, *row.moved):
            hung = self._forest.units.get(unit_id)
            if hung is not None:
                self._forest.hang(hung, self._forest.units.get(parent_id or ""), score)
                hung.maybe = self._forest.units.get(maybe_id or "")
                hung.witness = witness_id
        self._enter(state, item)
        self._restore_counts(row)
        self._forest.settled()
        self._rows[key] = row
        self._next = max(self._next, row.number + 1)

    def _restore_counts(self, row: Row) -> None:
        for tree in self._homes(row.touched):
            tree.version = max(tree.version, row.number)
            # Told or passed over for want of an alert: neither is made up for later.
            tree.told_merges = len(tree.also_ids)
        for cells in row.told():
            for tree in self._homes([cells["incident_id"]]):
                tree.seq = max(tree.seq, cells["seq"])

    def _homes(self, unit_ids: Iterable[str]) -> list[IncidentTree]:
        return list({self._forest.home[u]: None for u in unit_ids if u in self._forest.home})

    def _retract_row(self, key: str) -> None:
        """Take a state out whose claims were read again in another way."""
        state = self._states.pop(key)
        item = self._items.item(state.country, state.article_id)
        item.remove(state)
        self._items.renounce(state)
        for unit in state.units:
            for orphan in self._forest.remove(unit):
                owner = self._items.get(state.country, orphan.article_id)
                if owner is not None and orphan.unit_id in self._forest.units:
                    self._link(state.country, orphan, owner)
        del self._rows[key]

    def _let_go(self, latest: str) -> Iterator[tuple[str, None]]:
        """Forget what is older than is kept: whole incidents with all their items' states, never a part of them.

        The oldest states are looked at, two for each claim set that comes in, so that it costs the same at all times.
        The `latest` state stays until the next one comes, however old it is: its number is where counting goes on.
        """
        if self._settings.keep is None:
            return
        cutoff = self._newest - self._settings.keep
        for _ in range(2):
            if not self._ages or self._ages[0][0] >= cutoff:
                return
            _, key = heapq.heappop(self._ages)
            state = self._states.get(key)
            if state is None:
                continue
            bound = bound_to(state, self._items, self._forest)
            newest = max(s.published for s in bound)
            if newest >= cutoff:
                heapq.heappush(self._ages, (newest, key))
                continue
            if any(state.key == latest for state in bound):
                heapq.heappush(self._ages, (newest, key))
                return
            for old in bound:
                self._forget(old)
                yield old.key, None

    def _forget(self, state: State) -> None:
        del self._states[state.key]
        del self._rows[state.key]
        item = self._items.item(state.country, state.article_id)
        item.remove(state)
        self._items.renounce(state)
        if not item.states:
            self._items.drop(state.country, item)
        for unit in state.units:
            self._forest.forget(unit)

    # -- reading ------------------------------------------------------------------------------------------------

    def _touched(self, row: Row) -> tuple[Incident, ...]:
        return tuple(self._snapshots.incident(tree, self._read(tree)) for tree in self._homes(row.touched))

    def trees(self) -> list[IncidentTree]:
        """All incidents, in the order in which their first articles were seen."""
        found = {id(tree): tree for tree in self._forest.home.values()}
        return sorted(found.values(), key=lambda tree: tree.root.order)

    def incidents(self) -> Iterator[Incident]:
        """Every incident in which an article speaks, as it reads now."""
        for tree in self.trees():
            if self._snapshots.articles(tree):
                tree.readings = None
                yield self._snapshots.incident(tree, self._read(tree))

    def standings(self) -> Iterator[tuple[IncidentTree, dict[tuple[str, int], tuple[Standing, str]]]]:
        """Standing and origin of every claim by incident; claims by state key and index in their claim set."""
        for tree in self.trees():
            yield tree, self._snapshots.standings(tree, self._read(tree))

    @property
    def rows(self) -> dict[str, bytes]:
        """All rows as they would be written now."""
        return {key: row.to_json() for key, row in self._rows.items()}


def _link_of(unit: Unit) -> Link:
    return (
        unit.unit_id,
        unit.parent.unit_id if unit.parent else None,
        unit.score,
        unit.maybe.unit_id if unit.maybe else None,
        unit.witness,
    )
