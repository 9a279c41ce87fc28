"""Countries by the names and adjectives with which bodies of theirs are called: "the Greek coast guard"."""

import re
from functools import cache
from pathlib import Path

from language.folding import fold_key

NATIONS_FILE = Path(__file__).parent / "nations.tsv"
"""Lines of ISO 3166-1 alpha-2, Arabic names, English and French names; names are separated by "|"."""

GROUPS_FILE = Path(__file__).parent / "groups.tsv"
"""The same form: armed groups and rescuers, each with the one country that it acts in."""

_WORD = re.compile(r"\w+")
_LONGEST = 3
# Articles and prepositions that are written together with an Arabic word, the longer first.
_ATTACHED = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف")
_SHORTEST = 3


def country_named(text: str) -> str | None:
    """The country that a text names first, by its name or an adjective; ISO 3166-1 alpha-2, None for none."""
    words = _WORD.findall(fold_key(text))
    names = _names(NATIONS_FILE)
    for start in range(len(words)):
        for size in range(min(_LONGEST, len(words) - start), 0, -1):
            rest = words[start + 1 : start + size]
            for first in _forms(words[start]):
                found = names.get(" ".join((first, *rest)))
                if found is not None:
                    return found
    return None


def country_of_group(folded: str) -> str | None:
    """The country of the armed group that a folded text names first, None for none."""
    found = _groups().search(folded)
    return None if found is None else _names(GROUPS_FILE)[" ".join(_WORD.findall(found[1]))]


@cache
def _groups() -> re.Pattern[str]:
    names = sorted(_names(GROUPS_FILE), key=len, reverse=True)
    spaced = "|".join(re.escape(name).replace(r"\ ", r"\W{1,2}") for name in names)
    return re.compile(rf"\b(?:{'|'.join(_ATTACHED)})?({spaced})\b")


def _forms(word: str) -> tuple[str, ...]:
    bare = (word.removeprefix(p) for p in _ATTACHED if word.startswith(p) and len(word) - len(p) >= _SHORTEST)
    return (word, *bare)


@cache
def _names(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, *cells = line.split("\t")
            for name in (name for cell in cells for name in cell.split("|") if name):
                found.setdefault(" ".join(_WORD.findall(fold_key(name))), country)
    return found
