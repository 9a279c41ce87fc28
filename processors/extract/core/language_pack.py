"""All that is known of one language, loaded from its folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from language.folding import fold_key
from language.numbers import NumberReader, number_reader
from processors.extract.core.entry import Entry
from processors.extract.core.gate import EVENT, HARM, Gate
from processors.extract.core.lexicon import Lexicon
from processors.extract.core.lexicon_files import build_lexicon, read_table


@dataclass(frozen=True, slots=True)
class Grammar:
    """Settings of grammar.toml."""

    verb_first: bool
    adjectives_before: bool
    particles_apart: bool
    bare_singular_counts: bool
    capitals: bool
    plain_people: str
    dual_mark: str
    dual_or_plural: str
    accusative: str
    nominative: tuple[str, ...]
    dual_pronoun: str
    ordinals: tuple[str, ...]
    adverb: str
    purpose: str
    verb_of_several: tuple[str, ...]
    definite: frozenset[str]
    elided: frozenset[str]
    headline_leaves_place: bool
    inverted_speech: bool
    dateline_apart: bool
    place_goes_on: bool
    place_reach: int
    object_reach: int
    noun_reach: int
    subject_reach: int


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Settings of speakers.toml, folded."""

    anonymous: frozenset[str]
    bodies: frozenset[str]
    groups: frozenset[str]
    outlet: frozenset[str]
    never: frozenset[str]
    standing_in: frozenset[str]
    joiners: frozenset[str]
    passing: frozenset[str]
    articles: frozenset[str]
    seats: frozenset[str]
    media: frozenset[str]
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """Lexicon, numbers, grammar of one language, and its gate: the pattern that a text must hold to be read."""

    lang: str
    lexicon: Lexicon
    numbers: NumberReader
    grammar: Grammar
    speakers: SpeakerWords
    gate: Gate
    place_patterns: re.Pattern[str] | None
    place_anchors: re.Pattern[str] | None
    no_places: frozenset[str]
    name_leads: frozenset[str]
    """What stands in front of a name that no gazetteer holds."""
    opening: re.Pattern[str] | None
    """From the end of a sentence to a place that opens the next."""
    name_heads: frozenset[str]
    """What such names begin with, where a text has no lower case letters."""
    apart: re.Pattern[str] | None
    """What tells of another happening: "another ferry", "a separate attack"."""
    relative: re.Pattern[str] | None
    """Up to the name of a place that only says where another lies: "30 km east of ..."."""
    heading: re.Pattern[str] | None
    """Up to the name of a place that somebody only makes for: "bound for ..."."""
    exactly: re.Pattern[str] | None
    """From "to be exact" to the place that it leads to."""
    period: re.Pattern[str] | None
    """From one date to another."""
    site_words: frozenset[str]
    site_pattern: re.Pattern[str] | None
    generic_words: frozenset[str]
    generic_pattern: re.Pattern[str] | None
    """Kinds of place that stand for the one told before."""
    lies_in: re.Pattern[str]
    site_ends: frozenset[str]
    site_end_pattern: re.Pattern[str]
    road_words: frozenset[str]
    road_joins: frozenset[str]
    road_leading: frozenset[str]
    road_leads: frozenset[str]
    """ "leading" and "to", behind which the town stands to which a road leads."""
    name_parts: frozenset[str]
    scene_pattern: re.Pattern[str] | None
    frontier_pattern: re.Pattern[str] | None
    kinds_again: frozenset[str]
    """Words for kinds of places; the name behind one is told again without it."""
    leads_again: re.Pattern[str] | None
    """Up to a name that was announced before."""
    reference_pattern: re.Pattern[str] | None
    """What a sentence refers to as a place without a name: "in the capital"."""
    spelled: frozenset[str]
    spelled_folded: frozenset[str]
    origin_words: frozenset[str]
    hospital_words: frozenset[str]
    leads_along: frozenset[str]
    """What leads to a place and is a scene itself: "the road to ..."."""
    place_stops: frozenset[str]
    coarse_places: frozenset[str]
    town_places: frozenset[str]
    whole_places: frozenset[str]
    outlet_words: frozenset[str]
    plain_words: frozenset[str]
    waters: frozenset[str]
    crossings: frozenset[str]
    struck: frozenset[str]
    press_words: frozenset[str]
    told_papers: tuple[str, ...]
    """What stands in front of the quoted name of who is told, as words of their own."""
    facility_words: frozenset[str]


