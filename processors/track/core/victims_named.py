"""Victims told by name: who was killed once is not killed again, wherever the second report puts it."""

from collections.abc import Iterable

from contracts.claim import Claim
from processors.track.core.speakers import bare, words_of

Name = frozenset[str]
"""The words of a person's name."""

_WORDS, _FULL = 3, 2
"""A name's first words tell who it is; so many of them in common are one person."""


def names_of(claims: Iterable[Claim]) -> frozenset[Name]:
    """The names of the victims whom claims tell, each by its words without their articles."""
    return frozenset(
        frozenset(words)
        for claim in claims
        if not claim.denied
        for name in claim.named
        if (words := [bare(word) for word in words_of(name)][:_WORDS])
    )


def share_a_victim(a: frozenset[Name], b: frozenset[Name]) -> bool:
    """Whether one person is named in both: by two names, or by one where the other report tells both."""
    return bool(a and b) and any(_are_one(x, y) for x in a for y in b)


def _are_one(x: Name, y: Name) -> bool:
    fewer, more = sorted((len(x), len(y)))
    return more >= _FULL and len(x & y) >= min(fewer, _FULL)
