"""Where people were taken or come from: neither is where they were harmed."""

from collections.abc import Callable

from processors.extract.core.finding import Finding
from processors.extract.core.sentence import Sentence

_TO_REACH = 7
_PLACE_REACH = 8
_ORIGIN_REACH = 6
_FROM_REACH = 2
_HOSPITAL_REACH = 5
_HEARER_REACH = 10
_HOME_REACH = 2
# Tokens behind the people within which it is told whose they are ("جثتين لشخصين من كذا").
_HOME_BEHIND = 3
_TO = frozenset({"to", "toward"})
_LEADS_ON = _TO | {"prepositions"}


def destinations(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans behind "taken to", "نقلوا إلى", up to the next comma or the end of the clause."""
    found = []
    for index in sentence.roles.get("moved", ()):
        behind = sentence.after(index)
        first = behind if sentence.marks(index) & _TO else _led_to(sentence, behind)
        if first >= 0:
            stop = _stop(sentence, first, _PLACE_REACH, _ends)
            if stop > first:
                found.append((first, stop))
    return found


def journeys(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of where a journey began ("عائدين من كذا إلى كذا"), up to whither it went."""
    found = []
    for index in sentence.roles.get("travelled", ()):
        behind = sentence.after(index)
        led = sentence.has("from", behind, min(behind + _FROM_REACH, sentence.size))
        if led >= 0:
            first = sentence.after(led)
            stop = _stop(sentence, first, _ORIGIN_REACH, _ends_leg)
            # "في طريق عودتهم من كذا" alone may be all that tells where it was.
            if stop > first and sentence.marks(stop) & _LEADS_ON:
                found.append((first, stop))
    return found


def hospitals(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of a hospital with its name and town ("بالمستشفى الجهوي بصفاقس"), up to what is told next."""
    found = []
    for index in sentence.roles.get("hospital", ()):
        stop = _stop(sentence, sentence.after(index), _HOSPITAL_REACH, _ends_hospital)
        found.append((index, max(stop, index + 1)))
    return found


def hearers(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of who is told ("told a television station in Kiev that ..."), up to what is told."""
    found = []
    for index in sentence.roles.get("told_to", ()):
        first = sentence.after(index)
        stop = _stop(sentence, first, _HEARER_REACH, _ends_hearer)
        if stop < sentence.size and stop - first < _HEARER_REACH:
            found.append((first, stop))
    return found


def origins(sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans behind a word for where somebody is from ("أصيل مدينة كذا"), up to the end of the clause."""
    found = []
    for index in sentence.roles.get("native_of", ()):
        first = sentence.after(index)
        stop = _stop(sentence, first, _ORIGIN_REACH, _ends_origin)
        if stop > first:
            found.append((first, stop))
    return found


def homes(sentence: Sentence, finding: Finding) -> list[tuple[int, int]]:
    """The token span of "from ..." right behind the people: where they are from, if another place is told."""
    if finding.measure == "detained" or sentence.pack.origin_words:
        # Who is held is often told so; of other languages the places tell it ("a woman from Cali").
        return []
    for at in range(finding.group.last, min(finding.group.last + _HOME_BEHIND, sentence.size)):
        if "from" in sentence.marks(at) and (at == finding.group.last or _is_of_people(sentence, at)):
            first = sentence.after(at)
            stop = _stop(sentence, first, _HOME_REACH, _ends_origin)
            return [(first, stop)] if stop > first else []
    return []


def _is_of_people(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at - 1)
    return word is not None and word.person is not None and word.person.harm is None


def _stop(sentence: Sentence, first: int, reach: int, ends: Callable[[Sentence, int], bool]) -> int:
    """The first token from `first` on that ends a stretch, at most `reach` tokens away."""
    last = min(first + reach, sentence.size)
    return next((at for at in range(first, last) if ends(sentence, at)), last)


def _ends_origin(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    return _ends(sentence, at) or (word is not None and word.harm is not None)


def _ends_leg(sentence: Sentence, at: int) -> bool:
    return bool(sentence.marks(at) & _LEADS_ON) or _ends_origin(sentence, at)


def _ends_hospital(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    return _ends_origin(sentence, at) or (word is not None and word.person is not None)


def _ends_hearer(sentence: Sentence, at: int) -> bool:
    return "that_word" in sentence.marks(at) or sentence.is_comma(at) or sentence.is_hard(at)


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
