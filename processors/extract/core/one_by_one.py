"""Persons told one by one are as many as they are: "كل من الجندي سعد العامر والجندي فهد الناصر"."""

from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

# Tokens of a name behind a title.
_NAME_REACH = 7


def count_each(sentence: Sentence, groups: list[Group]) -> None:
    """Makes one group of the single persons behind "each of"; the others leave the list."""
    for position, group in enumerate(groups):
        if group.kind != "one" or "each_of" not in sentence.marks(sentence.before(group.first)):
            continue
        others = _beside(sentence, group, groups[position + 1 :])
        if others:
            group.kind, group.low, group.high = "number", 1 + len(others), 1 + len(others)
            group.definite, group.last = False, others[-1].last
            del groups[position + 1 : position + 1 + len(others)]


def _beside(sentence: Sentence, group: Group, behind: list[Group]) -> list[Group]:
    """The single persons whom "and" joins to the first one, names between them."""
    found: list[Group] = []
    for other in behind:
        last = found[-1] if found else group
        apart = other.first - last.last > _NAME_REACH or other.kind != "one" or not other.conj
        if apart or any(sentence.is_hard(at) for at in range(last.last, other.first)):
            break
        found.append(other)
    return found
