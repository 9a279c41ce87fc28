"""From the units of an incident to the readings of its tolls."""

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.claim import Measure, Scope, Victims
from contracts.toll import Standing
from processors.track.core.choosing import Counted
from processors.track.core.holding import Entry
from processors.track.core.incidents import IncidentTree, TollKey
from processors.track.core.items import Item, Items, State, publisher_of, source_of
from processors.track.core.ledger import Reader, Reading
from processors.track.core.origins import OriginBook, OriginName
from processors.track.core.parts import only_group, wholes_of
from processors.track.core.speaking import Speaking
from processors.track.core.units import Statement, Unit


@dataclass(frozen=True, slots=True)
class IncidentReader:
    """Reads all tolls of an incident."""

    items: Items
    reader: Reader

    def read(self, tree: IncidentTree) -> dict[TollKey, Reading]:
        """The tolls of an incident by measure, victims and scope; those of joint victims are told apart."""
        country = tree.root.state_key.split("|", 1)[0]
        speaking = self._speaking(tree, country)
        book = OriginBook()
        for speaker in speaking:
            for name in speaker.names():
                book.number(
                    publisher_of(speaker.item, speaker.state) if name == speaker.state.publisher else name
                )
        withdrawn = self._withdrawn(tree, country)
        found: dict[TollKey, Reading] = {}
        told = {s.measure for speaker in speaking for s in speaker.statements}
        for measure in Measure:
            if measure not in told:
                continue
            for victims, entries in self._by_victims(speaking, measure, book, country, withdrawn):
                gone = [e for e in entries if not e.counted.is_denial and _is_withdrawn(e, book, withdrawn)]
                standing = [e for e in entries if e not in gone] if gone else entries
                reading = self.reader.read(measure, victims, standing, book, country)
                reading.standings.update(dict.fromkeys(gone, Standing.WITHDRAWN))
                found[measure, victims, Scope.INCIDENT] = reading
        for measure, victims, entries in self._cumulative(speaking, book):
            found[measure, victims, Scope.CUMULATIVE] = self.reader.read(
                measure, victims, entries, book, country
            )
        return found

    def _speaking(self, tree: IncidentTree, country: str) -> list[Speaking]:
        units: dict[str, list[Unit]] = {}
        for unit in tree.units.values():
            units.setdefault(unit.article_id, []).append(unit)
        found = []
        for article_id, mine in units.items():
            item = self.items.get(country, article_id)
            state = item.live if item else None
            if item is None or state is None:
                continue
            speaking = [u for u in mine if u.state_key == state.key and not u.is_background]
            statements = [s for unit in speaking for s in unit.statements]
            first = state.units[0] if state.units else None
            cumulative = state.cumulative if first is not None and first.unit_id in tree.units else ()
            if statements:
                statements.sort(key=lambda s: s.index)
                key = tuple(sorted(unit.unit_id for unit in speaking))
                found.append(Speaking(item, state, key, tuple(statements), cumulative))
        found.sort(key=lambda s: (s.state.said, s.state.seen, s.state.number))
        return found

    @staticmethod
    def _origin(speaker: Speaking, statement: Statement) -> OriginName:
        if statement.origin == speaker.state.publisher:
            return publisher_of(speaker.item, speaker.state)
        return statement.origin

    def _entry(self, speaker: Speaking, counted: Counted, book: OriginBook) -> Entry:
        return Entry(
            state=speaker.state,
            counted=counted,
            origin=book.number(self._origin(speaker, counted.statement)),
            source=source_of(speaker.item, speaker.state, counted.statement),
            text=speaker.item.family,
        )

    def _by_victims(
        self,
        speaking: list[Speaking],
        measure: Measure,
        book: OriginBook,
        country: str,
        withdrawn: list["_Withdrawn"],
    ) -> Iterator[tuple[Victims, list[Entry]]]:
        def is_gone(speaker: Speaking, s: Statement) -> bool:
            return bool(withdrawn) and _is_withdrawn(
                self._entry(speaker, Counted(s, total=s.interval), book), book, withdrawn
            )

        wholes = wholes_of(speaking, measure, is_gone)
        only = only_group([s for who, told in wholes for s in told if not is_gone(who, s)])
        groups: dict[Victims, list[Entry]] = {}

        def opposed(a: OriginName, b: OriginName) -> bool:
            return self.reader.opposed([a], [b], country)

        for speaker, statements in wholes:
            by_victims: dict[Victims, list[Statement]] = {}
            for s in statements:
                by_victims.setdefault(only if s.victims is Victims.UNKNOWN else s.victims, []).append(s)
            for victims, mine in by_victims.items():
                entries = [self._entry(speaker, counted, book) for counted in speaker.chosen(mine, opposed)]
                groups.setdefault(victims, []).extend(entries)
        self._add_denials(speaking, measure, book, groups)
        yield from sorted(groups.items())

    def _add_denials(
        self,
        speaking: list[Speaking],
        measure: Measure,
        book: OriginBook,
        groups: dict[Victims, list[Entry]],
    ) -> None:
        for speaker in speaking:
            for statement in speaker.denials(measure):
                entry = self._entry(speaker, Counted(statement), book)
                whom = statement.victims
                for victims, entries in groups.items():
                    own_figure = any(e.origin == entry.origin and e.state is entry.state for e in entries)
                    if not own_figure and (
                        victims is whom or Victims.UNKNOWN in {victims, whom} or len(groups) == 1
                    ):
                        entries.append(entry)

    def _cumulative(
        self, speaking: list[Speaking], book: OriginBook
    ) -> Iterator[tuple[Measure, Victims, list[Entry]]]:
        groups: dict[tuple[Measure, Victims], list[Entry]] = {}
        for speaker in speaking:
            for s in speaker.cumulative:
                if not s.share and not s.denial:
                    entry = self._entry(speaker, Counted(s, total=s.interval), book)
                    groups.setdefault((s.measure, s.victims), []).append(entry)
        for (measure, victims), entries in sorted(groups.items()):
            yield measure, victims, entries

    def _withdrawn(self, tree: IncidentTree, country: str) -> list["_Withdrawn"]:
        """What a kill or withdrawal takes back beyond the item's own states (rule 18)."""
        found: list[_Withdrawn] = []
        for article_id in sorted({unit.article_id for unit in tree.units.values()}):
            item = self.items.get(country, article_id)
            killer = item.killer if item else None
            if item is None or killer is None:
                if item is not None:
                    found.extend(
                        _Withdrawn(item, notice, frozenset(), frozenset(), notice.publisher)
                        for notice in self.items.notices(country, item)
                    )
                continue
            said = frozenset(figure for state in item.states if not state.kills for figure in state.figures())
            names = frozenset(
                publisher_of(item, state) if s.origin == state.publisher else s.origin
                for state in item.states
                for unit in state.units
                for s in unit.statements
            )
            # An article that withdraws another item of its outlet's speaks of that item's figures itself.
            whole_outlet = killer.withdraws and bool(killer.units) and len(item.states) == 1
            found.append(_Withdrawn(item, killer, said, names, killer.publisher if whole_outlet else None))
        return found


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    item: Item
    killer: State
    figures: frozenset[tuple[str, int, int | None]]
    names: frozenset[OriginName]
    outlet: OriginName | None


def _is_withdrawn(entry: Entry, book: OriginBook, withdrawn: list[_Withdrawn]) -> bool:
    if not withdrawn:
        return False
    s = entry.counted.statement
    figure = (s.measure.value, s.interval.low, s.interval.high)
    for kill in withdrawn:
        if kill.outlet is not None and not kill.figures and not kill.killer.units:
            if any(entry.state is state for state in kill.item.states):
                return True
            continue
        if kill.outlet is not None:
            if entry.state.publisher == kill.outlet and entry.state.said < kill.killer.said:
                return True
            continue
        copies = kill.item.family.items if kill.item.family else []
        if any(entry.state in copy.states for copy in copies):
            origins = {book.number(name) for name in kill.names}
            if figure in kill.figures and entry.origin in origins:
                return True
    return False
