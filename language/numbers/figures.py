"""Figures: what a run of digits amounts to, and when it is a date, a year or part of a name."""

import re

from language.tokens import Tokens

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+\Z")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+\Z")
# No count of people has more digits than this.
_LONGEST_FIGURE = 12
_FIRST_YEAR, _LAST_YEAR = 1300, 2100
_YEAR_DIGITS = 4
_GROUP_DIGITS = 3
_HYPHENATED = 2


def figure_value(raw: str, *, dots: bool) -> tuple[float | None, bool]:
    """A figure's amount (None when it has none) and whether it can count; `dots`: 1.200 is a thousand and more."""
    if len(raw) > _LONGEST_FIGURE:
        return None, False
    if raw.isdecimal():
        return int(raw), True
    if _THOUSANDS.match(raw):
        return int(raw.replace(",", "")), True
    if dots and _DOT_THOUSANDS.match(raw):
        return int(raw.replace(".", "")), True
    parts = re.split("[.,،]", raw)
    return (float(f"{parts[0]}.{parts[1]}"), False) if len(parts) == 2 else (None, False)


def groups_end(tokens: Tokens, at: int) -> int:
    """Behind the groups of three digits that one blank each joins to the figure at `at`: "12 400"."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    behind = at + 1
    if len(words[at]) > _GROUP_DIGITS or not words[at].isdecimal() or words[at][0] == "0":
        return behind
    while (
        behind < len(words)
        and len(words[behind]) == _GROUP_DIGITS
        and words[behind].isdecimal()
        and starts[behind] == ends[behind - 1] + 1
        and tokens.text[ends[behind - 1]] == " "
    ):
        behind += 1
    return behind


def is_date(tokens: Tokens, at: int) -> bool:
    """Whether the figure at token `at` is joined to another by a slash or a colon: a day, a time, a ratio."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for near, far in ((at + 1, at + 2), (at - 1, at - 2)):
        if not (0 <= near < len(words) and 0 <= far < len(words)):
            continue
        low, high = min(near, at), max(near, at)
        apart = ends[min(near, far)] != starts[max(near, far)]
        if words[near] == ":" and apart:
            # "64: 38 هنا و26 هناك": a figure and its parts.
            continue
        if words[near] in ("/", ":") and ends[low] == starts[high] and words[far][0].isdigit():
            return True
    return False


def is_year(tokens: Tokens, at: int, value: int, before: frozenset[str]) -> bool:
    """Whether four digits stand behind one of the words `before`, or a slash, that lead to a year."""
    if len(tokens.words[at]) != _YEAR_DIGITS or not _FIRST_YEAR <= value <= _LAST_YEAR or at == 0:
        return False
    return tokens.words[at - 1] in before or tokens.words[at - 1] == "/"


def is_in_name(tokens: Tokens, at: int) -> bool:
    """Whether a figure hangs on a word: "M-19", "كوفيد-19"."""
    if at < _HYPHENATED or tokens.words[at - 1] != "-" or not tokens.words[at - 2].isalpha():
        return False
    return tokens.ends[at - 2] == tokens.starts[at - 1] and tokens.ends[at - 1] == tokens.starts[at]
