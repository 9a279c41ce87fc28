"""How much a place name needs beside it before a reader may take it for a place."""

from collections.abc import Iterable
from pathlib import Path

from language.places.names import name_key
from language.places.packed import Record, Strength

_PLAIN_RANK_MANY_WORDS, _PLAIN_RANK_ARABIC, _PLAIN_RANK_LATIN = 43, 50, 58  # 20,000, 100,000, 600,000 people
_SHORT_NAME = 5


def ambiguous_words(path: Path) -> dict[str, frozenset[str]]:
    """Name keys by rule: `never` a place alone, only when `typed`, only with a `cue`."""
    rules: dict[str, set[str]] = {"never": set(), "typed": set(), "cue": set()}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule, words = line.split("\t")
            rules[rule].update(name_key(word) for word in words.split("|"))
    return {rule: frozenset(words) for rule, words in rules.items()}


def strengths(records: Iterable[Record], rules: dict[str, frozenset[str]]) -> dict[str, Strength]:
    """How much each name needs beside it to count as a place; names that are not in it need a cue."""
    strength: dict[str, Strength] = {}
    for record in records:
        for name, main in record.names.items():
            if name in rules["typed"]:
                strength[name] = Strength.TYPED
            elif main and name not in rules["cue"]:
                found = _strength_for(record, name)
                if found is not Strength.CUED:
                    strength[name] = max(found, strength.get(name, found))
    return strength


def _strength_for(record: Record, name: str) -> Strength:
    trusted = name in record.trusted
    if record.kind in {"country", "sea", "continent"} or (trusted and record.kind != "neighbourhood"):
        return Strength.ROBUST
    if record.kind == "region" and record.source == "wof":
        return Strength.PLAIN
    many_words = " " in name
    if trusted or (many_words and (record.source == "csr" or record.rank >= _PLAIN_RANK_MANY_WORDS)):
        return Strength.PLAIN
    arabic = name[0] > "\u0600"
    if record.rank >= (_PLAIN_RANK_ARABIC if arabic else _PLAIN_RANK_LATIN) and len(name) >= _SHORT_NAME:
        return Strength.PLAIN
    return Strength.CUED
