"""Place names as the gazetteer finds them, without those that are none here: plain words, outlets, rivers, links."""

import re

from language.folding import Folded, fold_key
from language.places import Gazetteer, Mention
from processors.extract.core.language_pack import LanguagePack

_DATELINE = re.compile(r"\s*[^\W\d][^()\n.]{1,30} \([^()\n]{2,24}\) ?[-:]")
# Characters, the blanks about it among them. Whole rests of the text would cost its square.
_LONGEST_WORD = 60
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]]+")


def place_mentions(
    gazetteer: Gazetteer, pack: LanguagePack, folded: Folded, outlet: str | None, *, is_title: bool = False
) -> list[Mention]:
    """The names in a folded text that can be places. `outlet` is the publisher's name, as it writes itself."""
    text = folded.text
    searched = _without_outlet(pack, text) if is_title else text
    mentions = _as_spelled(pack, folded, _names_only(pack, text, gazetteer.find(searched)))
    mentions = _without_name(text, fold_key(outlet) if outlet else "", mentions)
    if not is_title:
        # "صنعاء (رويترز) - ...": where it was filed, which is not yet where it happened.
        filed = _DATELINE.match(text)
        mentions = [m for m in mentions if filed is None or m.start >= filed.end()]
    return _without_links(text, mentions)


def _as_spelled(pack: LanguagePack, folded: Folded, mentions: list[Mention]) -> list[Mention]:
    """Without names that are another word where they are not written so ("إب" is a town, "أب" a father)."""
    if not pack.spelled:
        return mentions
    return [
        m
        for m in mentions
        if folded.text[m.name_start : m.name_end] not in pack.spelled_folded
        or folded.original[slice(*folded.original_span(m.name_start, m.name_end))] in pack.spelled
    ]


def _names_only(pack: LanguagePack, text: str, mentions: list[Mention]) -> list[Mention]:
    """Without uncued names that are plain words of this subject ("أب" is a father before it is a town)."""
    kept = []
    for mention in mentions:
        name = text[mention.name_start : mention.name_end]
        word = None if mention.cued or " " in name else pack.lexicon.word_at([name], 0)
        person = word.person if word is not None else None
        plain = word is not None and (word.harm is not None or word.thing)
        # "تركيا" is also how one Turk is written: what is built from a country's name is that name first.
        plain = plain or _is_of_medium(pack, text, mention) or _is_within_word(pack, text, mention)
        plain = plain or (not mention.kind and (name in pack.plain_words or _is_origin(pack, text, mention)))
        plain = plain or (mention.start == mention.name_start and _is_of_person(pack, text, mention))
        if not plain and (person is None or person.nationality) and not is_of_water(pack, text, mention):
            kept.append(mention)
    return kept


def _is_origin(pack: LanguagePack, text: str, mention: Mention) -> bool:
    """As in "جنديا تركيا": behind one person with the same ending it says where he is from, as an adjective."""
    before = word_before(text, mention.name_start)
    ending = pack.grammar.accusative
    if ending and before.isdigit():
        # "30 بريطانيا": behind a figure above ten, one of the kind.
        return text[mention.name_end - 1] == ending
    if not ending or not before.endswith(ending) or text[mention.name_end - 1] != ending:
        return False
    word = pack.lexicon.word_at([before], 0)
    return word is not None and word.person is not None and word.person.number == "s"


def _is_of_person(pack: LanguagePack, text: str, mention: Mention) -> bool:
    """As in "وفاة الطفلة رانية": right behind one known person a bare name is that person's."""
    if mention.cued or mention.kind or not pack.grammar.accusative:
        return False
    word = pack.lexicon.word_at([word_before(text, mention.name_start)], 0)
    return word is not None and word.definite and word.person is not None and word.person.number == "s"


def _is_within_word(pack: LanguagePack, text: str, mention: Mention) -> bool:
    """As in "كمين": a known word that only begins with a letter that could be a preposition."""
    start = mention.name_start
    if not start or not text[start - 1].isalpha() or mention.start != start:
        return False
    while start and text[start - 1].isalpha():
        start -= 1
    word = pack.lexicon.word_at([text[start : mention.name_end]], 0)
    return word is not None and not word.prep and not word.joined


def _is_of_medium(pack: LanguagePack, text: str, mention: Mention) -> bool:
    """As in "وكالة تونس افريقيا للأنباء", "صحيفة الرياض": within the name of an agency, a paper, a station."""
    if text[mention.start - 1 : mention.start] == '"' and text[: mention.start - 1].endswith(
        pack.told_papers
    ):
        # «وأكد ل«كذا» المتحدث»
        return True
    behind = _word_behind(text, mention.name_end).strip('.,،"')
    before = word_before(text, mention.start).strip("\"'")
    return behind in pack.press_words or not pack.speakers.media.isdisjoint(pack.lexicon.bare_forms(before))


def is_of_water(pack: LanguagePack, text: str, mention: Mention) -> bool:
    """As in "the Niger River", "نهر النيجر": a river or a sea that is called like a country."""
    # The word for it may be part of the mention.
    starts = (mention.start,) if mention.start == mention.name_start else (mention.start, mention.name_start)
    if any(word_before(text, at) in pack.waters for at in starts):
        return True
    return _word_behind(text, mention.name_end).strip(".,") in pack.waters


def word_before(text: str, at: int) -> str:
    """What stands between the last two blanks in front of `at`, looked for as far back as a word can be long."""
    return text[max(at - _LONGEST_WORD, 0) : at].rstrip().rpartition(" ")[2]


def _word_behind(text: str, at: int) -> str:
    """What stands between `at` and the second blank behind it, looked for as far as a word can be long."""
    return text[at : at + _LONGEST_WORD].lstrip().partition(" ")[0]


def _without_name(text: str, name: str, mentions: list[Mention]) -> list[Mention]:
    """Without places that are only words of the outlet's own name ("the Delta Post reported")."""
    if not name or " " not in name or name not in text:
        return mentions
    spans = [(match.start(), match.end()) for match in re.finditer(re.escape(name), text)]
    return [m for m in mentions if not any(first <= m.name_start < last for first, last in spans)]


def _without_links(text: str, mentions: list[Mention]) -> list[Mention]:
    """Without what an address on the web holds ("https://example.org/aleppo")."""
    if "//" not in text and "www." not in text:
        return mentions
    spans = [match.span() for match in _LINK.finditer(text)]
    return [m for m in mentions if not any(first <= m.name_start < last for first, last in spans)]


def _without_outlet(pack: LanguagePack, title: str) -> str:
    """A title without the name of the site behind it ("... - KSLA News 12 Shreveport, Louisiana")."""
    cut = max(title.rfind(" - "), title.rfind(" | "))
    is_outlet = cut > 0 and not pack.outlet_words.isdisjoint(title[cut:].split())
    return title[:cut] if is_outlet else title
