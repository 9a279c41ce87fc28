"""What is part of what another article tells, or says less than it: it makes no toll of its own (scenario rule 8)."""

from collections.abc import Callable, Iterator

from contracts.claim import Measure, Victims
from processors.track.core.speaking import Speaking
from processors.track.core.units import Statement

Wholes = list[tuple[Speaking, list[Statement]]]


IsGone = Callable[[Speaking, Statement], bool]
"""Whether an article's statement has been withdrawn."""


def wholes_of(speaking: list[Speaking], measure: Measure, is_gone: IsGone) -> Wholes:
    """What each article says of a measure's tolls, without what is part of what another says and stands by."""
    found = [(speaker, speaker.countable(measure)) for speaker in speaking]
    if measure is Measure.KILLED_OR_WOUNDED and _is_split(speaking):
        return list(_beyond(found))
    people = _most(found, {Victims.UNKNOWN}, is_gone)
    if people:
        found = list(_without_parts(found, people, is_gone))
    most = _most(found, {Victims.UNKNOWN, Victims.CIVILIAN}, is_gone)
    found = [
        (speaker, [s for s in statements if not (s.some and _is_part(s, most))])
        for speaker, statements in found
    ]
    return list(_without_looser(found))


def _most(wholes: Wholes, groups: set[Victims], is_gone: IsGone) -> int:
    """The largest number told of some groups; 0 for none."""
    return max(
        (
            s.interval.low
            for speaker, statements in wholes
            for s in statements
            if s.victims in groups and not s.vague and not s.additional and not is_gone(speaker, s)
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


_APART = frozenset({Victims.UNKNOWN, Victims.MIXED, Victims.COMBATANT})
"""Fighters are told beside the victims, not among them."""
_COUNT = 3


def _without_parts(
    wholes: Wholes, people: int, is_gone: IsGone
) -> Iterator[tuple[Speaking, list[Statement]]]:
    """What counts where some article tells `people` of them (rule 8: a share makes no toll).

    A count of civilians that was told before anybody numbered "people" is no part, but an earlier count of all.
    """
    numbered = False
    for speaker, statements in wholes:
        numbered = numbered or bool(_most([(speaker, statements)], {Victims.UNKNOWN}, is_gone))
        yield (
            speaker,
            [
                s
                for s in statements
                if s.victims in _APART
                or s.additional
                or not (_is_part(s, people) and (numbered or not is_early_count(s)))
            ],
        )


def is_early_count(s: Statement) -> bool:
    """Whether a figure may be a first count of all: civilians, more than one or two, and not told as some."""
    return s.victims is Victims.CIVILIAN and not s.vague and not s.some and s.interval.low >= _COUNT


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
    is_whole = is_whole or all(is_early_count(s) for s in statements if s.victims in named)
    return named.pop() if is_whole else Victims.UNKNOWN


def _is_split(speaking: list[Speaking]) -> bool:
    """Whether any article tells dead or wounded apart."""
    return any(
        s.measure in {Measure.KILLED, Measure.WOUNDED} and not s.share and not s.denial
        for speaker in speaking
        for s in speaker.statements
    )