def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes of all languages that have a folder, sorted."""
    folders = files("processors.extract.core").joinpath("languages").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath("grammar.toml").is_file()))


@cache
def language_pack(lang: str) -> LanguagePack:
    """The pack of a language, loaded once.

    Raises:
        FileNotFoundError: no folder holds this language.
    """
    grammar = read_table(lang, "grammar")
    settings = {name: grammar[name] for name in Grammar.__slots__}
    for name in ("definite", "elided"):
        settings[name] = frozenset(map(fold_key, settings[name]))
    for name in ("nominative", "verb_of_several", "ordinals"):
        settings[name] = tuple(map(fold_key, settings[name]))
    speakers = read_table(lang, "speakers")
    lexicon = build_lexicon(lang)
    places = read_table(lang, "places")
    return LanguagePack(
        lang=lang,
        lexicon=lexicon,
        numbers=number_reader(lang),
        grammar=Grammar(**settings),
        speakers=SpeakerWords(**{name: frozenset(map(fold_key, words)) for name, words in speakers.items()}),
        place_patterns=_any_of(places["patterns"]),
        no_places=frozenset(places.get("no_place", [])),
        name_leads=frozenset(places["name_leads"]),
        opening=_opening(places["name_leads"]),
        name_heads=frozenset(places["name_heads"]),
        apart=_any_of([rf"\b(?:{places['apart']})\b"] if places["apart"] else []),
        relative=_any_of([rf"(?:{places['relative']})\Z"] if places["relative"] else []),
        heading=_any_of([rf"(?:{places['heading']})\Z"] if places["heading"] else []),
        exactly=_any_of([rf"(?:{places['exactly']})\Z"] if places["exactly"] else []),
        period=_any_of([grammar["period"]] if grammar["period"] else []),
        site_words=frozenset(places.get("sites", [])),
        place_anchors=_any_of([rf"\b{word}\b" for word in places.get("anchors", [])]),
        site_pattern=_site_pattern(places) if grammar["adjectives_before"] else _noun_first_sites(places),
        generic_words=frozenset(places["generic"]),
        generic_pattern=_generic_pattern(places),
        lies_in=re.compile(places.get("lies_in", "(?!)").replace(" ", r"[ \n]")),
        site_ends=frozenset(map(fold_key, places["site_ends"])),
        site_end_pattern=re.compile("|".join(places["site_end_forms"]) or "(?!)"),
        name_parts=frozenset(map(fold_key, places["name_parts"])),
        road_words=frozenset(map(fold_key, places["road_words"])),
        road_joins=frozenset(map(fold_key, places["road_joins"])),
        road_leading=frozenset(map(fold_key, places["road_leading"])),
        road_leads=frozenset(map(fold_key, places["road_leads"])),
        frontier_pattern=_any_of(places["frontiers"]),
        kinds_again=frozenset(map(fold_key, places["kinds_again"])),
        leads_again=_any_of([rf"(?:{places['leads_again']})\Z"] if places["leads_again"] else []),
        reference_pattern=_any_of(places["references"]),
        spelled=frozenset(places["spelled"]),
        spelled_folded=frozenset(map(fold_key, places["spelled"])),
        scene_pattern=_any_of([rf"\b{told}\b" for told in places.get("scene", [])]),
        origin_words=frozenset(places.get("origin", [])),
        hospital_words=frozenset(places.get("hospital", [])),
        leads_along=frozenset(places.get("along", [])),
        place_stops=frozenset(places["stop"]),
        coarse_places=frozenset(places["coarse"]),
        town_places=frozenset(places["town"]),
        whole_places=frozenset(places["whole"]),
        outlet_words=frozenset(places["outlet"]),
        plain_words=frozenset(places["plain"]),
        waters=frozenset(places["water"]),
        crossings=frozenset(places["crossings"]),
        struck=frozenset(map(fold_key, places["struck"])),
        press_words=frozenset(places["press"]),
        told_papers=tuple(f" {fold_key(letter)}" for letter in speakers["told"]),
        facility_words=frozenset(places["facility"]),
        gate=Gate(_gate_forms(lexicon), lexicon.proclitics, lexicon.enclitics),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    """One pattern for all; a space in it also stands for the line's end in texts with lines of fixed length."""
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns).replace(" ", r"[ \n]"))


