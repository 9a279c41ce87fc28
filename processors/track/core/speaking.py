"""Who speaks in an incident: the live state of an article, what it says there, and what of it counts."""

from dataclasses import dataclass
from typing import cast

from contracts.claim import Measure
from processors.track.core.choosing import Counted, Opposed, choose, countable, denials
from processors.track.core.items import Item, State
from processors.track.core.origins import OriginName
from processors.track.core.units import Statement


@dataclass(slots=True, eq=False)
class Speaking:
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
