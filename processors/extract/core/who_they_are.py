"""Who the people of a claim are, by what the rest of the article tells."""

from collections import deque

from processors.extract.core.drafts import Draft
from processors.extract.core.finding import Finding
from processors.extract.core.group import SERVING

_HARMS = frozenset({"killed", "wounded"})
_PRONOUNS = frozenset({"pronoun", "object"})
_NOT_NAMED = _PRONOUNS | {"bare", "many"}
_ONE_KIND = SERVING | {"civilian", "other"}
# Behind one or two of a kind others may have been hurt with them ("مقتل طفل وإصابة 18").
_SEVERAL = 3
# Tokens between the people of one verb and the number behind the next.
_NEXT_REACH = 6
# Claims from the one that tells who somebody is to the pronoun that stands for them.
_PRONOUN_REACH = 3


class WhoTheyAre:
    """Settles who the people of each claim are. Claims are asked for in text order."""

    def __init__(self, drafts: list[Draft]) -> None:
        self._is_war = any(_serves(draft) for draft in drafts)
        self._of_body = _told_in_body(drafts)
        self._singles = deque[str](maxlen=_PRONOUN_REACH)

    def of(self, draft: Draft, tense: str, beside: list[Finding]) -> str:
        """The victims of one claim; `beside` are all findings of its sentence."""
        victims = self._settle(draft, tense, beside)
        if draft.finding.group.low == 1:
            self._singles.append(victims)
        return victims

    def _settle(self, draft: Draft, tense: str, beside: list[Finding]) -> str:
        finding = draft.finding
        if finding.victims != "unknown":
            return finding.victims
        marks = draft.sentence.marks(finding.group.head)
        if _is_of_crime(draft) or _is_own_deed(draft, beside):
            return "combatant"
        if "each_apart" in marks:
            return "unknown"
        if draft.sentence.field == "title" and (finding.measure, finding.group.low) in self._of_body:
            # "Bomb kills six", where the text tells that those were soldiers.
            return self._of_body[finding.measure, finding.group.low]
        if tense == "earlier" and finding.group.kind == "bare":
            # "five of its men, after it had announced three": three of the same.
            same = [other.victims for other in beside if other.measure == finding.measure]
            return next((victims for victims in same if victims != "unknown"), "unknown")
        alone = finding.rule == "counted-victims" and draft.sentence.pack.grammar.adjectives_before
        if finding.group.kind == "bare" or alone:
            before = [other for other in beside if other.group.last <= finding.first]
            if before and _is_of_kind(draft, before[-1]):
                return before[-1].victims
        if finding.group.kind in _PRONOUNS and draft.sentence.pack.grammar.particles_apart:
            # "An officer was hit. He died": the one told before.
            told = next((victims for victims in reversed(self._singles) if victims != "unknown"), None)
            if told is not None:
                return told
        return self._plain(draft)

    def _plain(self, draft: Draft) -> str:
        """Who they are when nothing tells it: "14 wounded" may be any where soldiers fight, "14 people" are people."""
        if self._is_war and draft.finding.group.kind in _NOT_NAMED:
            return "unknown"
        if "event:armed_clash" in draft.sentence.roles:
            # "14 people were killed in fighting"
            return "unknown"
        return draft.sentence.pack.grammar.plain_people


def _is_of_crime(draft: Draft) -> bool:
    """Who is hurt over a crime of his own has attacked somebody, also as one of them ("killed one of the robbers")."""
    group, sentence = draft.finding.group, draft.sentence
    marks = sentence.marks(group.head)
    if group.of_them and group.parent is not None:
        marks |= sentence.marks(group.parent.head)
    return "suspects" in marks and draft.finding.measure in _HARMS


def _is_of_kind(draft: Draft, before: Finding) -> bool:
    """As in "A policeman was killed and two were wounded": the second are of the kind of those before."""
    if before.measure == draft.finding.measure:
        return False
    if before.victims in SERVING and (before.group.low == 1 or _is_next(draft, before)):
        return True
    several = draft.sentence.pack.grammar.verb_first and (before.group.low or 0) >= _SEVERAL
    if not several or before.victims not in _ONE_KIND:
        return False
    # "قتل 8 طلاب وأصيب 12": the verb behind "and" goes on about the same people.
    between = range(before.last, draft.finding.first)
    return len(between) <= _NEXT_REACH and not any(draft.sentence.is_hard(at) for at in between)


def _is_next(draft: Draft, before: Finding) -> bool:
    """As in "Three soldiers killed, 12 wounded": nothing but a comma between."""
    sentence = draft.sentence
    between = range(before.last, draft.finding.first)
    titled = sentence.pack.grammar.adjectives_before and len(between) == 1
    return titled and sentence.is_comma(between[0])


def _is_own_deed(draft: Draft, beside: list[Finding]) -> bool:
    """As in "he shot three people before killing himself": who harms himself behind others has attacked them."""
    finding, sentence = draft.finding, draft.sentence
    marks = sentence.marks(finding.group.head) | sentence.marks(finding.harm_first)
    if "oneself" not in marks or finding.measure not in _HARMS:
        return False
    return any(other is not finding and other.measure in _HARMS and not other.negated for other in beside)


def _told_in_body(drafts: list[Draft]) -> dict[tuple[str, int | None], str]:
    """Who the counted of each figure are, as the body tells the first of them."""
    told: dict[tuple[str, int | None], str] = {}
    for draft in drafts:
        finding, low = draft.finding, draft.finding.group.low or 0
        if draft.sentence.field == "body" and low > 1 and not finding.negated:
            told.setdefault((finding.measure, low), finding.victims)
    return {figure: victims for figure, victims in told.items() if victims != "unknown"}


def _serves(draft: Draft) -> bool:
    """Whether a claim tells of soldiers, fighters or police; a lone attacker makes no war."""
    finding = draft.finding
    if finding.victims not in SERVING or finding.negated:
        return False
    marks = draft.sentence.marks(finding.group.head) if finding.group.head >= 0 else frozenset()
    return "lone_attacker" not in marks
