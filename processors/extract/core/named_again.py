"""Names told again: what is announced once («محافظة كذا») is a place wherever a preposition leads to its name."""

from collections.abc import Iterable

from language.places import Mention, Place
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

# Letters in front of a name within which what leads to it begins.
_BEFORE = 16
_SHORTEST = 3

Names = dict[str, tuple[str, Place | None]]
"""The kind and the place of what was announced, by the name without the word for its kind."""


def names_of_mentions(
    pack: LanguagePack, text: str, mentions: Iterable[Mention], settled: Iterable[Place | None]
) -> Names:
    """The names of folded `text` that the gazetteer holds and a word for their kind announces."""
    names: Names = {}
    if pack.leads_again is None:
        return names
    for mention, place in zip(mentions, settled, strict=False):
        if mention.kind:
            kind = place.kind if place is not None else mention.kind
            _add(pack, names, text[mention.name_start : mention.name_end], kind, place)
    return names


def names_of_places(pack: LanguagePack, text: str, places: Iterable[Located]) -> Names:
    """The names of folded `text` that no gazetteer holds and a word for their kind announces."""
    names: Names = {}
    if pack.leads_again is None:
        return names
    for place in places:
        if place.place is None and place.is_usable:
            kind, _, name = text[place.start : place.end].partition(" ")
            if kind in pack.kinds_again:
                _add(pack, names, name.strip('"'), place.kind, None)
    return names


def _add(pack: LanguagePack, names: Names, name: str, kind: str, place: Place | None) -> None:
    """Remembers a name that is no other word."""
    if len(name) >= _SHORTEST and (" " in name or pack.lexicon.word_at([name], 0) is None):
        names.setdefault(name, (kind, place))


def with_names_again(
    pack: LanguagePack, field: str, text: str, places: list[Located], names: Names
) -> list[Located]:
    """The places of folded `text`, with those that are told by an announced name alone."""
    leads = pack.leads_again
    if leads is None or not names:
        return places
    found: list[Located] = []
    for name, (kind, place) in names.items():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not text[end : end + 1].isalnum() and leads.search(text, max(0, at - _BEFORE), at):
                found.append(Located(field, at, end, kind, place, cued=True))
            at = text.find(name, end)
    found = [f for f in found if not any(p.is_usable and p.start < f.end and f.start < p.end for p in places)]
    if not found:
        return places
    kept = [p for p in places if not any(f.start < p.end and p.start < f.end for f in found)]
    return sorted([*kept, *found], key=lambda located: located.start)
