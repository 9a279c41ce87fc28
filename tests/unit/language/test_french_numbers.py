"""French numbers: built words, rough ones, blanks between thousands, and what is no number."""

import pytest

from language.folding import fold_key
from language.numbers import Kind, find_numbers


def _counts(text: str) -> list[tuple[str, int | None, int | None]]:
    counted = (Kind.COUNT, Kind.VAGUE)
    return [(n.qualifier, n.low, n.high) for n in find_numbers(fold_key(text), "fr") if n.kind in counted]


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high"),
    [
        ("trois morts", "exact", 3, 3),
        ("vingt et un morts", "exact", 21, 21),
        ("soixante-dix-sept civils", "exact", 77, 77),
        ("quatre-vingt-deux blessés", "exact", 82, 82),
        ("deux cent cinquante soldats", "exact", 250, 250),
        ("12 400 personnes", "exact", 12400, 12400),
        ("22.584 décès", "exact", 22584, 22584),
        ("1,5 million de réfugiés", "exact", 1_500_000, 1_500_000),
        ("une vingtaine de blessés", "about", 20, 20),
        ("près de deux cents civils", "about", 200, 200),
        ("plus d'une centaine de personnes", "more_than", 100, None),
        ("au moins une quinzaine de blessés", "at_least", 15, None),
        ("jusqu'à 30 victimes", "up_to", None, 30),
        ("au moins une personne", "at_least", 1, None),
        ("un demi-million de réfugiés", "about", 500_000, 500_000),
        ("en milliers de morts", "vague", None, None),
        ("entre 10 et 20 personnes", "range", 10, 20),
        ("10 à 15 blessés", "range", 10, 15),
        ("des dizaines de milliers de déplacés", "vague", None, None),
        ("plusieurs centaines d'habitants", "vague", None, None),
    ],
)
def test_amounts_are_read(text: str, qualifier: str, low: int | None, high: int | None) -> None:
    assert _counts(text) == [(qualifier, low, high)]


@pytest.mark.parametrize(
    "text", ["un homme", "une attaque", "en 2017", "fin 2018", "8 % des votes", "12/03/2019"]
)
def test_articles_years_and_shares_count_nobody(text: str) -> None:
    assert _counts(text) == []


def test_the_word_behind_millions_belongs_to_the_number() -> None:
    text = fold_key("deux millions de réfugiés")
    (number,) = find_numbers(text, "fr")
    assert text[number.start : number.end] == "deux millions de"


def test_a_year_takes_no_group_of_three_digits() -> None:
    assert _counts("le 3 mai 2018 300 morts")[-1] == ("exact", 300, 300)
