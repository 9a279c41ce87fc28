"""People who are shared out over two harms behind their verb: "عشرات سقطوا بين قتيل وجريح"."""

from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_REACH = 8
_HARMS = frozenset({"killed", "wounded", "missing"})


def is_shared_out(sentence: Sentence, group: Group, groups: list[Group]) -> bool:
    """Whether `group` is no person of its own but one of "dead and wounded" that others are shared out over.

    The last of `groups`, where it is counted and near, is then told to be killed or wounded.
    """
    if group.kind != "one" or group.own not in _HARMS or not sentence.pack.grammar.verb_first:
        return False
    between = sentence.before(group.first)
    if "joint_between" not in sentence.marks(between):
        word = sentence.word(group.first)
        between = sentence.before(between)
        joined = word is not None and word.joined
        return joined and "joint_between" in sentence.marks(between) and _own(sentence, between + 1) in _HARMS
    word = sentence.word(group.last)
    if word is None or not word.joined or _own(sentence, group.last) not in _HARMS - {group.own}:
        return False
    told = groups[-1] if groups else None
    if told is not None and _is_counted_near(sentence, told, between):
        told.own = "killed_or_wounded"
    return True


def _is_counted_near(sentence: Sentence, group: Group, index: int) -> bool:
    counted = group.kind == "number" or (group.kind == "bare" and group.qualifier == "vague")
    if not counted or group.own is not None or index - group.last >= _REACH:
        return False
    touching = index - group.last == 1
    return touching or not any(
        sentence.is_hard(at) or sentence.is_comma(at) for at in range(group.last, index)
    )


def _own(sentence: Sentence, index: int) -> str | None:
    word = sentence.word(index)
    return word.person.harm if word is not None and word.person is not None else None
