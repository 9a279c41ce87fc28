"""Figures behind a figure that add up to it: "30 قتيلا، 18 في بغداد و12 في البصرة", "خمسة، الأب والأم وثلاثة أطفال"."""

from processors.extract.core.binding import Binder
from processors.extract.core.entry import Word
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_FEWEST = 2
# Tokens from a figure to the first of its parts, and from one part to the next.
_REACH = 7
# Tokens from known victims to "between" and the first of their figures.
_SHARED_REACH = 9
_OF_VICTIMS = {"killed_or_wounded": "killed"}
_KINDS = frozenset({"bare", "number", "one", "two"})
_OPENINGS = frozenset({",", "،", ":", "(", "-", "–"})


def read_told_apart(binder: Binder) -> None:
    """Reads parts that are told one by one right behind their whole, in languages that set "and" to the next word."""
    if binder.sentence.pack.grammar.particles_apart or len(binder.groups) <= _FEWEST:
        return
    _read_shared_out(binder)
    for finding in list(binder.findings):
        group = finding.group
        whole = group.low if group.low == group.high and not (finding.negated or group.among) else None
        if whole is None or whole <= _FEWEST:
            continue
        for part in _parts(binder, finding, whole):
            share = Finding("share", finding.measure, part, finding.harm_first, finding.harm_last)
            share.whole, share.weak = finding, finding.weak
            binder.add(share)


def _read_shared_out(binder: Binder) -> None:
    """As in "توزع القتلى بين 236 في المدينة و28 في القرية": figures of known victims, town by town."""
    known: Group | None = None
    measure = ""
    for group in binder.groups:
        if group.kind == "many" and group.own is not None and group.definite:
            known, measure = group, _OF_VICTIMS.get(group.own, group.own)
            continue
        if known is None or group.kind != "bare" or group.low is None or id(group) in binder.bound:
            known = known if known is not None and group.among else None
            continue
        sentence = binder.sentence
        leading = sentence.marks(sentence.before(group.first))
        begins = "joint_between" in leading and group.first - known.last <= _SHARED_REACH
        if "in_place" not in sentence.marks(group.last) or not (begins or known.among):
            known = None
            continue
        known = Group("many", group.first, group.first, group.last)
        known.among = True
        binder.add(Finding("share", measure, group, group.first, group.last))


def _parts(binder: Binder, finding: Finding, whole: int) -> list[Group]:
    """The groups behind the whole that add up to it; none where something else stands among them."""
    found: list[Group] = []
    left, last = whole, finding.group.last
    for group in binder.groups:
        if group.first < last:
            continue
        if not _goes_on(binder, finding, group, last, first=not found):
            return []
        found.append(group)
        left, last = left - (group.low or 0), group.last
        if left <= 0:
            break
    return found if left == 0 and len(found) >= _FEWEST else []


def _goes_on(binder: Binder, finding: Finding, group: Group, last: int, *, first: bool) -> bool:
    """Whether a group is the next part: counted, of no other harm, and led by nothing but "and" or a comma."""
    sentence = binder.sentence
    if group.kind not in _KINDS or group.low is None or group.low != group.high or id(group) in binder.bound:
        return False
    if (
        group.own not in (None, finding.measure)
        or group.others
        or group.additional
        or group.first - last > _REACH
    ):
        return False
    between = range(last, group.first)
    if any(_tells_more(sentence.word(at)) or _closes(sentence, at) for at in between):
        return False
    leading = sentence.before(group.first)
    opened = sentence.words[group.first - 1] in _OPENINGS or "joint_between" in sentence.marks(leading)
    if first:
        return opened or "their_number" in sentence.marks(leading)
    return group.conj or opened or "mixed_and" in sentence.marks(leading)


def _closes(sentence: Sentence, at: int) -> bool:
    return sentence.is_hard(at) and sentence.words[at] not in _OPENINGS


def _tells_more(word: Word | None) -> bool:
    """Whether a word between two figures tells a harm or something said of the next one."""
    return word is not None and (word.harm is not None or bool(word.marks & {"speech", "relative", "clause"}))
