"""Harm that is told as known: "the attack that killed nine", "a march after the death of ..."."""

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

_REACH = 6
"""Words from the harm back to what leads to it: "that | led to the | deaths"."""
_FAR_REACH = 24
"""The same for a happening told with the article: "the attack that a man made with a lorry in Nice and killed"."""
_CLOSED = frozenset({"speech", "maybe"})
"""Behind a relative clause, another verb goes on with the sentence."""


def retold_from(sentence: Sentence, finding: Finding) -> int:
    """Where the sentence leads to what it tells as known, and other news follows; -1 where it tells it as news."""
    at = sentence.before(finding.harm_first)
    if "retelling" in sentence.marks(at):
        return at
    for step in range(_FAR_REACH):
        if at <= 0 or sentence.is_comma(at) or sentence.is_hard(at):
            return -1
        marks = sentence.marks(at)
        if "relative" in marks:
            known = _is_known(sentence, at) and (step < _REACH or _is_happening(sentence, at))
            return at if known else -1
        if not marks.isdisjoint(_CLOSED):
            return -1
        at = sentence.before(at)
    return -1


def _is_known(sentence: Sentence, relative: int) -> bool:
    """Whether what stands in front of a relative pronoun is told with the article: "the attack that"."""
    lexicon, word = sentence.pack.lexicon, sentence.words[sentence.before(relative)]
    return sentence.pack.grammar.verb_first and lexicon.article_of(word) is not None


def _is_happening(sentence: Sentence, relative: int) -> bool:
    """Whether it is a happening that a relative clause goes on of."""
    word = sentence.word(sentence.before(relative))
    return word is not None and any(mark.startswith("event:") for mark in word.marks)
