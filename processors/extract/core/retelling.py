"""Harm that is told as known: "the attack that killed nine", "a march after the death of ..."."""

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

_REACH = 6
"""Words from the harm back to what leads to it: "that | led to the | deaths"."""


def is_retold(sentence: Sentence, finding: Finding) -> bool:
    """Whether the sentence tells it as something known that other news follows."""
    at = finding.harm_first
    if "retelling" in sentence.marks(sentence.before(at)):
        return True
    for _ in range(_REACH):
        at = sentence.before(at)
        if at <= 0 or sentence.is_comma(at) or sentence.is_hard(at):
            return False
        if "relative" in sentence.marks(at):
            return _is_known(sentence, at)
    return False


def _is_known(sentence: Sentence, relative: int) -> bool:
    """Whether what stands in front of a relative pronoun is told with the article: "the attack that"."""
    lexicon, word = sentence.pack.lexicon, sentence.words[sentence.before(relative)]
    return sentence.pack.grammar.verb_first and lexicon.article_of(word) is not None
