"""Folding: one spelling for the many ways in which the same word is written.

Arabic is written with and without hamza, vowel marks, tatweel, with ى for ي and ه for ة; digits come in three
scripts; quotes, dashes and blanks in many shapes; social posts break words to slip past filters ("قتـ.ـلى").
Matching happens on folded text; every folded offset leads back to the characters of the original.
"""

import re
from bisect import bisect_right

_SAME_LENGTH: tuple[tuple[str, str], ...] = (
    ("أإآٱٲٳ", "ا"),
    ("ىیېےئۍ", "ي"),
    ("ةۀہھۃە", "ه"),
    ("ؤۆۇ", "و"),
    ("کڪ", "ك"),
    # The g of the Maghreb ("ڨفصة" is قفصة) and the v of borrowed names.
    ("ڨ", "ق"),
    ("ڤ", "ف"),
    ("٬", ","),
    ("٫", "."),
    ("٪", "%"),
)
_DIGITS: tuple[tuple[str, str], ...] = tuple(
    (a + b, str(i)) for i, (a, b) in enumerate(zip("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True))
)
_MARKS: tuple[tuple[str, str], ...] = (
    ("“”„‟«»″＂", '"'),
    ("‘’‚‛ʼ′`´", "'"),
    ("‐‑‒–−", "-"),
    ("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\r\v\f", " "),
    ("\u2028\u2029\u0085", "\n"),
)

_DIACRITICS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f"
_TATWEEL = "\u0640"
_ARABIC = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
# One character class in front lets the regex engine skip quickly over plain text.
_SUSPECT = re.compile(
    f"[{_DIACRITICS}{_INVISIBLE}{_TATWEEL}*_•·~][{_DIACRITICS}{_INVISIBLE}{_TATWEEL}*_•·~.\\-]*"
)
_ALWAYS_REMOVED = re.compile(f"[{_DIACRITICS}{_INVISIBLE}{_TATWEEL}]")
_IS_ARABIC = re.compile(f"[{_ARABIC}]").match
_BREAKERS = "*_•·~.-"
# "#خان_شيخون": the mark and the lines between the words of a tag are borders, not a broken word.
_TAG = re.compile(r"#(?=[^\W\d_])\w+")
_LONGEST_BREAK = 2
_IS_DIACRITIC = re.compile(f"[{_DIACRITICS}{_TATWEEL}]").match
_HAS_ARABIC = re.compile("[\u0600-\u06ff]").search
_HAS_MARKS = re.compile(f"[{re.escape(''.join(many for many, _ in _MARKS))}]").search


class Folded:
    """Folded text with the way back to the original.

    `original_span` takes offsets in `text` and gives offsets in the original, both counting characters,
    start inclusive and end exclusive.
    """

    __slots__ = ("_shifts", "_starts", "original", "text")

    def __init__(self, original: str, text: str, starts: list[int], shifts: list[int]) -> None:
        self.original = original
        self.text = text
        # starts[k] is the folded offset from which on shifts[k] characters were removed before it.
        self._starts = starts
        self._shifts = shifts

    def original_offset(self, offset: int) -> int:
        """The original offset of the folded character at `offset`."""
        if not self._starts:
            return offset
        before = bisect_right(self._starts, offset)
        return offset + (self._shifts[before - 1] if before else 0)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of folded [start, end); vowel marks on the last letter belong to it."""
        if not self._starts or end <= start:
            first = self.original_offset(start)
            return first, first + max(0, end - start)
        first, last = self.original_offset(start), self.original_offset(end - 1) + 1
        while last < len(self.original) and _IS_DIACRITIC(self.original, last):
            last += 1
        return first, last


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters (İ) grow when lowered: those stay as they are, so that offsets hold.
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _replace(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for many, one in table:
        for char in many:
            if char in text:
                text = text.replace(char, one)
    return text


def fold_letters(text: str) -> str:
    """Fold letters, digits, quotes, dashes and blanks one to one: the result is as long as `text`."""
    if text.isascii():
        return text.lower().translate({9: " ", 11: " ", 12: " ", 13: " ", 96: "'"})
    if _HAS_ARABIC(text):
        text = _replace(_replace(text, _SAME_LENGTH), _DIGITS)
    if _HAS_MARKS(text):
        text = _replace(text, _MARKS)
    return _lower(text)


def fold(text: str) -> Folded:
    """Fold `text`: letters one to one; vowel marks, tatweel and invisible marks go, broken words are joined."""
    original = text
    if "#" in text:
        text = _TAG.sub(_without_borders, text)
    if text.isascii() or _SUSPECT.search(text) is None:
        return Folded(original, fold_letters(text), [], [])
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = position = removed = 0
    for match in _SUSPECT.finditer(text):
        start, end = _to_remove(text, *match.span())
        if end <= start:
            continue
        if start > position:
            pieces.append(text[position:start])
            length += start - position
        removed += end - start
        if starts and starts[-1] == length:
            shifts[-1] = removed
        else:
            starts.append(length)
            shifts.append(removed)
        position = end
    pieces.append(text[position:])
    return Folded(original, fold_letters("".join(pieces)), starts, shifts)


def _without_borders(tag: re.Match[str]) -> str:
    return tag[0].replace("#", " ").replace("_", " ")


def _to_remove(text: str, start: int, end: int) -> tuple[int, int]:
    """What of a run of marks is taken out: all but the punctuation that ends a sentence or joins two words."""
    run = text[start:end]
    if _ALWAYS_REMOVED.search(run) is None:
        # "ق*تلى": a mark inside a word; elsewhere it is a list's or a note's.
        inside = start > 0 and end < len(text) and _IS_ARABIC(text, start - 1) and _IS_ARABIC(text, end)
        return (start, end) if inside and end - start <= _LONGEST_BREAK else (start, start)
    kept = run.rstrip(_BREAKERS)
    if run[0] == _TATWEEL:
        # A dot or dash beside a tatweel stands inside a word that was broken on purpose: "قتـ.ـلى".
        if len(kept) == len(run) or end >= len(text) or not _IS_ARABIC(text, end):
            end = start + len(kept)
        while start > 1 and text[start - 1] in ".-" and _IS_ARABIC(text, start - 2):
            start -= 1
        return start, end
    first = next((at for at, char in enumerate(run) if char in _BREAKERS), len(run))
    return start, start + first if _TATWEEL not in run else start + len(kept)


def fold_key(text: str) -> str:
    """The folded form alone, for lexicon entries and names that are compared."""
    return fold(text).text
