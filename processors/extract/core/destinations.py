"""Where people were taken or come from: neither is where they were harmed."""

from processors.extract.core.sentence import Sentence

_TO_REACH = 7
_PLACE_REACH = 8
_ORIGIN_REACH = 6
_HOSPITAL_REACH = 5
_TO = frozenset({"to", "toward"})


def destinations(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans behind "taken to", "نقلوا إلى", up to the next comma or the end of the clause."""
    found = []
    index = sentence.has("moved", 0, sentence.size)
    while index >= 0:
        behind = sentence.after(index)
        first = behind if sentence.marks(index) & _TO else _led_to(sentence, behind)
        if first >= 0:
            last = min(first + _PLACE_REACH, sentence.size)
            stop = next((at for at in range(first, last) if _ends(sentence, at)), last)
            if stop > first:
                found.append((first, stop))
        index = sentence.has("moved", index + 1, sentence.size)
    return found


def hospitals(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of a hospital with its name and town ("بالمستشفى الجهوي بصفاقس"), up to what is told next."""
    found = []
    index = sentence.has("hospital", 0, sentence.size)
    while index >= 0:
        first = sentence.after(index)
        last = min(first + _HOSPITAL_REACH, sentence.size)
        stop = next(
            (at for at in range(first, last) if _ends_origin(sentence, at) or _is_person(sentence, at)), last
        )
        found.append((index, max(stop, index + 1)))
        index = sentence.has("hospital", index + 1, sentence.size)
    return found


def _is_person(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    return word is not None and word.person is not None


def origins(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans behind a word for where somebody is from ("أصيل مدينة كذا"), up to the end of the clause."""
    found = []
    index = sentence.has("native_of", 0, sentence.size)
    while index >= 0:
        first = sentence.after(index)
        last = min(first + _ORIGIN_REACH, sentence.size)
        stop = next((at for at in range(first, last) if _ends_origin(sentence, at)), last)
        if stop > first:
            found.append((first, stop))
        index = sentence.has("native_of", index + 1, sentence.size)
    return found


def _ends_origin(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    return _ends(sentence, at) or (word is not None and word.harm is not None)


def _led_to(sentence: Sentence, start: int) -> int:
    """Behind the preposition that leads to a place, or -1; a hospital word may stand between."""
    for at in range(start, min(start + _TO_REACH, sentence.size)):
        if _ends(sentence, at):
            return -1
        word = sentence.word(at)
        if sentence.marks(at) & _TO:
            return sentence.after(at)
        if word is not None and "hospital" in word.marks:
            return at
    return -1


def _ends(sentence: Sentence, at: int) -> bool:
    return sentence.is_hard(at) or sentence.is_comma(at) or "clause" in sentence.marks(at)
