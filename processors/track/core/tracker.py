"""The tracker: claim sets in, changes, incidents and rows out. The same code on the stream and offline."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from contracts.claim import ClaimSet
from contracts.toll import Change, Incident, Standing
from processors.track.core.incidents import IncidentTree, TollKey
from processors.track.core.items import Item, State
from processors.track.core.ledger import Reader, Reading
from processors.track.core.memory import Memory, tables_of
from processors.track.core.policies import policy_named
from processors.track.core.readings import IncidentReader
from processors.track.core.rows import Row, pack
from processors.track.core.settings import TrackSettings
from processors.track.core.snapshots import Snapshots, evidence_of
from processors.track.core.telling import Reference, Teller, Told

Rows = dict[str, bytes | None]

_MOST_HOT = 10_000
"""Incidents whose tolls are kept as read; those of others are read again when they are touched."""


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
        tables = tables_of(s)
        self._memory = Memory(s, tables)
        items, forest = self._memory.items, self._memory.forest
        self._reader = IncidentReader(items, Reader(s, policy_named(s.policy), tables.sides))
        self._snapshots = Snapshots(forest, items, s)
        self._teller = Teller(self._snapshots, s)
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
            tracker._memory.restore(key, row)
        return tracker

    # -- applying -----------------------------------------------------------------------------------------------

    def apply(self, claim_set: ClaimSet) -> Decision:
        """Put a claim set into its ledgers and tell what changed."""
        key = f"{claim_set.country}|{claim_set.article_id}|{claim_set.revision}"
        raw = claim_set.model_dump_json(exclude_defaults=True).encode()
        content = sha256(raw).hexdigest()[:24]
        known = self._memory.rows.get(key)
        if known is not None and known.content == content:
            return self._again(known)
        if known is not None:
            self._memory.retract(key)
        row = self._memory.new_row(raw, content)
        state = self._memory.state_of(claim_set, key, row)
        state.claim_set = claim_set
        moves = self._take(state, claim_set, row)
        state.claim_set = None
        row.packed = pack([self._remember(change, reference) for change, reference in moves])
        self._memory.rows[key] = row
        rows: Rows = {key: row.to_json()}
        rows.update(self._memory.let_go(key))
        return Decision(tuple(change for change, _ in moves), rows, lambda: self._touched(row))

    def _take(self, state: State, claim_set: ClaimSet, row: Row) -> list[Told]:
        item = self._memory.items.item(state.country, state.article_id)
        self._memory.hang(state, item, claim_set)
        trees = self._trees(state, item)
        before = {tree: self._read(tree) for tree in trees}
        self._memory.enter(state, item)
        after = {}
        for tree in trees:
            tree.readings = None
            tree.version = row.number
            after[tree] = self._read(tree)
        self._memory.note(row, state, trees)
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

    def _trees(self, state: State, item: Item) -> list[IncidentTree]:
        """The incidents that a state may change: its own, its item's, its family's; in the order of its claims."""
        members = [item] if item.family is None else [item, *item.family.items]
        if state.is_notice:
            members += sorted(self._memory.items.meant(state), key=lambda other: other.rank)
        units = [*state.units, *(u for member in members for s in member.states for u in s.units)]
        trees: dict[IncidentTree, None] = {}
        for unit in units:
            trees.setdefault(self._memory.forest.tree_of(unit))
        # Whoever lost or won units by it reads otherwise now.
        trees |= {tree: None for tree in self._memory.forest.disturbed if tree.units}
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
                state = self._memory.states.get(unit.state_key)
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
        if reference is None or reference[0] not in self._memory.states:
            return change
        key, index, origin = reference
        return change.model_copy(update={"evidence": evidence_of(self._memory.states[key], index, origin)})

    def _again(self, row: Row) -> Decision:
        changes = tuple(self._recall(cells) for cells in row.told())
        return Decision(changes, {}, lambda: self._touched(row))

    # -- reading ------------------------------------------------------------------------------------------------

    def _touched(self, row: Row) -> tuple[Incident, ...]:
        return tuple(
            self._snapshots.incident(tree, self._read(tree)) for tree in self._memory.homes(row.touched)
        )

    def trees(self) -> list[IncidentTree]:
        """All incidents, in the order in which their first articles were seen."""
        found = {id(tree): tree for tree in self._memory.forest.home.values()}
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
        return {key: row.to_json() for key, row in self._memory.rows.items()}
