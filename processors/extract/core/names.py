"""Persons told by name: one named person harmed is one."""

from processors.extract.core.people import Group
from processors.extract.core.sentence import Sentence

_LONGEST_NAME = 5
_SHORTEST_PLAIN_NAME = 2
_PRONOUNS = ("ها", "هم", "هن", "نا")


def _named(first: int, last: int) -> Group:
    group = Group("one", first, first, last)
    group.low = group.high = 1
    group.head = first
    return group


def named_behind(sentence: Sentence, harm: int, index: int) -> Group | None:
    """A name behind the harm word at `harm`: a title, or words that nothing else is known of."""
    words = sentence.words
    while index < sentence.size and words[index] in ('"', "(", "'"):
        index += 1
    if index >= sentence.size or not words[index].isalpha():
        return None
    marks = sentence.marks(index)
    if sentence.has_case:
        if "strong_name" not in sentence.marks(harm):
            return None
        last = _capitals_end(sentence, index)
        return _named(index, last) if last - index >= 2 or ("name_titles" in marks and last > index) else None
    if "name_titles" in marks:
        return _named(index, _unknown_end(sentence, index + 1))
    if "strong_name" not in sentence.marks(harm):
        return None
    last = _unknown_end(sentence, index)
    return _named(index, last) if last > index and not _is_common(sentence, index) else None


def named_before(sentence: Sentence, index: int) -> Group | None:
    """A name in front of the verb at `index` ("George Wayman was arrested")."""
    if not sentence.pack.grammar.capitals or "strong_name" not in sentence.marks(index):
        return None
    at = sentence.before(index)
    for _ in range(3):
        if at < 0:
            return None
        marks = sentence.marks(at)
        if "be" in marks or "have" in marks or sentence.words[at].endswith("ly") or "skip" in marks:
            at = sentence.before(at)
            continue
        break
    if at >= 0 and (sentence.is_comma(at) or sentence.words[at].isdigit()):
        # An age or an apposition between: "Robert Payne, 23, was booked".
        back = 0
        while at >= 0 and back < 8 and not (sentence.words[at].isalpha() and sentence.is_capital(at)):
            at -= 1
            back += 1
    return named_ending(sentence, at + 1)


def named_ending(sentence: Sentence, last: int) -> Group | None:
    """The name whose last word stands right in front of token `last`."""
    at = last - 1
    while at >= 0 and sentence.words[at].isalpha() and sentence.is_capital(at) and sentence.word(at) is None:
        at -= 1
    first = at + 1
    if not sentence.has_case and (last - first < _SHORTEST_PLAIN_NAME or "determiner_one" in sentence.marks(at)):
        # Without lower case letters a name is told by its length alone.
        return None
    return _named(first, last) if 1 <= last - first <= _LONGEST_NAME and last > first else None


def _capitals_end(sentence: Sentence, index: int) -> int:
    start = index
    while index < sentence.size and index - start < _LONGEST_NAME and sentence.words[index].isalpha():
        if not sentence.is_capital(index):
            break
        word = sentence.word(index)
        if word is not None and "name_titles" not in word.marks:
            break
        index += 1
    return index


def _unknown_end(sentence: Sentence, index: int) -> int:
    start = index
    while index < sentence.size and index - start < _LONGEST_NAME and sentence.words[index].isalpha():
        if sentence.word(index) is not None:
            break
        index += 1
    return index


def _is_common(sentence: Sentence, index: int) -> bool:
    """A short word, or one with a pronoun behind it, is no name."""
    word = sentence.words[index]
    return len(word) < 3 or word.endswith(_PRONOUNS)
