"""Who is told, between a speech verb and its speaker: «وأكد ل«كذا» المتحدث باسم الشرطة أن»."""

from processors.extract.core.sentence import Sentence

# Tokens of a name in quotes or brackets, and of one without.
_LONGEST_QUOTED, _LONGEST_NAME = 6, 6
_OPENS = {'"': '"', "(": ")", "'": "'"}


def behind_hearer(sentence: Sentence, start: int) -> int:
    """Where the speaker begins: behind the paper or agency that is told at `start`, or `start` itself."""
    told = sentence.pack.speakers.told
    if not told or start >= sentence.size:
        return start
    word = sentence.words[start]
    if word in told:
        closes = _OPENS.get(sentence.words[start + 1]) if start + 1 < sentence.size else None
        return _behind_name(sentence, start) if closes is None else _behind_quoted(sentence, start, closes)
    if word[:1] in told and not sentence.pack.speakers.media.isdisjoint(
        sentence.pack.lexicon.bare_forms(word)
    ):
        return _behind_name(sentence, start)
    return start


def _behind_quoted(sentence: Sentence, start: int, closes: str) -> int:
    """Behind the mark that closes a name which opens right behind `start`."""
    last = min(start + _LONGEST_QUOTED, sentence.size)
    return next((at + 1 for at in range(start + 2, last) if sentence.words[at] == closes), start)


def _behind_name(sentence: Sentence, start: int) -> int:
    """Where somebody is told who may speak, or what is said, behind a name without quotes."""
    speakers = sentence.pack.speakers
    for at in range(start + 1, min(start + _LONGEST_NAME, sentence.size)):
        word = sentence.words[at]
        if not word.isalnum() and word not in _OPENS.values():
            return start
        if word in sentence.pack.press_words:
            continue
        forms = sentence.pack.lexicon.bare_forms(word)
        if "that" in sentence.marks(at) or not speakers.anonymous.isdisjoint(forms):
            return at
        if speakers.media.isdisjoint(forms) and not speakers.bodies.isdisjoint(forms):
            return at
        if "name_titles" in sentence.marks(at):
            return at
    return start