def _opening(leads: list[str]) -> re.Pattern[str] | None:
    if not leads:
        return None
    either = "|".join(sorted(leads, key=len, reverse=True))
    return re.compile(rf"(?:[.!?][^\w]*|\n)(?:{either}) (?:the )?(?:\w+ of )?\Z".replace(" ", r"[ \n]"))


def _site_pattern(places: dict[str, list[str]]) -> re.Pattern[str] | None:
    """Sites without a name: the article and up to three words in front of the noun, a plain word behind it."""
    if not places.get("sites"):
        return None
    leads, nouns, followers = (
        "|".join(sorted(places[role], key=len, reverse=True))
        for role in ("site_leads", "sites", "site_followers")
    )
    lead = rf"\b(?:{leads}) (?:(?:a|an|the|his|her|their|its|one of the|two|several|another) )"
    return re.compile(
        rf"{lead}((?:[a-z0-9'-]+ ){{0,3}}?(?:{nouns}))\b(?= (?:{followers})\b|[^\w\s'-]|\s*\Z|\n\n)".replace(
            " ", r"[ \n]"
        )
    )


def _generic_pattern(places: dict[str, list[str]]) -> re.Pattern[str] | None:
    """As in "in the city": a kind of place with its article, and no name behind it."""
    if not places["generic"]:
        return None
    leads, nouns, followers = (
        "|".join(sorted(places[role], key=len, reverse=True))
        for role in ("generic_leads", "generic", "site_followers")
    )
    return re.compile(
        rf"\b(?:{leads}) the ((?:{nouns}))\b(?= (?!of\b)(?:{followers})\b|[^\w\s'-]|\s*\Z|\n\n)".replace(
            " ", r"[ \n]"
        )
    )


def _noun_first_sites(places: dict[str, list[str]]) -> re.Pattern[str] | None:
    """Sites without a name where the noun comes first: behind a lead, "in" and the article may cling to it."""
    if not places.get("sites"):
        return None
    leads, attacks, nouns, homes, roads = (
        "|".join(sorted(map(fold_key, places[role]), key=len, reverse=True))
        for role in ("site_leads", "site_attacks", "sites", "site_homes", "roads")
    )
    lead = rf"(?:\b[وف]?(?:{leads}) |\b[وف]?(?:{attacks})(?: [^\W\d_]+){{0,2}}? |\b[وف]?ب)"
    return re.compile(
        rf"{lead}(?P<site>(?P<definite>ال)?(?:(?P<road>{roads})|(?P<home>{homes})|{nouns})ا?)\b".replace(
            " ", r"[ \n]"
        )
    )


_EVENTS_ALONE = frozenset({"event:territory", "event:siege", "event:ceasefire"})
"""Kinds of event that are told where nobody is harmed."""


_HARM_MARKS = frozenset({"loss", "withdraw", "owned_report", "toll_default", "toll_killed"})


def _gate_forms(lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """What a sentence must hold to be read: of a phrase, its longest word."""
    for words, entry in lexicon.entries():
        kind = _gate_kind(entry)
        if kind:
            longest = max(words, key=len)
            yield longest, kind
            if kind == HARM and (bound := lexicon.bound(longest)):
                yield bound, kind


def _gate_kind(entry: Entry) -> int:
    person = entry.person
    if entry.harm is not None or (person is not None and person.harm is not None):
        return HARM
    if entry.marks & _HARM_MARKS:
        return HARM
    return EVENT if entry.marks & _EVENTS_ALONE else 0
