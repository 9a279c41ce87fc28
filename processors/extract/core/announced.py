"""Places that no gazetteer holds, told by the words that announce them: streets, quarters, fronts, camps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.folding import Folded
from language.tokens import is_wrapped
from processors.extract.core.language_pack import LanguagePack

_ABOUT = 70
"""Letters before and behind an anchor that a name may take."""
SPACE = re.compile(r"[ \n]")
"""Between words, also in texts with lines of fixed length."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A name at [start, end) of folded text."""

    start: int
    end: int
    kind: str
    is_known_elsewhere: bool
    """Whether a gazetteer's place of the same words is meant, where there is one."""
    is_facility: bool
    """Whether it lies in the town that its name begins with."""


def announced(pack: LanguagePack, folded: Folded) -> Iterator[Announced]:
    """Every announced name of a folded text, in order."""
    if pack.place_patterns is None:
        return
    text = folded.text
    capitals = pack.grammar.capitals and not folded.original.islower()
    for match in matches(pack.place_patterns, pack.place_anchors, text):
        if "\n" in match[0] and not is_wrapped(text):
            # A line of its own ends a name.
            continue
        crossing = _crossing(pack, folded, match)
        if crossing is not None:
            yield crossing
            continue
        part = match.lastindex or 0
        start, words = trimmed(pack, SPACE.split(match[part]), match.start(part))
        # "I-24" is a name by itself, "street" is not.
        if (len(words) < 2 and not "".join(words)[-1:].isdigit()) or any(
            _is_harm(pack, word) for word in words[1:]
        ):
            continue
        if capitals and pack.whole_places.isdisjoint(words):
            small = _small_letters(folded, start, words)
            if small == len(words) - 1 >= 1:
                # "the bus left the road": a street's name is written in capital letters.
                continue
            # "blast hits Quetta mosque"
            start, words = _without_first(small, words, start)
        if pack.grammar.verb_first and len(words) > 1 and _is_of_somebody(pack, words[1]):
            continue
        yield Announced(
            start=start,
            end=match.end(),
            kind=_kind_of(pack, words),
            is_known_elsewhere=pack.grammar.verb_first or words[-1] in pack.town_places,
            is_facility=words[-1] in pack.facility_words,
        )


def _crossing(pack: LanguagePack, folded: Folded, match: re.Match[str]) -> Announced | None:
    """Where two streets meet, both written in capital letters: "Tenth Street and Marlow Boulevard"."""
    if match.lastgroup is None:
        return None
    start, words = match.start(match.lastgroup), SPACE.split(match[match.lastgroup])
    joint = next(at for at, word in enumerate(words) if word in pack.crossings)
    cut = max((at + 1 for at in range(joint) if words[at] in pack.place_stops), default=0)
    start, words = _without_first(cut, words, start)
    written = SPACE.split(folded.original[slice(*folded.original_span(start, match.end()))])
    if cut == joint or any(word[:1].islower() for word in written if word not in pack.crossings):
        return None
    return Announced(start, match.end(), "address", is_known_elsewhere=False, is_facility=False)


def matches(patterns: re.Pattern[str], anchors: re.Pattern[str] | None, text: str) -> Iterator[re.Match[str]]:
    """All matches in `text`; with `anchors`, looked for about these alone, which takes a tenth of the time."""
    if anchors is None:
        yield from patterns.finditer(text)
        return
    done = 0
    for anchor in anchors.finditer(text):
        if anchor.end() <= done:
            continue
        first = max(done, anchor.start() - _ABOUT)
        while 0 < first < anchor.start() and text[first - 1].isalnum():
            first += 1
        last = min(anchor.end() + _ABOUT, len(text))
        while last < len(text) and text[last].isalnum():
            last += 1
        match = patterns.search(text, first, last)
        while match is not None and match.start() <= anchor.start():
            yield match
            done = match.end()
            match = patterns.search(text, max(done, first), last) if done < anchor.end() else None


def _small_letters(folded: Folded, start: int, words: list[str]) -> int:
    """How many words in front of the last one stand before the first that begins with a capital letter or a figure."""
    first = folded.original_offset(start)
    written = SPACE.split(folded.original[first : folded.original_offset(start + len(" ".join(words[:-1])))])
    return next((at for at, word in enumerate(written) if not word[:1].islower()), len(written))


def _is_harm(pack: LanguagePack, word: str) -> bool:
    """As in "هاجموا قاعدة وقتلوا": a verb joined to the word for a place is no name."""
    known = pack.lexicon.word_at([word], 0)
    return known is not None and known.joined and known.harm is not None


def _is_of_somebody(pack: LanguagePack, word: str) -> bool:
    """As in "متسلق جبال فرنسي": an adjective of origin without the article describes somebody, no place."""
    known = pack.lexicon.word_at([word], 0)
    person = known.person if known is not None else None
    return person is not None and person.nationality and known is not None and not known.definite


def trimmed(pack: LanguagePack, words: list[str], start: int) -> tuple[int, list[str]]:
    """The words of a match behind the last one that is no name ("near the 4900 block of ..." keeps "of")."""
    while len(words) > 1 and words[0] in pack.place_stops and words[-1] not in pack.whole_places:
        start += len(words.pop(0)) + 1
    cut = max((at for at, word in enumerate(words) if word in pack.place_stops), default=-1)
    if cut >= 0 and pack.whole_places.isdisjoint(words):
        return _without_first(cut + 1, words, start)
    return start, words


def _without_first(count: int, words: list[str], start: int) -> tuple[int, list[str]]:
    """The words behind the first `count` and where they begin, of words from `start` on with a letter between them."""
    return start + sum(len(word) + 1 for word in words[:count]), words[count:]


def _kind_of(pack: LanguagePack, words: list[str]) -> str:
    """A province that no gazetteer holds is coarser than a town in it; a street is finer."""
    if words[0] in pack.coarse_places or words[-1] in pack.coarse_places:
        return "region"
    return "city" if words[0] in pack.town_places or words[-1] in pack.town_places else "address"
