"""Bytes to messages and back, and what is refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.article import Article
from contracts.claim import Claim
from contracts.codec import DecodeCode, DecodeError, decode, encode

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

articles = st.builds(
    Article,
    article_id=st.text(min_size=1),
    source_id=st.text(min_size=1),
    outlet=st.text(),
    lang=st.sampled_from(["ar", "en", "und"]),
    title=st.text(),
    body=st.text(),
    version=st.none() | st.integers(0, 10**9),
    published_at=st.datetimes(
        min_value=datetime(1970, 1, 2),
        max_value=datetime(2200, 1, 1),
        timezones=st.just(UTC),
    ),
    seen_at=st.just(NOON),
)


def article_fields(**changes: object) -> dict[str, object]:
    article = Article(article_id="a", source_id="s", outlet="o", lang="ar", published_at=NOON, seen_at=NOON)
    return {**json.loads(encode(article)), **changes}


@given(articles)
def test_what_is_encoded_is_decoded_again(article: Article) -> None:
    assert decode(Article, encode(article)) == article


def test_an_unknown_field_is_ignored() -> None:
    data = json.dumps(article_fields(mood="grim")).encode()
    assert decode(Article, data).article_id == "a"


def test_times_are_kept_in_utc() -> None:
    baghdad = NOON.astimezone(timezone(timedelta(hours=3))).isoformat()
    read = decode(Article, json.dumps(article_fields(published_at=baghdad)).encode())
    assert read.published_at == NOON
    assert read.published_at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("data", "code", "names"),
    [
        (None, DecodeCode.EMPTY, "Article"),
        (b"", DecodeCode.EMPTY, "Article"),
        (b"\xff\xfe", DecodeCode.NOT_JSON, "whole message"),
        (b"[1, 2", DecodeCode.NOT_JSON, "whole message"),
        (b"[1, 2]", DecodeCode.WRONG_FIELD, "Article"),
        (b"{}", DecodeCode.MISSING_FIELD, "Article."),
        (
            json.dumps(article_fields(published_at="2026-03-01T12:00:00")).encode(),
            DecodeCode.WRONG_FIELD,
            "published_at",
        ),
        (json.dumps(article_fields(status="spiked")).encode(), DecodeCode.WRONG_FIELD, "status"),
        (
            json.dumps(article_fields(schema_version=99, status="spiked")).encode(),
            DecodeCode.LATER_SCHEMA,
            "99",
        ),
    ],
)
def test_what_is_no_such_message_says_why(data: bytes | None, code: DecodeCode, names: str) -> None:
    with pytest.raises(DecodeError) as refused:
        decode(Article, data)
    assert refused.value.code is code
    assert names in str(refused.value)


def test_a_claim_with_bounds_in_the_wrong_order_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="low 9 is above high 3"):
        Claim(
            claim_id="c", measure="killed", qualifier="range", low=9, high=3,
            field="body", span=(0, 1), quote="x", rule="r", rules_version="1",
        )  # fmt: skip
