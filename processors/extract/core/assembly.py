"""Puts an article's findings together: speakers carried on, places, dates, scope, shares, events."""

from language.folding import Folded
from language.places import Gazetteer
from processors.extract.core.context import change_of, scope_of, tense_of
from processors.extract.core.dating import Dating
from processors.extract.core.events import EventBook
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.locating import Located, PlaceFinder
from processors.extract.core.model import ArticleText, Claim, Reading, Review
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice
from processors.extract.core.speech import find_voices, voice_of

_LONGEST_QUOTE = 14
_SPEAKER_MEMORY = 3


class _Draft:
    """A claim in the making."""

    __slots__ = ("attribution", "finding", "origin", "said_by", "sentence", "speaker", "voices")

    def __init__(self, sentence: Sentence, finding: Finding, voices: list[Voice]) -> None:
        self.sentence = sentence
        self.finding = finding
        self.voices = voices
        self.attribution: str | None = None
        self.origin: str | None = None
        self.speaker = "outlet"
        self.said_by: tuple[int, int] | None = None


class Assembly:
    """Collects the sentences of one article and gives its reading."""

    def __init__(
        self, pack: LanguagePack, gazetteer: Gazetteer, article: ArticleText, title: Folded, body: Folded
    ) -> None:
        self.pack = pack
        self._gazetteer = gazetteer
        self._article = article
        self._title = title
        self._body = body
        self._drafts: list[_Draft] = []
        self._reviews: list[Review] = []
        self._told: list[tuple[Sentence, list[Voice]]] = []
        self._last_voice: Voice | None = None
        self._pending: list[tuple[Folded, str, tuple[int, int]]] = []
        self._withdraws = False

    def skipped(self, folded: Folded, field: str, spans: list[tuple[int, int]]) -> None:
        """Sentences without harm in front of the next one: kept, in case that one goes on with their speaker."""
        self._pending.extend((folded, field, span) for span in spans[-_SPEAKER_MEMORY:])

    def take(
        self, sentence: Sentence, findings: list[Finding], groups: list[Group], voices: list[Voice]
    ) -> None:
        """One sentence with what was found in it."""
        self._name_voices(sentence, voices)
        if sentence.has("withdraw", 0, sentence.size) >= 0:
            self._withdraws = True
        for finding in findings:
            draft = _Draft(sentence, finding, voices)
            voice = voice_of(voices, finding.first, finding.last)
            if voice is not None and voice.text:
                draft.attribution, draft.origin = voice.text, voice.origin
                draft.speaker, draft.said_by = voice.kind, voice.span
            self._drafts.append(draft)
        self._told.append((sentence, voices))
        self._review(sentence, findings, groups)

    def take_event(self, sentence: Sentence, voices: list[Voice]) -> None:
        """A sentence that tells an event in which nobody is said to be harmed."""
        self._name_voices(sentence, voices)
        self._told.append((sentence, voices))

    def reading(self) -> Reading:
        """Everything read, in text order."""
        if not self._told:
            return Reading(reviews=tuple(self._reviews), withdraws=self._withdraws)
        finder = PlaceFinder(self._gazetteer, self.pack, self._title, self._body, self._article.outlet)
        drafts = _without_weak(self._drafts)
        book = EventBook(finder, self._told)
        if book.is_of_disease:
            drafts = [draft for draft in drafts if draft.finding.measure != "wounded"]
        dating = Dating(self._article.lang, self._article.published_at)
        is_past = self._is_past_story()
        index_of = {id(draft.finding): number for number, draft in enumerate(drafts)}
        claims: list[Claim] = []
        places: dict[str, Located | None] = {"title": None, "body": None}
        for draft in drafts:
            located = self._locate(draft, finder, places)
            whole = draft.finding.whole
            part_of = (
                index_of.get(id(whole)) if whole is not None else _whole_before(draft, drafts, len(claims))
            )
            event = book.event_for(draft.sentence, located, len(claims), draft.attribution, draft.finding)
            claims.append(
                self._claim(draft, drafts, located, finder, part_of, event, dating, is_past=is_past)
            )
        return Reading(tuple(claims), book.events(), tuple(self._reviews), self._withdraws)

    def _name_voices(self, sentence: Sentence, voices: list[Voice]) -> None:
        """Voices without a name go on with the last speaker."""
        if any(not voice.text for voice in voices):
            for folded, field, span in self._pending:
                before = Sentence(self.pack, folded, span, field)
                for voice in find_voices(before, []):
                    if voice.text:
                        self._last_voice = voice
        self._pending = []
        for voice in voices:
            if voice.text and not _is_pronoun(sentence, voice):
                self._last_voice = voice
            elif self._last_voice is not None and sentence.field == "body":
                last = self._last_voice
                voice.text, voice.kind, voice.origin, voice.span = last.text, last.kind, last.origin, None

    def _locate(
        self, draft: _Draft, finder: PlaceFinder, places: dict[str, Located | None]
    ) -> Located | None:
        sentence, finding = draft.sentence, draft.finding
        starts, ends = sentence.tokens.starts, sentence.tokens.ends
        avoid = [(starts[v.first], ends[v.last - 1]) for v in draft.voices if v.last > v.first]
        located = finder.nearest(sentence.field, sentence.span, starts[finding.first], avoid)
        if located is not None:
            places[sentence.field] = located
            return located
        if sentence.field == "title":
            return places["title"] or self._first_place(finder)
        if places["body"] is not None:
            return places["body"]
        before = finder.before("body", sentence.span[0])
        return before if before is not None else places["title"]

    def _claim(
        self,
        draft: _Draft,
        drafts: list[_Draft],
        located: Located | None,
        finder: PlaceFinder,
        part_of: int | None,
        event: int | None,
        dating: Dating,
        *,
        is_past: bool,
    ) -> Claim:
        sentence, finding = draft.sentence, draft.finding
        group = finding.group
        first, last = _quote_tokens(finding)
        start, end = sentence.original(first, last)
        text = sentence.folded.original
        beside = [d.finding for d in drafts if d.sentence is sentence]
        place = located.place if located is not None else None
        if place is None:
            place = finder.fallback()
        place_text = None
        if located is not None:
            place_text = self._text_at(located, finder)
        scope = scope_of(sentence, finding)
        armed = any(d.finding.victims in ("combatant", "security") for d in drafts)
        plain = "unknown" if armed else self.pack.grammar.plain_people
        measure = finding.measure
        if finding.weak and scope == "cumulative" and (group.low or 0) > 1:
            # "700 people have been shot this year" tells of dead and wounded together.
            measure = "killed_or_wounded"
        period = dating.period_of(sentence, finding, draft.voices)
        tense = tense_of(sentence, finding, is_past_article=is_past)
        if tense == "present" and scope == "incident" and dating.is_long_ago(period):
            tense = "look_back"
        return Claim(
            measure=measure,
            qualifier=group.qualifier,
            low=group.low,
            high=group.high,
            field=sentence.field,
            span=(start, end),
            quote=text[start:end],
            rule=finding.rule,
            vague_word=group.word if group.qualifier == "vague" else None,
            victims=plain if finding.victims == "unknown" and not finding.negated else finding.victims,
            place_text=place_text,
            place=place,
            country=place.country if place is not None else finder.country,
            attribution=draft.attribution,
            origin=draft.origin,
            speaker=draft.speaker,
            scope=scope,
            part_of=part_of,
            change=change_of(sentence, finding, beside),
            tense=tense,
            negated=finding.negated,
            denied=finding.denied,
            occurred_at=period,
            event=event,
            sentence=sentence.folded.original_span(*sentence.span),
            people=sentence.original(group.first, group.last),
            harm=sentence.original(finding.harm_first, finding.harm_last),
            said_by=draft.said_by,
        )

    def _is_past_story(self) -> bool:
        """Whether the headline tells of an anniversary or a trial: all of the article is looked back at."""
        title = Sentence(self.pack, self._title, (0, len(self._title.text)), "title")
        return title.has("past_story", 0, title.size) >= 0

    def _first_place(self, finder: PlaceFinder) -> Located | None:
        """Where the first claim of the body happened, for a headline that leaves it out."""
        if not self.pack.grammar.headline_leaves_place:
            return None
        for draft in self._drafts:
            if draft.sentence.field == "body":
                return self._locate(draft, finder, {"title": None, "body": None})
        return None

    def _text_at(self, located: Located, finder: PlaceFinder) -> str:
        """A place as the text writes it; it may have been told in the other field."""
        field = self._title if any(located is told for told in finder.title) else self._body
        return field.original[slice(*field.original_span(located.start, located.end))]

    def _review(self, sentence: Sentence, findings: list[Finding], groups: list[Group]) -> None:
        """A number with people in a sentence of harm that no rule has bound: told, not guessed."""
        if findings:
            return
        for group in groups:
            if group.kind == "number" and group.low is not None and group.own is None:
                start, end = sentence.original(group.first, group.last)
                quote = sentence.folded.original[start:end]
                self._reviews.append(
                    Review("people without a clear harm", sentence.field, (start, end), quote)
                )
                return


