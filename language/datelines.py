"""The head and tail of a wire story: dateline, credited agency, source line. Where they stand, and whom they credit.

SIDON, Lebanon (Coast Wire) - Forty people ...        بيروت (رويترز) - قال ...        المصدر: وكالات
"""

import re
from typing import NamedTuple

_HEAD = 140
"""A dateline ends within so many characters."""

_PARENTHESIS = re.compile(
    r"""\A[\s"'«“]*(?P<where>[^\n()\[\]]{0,90}?)\s*[(\[]\s*(?P<credit>[^()\[\]\n]{2,45}?)\s*[)\]]\s*
        (?:[-–—ـ―:|]+\s*|(?=[-–—ـ―]))""",
    re.VERBOSE,
)
_DASHED = re.compile(
    r"\A\s*[^\n():.،]{2,30}?\s*[-–—ـ―/]\s*(?P<credit>[^\n():.،\-–—/]{2,30}?)\s*(?:[-–—ـ―:]\s+|\n)"
)
_LEADING = re.compile(r"\A\s*(?P<credit>(?:[A-Z]{2,5}|[A-Z][a-z]+))\s+[-–—]\s+")
_PLAIN = re.compile(
    r"\A\s*[A-Z][A-Z .'\-]{2,30}(?:,\s*[A-Z][A-Za-z. ]{2,25}){0,2}(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2})?"
    r"(?:\s*[-–—]{1,2}\s*|:\s+(?=[^\n]{0,40}[a-z]))"
)
_DATED = re.compile(
    r"""\A\s*[^\n]{2,50}?,\s*\d{1,2}\s+[A-Z][A-Za-z]{2,8}\.?\s+\d{2,4}\s*(?:\([^()]{2,45}\)\s*)?[-–—]{1,2}\s*
        (?:\[[^\]]{2,60}\]\s*)*(?:[A-Z][A-Z .]{2,25}\s--\s*)?""",
    re.VERBOSE,
)
"""BOGOTA, 15 NOV 89 (COAST RADIO) -- [TEXT] MONTERIA -- ..., as monitoring services write it."""
_TAIL = re.compile(
    r"(?:\n|\A)[\s\-–—•*]*(?:المصدر|المصادر|مصدر الخبر|نقلا عن|Source|Sources|Via|Credit)\s*[:：]"
    r"\s*(?P<credit>[^\n]{2,60})\s*\Z",
    re.IGNORECASE,
)
_TAIL_PARENTHESIS = re.compile(r"[\s.][(\[]\s*(?P<credit>[^()\[\]\n.]{2,40}?)\s*[)\]]\.?\s*\Z")
_TAIL_DASH = re.compile(r"(?:[.\n»\"”])\s*[-–—]{1,2}\s*(?P<credit>[^\n.\-–—:،]{2,30})\s*\Z")

_UNSPECIFIC = re.compile(
    r"\A(?:وكالات|الوكالات|agencies|news agencies|متابعات|خاص|مواقع|وسائل إعلام|and agencies)\Z",
    re.IGNORECASE,
)
_NOT_A_CREDIT = re.compile(
    r"\d|\A(?:فيديو|صور|بالفيديو|بالصور|video|photo|photos|update\w*|عاجل|محدث|خبر عاجل|تحديث)\Z",
    re.IGNORECASE,
)
_LONGEST = 5
"""Words of a credit at most: more is a remark."""


class Credit(NamedTuple):
    """The body proper is [start, end) of the text, in characters; `agency` as written, None when none is named."""

    start: int
    end: int
    agency: str | None


def find_credit(text: str) -> Credit:
    """Where a story's own words begin and end, and which agency dateline, tail or source line credits."""
    start, head = _head(text)
    end, tail = _tail(text, start)
    return Credit(start, end, head or tail)


def dateline_end(text: str) -> int:
    """Where the dateline (place, day, agency in front of the first sentence) ends, in characters; 0 without one."""
    dated = _DATED.match(text[: 2 * _HEAD])
    return dated.end() if dated else _head(text)[0]


def _head(text: str) -> tuple[int, str | None]:
    top = text[:_HEAD]
    for pattern in (_PARENTHESIS, _LEADING, _DASHED):
        found = pattern.match(top)
        if found and not _NOT_A_CREDIT.search(found["credit"]) and len(found["credit"].split()) <= _LONGEST:
            if pattern is _PARENTHESIS and _is_sentence(found["where"]):
                continue
            if pattern is not _PARENTHESIS and not _looks_like_a_name(found["credit"]):
                continue
            return found.end(), _agency(found["credit"])
    plain = _PLAIN.match(top)
    return (plain.end(), None) if plain else (0, None)


_SHORT_PLACE = 7


def _is_sentence(where: str) -> bool:
    """Whether what stands before the parenthesis is running text and no place."""
    return len(where.split()) > _SHORT_PLACE or bool(re.search(r"[.!?؟;؛]\s", where))


def _tail(text: str, start: int) -> tuple[int, str | None]:
    bottom = max(start, len(text) - 100)
    part = text[bottom:]
    for pattern in (_TAIL, _TAIL_PARENTHESIS, _TAIL_DASH):
        found = pattern.search(part)
        if not found or _NOT_A_CREDIT.search(found["credit"]) or len(found["credit"].split()) > _LONGEST:
            continue
        if pattern is not _TAIL and not _looks_like_a_name(found["credit"]):
            continue
        at = found.start() + (0 if pattern is _TAIL else 1)
        return bottom + at, _agency(found["credit"])
    return len(text), None


_NAMES = re.compile(
    r"""\A(?:(?:وكالة|وكالات)\b.*|رويترز|فرانس\ برس|ا\.?ف\.?ب\.?|أ\ ?\.?\ ?ف\ ?\.?\ ?ب\.?|د\ ?\.?\ ?ب\ ?\.?\ ?أ\.?
        |الأناضول|أسوشيتد\ برس|سانا|سبوتنيك|شينخوا|واس|وام|كونا|قنا|بترا|وات|وفا|سبأ|سونا|الوكالة\ الوطنية.*|.*\bبرس
        |[A-Z]{2,6}|Reuters|Anadolu(?:\ Agency)?|Xinhua|Agence\ France-Presse|.*\b(?:Wire|Press|Agency|News))\Z""",
    re.VERBOSE,
)


def _looks_like_a_name(credit: str) -> bool:
    return bool(_NAMES.match(credit.strip()))


def _agency(credit: str) -> str | None:
    """The first agency of "AFP, Reuters"; None for "agencies"."""
    for name in re.split(r"\s*(?:[,،/+&]|\band\b)\s*", credit):
        name = name.strip(" .-–—*\"'«»")
        if name and not _UNSPECIFIC.match(name):
            return name
    return None
