"""Sites without a name, told by a noun and what describes it behind: «سوق شعبي», «نقطة تفتيش بمدينة كذا»."""

import re

from processors.extract.core.entry import Word
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import UNNAMED, Located

_LONGEST_DESCRIPTION = 3
_SHORTEST_WORD = 2
_LONGEST_ROAD = 6
_ROAD_WORD = re.compile(r"(?:[ \n]|[ ]?[-–/][ ]?)([^\W\d_]+)(?![\w])")
_WORD = re.compile(r"[ \n]([^\W\d_]+)(?![\w])")
# Roles of a word that may still describe a site: whose it is ("للجيش"), what kind ("عسكري").
_DESCRIBING = frozenset({"adjective", "armed_body", "police_body", "aid_body", "members", "hospital"})


def described_sites(pack: LanguagePack, field: str, text: str, places: list[Located]) -> list[Located]:
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
            road = _road(pack, field, text, match.span("site"), places)
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
    pack: LanguagePack, field: str, text: str, span: tuple[int, int], places: list[Located]
) -> Located | None:
    """A road with its name: a word, or the towns that it joins («طريق أبها - الطائف»); None where it has none.

    It lies in the town that is told behind it; without one in the first of those that it joins.
    """
    start, end = span
    joined: Located | None = None
    named = led = False
    for count in range(_LONGEST_ROAD):
        match = _ROAD_WORD.match(text, end)
        if match is None:
            break
        word, at = match[1], match.start(1)
        # "بين كذا وكذا": the second town stands behind an "and".
        place = next((p for p in places if p.start == at or (joined and p.start == at + 1)), None)
        if place is not None and (place.start == at or pack.lexicon.may_be_joined(word)):
            joined, end = joined or place, place.end
        elif led or _goes_on(pack, word, count):
            named, end = named or led or word not in pack.road_words, match.end(1)
        else:
            break
        # "الملك فهد": a name goes on behind such a word.
        led = word in pack.name_parts
    town = _town(pack, text, end, places)
    if town is None and joined is None and not named:
        # "الطريق السريع" may be any.
        return None if end == span[1] else Located(field, start, end, UNNAMED, None, cued=True)
    lies_in = town or joined
    end = end if town is None else _last_town(pack, text, town, places).end
    return Located(field, start, end, "site", lies_in.place if lies_in else None, cued=True)


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
    return known is None or _may_describe(known)


def _may_describe(known: Word) -> bool:
    """Whether a word that means something else as well can say what a site is for, or whose it is."""
    if known.joined or known.harm is not None or known.marks - _DESCRIBING:
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
