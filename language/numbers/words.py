"""The number words of one language, read from its data file."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from language.folding import fold_key
from language.tokens import Tokens

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
"""First word to the phrases that start with it, longest first, each with its label."""
DUAL_SCALES = frozenset({2_000, 2_000_000})
"""Values of scale words that hold their own number ("ألفان", "مليونان"): none stands in front of them."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Tables of one language; every key is folded."""

    values: dict[str, tuple[int, str]]
    proclitics: tuple[str, ...]
    joining: tuple[str, ...]
    joining_words: frozenset[str]
    units_first: bool
    dot_groups_thousands: bool
    blank_groups_thousands: bool
    elided: frozenset[str]
    """Words that cling to the next one by an apostrophe (language/tokens.py)."""
    linking: frozenset[str]
    """Words between millions and what they count ("deux millions de réfugiés")."""
    ones: frozenset[str]
    """Articles that are numbers behind a bound ("au moins un mort")."""
    special: Phrases
    """Vague words, ordinals and decades, and number words of several tokens (label `=11:teen`)."""
    years: frozenset[str]
    percent: Phrases
    between: Phrases
    between_joiner: frozenset[str]
    middle: frozenset[str]
    not_after: frozenset[str]
    before: Phrases
    after: Phrases


def load_number_words(lang: str) -> NumberWords:
    """Read `<lang>.toml` of this folder.

    Raises:
        FileNotFoundError: no number words are held for this language.
    """
    data = tomllib.loads(files("language.numbers").joinpath(f"{lang}.toml").read_text("utf-8"))
    elided = frozenset(fold_key(w) for w in data["elided"])
    values: dict[str, tuple[int, str]] = {}
    special: list[tuple[str, str]] = []
    for group in ("unit", "teen", "tens", "hundred", "scale"):
        for value, words in data[group].items():
            for word in words:
                if " " in word or "-" in word:
                    special.append((word, f"={value}:{group}"))
                else:
                    values[fold_key(word)] = (int(value), group)
    for label in ("vague", "ordinal", "decade"):
        special.extend((word, label) for word in data[label]["words"])
    between = data["range"]
    return NumberWords(
        values=values,
        proclitics=tuple(fold_key(p) for p in data["proclitics"]),
        joining=tuple(fold_key(p) for p in data["joining"]),
        joining_words=frozenset(data["joining_words"]),
        units_first=data["units_first"],
        dot_groups_thousands=data["dot_groups_thousands"],
        blank_groups_thousands=data["blank_groups_thousands"],
        elided=elided,
        linking=frozenset(data["linking"]),
        ones=frozenset(data["ones"]),
        special=_phrases(special, elided),
        years=frozenset(fold_key(w) for w in data["year"]["before"]),
        percent=_phrases([(word, "percent") for word in data["percent"]["after"]], elided),
        between=_phrases([(word, "between") for word in between["between"]], elided),
        between_joiner=frozenset(fold_key(w) for w in between["between_joiner"]),
        middle=frozenset(fold_key(w) for w in between["middle"]),
        not_after=frozenset(fold_key(w) for w in between["not_after"]),
        before=_phrases(_labelled(data["bounds"]["before"]), elided),
        after=_phrases(_labelled(data["bounds"]["after"]), elided),
    )


def _labelled(table: dict[str, Any]) -> list[tuple[str, str]]:
    return [(word, label) for label, words in table.items() for word in words]


def _phrases(entries: list[tuple[str, str]], elided: frozenset[str]) -> Phrases:
    table: Phrases = {}
    for text, label in entries:
        words = tuple(Tokens(fold_key(text), elided=elided).words)
        table.setdefault(words[0], []).append((words, label))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return table


def match_phrase(table: Phrases, words: list[str], at: int) -> tuple[int, str] | None:
    """The longest phrase of `table` that stands at `at`: (tokens, label)."""
    candidates = table.get(words[at]) if at < len(words) else None
    if candidates is None:
        return None
    for phrase, label in candidates:
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase), label
    return None


def room_behind(group: str, value: int, units_first: bool) -> int:
    """How large a number may still be added behind this one."""
    if group == "scale":
        return value if value % 1000 == 0 and value not in DUAL_SCALES else value // 2
    if group == "hundred":
        return 100
    if group == "tens" and not units_first:
        return 10
    return 0
