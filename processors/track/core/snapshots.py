"""What leaves the tracker: changes and incidents as they travel, with the evidence of every number."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from contracts.claim import Claim, ClaimSet, Place, Scope
from contracts.document import WireStatus
from contracts.toll import (
    Change,
    ChangeKind,
    Evidence,
    Incident,
    LedgerEntry,
    Standing,
    Toll,
)
from processors.track.core.changes import Move
from processors.track.core.holding import Entry
from processors.track.core.incidents import Forest, IncidentTree, TollKey
from processors.track.core.items import Item, Items, State
from processors.track.core.ledger import Reading
from processors.track.core.settings import TrackSettings
from processors.track.core.units import Unit

Standings = dict[tuple[str, int], tuple[Standing, str]]
"""Standing and origin by state key and index of the claim."""


def instant(seconds: float) -> datetime:
    """Seconds since 1970-01-01 UTC as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


def claims_of(state: State) -> ClaimSet:
    """The claim set of a state, as it came in."""
    return state.claim_set or ClaimSet.model_validate_json(state.raw)


def shown(claim: Claim) -> Claim:
    """A claim as it leaves for subscribers: victims' names stay in the log."""
    return claim.model_copy(update={"named": ()}) if claim.named else claim


def toll_of(reading: Reading, scope: Scope = Scope.INCIDENT) -> Toll:
    """A reading as it travels."""
    return Toll(
        measure=reading.measure,
        victims=reading.victims,
        scope=scope,
        low=reading.low,
        best=reading.best,
        high=reading.high,
        policy=reading.policy,
        origins=reading.origins,
        disputed=reading.disputed,
    )


def evidence_of(state: State, index: int, origin: str) -> Evidence:
    """Where claim `index` of a state stands."""
    said = claims_of(state)
    return Evidence(
        claim=shown(said.claims[index]),
        article_id=state.article_id,
        revision=state.revision,
        outlet=state.outlet,
        url=said.url,
        title=said.title,
        lang=state.lang,
        origin=origin,
    )


def _origin_label(reading: Reading, entry: Entry) -> str:
    return reading.book.label(entry.origin)


def finest(units: Iterator[Unit]) -> Unit | None:
    """The unit with the finest place, the earliest of equals."""
    return min(units, key=lambda u: (-u.level, u.order), default=None)


def _main_type(tree: IncidentTree) -> str | None:
    """The type that most units tell, the earliest of equals."""
    counts: dict[str, int] = {}
    for unit in sorted(tree.units.values(), key=lambda u: u.order):
        if unit.type is not None:
            counts[unit.type] = counts.get(unit.type, 0) + 1
    return max(counts, key=lambda kind: counts[kind], default=None)


class _Face(NamedTuple):
    tree: IncidentTree
    version: int
    type: str | None
    place: Place | None


