"""Laws of the deduplicator: the same again, whatever the batches, from its rows or not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.article import Article
from processors.dedup.core import Deduplicator, DedupSettings
from processors.dedup.core import index as index_module
from processors.dedup.core.index import KeyIndex
from processors.dedup.core.records import BadRowError
from processors.dedup.core.texts import Text
from tests.unit.processors.dedup.wire_texts import ENGLISH, STORY, article

FIGURES = ["أحد عشر", "ثلاثة عشر", "تسعة", "عشرون"]


def varied(seed: int, length: int) -> list[Article]:
    """Articles of few items and texts, an hour apart; some come late."""
    dice = random.Random(seed)
    found = []
    for n in range(length):
        body = STORY.replace("أحد عشر", dice.choice(FIGURES))
        if dice.random() < 0.3:
            body = body.rsplit("\n\n", dice.randrange(1, 3))[0]
        if dice.random() < 0.2:
            body = ENGLISH
        item = dice.randrange(6)
        # Some items have an address; of these, some have another guid at every fetch.
        address = f"https://news.example/{item}" if item < 4 else None
        name = f"guid-{n}" if item < 2 else f"i{item}"
        found.append(
            article(
                name,
                n + dice.choice([0.0, 0.0, -2.5]) + n * 0.001,
                body,
                source_id="s",
                outlet="o",
                url=address,
            )
        )
    return found


def play(dedup: Deduplicator, articles: list[Article]) -> tuple[list[object], dict[str, bytes]]:
    rows: dict[str, bytes] = {}
    verdicts: list[object] = []
    for one in articles:
        judgement = dedup.judge(one)
        verdicts.append((judgement.judged, judgement.again))
        for key, row in judgement.rows.items():
            if row is None:
                rows.pop(key, None)
            else:
                rows[key] = row
    return verdicts, rows


SHORT = DedupSettings(window_hours=8, item_hours=16)


@given(st.integers(0, 10_000), st.integers(1, 24))
@settings(max_examples=25, deadline=None)
def test_verdicts_do_not_depend_on_restarts_between_batches(seed: int, cut: int) -> None:
    articles = varied(seed, 25)
    whole, rows_whole = play(Deduplicator(SHORT), articles)
    first, rows = play(Deduplicator(SHORT), articles[:cut])
    second, more = play(Deduplicator.from_rows(rows, SHORT), articles[cut:])
    assert first + second == whole
    assert {k for k in rows if k in rows_whole} | set(more) >= set(rows_whole)


@given(st.integers(0, 10_000), st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_an_article_judged_again_is_judged_the_same(seed: int, last: int) -> None:
    # What comes out of order has another state before it from then on, and is told again for that.
    articles = sorted(varied(seed, 20), key=lambda a: a.seen_at)
    dedup = Deduplicator()
    verdicts, _ = play(dedup, articles)
    again, rows = play(dedup, articles[-last:])
    assert again == verdicts[-last:]
    assert rows == {}


def test_rows_hold_all_there_is() -> None:
    dedup = Deduplicator(SHORT)
    _, rows = play(dedup, varied(7, 60))
    assert rows == dict(dedup.rows)
    assert dict(Deduplicator.from_rows(rows, SHORT).rows) == rows


@pytest.mark.parametrize("row", [b"", b"{}", b"\x10", b"\x10\x01abc", b"\x11\x00nonsense", b"\xff" * 200])
def test_bytes_that_are_no_row_are_told_so(row: bytes) -> None:
    with pytest.raises(BadRowError):
        Deduplicator.from_rows({"a": row})


@given(st.lists(st.lists(st.integers(1, 6), min_size=3, max_size=3), max_size=60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_the_index_finds_what_shares_a_key_and_is_not_forgotten(
    entries: list[list[int]], forgotten: int
) -> None:
    index = KeyIndex(3)
    for keys in entries:
        index.add(keys)
    index.forget(forgotten)
    for key in range(1, 7):
        want = {n for n, keys in enumerate(entries, 1) if key in keys and n > forgotten}
        assert set(index.find([key], most=1000)) == want


def test_the_index_grows_and_lets_go_of_the_oldest() -> None:
    index = KeyIndex(2)
    for n in range(1, 5001):
        assert index.add([n, n % 7 + 10_000]) == n
        if n > 100:
            index.forget(n - 100)
    assert len(index) == 100
    assert list(index.find([4901], 5)) == [4901]
    assert list(index.find([4900], 5)) == []


def test_the_index_goes_on_when_its_links_are_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_LARGEST_LINK", 500)
    index = KeyIndex(2)
    for n in range(1, 3001):
        assert index.add([n, n % 7 + 10_000]) == n
        index.forget(n - 100)
    assert index.find([2950], 5) == [2950]
    assert index.find([10_003], 3) == [n for n in range(3000, 2900, -1) if n % 7 == 3][:3]


@given(st.text(alphabet="ab ب7.,:/-_!\n\u00a0", max_size=60))
@settings(max_examples=200, deadline=None)
def test_words_stand_where_their_spans_say(folded: str) -> None:
    text = Text(folded)
    assert text.words == [folded[start:end] for start, end in text.spans]