def _whole_before(draft: _Draft, drafts: list[_Draft], position: int) -> int | None:
    """The whole of a share whose own sentence does not tell it: the last figure of that measure before it."""
    if not draft.finding.group.among or draft.finding.negated:
        return None
    for index in range(position - 1, -1, -1):
        other = drafts[index].finding
        if (
            other.measure == draft.finding.measure
            and not other.group.among
            and other.group is not draft.finding.group
        ):
            return index
    return None


def _is_pronoun(sentence: Sentence, voice: Voice) -> bool:
    marks = sentence.marks(voice.first)
    return "pronoun_one" in marks or "pronoun_many" in marks


def _quote_tokens(finding: Finding) -> tuple[int, int]:
    """The tokens to quote: harm and people where both fit, else the people alone."""
    if finding.last - finding.first <= _LONGEST_QUOTE:
        return finding.first, finding.last
    return finding.group.first, finding.group.last


def _without_weak(drafts: list[_Draft]) -> list[_Draft]:
    """Someone shot who is also told dead is not wounded as well: weak findings give way to killed of that figure."""
    killed = {(d.finding.group.low, d.finding.group.high) for d in drafts if d.finding.measure == "killed"}
    return [
        draft
        for draft in drafts
        if not (draft.finding.weak and (draft.finding.group.low, draft.finding.group.high) in killed)
    ]
