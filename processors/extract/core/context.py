"""How a claim stands in time and sum: cumulative or of one incident, earlier or looked back at, rise or fall."""

import re
from collections.abc import Set as AbstractSet

from processors.extract.core.finding import Finding
from processors.extract.core.many_happenings import is_of_many
from processors.extract.core.sentence import Sentence

_CHANGE_REACH = 24
_CHANGE_BEHIND = 4
_EARLIER_REACH = 14
# Tokens from "corrected" to the toll that is put right.
_PUT_RIGHT_REACH = 7
_PUT_RIGHT = frozenset({"put_right", "toll", "toll_killed", "earlier"})
_WORST_REACH = 7
_SINCE_REACH = 13
# So many crimes may be of one happening ("a double homicide").
_FEW = 3
# Where a date stands behind its verb, so many may still be of one happening of that year.
_MANY = 300
# So many are held by a campaign, and not at one time.
_CAMPAIGN = 500
# Tokens from those counted to the year that they are counted by.
_YEAR_REACH = 6
_TELLS_MORE = frozenset({"people-verb", "counted-victims"})
# Tokens from "over" to the days that are counted.
_UNIT_REACH = 2
_OF_PERSONS = frozenset({"noun-people", "verb-people", "people-verb"})
_YEAR = re.compile(r"(?:19|20)\d\d")


def scope_of(sentence: Sentence, finding: Finding) -> str:
    """`cumulative` when the sentence speaks of a stretch of time or of several happenings."""
    group = finding.group
    alone = group.kind == "one" and finding.rule in _OF_PERSONS and not _is_one_of_many(sentence)
    if group.low == group.high == 1 and (group.among or alone):
        # "many have been killed over ten years, including an archbishop": one death is one happening; so is "a youth
        # was killed in clashes that have gone on for days".
        return "incident"
    if _is_total(sentence, finding):
        return "cumulative"
    index = _stretch(sentence)
    if index < 0 or sentence.has("worst", index - _WORST_REACH, index) >= 0:
        return "incident"
    if _is_when(sentence, finding, index):
        return "incident"
    if "since" in sentence.marks(index) and _begins_anew(sentence, index, finding.first):
        return "incident"
    happenings = "several_happenings" in sentence.marks(index)
    for at in range(finding.last, index):
        if sentence.is_hard(at) or _is_of_another_verb(sentence, at):
            return "incident"
        if happenings:
            # "two are dead, and nine wounded in weekend shootings": all of them.
            continue
        # A new figure behind a comma owns the stretch of time ("قتل 5 اليوم، ليرتفع العدد منذ بداية العام").
        if sentence.is_comma(at) and (_new_figure(sentence, at, index) or "clause" in sentence.marks(at + 1)):
            return "incident"
    return "cumulative"


def _is_one_of_many(sentence: Sentence) -> bool:
    """As in "وفاة طفل وإصابة 18 في 3 حوادث": several happenings, of which nobody is told apart."""
    return sentence.pack.grammar.verb_first and "several_happenings" in sentence.roles


def _is_total(sentence: Sentence, finding: Finding) -> bool:
    """Whether the people are counted over a year, or over happenings that are themselves counted."""
    if finding.over_time or _is_sum_of_crimes(sentence, finding):
        return True
    if finding.group.kind != "one" and sentence.has("often", 0, finding.last) >= 0:
        return True
    if finding.measure == "detained" and (finding.group.low or 0) >= _CAMPAIGN:
        return True
    return _is_of_year(sentence, finding) or is_of_many(sentence, finding) or _is_of_period(sentence, finding)


def _is_of_period(sentence: Sentence, finding: Finding) -> bool:
    """As in "between 1 January and 30 June 1,592 people were killed"."""
    if sentence.pack.period is None or (finding.group.low or 0) <= _FEW:
        return False
    return sentence.pack.period.search(sentence.folded.text, *sentence.span) is not None


def _is_when(sentence: Sentence, finding: Finding, stretch: int) -> bool:
    """As in "a man was shot over the weekend", "فقدوا منذ الخميس": when it was, and not how many in that time."""
    if finding.group.kind == "one" and not finding.negated:
        # One person is harmed in one happening, whenever that was.
        return sentence.pack.grammar.adjectives_before or "weekend" in sentence.marks(stretch)
    return (finding.measure == "missing" and stretch == finding.last) or _is_of_clashes(sentence, stretch)


def _is_of_clashes(sentence: Sentence, stretch: int) -> bool:
    """As in "40 hurt as the clashes, since dawn, went on between two villages": how long one happening has gone on."""
    if "since_hours" not in sentence.marks(stretch):
        return False
    at = sentence.before(stretch)
    at = sentence.before(at) if at >= 0 and sentence.is_comma(at) else at
    return not sentence.marks(at).isdisjoint(_GOING_ON)


_GOING_ON = frozenset({"event:armed_clash", "event:protest_riot"})