class Snapshots:
    """Makes changes and incidents of the tracker's state."""

    def __init__(self, forest: Forest, items: Items, settings: TrackSettings) -> None:
        self._forest = forest
        self._items = items
        self._settings = settings
        self._face: _Face | None = None

    def _face_of(self, tree: IncidentTree) -> "_Face":
        """Type and place of an incident, worked out once for all changes that one claim set makes to it."""
        face = self._face
        if face is None or face.tree is not tree or face.version != tree.version:
            face = self._face = _Face(tree, tree.version, _main_type(tree), self.place_of(tree))
        return face

    def place_of(self, tree: IncidentTree) -> Place | None:
        """An incident's place: the finest that a unit of it names."""
        unit = finest(unit for unit in tree.units.values() if unit.place is not None)
        return unit.place if unit else None

    def change(
        self, tree: IncidentTree, state: State, move: Move, before: Reading | None, after: Reading | None
    ) -> Change:
        """A change of one toll; counts up the incident's sequence."""
        tree.seq += 1
        reading = after or before
        measure, victims = (reading.measure, reading.victims) if reading else (None, None)
        content = f"{tree.incident_id}|{state.article_id}|{state.revision}|{move.kind}|{measure}|{victims}"
        unit = next((u for u in state.units if u.unit_id in tree.units), tree.root)
        face = self._face_of(tree)
        return Change(
            change_id="ch-" + sha256(content.encode()).hexdigest()[:20],
            incident_id=tree.incident_id,
            seq=tree.seq,
            kind=move.kind,
            measure=measure,
            victims=victims,
            before=before.amount if before else None,
            after=after.amount if after else None,
            toll=toll_of(after) if after and after.figures else None,
            reason=move.reason,
            evidence=self._evidence(move.entry, before, after),
            event_type=face.type,
            place=face.place,
            happened_at=instant(unit.start) if unit.start is not None else None,
            said_at=instant(state.said),
            seen_at=instant(state.seen),
            also_ids=tree.also_ids,
        )

    @staticmethod
    def _evidence(entry: Entry, *readings: Reading | None) -> Evidence | None:
        """Origins are numbered within the reading that the entry is of."""
        home = next((reading for reading in readings if reading and entry in reading.standings), None)
        return (
            evidence_of(entry.state, entry.counted.statement.index, _origin_label(home, entry))
            if home
            else None
        )

    def merged(self, tree: IncidentTree, state: State) -> Change:
        """Told once when two incidents turn out to be one."""
        tree.seq += 1
        content = f"{tree.incident_id}|merged|{'|'.join(tree.also_ids)}"
        face = self._face_of(tree)
        return Change(
            change_id="ch-" + sha256(content.encode()).hexdigest()[:20],
            incident_id=tree.incident_id,
            seq=tree.seq,
            kind=ChangeKind.MERGED,
            measure=None,
            victims=None,
            before=None,
            after=None,
            reason="one happening, told apart before",
            event_type=face.type,
            place=face.place,
            said_at=instant(state.said),
            seen_at=instant(state.seen),
            also_ids=tree.also_ids,
        )

    def articles(self, tree: IncidentTree) -> tuple[str, ...]:
        """The articles that make a claim in an incident, in the order of their ids; held ones do not (rule 4)."""
        found = set()
        for unit in tree.units.values():
            country, article_id, _ = unit.state_key.split("|", 2)
            item = self._items.get(country, article_id)
            if item is not None and self._speaks(item, unit):
                found.add(article_id)
        return tuple(sorted(found))

    @staticmethod
    def _speaks(item: Item, unit: Unit) -> bool:
        live = item.live
        if live is not None:
            return unit.state_key == live.key
        return any(s.key == unit.state_key and s.status is WireStatus.USABLE for s in item.states)

    def incident(self, tree: IncidentTree, readings: dict[TollKey, Reading]) -> Incident:
        """An incident as its ledger reads."""
        members = tree.units.values()
        maybe = {
            self._forest.tree_of(u.maybe).incident_id
            for u in members
            if u.maybe and u.maybe.unit_id in self._forest.home
        }
        return Incident(
            incident_id=tree.incident_id,
            also_ids=tree.also_ids,
            maybe_same_as=tuple(sorted(maybe - {tree.incident_id})),
            version=max(1, tree.version),
            type=_main_type(tree),
            place=self.place_of(tree),
            country=tree.root.state_key.split("|", 1)[0],
            first_said_at=instant(min(u.said for u in members)),
            last_said_at=instant(max(u.said for u in members)),
            tolls=tuple(toll_of(r, scope) for (_, _, scope), r in readings.items() if r.figures),
            articles=self.articles(tree),
            entries=tuple(self._entries(tree, readings)),
        )

    def standings(
        self, tree: IncidentTree, readings: dict[TollKey, Reading]
    ) -> dict[tuple[str, int], tuple[Standing, str]]:
        """Standing and origin of every claim of the incident, by state key and index of the claim."""
        counted = {
            (entry.state.key, entry.counted.statement.index): (standing, _origin_label(reading, entry))
            for reading in readings.values()
            for entry, standing in reading.standings.items()
        }
        found: Standings = {}
        for unit in tree.units.values():
            country, article_id, _ = unit.state_key.split("|", 2)
            item = self._items.get(country, article_id)
            if item is None:
                continue
            state = next((s for s in item.states if s.key == unit.state_key), None)
            if state is None:
                continue
            for statement in unit.statements:
                key = (unit.state_key, statement.index)
                found[key] = counted.get(key) or (_uncounted(item, state, counted), statement.origin.label)
        return found

    def _entries(self, tree: IncidentTree, readings: dict[TollKey, Reading]) -> Iterator[LedgerEntry]:
        standings = self.standings(tree, readings)
        states = {
            state.key: state
            for unit in tree.units.values()
            if (item := self._items.get(*unit.state_key.split("|", 2)[:2])) is not None
            for state in item.states
        }
        rank = {Standing.STANDING: 0, Standing.OUTDATED: 1}
        order = sorted(standings, key=lambda k: (rank.get(standings[k][0], 2), -states[k[0]].said, k))
        kept = sorted(order[: self._settings.max_entries], key=lambda k: (states[k[0]].seen, k))
        sets: dict[str, ClaimSet] = {}
        for key, index in kept:
            state, (standing, origin) = states[key], standings[key, index]
            said = sets.get(key) or sets.setdefault(key, claims_of(state))
            yield LedgerEntry(
                claim=shown(said.claims[index]),
                article_id=state.article_id,
                revision=state.revision,
                outlet=state.outlet,
                origin=origin,
                standing=standing,
                said_at=instant(state.said),
                seen_at=instant(state.seen),
            )


def _uncounted(item: Item, state: State, counted: Standings) -> Standing:
    """The standing of a claim with which its article does not count: a share, a title, an older state."""
    if state.status is WireStatus.WITHHELD:
        return Standing.WITHHELD
    live = item.live
    if live is None:
        return Standing.WITHDRAWN
    if state is not live:
        return Standing.SUPERSEDED
    own = [standing for (key, _), (standing, _) in counted.items() if key == state.key]
    return (
        own[0] if len(set(own)) == 1 else Standing.STANDING if Standing.STANDING in own or not own else own[0]
    )
