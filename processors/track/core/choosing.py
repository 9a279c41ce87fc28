"""Which of an article state's statements count, and with which figure (scenario rules 6 to 9 and 12)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from contracts.claim import Measure, Victims
from processors.track.core.amounts import Interval
from processors.track.core.origins import OriginName, Origins
from processors.track.core.units import Statement


@dataclass(frozen=True, slots=True)
class Counted:
    """What one article state says of one toll for one origin: a total, an addition, or a denial."""

    statement: Statement
    total: Interval | None = None
    added: Interval | None = None
    total_is_new: bool = True
    """Whether the total is told as the present one, beside an addition."""

    @property
    def is_denial(self) -> bool:
        return self.statement.denial


def countable(statements: Iterable[Statement], measure: Measure) -> list[Statement]:
    """The statements of a measure that stand for a whole: no shares, no title that its body makes plain."""
    statements = list(statements)
    wholes = [s for s in statements if s.measure is measure and not s.share and not s.denial]
    if any(d.in_body for d in denials(statements, measure)) and not any(s.in_body for s in wholes):
        # "The army denies killing civilians" in a title is its body's denial.
        return []
    if measure is Measure.KILLED_OR_WOUNDED:
        wholes = [s for s in wholes if s.in_body or not _is_told_apart(s, statements)]
    if measure is Measure.WOUNDED:
        wholes = [s for s in wholes if s.in_body or not _is_told_dead(s, statements)]
    wholes = [_as_titled(s, wholes) for s in wholes if not _is_one_of(s, wholes)]
    body = [s for s in wholes if s.in_body]
    kept = [s for s in wholes if s.in_body or not _is_made_plain(s, body)]
    return [s for s in kept if not _is_hidden_share(s, kept)]


def _as_titled(statement: Statement, wholes: Sequence[Statement]) -> Statement:
    """An addition where the title tells one of the same figure: "another dies of the crash", and in the body who."""
    adds = any(
        s.additional and not s.in_body and s.interval == statement.interval
        for s in wholes
        if statement.in_body and not statement.additional
    )
    return replace(statement, additional=True, told_change=True) if adds else statement


def _is_one_of(statement: Statement, wholes: Sequence[Statement]) -> bool:
    """Whether it tells of one person beside the number that title and body both tell: he is one of those."""
    if statement.interval.high != 1 or not statement.in_body or statement.is_toll:
        return False
    if statement.additional or statement.correction:
        return False
    titles = {s.interval for s in wholes if not s.in_body and not s.vague and s.interval.low > 1}
    return any(
        s.in_body
        and not s.earlier
        and s.interval in titles
        and (s.victims is statement.victims or Victims.UNKNOWN in {s.victims, statement.victims})
        for s in wholes
    )


def _is_told_apart(title: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a title's "three victims" are the body's three dead."""
    return any(
        s.in_body and s.measure in {Measure.KILLED, Measure.WOUNDED} and s.interval == title.interval
        for s in statements
    )


def _is_told_dead(title: Statement, statements: Sequence[Statement]) -> bool:
    """Whether the body counts those dead whom a title has run over or stabbed, and no other wounded in a number."""
    body = [s for s in statements if s.in_body and not s.share and not s.denial]
    if any(s.measure is Measure.WOUNDED and not s.vague for s in body):
        return False
    return any(s.measure is Measure.KILLED and s.interval == title.interval for s in body)


def _is_made_plain(title: Statement, body: Sequence[Statement]) -> bool:
    """Whether the body says what the title says, only more exactly."""
    return any(
        title.victims in {s.victims, Victims.UNKNOWN}
        or s.victims is Victims.UNKNOWN
        or s.interval == title.interval
        for s in body
        if title.vague or not s.vague
    )


def _is_hidden_share(statement: Statement, wholes: Sequence[Statement]) -> bool:
    """Whether a named group is part of a larger number of "people" in the same text, without being told so."""
    if statement.victims is Victims.UNKNOWN:
        # "Killing people" beside a number of soldiers says nothing of its own.
        return statement.vague and any(
            s.victims is not Victims.UNKNOWN and not s.vague and s.interval.low >= statement.interval.low
            for s in wholes
        )
    return any(s.victims is Victims.UNKNOWN and not s.additional and _holds(s, statement) for s in wholes)


def _holds(whole: Statement, part: Statement) -> bool:
    """Whether a number of "people" in a text is larger than that of a named group; a vague word holds a looser one."""
    if whole.vague:
        return part.vague and part.interval.low <= whole.interval.low
    return part.vague or (part.interval.high or part.interval.low) < whole.interval.low


