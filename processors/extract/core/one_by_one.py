"""Persons told one by one are as many as they are: "كل من الجندي سعد العامر والجندي فهد الناصر"."""

from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

# Tokens of a name behind a title.
_NAME_REACH = 7
_SEVERAL = 2
_SHORT = 3
_IN_NAMES = frozenset({"filial", "begins_like_and"})


def names_of_each(sentence: Sentence, index: int) -> Group | None:
    """As in "كلا من سامي حداد وأنيس خليل": the names behind "each of" at `index`, counted by "and" and commas."""
    word = sentence.word(index)
    at = index + (word.length if word is not None else 1)
    at += at < sentence.size and sentence.words[at] == ":"
    count, first, begins = 0, at, True
    while at < sentence.size:
        if sentence.is_comma(at):
            begins = True
        elif not sentence.words[at].isalpha() or not _is_of_name(sentence, at):
            break
        elif begins or _begins_name(sentence, at):
            count, begins = count + 1, False
        at += 1
    if count < _SEVERAL:
        return None
    group = Group("number", index, first, at)
    group.low = group.high = count
    group.head = first
    return group


def _begins_name(sentence: Sentence, at: int) -> bool:
    joined = sentence.pack.numbers.may_be_joined(sentence.words[at]) and len(sentence.words[at]) > _SHORT
    word = sentence.word(at)
    return joined and (word is None or word.joined or "begins_like_and" not in word.marks)


def _is_of_name(sentence: Sentence, at: int) -> bool:
    """Whether nothing is known of the word but that it stands in names."""
    word = sentence.word(at)
    if word is None or word.marks & _IN_NAMES:
        return not sentence.inside[at]
    following = sentence.word(at + 1)
    return word.joined and following is None and word.harm is None and word.person is None


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
