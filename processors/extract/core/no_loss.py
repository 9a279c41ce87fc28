"""A word of loss that is denied: "لم يسفر عن أي خسائر بشرية", "no casualties"."""

from processors.extract.core.entry import Word
from processors.extract.core.finding import Finding
from processors.extract.core.negator import negator_before
from processors.extract.core.nobody import NEGATED, nobody, spared
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import body_victims

# Tokens from those spared to the "not" behind them.
_CLOSE = 4
_NO_MARKS: frozenset[str] = frozenset()


def read_loss(sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding]) -> None:
    """As in "لم يسفر عن أي خسائر بشرية", "no casualties": a word of loss with a negation in front of it."""
    word = sentence.at[index]
    if word is None or consumed[index] or word.definite or word.pronoun:
        # "لا تعرف درجة خطورة إصاباتهم"
        return
    if _is_known(sentence, index):
        return
    negator = negator_before(sentence, index)
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
        nobody("no-loss", measure, index, behind, negator) for measure in measures if measure is not None
    ]
    among = _spared_among(sentence, behind)
    for finding in found:
        # "no soldiers were killed"
        finding.victims = spared(sentence, negator + 1, index)
        if finding.victims == "unknown" and sentence.pack.grammar.adjectives_before:
            # "the army suffered no casualties"
            finding.victims = among or body_victims(sentence, max(0, negator - _CLOSE), negator) or "unknown"
    findings.extend(found)
    for at in range(index, min(behind, sentence.size)):
        consumed[at] = NEGATED


def _spared_among(sentence: Sentence, index: int) -> str | None:
    """As in "no casualties among the marines": who they are, behind the loss."""
    if "ranks" not in sentence.marks(index):
        return None
    at = sentence.after(index)
    while "determiner_one" in sentence.marks(at):
        at += 1
    word = sentence.word(at)
    return word.person.victims if word is not None and word.person is not None else None


def read_no_case(sentence: Sentence, index: int, consumed: bytearray, findings: list[Finding]) -> None:
    """As in "لم تسجل الفرق أي إصابة": the noun behind "any" tells the harm; not "لم يمنع أي إصابة"."""
    named = sentence.word(index + 1)
    person = named.person if named is not None else None
    if "any" not in sentence.marks(index) or person is None or person.harm is None or consumed[index + 1]:
        return
    negator = negator_before(sentence, index)
    if negator >= 0 and sentence.has("cause", negator + 1, index) >= 0:
        findings.append(nobody("no-loss", person.harm, index, index + 2, negator))
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
        findings.append(nobody("no-loss", measure, index + apart, last, negator))
        consumed[index + apart] = NEGATED


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