Opposed = Callable[[OriginName, OriginName], bool]


def choose(statements: Sequence[Statement], opposed: Opposed) -> list[Counted]:
    """The one figure with which an article state counts for a toll; with those of opposing sides, each its own.

    `statements` are the countable ones of one toll; `opposed` says whether two origins stand against each other.
    """
    totals = [s for s in statements if not s.additional]
    added = max((s for s in statements if s.additional), key=_rank, default=None)
    if not totals:
        return [Counted(added, added=added.interval)] if added else []
    main = _named_for(_beside_others_toll(_of_many(max(totals, key=_rank), totals), totals), totals)
    if added is not None:
        # "One of the wounded died; the blast killed nine": whether nine holds the one is settled by the ledger.
        return [
            Counted(added if _same_voice(added, main) else main, total=main.interval, added=added.interval)
        ]
    chosen = [Counted(main, total=main.interval)]
    taken = [main.origin]
    for other in sorted(totals, key=_rank, reverse=True):
        if _is_another_side(other, main, taken, opposed):
            taken.append(other.origin)
            chosen.append(Counted(other, total=other.interval))
    return chosen


def _rank(s: Statement) -> tuple[bool, bool, bool, bool, bool, int]:
    """The present figure before one told as past, a number before a vague word, the body before the title.

    What is called the toll goes before another count: "two bodies were found, bringing the toll to nine".
    """
    return (not s.earlier, not s.vague, s.in_body, s.correction, s.is_toll, -s.index)


_FEW, _BESIDE = 3, 2


def _of_many(main: Statement, totals: Sequence[Statement]) -> Statement:
    """The count that stands right behind one person's death: "a soldier fell and ten gunmen were killed".

    Both serve or fight, which is one toll; one person is not its figure.
    """
    if main.interval.high != 1:
        return main
    beside = [
        s
        for s in totals
        if 0 < s.index - main.index < _BESIDE
        and s.interval.low >= _FEW
        and not s.vague
        and not s.earlier
        and s.in_body == main.in_body
        and s.victims is main.victims
        and Origins.are_one(s.origin, main.origin)
    ]
    return min(beside, key=lambda s: s.index, default=main)


def _beside_others_toll(main: Statement, totals: Sequence[Statement]) -> Statement:
    """The count that an article begins with, before a lower toll that somebody else gives: "state television put the
    number of dead at 14" behind the observers' 25."""
    if not main.is_toll or main.told_change or main.correction:
        return main
    first = min((s for s in totals if s.in_body), key=lambda s: s.index, default=main)
    is_other = not (first.vague or first.earlier or Origins.are_one(first.origin, main.origin))
    return first if is_other and first.interval.low > main.interval.low else main


def _named_for(main: Statement, totals: Sequence[Statement]) -> Statement:
    """The same figure as said by someone named, when the article says it in its own voice first.

    A title's figure is whose the body says it is, though the body may put it in looser words.
    """
    if not main.origin.is_publisher:
        return main
    if not main.in_body:
        bodies = [
            s
            for s in totals
            if s.in_body and not s.origin.is_publisher and s.interval.contains(main.interval)
        ]
        first = min(bodies, key=lambda s: s.index, default=None)
        return replace(main, origin=first.origin) if first else main
    named = [
        s
        for s in totals
        if not s.origin.is_publisher
        and s.in_body
        and not s.earlier
        and not s.vague
        and s.interval == main.interval
    ]
    return min(named, key=lambda s: s.index, default=main)


def _same_voice(a: Statement, b: Statement) -> bool:
    return Origins.are_one(a.origin, b.origin) or b.origin.is_publisher


def _is_another_side(
    other: Statement, main: Statement, taken: Sequence[OriginName], opposed: Opposed
) -> bool:
    if other.earlier or not other.in_body or other.interval.meets(main.interval):
        return False
    if any(Origins.are_one(other.origin, origin) for origin in taken):
        return False
    return opposed(main.origin, other.origin)


def denials(statements: Iterable[Statement], measure: Measure) -> list[Statement]:
    """The denials that bear on a measure: its own, and those of any casualties at all."""
    bearing = {measure}
    if measure in {Measure.KILLED, Measure.WOUNDED}:
        bearing.add(Measure.KILLED_OR_WOUNDED)
    mine = [s for s in statements if s.denial and not s.earlier and s.measure in bearing]
    return [s for s in mine if s.in_body or not any(o.in_body for o in mine)]
