"""Stories: articles of one language that tell one happening, by the telling words of title and lead.

Two articles are of one story when they share enough of their telling words; one that fits two stories makes them
one, and the older id stays.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from language.folding import fold
from processors.dedup.core.records import STORY_KEYS
from processors.dedup.core.texts import Text, key_of

_SHORTEST = 4
_LEAD_WORDS = 24
_PREFIXES = ("وال", "بال", "فال", "كال", "ال", "لل")
SHARED = 4
"""Of eight telling words so many must be the same."""
_COMMON = frozenset(
    tomllib.loads((Path(__file__).parent / "data" / "words.toml").read_text(encoding="utf-8"))["common"]
)


def _bare(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST - 1:
            return word[len(prefix) :]
    return word


_COMMON_BARE = frozenset(_bare(word) for word in _COMMON) | _COMMON


@lru_cache(maxsize=100_000)
def _telling(word: str) -> str | None:
    """A word as it tells a story, None for one that tells nothing."""
    if len(word) < _SHORTEST or word[0].isdigit():
        return None
    bare = _bare(word)
    return None if bare in _COMMON_BARE else bare


def telling_keys(title: str, text: Text) -> list[int]:
    """Keys of the most telling words of an article: the longest of its title, then of its lead; 0 fills up."""
    found: list[str] = []
    for words in (Text(fold(title).text).words, text.words[:_LEAD_WORDS]):
        fitting = {bare for word in words if (bare := _telling(word)) is not None}.difference(found)
        found.extend(sorted(fitting, key=lambda w: (-len(w), w))[: STORY_KEYS - len(found)])
        if len(found) == STORY_KEYS:
            break
    keys = sorted(map(key_of, found))
    return keys + [0] * (STORY_KEYS - len(keys))


class StoryBook:
    """Which story ids turned out to be one; the older one stays."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}

    def now(self, story: str) -> str:
        """The id that a story goes by now."""
        while story in self._into:
            story = self._into[story]
        return story

    def merge(self, kept: str, other: str) -> None:
        """Make `other` part of `kept`; both are ids that go by themselves now."""
        self._into[other] = kept

    def part(self, kept: str, other: str) -> None:
        """Forget that they were one: the article that joined them is forgotten."""
        if self._into.get(other) == kept:
            del self._into[other]
