"""Known people whose number is told behind them: "القبض على المتهمين وعددهم 12", "المهربين البالغ عددهم 113"."""

from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_REACH = 8


def counts_those_before(sentence: Sentence, group: Group, groups: list[Group]) -> bool:
    """Whether `group` is no more than the number of the known people told last, who then take it over."""
    if group.low is None or group.own is not None or not sentence.pack.grammar.verb_first:
        return False
    leading = sentence.before(group.first)
    if not groups or "their_number" not in sentence.marks(leading):
        return False
    far = leading - groups[-1].last > _REACH
    if far or any(sentence.is_hard(at) for at in range(groups[-1].last, leading)):
        return False
    if not _is_known(sentence, groups[-1]):
        return False
    while len(groups) > 1 and groups[-1].conj and _is_known(sentence, groups[-2]):
        # "مهربيها ومروجيها"
        groups.pop()
    known = groups[-1]
    known.kind, known.definite, known.word = "number", False, None
    known.low, known.high, known.qualifier = group.low, group.high, group.qualifier
    known.last = group.last
    return True


def _is_known(sentence: Sentence, group: Group) -> bool:
    if group.own is not None or group.among or group.last >= sentence.size:
        return False
    if group.kind == "bare" and group.qualifier == "vague":
        # "جميع من كانوا فيها وعددهم ستة"
        return True
    if group.kind != "many":
        return False
    # "عناصر الخلية": known by what they belong to.
    return group.definite or sentence.pack.lexicon.starts_definite(sentence.words[group.last])
