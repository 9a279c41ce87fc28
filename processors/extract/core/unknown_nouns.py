"""One person by a noun that the lexicon does not know: "a baker was killed", "the shooting of a barista"."""

from processors.extract.core.entry import Harm
from processors.extract.core.group import Group
from processors.extract.core.harm_words import JOINED_MEASURES
from processors.extract.core.sentence import Sentence

_PLAIN_NOUN = 3
# Up to this number what is counted stands in the plural.
_PLURAL_UP_TO = 10


def take_unknown_noun(sentence: Sentence, group: Group) -> None:
    """As in "أكثر من 40 منقبا قتلوا": a figure, a noun that the lexicon does not know, a verb of several behind it.

    Behind more than ten the noun is a singular in the accusative.
    """
    grammar, at = sentence.pack.grammar, group.last
    if group.kind != "bare" or not grammar.verb_first or at + 1 >= sentence.size or (group.low or 0) < 2:
        return
    if sentence.inside[at] or sentence.word(at) is not None or not sentence.words[at].isalpha():
        return
    verb = sentence.word(at + 1)
    if verb is None or verb.harm is None or not verb.harm.many or verb.joined:
        return
    if (group.low or 0) <= _PLURAL_UP_TO or sentence.words[at].endswith(grammar.accusative):
        group.last, group.kind = at + 1, "number"


def plain_behind(sentence: Sentence, index: int) -> Group | None:
    """As in "the fatal shooting of a barista": one person by a noun that the lexicon does not know."""
    if index + 1 >= sentence.size or "indefinite" not in sentence.marks(index):
        return None
    last = index + 1
    while last < sentence.size and last - index <= _PLAIN_NOUN and sentence.word(last) is None:
        if not sentence.words[last].isalpha():
            break
        last += 1
    if last == index + 1:
        return None
    group = Group("one", index, index, last)
    group.low = group.high = 1
    group.head = last - 1
    return group


def plain_before(sentence: Sentence, index: int, harm: Harm) -> Group | None:
    """As in "a baker was killed": one person by a noun that the lexicon does not know."""
    if harm.measure not in JOINED_MEASURES or harm.weak:
        return None
    at = sentence.before(index)
    while at >= 0 and sentence.marks(at) & {"be", "have"}:
        at = sentence.before(at)
    last = at + 1
    while at >= 0 and last - at <= _PLAIN_NOUN and sentence.word(at) is None and sentence.words[at].isalpha():
        at -= 1
    if at < 0 or at + 1 >= last or "indefinite" not in sentence.marks(at):
        return None
    group = Group("one", at, at, last)
    group.low = group.high = 1
    group.head = last - 1
    return group
