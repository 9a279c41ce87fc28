"""Figures that add up to one told before them are its parts, and parts tell who the whole is."""

from collections.abc import Sequence
from dataclasses import replace

from processors.extract.core.group import SERVING
from processors.extract.core.model import Claim

_JOINT = "killed_or_wounded"
_OF_JOINT = frozenset({"killed", "wounded"})
_FEWEST_OF_JOINT = 3
# Two figures add up to a small one by chance.
_FEWEST_OF_TWO = 7
_FEWEST = 5
_ONE_KIND = frozenset({"civilian", "combatant", "security"})
_COUNTED = frozenset({"exact", "at_least", "about"})


def with_sums(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of an article, parts that add up to an earlier figure marked as such."""
    found = list(claims)
    for index, whole in enumerate(claims):
        for part in _parts(found, index, whole):
            found[part] = replace(found[part], part_of=index)
    return tuple(found)


def _parts(claims: list[Claim], index: int, whole: Claim) -> list[int]:
    """The claims next behind a figure that add up to it; none where they do not."""
    if whole.part_of is not None or not _is_whole(whole):
        return []
    measures = _OF_JOINT if whole.measure == _JOINT else frozenset({whole.measure})
    parts: list[int] = []
    total = 0
    for at in range(index + 1, len(claims)):
        claim = claims[at]
        if claim.measure == whole.measure and claim.low == whole.low:
            # Told again: the parts follow this one.
            return []
        if claim.measure not in measures or claim.part_of is not None or claim.negated:
            continue
        if claim.qualifier not in _COUNTED or claim.low is None or claim.tense != whole.tense:
            return []
        parts.append(at)
        total += claim.low
        if total >= (whole.low or 0):
            break
    return parts if total == whole.low and _is_no_chance(whole, [claims[at] for at in parts]) else []


def _is_whole(claim: Claim) -> bool:
    counted = claim.qualifier in _COUNTED and not claim.negated and claim.low is not None
    return counted and (claim.low or 0) >= (_FEWEST_OF_JOINT if claim.measure == _JOINT else _FEWEST)


def _is_no_chance(whole: Claim, parts: list[Claim]) -> bool:
    if whole.measure == _JOINT:
        return {part.measure for part in parts} == _OF_JOINT
    return len(parts) > 2 or (len(parts) > 1 and (whole.low or 0) >= _FEWEST_OF_TWO)


def with_scopes(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of an article, those of the title being totals where the body tells the same figure as one."""
    totals = {
        (claim.measure, claim.low, claim.high)
        for claim in claims
        if claim.field == "body" and claim.scope == "cumulative" and claim.low is not None
    }
    if not totals:
        return tuple(claims)
    return tuple(
        replace(claim, scope="cumulative")
        if claim.field == "title" and (claim.measure, claim.low, claim.high) in totals
        else claim
        for claim in claims
    )


def with_kinds(claims: Sequence[Claim], plain: frozenset[int]) -> tuple[Claim, ...]:
    """The claims of an article, parts being of their whole's kind, and a whole with soldiers or police in it mixed.

    `plain` are those of whose people nothing is told but their number, so that others may be among them.
    """
    found = list(claims)
    mixed: set[int | None] = set()
    figures: set[tuple[str, int | None]] = set()
    for index, claim in enumerate(claims):
        whole = claims[claim.part_of] if claim.part_of is not None else None
        if whole is None or claim.negated:
            continue
        if claim.victims == "unknown" and whole.victims in _ONE_KIND:
            found[index] = replace(claim, victims=whole.victims)
        elif claim.victims in SERVING and _may_be_mixed(claim, whole, plain):
            mixed.add(claim.part_of)
            figures.add((whole.measure, whole.low))
    # The same figure is of the same people wherever it is told.
    again = {n for n in plain if (found[n].measure, found[n].low) in figures and found[n].part_of is None}
    return tuple(
        replace(claim, victims="mixed") if index in mixed or (index in again and not claim.negated) else claim
        for index, claim in enumerate(found)
    )


def _may_be_mixed(part: Claim, whole: Claim, plain: frozenset[int]) -> bool:
    """Whether a whole of which little is told has others in it than a part that serves or fights."""
    unknown = whole.victims == "unknown" or part.part_of in plain
    return unknown and whole.measure == part.measure and whole.low != part.low
