"""Reads one sentence: people, denials, harm, shares, tolls, in that order."""

from processors.extract.core.binding import Binder
from processors.extract.core.counted_over_time import read_over_time
from processors.extract.core.denial import apply_denial
from processors.extract.core.events import event_kind
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.listed import read_lists
from processors.extract.core.negation import read_negations
from processors.extract.core.people import find_people
from processors.extract.core.sentence import Sentence
from processors.extract.core.shares import read_shares, read_victims
from processors.extract.core.told_apart import read_told_apart
from processors.extract.core.tolls import read_tolls

_SUSPEND_REACH = 8
# More than a team: whoever is hurt in such numbers was not hurt in play.
_SQUAD = 6
_HOLDERS = frozenset({"police_body", "armed_body", "event:abduction", "event:armed_clash"})


def read_sentence(sentence: Sentence) -> tuple[list[Finding], list[Group]]:
    """The findings of one sentence in text order, and its groups of people."""
    groups = find_people(sentence)
    if sentence.has("fiction", 0, sentence.size) >= 0:
        return [], groups
    consumed = bytearray(sentence.size)
    negations = read_negations(sentence, groups, consumed)
    binder = Binder(sentence, groups, consumed)
    read_tolls(binder)
    binder.bind()
    read_victims(binder)
    read_lists(binder)
    read_told_apart(binder)
    read_shares(binder)
    read_over_time(binder)
    _read_later_deaths(binder)
    _leave_out_wounds_of_dead(binder)
    findings = _without_doubles([*negations, *binder.findings])
    findings = apply_denial(sentence, findings)
    if sentence.has("event:disease", 0, sentence.size) >= 0:
        # The infected are ill, not wounded.
        findings = [finding for finding in findings if finding.measure != "wounded"]
    findings = [f for f in findings if not _is_no_claim(sentence, f)]
    findings.sort(key=lambda finding: (finding.group.first, finding.harm_first))
    return findings, groups


def _read_later_deaths(binder: Binder) -> None:
    """As in "one of the people wounded in the attack died", "وفاة سائح أصيب": dead now, told as wounded before."""
    rules = ("people-verb", "noun-people")
    died = {id(f.group): f for f in binder.findings if f.measure == "killed" and f.rule in rules}
    for finding in list(binder.findings):
        later = died.get(id(finding.group))
        hurt = finding.measure == "wounded" and finding.rule == "people-verb"
        if later is None or not hurt or finding.group.last != finding.harm_first:
            continue
        if later.rule == "noun-people" or finding.harm_first < later.harm_first:
            later.additional = later.additional or (later.rule == "people-verb" and not finding.weak)
            binder.findings.remove(finding)


def _leave_out_wounds_of_dead(binder: Binder) -> None:
    """As in "a man who was brought in with a wound has died": who is told dead is not wounded as well."""
    if not binder.sentence.pack.grammar.adjectives_before:
        return
    dead = {id(f.group) for f in binder.findings if f.measure == "killed" and not f.additional}
    binder.findings[:] = [f for f in binder.findings if f.measure != "wounded" or id(f.group) not in dead]


def _is_no_claim(sentence: Sentence, finding: Finding) -> bool:
    return (
        _is_of_anybody(sentence, finding) or _is_of_sport(sentence, finding) or _is_shut_in(sentence, finding)
    )


def _is_of_anybody(sentence: Sentence, finding: Finding) -> bool:
    """As in "يجيز القانون احتجاز أي شخص": of whom it may be, not of whom it was."""
    if finding.negated or finding.group.kind not in ("one", "many"):
        return False
    return "any" in sentence.marks(sentence.before(finding.group.first))


def _is_of_sport(sentence: Sentence, finding: Finding) -> bool:
    """A player's injury and a player's ban are no claims."""
    if finding.measure == "detained":
        if sentence.has("suspend", finding.last, finding.last + _SUSPEND_REACH) >= 0:
            return True
        return sentence.has("sport", 0, sentence.size) >= 0 > sentence.has("police_body", 0, sentence.size)
    if finding.measure != "wounded" or (finding.group.low or _SQUAD) >= _SQUAD or finding.negated:
        return False
    return sentence.has("sport", 0, sentence.size) >= 0 and event_kind(sentence) is None


def _is_shut_in(sentence: Sentence, finding: Finding) -> bool:
    """As in "إنقاذ خمسة محتجزين في حريق": shut in by what happened, where nobody is told of who would hold them."""
    if finding.measure != "detained" or finding.negated:
        return False
    words = (finding.harm_first, finding.group.head)
    if not any("shut_in" in sentence.marks(at) for at in words) or "wreck" not in sentence.roles:
        return False
    return sentence.roles.keys().isdisjoint(_HOLDERS)


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """One finding a group and measure: the first rule that read it is kept."""
    kept: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        first = kept.setdefault((finding.group.first, finding.measure), finding)
        # "taken to a clinic with injuries"
        first.weak = first.weak and finding.weak
    alive = {id(finding) for finding in kept.values()}
    for finding in kept.values():
        if finding.whole is not None and id(finding.whole) not in alive:
            finding.whole = None
    return list(kept.values())
