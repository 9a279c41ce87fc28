"""The word that says "not" of harm, as far as it reaches: "لم يصب أحد", "دون أن يسفر عن إصابات"."""

from processors.extract.core.sentence import Sentence

_REACH = 9


_ASKED = frozenset({"what", "whether"})


def negator_before(sentence: Sentence, index: int) -> int:
    """Where the negation in front of `index` is, or -1: none of its clause denies what is there."""
    at = sentence.before(index)
    for _ in range(_REACH):
        if at < 0 or sentence.is_hard(at) or (sentence.is_comma(at)):
            return -1
        word = sentence.at[at]
        if "negator" in sentence.marks(at):
            if sentence.has("unknown_amount", at - 2, index) >= 0:
                # "not immediately clear how many were killed" denies nothing.
                return -1
            return -1 if sentence.has("hypothetical", at - 3, at) >= 0 else at
        # A number or people between: the negation is of something else.
        light = word is not None and word.harm is not None and word.harm.light
        if sentence.words[at][0].isdigit() or (word is not None and word.harm is not None and not light):
            return -1
        if not sentence.marks(at).isdisjoint(_ASKED) and sentence.pack.grammar.adjectives_before:
            # "would not say what killed the woman", "did not state whether there were casualties"
            return -1
        if "that" in sentence.marks(at) and sentence.pack.grammar.verb_first:
            # "دون أن يسفر عن إصابات": the negation stands right in front of the particle.
            at = sentence.before(at)
            return at if "negator" in sentence.marks(at) else -1
        at = sentence.before(at)
    return -1


def negator_of(sentence: Sentence, index: int, found: int, denial: int) -> int:
    """What denies the harm at `found` of "anyone" at `index`: a word of its own, one in front or between; or -1."""
    own = "negator" in sentence.marks(index)
    negator = index if own else negator_before(sentence, max(found, 0)) if found < index else -1
    if negator < 0 and denial >= 0 and denial < index:
        negator = denial
    if negator < 0 and not own:
        negator = negator_before(sentence, index)
    if negator < 0 and found > index:
        negator = sentence.has("negator", index + 1, found)
    return negator
