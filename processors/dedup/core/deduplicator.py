"""The deduplicator: articles in, verdicts and rows out. The same code on the stream and offline.

Articles are compared within their language only. Items are known by id; where a source plays games with its ids, by
address (identity rules in `_known_as`). Texts are found by MinHash bands and confirmed by their shared word triples;
then the facts decide.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from contracts.article import Article, JudgedArticle, PreviousState, Verdict
from processors.dedup.core.entries import AgeQueue, EntryTable
from processors.dedup.core.facts import Difference, difference
from processors.dedup.core.identity import address_key, is_other_item, is_same_item, second_id
from processors.dedup.core.index import KeyIndex
from processors.dedup.core.records import KEYS, STORY_KEYS, ItemRecord, StateRecord
from processors.dedup.core.settings import DedupSettings
from processors.dedup.core.stories import SHARED, StoryBook, shared, telling_keys
from processors.dedup.core.texts import BANDS, Nearness, Text, is_head_of, nearness

Rows = dict[str, bytes | None]

_MOST_A_BAND = 6
_MOST_A_WORD = 24
_MOST_COMPARED = 12
_MOST_AN_ADDRESS = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the rows to write after it was acknowledged.

    `again` is the state of the same item that followed the judged one but came before it: to be sent on once more,
    for its `previous` is another one now.
    """

    judged: JudgedArticle
    rows: Rows
    again: JudgedArticle | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    """Another item's state that carries nearly the same text."""

    article_id: str
    state: StateRecord
    near: Nearness
    difference: Difference


