"""Countries by the names and adjectives of their bodies."""

import pytest

from language.places import country_named


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the Greek coast guard", "gr"),
        ("خفر السواحل اليوناني", "gr"),
        ("وزارة الصحة السورية", "sy"),
        ("the Saudi civil defence", "sa"),
        ("the coast guard", None),
        ("الدفاع المدني", None),
        ("", None),
    ],
)
def test_the_country_of_a_body(text: str, country: str | None) -> None:
    assert country_named(text) == country
