"""Words in front of a noun for people that only describe them: bodies, things, participles, harm."""

from processors.extract.core.entry import Word
from processors.extract.core.group import Group
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence
from processors.extract.core.victims import BODIES

_ADJECTIVES = 2
_DESCRIBING = BODIES | {"another_one"}


def describes_people(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "two bank employees", "15 army personnel": a thing or a body in front of the noun for its people."""
    if not sentence.pack.grammar.adjectives_before or word.harm is not None or word.person is not None:
        return False
    if not word.thing and not word.marks & BODIES:
        return False
    behind = index + word.length
    # "two of the city's officers"
    behind += behind < sentence.size and sentence.words[behind] in OWNER_ENDINGS
    following = sentence.word(behind)
    person = following.person if following is not None else None
    return person is not None and person.number == "p"


def is_plain_adjective(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "four convicted men": a participle without harm in front of its noun, whatever else the word can tell."""
    if not sentence.pack.grammar.adjectives_before or word.harm is not None or word.length > 1:
        return False
    following = sentence.word(index + 1)
    person = following.person if following is not None else None
    return sentence.words[index].endswith("ed") and person is not None and person.number == "p"


def is_harmed_adjective(sentence: Sentence, group: Group, index: int, word: Word) -> bool:
    """As in "5 wounded soldiers": a participle in front of its noun tells the harm."""
    if word.harm is None or not sentence.pack.grammar.adjectives_before:
        return False
    following = sentence.word(index + word.length)
    person = following.person if following is not None else None
    at = index + word.length
    for _ in range(_ADJECTIVES):
        if person is not None or (following is not None and not following.thing):
            break
        at += 1
        following = sentence.word(at)
        person = following.person if following is not None else None
    if person is None or person.number != "p" or word.harm.frame not in ("either", "state"):
        return False
    group.own = word.harm.measure
    return True


def only_describes(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "Syrian soldiers": in front of another noun for people, the first only describes it."""
    person = word.person
    if person is None or not sentence.pack.grammar.adjectives_before:
        return False
    if person.nationality and person.number == "s" and "indefinite" not in sentence.marks(index - 1):
        return True
    following = sentence.word(index + word.length)
    if following is not None and following.is_plain_thing:
        # "in Binsar, a Kurdish neighborhood"
        return person.nationality and person.number == "s"
    return following is not None and following.person is not None and not following.person.needs_number


def can_describe(sentence: Sentence, word: Word) -> bool:
    """As in "a bus driver", "a treasury police member", "a national policeman", "a Syrian doctor"."""
    before = sentence.pack.grammar.adjectives_before
    if word.person is not None:
        leads = before and (word.person.number == "s" or bool(word.marks & _DESCRIBING))
        return word.person.nationality or (leads and word.person.harm is None)
    return before and word.harm is None and (word.thing or bool(word.marks & _DESCRIBING))
