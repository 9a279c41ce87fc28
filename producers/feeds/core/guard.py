"""Which bodies are handed to the feed parser at all, and in which charset.

The parser is tolerant and expands entities, so what could make it expand without end, or read a page
as if it were a feed, is told apart before it.
"""

import codecs
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s*([^\s\[>]*)([^\[>]*)(\[?)", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_SKIPPED: Final = (("<!--", "-->"), ("<?", "?>"))
_WIDE_MARKS: Final = (
    # The mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG_START: Final = re.compile(r"\s*<")


class BodyFault(StrEnum):
    """Why a body is not parsed."""

    EMPTY = "empty"
    NOT_XML = "not_xml"
    HTML = "html"
    ENTITIES = "entities"
    """It declares entities or brings its own document type: a way to make a parser expand without end."""


def fault_of(body: bytes, content_type: str) -> BodyFault | None:
    """What forbids to parse this body, None when nothing does.

    `content_type` is the header's value, empty when there is none. The body is read under every
    encoding that it or the header claims: a declaration may hide in UTF-16 or UTF-7.
    """
    if not body.strip(b"\x00\t\r\n \xef\xbb\xbf\xfe\xff"):
        return BodyFault.EMPTY
    readings = tuple(_readings(body, content_type))
    if not any(_TAG_START.match(text) for text in readings):
        return BodyFault.NOT_XML
    for text in readings:
        fault = _declared_fault(text)
        if fault is not None:
            return fault
    return None


def in_its_charset(body: bytes, content_type: str) -> tuple[bytes, str]:
    """The body, and the charset parameter to tell the parser (empty: what the XML declaration says).

    A byte order mark decides, then the header, then the declaration (RFC 7303, 3), but for one thing:
    what reads as UTF-8 and is more than ASCII is UTF-8, whatever a server says of all its files. The
    parser goes by RFC 3023, which took text/xml for ASCII; so a mark is acted on here.
    """
    for mark, encoding in _WIDE_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").encode("utf-8"), "; charset=utf-8"
    try:
        if not body.isascii() and body.decode("utf-8"):
            return body, "; charset=utf-8"
    except UnicodeDecodeError:
        pass
    match = _CHARSET.search(content_type)
    return body, f"; charset={match[1]}" if match else ""


def _readings(body: bytes, content_type: str) -> Iterator[str]:
    # Without its zero bytes any UTF-16 or UTF-32 text shows its ASCII letters.
    yield body.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff").decode("latin-1")
    names = {
        match[1].decode("ascii").lower() for match in _DECLARED.finditer(body[:1024].replace(b"\x00", b""))
    }
    names |= {match[1].lower() for match in _CHARSET.finditer(content_type)}
    for name in sorted(names):
        try:
            # Not every codec that Python knows turns bytes into text; bytes.decode refuses those.
            if codecs.lookup(name).name not in {"latin-1", "iso8859-1", "utf-8", "ascii"}:
                yield body.decode(name, "replace").lstrip("\ufeff")
        except (LookupError, ValueError):
            continue


def _declared_fault(text: str) -> BodyFault | None:
    prolog = _prolog(text)
    if _ENTITY.search(prolog):
        return BodyFault.ENTITIES
    for match in _DOCTYPE.finditer(prolog):
        if match[3]:
            return BodyFault.ENTITIES
        if match[1].lower() == "html":
            return BodyFault.HTML
    return None


def _prolog(text: str) -> str:
    """All that stands before the first element: the only part in which declarations count.

    A comment that is never closed makes the whole text prolog, which errs on the safe side.
    """
    position = 0
    while (start := text.find("<", position)) >= 0:
        closing = next((end for opening, end in _SKIPPED if text.startswith(opening, start)), None)
        if closing is not None:
            end = text.find(closing, start + 2)
            if end < 0:
                return text
            position = end
        elif text[start + 1 : start + 2].isalpha() or text.startswith("<_", start):
            return text[:start]
        else:
            position = start + 1
    return text
