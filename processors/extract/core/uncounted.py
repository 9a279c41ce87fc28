"""People without a number in front: what kind of word begins them, or whether it is no people at all."""

from processors.extract.core.entry import Person, Word
from processors.extract.core.group import Group, single
from processors.extract.core.modifiers import only_describes
from processors.extract.core.one_person import singular
from processors.extract.core.plurals import plural
from processors.extract.core.sentence import Sentence
from processors.extract.core.standing_alone import another, another_one, one_of, pronoun_group, two_others

STANDS_ALONE = frozenset(
    {
        "one_of",
        "others_alone",
        "two_others",
        "most",
        "another_one",
        "the_other",
        "more",
        "pronoun_one",
        "pronoun_object",
    }
)
"""Roles of words that stand for people by themselves."""
_BEFORE_ONE = frozenset({"determiner_one", "others", "more", "adjective", "negator"})
_BEFORE_NOUN = _BEFORE_ONE | {"partitive", "of", "mixed_and", "cause"}


def uncounted(sentence: Sentence, index: int, word: Word) -> Group | None:
    """The people that begin at `index` without a number in front, or None."""
    marks = word.marks
    if word.person is None and marks.isdisjoint(STANDS_ALONE):
        return None
    if "one_of" in marks:
        return one_of(sentence, index, word)
    if "others_alone" in marks or "most" in marks:
        known = index > 0 and "determiner_one" in sentence.marks(index - 1)
        return None if known else pronoun_group(sentence, index, word)
    if "another_one" in marks or "two_others" in marks:
        return two_others(index, word) if "two_others" in marks else another_one(sentence, index, word)
    if "the_other" in marks:
        return another(sentence, index, word)
    if "more" in marks and sentence.pack.grammar.particles_apart:
        return another(sentence, index, word)
    if "pronoun_one" in marks or "pronoun_object" in marks:
        return single("pronoun" if "pronoun_one" in marks else "object", index, index + 1)
    person = word.person
    if (
        person is None
        or (person.needs_number and person.number != "d")
        or (word.pronoun == "p" and _is_of_known(sentence, index, word, person))
        or only_describes(sentence, index, word)
        or _is_predicate(sentence, index, person)
    ):
        return None
    if person.number == "p":
        return plural(sentence, index, word, person)
    return singular(sentence, index, word, person)


def _is_of_known(sentence: Sentence, index: int, word: Word, person: Person) -> bool:
    """As in "جرحاهم", where a definite number counts them in "أطفالهما الثلاثة"."""
    if person.harm is not None:
        return True
    behind = index + word.length
    numbers = sentence.pack.numbers
    counted = behind < sentence.size and numbers.starts_number(sentence.words[behind])
    definite = counted and sentence.pack.lexicon.starts_definite(sentence.words[behind])
    return person.number == "p" and not definite


def _is_predicate(sentence: Sentence, index: int, person: Person) -> bool:
    """As in "elles ont été blessées": a participle that is a noun too is one behind an article alone."""
    grammar = sentence.pack.grammar
    if grammar.adjectives_before or not grammar.particles_apart:
        return False
    if person.harm is None:
        # "les rues voisines": right behind a plain noun it says which.
        if person.number != "p" or index < 1 or sentence.inside[index - 1]:
            return False
        before = sentence.word(index - 1)
        return sentence.words[index - 1].isalpha() and (before is None or before.is_plain_thing)
    marks = sentence.marks(sentence.before(index)) if index else frozenset()
    if person.number == "s":
        # "Mort aux vaches", "Blessé, il a été arrêté"
        return not marks & _BEFORE_ONE
    return index > 0 and not marks & _BEFORE_NOUN
