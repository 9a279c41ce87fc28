"""Items and their states in one country, families of items that carry one text (scenario rules 1 to 4 and 18): what
speaks, what was withdrawn, when words were said. All are functions of the set of an item's states.
"""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contracts.article import Verdict
from contracts.claim import ClaimSet
from contracts.document import WireStatus
from processors.track.core.origins import OriginName
from processors.track.core.settings import HOUR
from processors.track.core.units import Statement, Unit


@dataclass(slots=True, eq=False)
class State:
    """One state of an article in one country. Times are seconds since 1970-01-01 UTC."""

    key: str
    number: int
    """Counts the claim sets in the order of the claims log."""
    country: str
    article_id: str
    revision: int
    outlet: str
    publisher: OriginName
    credited: bool
    lang: str
    status: WireStatus
    withdraws: bool
    published: float
    seen: float
    content: str
    """Fingerprint of what the claim set says."""
    raw: bytes
    """The claim set as JSON."""
    units: tuple[Unit, ...] = ()
    words: frozenset[str] = frozenset()
    """Telling words of a notice: a state that withdraws and claims nothing."""
    cumulative: tuple[Statement, ...] = ()
    memo: dict[object, object] = field(default_factory=dict)
    """What was worked out of its statements, which never change."""
    claim_set: ClaimSet | None = None
    """The claim set itself, while it is being applied."""
    said: float = 0.0
    """When its words were said; kept by its item."""

    def __lt__(self, other: "State") -> bool:
        return (self.seen, self.revision, self.number) < (other.seen, other.revision, other.number)

    @property
    def kills(self) -> bool:
        """Whether it withdraws what its item said."""
        return self.withdraws or self.status is WireStatus.CANCELED

    @property
    def is_notice(self) -> bool:
        """Whether it withdraws a report of its outlet without a claim of its own."""
        return self.withdraws and not self.units

    def figures(self) -> frozenset[tuple[str, int, int | None]]:
        """What it says in numbers."""
        return frozenset(
            (s.measure.value, s.interval.low, s.interval.high)
            for unit in self.units
            for s in unit.statements
            if not s.share
        )


@dataclass(slots=True, eq=False)
class Item:
    """An article's states in one country, in the order in which they were seen."""

    article_id: str
    states: list[State] = field(default_factory=list)
    family: "Family | None" = None
    carries: set[str] = field(default_factory=set)
    """The articles whose text it carries."""

    def add(self, state: State) -> None:
        """Put a state where it belongs in time."""
        insort(self.states, state)
        self._settle_times()

    def remove(self, state: State) -> None:
        """Take a state out."""
        self.states.remove(state)
        self._settle_times()

    def _settle_times(self) -> None:
        """A later state is newer than the one before even where its publication time stands still.

        Then it was said when it was seen, unless its figures stood there before: those were said at first.
        """
        before: State | None = None
        for state in self.states:
            state.said = state.published
            if before is not None and state.published <= before.published:
                same = state.figures() == before.figures()
                state.said = before.said if same else max(before.said, state.seen)
            before = state

    @property
    def live(self) -> State | None:
        """The state whose claims stand: the last that is neither withheld nor withdrawn."""
        found: State | None = None
        for state in self.states:
            if state.kills:
                found = None
            elif state.status is not WireStatus.WITHHELD:
                found = state
        return found

    @property
    def killer(self) -> State | None:
        """The state that withdrew the item, unless a later one brought it back."""
        found: State | None = None
        for state in self.states:
            if state.kills:
                found = state
            elif state.status is not WireStatus.WITHHELD:
                found = None
        return found

    @property
    def rank(self) -> tuple[float, float, str]:
        """Which item of a family was first."""
        first = self.states[0]
        return (first.published, first.seen, self.article_id)


@dataclass(slots=True, eq=False)
class Family:
    """Items that carry one text: copies and updates of each other."""

    items: list[Item] = field(default_factory=list)

    def earlier(self, item: Item) -> Iterator[Item]:
        """The members that came before `item`."""
        rank = item.rank
        return (other for other in self.items if other.states and other.rank < rank)

    def first(self) -> Item:
        """The member that came first."""
        return min((item for item in self.items if item.states), key=lambda item: item.rank)


_NOTICE_REACH = 72 * HOUR
# So many telling words of a notice name the report that it withdraws: a place and what happened there.
_NOTICE_DAY = 12 * HOUR
_NOTICE_WORDS = 2


def _is_meant(notice: State, item: Item) -> bool:
    """Whether a notice without claims of its own withdraws an item: of its outlet, told before, in its words."""
    return any(
        not state.kills
        and state.publisher == notice.publisher
        and state.lang == notice.lang
        and 0 <= notice.published - state.published <= _NOTICE_REACH
        and any(_tells_of(notice, unit, notice.published - state.published) for unit in state.units)
        for state in item.states
    )


def _tells_of(notice: State, unit: Unit, gap: float) -> bool:
    """Whether a notice shares two words with a report of some days, or the name of its place with one of that day."""
    shared = unit.words & notice.words
    return len(shared) >= _NOTICE_WORDS or (gap <= _NOTICE_DAY and not shared.isdisjoint(unit.place_words))


