"""Places that no gazetteer holds, told by the words that announce them: streets, blocks, quarters, unnamed sites."""

import re

from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

_SPACE = re.compile(r"[ \n]")


def with_patterns(pack: LanguagePack, field: str, text: str, places: list[Located]) -> list[Located]:
    """Adds streets and the like, which no gazetteer holds, told by the words that announce them."""
    if pack.place_patterns is None:
        return places
    places = _with_sites(pack, field, text, places)
    settled = [located for located in places if located.place is not None]
    found = []
    for match in pack.place_patterns.finditer(text):
        part = match.lastindex or 0
        start, words = _trimmed(pack, _SPACE.split(match[part]), match.start(part))
        if len(words) < 2 or any(_is_harm(pack, word) for word in words[1:]):
            continue
        if any(p.kind == "site" and p.start <= start and match.end() < p.end for p in places):
            continue
        # A street has a name of its own; "Clay County" and what Arabic announces is the place that is known.
        is_named = pack.grammar.verb_first or words[-1] in pack.town_places
        if not is_named or not any(p.start < match.end() and start < p.end for p in settled):
            # "Aden central prison" is in Aden; "Chandler Park Drive" may be anywhere.
            within = [p.place for p in settled if start <= p.start and p.end <= match.end()]
            place = within[0] if within and words[-1] in pack.facility_words else None
            found.append(Located(field, start, match.end(), _kind_of(pack, words), place, cued=True))
    # "Chandler Park Drive" is a street, not the town of Chandler.
    kept = [
        p
        for p in places
        if not any((f.start <= p.start and p.end <= f.end) or _is_site_over(p, f) for f in found)
    ]
    return sorted([*kept, *found], key=lambda located: located.start)


def _is_site_over(site: Located, found: Located) -> bool:
    """As in "at the San Felipe market": what the patterns know by name needs no site beside it."""
    return site.kind == "site" and found.start < site.end and site.start < found.end


def _with_sites(pack: LanguagePack, field: str, text: str, places: list[Located]) -> list[Located]:
    """Adds sites without a name: "a mosque", "the security post"."""
    if pack.site_pattern is None:
        return places
    found = []
    for match in pack.site_pattern.finditer(text):
        start, words = _trimmed(pack, _SPACE.split(match[1]), match.start(1))
        if (
            not words
            or _is_known(text, match, words)
            or any(p.start < match.end(1) and start < p.end and p.place is None for p in places)
        ):
            continue
        behind = next((p for p in places if p.start >= match.end(1)), None)
        if behind is not None and pack.lies_in.fullmatch(text, match.end(1), behind.start):
            # "a market in northern Baghdad": which market, only the town can tell.
            found.append(Located(field, start, behind.end, "site", behind.place, cued=True))
            continue
        within = [p.place for p in places if start <= p.start and p.end <= match.end(1)]
        found.append(Located(field, start, match.end(1), "site", within[0] if within else None, cued=True))
    kept = [p for p in places if not any(f.start <= p.start and p.end <= f.end for f in found)]
    return sorted([*kept, *found], key=lambda located: located.start)


def _is_known(text: str, match: re.Match[str], words: list[str]) -> bool:
    """As in "the building": told before, unless it is said where it stands ("the market in ...")."""
    if len(words) > 1 or not text[match.start() : match.start(1)].endswith((" the ", "\nthe ")):
        return False
    return text[match.end() : match.end() + 4].strip() not in ("in", "of", "on", "nea")


def _is_harm(pack: LanguagePack, word: str) -> bool:
    """As in "هاجموا قاعدة وقتلوا": a verb joined to the word for a place is no name."""
    known = pack.lexicon.word_at([word], 0)
    return known is not None and known.joined and known.harm is not None


def _trimmed(pack: LanguagePack, words: list[str], start: int) -> tuple[int, list[str]]:
    """The words of a match behind the last one that is no name ("near the 4900 block of ..." keeps "of")."""
    while len(words) > 1 and words[0] in pack.place_stops and words[-1] not in pack.whole_places:
        start += len(words.pop(0)) + 1
    cut = max((at for at, word in enumerate(words) if word in pack.place_stops), default=-1)
    if cut >= 0 and pack.whole_places.isdisjoint(words):
        start += sum(len(word) + 1 for word in words[: cut + 1])
        words = words[cut + 1 :]
    return start, words


def _kind_of(pack: LanguagePack, words: list[str]) -> str:
    """A province that no gazetteer holds is coarser than a town in it; a street is finer."""
    if words[0] in pack.coarse_places or words[-1] in pack.coarse_places:
        return "region"
    return "city" if words[0] in pack.town_places or words[-1] in pack.town_places else "address"
