"""What the tracker remembers: states, how their units hang together, and the rows that say so."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from contracts.claim import ClaimSet
from contracts.document import WireStatus
from processors.track.core.amounts import VagueBounds
from processors.track.core.event_types import EventTypes
from processors.track.core.incidents import Forest, IncidentTree
from processors.track.core.items import Item, Items, State, carried
from processors.track.core.linking import Linker
from processors.track.core.matching import Matcher
from processors.track.core.origins import Origins, Sides
from processors.track.core.retention import bound_to
from processors.track.core.rows import Link, Row
from processors.track.core.settings import DATA, TrackSettings
from processors.track.core.speakers import SpeakerTables
from processors.track.core.unit_reader import UnitReader
from processors.track.core.units import Unit


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that settings name."""

    speakers: SpeakerTables
    sides: Sides
    types: EventTypes
    bounds: VagueBounds


@cache
def tables_of(settings: TrackSettings) -> Tables:
    """The tables that settings name, read once a process: every partition has a tracker of its own."""
    s = settings
    return Tables(
        speakers=SpeakerTables.load(s.institutions, s.agencies, s.nations, s.speaker_words),
        sides=Sides.load(s.sides),
        types=EventTypes.load(s.event_types),
        bounds=VagueBounds.load(s.vague_table or DATA / "vague_bounds.toml"),
    )


class Memory:
    """States by key, their items, the forest of their units, and one row a claim set.

    All of it but the rows is rebuilt by `restore` from the rows in the order of their numbers.
    """

    def __init__(self, settings: TrackSettings, tables: Tables) -> None:
        self._settings = settings
        self._origins = Origins(tables.speakers)
        self._unit_reader = UnitReader(settings, self._origins, tables.bounds, tables.types)
        self.items = Items()
        self.forest = Forest(settings)
        self._linker = Linker(self.forest, Matcher(tables.types, settings), settings)
        self.states: dict[str, State] = {}
        self.rows: dict[str, Row] = {}
        self._next = 1
        self._newest = float("-inf")
        self._ages: list[tuple[float, str]] = []

    def new_row(self, claim_set: bytes, content: str) -> Row:
        """A row with the next number; it is not kept yet."""
        row = Row(self._next, claim_set, content)
        self._next += 1
        return row

    def state_of(self, claim_set: ClaimSet, key: str, row: Row) -> State:
        """What one state of an article says, read into units; it is not entered yet."""
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

    def _relate(self, country: str, item: Item, claim_set: ClaimSet) -> None:
        for other in carried(claim_set):
            for member in self.items.relate(country, item.article_id, other):
                for state in member.states:
                    for unit in state.units:
                        self._link(country, unit, member)

    def _link(self, country: str, unit: Unit, item: Item) -> None:
        def related(a: str, b: str) -> bool:
            return self.items.are_related(country, a, b)

        near = [item] if item.family is None else item.family.items
        more = [u for member in near for state in member.states for u in state.units]
        self._linker.link(unit, related, more)

    def enter(self, state: State, item: Item) -> None:
        """Let a state speak for its item from now on."""
        item.add(state)
        self.states[state.key] = state
        if state.is_notice:
            self.items.announce(state)
        self._newest = max(self._newest, state.published)
        heapq.heappush(self._ages, (state.published, state.key))

    def restore(self, key: str, row: Row) -> None:
        """Take in a row that an earlier memory wrote, as it was decided then."""
        claim_set = ClaimSet.model_validate_json(row.claim_set)
        row.claim_set = claim_set.model_dump_json(exclude_defaults=True).encode()
        state = self.state_of(claim_set, key, row)
        item = self.items.item(state.country, state.article_id)
        for other in carried(claim_set):
            self.items.relate(state.country, item.article_id, other)
        for unit in state.units:
            self.forest.place(unit)
        for unit_id, parent_id, score, maybe_id, witness_id in (*row.links, *row.moved):
            hung = self.forest.units.get(unit_id)
            if hung is not None:
                self.forest.hang(hung, self.forest.units.get(parent_id or ""), score)
                hung.maybe = self.forest.units.get(maybe_id or "")
                hung.witness = witness_id
        self.forest.note_merges()
        self.enter(state, item)
        self._restore_counts(row)
        self.forest.settled()
        self.rows[key] = row
        self._next = max(self._next, row.number + 1)

    def _restore_counts(self, row: Row) -> None:
        for tree in self.homes(row.touched):
            tree.version = max(tree.version, row.number)
            # Told or passed over for want of an alert: neither is made up for later.
            tree.told_merges = len(tree.also_ids)
        for cells in row.told():
            for tree in self.homes([cells["incident_id"]]):
                tree.seq = max(tree.seq, cells["seq"])

    def homes(self, unit_ids: Iterable[str]) -> list[IncidentTree]:
        """The incidents that these units are in, each once; units that are gone are passed over."""
        return list({self.forest.home[u]: None for u in unit_ids if u in self.forest.home})

    def retract(self, key: str) -> None:
        """Take a state out whose claims were read again in another way."""
        state = self.states.pop(key)
        item = self.items.item(state.country, state.article_id)
        item.remove(state)
        self.items.renounce(state)
        for unit in state.units:
            for orphan in self.forest.remove(unit):
                owner = self.items.get(state.country, orphan.article_id)
                if owner is not None and orphan.unit_id in self.forest.units:
                    self._link(state.country, orphan, owner)
        del self.rows[key]

    def let_go(self, latest: str) -> Iterator[tuple[str, None]]:
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
            state = self.states.get(key)
            if state is None:
                continue
            bound = bound_to(state, self.items, self.forest)
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
        del self.states[state.key]
        del self.rows[state.key]
        item = self.items.item(state.country, state.article_id)
        item.remove(state)
        self.items.renounce(state)
        if not item.states:
            self.items.drop(state.country, item)
        for unit in state.units:
            self.forest.forget(unit)

    def hang(self, state: State, item: Item, claim_set: ClaimSet) -> None:
        """Find the parents of a state's units, and of those of items that its article carries on."""
        self._relate(state.country, item, claim_set)
        for unit in state.units:
            self.forest.place(unit)
        for unit in state.units:
            self._link(state.country, unit, item)
        self.forest.note_merges()

    def note(self, row: Row, state: State, trees: Iterable[IncidentTree]) -> None:
        """Write into a row where its units hang, which others moved, and which incidents it touched."""
        row.links = [_link_of(unit) for unit in state.units]
        own = {unit.unit_id for unit in state.units}
        row.moved = [
            _link_of(self.forest.units[unit_id])
            for unit_id in sorted(self.forest.changed - own)
            if unit_id in self.forest.units
        ]
        row.touched = [tree.root.unit_id for tree in trees]
        self.forest.settled()


def _link_of(unit: Unit) -> Link:
    return (
        unit.unit_id,
        unit.parent.unit_id if unit.parent else None,
        unit.score,
        unit.maybe.unit_id if unit.maybe else None,
        unit.witness,
    )
