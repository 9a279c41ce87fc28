"""Harm that came to no one: "no one was hurt", "لم يصب أحد"."""

from processors.extract.core.finding import Finding
from processors.extract.core.negator import negator_of
from processors.extract.core.no_loss import read_no_case
from processors.extract.core.nobody import NEGATED, nobody, spared
from processors.extract.core.second_words import second_words
from processors.extract.core.sentence import Sentence

_CLOSE = 4
_AHEAD = 8


def read_no_one(
    sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding], denial: int
) -> None:
    """As in "no one was hurt", "لم يصب أحد"."""
    one = sentence.word(index)
    if not _means_nobody(sentence, index) or (one is not None and one.definite):
        # "الأحد" is Sunday.
        return
    found = _harm_near(sentence, index, consumed)
    if found < 0:
        read_no_case(sentence, index, consumed, findings)
        return
    word = sentence.at[found]
    if word is None or word.harm is None:
        return
    second = second_words(sentence, found, word.harm)
    if word.harm.needs and not second:
        # "لم تحصد سوى نقطة": no lives.
        return
    if _is_asked(sentence, index, found):
        return
    negator = negator_of(sentence, index, found, denial)
    if negator < 0:
        return
    measure = word.harm.measure
    named = sentence.word(index + 1)
    if (
        "any" in sentence.marks(index)
        and named is not None
        and named.person is not None
        and named.person.harm
    ):
        # "عدم سقوط أي جريح": the noun tells the harm, and is nobody either.
        measure = named.person.harm
        consumed[index + 1] = NEGATED
    finding = nobody("no-one", measure, index, index + 1, found)
    finding.harm_last = found + word.length
    finding.victims = spared(sentence, index, index + _CLOSE)
    findings.append(finding)
    consumed[found] = NEGATED
    for at in second:
        # "لم يلق أحد مصرعه": the second word tells the same harm.
        consumed[at] = NEGATED


def _is_asked(sentence: Sentence, index: int, harm: int) -> bool:
    """As in "has not said if anyone was held", "nobody knew how many were hurt": nothing is denied."""
    if not sentence.pack.grammar.adjectives_before:
        return False
    if sentence.has("unknown_amount", index, harm) >= 0:
        return True
    return "hypothetical" in sentence.marks(sentence.before(index))


def _means_nobody(sentence: Sentence, index: int) -> bool:
    """As in "any" alone is nobody only with people behind it: "أي من الجنود", "any soldiers"."""
    if "any" not in sentence.marks(index):
        return True
    following = sentence.word(index + 1)
    if following is not None and "of" in following.marks:
        following = sentence.word(sentence.after(index + 1))
    return following is not None and (following.person is not None or bool({"of", "among"} & following.marks))


def _harm_near(sentence: Sentence, index: int, consumed: bytearray) -> int:
    """The harm word that "no one" belongs to: close before it, or behind it in the same clause."""
    at = sentence.before(index)
    # "injuring nobody", but not "ten wounded but none killed".
    for _ in range(_CLOSE if sentence.pack.grammar.verb_first else 1):
        if at < 0 or sentence.is_hard(at):
            break
        word = sentence.at[at]
        if word is not None and word.harm is not None and not consumed[at]:
            return at
        at = sentence.before(at)
    if sentence.pack.grammar.verb_first:
        return _denied_behind(sentence, index, consumed)
    for at in range(index + 1, min(index + _AHEAD, sentence.size)):
        if sentence.is_hard(at) or sentence.is_comma(at) or "relative" in sentence.marks(at):
            break
        word = sentence.at[at]
        if word is not None and word.harm is not None and not consumed[at]:
            return at
    return -1


def _denied_behind(sentence: Sentence, index: int, consumed: bytearray) -> int:
    """As in "أن أحدا من عناصرها لم يقتل": the negated verb behind "no one"."""
    negator = sentence.has("negator", index + 1, index + _AHEAD)
    if negator < 0:
        return -1
    at = sentence.after(negator)
    word = sentence.word(at)
    return at if word is not None and word.harm is not None and not consumed[at] else -1
