"""Those harmed, told one kind after the other: "nine dead - six soldiers and three cooks", "the captives, two Danes and
a Pole, ..."."""

from processors.extract.core.binding import Binder
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

# Tokens from a figure to the dash or colon that opens the list of its parts.
_OPENING_REACH = 14
_FEWEST = 2
# Tokens that tell more of those counted, up to the comma behind which they are listed.
_APPOSED_REACH = 8
_OPENINGS = frozenset({"-", "–", "—", ":"})
_LISTED = frozenset({"killed", "wounded", "missing", "detained"})


def read_lists(binder: Binder) -> None:
    """Reads lists of parts that add up to the figure in front, and those that stand beside a known plural."""
    sentence = binder.sentence
    if not sentence.pack.grammar.adjectives_before:
        return
    if not _OPENINGS.isdisjoint(sentence.words):
        for finding in list(binder.findings):
            _read_parts(binder, finding)
    for finding in list(binder.findings):
        if finding.rule == "people-verb" and finding.group.joined_to is not None:
            _read_apposed(binder, finding)
    for group in binder.groups:
        if group.low is not None and group.first and sentence.is_comma(group.first - 1):
            _read_beside(binder, group)


def _read_parts(binder: Binder, whole: Finding) -> None:
    group = whole.group
    if whole.negated or group.among or group.low is None or group.low != group.high or group.low < _FEWEST:
        return
    opening = _opening(binder.sentence, group.last)
    parts = _run(binder, opening + 1) if opening >= 0 else []
    if len(parts) < _FEWEST or sum(part.low or 0 for part in parts) != group.low:
        return
    if any(part is group or id(part) in binder.bound for part in parts):
        return
    for part in parts:
        finding = Finding("share", whole.measure, part, whole.harm_first, whole.harm_last)
        finding.whole, finding.weak = whole, whole.weak
        binder.add(finding)


def _read_apposed(binder: Binder, last: Finding) -> None:
    """As in "two hikers with axes, a boy and a girl, were arrested": the figure that the subjects add up to."""
    parts = [last]
    group = last.group
    by_group = {id(f.group): f for f in binder.findings if f.measure == last.measure}
    while group.joined_to is not None and id(group.joined_to) in by_group:
        group = group.joined_to
        parts.append(by_group[id(group)])
    if len(parts) > _FEWEST and group.low == sum(part.group.low or 0 for part in parts[:-1]):
        # "three people, two women and a boy, were killed"
        for part in parts[:-1]:
            part.whole = parts[-1]
        return
    sentence = binder.sentence
    if len(parts) < _FEWEST or not group.first or not sentence.is_comma(group.first - 1):
        return
    total = sum(part.group.low or 0 for part in parts)
    whole = next((g for g in reversed(binder.groups) if g.last < group.first), None)
    if whole is None or (whole.low, whole.high) != (total, total) or id(whole) in binder.bound:
        return
    between = range(whole.last, group.first - 1)
    if (
        whole.own
        or whole.among
        or len(between) > _APPOSED_REACH
        or any(sentence.is_comma(at) for at in between)
    ):
        return
    finding = Finding(last.rule, last.measure, whole, last.harm_first, last.harm_last)
    finding.weak = last.weak
    binder.add(finding)
    for part in parts:
        part.whole = finding


def _opening(sentence: Sentence, first: int) -> int:
    """The dash or colon behind which the parts are told, or -1; "two-month-old" has none."""
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    for at in range(first, min(first + _OPENING_REACH, sentence.size - 1)):
        mark = sentence.words[at]
        if mark in _OPENINGS and (mark == ":" or starts[at] > ends[at - 1]):
            return at
        if sentence.is_hard(at):
            break
    return -1


def _run(binder: Binder, first: int) -> list[Group]:
    """The counted groups that stand one behind the other from token `first` on, joined by commas and "and"."""
    found: list[Group] = []
    sentence = binder.sentence
    at = first
    while at < sentence.size:
        group = binder.starts.get(at)
        if group is None or group.low is None or group.low != group.high:
            break
        if group.kind in ("pronoun", "object", "bare"):
            break
        found.append(group)
        at = group.last
        while at < sentence.size and (sentence.is_comma(at) or "mixed_and" in sentence.marks(at)):
            at += 1
        if at not in binder.starts and "determiner_one" in sentence.marks(at):
            # "... and their three children"
            at += 1
    return found


def _read_beside(binder: Binder, first: Group) -> None:
    """As in "the wounded, three officers and a child, were flown out": who they are, between commas."""
    sentence = binder.sentence
    at = sentence.before(first.first - 1)
    known = sentence.word(at)
    harm = known.person.harm if known is not None and known.person is not None else None
    if harm not in _LISTED or sentence.words[at - 1] not in sentence.pack.grammar.definite:
        return
    parts = _run(binder, first.first)
    if len(parts) < _FEWEST or any(id(part) in binder.bound for part in parts):
        return
    behind = parts[-1].last
    if behind < sentence.size and not (sentence.is_comma(behind) or "plural_be" in sentence.marks(behind)):
        return
    for part in parts:
        binder.add(Finding("share", harm, part, at, at + 1))
