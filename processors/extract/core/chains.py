"""Places that stand side by side ("the town of X in the Y countryside, north of Z"), and the finest of them."""

from bisect import bisect_left
from collections.abc import Sequence

from language.places import Place
from processors.extract.core.located import Located, fineness, finest_of, is_fine

_CHAIN_GAP, _RELATIVE_GAP = 20, 40


def finest_in_town(chain: list[Located]) -> Located:
    """The finest of places that stand together; of a street or a site, where it lies is told beside it."""
    finest = finest_of(chain)
    if finest.place is not None:
        town = _other_town(finest, finest.place, chain) if finest.place.kind == _QUARTER else None
        if town is None:
            return finest
        return Located(finest.field, finest.start, finest.end, finest.kind, town, cued=True)
    settled = [located for located in chain if located.place is not None]
    known = max(settled, key=fineness).place if settled else None
    return Located(finest.field, finest.start, finest.end, finest.kind, known, cued=True)


def _other_town(quarter: Located, place: Place, chain: list[Located]) -> Place | None:
    """The town that a text puts a quarter into, where the gazetteer knows one of that name in another town alone."""
    for told in chain:
        town = told.place
        if town is None or told.start < quarter.end or told.is_relative or town.kind != _TOWN:
            continue
        if place.lat is None or place.lon is None or town.lat is None or town.lon is None:
            continue
        is_far = max(abs(town.lat - place.lat), abs(town.lon - place.lon)) > _FAR_DEGREES
        if is_far and town.place_id not in place.parents:
            return town
    return None


_QUARTER, _TOWN = "neighbourhood", "locality"
# A quarter lies nearer to its town, in degrees.
_FAR_DEGREES = 0.4


def within(outer: Located, told: list[Located]) -> Located | None:
    """As in "وفي محافظة كذا، قتل اثنان ... بمديرية كذا": the place of the sentence that lies in the region found."""
    if outer.place is None or is_fine(outer):
        return None
    inner = [
        p
        for p in told
        if p.place is not None and outer.place.place_id in p.place.parents and fineness(p) > fineness(outer)
    ]
    return max(inner, key=fineness) if inner else None


def chains_of(places: list[Located], cuts: Sequence[int] = ()) -> list[list[Located]]:
    """Places of a sentence that stand side by side, nobody told between them: "بلدة كذا بريف حماة شمالي سوريا"."""
    chains: list[list[Located]] = []
    for located in places:
        if not located.is_usable or located.is_elsewhere:
            continue
        apart = located.is_tag or (chains and chains[-1][-1].is_tag)
        if chains and cuts and not apart:
            at = bisect_left(cuts, chains[-1][-1].end + 1)
            apart = at < len(cuts) and cuts[at] < located.start
        # "شمالي العاصمة المصرية القاهرة": only where the town in front of it lies.
        gap = _RELATIVE_GAP if located.is_relative else _CHAIN_GAP
        if chains and not apart and located.opens - chains[-1][-1].end <= gap:
            chains[-1].append(located)
        else:
            chains.append([located])
    return chains


def behind_chain(places: list[Located], end: int, text: str) -> list[Located]:
    """Without those that stand together with a place that ends at `end` ("Deir al-Balah in central Gaza")."""
    for number, located in enumerate(places):
        if located.start - end > _CHAIN_GAP or ". " in text[end : located.start]:
            return places[number:]
        end = located.end
    return []
