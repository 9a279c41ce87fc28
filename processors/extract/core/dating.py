"""When it happened: the date of a claim's sentence that is not the date of the saying."""

from bisect import bisect_left
from datetime import datetime, timedelta

from language.dates import find_dates, languages
from processors.extract.core.finding import Finding
from processors.extract.core.model import Period
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice

LOOK_BACK_AFTER = timedelta(days=10)
"""What ended longer before publication is told as background: news of an event seldom waits longer."""

FRESH = timedelta(hours=36)
"""What ended later than so long before publication is news, however it is told."""

_SPEECH_GAP = 30
"""Characters behind a speech verb and its speaker within which a date is the day of the saying."""
_BEFORE_COST = 40
_BIRTH_REACH = 2
"""Tokens between a word of birth and its date: "من مواليد سنة 1988"."""


class Dating:
    """The dates of one article, read sentence by sentence and only where a claim asks for them."""

    def __init__(self, lang: str, published_at: datetime | None) -> None:
        self._lang = lang
        self._published_at = published_at if lang in languages() else None
        self._read: dict[int, list[tuple[int, int, Period]]] = {}

    def period_of(self, sentence: Sentence, finding: Finding, voices: list[Voice]) -> Period | None:
        """The period that stands nearest to the finding, those behind it first; None without one."""
        best: Period | None = None
        best_cost = 10**9
        at = sentence.tokens.starts[finding.first]
        for start, end, period in self._dates(sentence):
            if any(_is_of_saying(sentence, voice, start) for voice in voices):
                continue
            cost = start - at if start >= at else at - end + _BEFORE_COST
            if cost < best_cost:
                best, best_cost = period, cost
        return best

    def is_fresh(self, period: Period | None) -> bool:
        """Whether a period is known and ended so shortly before publication that it is news."""
        if period is None or self._published_at is None:
            return period is not None
        return period.end >= self._published_at - FRESH

    def is_day_behind(self, sentence: Sentence, start: int) -> bool:
        """Whether a fresh date stands behind folded offset `start` of the sentence."""
        return any(first >= start and self.is_fresh(period) for first, _, period in self._dates(sentence))

    def is_long_ago(self, period: Period | None) -> bool:
        """Whether a period ended so long before publication that it is background."""
        if period is None or self._published_at is None:
            return False
        return period.end < self._published_at - LOOK_BACK_AFTER

    def _dates(self, sentence: Sentence) -> list[tuple[int, int, Period]]:
        if self._published_at is None:
            return []
        found = self._read.get(id(sentence))
        if found is None:
            first, last = sentence.span
            text = sentence.folded.text[first:last]
            found = [
                (m.start + first, m.end + first, Period(m.period_start, m.period_end))
                for m in find_dates(text, self._lang, self._published_at)
                if not _is_of_birth(sentence, m.start + first)
            ]
            self._read[id(sentence)] = found
        return found


def _is_of_birth(sentence: Sentence, start: int) -> bool:
    """Whether the date at folded offset `start` says when somebody was born: "a man (born in 1988) was arrested"."""
    at = bisect_left(sentence.tokens.starts, start)
    return sentence.has("born", at - _BIRTH_REACH, at + 1) >= 0


def _is_of_saying(sentence: Sentence, voice: Voice, start: int) -> bool:
    """Whether the date at `start` stands right behind the speech verb or its speaker ("said on Tuesday")."""
    if voice.at < 0:
        return False
    verb = sentence.tokens.ends[min(voice.at, sentence.size - 1)]
    speaker = sentence.tokens.ends[voice.last - 1] if voice.last > voice.first else verb
    return any(0 <= start - end <= _SPEECH_GAP for end in (verb, speaker))
