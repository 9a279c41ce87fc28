"""Speakers as headlines tell them: before a colon, or at the end behind a dash."""

from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice, finish, is_speaker

_TITLE_SPEAKER = 6


def headline_voices(sentence: Sentence) -> list[Voice]:
    """As in "وزارة الصحة: 14 قتيلا": a headline that begins with its speaker."""
    first = _past_flash(sentence)
    for index in range(first + 1, min(first + _TITLE_SPEAKER + 1, sentence.size)):
        if sentence.words[index] == ":":
            if is_speaker(sentence, first, index) and not _tells_harm(sentence, first, index):
                voice = Voice(-1, first, index, behind=False)
                finish(sentence, voice)
                return [voice]
            return []
    return _title_tail(sentence) if sentence.field == "title" else []


def _tells_harm(sentence: Sentence, first: int, last: int) -> bool:
    """As in "The fire killed nine people: six ...": a statement, and nobody who makes one."""
    words = (sentence.at[at] for at in range(first, last))
    return any(word is not None and word.harm is not None and word.person is None for word in words)


def _past_flash(sentence: Sentence) -> int:
    """Behind "عاجل |", "BREAKING:" and signs at the head."""
    index = 0
    while index < min(_TITLE_SPEAKER, sentence.size):
        if "flash" not in sentence.marks(index) and sentence.words[index].isalnum():
            break
        index = sentence.after(index)
    return index


def _title_tail(sentence: Sentence) -> list[Voice]:
    """As in "50 dead as ferry sinks - Red Cross": a headline that ends with its speaker."""
    for index in range(sentence.size - 2, max(2, sentence.size - _TITLE_SPEAKER - 2), -1):
        if sentence.words[index] in ("-", "—", ":"):
            if not is_speaker(sentence, index + 1, sentence.size):
                return []
            voice = Voice(index, index + 1, sentence.size, behind=True)
            finish(sentence, voice)
            return [voice]
    return []
