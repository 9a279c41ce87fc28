"""Names of places as they are compared: words of folded text without accents, apostrophes and proclitics.

The same functions prepare the names of the place file and read an article, so that both always agree.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

from language.folding import fold_key

# French articles and "of" that lost their vowel are words of their own: "d'Alger", "l'Algérie".
_WORD_AND_GAP = re.compile(r"([dl](?='\w)|\w+(?:'\w+)*)(\W*)")
_HAS_PARTS = re.compile("['\u0080-\u05ff\u0700-\uffff]").search
_OWNER = re.compile(r"'s$")
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a"}
)
# Latin letters stand before this one, but for those with two accents, which stand from \u1e00 to \u1eff.
_AFTER_LATIN = "\u0370"

# Proclitics that Arabic writes as one word with the next: and, then, in, like, to (for ل + ال see below).
_CONJUNCTIONS = "وف"
PREPOSITIONS = "بلك"
PROCLITICS = frozenset(_CONJUNCTIONS + PREPOSITIONS)


@lru_cache(maxsize=8192)
def plain_latin(word: str) -> str:
    """`word` (folded, not all ASCII) with the accents of Latin letters taken off: "medellín" → "medellin"."""
    if word[0] >= _AFTER_LATIN and not "\u1e00" <= word[0] <= "\u1eff":
        return word.replace("'", "")
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS_WITHOUT_PARTS))
    return "".join(char for char in parts.lower() if not unicodedata.combining(char)).replace("'", "")


def words_and_gaps(folded: str) -> tuple[list[str], list[str], list[int], list[int]]:
    """The words of folded text as compared, what follows each of them, and where each starts and ends.

    Offsets count characters of `folded`; a word as written may be longer than as compared.
    """
    if "_" in folded:
        # Hashtags: "#Khan_Sheikhoun" holds the name of a town.
        folded = folded.replace("_", " ")
    pairs = _WORD_AND_GAP.findall(folded)
    if not pairs:
        return [], [], [], []
    first = _WORD_AND_GAP.search(folded)
    written: list[str] = [word for word, _ in pairs]
    gaps: list[str] = [gap for _, gap in pairs]
    lengths = [len(word) + len(gap) for word, gap in pairs]
    starts = list(accumulate(lengths[:-1], initial=first.start() if first else 0))
    ends = [start + len(word) for start, word in zip(starts, written, strict=True)]
    if not _HAS_PARTS(folded):
        # Most Arabic and English texts hold no accent and no apostrophe: their words stand as they are.
        return written, gaps, starts, ends
    if "'s" in folded:
        # An owner's ending belongs to no name.
        ends = [end - 2 if word.endswith("'s") else end for end, word in zip(ends, written, strict=True)]
    return [_compared(word) for word in written], gaps, starts, ends


def _compared(word: str) -> str:
    if word == "à":
        # A preposition; without its accent it would be another word.
        return word
    if word.isascii():
        return _OWNER.sub("", word).replace("'", "") if "'" in word else word
    if not "\u0600" <= word[0] <= "\u06ff" or "'" in word:
        return plain_latin(word)
    return word


def name_key(name: str) -> str:
    """The form under which a name is kept: folded words joined by one blank; empty when it has none."""
    return " ".join(words_and_gaps(fold_key(name))[0])


def without_proclitics(word: str) -> list[tuple[str, int, bool]]:
    """Readings of a folded Arabic word with its proclitics taken off, the likeliest first.

    Each reading: the rest, how many characters were taken off, and whether a preposition was among them.
    `لل` stands for `ل` + `ال`, so that one letter is taken off and two of the rest stand for the article.
    """
    readings: list[tuple[str, int, bool]] = []
    taken = 0
    if len(word) > 3 and word[0] in _CONJUNCTIONS:
        taken = 1
        readings.append((word[1:], 1, False))
    if len(word) - taken > 3 and word[taken] in PREPOSITIONS:
        rest = word[taken + 1 :]
        if word[taken] == "ل" and rest[0] == "ل":
            readings.append(("ا" + rest, taken + 1, True))
        else:
            readings.append((rest, taken + 1, True))
            if taken == 0 and len(rest) > 3 and rest[0] in PREPOSITIONS:
                readings.append((rest[1:], 2, True))
    return readings
