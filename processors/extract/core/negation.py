"""Harm that the text denies: "no one was hurt", "دون وقوع إصابات", "نفت الوزارة مقتل أي من جنودها"."""

from processors.extract.core.entry import Harm, Word
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.harm_words import NEED_REACH
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import body_of, body_victims

NEGATED = 2
_REACH = 9
_CLOSE = 4
_AHEAD = 8
_DENIAL_REACH = 14
# Tokens from a verb back to its "not", over what may stand between: "has not yet been named or arrested".
_NOT_REACH = 6
_BEHIND_NOT = frozenset({"be", "have", "come_about", "behind_not", "joint_or"})
_NO_MARKS: frozenset[str] = frozenset()
_NOBODY = frozenset({"loss", "no_one"})


def read_negations(sentence: Sentence, groups: list[Group], consumed: bytearray) -> list[Finding]:
    """Findings of nobody harmed; what they are read from is marked in `consumed` for the rules that follow."""
    findings: list[Finding] = []
    denial = _denial(sentence)
    # "ضحايا الهجوم" are known people: not to be denied.
    known = {group.head for group in groups if group.definite and group.kind == "many"}
    for index in sentence.all_with(_NOBODY):
        if index not in known and "loss" in sentence.marks(index):
            _read_loss(sentence, index, consumed, findings)
        elif "no_one" in sentence.marks(index):
            _read_no_one(sentence, index, consumed, findings, denial)
    return findings


def apply_denial(sentence: Sentence, findings: list[Finding]) -> list[Finding]:
    """Turns what stands behind a verb of denial into its denial, and drops what a plain "not" cancels."""
    denial = _denial(sentence)
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
        if _is_of_nobody(sentence, finding):
            _deny(finding)
            finding.denied, finding.rule = False, "no-one"
        if finding.negated or not _is_cancelled(sentence, finding):
            kept.append(finding)
    return kept


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


def _denial(sentence: Sentence) -> int:
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


def _read_loss(sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding]) -> None:
    """As in "لم يسفر عن أي خسائر بشرية", "no casualties": a word of loss with a negation in front of it."""
    word = sentence.at[index]
    if word is None or consumed[index] or word.definite or word.pronoun:
        # "لا تعرف درجة خطورة إصاباتهم"
        return
    if _is_known(sentence, index):
        return
    negator = _negator_before(sentence, index)
    if negator < 0:
        return
    behind = index + word.length
    measures = [] if _tells_well(sentence, negator, index) else [_loss_measure(word)]
    following = sentence.word(behind)
    step = behind
    if following is not None and not following.joined and "joint_or" in following.marks:
        step = behind + 1
        following = sentence.word(step)
    if (
        measures
        and following is not None
        and "loss" in following.marks
        and (following.joined or step > behind)
    ):
        measures.append(_loss_measure(following))
        behind = step + following.length
    found = [
        _nobody("no-loss", measure, index, behind, negator) for measure in measures if measure is not None
    ]
    for finding in found:
        # "no soldiers were killed"
        finding.victims = _victims_near(sentence, negator + 1, index)
        if finding.victims == "unknown" and sentence.pack.grammar.adjectives_before:
            # "the army suffered no casualties"
            finding.victims = body_victims(sentence, max(0, negator - _CLOSE), negator) or "unknown"
    findings.extend(found)
    for at in range(index, min(behind, sentence.size)):
        consumed[at] = NEGATED


def _is_known(sentence: Sentence, index: int) -> bool:
    """As in "n'a pas signalé son décès", "aucun des blessés n'est en danger": they are harmed all the same."""
    owned = index > 0 and sentence.words[index - 1] in sentence.pack.grammar.definite
    # "had no right to arrest them": what nobody has done yet.
    verb = sentence.pack.grammar.particles_apart and "to" in sentence.marks(sentence.before(index))
    owned = owned or verb
    marks = sentence.marks(index - 1) if sentence.pack.grammar.adjectives_before else _NO_MARKS
    # "would not describe his injuries"
    owned = owned or ("determiner_one" in marks and "indefinite" not in marks)
    return owned or "partitive" in sentence.marks(index - 1)


def _tells_well(sentence: Sentence, negator: int, index: int) -> bool:
    """As in "her son was not hurt": those told of are well, which denies no harm that was done."""
    word = sentence.word(index)
    told = word is not None and word.harm is not None
    return told and "plain_not" in sentence.marks(negator) and negator == sentence.before(index)


def _loss_measure(word: Word) -> str | None:
    if word.person is not None and word.person.harm is not None:
        return word.person.harm
    if word.harm is not None:
        return word.harm.measure
    return "killed_or_wounded" if word.length > 1 or "loss" in word.marks else None


