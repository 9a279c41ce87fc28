"""From the units of an incident to the readings of its tolls."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from contracts.claim import Measure, Scope, Victims
from contracts.toll import Standing
from processors.track.core.choosing import Counted, Opposed, choose, countable, denials, without_parts
from processors.track.core.incidents import IncidentTree, TollKey
from processors.track.core.items import Item, Items, State, publisher_of, source_of
from processors.track.core.ledger import Entry, Reader, Reading
from processors.track.core.origins import OriginBook, OriginName
from processors.track.core.units import Statement, Unit


@dataclass(slots=True, eq=False)
class _Speaking:
    """A live state and what it says of one incident."""

    item: Item
    state: State
    key: tuple[str, ...]
    """The units of the state that are in the incident."""
    statements: tuple[Statement, ...]
    cumulative: tuple[Statement, ...]

    def countable(self, measure: Measure) -> list[Statement]:
        """Its countable statements of a measure."""
        memo = cast(dict[object, list[Statement]], self.state.memo)
        found = memo.get(("countable", measure, self.key))
        if found is None:
            found = memo["countable", measure, self.key] = countable(self.statements, measure)
        return found

    def names(self) -> tuple[OriginName, ...]:
        """The origins of its statements, each once."""
        memo = cast(dict[object, tuple[OriginName, ...]], self.state.memo)
        found = memo.get(("names", self.key))
        if found is None:
            named = {id(s.origin): s.origin for s in (*self.statements, *self.cumulative)}
            found = memo["names", self.key] = tuple(named.values())
        return found

    def chosen(self, mine: list[Statement], opposed: Opposed) -> list[Counted]:
        """The figures with which it counts for the toll that these statements are of."""
        memo = cast(dict[object, list[Counted]], self.state.memo)
        which = ("chosen", *(s.index for s in mine))
        found = memo.get(which)
        if found is None:
            found = memo[which] = choose(mine, opposed)
        return found

    def denials(self, measure: Measure) -> list[Statement]:
        """Its denials that bear on a measure."""
        memo = cast(dict[object, list[Statement]], self.state.memo)
        found = memo.get(("denials", measure, self.key))
        if found is None:
            found = memo["denials", measure, self.key] = denials(self.statements, measure)
        return found


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
            for victims, entries in self._by_victims(speaking, measure, book, country):
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

    def _speaking(self, tree: IncidentTree, country: str) -> list[_Speaking]:
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
                found.append(_Speaking(item, state, key, tuple(statements), cumulative))
        found.sort(key=lambda s: (s.state.said, s.state.seen, s.state.number))
        return found

    @staticmethod
    def _origin(speaker: _Speaking, statement: Statement) -> OriginName:
        if statement.origin == speaker.state.publisher:
            return publisher_of(speaker.item, speaker.state)
        return statement.origin

    def _entry(self, speaker: _Speaking, counted: Counted, book: OriginBook) -> Entry:
        return Entry(
            state=speaker.state,
            counted=counted,
            origin=book.number(self._origin(speaker, counted.statement)),
            source=source_of(speaker.item, speaker.state, counted.statement),
            text=speaker.item.family,
        )

    def _by_victims(
        self,
        speaking: list[_Speaking],
        measure: Measure,
        book: OriginBook,
        country: str,
    ) -> Iterator[tuple[Victims, list[Entry]]]:
        wholes = _wholes(speaking, measure)
        only = _only_group([s for _, statements in wholes for s in statements])
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
        speaking: list[_Speaking],
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
        self, speaking: list[_Speaking], book: OriginBook
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


_PART = 3


Wholes = list[tuple[_Speaking, list[Statement]]]


def _wholes(speaking: list[_Speaking], measure: Measure) -> Wholes:
    """What each article says of a measure's tolls, without what is part of what another says."""
    found = [(speaker, speaker.countable(measure)) for speaker in speaking]
    if measure is Measure.KILLED_OR_WOUNDED and _is_split(speaking):
        return list(_beyond(found))
    people = max(
        (
            s.interval.low
            for _, statements in found
            for s in statements
            if s.victims is Victims.UNKNOWN and not s.vague and not s.additional
        ),
        default=None,
    )
    if people is not None:
        found = [(speaker, without_parts(statements, people)) for speaker, statements in found]
    return list(_without_looser(found))


def _without_looser(wholes: Wholes) -> Iterator[tuple[_Speaking, list[Statement]]]:
    """Without "people" or "civilians and soldiers" of no number that say less than what groups were numbered before.

    `wholes` are in the order in which they were said.
    """
    numbered: dict[Victims, int] = {}
    for speaker, statements in wholes:
        kept = statements
        if numbered:
            kept = [
                s
                for s in statements
                if not s.vague
                or s.victims not in {Victims.UNKNOWN, Victims.MIXED}
                or all(low < s.interval.low or group is s.victims for group, low in numbered.items())
            ]
        for s in statements:
            if not s.vague and s.victims is not Victims.UNKNOWN:
                numbered[s.victims] = max(numbered.get(s.victims, 0), s.interval.low)
        yield speaker, kept


def _beyond(wholes: Wholes) -> Iterator[tuple[_Speaking, list[Statement]]]:
    """The joint figures that say more than the dead and wounded told apart by then: "casualties" says nothing.

    `wholes` are in the order in which they were said.
    """
    most = {Measure.KILLED: 0, Measure.WOUNDED: 0}
    for speaker, statements in wholes:
        for measure in most:
            lows = [s.interval.low for s in speaker.countable(measure)]
            most[measure] = max(most[measure], *lows) if lows else most[measure]
        yield speaker, [s for s in statements if not s.vague and s.interval.low > sum(most.values())]


def _only_group(statements: list[Statement]) -> Victims:
    """The named group that unnamed people are (rule 8): the only one, if its figures are not of some of them alone."""
    named = {s.victims for s in statements} - {Victims.UNKNOWN}
    if len(named) != 1:
        return Victims.UNKNOWN
    unnamed = [s.interval.low for s in statements if s.victims is Victims.UNKNOWN and not s.additional]
    figures = [s.interval.high or s.interval.low for s in statements if s.victims in named]
    is_whole = not unnamed or max(figures) * _PART >= max(unnamed)
    return named.pop() if is_whole else Victims.UNKNOWN


def _is_split(speaking: list[_Speaking]) -> bool:
    """Whether any article tells dead or wounded apart."""
    return any(
        s.measure in {Measure.KILLED, Measure.WOUNDED} and not s.share and not s.denial
        for speaker in speaking
        for s in speaker.statements
    )


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
