"""Tokens of folded text, and where sentences and clauses end.

Offsets count characters of the folded text. Tokens are kept as parallel lists, because most of a text's
tokens are only ever looked at once.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from language.folding import Folded

_PATTERN = (
    r"\d+(?:[.,،]\d+)*"  # figures with separators: 1,200 and 3.5
    r"|(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W\d_])"  # u.s., ا.ف.ب
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"  # words, don't, d'aujourd'hui
    r"|[^\w\s]|_"
)
_TOKEN = re.compile(_PATTERN)
_TOKEN_AND_GAP = re.compile(rf"({_PATTERN})(\s*)")
_ENGLISH_OWNER = re.compile(r"'s?$")

# A dot after these does not end a sentence (field's usual abbreviations in news English).
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "sgt",
        "lt",
        "col",
        "gen",
        "maj",
        "capt",
        "cpl",
        "pvt",
        "gov",
        "sen",
        "rep",
        "rev",
        "hon",
        "prof",
        "jr",
        "sr",
        "rd",
        "ave",
        "blvd",
        "dept",
        "vs",
        "etc",
        "inc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "va",
        "vt",
        "wash",
        "wis",
        "wyo",
        "corp",
        "co",
        "ltd",
        "bros",
        "brig",
        "adm",
        "insp",
        "supt",
        "msgr",
    ]
)
_BORDER = re.compile(r"[.!?؟…。]+[\"')\]]*(?=\s|$)|\n+|(?<=[^\W\d_]{3})[.](?=[\u0621-\u064a])")
_GLUED = re.compile(r"[.!?](?<=[^\W_]{2}[\w%)\"].)[\"')\]]*(?=[\"'(]?([^\W\d_]))")
_WRAPPED_BORDER = re.compile(_BORDER.pattern.replace(r"\n+", r"\n[^\S\n]*\n\s*"))
# A text all of whose lines are at most this long, several of them near it, was wrapped by hand (wire copy).
_LONGEST_WRAPPED_LINE = 100
_FULL_LINE = 50
_FULL_LINES = 3
_HOUR = re.compile(r"[ap]\.m")
_FIRST_WORD = re.compile(r"\s+([^\W\d_]+)")
_SHORTEST_OPENING = 2
# Beginnings of words that go on with an hour: days, months, zones.
_BEHIND_HOUR = frozenset(
    "mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec eas cen pac loc".split()
)
_LAST_WORD = re.compile(r"([^\W\d_]+)$")


class Tokens:
    """Tokens of one stretch of folded text: `words[i]` stands at `[starts[i], ends[i])` of the whole text.

    `elided` are words that cling to the next one by an apostrophe and count as words of their own, told without
    it: with "l" among them, "l'armée" is "l" and "armée".
    """

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(
        self, text: str, start: int = 0, end: int | None = None, elided: frozenset[str] = frozenset()
    ) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        end = len(text) if end is None else end
        if text.find("'", start, end) < 0:
            self._read_plain(start, end)
        else:
            self._read(start, end, elided)

    def _read_plain(self, start: int, end: int) -> None:
        """Most texts hold no apostrophe: between their tokens stand blanks alone, so that lengths tell the offsets."""
        pairs = _TOKEN_AND_GAP.findall(self.text, start, end)
        if not pairs:
            return
        lengths = [len(word) + len(gap) for word, gap in pairs]
        first = end - sum(lengths)
        self.words = [word for word, _ in pairs]
        self.starts = list(accumulate(lengths[:-1], initial=first))
        self.ends = [at + len(word) for at, word in zip(self.starts, self.words, strict=True)]

    def _read(self, start: int, end: int, elided: frozenset[str]) -> None:
        words, starts, ends = self.words.append, self.starts.append, self.ends.append
        for match in _TOKEN.finditer(self.text, start, end):
            word = match[0]
            first, last = match.span()
            if word == "'" and self.words and self.words[-1] in elided and self.ends[-1] == first:
                # "d'«experts»": what it clings to is no word.
                self.ends[-1] = last
                continue
            if "'" in word and len(word) > 2:
                clings = word.index("'")
                if word[:clings] in elided:
                    words(word[:clings])
                    starts(first)
                    ends(first + clings + 1)
                    word, first = word[clings + 1 :], first + clings + 1
                owner = _ENGLISH_OWNER.search(word)
                if owner is not None:
                    # The owner's 's is a token of its own: "the boy's cousin".
                    cut = first + owner.start()
                    words(word[: owner.start()])
                    starts(first)
                    ends(cut)
                    word, first = word[owner.start() :], cut
            words(word)
            starts(first)
            ends(last)

    def __len__(self) -> int:
        return len(self.words)


def sentence_spans(text: str, cased: Folded | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of folded `text`, blanks at both ends left out, empty ones dropped.

    `cased` is the text with its original, in a script with capital letters: there a stop that lost its blank ends a
    sentence too, where a small letter stands before it and a capital behind it ("... said police.The road ...").
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _borders(text, cased):
        if (
            match[0] == "."
            and _is_abbreviation(text, start, match.start())
            and not (cased is not None and _ends_at_hour(text, cased, match))
        ):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _borders(text: str, cased: Folded | None) -> Iterable[re.Match[str]]:
    border = _WRAPPED_BORDER if is_wrapped(text) else _BORDER
    if cased is None:
        return border.finditer(text)
    glued = [match for match in _GLUED.finditer(text) if _is_glued(cased, match)]
    if not glued:
        return border.finditer(text)
    return sorted([*border.finditer(text), *glued], key=lambda match: match.start())


def _is_glued(cased: Folded, match: re.Match[str]) -> bool:
    before = cased.original[cased.original_offset(match.start() - 1)]
    behind = cased.original[cased.original_offset(match.start(1))]
    return behind.isupper() and not before.isupper()


def is_wrapped(text: str) -> bool:
    """Whether the lines of `text` were broken to a width, so that only an empty line ends a paragraph."""
    if text.count("\n") < _FULL_LINES:
        return False
    full = 0
    running = False
    for line in text.split("\n"):
        size = len(line)
        if size > _LONGEST_WRAPPED_LINE:
            return False
        # A full line that goes straight on in the next one, without an end of sentence.
        if running and size:
            full += 1
        running = size > _FULL_LINE and line.rstrip()[-1:] not in '.!?:؟"”»'
    return full >= _FULL_LINES


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    word = _LAST_WORD.search(text, max(start, dot - 12), dot)
    if word is None:
        return False
    return word[1] in _ABBREVIATIONS or (len(word[1]) == 1 and word[1].isascii())


def _ends_at_hour(text: str, cased: Folded, border: re.Match[str]) -> bool:
    """As in "... before 3 p.m. Police said": behind an hour a capital begins a sentence, but for days and zones."""
    hour = _HOUR.match(text, border.start() - 3)
    behind = _FIRST_WORD.match(text, border.end())
    if hour is None or behind is None or behind[1][:3] in _BEHIND_HOUR or len(behind[1]) < _SHORTEST_OPENING:
        return False
    first = cased.original[cased.original_offset(behind.start(1))]
    second = cased.original[cased.original_offset(behind.start(1) + 1)]
    return first.isupper() and second.islower()


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
