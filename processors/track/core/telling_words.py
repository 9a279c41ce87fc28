"""The words of a text that may tell one happening from another."""

from sys import intern

from processors.track.core.speakers import words_of

_SHORTEST = 4
_FEMININE = "ه"
"""How Arabic feminine words end once folded: "attack" and "terrorist" are told of men's and women's words alike."""


def telling(text: str, shortest: int = _SHORTEST) -> set[str]:
    """The words of a text that may tell its happening, without article and preposition, each as its stem.

    Words of fewer than `shortest` letters are left out.
    """
    found = set()
    for word in words_of(text):
        bare = word[3:] if word[:3] in {"وال", "بال"} else word[2:] if word[:2] in {"ال", "لل"} else word
        if len(bare) >= shortest and not bare[0].isdigit():
            found.add(intern(stem(bare)))
    return found


def stem(word: str) -> str:
    """A word without its feminine ending."""
    return word[:-1] if word.endswith(_FEMININE) and len(word) > _SHORTEST else word
