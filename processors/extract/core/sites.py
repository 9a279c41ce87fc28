"""Sites without a name of their own: "a mosque in northern Baghdad", "the security post"."""

import re

from processors.extract.core.announced import SPACE, trimmed
from processors.extract.core.described_sites import RegionOf, described_sites
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import UNNAMED, Located
from processors.extract.core.sentence import OWNER_ENDINGS


def with_sites(
    pack: LanguagePack, field: str, text: str, places: list[Located], region_of: RegionOf
) -> list[Located]:
    """Adds sites without a name: "a mosque", "the security post"."""
    if pack.site_pattern is None:
        return places
    if not pack.grammar.adjectives_before:
        # "جبل سمامة": what is known by just those words is no site.
        known = {(place.start, place.end) for place in places if place.place is not None}
        described = described_sites(pack, field, text, places, region_of)
        return _among(places, [site for site in described if (site.start, site.end) not in known])
    found = []
    for match in pack.site_pattern.finditer(text):
        start, words = trimmed(pack, SPACE.split(match[1]), match.start(1))
        if (
            not words
            or _is_known(text, match, words)
            or any(p.start < match.end(1) and start < p.end and p.place is None for p in places)
        ):
            continue
        behind = next((p for p in places if p.start >= match.end(1)), None)
        within = [
            p.place for p in places if p.place is not None and start <= p.start and p.end <= match.end(1)
        ]
        if behind is not None and pack.lies_in.fullmatch(text, match.end(1), behind.start):
            # "a market in northern Baghdad": which market, only the town can tell.
            behind = _owned(text, behind, places)
            # "the Amedi district of Duhok province" is a place that is known itself.
            place = within[0] if within else behind.place
            found.append(Located(field, start, behind.end, "site", place, cued=True))
            continue
        kind = "site" if within else UNNAMED
        found.append(Located(field, start, match.end(1), kind, within[0] if within else None, cued=True))
    found.extend(_generic(pack, field, text, places, found))
    return _among(places, found)


def _generic(
    pack: LanguagePack, field: str, text: str, places: list[Located], sites: list[Located]
) -> list[Located]:
    """Kinds of place that stand for the one told before: "in the city"."""
    if pack.generic_pattern is None or field != "body":
        return []
    return [
        Located(field, match.start(1), match.end(1), UNNAMED, None, cued=True)
        for match in pack.generic_pattern.finditer(text)
        if not any(p.start < match.end(1) and match.start(1) < p.end for p in (*places, *sites))
    ]


def joined_sites(pack: LanguagePack, text: str, places: list[Located]) -> list[Located]:
    """With the sites joined to names that no gazetteer holds: "a station in Balad Ruz" is one place."""
    joined: list[Located] = []
    for place in places:
        site = joined[-1] if joined else None
        if (
            site is not None
            and (site.kind in ("site", UNNAMED) or text[site.start : site.end].split()[-1] in pack.site_words)
            and place.place is None
            and place.is_usable
            and pack.lies_in.fullmatch(text, site.end, place.start)
        ):
            joined[-1] = Located(site.field, site.start, place.end, "site", site.place, cued=True)
        else:
            joined.append(place)
    return joined


def _among(places: list[Located], sites: list[Located]) -> list[Located]:
    """Both in text order, without the places that a site's words hold."""
    kept = [p for p in places if not any(site.start <= p.start and p.end <= site.end for site in sites)]
    return sorted([*kept, *sites], key=lambda located: located.start)


def _owned(text: str, place: Located, places: list[Located]) -> Located:
    """As in "the Rano district of Nigeria's Kano state": a site lies in what its country is only named with."""
    ending = next((e for e in OWNER_ENDINGS if text.startswith(f"{e} ", place.end)), None)
    if ending is None:
        return place
    owned = next((p for p in places if p.start == place.end + len(ending) + 1), None)
    return place if owned is None or owned.place is None else owned


def _is_known(text: str, match: re.Match[str], words: list[str]) -> bool:
    """As in "the building": told before, unless it is said where it stands ("the market in ...")."""
    if len(words) > 1 or not text[match.start() : match.start(1)].endswith((" the ", "\nthe ")):
        return False
    return text[match.end() : match.end() + 4].strip() not in ("in", "of", "on", "nea")
