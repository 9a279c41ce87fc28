"""Bodies that must not reach the feed parser, in every disguise, and those that must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.feeds.core.guard import BodyFault, fault_of

PLAIN = "<?xml version='1.0'?>\n<!-- a note --><rss version='2.0'><channel/></rss>"
LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>"
)


def _declared(text: str, encoding: str) -> bytes:
    return f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding)


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_empty(body: bytes) -> None:
    assert fault_of(body, "text/xml") is BodyFault.EMPTY


@pytest.mark.parametrize(
    "body", [b"hello", b'{"items": []}', b"\x89PNG\r\n", b"Not Found <b>", b"\x00\x01\x02"]
)
def test_what_does_not_begin_with_a_tag_is_no_xml(body: bytes) -> None:
    assert fault_of(body, "") is BodyFault.NOT_XML


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "windows-1256", "cp037"]
)
def test_a_feed_passes_in_any_encoding(encoding: str) -> None:
    assert fault_of(PLAIN.encode(encoding), f"text/xml; charset={encoding}") is None


@pytest.mark.parametrize(
    "body",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        LAUGHS.encode("utf-32-be"),
        _declared(LAUGHS, "utf-16-be"),
        LAUGHS.lower().replace("<!doctype", "<!DocType").encode(),
        b"<?xml version='1.0' encoding='utf-7'?>" + LAUGHS.encode("utf-7"),
        b"<?xml version='1.0' encoding='unicode_escape'?>" + LAUGHS.replace("<", "\\u003c").encode(),
        b"<!-- <rss> --><!ENTITY a 'b'><rss/>",
        b"<!-- <![CDATA[ -->" + LAUGHS.encode() + b"<!-- ]]> -->",
        b"<?note <rss> ?>" + LAUGHS.encode(),
        b"<!-- never closed <rss>" + LAUGHS.encode(),
        b"<!DOCTYPE rss SYSTEM 'http://a.example/x.dtd' [ <!ATTLIST a b CDATA 'c'> ]><rss/>",
    ],
)
def test_declared_entities_are_refused_however_they_are_written(body: bytes) -> None:
    assert fault_of(body, "text/xml") is BodyFault.ENTITIES


def test_entities_hidden_by_the_headers_charset_are_refused() -> None:
    body = ("<" + LAUGHS[1:]).encode("utf-7")
    assert fault_of(body, "text/xml; charset=utf-7") is BodyFault.ENTITIES


def test_a_page_is_told_from_a_feed() -> None:
    assert fault_of(b"<!doctype html><html><body>Maintenance</body></html>", "text/html") is BodyFault.HTML


@pytest.mark.parametrize(
    "body",
    [
        # The document type of RSS 0.91 brings nothing of its own.
        b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://a.example/rss.dtd"><rss/>',
        b"<rss><description><![CDATA[How to write <!ENTITY a 'b'> and <!DOCTYPE html>]]></description></rss>",
    ],
)
def test_harmless_declarations_pass(body: bytes) -> None:
    assert fault_of(body, "text/xml") is None


@pytest.mark.parametrize("piece", [b"<!--", b"<![CDATA[", b"<?", b"<!DOCTYPE ", b"<", b"<!ENTIT", b" "])
def test_time_grows_in_proportion_to_length(piece: bytes) -> None:
    """Two megabytes are read as a hundred pieces are: where time grew faster, the test would not come to its end."""
    long, short = b"<" + piece * (2_000_000 // len(piece)), b"<" + piece * 100
    content_type = "text/xml; charset=utf-16"
    assert fault_of(long, content_type) == fault_of(short, content_type)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_body_and_no_header_makes_it_raise(body: bytes, content_type: str) -> None:
    fault_of(b"<" + body, content_type)


@given(st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]), st.text(max_size=30))
def test_an_entity_in_the_prolog_is_found_behind_any_comment(encoding: str, comment: str) -> None:
    text = f"<!-- {comment} --><!DOCTYPE x [<!ENTITY a 'b'>]><rss/>"
    assert fault_of(text.encode(encoding, "replace"), "") is BodyFault.ENTITIES
