"""The place file is built from rows: doubles are folded, parents derived, common words held back."""

import gzip
import json
import os
from pathlib import Path

import pytest

from language.places.names import name_key
from language.places.packed import Record, Strength
from scripts import gazetteer_rows as rows
from scripts.build_gazetteer import (
    Atlas,
    add_city_districts,
    add_curated,
    add_parents,
    add_whosonfirst,
    build,
    chain,
    city_of,
)
from scripts.gazetteer_strengths import ambiguous_words, strengths


def record(
    label: str, kind: str = "locality", rank: int = 50, lat: float = 10.0, lon: float = 20.0
) -> Record:
    made = Record("gn", abs(hash(label)) % 10_000, label, kind, "aa", rank, lat, lon)
    rows.add_names(made, [label], main=True)
    return made


def write_rows(path: Path, given: list[dict[str, object]]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in given)
    return path


def wof(number: int, name: str, placetype: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"cc": "AA", "wof_id": number, "placetype": placetype, "name": name, "ar": []}
    return row | {"lat": 10.0, "lon": 20.0, "parent": -1, "pop": None} | more


@pytest.mark.parametrize(("people", "rank"), [(None, 0), (0, 0), (99_999, 50), (10**12, 80)])
def test_rank_is_ten_times_the_logarithm_of_the_people(people: int | None, rank: int) -> None:
    assert rows.rank_of(people) == rank


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("حَلَب", "arabic"),
        ("پاریس", "other"),
        ("Medellín", "latin"),
        ("Москва", "other"),
        ("لندن، انتاريو", "other"),
    ],
)
def test_scripts_of_names(name: str, script: str) -> None:
    assert rows.script_of(name) == script


def test_the_kind_is_taken_off_a_name() -> None:
    made = record("Aleppo", "region")
    rows.add_names(made, ["محافظة حلب", "حلب"], main=True)
    assert set(made.names) == {"aleppo", "حلب"}


def test_a_main_name_stays_one() -> None:
    made = record("Aleppo")
    rows.add_names(made, ["Aleppo", "Alep"], main=False)
    assert made.names == {"aleppo": True, "alep": False}


def test_doubles_are_folded_and_parents_kept(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "wof.gz",
        [
            wof(1, "Land", "country"),
            wof(2, "Northland", "region", parent=1),
            wof(3, "Big Town", "locality", parent=2, pop=50_000),
            wof(4, "Big Town", "locality", parent=2, lat=10.01, ar=["البلدة الكبيرة"]),
            wof(5, "Big Town", "locality", parent=2, lat=12.0),
            wof(6, "Elsewhere", "locality", parent=99, lat=10.02),
            wof(7, "Campus", "campus", parent=2),
        ],
    )
    atlas = Atlas()
    add_whosonfirst(atlas, path)
    add_parents(atlas)
    towns = [one for one in atlas.records if one.label == "Big Town"]
    assert len(towns) == 2
    big = max(towns, key=lambda one: one.rank)
    assert name_key("البلدة الكبيرة") in big.names
    assert [atlas.records[i].label for i in chain(atlas, atlas.records.index(big))][1:] == [
        "Northland",
        "Land",
    ]
    elsewhere = next(one for one in atlas.records if one.label == "Elsewhere")
    assert atlas.records[elsewhere.parent].label == "Northland"


def test_a_quarter_lies_in_the_largest_city_near_by() -> None:
    atlas = Atlas()
    small = atlas.add(record("Village", rank=30, lat=10.0))
    large = atlas.add(record("City", rank=60, lat=10.05))
    far = atlas.add(record("Metropolis", rank=70, lat=11.0))
    assert city_of(atlas, record("Quarter", "neighbourhood", lat=10.01)) == large
    assert city_of(atlas, record("Lonely", "neighbourhood", lat=10.9)) == far
    assert city_of(atlas, record("Nowhere", "neighbourhood", lat=50.0)) == -1
    assert small != large


