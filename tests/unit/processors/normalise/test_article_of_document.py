"""A document becomes plain text with one identity, whatever its feed wrote."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.document import Document, ItemIdOrigin, SourceKind, WireStatus
from processors.normalise.core.article import NoText, article_id_of, to_article
from processors.normalise.core.html_text import html_to_text, tidy
from processors.normalise.core.lang import UNKNOWN, detect

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def document(**changes: object) -> Document:
    fields: dict[str, object] = {
        "source_id": "s",
        "kind": SourceKind.FEED,
        "item_id": "1",
        "item_id_from": ItemIdOrigin.GUID,
        "outlet": "Outlet",
        "title": "Three hurt",
        "summary": "<p>Three people were hurt.</p>",
        "seen_at": SEEN,
    }
    return Document.model_validate({**fields, **changes})


def test_html_becomes_paragraphs() -> None:
    html = "<p>One&nbsp;&amp; two.</p><script>alert(1)</script><div>Three<br>four</div><p> five\nsix </p>"
    assert html_to_text(html) == "One & two.\n\nThree\n\nfour\n\nfive six"


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    assert html_to_text("<p>Open <b>bold <i>both</p> end &bogus; <") == "Open bold both\n\nend &bogus; <"


@given(st.text())
def test_html_never_raises_and_tidying_is_idempotent(text: str) -> None:
    once = html_to_text(text)
    assert tidy(once) == once


def test_the_fuller_of_content_and_summary_is_the_body() -> None:
    assert to_article(document(content="<p>Short.</p>")).body == "Three people were hurt."
    assert to_article(document(content="<p>Three people were hurt, one badly.</p>")).body.endswith("badly.")


def test_plain_text_with_a_sign_of_less_stays_as_it_is() -> None:
    assert to_article(document(summary="5 < 7 of them", text_type="text/plain")).body == "5 < 7 of them"


def test_markup_under_a_plain_media_type_is_still_markup() -> None:
    assert (
        to_article(document(summary="<p>Hurt &amp; well</p>", text_type="text/plain")).body == "Hurt & well"
    )


def test_the_identity_is_of_source_and_item_alone() -> None:
    first, later = document(), document(title="Four hurt", seen_at=SEEN + timedelta(hours=1))
    assert to_article(first).article_id == to_article(later).article_id == article_id_of("s", "1")
    assert article_id_of("s", "1") != article_id_of("s1", "")
    assert article_id_of("s", "\ud800") != article_id_of("s", "x")


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        (None, None, SEEN),
        (SEEN - timedelta(hours=2), None, SEEN - timedelta(hours=2)),
        (None, SEEN - timedelta(hours=1), SEEN - timedelta(hours=1)),
        (SEEN + timedelta(minutes=10), None, SEEN + timedelta(minutes=10)),
        (SEEN + timedelta(days=300), None, SEEN),
    ],
)
def test_when_it_was_published(
    published: datetime | None, updated: datetime | None, expected: datetime
) -> None:
    assert to_article(document(published_at=published, updated_at=updated)).published_at == expected


def test_nothing_to_read_is_refused_unless_it_is_withdrawn() -> None:
    with pytest.raises(NoText, match="item 1 of s"):
        to_article(document(title=None, summary="<img src='x'>"))
    assert to_article(document(title=None, summary=None, status=WireStatus.CANCELED)).title == ""


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("قتل خمسة أشخاص في انفجار", "ar"),
        ("Five people were killed in an explosion", "en"),
        ("Cinq personnes ont été tuées dans une explosion", "fr"),
        ("Patlamada beş kişi hayatını kaybetti", "tr"),
        ("در انفجار پنج نفر کشته شدند", "fa"),
        ("חמישה הרוגים בפיצוץ", "he"),
        ("Пять человек погибли при взрыве", "ru"),
        ("П'ятеро людей загинули, їхні імена", "uk"),
        ("دھماکے میں پانچ افراد ہلاک ہو گئے", "ur"),
        ("... 12 !", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_languages_are_told(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_a_declared_language_wins() -> None:
    assert to_article(document(lang="fr")).lang == "fr"
