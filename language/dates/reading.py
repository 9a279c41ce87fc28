"""Finding dates in folded text. Languages are data: one TOML file each, no code."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from language.dates.rules import RULES, Parts
from language.folding import fold_key

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_WINDOW = 48
"""Characters on either side of an anchor that a date may reach."""
_LISTS = {
    "weekdays": "weekday",
    "months": "month",
    "hijri_months": "hijri_month",
    "ordinals": "ordinal",
    "counts": "count",
}
_SAME_LIST = {"also": "month"}
_FIGURE = "#"
_FIGURES = frozenset({"year", "short_year", "day", "day_to"})
_NEAREST_WORD_BEFORE = re.compile(r"(\w+) $")
_NEAREST_WORD_AFTER = re.compile(r" (\w+)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at [start, end) of folded text: it happened from `period_start` up to and without `period_end`.

    Both are in UTC; days are local days at the offset of the publication.
    """

    start: int
    end: int
    period_start: datetime
    period_end: datetime


@dataclass(frozen=True, slots=True)
class _Pattern:
    rule: str
    regex: re.Pattern[str]
    days: int
    count: int | None
    hours: tuple[int, int] | None
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Language:
    anchors: re.Pattern[str]
    patterns: tuple[_Pattern, ...]
    numbers: Mapping[str, Mapping[str, int]]
    day_first: bool
    week_starts: int
    by_anchor: dict[str, tuple[_Pattern, ...]]
    """Patterns in which an anchor can stand, found when it is first met."""

    def patterns_of(self, anchor: str) -> tuple[_Pattern, ...]:
        key = _FIGURE if anchor[0].isdecimal() else anchor
        found = self.by_anchor.get(key)
        if found is None:
            written = r"\d" if key is _FIGURE else re.escape(key)
            found = tuple(pattern for pattern in self.patterns if written in pattern.regex.pattern)
            self.by_anchor[key] = found
        return found


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages in which dates are read."""
    here = files(__package__)
    return tuple(sorted(entry.name[:2] for entry in here.iterdir() if entry.name.endswith(".toml")))


@cache
def _language(lang: str) -> _Language | None:
    source = files(__package__) / f"{lang}.toml"
    if len(lang) != 2 or not lang.isalpha() or not source.is_file():
        return None
    table: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    numbers = {name: _numbered(table[listed]) for listed, name in _LISTS.items()}
    slots = {f"{{{name}}}": _alternatives(words) for name, words in numbers.items()}
    slots["{count}"] = rf"(?:\d{{1,2}}|{slots['{count}']})"
    slots["{part}"] = _alternatives(fold_key(word) for word in table["parts"]["words"])
    slots |= {"{year}": _YEAR, "{day}": _DAY}
    proclitics = f"[{table['proclitics']}]?" if table["proclitics"] else ""
    border = rf"(?<!\w){proclitics}"
    return _Language(
        anchors=re.compile(rf"{border}(?P<anchor>{_filled(table['anchors'], slots)})"),
        patterns=tuple(_pattern(row, slots, border) for row in table["patterns"]),
        numbers=numbers,
        day_first=table["day_first"],
        week_starts=table["week_starts"],
        by_anchor={},
    )


def _numbered(words: Mapping[str, list[str]]) -> dict[str, int]:
    return {fold_key(word): int(number) for number, several in words.items() for word in several}


def _alternatives(words: Any) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in longest_first)})"


def _filled(text: str, slots: Mapping[str, str]) -> str:
    for slot, regex in slots.items():
        text = text.replace(slot, regex)
    return text


def _pattern(row: Mapping[str, Any], slots: Mapping[str, str], border: str) -> _Pattern:
    hours = row.get("hours")
    return _Pattern(
        rule=row["rule"],
        regex=re.compile(rf"{border}(?P<core>{_filled(row['text'], slots)})(?!\w)"),
        days=row.get("days", 0),
        count=row.get("count"),
        hours=(hours[0], hours[1]) if hours else None,
        not_before=frozenset(row.get("not_before", "").split("|")) - {""},
        not_after=frozenset(row.get("not_after", "").split("|")) - {""},
    )


def find_dates(folded: str, lang: str, published_at: datetime | None) -> list[DateMention]:
    """The dates that `folded` (text as language.folding.fold gives it) names, in order, none overlapping.

    `lang` is ISO 639-1; a language without a data file gives no dates. `published_at` must carry its offset
    (ValueError otherwise): days are local days at that offset. Without it only full dates are read, as days
    of UTC. What can be read in two ways, and what lies in the future, gives nothing.
    """
    language = _language(lang)
    if language is None:
        return []
    if published_at is not None and published_at.utcoffset() is None:
        raise ValueError("published_at carries no offset")
    mentions: list[DateMention] = []
    done = 0
    for anchor in language.anchors.finditer(folded):
        if anchor.start() < done:
            continue
        for pattern, match in _candidates(language, folded, anchor, done):
            done = max(done, match.end())
            mention = _mention(language, pattern, match, published_at)
            if mention is not None:
                mentions.append(mention)
            break
    return mentions


def _candidates(
    language: _Language, folded: str, anchor: re.Match[str], done: int
) -> Iterator[tuple[_Pattern, re.Match[str]]]:
    """Matches that take in the anchor, by the order of the patterns."""
    low = max(done, anchor.start() - _WINDOW)
    high = min(len(folded), anchor.end() + _WINDOW)
    while low > done and folded[low - 1].isalnum():
        low -= 1
        if anchor.start() - low > 2 * _WINDOW:
            break
    while high < len(folded) and folded[high].isalnum() and high - anchor.end() < 2 * _WINDOW:
        high += 1
    for pattern in language.patterns_of(anchor["anchor"]):
        for match in pattern.regex.finditer(folded, low, high):
            if match.start("core") >= anchor.end():
                break
            if match.end() > anchor.start() and _stands_free(pattern, folded, match):
                yield pattern, match


def _stands_free(pattern: _Pattern, folded: str, match: re.Match[str]) -> bool:
    if pattern.not_after:
        before = _NEAREST_WORD_BEFORE.search(folded, max(0, match.start() - 24), match.start())
        if before is not None and before[1] in pattern.not_after:
            return False
    if pattern.not_before:
        after = _NEAREST_WORD_AFTER.match(folded, match.end())
        if after is not None and after[1] in pattern.not_before:
            return False
    return True


def _mention(
    language: _Language, pattern: _Pattern, match: re.Match[str], published_at: datetime | None
) -> DateMention | None:
    numbers: dict[str, int] = {} if pattern.count is None else {"count": pattern.count}
    past = False
    for name, text in match.groupdict().items():
        if text is None or name in {"core", "mark"}:
            continue
        if name == "past":
            past = True
        elif name in _FIGURES or text.isdecimal():
            numbers[name] = int(text)
        else:
            numbers[name] = language.numbers[_SAME_LIST.get(name, name)][text]
    published = None if published_at is None else published_at.date()
    days = RULES[pattern.rule](
        Parts(numbers, published, language.week_starts, language.day_first, pattern.days, past)
    )
    if days is None:
        return None
    start, end = match.span("core")
    return DateMention(start, end, *_in_utc(days, pattern.hours, published_at))


def _in_utc(
    days: tuple[date, date], hours: tuple[int, int] | None, published_at: datetime | None
) -> tuple[datetime, datetime]:
    offset = timedelta(0) if published_at is None else published_at.utcoffset() or timedelta(0)
    first = datetime.combine(days[0], time(), UTC) - offset
    if hours is not None:
        return first + timedelta(hours=hours[0]), first + timedelta(hours=hours[1])
    return first, datetime.combine(days[1], time(), UTC) - offset