def _is_sum_of_crimes(sentence: Sentence, finding: Finding) -> bool:
    """As in "43 homicides", "the homicide total rose to 90": each is a happening of its own, unless they are few."""
    if finding.negated or (finding.group.low or 0) <= _FEW:
        return False
    return any("each_apart" in sentence.marks(at) for at in (finding.group.head, finding.harm_first))


def _is_of_year(sentence: Sentence, finding: Finding) -> bool:
    """As in "six people were killed in 2017": counted by a whole year, where no single happening is told."""
    verb_first = sentence.pack.grammar.verb_first
    if not verb_first and finding.rule not in _TELLS_MORE:
        return False
    if (finding.group.low or 0) <= (_MANY if verb_first else _FEW):
        return False
    if any(mark.startswith("event:") for mark in sentence.roles):
        return False
    words = sentence.words
    years = [at for at in range(1, sentence.size) if _YEAR.fullmatch(words[at])]
    near = [at for at in years if at < finding.first or at - finding.last <= _YEAR_REACH]
    return any("year_led" in sentence.marks(at - 1) for at in near)


def _begins_anew(sentence: Sentence, first: int, last: int) -> bool:
    """As in "the first since 2012, when a detective was killed": what happened then is one happening."""
    return any(sentence.is_comma(at) and "clause" in sentence.marks(at + 1) for at in range(first, last - 1))


def _stretch(sentence: Sentence) -> int:
    """Where the sentence tells a stretch of time, or -1: "this year", "since fighting began", "since 1981"."""
    index = sentence.has("cumulative", 0, sentence.size)
    if index < 0:
        index = next((at for at in sentence.roles.get("since_year", ()) if _names_year(sentence, at)), -1)
    if index < 0:
        index = next((at for at in sentence.roles.get("over", ()) if _spans_days(sentence, at)), -1)
    since = sentence.has("since", 0, sentence.size)
    if index >= 0 or since < 0:
        return index
    last = min(since + _SINCE_REACH, sentence.size)
    if sentence.has("since_when", since, last) >= 0:
        return since
    return since if any(_YEAR.fullmatch(word) for word in sentence.words[since:last]) else -1


def _names_year(sentence: Sentence, index: int) -> bool:
    """As in "since 2011": a year right behind the word."""
    at = sentence.after(index)
    return at < sentence.size and _YEAR.fullmatch(sentence.words[at]) is not None


def _spans_days(sentence: Sentence, index: int) -> bool:
    """As in "خلال ثمانية أيام": days, weeks, months or years behind the word, their number between at most."""
    at = sentence.after(index)
    return sentence.has("stretch_unit", at, min(at + _UNIT_REACH, sentence.size)) >= 0


def _is_of_another_verb(sentence: Sentence, at: int) -> bool:
    """As in "اعتقال خمسة سرقوا متاجر منذ أشهر": how long those went on who are told of is no stretch of the toll."""
    several = sentence.pack.grammar.verb_of_several
    if not several or not sentence.words[at].endswith(several):
        return False
    word = sentence.word(at)
    return word is None or (word.harm is None and word.person is None)


def _new_figure(sentence: Sentence, first: int, last: int) -> bool:
    for at in range(first, last):
        word = sentence.at[at]
        if word is not None and (word.harm is not None or word.marks & {"toll", "rise", "toll_killed"}):
            return True
    return False


def tense_of(sentence: Sentence, finding: Finding, findings: list[Finding], *, is_past_article: bool) -> str:
    """present, earlier (an older figure of the same happening) or look_back (another happening)."""
    if is_past_article or _looks_back(sentence, finding):
        return "look_back"
    index = sentence.has("earlier", 0, sentence.size)
    near = index >= 0 and 0 <= finding.group.first - index <= _EARLIER_REACH
    return "earlier" if near and not _is_said_anew(sentence, index, finding, findings) else "present"


_CASE_REACH = 7
"""Tokens from what somebody is sentenced for to the second such deed."""


def _looks_back(sentence: Sentence, finding: Finding) -> bool:
    """Whether the sentence tells of another happening; the court that convicted those now executed is none."""
    if finding.measure != "detained" and "case" in sentence.marks(sentence.before(finding.harm_first)):
        # "في قضية مقتل الطالب": whoever is arrested in it is news.
        return True
    if finding.measure != "detained" and "case" in sentence.roles and "court" in sentence.roles:
        # "حكمت المحكمة على مهرب لتورطه في التهريب ومقتل ثلاثين": the second of what he is sentenced for.
        word = sentence.word(finding.harm_first)
        joined = word is not None and word.joined
        if joined and sentence.has("case", finding.harm_first - _CASE_REACH, finding.harm_first) >= 0:
            return True
    executed = "event:execution" in sentence.marks(finding.harm_first)
    index = sentence.has("look_back", 0, sentence.size)
    while index >= 0:
        if not executed or "court" not in sentence.marks(index):
            return True
        index = sentence.has("look_back", index + 1, sentence.size)
    return False


