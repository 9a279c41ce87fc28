"""Coasts, borders and waters that are told by whose they are: «السواحل الليبية», «الحدود السورية العراقية»."""

from language.places import Gazetteer
from language.places.nations import country_named
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

_KIND = "region"


def with_frontiers(
    pack: LanguagePack, gazetteer: Gazetteer, text: str, places: list[Located], field: str
) -> list[Located]:
    """Adds coasts and borders to the places of folded `text`, in text order, in place of what they hold."""
    found = _frontiers(pack, gazetteer, field, text)
    kept = [p for p in places if not any(f.start < p.end and p.start < f.end for f in found)]
    return sorted([*kept, *found], key=lambda located: located.start) if found else places


def _frontiers(pack: LanguagePack, gazetteer: Gazetteer, field: str, text: str) -> list[Located]:
    """Those of folded `text` that a preposition leads to, in the country of the nation named first."""
    if pack.frontier_pattern is None:
        return []
    found = []
    for match in pack.frontier_pattern.finditer(text):
        nations = match["nations"].split()
        codes = [country_named(word) for word in nations]
        if codes[0] is None:
            continue
        # "الحدود السورية الجنوبية": what follows the nation need not be one.
        known = next((at for at, code in enumerate(codes) if code is None), len(codes))
        end = match.start("nations") + len(" ".join(nations[:known]))
        country = gazetteer.country(codes[0])
        found.append(Located(field, match.start("place"), end, _KIND, country, cued=True))
    return found
