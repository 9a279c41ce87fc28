"""Intervals, vague words, speakers and sides."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.track.core import TrackSettings
from processors.track.core.amounts import Interval, VagueBounds, interval_of
from processors.track.core.origins import Sides
from processors.track.core.settings import DATA
from processors.track.core.speakers import SpeakerTables, skeleton
from tests.unit.processors.track.stories import claim

BOUNDS = VagueBounds.load(DATA / "vague_bounds.toml")
SETTINGS = TrackSettings()
TABLES = SpeakerTables.load(
    SETTINGS.institutions, SETTINGS.agencies, SETTINGS.nations, SETTINGS.speaker_words
)
SIDES = Sides.load(SETTINGS.sides)


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        (12, 12, 12),
        ("12+", 12, None),
        ("12<", 13, None),
        ("<12", 0, 12),
        ((8, 10), 8, 10),
        ("عشرات", 10, None),
        ("العشرات من", 10, None),
        ("dozens", 12, None),
        ("مئات", 100, None),
        ("مئات الآلاف", 100_000, None),
        ("قتلى", 2, None),
        ("several", 3, None),
    ],
)
def test_wording_gives_an_interval(amount: str, low: int, high: int | None) -> None:
    assert interval_of(claim(amount), BOUNDS) == Interval(low, high)


def test_an_operators_table_takes_the_place_of_the_products(tmp_path: Path) -> None:
    table = tmp_path / "bounds.toml"
    table.write_text(
        'policy = "house"\nplural = 3\n[[amount]]\nlow = 24\nforms = ["dozens"]\n', encoding="utf-8"
    )
    assert VagueBounds.load(table).of("dozens") == Interval(24, None)
    assert VagueBounds.load(table).of("people") == Interval(3, None)
    table.write_text("plural = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a table"):
        VagueBounds.load(table)


intervals = st.builds(
    lambda low, more: Interval(low, None if more is None else low + more),
    st.integers(0, 50),
    st.none() | st.integers(0, 50),
)


@given(intervals, intervals)
def test_meeting_is_mutual_and_what_holds_another_meets_it(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    if a.contains(b):
        assert a.meets(b)
    if a.contains(b) and b.contains(a):
        assert a == b
    assert a.low <= a.point
    assert a.high is None or a.point <= a.high


@pytest.mark.parametrize(
    ("arabic", "latin"), [("دارفور", "darfur"), ("الشفاء", "shifa"), ("بعقوبة", "baquba"), ("ناصر", "nasser")]
)
def test_a_name_has_one_skeleton_in_both_letters(arabic: str, latin: str) -> None:
    assert skeleton(arabic) == skeleton(latin) != ""


@pytest.mark.parametrize(
    ("text", "institution", "countries"),
    [
        ("المتحدث باسم وزارة الصحة اللبنانية", "health_ministry", {"lb"}),
        ("بوزارة الدفاع", "defence_ministry", set()),
        ("مدير الدفاع المدني في المدينة", "civil_defence", set()),
        ("the Lebanese Civil Defence", "civil_defence", {"lb"}),
        ("UN officials", "united_nations", set()),
        ("un homme", None, set()),
        ("the Israeli army", "army", {"il"}),
        ("a rebel commander", "opposition_factions", set()),
        ("قوات الدعم السريع", "rsf", set()),
    ],
)
def test_a_speakers_institution_and_country(text: str, institution: str | None, countries: set[str]) -> None:
    found = TABLES.read(text)
    assert found.institution == institution
    assert found.countries == countries


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("رويترز", "reuters"),
        ("وكالة فرانس برس", "afp"),
        ("AFP news agency", "afp"),
        ("Coast Wire", None),
    ],
)
def test_an_agencys_names(text: str, agency: str | None) -> None:
    assert TABLES.agency(text) == agency


def test_sides_oppose_each_other_at_home_and_across_borders() -> None:
    def opposed(a: set[str], b: set[str], country: str) -> bool:
        return SIDES.are_opposed(frozenset(a), frozenset(b), country)

    assert opposed({"state:sy"}, {"opposition_factions"}, "sy")
    assert not opposed({"state:fr"}, {"opposition_factions"}, "sy")
    assert opposed({"state:il"}, {"hamas"}, "ps")
    assert opposed({"state:ru"}, {"state:ua"}, "ua")
    assert not opposed({"state:lb"}, {"state:lb"}, "lb")
    assert not opposed({"hospital"}, {"civil_defence"}, "lb")
