"""Which of a sentence's speakers says a finding."""

from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice


def voice_of(voices: list[Voice], first: int, last: int) -> Voice | None:
    """The speaker of what stands at tokens [first, last): the nearest behind it, else the latest before it."""
    before: Voice | None = None
    for voice in voices:
        if voice.at <= first and not voice.behind:
            before = voice
        if voice.behind and first < voice.at and voice.last <= last:
            # "وقتل، وفق الشرطة، خمسة أشخاص": between the harm and its people.
            return voice
        # A new speaker in between has the rest of the sentence.
        if voice.at >= last and voice.behind:
            between = any(last <= v.at < voice.at and not v.behind for v in voices)
            if not between:
                return voice
            break
    if before is not None:
        return before
    return next((voice for voice in voices if voice.behind and voice.at < first and voice.at < 2), None)


def goes_on(sentence: Sentence, voices: list[Voice], first: int) -> Voice | None:
    """As in "five died in Harat, the governor said, and a mine killed two": who spoke last goes on behind "and"."""
    if not sentence.pack.grammar.adjectives_before:
        return None
    told = [voice for voice in voices if voice.behind and max(voice.at + 1, voice.last) < first]
    if not told:
        return None
    at = max(told[-1].at + 1, told[-1].last)
    joined = sentence.is_comma(at) and "mixed_and" in sentence.marks(at + 1)
    return told[-1] if joined and not any(sentence.is_hard(mark) for mark in range(at, first)) else None
