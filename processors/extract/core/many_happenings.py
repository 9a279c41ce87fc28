"""Harm of many happenings: "the war has killed 9,000", "11 were shot in four places"."""

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

# Tokens from a number back from what it counts ("three Dayton shootings").
_COUNTED_REACH = 2
_FEWEST = 2


def is_of_many(sentence: Sentence, finding: Finding) -> bool:
    """Whether what is told is the harm of a strife that goes on, or of several counted happenings."""
    if finding.negated or finding.group.kind == "one":
        return False
    roles = sentence.roles
    return ("strife" in roles and _is_of_strife(sentence, finding)) or (
        "happenings" in roles and any(_is_counted(sentence, at) for at in roles["happenings"])
    )


def _is_of_strife(sentence: Sentence, finding: Finding) -> bool:
    """As in "the conflict in the east has killed more than 9,000": in the perfect, what it has cost so far."""
    for at in sentence.roles["strife"]:
        if at >= finding.harm_first:
            return False
        have = sentence.has("have", at + 1, finding.harm_first + 1)
        if have >= 0 and not any(sentence.is_hard(mark) for mark in range(at, finding.harm_first)):
            return True
    return False


def _is_counted(sentence: Sentence, index: int) -> bool:
    """As in "in four places", "in other accidents": several happenings, each told by its number or apart."""
    # Where adjectives stand behind, the number stands right in front of what it counts.
    reach = _COUNTED_REACH if sentence.pack.grammar.adjectives_before else 1
    for at in range(index - 1, max(-1, index - 1 - reach), -1):
        if "apart_from" in sentence.marks(at):
            return True
        if sentence.pack.numbers.starts_number(sentence.words[at]):
            number = sentence.pack.numbers.read_at(sentence.tokens, at)
            return number is not None and number.last <= index and (number.low or 0) >= _FEWEST
        if not sentence.words[at].isalpha():
            return False
    return False
