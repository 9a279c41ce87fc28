"""Turns what was found into claims: place, date, scope, change, share, event."""

from bisect import bisect_left
from functools import partial

from language.places import Place
from processors.extract.core.context import change_of, holds_additional, scope_of, tense_of
from processors.extract.core.crime_places import counted_in
from processors.extract.core.dating import Dating
from processors.extract.core.destinations import destinations, hearers, homes, hospitals, origins
from processors.extract.core.drafts import Draft
from processors.extract.core.events import EventBook
from processors.extract.core.finding import Finding
from processors.extract.core.located import UNNAMED, Located, fineness, is_fine
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.many_happenings import is_of_many
from processors.extract.core.model import Claim
from processors.extract.core.references import reference_near
from processors.extract.core.retelling import is_retold
from processors.extract.core.round_up import RoundUp
from processors.extract.core.scenes import (
    behind_another,
    names_it_again,
    place_of_clause,
    seat_of_speaker,
    speaker_place,
    tells_another,
)
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice
from processors.extract.core.summed import with_kinds, with_scopes, with_sums
from processors.extract.core.victim_names import NamesTold
from processors.extract.core.who_they_are import WhoTheyAre

# Letters in which a text that opens with what happened tells where it was.
_OPENING = 300
# Letters between a claim and a country that its sentence only mentions besides.
_MENTIONED = 60
# Letters in front of a sentence in which a place holds for it without being told as the scene.
_CLOSE_BEFORE = 250
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
        # Where each sentence tells of somebody, in folded offsets.
        self._cuts: dict[int, list[int]] = {}
        self._who = WhoTheyAre(drafts)
        self._round_up = RoundUp()
        self._last_whole: dict[str, int] = {}
        self._measures_told: set[str] = set()
        self._names = NamesTold()
        self._last_place: dict[str, Located | None] = {"title": None, "body": None}
        self._last_arrest: Located | None = None
        # Where the body began to tell of another happening.
        self._apart_from = -1
        self._told_at: dict[tuple[str, int | None, int | None], tuple[str, Located | None]] = {}
        """Who and where the first claim of a measure and figure was, by those."""

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
        period = self._dating.period_of(sentence, finding, draft.voices)
        tense = self._tense(sentence, finding, scope, is_long_ago=self._dating.is_long_ago(period))
        # A share happened where its whole did.
        whole_scope = scope if finding.whole is None else scope_of(sentence, finding.whole)
        if finding.whole is not None and group.low != 1 and sentence.pack.grammar.adjectives_before:
            scope = whole_scope
        located = self._retold(draft, scope) or self._locate(draft, whole_scope, tense)
        if sentence.field == "body" and scope == "incident":
            self._told_at.setdefault((finding.measure, group.low, group.high), (finding.victims, located))
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
            place_text=self._place_text(draft, located),
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
            retold=not self._dating.is_fresh(period) and is_retold(sentence, finding),
            negated=finding.negated,
            denied=finding.denied,
            occurred_at=period,
            event=event,
            sentence=sentence.folded.original_span(*sentence.span),
            people=sentence.original(group.first, group.last),
            harm=sentence.original(finding.harm_first, finding.harm_last),
            said_by=draft.said_by,
        )

    def _place_text(self, draft: Draft, located: Located | None) -> str | None:
        """The place as written; one told far back still tells where it was, but is not this claim's wording."""
        sentence = draft.sentence
        at = sentence.tokens.starts[draft.finding.first]
        beside = located is not None and located.field == sentence.field
        if located is not None and beside and located.start >= sentence.span[0]:
            return self._finder.text_of(located)
        referred = reference_near(sentence, at, _spans(sentence, draft.voices))
        if located is None or referred is not None:
            return referred
        # What one sentence tells is told of one place.
        first = sentence.tokens.starts[self._beside[id(sentence)][0].first]
        far = beside and first - located.end > sentence.pack.grammar.place_reach
        return None if far else self._finder.text_of(located)

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

    def _locate(self, draft: Draft, scope: str, tense: str) -> Located | None:
        """Its own sentence's place; else where the happening is told to be, before it or behind it."""
        field = draft.sentence.field
        located = self._nearest(draft)
        if located is not None and located.kind == UNNAMED:
            located = self._better_known(draft, located)
        if located is not None:
            if scope != "cumulative":
                located = self._finer_before(draft, located)
            self._last_place[field] = located
            if draft.finding.measure == "detained":
                self._last_arrest = located
            return located
        if tells_another(draft.sentence, draft.finding):
            self._apart_from = draft.sentence.span[0] if field == "body" else -1
            return None
        if field == "title":
            return self._last_place["title"] or self._of_headline(draft)
        if not draft.sentence.pack.grammar.place_goes_on:
            return self._carried(draft)
        if _stands_apart(draft.finding, scope, tense):
            return counted_in(draft, self._finder) if scope == "cumulative" else None
        carried = self._carried(draft)
        if draft.finding.measure == "detained" and carried is not None and is_fine(carried):
            # An arrest is made somewhere else than in the street of the crime.
            return self._last_arrest
        return carried or self._nearest(draft, describing=True)

    def _retold(self, draft: Draft, scope: str) -> Located | None:
        """Where known people were harmed as told before: "قتل ثلاثة في كذا ... العثور على الجثث الثلاث".

        What their sentence names besides is where they came from or went, or who looks for them.
        """
        finding, group = draft.finding, draft.finding.group
        if draft.sentence.field != "body" or scope != "incident" or finding.negated or group.among:
            return None
        if group.low is None or group.low != group.high:
            return None
        if not group.definite and group.kind != "pronoun":
            return None
        told = self._told_at.get((finding.measure, group.low, group.high))
        if told is None and group.low > 1:
            # The sum of those told one by one.
            told = next(
                (at for (measure, *_), at in self._told_at.items() if measure == finding.measure), None
            )
        if told is None:
            return None
        victims, located = told
        return located if finding.victims in {victims, "unknown"} else None

    def _better_known(self, draft: Draft, unnamed: Located) -> Located:
        """A site without a name, or the town told before it, as the text still speaks of that."""
        if draft.sentence.field == "title":
            return unnamed
        carried = self._carried(draft)
        if carried is not None and draft.sentence.pack.grammar.place_goes_on and not is_fine(carried):
            # "in an apartment" of the town that was told.
            place = carried.place
            return Located(unnamed.field, unnamed.start, unnamed.end, "site", place, cued=True)
        return unnamed if carried is None or fineness(carried) < fineness(unnamed) else carried

    def _finer_before(self, draft: Draft, located: Located) -> Located:
        """As in "... in Logar. Five were killed by the force that left Afghanistan": a country only mentioned."""
        sentence = draft.sentence
        at = sentence.tokens.starts[draft.finding.first]
        if located.kind != "country" or abs(located.start - at) < _MENTIONED or sentence.field == "title":
            return located
        before = self._finder.before("body", sentence.span[0], _CLOSE_BEFORE)
        if before is None or before.place is None or located.place is None:
            return located
        return before if located.place.place_id in before.place.parents else located

    def _carried(self, draft: Draft) -> Located | None:
        """The place of the claims before it, or where the text says, before it or behind it, that it happened."""
        start = draft.sentence.span[0]
        last = self._last_place["body"]
        if last is not None and last.start < self._apart_from:
            return self._finder.before("body", start, start - self._apart_from)
        if last is not None:
            return self._finder.finer_since(last, start) or last
        if not draft.sentence.pack.grammar.place_goes_on:
            return (
                self._finder.before("body", start)
                or self._last_place["title"]
                or self._finder.before("title", _OPENING)
            )
        return (
            self._finder.before("body", start, _CLOSE_BEFORE)
            or self._finder.scene_near(start)
            or self._last_place["title"]
            or self._finder.before("title", _OPENING)
        )

    def _nearest(self, draft: Draft, *, describing: bool = False) -> Located | None:
        sentence = draft.sentence
        starts, ends = sentence.tokens.starts, sentence.tokens.ends
        avoid = _spans(sentence, draft.voices)
        passed = (*destinations(sentence), *origins(sentence), *hearers(sentence))
        avoid.extend((starts[first], ends[last - 1]) for first, last in passed)
        at = starts[draft.finding.first]
        home = [(starts[first], ends[last - 1]) for first, last in homes(sentence, draft.finding)]
        span = sentence.span
        beside = self._beside[id(sentence)]
        cuts = self._cuts.get(id(sentence))
        if cuts is None:
            apart = [other for other in beside if other.whole is None and not other.group.among]
            cuts = self._cuts[id(sentence)] = sorted(starts[other.first] for other in apart)
        nearest = partial(self._finder.nearest, sentence.field, cuts=cuts, describing=describing)
        if names_it_again(sentence, draft.finding):
            told = nearest((span[0], at), at, avoid)
            if told is not None:
                return told
        located = nearest(span, at, [*avoid, *home])
        if located is None and home:
            located = nearest(span, at, avoid)
        if located is not None:
            told = self._last_place[sentence.field]
            located = place_of_clause(sentence, draft.finding, beside, located, told)
        if located is not None and behind_another(sentence, draft.finding, beside, located):
            places = self._finder.body if sentence.field == "body" else self._finder.title
            located = speaker_place(sentence, draft.finding, draft.voices, places) or located
        if located is not None and sentence.pack.leads_again is not None:
            behind = ends[draft.finding.last - 1]
            after = bisect_left(cuts, behind)
            last = cuts[after] if after < len(cuts) else span[1]
            located = self._finder.finer_unknown(sentence.field, span, located, last, avoid)
        taken_in = [(starts[first], ends[last - 1]) for first, last in hospitals(sentence)]
        if located is None or not taken_in or draft.finding.measure != "killed":
            return located
        # They died there of what happened elsewhere, where the sentence tells that too.
        other = nearest(span, at, [*avoid, *taken_in])
        return other if other is not None and _lies_elsewhere(other.place, located.place) else located

    def _of_headline(self, draft: Draft) -> Located | None:
        """Where it was, for a headline that only tells whose police or whose resident: "Akron police shoot man"."""
        told = self._first_of_body(draft)
        grammar = draft.sentence.pack.grammar
        named = next((p for p in self._finder.title if p.describes and p.is_named), None)
        if named is None or not grammar.dateline_apart:
            return told or self._nearest(draft, describing=True)
        if told is None or is_fine(told) or told.place is None or named.place is None:
            return named
        return named if named.place.place_id in (told.place.place_id, *told.place.parents) else told

    def _first_of_body(self, draft: Draft) -> Located | None:
        """Where the first claim of the body happened, for a headline that leaves it out."""
        if not draft.sentence.pack.grammar.headline_leaves_place:
            return None
        told = (self._nearest(d) for d in self._drafts if d.sentence.field == "body")
        first = next((located for located in told if located is not None), None)
        if first is None:
            return self._finder.before("body", _OPENING)
        if self._finder.text_of(first).lower() in draft.sentence.folded.original.lower():
            return first
        return first


def _spans(sentence: Sentence, voices: list[Voice]) -> list[tuple[int, int]]:
    """Where those who tell it are named, in folded offsets."""
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    return [(starts[voice.first], ends[voice.last - 1]) for voice in voices if voice.last > voice.first]


def _is_plain(draft: Draft) -> bool:
    """Whether nothing is told of the people but their number, so that soldiers may be among them."""
    return draft.finding.victims == "unknown" and draft.sentence.pack.grammar.adjectives_before


def _lies_elsewhere(place: Place | None, hospital: Place | None) -> bool:
    """Whether a place is none that the hospital lies in: those only tell where that is."""
    if place is None or hospital is None:
        return False
    return place.place_id != hospital.place_id and place.place_id not in hospital.parents


def _stands_apart(finding: Finding, scope: str, tense: str) -> bool:
    """Whether what is told happened elsewhere or in many places: a total, something past, nobody hurt or caught."""
    return scope == "cumulative" or tense == "look_back" or finding.negated


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
