"""The agency that an article credits: from its by-line, else from the dateline, tail or source line of its body."""

import re

from language.datelines import find_credit

_BY = re.compile(r"\A\s*(?:by|بقلم|كتب|كتبت|المصدر)\s*[:：]?\s+", re.IGNORECASE)
_WIRE_NAME = re.compile(
    r"(?:\b(?:AFP|AP|Reuters|EFE|DPA|Xinhua|Anadolu|UPI|TASS|PTI|ANSA|Agence France-Presse|Associated Press)\b"
    r"|رويترز|فرانس برس|أ\.? ?ف\.? ?ب|الأناضول|أسوشيتد برس|شينخوا|د\.? ?ب\.? ?أ|سبوتنيك)"
)


def credit_of(body: str, byline: str | None = None) -> str | None:
    """The credited agency as written, None when none is named.

    `byline` is the item's author field: it counts only when it names an agency, for most name a person.
    """
    if byline:
        found = _WIRE_NAME.search(_BY.sub("", byline))
        if found:
            return found.group()
    return find_credit(body).agency
