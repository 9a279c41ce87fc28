"""No text makes the engine raise or hang, and every span is exact."""

import gzip
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.extract.core import ArticleText, Claim, Engine, Event, Reading, Review

_ARABIC = (
    "قتل مقتل قتلى جرحى خمسة 12 ١٢ مدنيين جندي وأصيب آخرون بينهم حصيلة إلى نفت لم أحد عن أكثر من بين و قُتِلَ"
)
_ENGLISH = (
    "killed wounded five people a man were was died no one denied toll rose to including said 's of the"
)
_MARKS = [*"،.:()\"'-", "\u200f", "\n"]
_WORDS = st.sampled_from([*_ARABIC.split(" "), *_ENGLISH.split(" "), *_MARKS])
_TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(_WORDS, max_size=60).map(" ".join),
    st.lists(_WORDS, max_size=60).map("".join),
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _check_spans(article: ArticleText, reading: Reading) -> None:
    fields = {"title": article.title, "body": article.body}
    parts: list[Claim | Event | Review] = [*reading.claims, *reading.events, *reading.reviews]
    for part in parts:
        start, end = part.span
        assert 0 <= start < end <= len(fields[part.field])
        assert fields[part.field][start:end] == part.quote
    for number, claim in enumerate(reading.claims):
        assert claim.part_of is None or (claim.part_of != number and claim.part_of < len(reading.claims))
        assert claim.event is None or number in reading.events[claim.event].claims
        assert claim.low is None or claim.high is None or claim.low <= claim.high


_ENGINE = Engine.load()


@given(title=_TEXTS, body=_TEXTS, lang=st.sampled_from(["ar", "en"]))
@settings(max_examples=250, deadline=None)
def test_any_text_is_read_with_exact_spans(title: str, body: str, lang: str) -> None:
    article = ArticleText(title, body, lang, datetime(2026, 1, 5, tzinfo=UTC))
    reading = _ENGINE.read(article)
    _check_spans(article, reading)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        '"' * 50_000 + "قتل خمسة" + '"' * 50_000,
        "قتل خمسة أشخاص " + "\u200f" * 100_000,
        "killed 5 " * 30_000,
        "قتلى وجرحى " * 20_000,
        "و" * 200_000,
        "بينهم طفلان " * 20_000,
    ],
    ids=["digits", "quotes", "marks", "killed", "victims", "letters", "shares"],
)
def test_long_input_ends_soon(engine: Engine, text: str) -> None:
    start = time.process_time()
    for lang in ("ar", "en"):
        _check_spans(ArticleText("", text, lang), engine.read(ArticleText("", text, lang)))
    assert time.process_time() - start < 20


def test_time_grows_with_length_alone(engine: Engine) -> None:
    sentence = "قتل خمسة مدنيين وأصيب 12 آخرون بينهم طفلان في قصف على حلب، وفق ما أفادت مصادر طبية. "

    def seconds(times: int) -> float:
        article = ArticleText("", sentence * times, "ar")
        start = time.process_time()
        engine.read(article)
        return time.process_time() - start

    seconds(50)
    short, long = seconds(200), seconds(1600)
    # Eight times the text: linear with room for noise, far below the 64 of a square.
    assert long < 24 * max(short, 0.005)


def test_the_same_text_gives_the_same_reading(engine: Engine) -> None:
    article = ArticleText("مقتل خمسة", "قتل خمسة جنود وأسر أربعة في اشتباكات قرب حلب.", "ar")
    assert engine.read(article) == engine.read(article) == Engine.load().read(article)


def test_a_language_without_a_folder_gives_nothing(engine: Engine) -> None:
    assert engine.read(ArticleText("", "Fünf Menschen wurden getötet.", "de")) == Reading()


def _archived() -> Iterator[ArticleText]:
    """The articles of every JSON lines file under the folder that MARSAD_TEST_ARTICLES names."""
    folder = os.environ.get("MARSAD_TEST_ARTICLES")
    for path in sorted(Path(folder).rglob("*.jsonl*")) if folder else []:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                record = json.loads(line)
                if isinstance(record.get("text"), str):
                    yield ArticleText(record.get("title") or "", record["text"], record.get("lang") or "ar")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_spans_are_exact_on_a_folder_of_articles(engine: Engine) -> None:
    count = 0
    for count, article in enumerate(_archived(), start=1):  # noqa: B007 - it is looked at after the loop
        _check_spans(article, engine.read(article))
    if not count:
        pytest.skip("MARSAD_TEST_ARTICLES names no folder of articles")
