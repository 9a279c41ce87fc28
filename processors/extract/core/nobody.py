"""A finding of nobody: its claim of none, and of whom none were harmed."""

from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import body_of

NEGATED = 2
"""Of a token: what it told is denied, and read."""


def nobody(rule: str, measure: str, first: int, last: int, other: int) -> Finding:
    """None harmed: `[first, last)` says who or what, `other` the word that goes with it."""
    group = Group("nobody", first, first, last)
    group.low = group.high = 0
    group.head = first
    finding = Finding(rule, measure, group, min(first, other), max(last, other + 1))
    finding.negated = True
    return finding


def spared(sentence: Sentence, first: int, last: int) -> str:
    """As in "أي من جنود الجيش": of whom nobody was harmed."""
    for at in range(first, min(last, sentence.size)):
        word = sentence.at[at]
        if word is not None and word.person is not None and word.person.harm is None:
            return word.person.victims
        if word is not None and at > first and "of" in sentence.marks(at - 1):
            body = body_of(word)
            if body is not None:
                return body
    return "unknown"
