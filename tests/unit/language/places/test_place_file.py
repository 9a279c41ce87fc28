"""The place file: what is packed is read back, and what is damaged is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.places import BadPlaceFileError, Gazetteer
from language.places.names import name_key, without_proclitics, words_and_gaps
from language.places.packed import Record, Strength, pack, unpack


def records() -> list[Record]:
    land = Record("gn", 1, "Land", "country", "aa", 95, 10.0, 20.0, names={"land": True})
    town = Record("wof", 2, "Townville", "locality", "aa", 55, -10.5, 20.25, 0)
    town.names = {name_key("Townville"): True}
    hill = Record("mrs", "aa-hill", "Hill of Town", "neighbourhood", "aa", 40, 10.1, 20.1, 1)
    hill.names = {name_key("Hill of Town"): True, name_key("تل البلدة"): False}
    return [land, town, hill]


def write(path: Path) -> Path:
    path.write_bytes(pack(records(), {"land": Strength.ROBUST, "townville": Strength.PLAIN}))
    return path


def test_what_is_packed_is_read_back(tmp_path: Path) -> None:
    gazetteer = Gazetteer.load(write(tmp_path / "places.bin"))
    mentions = gazetteer.find("in townville, land, near hill of town")
    places = gazetteer.settle(mentions)
    assert [place.place_id if place else None for place in places] == ["wof:2", "gn:1", "mrs:aa-hill"]
    assert places[0] is not None
    assert (places[0].lat, places[0].lon, places[0].parents) == (-10.5, 20.25, ("gn:1",))
    assert places[2] is not None
    assert places[2].parents == ("wof:2", "gn:1")
    assert (places[2].name, places[2].kind) == ("Hill of Town", "neighbourhood")


def test_same_places_same_bytes() -> None:
    assert pack(records(), {}) == pack(records(), {})


@pytest.mark.parametrize("damage", [b"", b"MRSPLC00" + b"\0" * 20, b"nonsense"])
def test_what_is_no_place_file_is_refused(damage: bytes) -> None:
    with pytest.raises(BadPlaceFileError):
        unpack(damage)


def test_a_file_cut_short_is_refused() -> None:
    data = pack(records(), {})
    for length in (9, 40, len(data) // 2, len(data) - 1):
        with pytest.raises(BadPlaceFileError):
            unpack(data[:length])


def test_many_names_with_one_first_word_stay_apart() -> None:
    many = [
        Record(
            "gn", number, f"Al {number}", "locality", "aa", 60, 0.0, 0.0, names={f"al word{number} end": True}
        )
        for number in range(200)
    ]
    packed = unpack(pack(many, {}))
    assert packed.heavy == {"al"}
    assert len(packed.groups) == 200


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_words_gaps_and_offsets_make_up_the_text(text: str) -> None:
    words, gaps, starts, ends = words_and_gaps(text)
    text = text.replace("_", " ")
    assert len(words) == len(gaps) == len(starts) == len(ends)
    for index, (start, end, gap) in enumerate(zip(starts, ends, gaps, strict=True)):
        assert start < end
        assert text[end : end + len(gap)] == gap
        if index + 1 < len(starts):
            assert end + len(gap) == starts[index + 1]
        else:
            assert end + len(gap) == len(text)


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("بحلب", [("حلب", 1, True)]),
        ("وبحلب", [("بحلب", 1, False), ("حلب", 2, True)]),
        ("للقاهره", [("القاهره", 1, True)]),
        ("والقاهره", [("القاهره", 1, False)]),
        ("في", []),
        ("حلب", []),
    ],
)
def test_proclitics_are_taken_off(word: str, readings: list[tuple[str, int, bool]]) -> None:
    assert without_proclitics(word) == readings


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sana'a", "sanaa"),
        ("Al Ḩawātah", "al hawatah"),
        ("Deir ez-Zor", "deir ez zor"),
        ("حَلَب", "حلب"),
        ("---", ""),
    ],
)
def test_name_keys(name: str, key: str) -> None:
    assert name_key(name) == key