def source_of(item: Item, state: State, statement: Statement) -> State:
    """Whose words a statement is: a copy says what its original said when the original said it (rule 3)."""
    if item.family is None:
        return state
    sources = [
        other_state
        for other in item.family.earlier(item)
        for other_state in other.states
        if other_state.status is WireStatus.USABLE and not other_state.kills and _says(other_state, statement)
    ]
    before = [source for source in sources if source.said <= state.said]
    if before:
        return max(before, key=lambda s: (s.said, s.seen, s.number))
    return min(sources, key=lambda s: (s.said, s.seen, s.number), default=state)


def _says(state: State, statement: Statement) -> bool:
    return any(
        s.measure is statement.measure and s.interval == statement.interval and s.denial == statement.denial
        for unit in state.units
        for s in unit.statements
        if not s.share
    )


def publisher_of(item: Item, state: State) -> OriginName:
    """Whose the unattributed claims are: the credited agency's, else the outlet's that had the text first."""
    if state.credited or item.family is None:
        return state.publisher
    first = item.family.first()
    return first.states[0].publisher


def carried(claim_set: ClaimSet) -> Iterator[str]:
    """The articles whose text a claim set's article carries, by dedup's word."""
    named = (claim_set.of,) if claim_set.verdict in {Verdict.COPY, Verdict.UPDATE} else ()
    for other in (*named, *claim_set.near):
        if other is not None and other != claim_set.article_id:
            yield other


class Items:
    """All items of some countries."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], Item] = {}
        self._awaited: dict[tuple[str, str], set[str]] = {}
        """Items that carry the text of one that is not here (yet), by that one."""
        self._notices: dict[tuple[str, OriginName], list[State]] = {}
        """States that withdraw a report of their outlet under another id, and claim nothing themselves."""

    def get(self, country: str, article_id: str) -> Item | None:
        """The item, when any state of it was seen in that country."""
        return self._items.get((country, article_id))

    def item(self, country: str, article_id: str) -> Item:
        """The item, new when it was not there."""
        key = (country, article_id)
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = Item(article_id)
            for other_id in sorted(self._awaited.get(key, ())):
                self._join(found, self._items.get((country, other_id)))
        return found

    def announce(self, state: State) -> None:
        """Keep a notice: a state by which its outlet withdraws another item."""
        self._notices.setdefault((state.country, state.publisher), []).append(state)

    def renounce(self, state: State) -> None:
        """Forget a notice."""
        kept = self._notices.get((state.country, state.publisher), [])
        if state in kept:
            kept.remove(state)

    def notices(self, country: str, item: Item) -> Iterator[State]:
        """The notices by which its outlet withdraws an item."""
        for publisher in {state.publisher for state in item.states if not state.kills}:
            for notice in self._notices.get((country, publisher), ()):
                if not self._is_of_its_own(notice) and _is_meant(notice, item):
                    yield notice

    def _is_of_its_own(self, notice: State) -> bool:
        """Whether a notice takes back an earlier state of its own item: then it means no other."""
        item = self._items.get((notice.country, notice.article_id))
        return item is not None and any(state.units and not state.kills for state in item.states)

    def meant(self, notice: State) -> Iterator[Item]:
        """The items that a notice withdraws."""
        if self._is_of_its_own(notice):
            return
        for (country, _), item in self._items.items():
            if country == notice.country and _is_meant(notice, item):
                yield item

    def drop(self, country: str, item: Item) -> None:
        """Forget an item that has no state left."""
        self._items.pop((country, item.article_id), None)
        for other_id in item.carries:
            waiting = self._awaited.get((country, other_id))
            if waiting is not None:
                waiting.discard(item.article_id)
                if not waiting:
                    del self._awaited[country, other_id]
        if item.family is not None:
            item.family.items.remove(item)

    def relate(self, country: str, article_id: str, of: str) -> list[Item]:
        """Say that an item carries another's text; the members of both families when that was new."""
        item = self.item(country, article_id)
        item.carries.add(of)
        self._awaited.setdefault((country, of), set()).add(article_id)
        # Two copies of an original that says nothing in this country are of one family all the same.
        others = sorted({of} | self._awaited[(country, of)] - {article_id})
        joined = [self._join(item, self._items.get((country, other_id))) for other_id in others]
        return list(item.family.items) if any(joined) and item.family else []

    @staticmethod
    def _join(item: Item, other: Item | None) -> bool:
        if other is None or item is other or (item.family is not None and item.family is other.family):
            return False
        members: Iterable[Item] = [
            member for one in (item, other) for member in (one.family.items if one.family else [one])
        ]
        family = Family(sorted(members, key=lambda member: member.article_id))
        for member in family.items:
            member.family = family
        return True

    def are_related(self, country: str, a: str, b: str) -> bool:
        """Whether two articles carry one text."""
        one, other = self.get(country, a), self.get(country, b)
        return one is not None and other is not None and one.family is not None and one.family is other.family
