"""Places that say of where somebody is, or where a story was written: none of them tells where something happened."""

import re
from itertools import pairwise

from language.datelines import dateline_end
from language.folding import Folded
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

_NAME_REACH = 3
_SHORTEST = 2
# Letters between a place and the one that tells where it lies: a comma, "10 km west of".
_ASIDE = 24
_BEFORE = 60
_MARK = re.compile(r"[^\w\s'’-]")


def mark_dateline(pack: LanguagePack, body: Folded, places: list[Located]) -> None:
    """Marks the places of the dateline; a site or street told there is none of them."""
    if not pack.grammar.dateline_apart:
        return
    end = dateline_end(body.original)
    for located in places:
        if body.original_offset(located.start) >= end:
            return
        located.is_elsewhere = True


def mark_tags(text: str, places: list[Located]) -> None:
    """Marks hashtags that no word leads to ("... حتى الآن #حلب"); "في #حلب" is a place as any other."""
    for located in places:
        located.is_tag = not located.cued and text[located.start - 1 : located.start] == "#"


def mark_describing(pack: LanguagePack, text: str, places: list[Located]) -> None:
    """Marks "Baton Rouge police", "the Bogota mayor", "a woman from Cali", "a flight to Miami", and hospitals."""
    if pack.relative is not None:
        for located in places:
            located.is_relative = _is_relative(pack.relative, text, located.start)
    if pack.heading is not None:
        for located in places:
            located.is_elsewhere = located.is_elsewhere or _is_relative(pack.heading, text, located.start)
    _mark_exact(pack, text, places)
    if not pack.origin_words:
        return
    for located in places:
        before = text[max(0, located.start - _BEFORE) : located.start].split()
        behind = _words_behind(text, located)
        named = (*text[located.start : located.end].split()[-2:], *behind[:2])
        located.takes_in = not pack.hospital_words.isdisjoint(named)
        if located.kind not in ("address", "site"):
            described = _described(pack, before, behind)
            located.describes = described is not None
            elsewhere = described in ("body", "official") or _is_origin(pack, before)
            located.is_elsewhere = located.is_elsewhere or elsewhere
    for place, beside in pairwise(places):
        if place.is_elsewhere and beside.kind == "about" and beside.start - place.end <= _ASIDE:
            # "residents of Tikrit, north of Baghdad": only where that one is.
            beside.is_elsewhere = True


def _mark_exact(pack: LanguagePack, text: str, places: list[Located]) -> None:
    """As in "in the county of Sidon, to be exact in Maghdouche": what stands in front only says where that lies."""
    if pack.exactly is None or len(places) < _SHORTEST:
        return
    for coarse, exact in pairwise(places):
        if exact.start - coarse.end <= _BEFORE and pack.exactly.search(text, coarse.end, exact.start):
            for place in places[: places.index(exact)]:
                place.is_relative = place.is_relative or exact.start - place.start <= _BEFORE + _BEFORE


def _is_relative(relative: re.Pattern[str], text: str, start: int) -> bool:
    return relative.search(text, max(0, start - _BEFORE), start) is not None


def _words_behind(text: str, located: Located) -> list[str]:
    """The words up to the next mark behind a place."""
    behind = _MARK.split(text[located.end : located.end + _BEFORE], maxsplit=1)[0]
    return behind.split() if behind[:1].isspace() else []


def _is_origin(pack: LanguagePack, before: list[str]) -> bool:
    if before[-1:] == ["to"]:
        return not before[-2:-1] or before[-2] not in pack.leads_along
    if len(before) < _SHORTEST or before[-1] not in pack.origin_words:
        return False
    owner = before[-2]
    if owner.endswith(",") and owner.rstrip(",").isdigit():
        return True
    if owner in pack.speakers.bodies and owner not in pack.site_words | pack.hospital_words:
        # "the armed forces of Colombia"
        return True
    known = pack.lexicon.word_at([owner.strip(",")], 0)
    if known is None:
        return False
    return (known.person is not None and known.person.harm is None) or "name_titles" in known.marks


def _described(pack: LanguagePack, before: list[str], behind: list[str]) -> str | None:
    """What a place only describes: "body" as in "Detroit police", "official", "person" as in "a Baton Rouge boy"."""
    led = pack.lexicon.word_at(before[-1:], 0) if before else None
    if led is not None and "prepositions" in led.marks:
        return None
    for word in behind[:_NAME_REACH]:
        plain = word.removesuffix("'s")
        known = pack.lexicon.word_at([plain], 0)
        if plain in pack.speakers.bodies:
            return "body"
        if known is not None:
            official = "name_titles" in known.marks
            if known.person is None:
                return "official" if official else None
            return "person" if known.person.victims == "civilian" else "official"
    return None
