"""Turns what was found into claims: date, scope, change, share, event, and the place that claim_places.py finds."""

from processors.extract.core.claim_places import ClaimPlaces
from processors.extract.core.context import change_of, holds_additional, scope_of, tense_of
from processors.extract.core.dating import Dating
from processors.extract.core.drafts import Draft
from processors.extract.core.events import EventBook
from processors.extract.core.finding import Finding
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.many_happenings import is_of_many
from processors.extract.core.model import Claim, Period
from processors.extract.core.retelling import retold_from
from processors.extract.core.round_up import RoundUp
from processors.extract.core.scenes import seat_of_speaker
from processors.extract.core.sentence import Sentence
from processors.extract.core.summed import with_kinds, with_scopes, with_sums
from processors.extract.core.victim_names import NamesTold
from processors.extract.core.who_they_are import WhoTheyAre

_LONGEST_QUOTE = 14
# Tokens from a word for care to those who get it.
_TREATED_REACH = 4


class ClaimWriter:
    """Writes the claims of one article, in text order."""

    def __init__(
        self, drafts: list[Draft], finder: PlaceFinder, dating: Dating, book: EventBook, *, is_past: bool
    ) -> None:
        self._drafts = drafts
        self._finder = finder
        self._dating = dating
        self._book = book
        self._is_past = is_past
        self._index_of = {id(draft.finding): number for number, draft in enumerate(drafts)}
        self._beside: dict[int, list[Finding]] = {}
        for draft in drafts:
            self._beside.setdefault(id(draft.sentence), []).append(draft.finding)
        self._places = ClaimPlaces(drafts, finder, self._beside)
        self._who = WhoTheyAre(drafts)
        self._round_up = RoundUp()
        self._last_whole: dict[str, int] = {}
        self._measures_told: set[str] = set()
        self._names = NamesTold()

    def claims(self) -> tuple[Claim, ...]:
        """All claims. Call once: events learn of their claims on the way."""
        claims = [self._claim(number, draft) for number, draft in enumerate(self._drafts)]
        plain = frozenset(number for number, draft in enumerate(self._drafts) if _is_plain(draft))
        if not any(draft.sentence.pack.grammar.adjectives_before for draft in self._drafts[:1]):
            # An English headline tells by its own words what it is of.
            claims = list(with_scopes(claims))
        return with_kinds(with_sums(claims), plain)

    def _claim(self, number: int, draft: Draft) -> Claim:
        sentence, finding, group = draft.sentence, draft.finding, draft.finding.group
        beside = self._beside[id(sentence)]
        scope = scope_of(sentence, finding)
        if number and scope == "incident" and _goes_on(self._drafts[number - 1], draft):
            scope = scope_of(sentence, self._drafts[number - 1].finding)
        period = self._dating.period_of(sentence, finding, draft.voices)
        tense = self._tense(sentence, finding, scope, is_long_ago=self._dating.is_long_ago(period))
        # A share happened where its whole did.
        whole_scope = scope if finding.whole is None else scope_of(sentence, finding.whole)
        if finding.whole is not None and group.low != 1 and sentence.pack.grammar.adjectives_before:
            scope = whole_scope
        located = self._places.of(draft, scope, whole_scope, tense)
        place = located.place if located is not None else None
        if place is None:
            place = self._finder.fallback()
        if sentence.field == "body" and scope == "incident":
            place = seat_of_speaker(sentence, draft.voices, self._finder.body, place)
        start, end = sentence.original(*_quote_tokens(finding))
        event = self._book.event_for(sentence, located, number, draft.attribution, finding)
        change = change_of(sentence, finding, beside, self._measures_told)
        self._measures_told.add(finding.measure)
        measure = _measure(sentence, finding, scope, beside)
        victims = self._who.of(draft, tense, beside)
        part_of = self._part_of(number, draft, change)
        if part_of is None:
            part_of = self._round_up.whole_of(number, draft, measure, scope)
        return Claim(
            measure=measure,
            qualifier=group.qualifier,
            low=group.low,
            high=group.high,
            field=sentence.field,
            span=(start, end),
            quote=sentence.folded.original[start:end],
            rule=finding.rule,
            vague_word=group.word if group.qualifier == "vague" else None,
            # The dead and wounded of many happenings may be anybody.
            victims=victims if measure == finding.measure else "unknown",
            place_text=self._places.text_of(draft, located),
            place=place,
            country=place.country if place is not None else self._finder.country,
            attribution=draft.attribution,
            origin=draft.origin,
            speaker=draft.speaker,
            scope=scope,
            named=self._names.of(sentence, finding),
            part_of=part_of,
            change=change,
            tense=tense,
            retold=self._is_retold(sentence, finding, period),
            negated=finding.negated,
            denied=finding.denied,
            occurred_at=period,
            event=event,
            sentence=sentence.folded.original_span(*sentence.span),
            people=sentence.original(group.first, group.last),
            harm=sentence.original(finding.harm_first, finding.harm_last),
            said_by=draft.said_by,
        )

    def _is_retold(self, sentence: Sentence, finding: Finding, period: Period | None) -> bool:
        """Whether it is told as known, and no day of the news behind what leads to it is its own."""
        lead = retold_from(sentence, finding)
        return lead >= 0 and not (
            self._dating.is_fresh(period)
            and self._dating.is_day_behind(sentence, sentence.tokens.starts[lead])
        )

    def _tense(self, sentence: Sentence, finding: Finding, scope: str, *, is_long_ago: bool) -> str:
        tense = tense_of(sentence, finding, self._beside[id(sentence)], is_past_article=self._is_past)
        return "look_back" if tense == "present" and scope == "incident" and is_long_ago else tense

    def _part_of(self, number: int, draft: Draft, change: str | None) -> int | None:
        """The whole of a share: its own sentence's, else the last figure of that measure told before."""
        finding = draft.finding
        if finding.whole is not None:
            return self._index_of.get(id(finding.whole))
        if change == "additional":
            total = holds_additional(draft.sentence, finding, self._beside[id(draft.sentence)])
            if total is not None:
                return self._index_of.get(id(total))
        if finding.group.among and not finding.negated:
            told = self._last_whole.get(finding.measure)
            if told is None and finding.group.of_them and self._last_whole:
                # "Two were shot, and one of them died": a part of those told to be harmed otherwise.
                return max(self._last_whole.values())
            return told
        told = self._last_whole.get(finding.measure)
        if told is not None and self._is_of_those(draft, self._drafts[told]):
            return told
        self._last_whole[finding.measure] = number
        return None

    def _is_of_those(self, draft: Draft, whole: Draft) -> bool:
        """As in "تم نقل 8 مصابين": fewer than were told to be wounded, whom somebody carries or treats."""
        finding, count, total = draft.finding, draft.finding.group.low, whole.finding.group.low
        if (
            finding.rule != "counted-victims"
            or finding.measure != "wounded"
            or count is None
            or total is None
        ):
            return False
        if finding.negated or finding.group.kind not in ("number", "two"):
            return False
        first = finding.group.first
        return count < total and draft.sentence.has("treated", max(0, first - _TREATED_REACH), first) >= 0


