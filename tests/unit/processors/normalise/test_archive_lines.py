"""Articles from the lines of an archive."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.document import WireStatus
from processors.normalise.core.from_line import UNDATED, BadLineError, article_from_line


def detect(text: str) -> str:
    return "ar" if "م" in text else "en"


def test_every_field_finds_its_place() -> None:
    line = {
        "id": "x",
        "title": "حريق",
        "text": "بيروت (رويترز) - أخمد الحريق.",
        "published_at": "2026-01-02T10:00:00+02:00",
        "outlet": "الميناء",
        "url": "http://www.news.example/1?utm_source=a",
        "status": "withheld",
        "signals": ["sig:correction"],
    }
    article = article_from_line(line, 3, detect)
    assert (article.article_id, article.outlet, article.lang, article.credit) == (
        "x",
        "الميناء",
        "ar",
        "رويترز",
    )
    assert article.url == "https://news.example/1"
    assert article.status is WireStatus.WITHHELD
    assert article.signals == ("sig:correction",)
    assert article.published_at == article.seen_at == datetime(2026, 1, 2, 8, tzinfo=UTC)


def test_a_line_without_time_has_its_numbers_time() -> None:
    article = article_from_line({"id": 5, "text": "a fire"}, 9, detect)
    assert (article.article_id, article.lang) == ("5", "en")
    assert article.published_at == article.seen_at == UNDATED + timedelta(seconds=9)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ([], "object"),
        ({"title": "a"}, "no id"),
        ({"id": "", "title": "a"}, "no id"),
        ({"id": 1.5, "title": "a"}, "neither text nor"),
        ({"id": "a", "title": " "}, "neither title nor text"),
        ({"id": "a", "title": 7}, "title is not text"),
        ({"id": "a", "title": "b", "seen_at": "yesterday"}, "RFC 3339"),
        ({"id": "a", "title": "b", "seen_at": "2026-01-02T10:00:00"}, "offset"),
        ({"id": "a", "title": "b", "status": "dead"}, "status"),
        ({"id": "a", "title": "b", "signals": "x"}, "signals"),
    ],
)
def test_a_bad_line_says_why(line: object, why: str) -> None:
    with pytest.raises(BadLineError, match=why):
        article_from_line(line, 1, detect)
