"""Collects an article's sentences: speakers carried on, findings kept, reviews noted."""

from language.folding import Folded
from language.places import Gazetteer, country_named, country_of_group
from language.transcripts import find_turns, turn_at
from processors.extract.core.claiming import ClaimWriter
from processors.extract.core.closing_line import closing_voice, said_at_the_end
from processors.extract.core.dating import Dating
from processors.extract.core.drafts import (
    Draft,
    settle_duals,
    settle_shot,
    settle_victims,
    without_the_dead,
    without_weak,
)
from processors.extract.core.events import EventBook
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.model import ArticleText, Reading, Review
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice
from processors.extract.core.speech import find_voices
from processors.extract.core.voice_choice import goes_on, voice_of

_SPEAKER_MEMORY = 3

_TAKEN_BACK = "a report that is taken back"
# Tokens from a verb of withdrawing, over its subject, to the report that is withdrawn.
_REPORT_REACH = 7


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
        self._drafts: list[Draft] = []
        self._reviews: list[Review] = []
        self._told: list[tuple[Sentence, list[Voice]]] = []
        self._last_voice: Voice | None = None
        self._turns = find_turns(body.original)
        self._pending: list[tuple[Folded, str, tuple[int, int]]] = []
        self._withdraws = False
        self._last: tuple[int, int] | None = None
        self._read_title: Sentence | None = None

    def skipped(self, folded: Folded, field: str, spans: list[tuple[int, int]]) -> None:
        """Sentences without harm in front of the next one: kept, in case that one goes on with their speaker."""
        self._pending.extend((folded, field, span) for span in spans[-_SPEAKER_MEMORY:])

    def ends_with(self, span: tuple[int, int]) -> None:
        """The last sentence of the body."""
        self._last = span

    def take(
        self, sentence: Sentence, findings: list[Finding], groups: list[Group], voices: list[Voice]
    ) -> None:
        """One sentence with what was found in it."""
        if sentence.field == "title":
            self._read_title = sentence
        self._name_voices(sentence, voices)
        if _takes_back(sentence):
            # What an outlet takes back it claims no more.
            self._withdraws = True
            findings = []
            start, end = sentence.original(0, sentence.size)
            quote = sentence.folded.original[start:end]
            self._reviews.append(Review(_TAKEN_BACK, sentence.field, (start, end), quote))
        by_finding: dict[Finding, Draft] = {}
        for finding in findings:
            draft = Draft(sentence, finding, voices)
            voice = voice_of(voices, finding.first, finding.last) or goes_on(sentence, voices, finding.first)
            if voice is not None and voice.text:
                draft.attribution, draft.origin = voice.text, voice.origin
                draft.speaker, draft.said_by = voice.kind, voice.span
            elif finding.whole is not None and finding.whole in by_finding:
                # "..., officials said, including seven children": a share is said by who says the whole.
                draft.said_as(by_finding[finding.whole])
            elif self._turns and sentence.field == "body":
                self._said_in_turn(draft)
            by_finding[finding] = draft
            self._drafts.append(draft)
        self._told.append((sentence, voices))
        self._review(sentence, findings, groups)

    def _said_in_turn(self, draft: Draft) -> None:
        """In a transcript what has no speaker of its own is said by who has the word."""
        at = draft.sentence.original(draft.finding.first, draft.finding.last)[0]
        turn = turn_at(self._turns, at)
        if turn is not None:
            name = self._body.original[turn.first : turn.last]
            draft.attribution, draft.speaker = name.strip('"'), "named"
            draft.said_by = (turn.first, turn.last)

    def take_event(self, sentence: Sentence, voices: list[Voice]) -> None:
        """A sentence that tells an event in which nobody is said to be harmed."""
        self._name_voices(sentence, voices)
        self._told.append((sentence, voices))

    def reading(self) -> Reading:
        """Everything read, in text order."""
        if not self._told:
            # A report that is taken back is looked for where it was told.
            country = self._finder().country if self._withdraws else "zz"
            return Reading(reviews=tuple(self._reviews), withdraws=self._withdraws, country=country)
        drafts = without_the_dead(without_weak(self._drafts))
        settle_duals(drafts)
        settle_shot(drafts)
        settle_victims(drafts)
        self._close(drafts)
        finder = self._finder()
        if finder.country == "zz":
            finder.country = self._country_of_names(drafts)
        book = EventBook(finder, self._told)
        if book.is_of_disease:
            drafts = [draft for draft in drafts if draft.finding.measure != "wounded"]
        title = self._read_title or Sentence(self.pack, self._title, (0, len(self._title.text)), "title")
        writer = ClaimWriter(
            drafts,
            finder,
            Dating(self._article.lang, self._article.published_at),
            book,
            is_past=title.has("past_story", 0, title.size) >= 0,
        )
        return Reading(writer.claims(), book.events(), tuple(self._reviews), self._withdraws, finder.country)

    def _close(self, drafts: list[Draft]) -> None:
        if (
            self._last is None
            or not self.pack.grammar.verb_first
            or all(draft.attribution for draft in drafts)
        ):
            return
        voice = closing_voice(self.pack, self._body, self._last)
        if voice is not None:
            said_at_the_end(drafts, voice)

    def _country_of_names(self, drafts: list[Draft]) -> str:
        """Where no place tells it: the country of the first body that speaks ("the Greek coast guard said"), or else
        of the first armed group that the text names."""
        for draft in drafts:
            named = draft.origin or draft.attribution
            country = country_named(named) if named and draft.speaker == "named" else None
            if country is not None:
                return country
        return country_of_group(self._title.text) or country_of_group(self._body.text) or "zz"

    def _finder(self) -> PlaceFinder:
        article = self._article
        return PlaceFinder(
            self._gazetteer, self.pack, self._title, self._body, article.outlet, article.country
        )

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
            elif self._last_voice is not None and sentence.field == "body" and voice.kind != "outlet":
                last = self._last_voice
                voice.text, voice.kind, voice.origin, voice.span = last.text, last.kind, last.origin, None

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


def _is_pronoun(sentence: Sentence, voice: Voice) -> bool:
    marks = sentence.marks(voice.first)
    return "pronoun_one" in marks or "pronoun_many" in marks


def _takes_back(sentence: Sentence) -> bool:
    """Whether an outlet says that it withdraws a report."""
    if sentence.has("withdraw", 0, sentence.size) >= 0:
        return True
    verb = sentence.has("takes_back", 0, sentence.size)
    return verb >= 0 and sentence.has("own_report", verb + 1, verb + _REPORT_REACH) >= 0
