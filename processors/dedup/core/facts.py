"""Facts before text: in which figure, negation or place two near-identical texts differ (scenario rule 2).

A cut tail does not count, nor do sentences that only one of them left out; what one of them says otherwise does.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from language.folding import fold
from language.numbers import find_numbers
from language.numbers.mention import Kind
from language.places import Gazetteer
from processors.dedup.core.texts import Text

_WORDS = tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8"))
NEGATIONS = frozenset(_WORDS["negations"])
_DATE_WORDS = frozenset(_WORDS["dates"])
_CLITICS = ("وال", "فال", "بال", "لل", "و", "ف", "ب", "ل")
_LONGEST_ALIGNED = 400_000
"""Products of lengths above this are compared as bags of words: aligning takes the square of the length."""
_SHORT_CHANGE = 12
"""Only so short a change swaps one name for another; a longer one is other wording."""
_MANY = 4
"""So many other figures make another report on the same form (weather, markets), not another state of one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the facts of two near-identical texts differ: `why` is figure:8>10, negation:لم, place:حماه>حمص or same."""

    why: str
    figures: int = 0
    """Figures that differ, of the text that has more of them."""
    all_figures: int = 0
    dates: bool = False
    """Names of days or months differ."""

    @property
    def any(self) -> bool:
        return self.why != "same"

    @property
    def is_other_form(self) -> bool:
        """Whether most figures differ, as in the next issue of a regular report."""
        return self.figures >= _MANY and 2 * self.figures > self.all_figures


SAME = Difference("same")


@dataclass(frozen=True, slots=True)
class _Change:
    old: tuple[int, int]
    new: tuple[int, int]
    tail: bool

    @property
    def is_swap(self) -> bool:
        return self.old[0] < self.old[1] and self.new[0] < self.new[1]


def difference(old: Text, new: Text, lang: str) -> Difference:
    """What `new` says otherwise than `old`, of two near-identical texts of one language (ISO 639-1)."""
    changes = [change for change in _changes(old.words, new.words) if not change.tail]
    if not changes:
        return SAME
    gone, come = Counter[str](), Counter[str]()
    for change in changes:
        gone.update(_figures(old, change.old, lang))
        come.update(_figures(new, change.new, lang))
    only_old, only_new = gone - come, come - gone
    dates = _dates(old.words, changes, of_new=False) != _dates(new.words, changes, of_new=True)
    if only_new:
        why = f"figure:{_join(only_old)}>{_join(only_new)}"
        count = max(only_old.total(), only_new.total())
        return Difference(
            why, count, max(_count(old, lang), _count(new, lang)) if count >= _MANY else 0, dates
        )
    return _words_differ(old, new, changes, dates=dates)


def _words_differ(old: Text, new: Text, changes: list[_Change], *, dates: bool) -> Difference:
    swaps = [change for change in changes if change.is_swap]
    before = Counter(w for c in swaps for w in old.words[slice(*c.old)] if w in NEGATIONS)
    after = Counter(w for c in changes for w in new.words[slice(*c.new)] if w in NEGATIONS)
    negations = (after - before) or (before - after)
    if negations:
        return Difference(f"negation:{min(negations)}", dates=dates)
    for change in swaps:
        if max(change.old[1] - change.old[0], change.new[1] - change.new[0]) <= _SHORT_CHANGE:
            places = _places(old, change.old), _places(new, change.new)
            if all(places) and places[0] != places[1]:
                return Difference(
                    f"place:{'+'.join(sorted(places[0]))}>{'+'.join(sorted(places[1]))}", dates=dates
                )
    return Difference("same", dates=dates)


def _changes(old: list[str], new: list[str]) -> list[_Change]:
    """Where two lists of words differ; `tail` marks what one of them has at its end and the other lacks."""
    start = 0
    shortest = min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = (old[start : len(old) - end], new[start : len(new) - end])
    if len(middle[0]) * len(middle[1]) > _LONGEST_ALIGNED:
        return [_Change((start, len(old) - end), (start, len(new) - end), tail=False)]
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, *middle, autojunk=False).get_opcodes():
        if tag != "equal":
            at_end = start + j == len(old) and start + m == len(new)
            found.append(
                _Change((start + i, start + j), (start + k, start + m), tail=at_end and (i == j or k == m))
            )
    return found


_NO_FIGURE = frozenset({Kind.YEAR, Kind.DECADE, Kind.DATE, Kind.ORDINAL})
"""Dates and ranks are told in many ways by texts that say the same."""
_AROUND = 5
"""Words around a change that a figure in it may need: bounds before it, further words of it after."""


def _figures(text: Text, change: tuple[int, int], lang: str) -> Iterator[str]:
    """The figures that begin among words [first, last) of a text."""
    first, last = change
    if first == last:
        return
    spans = text.spans
    start, end = spans[max(0, first - _AROUND)][0], spans[min(len(spans), last + _AROUND) - 1][1]
    inside = range(spans[first][0] - start, spans[last - 1][1] - start)
    for number in find_numbers(text.folded[start:end], lang):
        if number.kind in _NO_FIGURE or (number.start not in inside and number.end - 1 not in inside):
            continue
        if number.kind is Kind.VAGUE:
            yield number.word or "vague"
        elif number.low is None and number.high is None:
            yield text.folded[start + number.start : start + number.end]
        else:
            yield _bounds(number.qualifier, number.low, number.high)


def _count(text: Text, lang: str) -> int:
    return len(find_numbers(text.folded, lang))


def _bounds(qualifier: str, low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    if qualifier == "range":
        return f"{low}-{high}"
    return f"{qualifier}:{low if low is not None else high}"


def _join(figures: Counter[str]) -> str:
    return "+".join(sorted(figures.elements())) or "none"


def _dates(words: list[str], changes: list[_Change], *, of_new: bool) -> set[str]:
    return {
        bare
        for change in changes
        for word in words[slice(*(change.new if of_new else change.old))]
        if (bare := _date_word(word))
    }


def _date_word(word: str) -> str | None:
    if word in _DATE_WORDS:
        return word
    for clitic in _CLITICS:
        rest = word.removeprefix(clitic)
        if rest != word and (rest in _DATE_WORDS or f"ال{rest}" in _DATE_WORDS):
            return rest
    return None


_LAST_DAY = 31


def day_of(title: str) -> frozenset[str]:
    """The day that a title names by its number, as the words of that date; empty when it names none."""
    words = Text(fold(title).text).words
    dates = [bare or "" for bare in map(_date_word, words)]
    for index, word in enumerate(words):
        beside = dates[max(0, index - 1) : index] + dates[index + 1 : index + 2]
        if word.isdecimal() and 0 < int(word) <= _LAST_DAY and any(beside):
            return frozenset([str(int(word)), *(bare for bare in dates if bare)])
    return frozenset()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _places(text: Text, words: tuple[int, int]) -> frozenset[str]:
    """The place names among words [first, last) of a text, as written there."""
    first, last = words
    start, end = text.spans[first][0], text.spans[last - 1][1]
    # The words to the left let a preposition or a type word speak for a name.
    left = text.spans[max(0, first - 2)][0]
    mentions = _gazetteer().find(text.folded[left:end])
    return frozenset(
        text.folded[left + m.name_start : left + m.name_end] for m in mentions if left + m.name_end > start
    )
