"""Places told by name that no gazetteer holds: "in Englewood", "at Lincoln Park", "IN LA PALMITA, CHALATENANGO"."""

import re

from language.folding import Folded
from language.tokens import is_wrapped
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

_LEAD = r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside)[ \n](?:the[ \n])?"
_WORD = r"[A-Z][a-z]+(?:[-'’][A-Za-z]{2,})?"
_NAME = re.compile(rf"{_LEAD}({_WORD}(?:[ \n](?:(?:de|del|la|of)[ \n])?{_WORD}){{0,3}})(?!['’\w-])")
_UPPER = re.compile(r"\b(?:IN|NEAR)[ \n]([A-Z]{2,}(?:[ \n][A-Z]{2,}){0,3}),[ \n]")
_KIND = "neighbourhood"


def with_names(pack: LanguagePack, field: str, folded: Folded, places: list[Located]) -> list[Located]:
    """Adds names that stand where a place would; without lower case letters only in front of a place that is known."""
    if not pack.no_places or len(folded.text) != len(folded.original):
        return places
    text = folded.original
    if text.isupper():
        starts = {located.start for located in places if located.place is not None}
        matches = [match for match in _UPPER.finditer(text) if match.end() in starts]
    else:
        matches = list(_NAME.finditer(text))
    found = []
    wrapped = is_wrapped(folded.text)
    for match in matches:
        start, end = match.span(1)
        if not wrapped:
            # "... in Oran\nThe fire": a line of its own ends a name.
            end = start + len(match[1].partition("\n")[0])
        words = re.split(r"[ \n]", folded.text[start:end])
        site = len(words) > 1 and words[-1] in pack.site_words
        over = [located for located in places if located.start < end and start < located.end]
        # "Lincoln Park" is a park; a name that may be any of several towns is told all the same.
        free = all(not o.is_usable or (site and start <= o.start and o.end < end) for o in over)
        if free and _can_be_place(pack, words):
            places = [located for located in places if located not in over]
            found.append(Located(field, start, end, _KIND, None, cued=True))
    return sorted([*places, *found], key=lambda located: located.start) if found else places


def _can_be_place(pack: LanguagePack, words: list[str]) -> bool:
    """Whether nothing is known of the words that makes them no place: months, bodies, people, harm."""
    if not pack.no_places.isdisjoint(words) or not pack.speakers.bodies.isdisjoint(words):
        return False
    known = [pack.lexicon.word_at([word], 0) for word in words]
    if len(words) == 1:
        return known[0] is None
    return not any(word is not None and (word.person is not None or word.harm is not None) for word in known)
