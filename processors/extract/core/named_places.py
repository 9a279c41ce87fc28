"""Places told by name that no gazetteer holds: "in Englewood", "at Lincoln Park", "IN LA PALMITA, CHALATENANGO"."""

import re
from functools import cache

from language.folding import Folded
from language.tokens import is_wrapped
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

_WORD = r"(?:(?:[Aa][ldnrstz]|[Ee]l|[Aa]sh)-)?[A-Z][a-z]+(?:[-'’][A-Za-z]{2,})?"
_NAME = rf"{_WORD}(?:[ \n](?:(?:de|del|la|of)[ \n])?{_WORD}){{0,3}}"
_UPPER = re.compile(r"\b(?:IN|NEAR)[ \n]([A-Z]{2,}(?:[ \n][A-Z]{2,}){0,3}),[ \n]")
_KIND = "neighbourhood"


def with_names(pack: LanguagePack, field: str, folded: Folded, places: list[Located]) -> list[Located]:
    """Adds names that stand where a place would.

    Without lower case letters these are names in front of a place that is known, or with a word that begins names.
    """
    if not pack.no_places or len(folded.text) != len(folded.original):
        return places
    text = folded.original
    if text.isupper():
        starts = {located.start for located in places if located.place is not None}
        matches = [match for match in _UPPER.finditer(text) if match.end() in starts]
        matches.extend(_heads(pack.name_heads).finditer(text))
    else:
        matches = list(_names(pack.name_leads).finditer(text))
    found: list[Located] = []
    wrapped = is_wrapped(folded.text)
    for match in matches:
        start, end = match.span(1)
        if not wrapped:
            # "... in Oran\nThe fire": a line of its own ends a name.
            end = start + len(match[1].partition("\n")[0])
        words = re.split(r"[ \n]", folded.text[start:end])
        over = [located for located in places if located.start < end and start < located.end]
        site = next((o for o in over if o.kind == "site" and o.start < start < o.end < end), None)
        if site is not None and _is_unknown(pack, words[-1]):
            # "a station in Balad Ruz", of which Balad alone is known.
            places = [located for located in places if located not in over]
            found.append(Located(field, site.start, end, "site", None, cued=True))
        elif all(_gives_way(pack, o, start, end, words) for o in over) and _can_be_place(pack, words):
            places = [located for located in places if located not in over]
            found.append(Located(field, start, end, _KIND, None, cued=True))
    return sorted([*places, *found], key=lambda located: located.start) if found else places


@cache
def _names(leads: frozenset[str]) -> re.Pattern[str]:
    """Names in capital letters behind one of the leads, at the head of a sentence as well."""
    either = "|".join(rf"[{lead[0].upper()}{lead[0]}]{lead[1:]}" for lead in _longest_first(leads))
    return re.compile(rf"\b(?:{either}) (?:the )?".replace(" ", r"[ \n]") + rf"({_NAME})(?!['’\w-])")


@cache
def _heads(heads: frozenset[str]) -> re.Pattern[str]:
    """Names that one of the heads begins, behind "in" or "near" and up to the next mark."""
    either = "|".join(head.upper() for head in _longest_first(heads))
    return re.compile(rf"\b(?:IN|NEAR)[ \n]((?:{either})(?:[ \n][A-Z]{{2,}}){{1,2}})(?=[,.;)\]])")


def _longest_first(words: frozenset[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _gives_way(pack: LanguagePack, known: Located, start: int, end: int, words: list[str]) -> bool:
    """Whether a name at [start, end) may be told although a place that is known stands in it.

    "Lincoln Park" is a park and "Balad Ruz" another town than Balad; a name that may be any of several is told too.
    """
    if not known.is_usable or (known.end < end and "-" in words[0] and known.end < start + len(words[0])):
        # "Pobe-Mengao" is another place than Pobe.
        return True
    if start > known.start or known.end >= end:
        return False
    longer = known.start == start and _is_unknown(pack, words[-1])
    return longer or words[-1] in pack.site_words


def _is_unknown(pack: LanguagePack, word: str) -> bool:
    return word not in pack.no_places | pack.speakers.bodies and pack.lexicon.word_at([word], 0) is None


def _can_be_place(pack: LanguagePack, words: list[str]) -> bool:
    """Whether nothing is known of the words that makes them no place: months, bodies, people, harm."""
    if not pack.no_places.isdisjoint(words) or not pack.speakers.bodies.isdisjoint(words):
        return False
    known = [pack.lexicon.word_at([word], 0) for word in words]
    if len(words) == 1:
        return known[0] is None
    return not any(word is not None and (word.person is not None or word.harm is not None) for word in known)
