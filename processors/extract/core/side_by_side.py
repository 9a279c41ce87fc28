"""Whether two groups of people stand side by side, joined by no more than "and" or "with", and so share a harm."""

from processors.extract.core.entry import Word
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_SIDE_BY_SIDE = 9
# Between two groups, these begin something else that happened to the second one.
_APART = frozenset({"relative", "other_verb"})


def side_by_side(sentence: Sentence, before: Group, group: Group) -> bool:
    """Whether nothing but a joining word, commas and a few plain words stand between two groups."""
    start = group.first
    joined = group.conj
    if not joined and sentence.pack.grammar.verb_first:
        joined = start > before.last and _joins(sentence, sentence.before(start), group)
        if not joined:
            return False
    if start - before.last > _SIDE_BY_SIDE or (group.prep and sentence.pack.grammar.particles_apart):
        # "between units and guerrillas, with 50 rebels killed"
        return False
    for index in range(before.last, start):
        word = sentence.word(index)
        if sentence.is_comma(index) or sentence.marks(index) & {"mixed_and", "also"}:
            joined = True
            continue
        if word is not None and _parts(word):
            return False
        if sentence.is_hard(index) or ("clause" in sentence.marks(index) and _is_apart(sentence)):
            return False
        if (
            group.others
            and _is_apart(sentence)
            and sentence.pack.numbers.starts_number(sentence.words[index])
        ):
            # "huit régions et cinq autres": others of what was counted in between.
            return False
    return joined


def _parts(word: Word) -> bool:
    """Whether a word between two groups tells something else of the second one."""
    harm = word.harm
    if harm is not None and harm.frame != "state" and not (harm.frame == "noun" and word.pronoun):
        # But "لقي رجل مصرعه وثلاثة من أبنائه": the harm of those in front.
        return True
    # "ثلاثة جرحى في مواجهات بين الشرطة ومحتجين"
    return "speech" in word.marks or "joint_between" in word.marks or not word.marks.isdisjoint(_APART)


def _joins(sentence: Sentence, index: int, group: Group) -> bool:
    """Whether the word in front of `group` joins it to others.

    As in "مقتل القائد مع ثلاثة من مرافقيه", "وفاة أم مع طفليها".
    """
    marks = sentence.marks(index)
    if "mixed_and" in marks or "set_against" in marks:
        return True
    return "along_with" in marks and (are_companions(sentence, group) or _are_relatives(sentence, group))


def _is_apart(sentence: Sentence) -> bool:
    return sentence.pack.grammar.particles_apart


def are_companions(sentence: Sentence, group: Group) -> bool:
    """As in "زميله", "زميل له": tied by a pronoun to whoever was told before."""
    word = sentence.word(group.head) if group.head >= 0 else None
    if word is None or "companions" not in word.marks:
        return False
    return bool(word.pronoun) or "of_his" in sentence.marks(group.head + word.length)


def _are_relatives(sentence: Sentence, group: Group) -> bool:
    """As in "طفليها", "أبنائه الثلاثة": counted people of whoever stands in front."""
    word = sentence.word(group.head) if group.head >= 0 else None
    return word is not None and bool(word.pronoun) and group.kind in ("number", "two")