def _negator_before(sentence: Sentence, index: int) -> int:
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
        if "what" in sentence.marks(at) and sentence.pack.grammar.adjectives_before:
            # "would not say what killed the woman"
            return -1
        if "that" in sentence.marks(at) and sentence.pack.grammar.verb_first:
            # "دون أن يسفر عن إصابات": the negation stands right in front of the particle.
            at = sentence.before(at)
            return at if "negator" in sentence.marks(at) else -1
        at = sentence.before(at)
    return -1


def _read_no_one(
    sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding], denial: int
) -> None:
    """As in "no one was hurt", "لم يصب أحد"."""
    one = sentence.word(index)
    if not _means_nobody(sentence, index) or (one is not None and one.definite):
        # "الأحد" is Sunday.
        return
    found = _harm_near(sentence, index, consumed)
    if found < 0:
        _read_no_case(sentence, index, consumed, findings)
        return
    word = sentence.at[found]
    if word is None or word.harm is None or not _is_whole(sentence, found, word.harm):
        return
    if _is_asked(sentence, index, found):
        return
    negator = _negator_of(sentence, index, found, denial)
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
    finding = _nobody("no-one", measure, index, index + 1, found)
    finding.harm_last = found + word.length
    finding.victims = _victims_near(sentence, index, index + _CLOSE)
    findings.append(finding)
    consumed[found] = NEGATED
    _take_second_word(sentence, found, word.harm, consumed)


def _take_second_word(sentence: Sentence, index: int, harm: Harm, consumed: bytearray) -> None:
    """As in "لم يلق أحد مصرعه": the second word of a verb tells the same harm."""
    for at in range(index + 1, min(index + NEED_REACH, sentence.size)):
        if sentence.words[at] in harm.needs:
            consumed[at] = NEGATED


def _is_whole(sentence: Sentence, index: int, harm: Harm) -> bool:
    """Whether a verb that says harm with a second word alone has it: "لم يلق أحد حتفه", not "لم تحصد سوى نقطة"."""
    behind = sentence.words[index + 1 : index + NEED_REACH]
    return not harm.needs or not harm.needs.isdisjoint(behind)


def _negator_of(sentence: Sentence, index: int, found: int, denial: int) -> int:
    """What denies the harm at `found` of "anyone" at `index`: a word of its own, one in front or between; or -1."""
    own = "negator" in sentence.marks(index)
    negator = index if own else _negator_before(sentence, max(found, 0)) if found < index else -1
    if negator < 0 and denial >= 0 and denial < index:
        negator = denial
    if negator < 0 and not own:
        negator = _negator_before(sentence, index)
    if negator < 0 and found > index:
        negator = sentence.has("negator", index + 1, found)
    return negator


def _is_asked(sentence: Sentence, index: int, harm: int) -> bool:
    """As in "has not said if anyone was held", "nobody knew how many were hurt": nothing is denied."""
    if not sentence.pack.grammar.adjectives_before:
        return False
    if sentence.has("unknown_amount", index, harm) >= 0:
        return True
    return "hypothetical" in sentence.marks(sentence.before(index))


def _read_no_case(sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding]) -> None:
    """As in "لم تسجل الفرق أي إصابة": the noun behind "any" tells the harm; not "لم يمنع أي إصابة"."""
    named = sentence.word(index + 1)
    person = named.person if named is not None else None
    if "any" not in sentence.marks(index) or person is None or person.harm is None or consumed[index + 1]:
        return
    negator = _negator_before(sentence, index)
    if negator >= 0 and sentence.has("cause", negator + 1, index) >= 0:
        findings.append(_nobody("no-loss", person.harm, index, index + 2, negator))
        consumed[index + 1] = NEGATED
        _or_other_loss(sentence, index + 2, negator, consumed, findings)


def _or_other_loss(
    sentence: Sentence, index: int, negator: int, consumed: bytearray, findings: list[Finding]
) -> None:
    """As in "لم تسجل أي إصابة أو وفيات": a second loss that the same words deny."""
    apart = "joint_or" in sentence.marks(index)
    word = sentence.word(index + apart)
    if word is None or not (apart or word.joined) or "loss" not in word.marks:
        return
    measure = _loss_measure(word)
    if measure is not None:
        last = index + apart + word.length
        findings.append(_nobody("no-loss", measure, index + apart, last, negator))
        consumed[index + apart] = NEGATED


def _means_nobody(sentence: Sentence, index: int) -> bool:
    """As in "any" alone is nobody only with people behind it: "أي من الجنود", "any soldiers"."""
    if "any" not in sentence.marks(index):
        return True
    following = sentence.word(index + 1)
    if following is not None and "of" in following.marks:
        following = sentence.word(sentence.after(index + 1))
    return following is not None and (following.person is not None or bool({"of", "among"} & following.marks))


def _victims_near(sentence: Sentence, first: int, last: int) -> str:
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


def _nobody(rule: str, measure: str, first: int, last: int, other: int) -> Finding:
    group = Group("nobody", first, first, last)
    group.low = group.high = 0
    group.head = first
    finding = Finding(rule, measure, group, min(first, other), max(last, other + 1))
    finding.negated = True
    return finding
