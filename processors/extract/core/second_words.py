"""The second word of a verb that says harm with it alone: "لقي … حتفه", "were taken … hostage"."""

from processors.extract.core.entry import Harm
from processors.extract.core.sentence import Sentence

_REACH = 16
"""Tokens from a harm word within which the word that it needs stands."""


def second_words(sentence: Sentence, index: int, harm: Harm) -> list[int]:
    """The tokens behind the harm word at `index` that it needs one of; none where it needs none."""
    if not harm.needs:
        return []
    words = sentence.words
    return [at for at in range(index + 1, min(index + _REACH, sentence.size)) if words[at] in harm.needs]
