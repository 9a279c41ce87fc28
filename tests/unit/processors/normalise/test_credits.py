"""Which agency an article credits, and where its own words begin and end."""

import pytest

from language.datelines import find_credit
from processors.normalise.core.credit import credit_of


@pytest.mark.parametrize(
    ("body", "agency"),
    [
        ("بيروت (رويترز) - قال مسؤول إن النيران أخمدت.", "رويترز"),
        ("HARBOUR CITY, Freedonia (Reef Wire) - Nine people were killed.", "Reef Wire"),
        ("HARBOUR CITY (AFP) — Nine people were killed.", "AFP"),
        ("(أ ف ب) - قتل تسعة أشخاص.", "أ ف ب"),
        ("دمشق - سانا: قتل تسعة أشخاص.", "سانا"),
        ("AFP - Nine people were killed.", "AFP"),
        ("قتل تسعة أشخاص في حريق.\nالمصدر: الأناضول", "الأناضول"),
        ("قتل تسعة أشخاص في حريق. (رويترز)", "رويترز"),
        ("Nine people were killed.\nSource: AFP, Reuters", "AFP"),
        ("قتل تسعة أشخاص في حريق.\nالمصدر: وكالات", None),
        ("قتل تسعة أشخاص (بينهم طفلان) في حريق قرب الميناء القديم.", None),
        ("Nine people (two of them children) were killed in a fire.", None),
        ("(فيديو) - حريق قرب الميناء.", None),
        ("HARBOUR CITY - Nine people were killed.", None),
        ("", None),
    ],
)
def test_the_credit_of_dateline_and_tail(body: str, agency: str | None) -> None:
    assert credit_of(body) == agency


def test_a_by_line_counts_when_it_names_an_agency() -> None:
    assert credit_of("Nine people were killed.", byline="By Reuters staff") == "Reuters"
    assert credit_of("Nine people were killed.", byline="Jane Roe") is None


def test_the_own_words_stand_between_dateline_and_source_line() -> None:
    body = "بيروت (رويترز) - قتل تسعة أشخاص في حريق.\nالمصدر: رويترز"
    found = find_credit(body)
    assert body[found.start : found.end] == "قتل تسعة أشخاص في حريق."
