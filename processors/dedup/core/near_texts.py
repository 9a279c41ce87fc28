"""Texts that carry nearly the same words: found by band keys, confirmed by shared word triples, told apart by facts."""

from dataclasses import dataclass

from contracts.article import Article
from processors.dedup.core.facts import Difference, day_of, difference
from processors.dedup.core.identity import address_key
from processors.dedup.core.memory import Memory
from processors.dedup.core.records import StateRecord
from processors.dedup.core.settings import DedupSettings
from processors.dedup.core.stories import telling_keys
from processors.dedup.core.texts import Nearness, Text, is_head_of, nearness

_MOST_COMPARED = 12
_SAME_TEXT = 0.95
"""From this share of common triples on another day in the title alone makes no other issue of a form."""
_FEWEST_SAME = 5
"""A line of so many words that is told again word for word is a copy, however short."""


@dataclass(frozen=True, slots=True)
class Match:
    """Another item's state that carries nearly the same text."""

    article_id: str
    state: StateRecord
    near: Nearness
    difference: Difference


class NearTexts:
    """Finds the state that carries nearly an article's text."""

    def __init__(self, settings: DedupSettings, memory: Memory) -> None:
        self._settings = settings
        self._memory = memory

    def since(self, article: Article) -> float:
        """Since when texts are looked at. What is forgotten has to do with memory alone, never with a verdict."""
        return self._memory.newest(article.seen_at.timestamp()) - self._settings.window

    def text(self, article: Article) -> Text:
        return Text.of(article.title, article.body, self._settings.fewest_words)

    @staticmethod
    def keys(article: Article, text: Text) -> list[int]:
        return [*text.band_keys(), *telling_keys(article.title, text), address_key(article)]

    def best_match(
        self, article: Article, text: Text, bands: list[int], besides: str | None = None
    ) -> Match | None:
        if len(text.words) < _FEWEST_SAME:
            return None
        best: Match | None = None
        for key, number in self._memory.near(bands, besides)[:_MOST_COMPARED]:
            found = self._match(article, text, key, number)
            if found is not None and (best is None or _rank(found) > _rank(best)):
                best = found
                if not found.difference.any and found.near.jaccard == 1.0:
                    break
        return best

    def _match(self, article: Article, text: Text, key: str, number: int) -> Match | None:
        item = self._memory.item(key)
        state = next((s for s in item.states if s.number == number), None) if item else None
        if state is None or state.article.lang != article.lang or state.seen < self.since(article):
            return None
        other = self.text(state.article)
        if len(text.words) < self._settings.fewest_words and text.words != other.words:
            return None
        near = nearness(text, other)
        is_near = near.jaccard >= self._settings.near or (
            near.containment >= self._settings.contained and is_head_of(text, other, self._settings.contained)
        )
        if not is_near:
            return None
        return Match(key, state, near, difference(other, text, article.lang))

    def is_template(self, article: Article, match: Match) -> bool:
        """Whether two texts are two issues of one form (weather, prayer times, a daily summary): rule of other days."""
        found = match.difference
        if found.any and found.is_other_form:
            return True
        gap = abs((article.published_at - match.state.article.published_at).total_seconds())
        if gap < self._settings.other_day:
            return False
        if (found.dates or found.figures > 1) and found.figures > 0:
            return True
        days = day_of(article.title), day_of(match.state.article.title)
        return all(days) and days[0] != days[1] and match.near.jaccard < _SAME_TEXT


def _rank(match: Match) -> tuple[bool, float, float, int]:
    """The same facts first, then the nearest text, then the oldest."""
    return (not match.difference.any, match.near.jaccard, match.near.containment, -match.state.number)
