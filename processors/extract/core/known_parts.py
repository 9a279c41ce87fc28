"""Parts of people told before: "one of the two was hurt", "several of them", "most of the deaths"."""

from language.numbers import Kind, Number
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_NOUN_REACH = 4
_TOLD = frozenset({"be", "have", "relative", "speech"})


def takes_them(sentence: Sentence, group: Group, number: Number) -> bool:
    """Makes `group` a part of those told before where "them" stands in its number: "several of them were hurt"."""
    them = sentence.word(number.last - 1)
    rough = number.kind == Kind.VAGUE and number.last > number.core + 1
    if not rough or them is None or "among_after" not in them.marks:
        return False
    group.among = group.of_them = True
    group.kind, group.last = "number", number.last - 1 + them.length
    return True


def past_known_number(sentence: Sentence, group: Group, index: int) -> int:
    """Tokens of the number of people told before ("one of the two"); 0 where those are all that `group` is of."""
    number = sentence.pack.numbers.read_at(sentence.tokens, index)
    behind = number.last if number is not None and number.kind == Kind.COUNT else index
    if behind > index and _goes_straight_on(sentence, behind):
        group.among = group.of_them = True
        group.kind, group.last = "number", behind
        return 0
    return max(behind - index, 1)


def _goes_straight_on(sentence: Sentence, index: int) -> bool:
    """Whether no noun follows but what is told of the people."""
    word = sentence.word(index)
    if word is None:
        return index >= sentence.size or not sentence.words[index].isalpha()
    return word.person is None and (word.harm is not None or bool(word.marks & _TOLD))


def is_of_known_harm(sentence: Sentence, number: Number) -> bool:
    """As in "most of the deaths occurred in the hills": a rough part of what is counted elsewhere."""
    if number.kind != Kind.VAGUE or not sentence.pack.grammar.adjectives_before:
        return False
    if number.last >= sentence.size:
        return False
    article = sentence.words[number.last] in sentence.pack.grammar.definite
    noun = sentence.word(number.last + 1)
    owned = noun is not None and noun.harm is not None and noun.harm.frame == "owned"
    return article and owned


def is_of_pair(sentence: Sentence, number: Number) -> bool:
    """As in "both the driver and a passenger": "both" joins two that are told behind it, and counts nobody."""
    if "both" not in sentence.marks(number.core) or "determiner_one" not in sentence.marks(number.last):
        return False
    # "both the men"
    ahead = (sentence.word(at) for at in range(number.last + 1, number.last + _NOUN_REACH))
    return not any(
        word is not None and word.person is not None and word.person.number == "p" for word in ahead
    )
