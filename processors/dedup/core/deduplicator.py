"""The deduplicator: articles in, verdicts and rows out. The same code on the stream and offline.

Articles are compared within their language only. Items are known by id; where a source plays games with its ids, by
address (identity rules in `_known_as`). Texts are found by MinHash bands and confirmed by their shared word triples;
then the facts decide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from contracts.article import Article, JudgedArticle, PreviousState, Verdict
from contracts.document import WireStatus
from processors.dedup.core.facts import Difference, difference
from processors.dedup.core.identity import address_key, is_other_item, is_same_item, second_id
from processors.dedup.core.memory import Memory
from processors.dedup.core.near_texts import Match, NearTexts
from processors.dedup.core.records import STORY_KEYS, ItemRecord, StateRecord
from processors.dedup.core.settings import DedupSettings
from processors.dedup.core.texts import BANDS, nearness

Rows = dict[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and the rows to write after it was acknowledged.

    `again` is the state of the same item that followed the judged one but came before it: to be sent on once more,
    for its `previous` is another one now.
    """

    judged: JudgedArticle
    rows: Rows
    again: JudgedArticle | None = None


class Deduplicator:
    """Judges articles in the order of their arrival. An article that was judged before is judged the same again."""

    def __init__(self, settings: DedupSettings | None = None) -> None:
        self._settings = settings or DedupSettings()
        self._memory = Memory(self._settings)
        self._texts = NearTexts(self._settings, self._memory)

    @classmethod
    def from_rows(
        cls, rows: Mapping[str, bytes | None], settings: DedupSettings | None = None
    ) -> "Deduplicator":
        """The deduplicator that wrote these rows.

        Raises:
            BadRowError: bytes that are no row.
        """
        one = cls(settings)
        one._memory.restore(rows)
        return one

    @property
    def rows(self) -> Mapping[str, bytes]:
        """All rows as they were last written."""
        return self._memory.rows

    # -- judging ------------------------------------------------------------------------------------------------

    def judge(self, article: Article) -> Judgement:
        """What an article is to those seen before it.

        `repeat` is returned like the others; whoever sends verdicts on stops it.
        """
        seen = article.seen_at.timestamp()
        content = _content(article)
        if article.article_id not in self._memory.rows and not any(self._with_address(article)):
            # Most articles: neither their id nor their address was ever seen.
            return self._with_deletions(self._judge_new(article, article.article_id, seen, content), seen)
        known = self._seen_before(article, seen, content)
        if known is not None:
            return self._with_deletions(known, seen)
        key = self._known_as(article)
        item = self._memory.item(key)
        if item is not None and item.refreshed < self._memory.newest(seen) - self._settings.item_window:
            self._memory.forget(item.states)
            item = None
        if key != article.article_id:
            article = article.model_copy(update={"article_id": key})
        if item is None:
            judgement = self._judge_new(article, key, seen, content)
        else:
            judgement = self._judge_state(article, key, item, seen, content)
        return self._with_deletions(judgement, seen)

    def _with_deletions(self, judgement: Judgement, seen: float) -> Judgement:
        """With the rows that can go, wherever a row is written."""
        if judgement.rows:
            judgement.rows.update(self._memory.let_go(seen))
        return judgement

    def _seen_before(self, article: Article, seen: float, content: str) -> Judgement | None:
        """What was said of this very article before, or that it repeats a state, under whatever id."""
        keys = [article.article_id]
        if article.url is not None:
            keys += [second_id(article), *self._with_address(article)]
        for key in keys:
            item = self._memory.item(key)
            if item is None or item.refreshed < self._memory.newest(seen) - self._settings.item_window:
                continue
            state = next((s for s in item.states if s.seen == seen and s.content == content), None)
            if state is not None:
                return Judgement(self._told(state, item), {})
            before = next((s for s in reversed(item.states) if s.seen <= seen), None)
            if before is not None and before.content == content:
                return self._repeat(article.model_copy(update={"article_id": key}), key, item, before, seen)
        return None

    def _judge_state(
        self, article: Article, key: str, item: ItemRecord, seen: float, content: str
    ) -> Judgement:
        earlier = [s for s in item.states if s.seen <= seen]
        before = earlier[-1] if earlier else None
        after = next((s for s in item.states if s.seen > seen), None)
        text = self._texts.text(article)
        reference = before or item.states[0]
        if article.status is WireStatus.CANCELED:
            # A kill is told in the wire's own language; what it takes back was said in the item's.
            article = article.model_copy(update={"lang": reference.article.lang})
        other = self._texts.text(reference.article)
        keys = self._texts.keys(article, text)
        # Another item may have carried this text before this one did.
        match = self._texts.best_match(article, text, keys[:BANDS], besides=key)
        state = StateRecord(
            number=self._memory.next_number,
            seen=seen,
            content=content,
            verdict=Verdict.REVISION,
            revision=max(s.revision for s in item.states) + 1,
            of=key,
            story=self._memory.story_now(reference.story),
            score=round(nearness(text, other).jaccard, 4),
            why=_why_revised(reference.article, article, difference(other, text, article.lang)),
            article=article,
            previous=before.number if before else None,
            near=[match.article_id] if match else [],
        )
        again = None
        if after is not None:
            after.previous = state.number
        self._memory.keep(key, item, state, keys)
        if after is not None:
            again = self._told(after, item)
        return Judgement(self._told(state, item), {key: self._memory.rows[key]}, again)

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
            self._memory.refresh(key, item, seen)
            return Judgement(judged, {key: self._memory.rows[key]})
        return Judgement(judged, {})

    def _judge_new(self, article: Article, key: str, seen: float, content: str) -> Judgement:
        text = self._texts.text(article)
        keys = self._texts.keys(article, text)
        match = self._texts.best_match(article, text, keys[:BANDS])
        story, merges = self._story(keys[BANDS : BANDS + STORY_KEYS], match, self._texts.since(article))
        verdict, why = Verdict.NEW, "no near text"
        of = None
        if match is not None:
            is_update = match.difference.any
            if self._texts.is_template(article, match):
                why = f"other issue of one form: {match.difference.why}"
                match = None
            else:
                verdict = Verdict.UPDATE if is_update else Verdict.COPY
                why = match.difference.why if is_update else "same facts"
                of = match.article_id
        state = StateRecord(
            number=self._memory.next_number,
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
        self._memory.keep(key, item, state, keys)
        return Judgement(self._told(state, item), {key: self._memory.rows[key]})

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

    def _story(self, keys: list[int], match: Match | None, since: float) -> tuple[str | None, list[str]]:
        """The story of an article with these telling words, and the stories that it joins to it."""
        found = self._memory.stories(keys, since)
        if match is not None:
            found[self._memory.story_now(match.state.story)] = match.state.number
        if not found:
            return None, []
        kept = min(found, key=lambda story: found[story])
        return kept, sorted(set(found) - {kept})

    def _known_as(self, article: Article) -> str:
        """The id that an item is kept under: its own, unless its source plays games with ids."""
        own = article.article_id
        if article.url is None:
            return own
        # Where an address tells, it goes before the id; of several items the one that was there first.
        same = [key for key in self._with_address(article) if self._is_same(key, article)]
        if same:
            return own if own in same else same[-1]
        item = self._memory.item(own)
        second = second_id(article)
        if item is not None and (
            second in self._memory.rows or is_other_item(item.states[-1].article, article)
        ):
            return second
        return own

    def _is_same(self, key: str, article: Article) -> bool:
        item = self._memory.item(key)
        return item is not None and is_same_item(item.states[-1].article, article)

    def _with_address(self, article: Article) -> Iterator[str]:
        """The items of the same source that had the same address in the window."""
        return self._memory.with_address(address_key(article), self._texts.since(article))


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
