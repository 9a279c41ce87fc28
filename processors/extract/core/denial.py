"""Harm that is told and denied: "نفت الوزارة مقتل أي من جنودها", "has not been arrested"."""

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

_DENIAL_REACH = 14
# Tokens from a verb back to its "not", over what may stand between: "has not yet been named or arrested".
_NOT_REACH = 6
# Tokens from "reports" to what they tell.
_RUMOUR_REACH = 6
_BEHIND_NOT = frozenset({"be", "have", "come_about", "behind_not", "joint_or"})


def apply_denial(sentence: Sentence, findings: list[Finding]) -> list[Finding]:
    """Turns what stands behind a verb of denial into its denial, and drops what a plain "not" cancels."""
    denial = denial_verb(sentence)
    kept: list[Finding] = []
    for finding in findings:
        if finding.negated:
            if denial >= 0:
                finding.denied = True
            kept.append(finding)
            continue
        if (
            denial >= 0
            and 0 < finding.first - denial <= _DENIAL_REACH
            and not _escapes(sentence, denial, finding)
        ):
            _deny(finding)
            kept.append(finding)
            continue
        if "baseless" in sentence.roles and _is_baseless(sentence, finding):
            _deny(finding)
            kept.append(finding)
            continue
        if _is_of_nobody(sentence, finding):
            _deny(finding)
            finding.denied, finding.rule = False, "no-one"
        if finding.negated or not _is_cancelled(sentence, finding):
            kept.append(finding)
    return kept


def _is_baseless(sentence: Sentence, finding: Finding) -> bool:
    """As in "خبر وفاة أحد المعتصمين لا أساس له من الصحة": the rumour in front, what it is worth behind."""
    if finding.negated or sentence.has("rumour", finding.harm_first - _RUMOUR_REACH, finding.harm_first) < 0:
        return False
    at = sentence.has("baseless", max(finding.last, finding.group.last), sentence.size)
    return at >= 0 and not any(sentence.is_hard(mark) for mark in range(finding.last, at))


def _is_of_nobody(sentence: Sentence, finding: Finding) -> bool:
    """As in "no suspects in the case were arrested": nobody of the plain plural behind "no"."""
    group = finding.group
    if group.kind != "many" or group.among or not sentence.pack.grammar.adjectives_before:
        return False
    marks = sentence.marks(sentence.before(group.first))
    return "negator" in marks and "determiner_no" in marks


def _deny(finding: Finding) -> None:
    group = finding.group
    group.low = group.high = 0
    group.qualifier, group.word = "exact", None
    finding.negated = finding.denied = True
    finding.rule = "denial"
    finding.whole = None


def denial_verb(sentence: Sentence) -> int:
    """The verb of denial, or -1: none where the speaker denies only to have done it, or takes a denial back."""
    index = sentence.has("denial", 0, sentence.size)
    word = sentence.word(index)
    if word is None or word.pronoun:
        return -1
    if (
        sentence.has("responsibility", index, index + 8) >= 0
        or sentence.has("retreat", 0, sentence.size) >= 0
    ):
        return -1
    return index


def _escapes(sentence: Sentence, denial: int, finding: Finding) -> bool:
    """Whether a new clause has begun between the denial and the finding."""
    for index in range(denial + 1, finding.first):
        if sentence.is_hard(index) and sentence.words[index] != ":":
            return True
        if sentence.is_comma(index) and sentence.has("speech", index, finding.first) >= 0:
            return True
    return False


def _is_cancelled(sentence: Sentence, finding: Finding) -> bool:
    """As in "لم يقتل الجنود": a plain negation right before the harm word leaves no claim."""
    at = sentence.before(finding.harm_first)
    for _ in range(_NOT_REACH if sentence.pack.grammar.adjectives_before else 2):
        if at < 0:
            return False
        marks = sentence.marks(at)
        if "negator" in marks and not sentence.inside[at]:
            return True
        if not marks & _BEHIND_NOT:
            return False
        at = sentence.before(at)
    return False