def test_a_county_that_is_a_quarter_of_a_city_lies_in_it() -> None:
    atlas = Atlas()
    land = atlas.add(record("Land", "country", 95))
    region = atlas.add(record("Shire", "region"))
    home, quarter, far, other = (
        atlas.add(record(label, "county", lat=lat))
        for label, lat in (("Home", 10.0), ("Harbour", 10.08), ("Mill Side", 10.5), ("Fields", 10.05))
    )
    city = atlas.add(record("City", rank=60))
    for county in (home, quarter, far, other):
        atlas.records[county].parent = region
    atlas.records[region].parent, atlas.records[city].parent = land, home
    for label, lat in (("Home", 10.0), ("Harbour", 10.07), ("Mill Side", 10.05)):
        made = record(label, "neighbourhood", lat=lat)
        made.parent = city
        atlas.add(made)
    add_city_districts(atlas)
    assert atlas.records[quarter].parent == city
    # The county above the city, one far off by the name of a quarter, and one without a quarter stay.
    assert [atlas.records[at].parent for at in (home, far, other)] == [region] * 3


def test_a_curated_row_adds_to_the_place_or_makes_one(tmp_path: Path) -> None:
    atlas = Atlas()
    atlas.add(record("Land", "country", 95))
    city = atlas.add(record("City", rank=60))
    table = tmp_path / "curated.tsv"
    lines = [
        "# a comment",
        "country\tAA\t\tالبلاد العليا\t\t\t",
        "locality\tAA\tCity\tالمدينة الأولى\t\t\t",
        "neighbourhood\tAA\tOld Quarter\tالحي القديم الأول\tCity\t\t10.01,20.01",
    ]
    table.write_text("\n".join(lines), encoding="utf-8")
    add_curated(atlas, table)
    assert len(atlas.records) == 3
    assert name_key("المدينة الأولى") in atlas.records[city].trusted
    assert atlas.records[2].parent == city
    assert atlas.records[2].key == "aa-old-quarter"


def test_a_curated_row_that_leans_on_nothing_stops_the_build(tmp_path: Path) -> None:
    table = tmp_path / "curated.tsv"
    table.write_text("locality\tAA\tCity\tName\tNo Such Region\t\t", encoding="utf-8")
    with pytest.raises(LookupError, match="No Such Region"):
        add_curated(Atlas(), table)


def test_how_much_a_name_needs_beside_it(tmp_path: Path) -> None:
    table = tmp_path / "ambiguous.tsv"
    table.write_text("# words\nnever\tthe\ntyped\tالشرقية\ncue\tReading", encoding="utf-8")
    rules = ambiguous_words(table)
    land, city, town = (
        record("Landland", "country", 95),
        record("Megacity", rank=65),
        record("Smallton", rank=35),
    )
    reading, east = record("Reading", rank=65), record("الشرقية", "region", 62)
    hamlet = record("Hamletta", rank=0)
    hamlet.trusted = set(hamlet.names)
    found = strengths([land, city, town, reading, east, hamlet], rules)
    assert found["landland"] == Strength.ROBUST
    assert found["megacity"] == Strength.PLAIN
    assert found["hamletta"] == Strength.ROBUST
    assert found[name_key("الشرقية")] == Strength.TYPED
    assert "smallton" not in found
    assert "reading" not in found


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(
    "MARSAD_TEST_GAZETTEER_SOURCES" not in os.environ, reason="needs the sources of the gazetteer"
)
def test_the_same_inputs_give_the_committed_bytes() -> None:
    sources = Path(os.environ["MARSAD_TEST_GAZETTEER_SOURCES"])
    built = build(sources / "whosonfirst_places.jsonl.gz", sources / "aleppo_neighbourhoods_csr.jsonl.gz")
    root = Path(__file__).resolve().parents[3]
    assert built == (root / "language" / "places" / "gazetteer.bin").read_bytes()
