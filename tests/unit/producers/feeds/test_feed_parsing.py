"""A feed's entries as documents."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.codec import decode, encode
from contracts.document import Document, ItemIdOrigin, SourceKind
from producers.feeds.core.parse import Body, ItemFault, Parsed, parse
from producers.sources import FeedSource

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SOURCE = FeedSource(id="valley-post", outlet="Valley Post", url="https://post.example/rss")


def _parse(data: str | bytes, content_type: str = "", source: FeedSource = SOURCE) -> Parsed:
    raw = data.encode() if isinstance(data, str) else data
    return parse(Body(raw, content_type, source.url, "https://www.post.example/rss"), source, NOW)


def _rss(*items: str, head: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>Post</title>{head}{inner}</channel></rss>"


def _documents(data: str | bytes, content_type: str = "", source: FeedSource = SOURCE) -> list[Document]:
    return [item.document for item in _parse(data, content_type, source).items if item.document]


def test_an_rss_item_keeps_everything_it_says() -> None:
    item = (
        "<guid isPermaLink='false'>post-17</guid><link>https://post.example/17</link>"
        "<title>Three wounded at the mill &amp; bridge</title>"
        "<description>&lt;p&gt;Three workers were wounded.&lt;/p&gt;</description>"
        "<pubDate>Sun, 01 Mar 2026 11:30:00 +0200</pubDate><category>Valley</category>"
    )
    (document,) = _documents(_rss(item, head="<language>en-GB</language>"))
    assert document.item_id == "post-17"
    assert document.item_id_from is ItemIdOrigin.GUID
    assert document.kind is SourceKind.FEED
    assert (document.source_id, document.outlet, document.lang) == ("valley-post", "Valley Post", "en")
    assert document.url == "https://post.example/17"
    assert document.title == "Three wounded at the mill &amp; bridge"
    assert document.summary == "<p>Three workers were wounded.</p>"
    assert document.text_type == "text/html"
    assert document.published_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert document.seen_at == NOW
    assert (document.asked_url, document.reached_url) == (SOURCE.url, "https://www.post.example/rss")
    assert document.fields["tags"][0]["term"] == "Valley"
    assert document.fields["published_parsed"] == "2026-03-01T09:30:00Z"
    assert decode(Document, encode(document)) == document


def test_an_atom_entry_takes_its_longest_content_and_both_dates() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>و</title><entry>
      <id>tag:post.example,2026:9</id><link href="/nine"/><title>ارتفاع الحصيلة</title>
      <summary>ملخص</summary>
      <content type="html">&lt;p&gt;قتل أربعة.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content>
      <published>2026-03-01T08:00:00Z</published><updated>2026-03-01T10:00:00Z</updated></entry></feed>"""
    (document,) = _documents(feed)
    assert document.content == "<p>قتل أربعة.</p>"
    assert document.url == "https://www.post.example/nine"
    assert document.lang == "ar"
    assert document.published_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert document.updated_at == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def test_an_entry_with_only_an_updated_date_is_published_then() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>t</title>
      <updated>2026-03-01T10:00:00+02:00</updated></entry></feed>"""
    (document,) = _documents(feed)
    assert document.published_at == document.updated_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def test_the_operators_language_goes_before_the_feeds() -> None:
    source = SOURCE.model_copy(update={"lang": "ar"})
    (document,) = _documents(_rss("<title>x</title>", head="<language>en</language>"), source=source)
    assert document.lang == "ar"


@pytest.mark.parametrize("tag", ["english", "arb", "x", "12", ""])
def test_a_language_that_is_no_two_letter_code_is_none(tag: str) -> None:
    (document,) = _documents(_rss("<title>x</title>", head=f"<language>{tag}</language>"))
    assert document.lang is None


def test_an_item_without_guid_is_named_by_its_link_else_by_its_words() -> None:
    by_link, by_words = _documents(
        _rss("<title>b</title>", "<link>https://post.example/1</link><title>a</title>")
    )
    if by_link.item_id_from is not ItemIdOrigin.LINK:
        by_link, by_words = by_words, by_link
    assert by_link.item_id == "https://post.example/1"
    assert by_words.item_id_from is ItemIdOrigin.CONTENT
    (again,) = _documents(_rss("<title>b</title><category>new tag</category>"))
    (other,) = _documents(_rss("<title>c</title>"))
    assert again.item_id == by_words.item_id != other.item_id


@pytest.mark.parametrize(
    "date",
    [
        "yesterday-ish",
        "2026-13-45",
        "2026-02-30T10:00:00Z",
        "2026-03-01T25:61:00Z",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "Sun, 99 Foo 2026 99:99:99",
        "none",
    ],
)
def test_a_date_that_is_none_is_told_and_the_item_goes_on_without(date: str) -> None:
    (item,) = _parse(_rss(f"<title>x</title><pubDate>{date}</pubDate>")).items
    assert item.document is not None
    assert item.document.published_at is None
    assert item.document.fields["published"] == date
    assert item.faults == (ItemFault.BAD_DATE,)


def test_an_item_without_any_date_is_not_at_fault() -> None:
    (item,) = _parse(_rss("<title>x</title>")).items
    assert item.document is not None
    assert item.document.published_at is None
    assert item.faults == ()


def test_an_item_that_says_nothing_is_left_out_and_the_others_go_on() -> None:
    parsed = _parse(_rss("<category>only</category>", "<title>x</title>"))
    assert [item.faults for item in parsed.items if item.document is None] == [(ItemFault.EMPTY_ITEM,)]
    assert [item.document.title for item in parsed.items if item.document] == ["x"]


def test_an_item_larger_than_a_message_is_left_out() -> None:
    (item,) = _parse(_rss(f"<title>x</title><description>{'word ' * 900_000}</description>")).items
    assert item.document is None
    assert item.faults == (ItemFault.TOO_LARGE_ITEM,)


def test_items_come_oldest_first() -> None:
    dates = ["12:00:00", "09:00:00", "10:00:00"]
    items = [f"<title>{d}</title><pubDate>Sun, 01 Mar 2026 {d} GMT</pubDate>" for d in dates]
    assert [document.title for document in _documents(_rss(*items))] == ["09:00:00", "10:00:00", "12:00:00"]


def test_items_without_dates_come_from_the_bottom_up() -> None:
    assert [d.title for d in _documents(_rss("<title>new</title>", "<title>old</title>"))] == ["old", "new"]


def test_plain_text_stays_plain_and_becomes_html_only_beside_html() -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title type="text">1 &lt; 2</title>'
    (plain,) = _documents(f"{head}</entry></feed>")
    assert (plain.title, plain.text_type) == ("1 < 2", "text/plain")
    (mixed,) = _documents(f'{head}<content type="html">&lt;b&gt;x&lt;/b&gt;</content></entry></feed>')
    assert (mixed.title, mixed.content, mixed.text_type) == ("1 &lt; 2", "<b>x</b>", "text/html")


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (
            _rss("<title>جرح ثلاثة</title>").encode("windows-1256"),
            "application/rss+xml; charset=windows-1256",
        ),
        (
            f"<?xml version='1.0' encoding='windows-1256'?>{_rss('<title>جرح ثلاثة</title>')}".encode(
                "cp1256"
            ),
            "",
        ),
        (_rss("<title>جرح ثلاثة</title>").encode("utf-16"), ""),
        (_rss("<title>جرح ثلاثة</title>").encode("utf-32"), "text/xml"),
        (_rss("<title>جرح ثلاثة</title>").encode(), "text/xml"),
        (_rss("<title>جرح ثلاثة</title>").encode(), "text/html; charset=iso-8859-1"),
        (_rss("<title>جرح ثلاثة</title>").encode("utf-8-sig"), "text/xml"),
    ],
)
def test_letters_come_through_whatever_the_charset(data: bytes, content_type: str) -> None:
    parsed = _parse(data, content_type)
    assert [item.document.title for item in parsed.items if item.document] == ["جرح ثلاثة"]
    assert parsed.note == ""


def test_the_digest_moves_with_any_field_and_not_with_the_time_of_the_fetch() -> None:
    body = Body(_rss("<title>x</title><category>a</category>").encode(), "", "u", "https://p.example/")
    (first,) = parse(body, SOURCE, NOW).items
    (later,) = parse(body, SOURCE, NOW.replace(hour=13)).items
    (other,) = _parse(_rss("<title>x</title><category>b</category>")).items
    assert first.digest == later.digest != other.digest


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("", "empty"),
        ("Service unavailable", "not_xml"),
        ("<html><body><p>Hi</p></body></html>", "not_a_feed"),
        ("<!DOCTYPE html><html/>", "html"),
        ("<kml><Document/></kml>", "not_a_feed"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss/>", "entities"),
    ],
)
def test_what_is_no_feed_has_a_reason(data: str, fault: str) -> None:
    parsed = _parse(data)
    assert parsed.fault == fault
    assert parsed.items == ()


def test_a_broken_feed_still_gives_what_it_holds_and_a_note() -> None:
    parsed = _parse("<rss version='2.0'><channel><item><title>a & b</title></item><item><title>c</channel>")
    assert {item.document.title for item in parsed.items if item.document} >= {"a & b"}
    assert parsed.note


def test_lone_surrogates_and_control_characters_do_not_break_the_message() -> None:
    for document in _documents(_rss("<title>a&#xD800;b&#0;c&#x1F;</title>")):
        json.loads(encode(document))


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(st.text(max_size=8), lambda inner: st.lists(inner, max_size=3).map("".join), max_leaves=6)
)
def test_no_item_makes_it_raise_and_every_document_travels(inner: str) -> None:
    for item in _parse(
        _rss(inner, f"<title>{inner}</title><pubDate>{inner}</pubDate><guid>{inner}</guid>")
    ).items:
        if item.document is not None:
            assert decode(Document, encode(item.document)) == item.document


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    _parse(b"<rss><channel><item>" + data)
