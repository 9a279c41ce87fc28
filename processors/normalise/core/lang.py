"""Which language a text is in: letters that only one language uses first, then a statistical model.

The model (py3langid) is held to the languages of this product, which makes it far surer on titles; it has
no class for Sorani Kurdish and no need of one for the letters that give Pashto, Urdu or Persian away.
"""

import re
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN: Final = "und"
LANGUAGES: Final = ("ar", "en", "fr", "tr", "fa", "he", "ru", "uk", "es", "ur", "ps", "de", "it", "pt")

# Letters that are proof; from the alphabets' Unicode charts.
_LETTERS: Final = (
    ("ckb", re.compile("[ڕڵێۆە]")),
    ("ps", re.compile("[ښځډړږ]")),
    ("ur", re.compile("[ٹڑںےہ]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("uk", re.compile("[їєґ]", re.IGNORECASE)),
)
_PERSIAN: Final = re.compile("[پچژگ]")
_ARABIC_LETTER: Final = re.compile("[\u0621-\u064a]")
_LETTER: Final = re.compile(r"[^\W\d_]")

SAMPLE: Final = 600
"""Characters that are looked at: more changes no answer and costs time."""

ENOUGH: Final = 2
"""Letters of proof that are needed: one may be a name's."""


@cache
def _model() -> LanguageIdentifier:
    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(list(LANGUAGES))
    return model


def detect(text: str) -> str:
    """The ISO 639-1 code (639-3 for Sorani, ckb) of a text; `und` when it has no letters."""
    sample = text[:SAMPLE]
    if not _LETTER.search(sample):
        return UNKNOWN
    for code, letters in _LETTERS:
        if len(letters.findall(sample)) >= ENOUGH:
            return code
    if _ARABIC_LETTER.search(sample) and not _PERSIAN.search(sample):
        return "ar"
    code, _ = _model().classify(sample)
    return str(code)
