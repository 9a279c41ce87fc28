"""Reports that only deny, words for most of those who are known, and names that letters write in several ways."""

import pytest

from contracts.claim import Measure
from processors.track.core import Tracker
from processors.track.core.place_names import all_bones, is_named_in
from tests.unit.processors.track.stories import (
    ADDITIONAL,
    BLAST,
    CITY,
    OTHER_CITY,
    RISE,
    claim,
    denial,
    kinds,
    only_incident,
    play,
    said,
)


def test_a_report_that_only_denies_arrests_is_of_the_arrests_that_it_denies(tracker: Tracker) -> None:
    arrest = BLAST.model_copy(update={"type": "arrest", "quote": "arrests"})
    changes = play(
        tracker,
        said(
            "a", 8, claim(17, measure=Measure.DETAINED), events=(arrest,), title="Arrests on the mill square"
        ),
        said(
            "b",
            10,
            denial("police", measure=Measure.DETAINED),
            events=(arrest,),
            title="Police answer reports",
        ),
    )
    assert kinds(changes) == ["a first detained 17-17", "b dispute_opened detained 17-17"]
    assert only_incident(tracker).articles == ("a", "b")


@pytest.mark.parametrize("word", ["most", "معظم", "la plupart"])
def test_most_of_the_wounded_are_a_part_of_them(tracker: Tracker, word: str) -> None:
    changes = play(tracker, said("a", 8, claim(6, "police"), claim(word, measure=Measure.WOUNDED)))
    assert kinds(changes) == ["a first killed 6-6"]


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Agadir", "أكادير"),
        ("Kisumu", "بكيسومو"),
        ("Chefchaouen", "شفشاون"),
        ("Mardan", "مردان"),
        ("Gisborne", "غيزبورن"),
    ],
)
def test_a_town_is_known_in_arabic_letters(latin: str, arabic: str) -> None:
    assert is_named_in(CITY.model_copy(update={"name": latin}), all_bones((arabic,)))


@pytest.mark.parametrize(
    ("latin", "arabic"), [("Agadir", "طنجة"), ("Ur", "أور"), ("Beni Mellal", "بني سويف")]
)
def test_another_town_or_a_short_name_is_not(latin: str, arabic: str) -> None:
    assert not is_named_in(CITY.model_copy(update={"name": latin}), all_bones(arabic.split()))


@pytest.mark.parametrize(
    ("lang", "text", "incidents"),
    [
        ("ar", "معسكر كيسومو بمنطقة مرج", 1),
        ("ar", "معسكر طنجة بمنطقة مرج", 2),
        ("en", "the camp of Kisumu in the Marj region", 2),
    ],
)
def test_a_town_that_another_language_puts_into_a_known_one(
    tracker: Tracker, lang: str, text: str, incidents: int
) -> None:
    town = CITY.model_copy(update={"place_id": "p-kisumu", "name": "Kisumu"})
    far = claim(40, "the rebels", place=OTHER_CITY, place_text=text)
    there = BLAST.model_copy(update={"place": OTHER_CITY})
    play(
        tracker,
        said("a", 8, claim(12, "police", place=town)),
        said("b", 8.5, far, events=(there,), lang=lang),
    )
    assert len(list(tracker.incidents())) == incidents


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def test_what_is_added_to_the_earlier_figure_joins_a_report_that_tells_no_place(tracker: Tracker) -> None:
    sunk = BLAST.model_copy(update={"type": "accident", "quote": "boat"})
    changes = play(
        tracker,
        said("a", 8, claim(6, "police"), events=(sunk,), title="Boat goes down off Qasr"),
        said(
            "b",
            17,
            claim(3, place=None, event=None, change=ADDITIONAL, quote="three more bodies"),
            claim(9, place=None, event=None, change=RISE, rule="toll", quote="nine of the boat"),
            events=(),
            title="Three more bodies",
        ),
    )
    assert kinds(changes) == ["a first killed 6-6", "b rise killed 6-9"]
