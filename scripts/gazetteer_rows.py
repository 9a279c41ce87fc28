"""Rows of the gazetteer's sources as records: who says where what is called how."""

import gzip
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from language.folding import fold_key
from language.places.names import name_key
from language.places.packed import Record

# Small towns are read where wars, floods and accidents are reported from villages; elsewhere larger ones.
# fmt: off
SMALL_PLACES_OF = frozenset({
    "SY", "IQ", "LB", "PS", "YE", "SD", "DZ", "EG", "LY", "MA", "TN", "MR", "JO", "SA",
    "AE", "QA", "KW", "BH", "OM", "IL", "TR", "IR", "AF", "PK", "UA", "SO", "ET", "ER",
    "DJ", "SS", "TD", "NE", "ML", "NG", "BF", "CF", "CM", "CD", "SV", "GT", "HN", "NI",
    "CO", "PE", "MM",
})
# fmt: on
SMALLEST_ELSEWHERE = 5_000
KNOWN_AT_HOME, KNOWN_ABROAD = 20_000, 200_000
"""From this many people on a city's names in further Latin spellings are kept: in those countries, elsewhere."""
KNOWN_WORLDWIDE = 500_000
"""From this many people on names in further scripts are kept."""

KM_PER_DEGREE = 111.2
_ARABIC_NAME = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")
_LATIN_NAME = re.compile(r"[a-z\u00df-\u024f' -]+")
_CODE = re.compile(r"[A-Z]{2,4}")
_NUMERAL = re.compile(r"\s+(?:I|II|III|IV|V)$")
_TYPE_WORD = re.compile(
    r"^(?:محافظة|مُحافظة|ولاية|منطقة|قضاء|مدينة|قرية|حي|ناحية|مديرية) (?=\S{3})"  # "محافظة حلب" is found as "حلب"
)

RANKS = {
    "country": 95,
    "continent": 90,
    "sea": 80,
    "region": 62,
    "county": 44,
    "locality": 47,
    "neighbourhood": 40,
}
"""Importance of a place whose people nobody counted; else ten times the decimal logarithm of their number."""


def rank_of(population: int | None) -> int:
    """Importance from 0 (not counted) to 80."""
    return min(80, round(10 * math.log10(population + 1))) if population and population > 0 else 0


def distance_km(one: Record, other: Record) -> float:
    """Distance on the ground, good enough for near places."""
    north = one.lat - other.lat
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(north, east) * KM_PER_DEGREE


def slug(name: str) -> str:
    """A name as part of an id: lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def add_names(record: Record, names: Iterable[str], *, main: bool) -> None:
    """Add names to a record under their keys; a main name stays one."""
    for name in names:
        shorter = _TYPE_WORD.sub("", name.strip())
        key = name_key(shorter)
        if len(key) > 1:
            record.names[key] = main or record.names.get(key, False)


def script_of(name: str) -> str:
    """`arabic`, `latin` or `other`, by all letters of the folded name; Persian letters are other."""
    folded = fold_key(name)
    if _ARABIC_NAME.fullmatch(folded):
        return "arabic"
    return "latin" if _LATIN_NAME.fullmatch(folded) else "other"


def whosonfirst(path: Path) -> tuple[list[Record], dict[int, int], list[int]]:
    """Rows of the Who's On First extract: records, index by their id, and the id of each one's parent."""
    records: list[Record] = []
    index: dict[int, int] = {}
    parents: list[int] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            kind = {"localadmin": "county"}.get(row["placetype"], row["placetype"])
            if kind not in RANKS:
                continue
            rank = (
                max(RANKS[kind], rank_of(row["pop"]))
                if kind in {"country", "region"}
                else rank_of(row["pop"])
            )
            if kind == "county":
                rank = max(rank, 40)
            record = Record(
                "wof", row["wof_id"], row["name"], kind, row["cc"].lower(), rank, row["lat"], row["lon"]
            )
            _wof_names(record, row)
            index[row["wof_id"]] = len(records)
            parents.append(row["parent"])
            records.append(record)
    return records, index, parents


def _wof_names(record: Record, row: dict[str, Any]) -> None:
    # The extract's list also holds Latin spellings; those of nameless hamlets are left out, they would
    # triple the names for places that news in Latin script never names.
    add_names(record, [row["name"].split(" (")[0]], main=True)
    known = record.rank > 0 or record.kind != "locality"
    for name in row["ar"]:
        script = script_of(name)
        if script == "arabic" or (script == "latin" and known):
            add_names(record, [name], main=script == "arabic")


def aleppo_quarters(path: Path) -> list[Record]:
    """Quarters of Aleppo by Columbia's Center for Spatial Research; parts of one quarter become one."""
    records: dict[str, Record] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = _NUMERAL.sub("", row["props"]["NAME"])
            key = "aleppo-" + slug(name)
            rank = RANKS["neighbourhood"]
            record = records.setdefault(
                key, Record("csr", key, name, "neighbourhood", "sy", rank, row["lat"], row["lon"])
            )
            add_names(
                record, [name, *([row["props"]["NAME_A"]] if row["props"]["NAME_A"] else [])], main=True
            )
    return list(records.values())


def geonames_countries(
    rows: dict[str, dict[str, Any]], positions: dict[str, tuple[float, float]]
) -> list[Record]:
    """Countries by GeoNames; `positions` are the centres of gravity of their cities by upper-case code."""
    records: list[Record] = []
    for code, row in sorted(rows.items()):
        lat, lon = positions.get(code, (0.0, 0.0))
        rank = RANKS["country"] if (row["population"] or 0) > KNOWN_ABROAD else 60
        record = Record("gn", row["geonameid"], row["name"], "country", code.lower(), rank, lat, lon)
        add_names(record, [row["name"]], main=True)
        records.append(record)
    return records


def _is_of_a_story_language(name: str) -> bool:
    """Whether a name is written in Cyrillic, Hebrew or Persian letters, and is not "city, country"."""
    if not name[:1].isalpha() or "," in name or "،" in name:
        return False
    return unicodedata.name(name[0], "").split(" ")[0] in {"CYRILLIC", "HEBREW", "ARABIC"}


def geonames_cities(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Record, str]]:
    """Cities by GeoNames that are worth keeping, each with the code of its first administrative division."""
    for row in sorted(rows, key=lambda row: row["geonameid"]):
        country, people = row["countrycode"], row["population"]
        if people < SMALLEST_ELSEWHERE and country not in SMALL_PLACES_OF:
            continue
        rank = rank_of(people)
        record = Record(
            "gn",
            row["geonameid"],
            row["name"],
            "locality",
            country.lower(),
            rank,
            row["latitude"],
            row["longitude"],
        )
        add_names(record, [row["name"]], main=True)
        for name in row["alternatenames"]:
            script = script_of(name)
            if script == "arabic":
                add_names(record, [name], main=True)
            elif script == "latin":
                known = KNOWN_AT_HOME if country in SMALL_PLACES_OF else KNOWN_ABROAD
                if people >= known and name[0].isupper() and len(name) > 3 and not _CODE.fullmatch(name):
                    add_names(record, [name], main=False)
            elif people >= KNOWN_WORLDWIDE and _is_of_a_story_language(name):
                add_names(record, [name], main=False)
        yield record, row["admin1code"]