def _is_said_anew(sentence: Sentence, index: int, finding: Finding, findings: list[Finding]) -> bool:
    """As in "after it had announced three dead, it said that five ...": the earlier figure stands before the comma."""
    for other in findings:
        if other is finding or not index <= other.group.first < finding.group.first:
            continue
        at = sentence.has("speech", other.last, finding.first)
        if at >= 0 and any(sentence.is_comma(comma) for comma in range(other.last, at)):
            return True
    return False


def change_of(
    sentence: Sentence, finding: Finding, findings: list[Finding], told: AbstractSet[str]
) -> str | None:
    """What the wording says of an earlier figure; `told` are the measures of the claims before it in the article."""
    group = finding.group
    if finding.additional:
        return "additional"
    if finding.group.among or finding.negated:
        return None
    if group.additional:
        return None if _beside_other_harm(finding, findings) else "additional"
    if _brought_toll(sentence, finding, findings):
        return "additional"
    return _worded(sentence, finding, findings, told)


def _worded(
    sentence: Sentence, finding: Finding, findings: list[Finding], told: AbstractSet[str]
) -> str | None:
    """The change that words beside a figure tell: put right, risen, fallen, others."""
    group = finding.group
    if sentence.has("correct", 0, sentence.size) >= 0 and (
        finding.rule == "toll" or _is_put_right(sentence, finding)
    ):
        return "correction"
    if finding.rule == "toll" or _led_by_to(sentence, finding):
        low = max(0, finding.first - _CHANGE_REACH)
        if sentence.has("correct", low, finding.last) >= 0:
            return "correction"
        last = finding.last + _CHANGE_BEHIND
        if sentence.has("fall", low, last) >= 0:
            return "rise" if _rises_last(sentence, finding, low) else "fall"
        if sentence.has("rise", low, last) >= 0:
            return "rise"
    if group.others and group.definite and finding.measure == "wounded":
        # "أصيب الشخصان الآخران بجروح": the rest of those counted before.
        return None
    if group.others and _is_on_top(finding, findings, told):
        return "additional"
    return None


def _rises_last(sentence: Sentence, finding: Finding, low: int) -> bool:
    """As in "the dead rose to nine and the missing fell to six": which of two words stands in front of a figure."""
    for at in range(finding.group.first, low - 1, -1):
        marks = sentence.marks(at)
        if "fall" in marks:
            return False
        if "rise" in marks:
            return True
    return False


def _is_put_right(sentence: Sentence, finding: Finding) -> bool:
    """As in "the ministry corrected its toll, saying that five people were killed"."""
    at = sentence.has("correct", 0, sentence.size)
    last = at + _PUT_RIGHT_REACH
    if finding.first > at:
        last = min(last, finding.first)
    return at >= 0 and any(sentence.marks(index) & _PUT_RIGHT for index in range(at + 1, last))


def _beside_other_harm(finding: Finding, findings: list[Finding]) -> bool:
    """As in "16 people died and another 30 were wounded": others than the dead, and no more wounded than told."""
    earlier = [f for f in findings if f is not finding and f.group.first < finding.group.first]
    return bool(earlier) and all(f.measure != finding.measure for f in earlier)


def _is_on_top(finding: Finding, findings: list[Finding], told: AbstractSet[str]) -> bool:
    """Whether "others" are others of the same harm, and not others than those told to be harmed otherwise.

    "قتل خمسة وأصيب ثلاثة آخرون" adds to nothing; "انتشال خمس جثث أخرى" adds to the dead told before.
    """
    earlier = [
        other for other in findings if other is not finding and other.group.first < finding.group.first
    ]
    if earlier:
        last = max(earlier, key=lambda other: other.group.first)
        if finding.measure == "wounded" and last.measure == "killed":
            # "قتل 566 وجرح 59 آخرون": others than those dead.
            return False
        return any(other.measure == finding.measure for other in earlier)
    return finding.measure in told or not told


def holds_additional(sentence: Sentence, finding: Finding, findings: list[Finding]) -> Finding | None:
    """The total of the same sentence that holds an additional figure ("eight have died, after three more ...")."""
    for total in findings:
        counted = total.group.low is not None and finding.group.low is not None
        if total is finding or total.measure != finding.measure or total.group.among or not counted:
            continue
        if total.additional or total.group.additional or (total.group.low or 0) <= (finding.group.low or 0):
            continue
        if sentence.has("after_total", total.last, finding.first) >= 0:
            return total
    return None


def _brought_toll(sentence: Sentence, finding: Finding, findings: list[Finding]) -> bool:
    """As in "the toll has risen to 31 after four passengers died of their burns": those brought it there."""
    if finding.rule not in _TELLS_MORE:
        return False
    total = holds_additional(sentence, finding, findings)
    if total is None or total.rule != "toll":
        return False
    return sentence.has("rise", max(0, total.first - _CHANGE_REACH), total.last + _CHANGE_BEHIND) >= 0


def _led_by_to(sentence: Sentence, finding: Finding) -> bool:
    at = sentence.before(finding.group.first)
    return at >= 0 and "to" in sentence.marks(at)
