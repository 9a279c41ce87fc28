"""Where each claim happened: its own sentence's place, else the one that the text goes on with."""

from bisect import bisect_left
from functools import partial

from language.places import Place
from processors.extract.core.crime_places import counted_in
from processors.extract.core.destinations import destinations, hearers, homes, hospitals, journeys, origins
from processors.extract.core.drafts import Draft
from processors.extract.core.finding import Finding
from processors.extract.core.located import UNNAMED, Located, fineness, is_fine
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.references import reference_near
from processors.extract.core.scenes import (
    behind_another,
    names_it_again,
    place_of_clause,
    speaker_place,
    tells_another,
)
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice

# Letters in which a text that opens with what happened tells where it was.
_OPENING = 300
# Letters between a claim and a country that its sentence only mentions besides.
_MENTIONED = 60
# Letters in front of a sentence in which a place holds for it without being told as the scene.
_CLOSE_BEFORE = 250


class ClaimPlaces:
    """The places of one article's claims, asked for in text order: each one told steers those behind it.

    `beside` holds the findings of each sentence, by its identity.
    """

    def __init__(self, drafts: list[Draft], finder: PlaceFinder, beside: dict[int, list[Finding]]) -> None:
        self._drafts = drafts
        self._finder = finder
        self._beside = beside
        # Where each sentence tells of somebody, in folded offsets.
        self._cuts: dict[int, list[int]] = {}
        self._last_place: dict[str, Located | None] = {"title": None, "body": None}
        self._last_arrest: Located | None = None
        # Where the body began to tell of another happening.
        self._apart_from = -1
        self._told_at: dict[tuple[str, int | None, int | None], tuple[str, Located | None]] = {}
        """Who and where the first claim of a measure and figure was, by those."""

    def of(self, draft: Draft, scope: str, whole_scope: str, tense: str) -> Located | None:
        """Where a claim of this scope happened; `whole_scope` is that of the figure that it is a share of."""
        located = self._retold(draft, scope) or self._locate(draft, whole_scope, tense)
        group = draft.finding.group
        if draft.sentence.field == "body" and scope == "incident":
            told = (draft.finding.measure, group.low, group.high)
            self._told_at.setdefault(told, (draft.finding.victims, located))
        return located

    def text_of(self, draft: Draft, located: Located | None) -> str | None:
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
        passed = (*destinations(sentence), *origins(sentence), *journeys(sentence), *hearers(sentence))
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
        return first if first is not None else self._finder.before("body", _OPENING)


def _spans(sentence: Sentence, voices: list[Voice]) -> list[tuple[int, int]]:
    """Where those who tell it are named, in folded offsets."""
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    return [(starts[voice.first], ends[voice.last - 1]) for voice in voices if voice.last > voice.first]


def _lies_elsewhere(place: Place | None, hospital: Place | None) -> bool:
    """Whether a place is none that the hospital lies in: those only tell where that is."""
    if place is None or hospital is None:
        return False
    return place.place_id != hospital.place_id and place.place_id not in hospital.parents


def _stands_apart(finding: Finding, scope: str, tense: str) -> bool:
    """Whether what is told happened elsewhere or in many places: a total, something past, nobody hurt or caught."""
    return scope == "cumulative" or tense == "look_back" or finding.negated