class Deduplicator:
    """Judges articles in the order of their arrival. An article that was judged before is judged the same again."""

    def __init__(self, settings: DedupSettings | None = None) -> None:
        self._settings = settings or DedupSettings()
        self._rows: dict[str, bytes] = {}
        self._texts = KeyIndex(BANDS)
        self._words = KeyIndex(STORY_KEYS)
        self._addresses = KeyIndex(1)
        self._entries = EntryTable()
        self._ages = AgeQueue()
        self._book = StoryBook()
        self._newest = float("-inf")

    @classmethod
    def from_rows(
        cls, rows: Mapping[str, bytes | None], settings: DedupSettings | None = None
    ) -> "Deduplicator":
        """The deduplicator that wrote these rows.

        Raises:
            BadRowError: bytes that are no row.
        """
        one = cls(settings)
        states: list[tuple[int, str, StateRecord]] = []
        ages: list[tuple[float, str]] = []
        for key, row in rows.items():
            if row is not None:
                one._rows[key] = row
                item = ItemRecord.from_row(row)
                ages.append((item.refreshed, key))
                states.extend((state.number, key, state) for state in item.states)
        for seen, key in sorted(ages):
            one._ages.add(seen, key)
            one._newest = max(one._newest, seen)
        one._restore(sorted(states, key=lambda s: s[0]))
        return one

    def _restore(self, states: list[tuple[int, str, StateRecord]]) -> None:
        cutoff = self._newest - self._settings.window
        for number, key, state in states:
            for other in state.merges:
                self._book.merge(state.story, other)
            if self._entries.is_empty and state.seen >= cutoff:
                self._skip_to(number)
            elif self._entries.is_empty:
                continue
            while self._entries.next < number:
                # A state that its item let go: its number stays taken.
                self._index(None, None, float("-inf"), [0] * KEYS)
            self._index(key, state.story, state.seen, state.keys)
        if states and self._entries.is_empty:
            self._skip_to(states[-1][0] + 1)

    # -- judging ------------------------------------------------------------------------------------------------

    def judge(self, article: Article) -> Judgement:
        """What an article is to those seen before it.

        `repeat` is returned like the others; whoever sends verdicts on stops it.
        """
        seen = article.seen_at.timestamp()
        key = self._known_as(article)
        row = self._rows.get(key)
        item = ItemRecord.from_row(row) if row is not None else None
        if item is not None and item.refreshed < seen - self._settings.item_window:
            self._forget(item.states)
            item = None
        content = _content(article)
        if item is not None:
            known = next((s for s in item.states if s.seen == seen and s.content == content), None)
            if known is not None:
                return Judgement(self._told(known, item), {})
        if key != article.article_id:
            article = article.model_copy(update={"article_id": key})
        if item is None:
            judgement = self._judge_new(article, key, seen, content)
        else:
            judgement = self._judge_state(article, key, item, seen, content)
        if judgement.rows:
            judgement.rows.update(self._let_go(seen))
        return judgement

    def _judge_state(
        self, article: Article, key: str, item: ItemRecord, seen: float, content: str
    ) -> Judgement:
        earlier = [s for s in item.states if s.seen <= seen]
        before = earlier[-1] if earlier else None
        if before is not None and before.content == content:
            return self._repeat(article, key, item, before, seen)
        after = next((s for s in item.states if s.seen > seen), None)
        text = self._text(article)
        reference = before or item.states[0]
        other = self._text(reference.article)
        keys = self._keys(article, text)
        # Another item may have carried this text before this one did.
        match = self._best_match(article, text, keys[:BANDS], besides=key)
        state = StateRecord(
            number=self._entries.next,
            seen=seen,
            content=content,
            verdict=Verdict.REVISION,
            revision=max(s.revision for s in item.states) + 1,
            of=key,
            story=self._book.now(reference.story),
            score=round(nearness(text, other).jaccard, 4),
            why=_why_revised(reference.article, article, difference(other, text, article.lang)),
            article=article,
            previous=before.number if before else None,
            near=[match.article_id] if match else [],
        )
        again = None
        if after is not None:
            after.previous = state.number
        self._keep(key, item, state, keys)
        if after is not None:
            again = self._told(after, item)
        return Judgement(self._told(state, item), {key: self._rows[key]}, again)

    def _repeat(
        self, article: Article, key: str, item: ItemRecord, before: StateRecord, seen: float
    ) -> Judgement:
        """A repeat writes nothing, but for an item that would soon be forgotten: that is known for longer then."""
        judged = JudgedArticle(
            article=article,
            verdict=Verdict.REPEAT,
            revision=before.revision,
            of=key,
            story_id=before.story,
            score=1.0,
            why="unchanged",
        )
        last = item.states[-1]
        if before is last and seen - item.refreshed > self._settings.item_window / 4:
            item.refreshed = seen
            self._rows[key] = item.to_row()
            self._ages.add(seen, key)
            return Judgement(judged, {key: self._rows[key]})
        return Judgement(judged, {})

    def _judge_new(self, article: Article, key: str, seen: float, content: str) -> Judgement:
        text = self._text(article)
        keys = self._keys(article, text)
        match = self._best_match(article, text, keys[:BANDS])
        story, merges = self._story(keys[BANDS : BANDS + STORY_KEYS], match, self._since(article))
        verdict, why = Verdict.NEW, "no near text"
        of = None
        if match is not None:
            is_update = match.difference.any
            if is_update and self._is_template(article, match):
                why = f"other issue of one form: {match.difference.why}"
                match = None
            else:
                verdict = Verdict.UPDATE if is_update else Verdict.COPY
                why = match.difference.why if is_update else "same facts"
                of = match.article_id
        state = StateRecord(
            number=self._entries.next,
            seen=seen,
            content=content,
            verdict=verdict,
            revision=1,
            of=of,
            story=story or _story_id(article),
            score=round(max(match.near.jaccard, match.near.containment), 4) if match else 0.0,
            why=why,
            article=article,
            merges=merges,
        )
        item = ItemRecord()
        self._keep(key, item, state, keys)
        return Judgement(self._told(state, item), {key: self._rows[key]})

    def _is_template(self, article: Article, match: _Match) -> bool:
        """Whether two texts are two issues of one form (weather, prayer times, a daily summary): rule of other days."""
        found = match.difference
        if found.is_other_form:
            return True
        gap = abs((article.published_at - match.state.article.published_at).total_seconds())
        return gap >= self._settings.other_day and (found.dates or found.figures > 1) and found.figures > 0

    @staticmethod
    def _told(state: StateRecord, item: ItemRecord) -> JudgedArticle:
        before = next((s for s in item.states if s.number == state.previous), None)
        previous = None
        if before is not None:
            previous = PreviousState(
                revision=before.revision,
                title=before.article.title,
                body=before.article.body,
                status=before.article.status,
            )
        return JudgedArticle(
            article=state.article,
            verdict=state.verdict,
            revision=state.revision,
            of=state.of,
            story_id=state.story,
            near=tuple(state.near),
            score=state.score,
            why=state.why,
            previous=previous,
        )

    # -- finding ------------------------------------------------------------------------------------------------

    def _since(self, article: Article) -> float:
        """Since when texts are looked at. What is forgotten has to do with memory alone, never with a verdict."""
        return article.seen_at.timestamp() - self._settings.window

    def _text(self, article: Article) -> Text:
        return Text.of(article.title, article.body, self._settings.fewest_words)

    @staticmethod
    def _keys(article: Article, text: Text) -> list[int]:
        return [*text.band_keys(), *telling_keys(article.title, text), address_key(article)]

    def _best_match(
        self, article: Article, text: Text, bands: list[int], besides: str | None = None
    ) -> _Match | None:
        if len(text.words) < self._settings.fewest_words:
            return None
        counts: dict[int, int] = {}
        for number in self._texts.find(bands, _MOST_A_BAND):
            if self._entries.key(number) != besides:
                counts[number] = counts.get(number, 0) + 1
        best: _Match | None = None
        # Those that share most bands first, the older of equals: an original before its copies.
        for number in sorted(counts, key=lambda n: (-counts[n], n))[:_MOST_COMPARED]:
            found = self._match(article, text, number)
            if found is not None and (best is None or _rank(found) > _rank(best)):
                best = found
                if not found.difference.any and found.near.jaccard == 1.0:
                    break
        return best

    def _match(self, article: Article, text: Text, number: int) -> _Match | None:
        key = self._entries.key(number)
        row = self._rows.get(key) if key is not None else None
        if key is None or row is None:
            return None
        state = next((s for s in ItemRecord.from_row(row).states if s.number == number), None)
        if state is None or state.article.lang != article.lang or state.seen < self._since(article):
            return None
        other = self._text(state.article)
        near = nearness(text, other)
        is_near = near.jaccard >= self._settings.near or (
            near.containment >= self._settings.contained and is_head_of(text, other, self._settings.contained)
        )
        if not is_near:
            return None
        return _Match(key, state, near, difference(other, text, article.lang))

    def _story(self, keys: list[int], match: _Match | None, since: float) -> tuple[str | None, list[str]]:
        """The story of an article with these telling words, and the stories that it joins to it."""
        found: dict[str, int] = {}
        if match is not None:
            found[self._book.now(match.state.story)] = match.state.number
        for number in dict.fromkeys(self._words.find(keys, _MOST_A_WORD)):
            if self._entries.seen(number) >= since and shared(keys, self._words.keys(number)) >= SHARED:
                story = self._story_of(number)
                if story is not None:
                    found[story] = min(number, found.get(story, number))
        if not found:
            return None, []
        kept = min(found, key=lambda story: found[story])
        merges = sorted(set(found) - {kept})
        for other in merges:
            self._book.merge(kept, other)
        return kept, merges

    def _story_of(self, number: int) -> str | None:
        story = self._entries.story(number)
        return self._book.now(story) if story else None

    # -- keeping ------------------------------------------------------------------------------------------------

    def _keep(self, key: str, item: ItemRecord, state: StateRecord, keys: Sequence[int]) -> None:
        state.keys.extend(keys)
        item.states.append(state)
        item.states.sort(key=lambda s: (s.seen, s.number))
        self._forget(item.states[: -self._settings.most_states])
        del item.states[: -self._settings.most_states]
        item.refreshed = max(item.refreshed, state.seen)
        self._rows[key] = item.to_row()
        self._ages.add(state.seen, key)
        self._index(key, state.story, state.seen, state.keys)

    def _index(self, key: str | None, story: str | None, seen: float, keys: Sequence[int]) -> None:
        self._texts.add(keys[:BANDS])
        self._words.add(keys[BANDS : BANDS + STORY_KEYS])
        self._addresses.add(keys[BANDS + STORY_KEYS :])
        self._entries.add(key, story, seen)

    def _skip_to(self, number: int) -> None:
        for index in (self._texts, self._words, self._addresses):
            index.skip_to(number)
        self._entries.skip_to(number)

    def _let_go(self, seen: float) -> Iterator[tuple[str, None]]:
        """Forget what has left the windows; what came late keeps nothing else waiting for long."""
        self._newest = max(self._newest, seen)
        last = self._entries.forget_before(self._newest - self._settings.window)
        if last:
            for index in (self._texts, self._words, self._addresses):
                index.forget(last)
        cutoff = self._newest - self._settings.item_window
        for key in self._ages.pop_before(cutoff):
            row = self._rows.get(key)
            item = ItemRecord.from_row(row) if row is not None else None
            if item is not None and item.refreshed < cutoff:
                self._forget(item.states)
                del self._rows[key]
                yield key, None

    def _forget(self, states: Sequence[StateRecord]) -> None:
        """Forget states of an item. Stories stay one as long as the article that joined them is known."""
        for state in states:
            self._entries.blank(state.number)
            for other in state.merges:
                self._book.part(state.story, other)

    def _known_as(self, article: Article) -> str:
        """The id that an item is kept under: its own, unless its source plays games with ids."""
        own = article.article_id
        row = self._rows.get(own)
        if article.url is None:
            return own
        if row is not None:
            second = second_id(article)
            if second in self._rows or is_other_item(ItemRecord.from_row(row).states[-1].article, article):
                return second
            return own
        for number in self._addresses.find([address_key(article)], _MOST_AN_ADDRESS):
            if self._entries.seen(number) < self._since(article):
                continue
            key = self._entries.key(number)
            known = self._rows.get(key) if key is not None else None
            if key is None or known is None:
                continue
            if is_same_item(ItemRecord.from_row(known).states[-1].article, article):
                return key
        return own

    @property
    def rows(self) -> Mapping[str, bytes]:
        """All rows as they were last written."""
        return self._rows


def _rank(match: _Match) -> tuple[bool, float, float, int]:
    """The same facts first, then the nearest text, then the oldest."""
    return (not match.difference.any, match.near.jaccard, match.near.containment, -match.state.number)


def _content(article: Article) -> str:
    """Fingerprint of what makes a state: title, text and status, whatever their blanks."""
    parts = (" ".join(article.title.split()), " ".join(article.body.split()), article.status.value)
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _story_id(article: Article) -> str:
    return "s-" + sha256(article.article_id.encode()).hexdigest()[:16]


def _why_revised(before: Article, after: Article, found: Difference) -> str:
    if before.status is not after.status:
        return f"status:{before.status.value}>{after.status.value}"
    if found.any:
        return found.why
    return "title" if before.body == after.body else "text"
