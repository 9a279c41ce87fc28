"""Sites without a name, told by a noun and what describes it behind: «سوق شعبي», «نقطة تفتيش بمدينة كذا»."""

import re
from collections.abc import Callable

from language.places import Place
from processors.extract.core.entry import Word
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import UNNAMED, Located

_LONGEST_DESCRIPTION = 3
_SHORTEST_WORD = 2
_LONGEST_ROAD = 12
_ROAD_WORD = re.compile(r"(?:[ \n]|[ ]?[-–/][ ]?)(\d+|[^\W\d_]+)(?![\w])")
_WORD = re.compile(r"[ \n]([^\W\d_]+)(?![\w])")
# Roles of a word that may still describe a site: whose it is ("للجيش"), what kind ("عسكري").
_DESCRIBING = frozenset({"adjective", "armed_body", "police_body", "aid_body", "members", "hospital"})

_NO_PERSON = frozenset({"not_name"})
"""The role of a word that is no name of anybody; with the article it may be one of a place («طريق الكامل»)."""

RegionOf = Callable[..., Place | None]
"""The finest region that all places lie in; None when they share none."""


def described_sites(
    pack: LanguagePack, field: str, text: str, places: list[Located], region_of: RegionOf
) -> list[Located]:
    """The sites of folded `text`, each up to the town that it is told to lie in. `places` are in text order.

    A dwelling, and a site that the text only refers to ("the market"), count with their town alone.
    """
    pattern = pack.site_pattern
    if pattern is None:
        return []
    found: list[Located] = []
    for match in pattern.finditer(text):
        start = match.start("site")
        if found and start < found[-1].end:
            continue
        if match["road"] is not None:
            road = _road(pack, field, text, match.span("site"), places, region_of)
            found.extend([road] if road is not None else [])
            continue
        end, named = _described(pack, text, match.end("site"), places)
        if match["home"] is not None and (named is not None or end > match.end("site")):
            # "حي كذا" is a place of its own.
            continue
        town = named or _town(pack, text, end, places)
        alone = match["home"] is None and (match["definite"] is None or end > match.end("site"))
        if town is not None:
            end = _last_town(pack, text, town, places).end
            found.append(Located(field, start, end, "site", town.place, cued=True))
        elif alone:
            found.append(Located(field, start, end, UNNAMED, None, cued=True))
    return found


def _last_town(pack: LanguagePack, text: str, town: Located, places: list[Located]) -> Located:
    """The place at the end of those that each say where the one before lies: "in Dar Saad in the city of Aden"."""
    beyond = _town(pack, text, town.end, places)
    return town if beyond is None else _last_town(pack, text, beyond, places)


def _road(
    pack: LanguagePack,
    field: str,
    text: str,
    span: tuple[int, int],
    places: list[Located],
    region_of: RegionOf,
) -> Located | None:
    """A road with its name: a word, a number, or the towns that it joins («طريق أبها - الطائف»).

    It lies in the town that is told behind it; without one in the region of those that it joins. None where it
    has no name.
    """
    start, name_from = span
    road = _RoadName(name_from)
    for count in range(_LONGEST_ROAD):
        match = _ROAD_WORD.match(text, road.end)
        if match is None or not _takes(pack, road, match, count, places):
            break
    town = _town(pack, text, road.end, places)
    if town is None and not road.joined and not road.named:
        # "الطريق السريع" may be any.
        return None if road.end == name_from else Located(field, start, road.end, UNNAMED, None, cued=True)
    # The road to a town may lie anywhere in front of it.
    between = None if road.leads else _between(road, region_of)
    if town is not None:
        end = _last_town(pack, text, town, places).end
        holds = town.place is not None and between is not None and town.place.place_id in between.parents
        return Located(field, start, end, "site", between if holds else town.place, cued=True)
    return Located(field, start, road.end, "site", between, cued=True)


class _RoadName:
    """The name of a road as far as it was read."""

    __slots__ = ("end", "ends_known", "is_open", "joined", "joins", "last", "leads", "named")

    def __init__(self, end: int) -> None:
        self.end = end
        self.named = False
        self.joined: list[Located] = []
        # Whether all its ends are places that are known.
        self.ends_known = True
        # Behind "الملك" or "بين" a name stands, whatever it is.
        self.is_open = False
        # "بين كذا وكذا": how many ends are still to come.
        self.joins = 0
        # The word taken last, and whether "leading to" was among them.
        self.last = ""
        self.leads = False


