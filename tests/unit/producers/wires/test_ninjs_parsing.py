"""ninjs of all versions as documents, and what is no item."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.codec import decode, encode
from contracts.document import Document, ItemIdOrigin, SourceKind, WireStatus
from producers.sources import WireSource
from producers.wires.core.ninjs import MAX_DOCUMENT_BYTES, WireError, WireFault, parse

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SOURCE = WireSource(id="agency", outlet="Delta Agency", folder=Path("in"))

NINJS_1 = {
    "uri": "urn:delta:2026:77",
    "version": "2",
    "type": "text",
    "language": "en-GB",
    "firstcreated": "2026-03-01T08:00:00Z",
    "versioncreated": "2026-03-01T10:30:00+02:00",
    "embargoed": "2026-03-01T13:00:00Z",
    "pubstatus": "usable",
    "headline": "Mill fire: 3 < 4 wounded",
    "description_text": "A fire & its toll",
    "body_text": "Four people were wounded.",
    "body_xhtml": "<p>Four people were wounded.</p>",
    "byline": "A. Writer",
    "infosource": [{"name": "Delta Agency"}],
}
NINJS_3 = {
    "uri": "urn:delta:2026:77",
    "version": 2,
    "language": "ar",
    "versionCreated": "2026-03-01T08:30:00Z",
    "pubStatus": "canceled",
    "headlines": [{"role": "short", "value": "حريق"}, {"role": "main", "value": "جرح أربعة في حريق"}],
    "bodies": [
        {"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": "<nitf/>"},
        {"role": "text", "contentType": "text/plain", "value": "جرح أربعة."},
    ],
    "descriptions": [{"contentType": "text/plain", "value": "ملخص"}],
    "by": "A. Writer",
    "infoSources": [{"name": "Delta Agency"}],
}


def _parse(item: Any, source: WireSource = SOURCE) -> Document:
    data = item if isinstance(item, bytes) else json.dumps(item).encode()
    return parse(data, "77.json", source, NOW)[0]


def _fault(item: Any) -> WireFault:
    with pytest.raises(WireError) as caught:
        _parse(item)
    return caught.value.fault


def test_version_1_gives_every_part() -> None:
    document = _parse(NINJS_1)
    assert (document.item_id, document.item_id_from) == ("urn:delta:2026:77", ItemIdOrigin.WIRE)
    assert (document.kind, document.source_id, document.outlet) == (SourceKind.WIRE, "agency", "Delta Agency")
    assert (document.version, document.status, document.lang) == (2, WireStatus.USABLE, "en")
    assert document.text_type == "text/html"
    assert document.content == "<p>Four people were wounded.</p>"
    assert document.title == "Mill fire: 3 &lt; 4 wounded"
    assert document.summary == "A fire &amp; its toll"
    assert document.published_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert document.updated_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert document.embargo_until == datetime(2026, 3, 1, 13, 0, tzinfo=UTC)
    assert document.asked_url == "77.json"
    assert document.url is None
    assert document.fields == NINJS_1
    assert document.payload == json.dumps(NINJS_1).encode()
    assert decode(Document, encode(document)) == document


def test_version_3_gives_every_part() -> None:
    document = _parse(NINJS_3)
    assert (document.version, document.status, document.lang) == (2, WireStatus.CANCELED, "ar")
    assert (document.title, document.content, document.summary) == ("جرح أربعة في حريق", "جرح أربعة.", "ملخص")
    assert document.text_type == "text/plain"
    assert document.published_at == document.updated_at == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (None, WireStatus.USABLE),
        ("usable", WireStatus.USABLE),
        ("Withheld", WireStatus.WITHHELD),
        ("canceled", WireStatus.CANCELED),
        ("cancelled", WireStatus.CANCELED),
        ("stat:canceled", WireStatus.CANCELED),
    ],
)
@pytest.mark.parametrize("name", ["pubstatus", "pubStatus"])
def test_status(name: str, written: str | None, status: WireStatus) -> None:
    assert _parse({"uri": "u", name: written}).status is status


@pytest.mark.parametrize("written", ["killed", "", 7, ["usable"]])
def test_a_status_that_is_none_is_not_taken_for_usable(written: object) -> None:
    assert _fault({"uri": "u", "pubstatus": written}) is WireFault.BAD_STATUS


@pytest.mark.parametrize(
    ("written", "version"),
    [(6, 6), ("6", 6), (6.0, 6), ("6.0", 6), ("a", None), (True, None), (None, None), (-1, None)],
)
def test_version(written: object, version: int | None) -> None:
    assert _parse({"uri": "u", "version": written}).version == version


def test_the_operators_language_goes_before_the_items() -> None:
    assert _parse(NINJS_1, SOURCE.model_copy(update={"lang": "ar"})).lang == "ar"


@pytest.mark.parametrize(
    ("fields", "signals"),
    [
        ({"signals": ["sig:correction", "sig:correction", "sig:update"]}, ("sig:correction", "sig:update")),
        ({"signal": [{"qcode": "sig:kill", "name": "kill"}, {"name": "Update"}]}, ("sig:kill", "Update")),
        ({"signals": {"updatetype": "KORR", "nested": {}}}, ("updatetype:KORR",)),
        ({"signals": "sig:advisory"}, ("sig:advisory",)),
        ({"signals": 3}, ()),
        ({}, ()),
    ],
)
def test_signals_as_agencies_write_them(fields: dict[str, object], signals: tuple[str, ...]) -> None:
    assert _parse({"uri": "u", **fields}).signals == signals


def test_html_in_bodies_goes_before_plain_text_wherever_it_stands() -> None:
    plain = {"contentType": "text/plain", "value": "a"}
    marked = {"role": "html", "value": "<p>a</p>"}
    for bodies in ([plain, marked], [marked, plain]):
        document = _parse({"uri": "u", "bodies": bodies})
        assert (document.content, document.text_type) == ("<p>a</p>", "text/html")


def test_a_body_under_a_name_of_the_agencys_own_is_found() -> None:
    assert _parse({"uri": "u", "body_main": "text"}).content == "text"


def test_an_item_whose_uri_is_an_address_has_it_as_its_address() -> None:
    assert _parse({"uri": "https://delta.example/77"}).url == "https://delta.example/77"


def test_dates_that_are_none_are_named_and_the_item_goes_on() -> None:
    item = {"uri": "u", "firstcreated": "this morning", "versioncreated": "2026-03-01T09:00:00Z"}
    document, bad = parse(json.dumps(item).encode(), "f", SOURCE, NOW)
    assert bad == ("firstcreated",)
    assert document.published_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert _parse({"uri": "u"}).published_at is None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", WireFault.NOT_JSON),
        (b'{"uri": "u"', WireFault.NOT_JSON),
        (b'{"uri": "\xff"}', WireFault.NOT_JSON),
        (b'{"uri": "u", "x": NaN}', WireFault.NOT_JSON),
        (b"[" * 100_000, WireFault.NOT_JSON),
        (b"[]", WireFault.NOT_AN_ITEM),
        (b"{}", WireFault.NOT_AN_ITEM),
        (b'{"uri": ""}', WireFault.NOT_AN_ITEM),
        (b'{"uri": 7}', WireFault.NOT_AN_ITEM),
        (b'{"uri": "u", "x": ' + b"[" * 200 + b"]" * 200 + b"}", WireFault.NOT_AN_ITEM),
    ],
)
def test_what_is_no_item_has_a_reason(data: bytes, fault: WireFault) -> None:
    assert _fault(data) is fault


def test_a_byte_order_mark_is_no_fault() -> None:
    assert _parse(b"\xef\xbb\xbf" + json.dumps({"uri": "u"}).encode()).item_id == "u"


def test_a_large_item_leaves_its_payload_and_a_huge_one_is_refused() -> None:
    size = MAX_DOCUMENT_BYTES // 3
    large = _parse({"uri": "u", "body_text": "a" * size})
    assert large.payload is None
    assert large.content == "a" * size
    assert len(encode(large)) <= MAX_DOCUMENT_BYTES
    assert _fault({"uri": "u", "body_text": "a" * (MAX_DOCUMENT_BYTES // 2 + 1)}) is WireFault.TOO_LARGE


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from([*NINJS_1, *NINJS_3, "signals", "body_main", "href", "description_html"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_NAMES, _JSON, max_size=8))
def test_whatever_its_fields_hold_it_travels_or_says_why_not(fields: dict[str, object]) -> None:
    data = json.dumps({"uri": "u", **fields}).encode()
    try:
        document, _ = parse(data, "f", SOURCE, NOW)
    except WireError:
        return
    assert decode(Document, encode(document)) == document


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(WireError):
        parse(data, "f", SOURCE, NOW)
