"""What a state's coming is told as: its changes to each toll of an incident, with the evidence of each."""

from collections.abc import Iterable, Iterator, Mapping

from contracts.claim import Scope, Victims
from contracts.toll import Change, ChangeKind, Standing
from processors.track.core.changes import Move, decide
from processors.track.core.holding import Entry
from processors.track.core.incidents import IncidentTree, TollKey
from processors.track.core.items import Item, State
from processors.track.core.ledger import Reading
from processors.track.core.settings import TrackSettings
from processors.track.core.snapshots import Snapshots

Reference = tuple[str, int]
"""Where a change's evidence stands: key of the state, index of the claim."""

Told = tuple[Change, Reference | None]


class Teller:
    """Makes changes of what moved."""

    def __init__(self, snapshots: Snapshots, settings: TrackSettings) -> None:
        self._snapshots = snapshots
        self._settings = settings

    def tell(
        self,
        tree: IncidentTree,
        state: State,
        item: Item,
        before: dict[TollKey, Reading],
        after: dict[TollKey, Reading],
    ) -> Iterator[Told]:
        """The changes that a state made to an incident, between its tolls before and after."""
        if state.kills:
            yield from self._retractions(tree, state, item, before, after)
            return
        if item.live is not state:
            return
        yield from self._emptied(tree, state, item, before, after)
        for key, reading in after.items():
            if key[2] is Scope.CUMULATIVE:
                continue
            was = _same_toll(key, before, after)
            for move in decide(was, reading, state.key, self._settings):
                yield self._change(tree, state, move, was, reading)

    def _retractions(
        self,
        tree: IncidentTree,
        state: State,
        item: Item,
        before: dict[TollKey, Reading],
        after: dict[TollKey, Reading],
    ) -> Iterator[Told]:
        for key, was in before.items():
            if key[2] is Scope.CUMULATIVE:
                continue
            now = _same_toll(key, after, before)
            gone = _no_longer_held(was, now)
            if gone:
                # A copy may hold the figure; the evidence is what the withdrawn item itself said.
                own = [entry for entry in was.standings if entry.state in item.states]
                entry = max(own or gone, key=lambda e: e.order)
                move = Move(ChangeKind.RETRACTION, entry, "withdrawn by its source")
                yield self._change(tree, state, move, was, now)

    def _emptied(
        self,
        tree: IncidentTree,
        state: State,
        item: Item,
        before: dict[TollKey, Reading],
        after: dict[TollKey, Reading],
    ) -> Iterator[Told]:
        """The figures of an item whose new state says nothing of the incident any more: a toll never moves untold."""
        if any(unit.unit_id in tree.units for unit in state.units):
            return
        for key, was in before.items():
            now = _same_toll(key, after, before)
            own = [held.entry for held in was.figures if held.entry.state in item.states]
            if key[2] is not Scope.CUMULATIVE and own and was.amount != (now.amount if now else None):
                entry = max(own, key=lambda e: e.order)
                move = Move(ChangeKind.RETRACTION, entry, "its source says it no longer")
                yield self._change(tree, state, move, was, now)

    def _change(
        self, tree: IncidentTree, state: State, move: Move, before: Reading | None, after: Reading | None
    ) -> Told:
        change = self._snapshots.change(tree, state, move, before, after)
        return change, (move.entry.state.key, move.entry.counted.statement.index)


def _same_toll(
    key: TollKey, there: Mapping[TollKey, Reading], here: Mapping[TollKey, Reading]
) -> Reading | None:
    """The reading of toll `key` of `here` in `there`: unnamed people may have got, or lost, their group's name."""
    if key in there:
        return there[key]
    measure, victims, scope = key
    others = [k for k in there if k[0] is measure and k[2] is scope and k not in here]
    if victims is Victims.UNKNOWN:
        return there[others[0]] if len(others) == 1 else None
    return (
        there.get((measure, Victims.UNKNOWN, scope)) if (measure, Victims.UNKNOWN, scope) in others else None
    )


def _no_longer_held(before: Reading, after: Reading | None) -> list[Entry]:
    """The entries that stood before and were withdrawn, not superseded."""
    gone = Standing.WITHDRAWN
    held = {entry.state.key for entry, how in after.standings.items() if how is not gone} if after else set()
    stood: Iterable[Entry] = [*(h.entry for h in before.figures), *before.denials]
    return [entry for entry in stood if entry.state.key not in held]