def _goes_on(before: Draft, draft: Draft) -> bool:
    """As in "إصابة 140 شخصا ووفاة آخر": one counted in one breath with others is of whatever they are of."""
    harm = draft.sentence.word(draft.finding.harm_first)
    close = before.sentence is draft.sentence and before.finding.last == draft.finding.harm_first
    joined = harm is not None and harm.joined and harm.harm is not None and harm.harm.frame == "noun"
    group, counted = draft.finding.group, before.finding.group
    return close and joined and group.low == group.high == 1 and (counted.low or 0) > 1


def _is_plain(draft: Draft) -> bool:
    """Whether nothing is told of the people but their number, so that soldiers may be among them."""
    return draft.finding.victims == "unknown" and draft.sentence.pack.grammar.adjectives_before


def _measure(sentence: Sentence, finding: Finding, scope: str, beside: list[Finding]) -> str:
    if not finding.weak or is_of_many(sentence, finding):
        # "eleven people were shot in four places": of one night, and so told apart from the dead.
        return finding.measure
    apart = any(other.measure == "killed" and not other.group.among for other in beside)
    if scope == "cumulative" and (finding.group.low or 0) > 1 and not apart:
        # "700 people have been shot this year" tells of dead and wounded together; "four shot, two killed" does not.
        return "killed_or_wounded"
    return finding.measure


def _quote_tokens(finding: Finding) -> tuple[int, int]:
    """The tokens to quote: harm and people where both fit, else the people alone."""
    if finding.last - finding.first <= _LONGEST_QUOTE:
        return finding.first, finding.last
    return finding.group.first, finding.group.last
