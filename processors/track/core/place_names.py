"""Names of towns that a text tells and the gazetteer does not hold, against the places of other reports.

A town's name is compared by its consonants, alike for its Arabic and its Latin spelling ("كيسومو", "Kisumu").
"""

from collections.abc import Iterable
from functools import lru_cache

from contracts.claim import Place
from processors.track.core.speakers import forms_of, skeleton, words_of

_SHORTEST = 3
"""Fewer consonants than these tell no name."""
# What Arabic writes alike, or what Latin letters write in several ways.
_ALIKE = str.maketrans({"p": "b", "v": "f", "c": "k", "z": "s", "x": "k", "g": "k", "j": "k"})


@lru_cache(maxsize=50_000)
def bones_of(word: str) -> frozenset[str]:
    """The ways in which the consonants of a word may be written; none where they are too few."""
    spellings = {skeleton(form) for form in forms_of(word)}
    if "ch" in word:
        # As in French: "Chichaoua".
        spellings.add(skeleton(word.replace("ch", "sh")))
    found = (spelling.translate(_ALIKE) for spelling in spellings)
    return frozenset(bones for bones in found if len(bones) >= _SHORTEST)


def all_bones(words: Iterable[str]) -> frozenset[str]:
    """The consonants of all words that may be a town's name."""
    return frozenset[str]().union(*(bones_of(word) for word in words))


@lru_cache(maxsize=50_000)
def bones_of_name(name: str) -> frozenset[str]:
    """The consonants of the words of a place's name."""
    return all_bones(words_of(name))


def is_named_in(place: Place, bones: frozenset[str]) -> bool:
    """Whether every word of a place's name is among words, by their consonants."""
    named = [bones_of(word) for word in words_of(place.name)]
    return bool(named) and all(word & bones for word in named)


def bones_beside(texts: Iterable[str], place: Place) -> frozenset[str]:
    """The consonants of the words with which places are told, without those of the name of the one that is known."""
    words = (word for text in texts for word in words_of(text))
    return all_bones(words) - bones_of_name(place.name)
