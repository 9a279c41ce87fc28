"""Canonical addresses: one item, one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.normalise.core.address import canonical_address

PLAIN = "https://news.example/story/42"


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/story/42",
        "http://news.example/story/42",
        "http://news.example:80/story/42/",
        "https://WWW.News.Example/story/42#comments",
        "https://m.news.example/story/42",
        "https://mobile.news.example/story/42?utm_source=feed&utm_medium=rss",
        "https://amp.news.example/story/42",
        "https://news.example/story/42/amp",
        "https://news.example/story/42/amp/?amp=1",
        "https://news.example/amp/story/42",
        "https://news.example/story/42?fbclid=abc&gclid=def&ref=home",
        "https://news-example.cdn.ampproject.org/c/s/news.example/story/42",
        "https://www.google.com/amp/s/news.example/story/42",
        "https://www.google.com/url?q=https%3A%2F%2Fnews.example%2Fstory%2F42&sa=U",
        "https://feedproxy.google.com/~r/x/~3/y/?url=https%3A%2F%2Fnews.example%2Fstory%2F42",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fstory%2F42&h=AT0",
        "https://news.example//story//42/index.html",
    ],
)
def test_all_ways_lead_to_one_address(address: str) -> None:
    assert canonical_address(address) == PLAIN


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://news.example/?p=7&lang=ar", "https://news.example/?lang=ar&p=7"),
        ("https://news.example/خبر", "https://news.example/%D8%AE%D8%A8%D8%B1"),
        ("https://news.example/%D8%AE%D8%A8%D8%B1", "https://news.example/%D8%AE%D8%A8%D8%B1"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://m.example/a", "https://m.example/a"),
        ("https://news.example/amplifiers", "https://news.example/amplifiers"),
        ("urn:uuid:1", "urn:uuid:1"),
        ("http://[broken", "http://[broken"),
        ("  ", None),
        (None, None),
    ],
)
def test_what_tells_items_apart_stays(address: str | None, canonical: str | None) -> None:
    assert canonical_address(address) == canonical


@given(st.text(max_size=60))
def test_canonical_is_idempotent_and_never_raises(text: str) -> None:
    for address in (text, f"https://{text}", f"https://a.example/{text}"):
        once = canonical_address(address)
        assert canonical_address(once) == once
