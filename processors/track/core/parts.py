"""What is part of what another article tells, or says less than it: it makes no toll of its own (scenario rule 8)."""

from collections.abc import Iterator, Sequence

from contracts.claim import Measure, Victims
from processors.track.core.speaking import Speaking
from processors.track.core.units import Statement

Wholes = list[tuple[Speaking, list[Statement]]]


def wholes_of(speaking: list[Speaking], measure: Measure) -> Wholes:
    """What each article says of a measure's tolls, without what is part of what another says."""
    found = [(speaker, speaker.countable(measure)) for speaker in speaking]
    if measure is Measure.KILLED_OR_WOUNDED and _is_split(speaking):
        return list(_beyond(found))
    people = _most(found, {Victims.UNKNOWN})
    if people:
        found = [(speaker, _without_parts(statements, people)) for speaker, statements in found]
    most = _most(found, {Victims.UNKNOWN, Victims.CIVILIAN})
    found = [
        (speaker, [s for s in statements if not (s.some and _is_part(s, most))])
        for speaker, statements in found
    ]
    return list(_without_looser(found))


def _most(wholes: Wholes, groups: set[Victims]) -> int:
    """The largest number told of some groups; 0 for none."""
    return max(
        (
            s.interval.low
            for _, statements in wholes
            for s in statements
            if s.victims in groups and not s.vague and not s.additional
        ),
        default=0,
    )


def _without_looser(wholes: Wholes) -> Iterator[tuple[Speaking, list[Statement]]]:
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


def _beyond(wholes: Wholes) -> Iterator[tuple[Speaking, list[Statement]]]:
    """The joint figures that say more than the dead and wounded told apart by then: "casualties" says nothing.

    `wholes` are in the order in which they were said.
    """
    most = {Measure.KILLED: 0, Measure.WOUNDED: 0}
    for speaker, statements in wholes:
        for measure in most:
            lows = [s.interval.low for s in speaker.countable(measure)]
            most[measure] = max(most[measure], *lows) if lows else most[measure]
        yield speaker, [s for s in statements if not s.vague and s.interval.low > sum(most.values())]


_PART = 3
"""A group's figure of no more than one such part of the largest figure of "people" is of some of those."""


def _without_parts(statements: Sequence[Statement], whole: int) -> list[Statement]:
    """The statements of one article that count where another tells `whole` people (rule 8: a share makes no toll).

    Fighters are told beside the victims, not among them.
    """
    apart = {Victims.UNKNOWN, Victims.MIXED, Victims.COMBATANT}
    return [s for s in statements if s.victims in apart or s.additional or not _is_part(s, whole)]


def _is_part(s: Statement, whole: int) -> bool:
    if s.vague:
        return s.interval.low <= whole
    return s.interval.high is not None and s.interval.high * _PART <= whole


def only_group(statements: list[Statement]) -> Victims:
    """The named group that unnamed people are (rule 8): the only one, if its figures are not of some of them alone."""
    named = {s.victims for s in statements} - {Victims.UNKNOWN}
    if len(named) != 1:
        return Victims.UNKNOWN
    unnamed = [s.interval.low for s in statements if s.victims is Victims.UNKNOWN and not s.additional]
    # "A group of passers-by" is no count: it may be all of the dozens that are told later.
    figures = [s.interval.high or s.interval.low for s in statements if s.victims in named and not s.vague]
    is_whole = not unnamed or not figures or max(figures) * _PART >= max(unnamed)
    return named.pop() if is_whole else Victims.UNKNOWN


def _is_split(speaking: list[Speaking]) -> bool:
    """Whether any article tells dead or wounded apart."""
    return any(
        s.measure in {Measure.KILLED, Measure.WOUNDED} and not s.share and not s.denial
        for speaker in speaking
        for s in speaker.statements
    )