def _takes(
    pack: LanguagePack, road: _RoadName, match: re.Match[str], count: int, places: list[Located]
) -> bool:
    """Whether the word matched belongs to a road's name, which then ends behind it."""
    word, at = match[1], match.start(1)
    is_end = road.joins > 0 and word not in pack.road_words
    is_end = is_end and (road.joins > 1 or pack.lexicon.may_be_joined(word))
    # The second town that a road joins stands behind an "and".
    joined = bool(road.joined) and pack.lexicon.may_be_joined(word)
    place = next((p for p in places if p.start == at or (joined and p.start == at + 1)), None)
    if place is not None:
        road.joined.append(place)
        road.end, is_end = place.end, True
    elif word.isdigit():
        if not _is_number_of_road(pack, road, match):
            return False
        road.named, road.end = True, match.end()
    elif word in pack.road_leads and road.last in pack.road_leading:
        road.leads, road.end = True, match.end()
    elif road.is_open or is_end or _goes_on(pack, word, count):
        road.named = road.named or road.is_open or word not in pack.road_words
        road.ends_known = road.ends_known and (word in pack.road_words or word in pack.name_parts)
        road.end = match.end()
    else:
        return False
    road.is_open = word in pack.name_parts or (word in pack.road_leads and place is None)
    road.last = word
    road.joins = 2 if word in pack.road_joins else road.joins if road.is_open else max(road.joins - is_end, 0)
    return True


def _is_number_of_road(pack: LanguagePack, road: _RoadName, match: re.Match[str]) -> bool:
    """Whether a figure is the road's own ("الطريق الوطنية 5") and counts nobody."""
    behind = _WORD.match(match.string, match.end())
    known = pack.lexicon.word_at([behind[1]], 0) if behind is not None else None
    return match.end() - road.end > 1 and (known is None or (known.person is None and known.harm is None))


def _between(road: _RoadName, region_of: RegionOf) -> Place | None:
    """Where a road lies that joins towns: in the region of all, else in the first that is known."""
    known = [located.place for located in road.joined if located.place is not None]
    if not known:
        return None
    # The road to one known town is told by that town; one that joins two lies in neither.
    if len(known) == 1 and road.ends_known and len(road.joined) == 1:
        return known[0]
    return region_of(*known) or known[0]


def _goes_on(pack: LanguagePack, word: str, count: int) -> bool:
    """Whether a word belongs to a road's name: the first behind it, or one with the article ("السريع")."""
    if not _describes(pack, word) and word not in pack.road_words:
        return False
    return not count or word in pack.road_words or pack.lexicon.starts_definite(word)


def _described(pack: LanguagePack, text: str, end: int, places: list[Located]) -> tuple[int, Located | None]:
    """Where the words end that describe the noun ending at `end`; and the place that it is named by, if one."""
    led = False
    for _ in range(_LONGEST_DESCRIPTION):
        match = _WORD.match(text, end)
        if match is None:
            break
        place = next((p for p in places if match.start(1) <= p.start < match.end(1)), None)
        if place is not None:
            # "مطار صنعاء" is named by its town; "بصنعاء" says where it lies.
            return (place.end, place) if place.start == match.start(1) else (end, None)
        if not (led or _describes(pack, match[1])):
            break
        end, led = match.end(1), match[1] in pack.name_parts
    return end, None


def _describes(pack: LanguagePack, word: str) -> bool:
    if word in pack.name_parts:
        return True
    if len(word) < _SHORTEST_WORD or word in pack.site_ends or pack.site_end_pattern.fullmatch(word):
        return False
    known = pack.lexicon.word_at([word], 0)
    # "قتل في السوق سبعة": a number counts somebody.
    return (known is None or _may_describe(known)) and not pack.numbers.starts_number(word)


def _may_describe(known: Word) -> bool:
    """Whether a word that means something else as well can say what a site is for, or whose it is."""
    if known.joined or known.harm is not None:
        return False
    if known.marks - _DESCRIBING and not (known.definite and known.marks == _NO_PERSON):
        return False
    if known.person is None or known.prep:
        return True
    return known.person.harm is None and (known.person.nationality or known.definite)


def _town(pack: LanguagePack, text: str, end: int, places: list[Located]) -> Located | None:
    """The place that the text says the site ending at `end` lies in."""
    place = next((p for p in places if p.start >= end), None)
    if place is None or not place.is_usable or not pack.lies_in.fullmatch(text, end, place.start):
        return None
    return place
