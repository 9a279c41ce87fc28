"""People counted over a stretch of time beside those of one happening: "the 41st homicide of the year", "against 52 in
2006"."""

import re

from processors.extract.core.binding import Binder
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

# Tokens from a crime back over what describes it to its ordinal ("the ninth gang-related homicide").
_DESCRIBED = 4
# Tokens from those counted to the stretch of time that they are counted by.
_STRETCH_REACH = 6
_MODAL_REACH = 8
# Of figures joined by "and", behind which the stretch stands at once ("88 in 2015 and 92 in 2016").
_NEAR = 2
_STRETCHES = frozenset({"cumulative", "over_time"})
_BEHIND_CRIME = _STRETCHES | {"prepositions", "year_led", "worst", "be"}
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_over_time(binder: Binder) -> None:
    """Reads the ordinals of crimes, and figures of other years beside one that is told."""
    roles = binder.sentence.roles
    for at in roles.get("nth_crime", ()):
        _read_nth(binder, at)
    if "compared" in roles and binder.findings:
        _read_compared(binder)


def _read_nth(binder: Binder, crime: int) -> None:
    """As in "the city's 41st homicide of the year": so many were killed since it began."""
    sentence = binder.sentence
    word = sentence.at[crime]
    behind = crime + (word.length if word is not None else 1)
    if not _goes_on(sentence, behind) or _stretch_behind(sentence, behind) < 0:
        return
    first, count = _ordinal_before(sentence, crime)
    if count <= 1 or sentence.has("modal", first - _MODAL_REACH, first) >= 0:
        return
    if any(g.first < behind and first < g.last and id(g) in binder.bound for g in binder.groups):
        return
    group = Group("number", first, first, behind)
    group.low = group.high = count
    group.own, group.head = "killed", crime
    finding = Finding("counted-victims", "killed", group, first, behind)
    finding.over_time = True
    binder.add(finding)


def _goes_on(sentence: Sentence, behind: int) -> bool:
    """Whether the crime itself is counted, and no trial or case that is named by it."""
    if behind >= sentence.size or not sentence.words[behind].isalpha():
        return True
    return not sentence.marks(behind).isdisjoint(_BEHIND_CRIME) or sentence.inside[behind] == 1


def _ordinal_before(sentence: Sentence, crime: int) -> tuple[int, int]:
    """Where the ordinal in front of a crime begins, and its value; 0 where there is none."""
    ordinals = sentence.pack.grammar.ordinals
    for at in range(crime - 1, max(-1, crime - 1 - _DESCRIBED), -1):
        text = sentence.words[at]
        if "ordinal" in sentence.marks(at) and at and sentence.words[at - 1].isdecimal():
            return at - 1, int(sentence.words[at - 1])
        if text in ordinals:
            return at, ordinals.index(text) + 1
        word = sentence.at[at]
        if (not text.isalpha() and text != "-") or (word is not None and word.is_plain_thing):
            # "second degree murder"
            break
    return crime, 0


def _stretch_behind(sentence: Sentence, index: int, reach: int = _STRETCH_REACH) -> int:
    """The stretch of time or the year that is told behind token `index` in its clause, or -1."""
    for at in range(index, min(index + reach, sentence.size)):
        if not sentence.marks(at).isdisjoint(_STRETCHES):
            return at
        if _YEAR.fullmatch(sentence.words[at]):
            # "the 23rd murder of 2011": the preposition may be the end of the crime's own words.
            return at if "year_led" in sentence.marks(at - 1) or sentence.inside[at - 1] else -1
        if sentence.is_comma(at) or sentence.is_hard(at):
            break
    return -1


def _read_compared(binder: Binder) -> None:
    """As in "60 have been killed this year, against 48 in 2006": so many were harmed in the same way then."""
    sentence = binder.sentence
    for group in binder.groups:
        if group.kind != "bare" or id(group) in binder.bound or group.low is None or group.among:
            continue
        told = [
            f for f in binder.findings if f.group.first < group.first and not f.negated and not f.group.among
        ]
        if not told or "compared" not in sentence.marks(sentence.before(group.first)):
            continue
        joined = "mixed_and" in sentence.marks(sentence.before(group.first))
        # "hurt 12, and 40 were there at the same time"
        if _stretch_behind(sentence, group.last, _NEAR if joined else _STRETCH_REACH) < 0:
            continue
        base = told[-1]
        group.head = base.group.head
        finding = Finding("coordinated", base.measure, group, group.first, group.last)
        finding.over_time = True
        binder.add(finding)
