"""How a claim stands in time and sum: cumulative or of one incident, earlier or looked back at, rise or fall."""

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

_CHANGE_REACH = 24
_CHANGE_BEHIND = 4
_EARLIER_REACH = 14
_WORST_REACH = 7


def scope_of(sentence: Sentence, finding: Finding) -> str:
    """`cumulative` when the sentence speaks of a stretch of time or of several happenings."""
    index = sentence.has("cumulative", 0, sentence.size)
    if index < 0 or sentence.has("worst", index - _WORST_REACH, index) >= 0:
        return "incident"
    for at in range(finding.last, index):
        if sentence.is_hard(at):
            return "incident"
        # A new figure behind a comma owns the stretch of time ("قتل 5 اليوم، ليرتفع العدد منذ بداية العام").
        if sentence.is_comma(at) and _new_figure(sentence, at, index):
            return "incident"
    return "cumulative"


def _new_figure(sentence: Sentence, first: int, last: int) -> bool:
    for at in range(first, last):
        word = sentence.at[at]
        if word is not None and (word.harm is not None or word.marks & {"toll", "rise", "toll_killed"}):
            return True
    return False


def tense_of(sentence: Sentence, finding: Finding, *, is_past_article: bool) -> str:
    """present, earlier (an older figure of the same happening) or look_back (another happening)."""
    if is_past_article or sentence.has("look_back", 0, sentence.size) >= 0:
        return "look_back"
    index = sentence.has("earlier", 0, sentence.size)
    if index >= 0 and 0 <= finding.group.first - index <= _EARLIER_REACH:
        return "earlier"
    return "present"


def change_of(sentence: Sentence, finding: Finding, findings: list[Finding]) -> str | None:
    """What the wording says of an earlier figure."""
    group = finding.group
    if finding.additional:
        return "additional"
    if finding.group.among or finding.negated:
        return None
    if group.additional:
        return "additional"
    if sentence.has("correct", 0, sentence.size) >= 0 and finding.rule == "toll":
        return "correction"
    if finding.rule == "toll" or _led_by_to(sentence, finding):
        low = max(0, finding.first - _CHANGE_REACH)
        if sentence.has("correct", low, finding.last) >= 0:
            return "correction"
        if sentence.has("fall", low, finding.last + _CHANGE_BEHIND) >= 0:
            return "fall"
        if sentence.has("rise", low, finding.last + _CHANGE_BEHIND) >= 0:
            return "rise"
    if group.others and any(
        other is not finding and other.measure == finding.measure and other.group.first < group.first
        for other in findings
    ):
        return "additional"
    return None


def _led_by_to(sentence: Sentence, finding: Finding) -> bool:
    at = sentence.before(finding.group.first)
    return at >= 0 and "to" in sentence.marks(at)
