"""People whom one verb harms, told one beside the other: "a man and a boy drowned" are two dead, not one and one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from contracts.claim import Claim, Measure, Qualifier, Scope, Tense, Victims
from processors.track.core.amounts import Interval
from processors.track.core.units import Statement

_RULE = "coordinated"
"""The extractor's rule for people beside those who have a harm."""


def summed(statements: Iterable[Statement], claims: Sequence[Claim]) -> tuple[Statement, ...]:
    """The statements, those beside one another as one of them all, told by the last: its quote holds the others.

    People of two named groups, as civilians and soldiers are, stay apart (rule 6 of the ledger).
    """
    found: list[Statement] = []
    for run in _runs(statements, claims):
        if len(run) == 1:
            found.extend(run)
            continue
        found.extend(replace(s, share=True) for s in run[:-1])
        whole = Interval(sum(s.interval.low for s in run), sum(s.interval.low for s in run))
        found.append(replace(run[-1], interval=whole, victims=_group_of(run)))
    return tuple(_as_titled(list(_once(_without_dead(found, claims), claims)), claims))


def _as_titled(statements: list[Statement], claims: Sequence[Claim]) -> Iterator[Statement]:
    """The statements, those that together are the number of the title as parts of it: "two of the police killed"
    are the officer and the recruit that the body tells of, each in a group of his own.
    """
    for measure in {s.measure for s in statements if not s.in_body}:
        own = [s for s in statements if s.measure is measure and not (s.share or s.denial or s.additional)]
        titles = {s.interval for s in own if not s.in_body and not s.vague and claims[s.index].rule != _RULE}
        body = [s for s in own if s.in_body]
        if len(titles) != 1 or len(body) <= 1 or any(s.interval.low != s.interval.high for s in body):
            continue
        if sum(s.interval.low for s in body) == next(iter(titles)).high:
            parts = {s.index for s in body}
            statements = [replace(s, share=True) if s.index in parts else s for s in statements]
    yield from statements


def _without_dead(statements: list[Statement], claims: Sequence[Claim]) -> list[Statement]:
    """The statements, the one or two run over or stabbed as no wounded where a later sentence tells their death.

    Whoever counts dead and wounded tells the dead first.
    """
    plain = [s for s in statements if not (s.share or s.denial or s.additional or s.vague)]
    hurt = [s for s in plain if s.measure is Measure.WOUNDED]
    dead = [s for s in plain if s.measure is Measure.KILLED]
    if not hurt or not dead or any(not s.in_body for s in dead):
        return statements
    figures = {s.interval for s in (*hurt, *dead)}
    groups = {s.victims for s in (*hurt, *dead)} - {Victims.UNKNOWN}
    if len(figures) > 1 or len(groups) > 1 or (next(iter(figures)).high or _FEW) >= _FEW:
        return statements
    last = max((claims[s.index].span[1] for s in hurt if s.in_body), default=-_NEXT_SENTENCE)
    first = min(dead, key=lambda s: claims[s.index].span[0])
    start = claims[first.index].span[0]
    if start < last or (start - last < _NEXT_SENTENCE and claims[first.index].rule != _PRONOUN_RULE):
        return statements
    gone = {s.index for s in hurt}
    return [replace(s, share=True) if s.index in gone else s for s in statements]


_FEW = 3
_PRONOUN_RULE = "noun-pronoun"
"""The extractor's rule for a harm of somebody named before: "his death"."""


def _once(statements: list[Statement], claims: Sequence[Claim]) -> Iterator[Statement]:
    """The statements, a figure that a later sentence tells again of plain people as one of those told before.

    "Two guards were hurt. ... The two men are in hospital" tells of no civilians.
    """
    told: dict[tuple[Measure, Interval], tuple[int, Victims]] = {}
    for s in statements:
        claim = claims[s.index]
        if claim.field == "body" and not (s.share or s.denial or s.vague or s.additional):
            key = (s.measure, s.interval)
            if s.victims in _NAMED_GROUPS:
                told.setdefault(key, (claim.span[1], s.victims))
            elif s.victims is Victims.CIVILIAN and claim.rule != _RULE and key in told:
                end, group = told[key]
                if claim.span[0] - end >= _NEXT_SENTENCE:
                    yield replace(s, victims=group)
                    continue
        yield s


_NAMED_GROUPS = frozenset({Victims.COMBATANT, Victims.SECURITY, Victims.OTHER})
_NEXT_SENTENCE = 60
"""Characters from one count to another that is told by itself."""


def _runs(statements: Iterable[Statement], claims: Sequence[Claim]) -> Iterator[list[Statement]]:
    run: list[Statement] = []
    for statement in statements:
        if run and not _stands_beside(run, statement, claims):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _stands_beside(run: Sequence[Statement], other: Statement, claims: Sequence[Claim]) -> bool:
    """ "The former captain and striker Momo Diallo" is one: the name belongs to all in front of it."""
    before = run[-1]
    a, b = claims[before.index], claims[other.index]
    return (
        other.index == before.index + 1
        and b.span[0] - a.span[1] < _NEXT_SENTENCE
        and sum(claims[s.index].rule != _RULE for s in (*run, other)) <= 1
        and a.measure is b.measure
        and (a.field, a.event) == (b.field, b.event)
        and before.origin == other.origin
        and _is_plain(a, before)
        and _is_plain(b, other)
        and not (b.named and not a.named)
        and len({s.victims for s in (*run, other)} - {Victims.UNKNOWN}) <= 1
    )


def _is_plain(claim: Claim, statement: Statement) -> bool:
    """Whether a claim counts people to the one, of a present happening and of no larger number."""
    return (
        claim.qualifier is Qualifier.EXACT
        and claim.part_of is None
        and claim.change is None
        and claim.scope is Scope.INCIDENT
        and claim.tense is Tense.PRESENT
        and not (statement.share or statement.denial)
    )


def _group_of(run: Sequence[Statement]) -> Victims:
    return next((s.victims for s in run if s.victims is not Victims.UNKNOWN), Victims.UNKNOWN)
