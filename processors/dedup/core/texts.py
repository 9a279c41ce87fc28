"""A text as dedup compares it: folded words without dateline and credit, word triples, MinHash band keys."""

import re
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from rensa import RMinHash

from language.datelines import find_credit
from language.folding import fold

_WORD = re.compile(r"\w+(?:[.,:/][0-9]+)*")
_SHINGLE = 3
BANDS = 16
_ROWS = 2
"""Rows a band: two texts that share half of their triples (J 0.5) meet in one of 16 bands with 0.99."""
_SEED = 42
_MASK = 0xFFFFFFFF


@dataclass(frozen=True)
class Text:
    """Folded text and its words."""

    folded: str

    @classmethod
    def of(cls, title: str, body: str, fewest_words: int) -> "Text":
        """The text to compare: the body's own words; with the title when the body is a line."""
        credit = find_credit(body)
        own = body[credit.start : credit.end]
        text = cls(fold(own).text)
        return text if len(text.words) >= fewest_words else cls(fold(f"{title}\n{own}").text)

    @cached_property
    def words(self) -> list[str]:
        """The folded words in order."""
        parts = self.folded.split()
        # Most parts are one word: what the pattern would say costs more to ask.
        odd = [at for at, is_word in enumerate(map(str.isalnum, parts)) if not is_word]
        found: list[str] = []
        done = 0
        for at in odd:
            found += parts[done:at]
            found += _WORD.findall(parts[at])
            done = at + 1
        return found + parts[done:]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in `folded`."""
        return [found.span() for found in _WORD.finditer(self.folded)]

    @cached_property
    def triples(self) -> frozenset[str]:
        """Its runs of three words; of a shorter text all words in one."""
        return frozenset(triples(self.words))

    def band_keys(self) -> list[int]:
        """One 32-bit key a band: texts that share one may be near each other."""
        sketch = RMinHash(BANDS * _ROWS, _SEED)
        # A triple that stands twice has one minimum: making a set of them first would only cost.
        sketch.update(triples(self.words))
        digest = sketch.digest()
        pairs = zip(range(BANDS), digest[::_ROWS], digest[1::_ROWS], strict=True)
        return [(a * 0x9E3779B1 + b * 0x85EBCA6B + band) & _MASK for band, a, b in pairs]


def triples(words: list[str]) -> list[str]:
    """Runs of three words."""
    if len(words) < _SHINGLE:
        return [" ".join(words)]
    return list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


@dataclass(frozen=True, slots=True)
class Nearness:
    """How much two texts share: of all triples, and of the shorter one's."""

    jaccard: float
    containment: float


def nearness(a: Text, b: Text) -> Nearness:
    """The shared part of two texts' triples, exactly."""
    shared = len(a.triples & b.triples)
    union = len(a.triples) + len(b.triples) - shared
    return Nearness(shared / union if union else 0.0, shared / max(1, min(len(a.triples), len(b.triples))))


_LEEWAY = 1.3


def is_head_of(a: Text, b: Text, share: float) -> bool:
    """Whether the shorter of two texts is the head of the longer one, but for some words."""
    short, long = sorted((a, b), key=lambda t: len(t.words))
    head = set(triples(long.words[: int(len(short.words) * _LEEWAY) + _SHINGLE]))
    return len(short.triples & head) >= share * len(short.triples)


def key_of(word: str) -> int:
    """A 32-bit key of a word, the same on every machine."""
    return crc32(word.encode())
