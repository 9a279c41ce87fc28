"""Words that stand for people by themselves: "one of the wounded", "others", "another"."""

from processors.extract.core.entry import Word
from processors.extract.core.group import Group, single
from processors.extract.core.heads import take_head
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import victims_behind


def one_of_them(sentence: Sentence, index: int) -> Group:
    """As in "two were hurt, one of them seriously": a share of those told before."""
    word = sentence.word(index)
    group = single("number", index, index + (word.length if word is not None else 1))
    group.among = group.of_them = True
    state = sentence.word(group.last)
    person = state.person if state is not None and sentence.pack.grammar.verb_first else None
    if (
        state is not None
        and person is not None
        and person.harm
        and not (state.joined or state.definite or state.prep)
    ):
        # "ضبط أربعة أحدهم مصاب بطلق ناري"
        group.own, group.last = person.harm, group.last + state.length
    return group


def another_one(sentence: Sentence, index: int, word: Word) -> Group | None:
    """As in "توفي شخصان وأصيب ثالث": one more, right behind the word for the harm."""
    before = sentence.word(sentence.before(index))
    if before is None or word.joined or word.prep:
        return None
    if sentence.pack.grammar.particles_apart:
        following = sentence.word(index + word.length)
        told = following is not None and ("be" in following.marks or following.harm is not None)
        if "indefinite" not in before.marks or not told:
            return None
    elif before.harm is None:
        return None
    group = single("number", index, index + word.length)
    group.others = True
    return group


def two_others(index: int, word: Word) -> Group:
    """As in "لقي شابان مصرعهما وأصيب آخران": two more by the form of the word."""
    group = Group("number", index, index, index + word.length)
    group.low = group.high = 2
    group.head, group.others = index, True
    return group


def pronoun_group(sentence: Sentence, index: int, word: Word) -> Group:
    """As in "others", "some of them": people without a number or a noun."""
    group = Group("many", index, index, index + word.length)
    group.head, group.qualifier = index, "vague"
    group.word = sentence.text_of(index, index + word.length)
    group.among = group.most = "most" in word.marks
    group.others = not group.most
    mark = sentence.pack.grammar.dual_mark
    if mark and group.others and mark in group.word:
        group.kind, group.qualifier, group.low, group.high, group.word = "number", "exact", 2, 2, None
    return group


def one_of(sentence: Sentence, index: int, word: Word) -> Group | None:
    head = index + word.length
    if word.definite:
        # "الأحد" is Sunday.
        return None
    if head < sentence.size and sentence.pack.numbers.starts_number(sentence.words[head]):
        # "l'un des deux enfants"
        number = sentence.pack.numbers.read_at(sentence.tokens, head)
        head = number.last if number is not None else head
    noun = sentence.word(head)
    if noun is None or noun.person is None or noun.person.number not in ("p", "d"):
        return None
    group = single("number", index, head + noun.length)
    take_head(group, head, noun, noun.person)
    if noun.person.harm is not None:
        group.own, group.definite, group.additional = None, True, True
    else:
        victims_behind(sentence, group, group.last)
    return group


def another(sentence: Sentence, index: int, word: Word) -> Group | None:
    """As in "another was killed": a pronoun, when no noun and no number follows."""
    if "another" not in word.marks:
        return None
    following = sentence.word(index + word.length)
    if following is None or not ("be" in following.marks or following.harm is not None):
        return None
    group = single("number", index, index + word.length)
    group.additional = "the_other" not in word.marks
    group.others = not group.additional
    return group
