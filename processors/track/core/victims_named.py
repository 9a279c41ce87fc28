"""Victims told by name: who was killed once is not killed again, wherever the second report puts it."""

from collections.abc import Iterable
from typing import Protocol

from contracts.claim import Claim
from processors.track.core.amounts import Interval
from processors.track.core.speakers import bare, words_of
from processors.track.core.telling_words import stem

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
        if (words := [stem(bare(word)) for word in words_of(name)][:_WORDS])
    )


class Names(Protocol):
    """What a report's word on one happening names: its victims, and whatever its title has."""

    named: frozenset[Name]
    titled: frozenset[str]


_FEW = 2


def titled(title: str, figures: Iterable[Interval]) -> frozenset[str]:
    """The words of a title that may name the one or two victims of a happening; none where it has more."""
    if any(interval.high is None or interval.high > _FEW for interval in figures):
        return frozenset()
    return frozenset(stem(bare(word)) for word in words_of(title))


def share_a_victim(a: Names, b: Names) -> bool:
    """Whether one person is the victim in both: by two names, or by one where the other report tells both."""
    if not (a.named or b.named):
        return False
    if a.named and b.named and any(_are_one(x, y) for x in a.named for y in b.named):
        return True
    return _titles(a.titled, b.named) or _titles(b.titled, a.named)


def _titles(title: frozenset[str], named: frozenset[Name]) -> bool:
    """Whether a title tells somebody's full name: "cousin of Tarek Hamadeh held"."""
    return bool(title) and any(len(name & title) >= _FULL for name in named)


def _are_one(x: Name, y: Name) -> bool:
    fewer, more = sorted((len(x), len(y)))
    return more >= _FULL and len(x & y) >= min(fewer, _FULL)
