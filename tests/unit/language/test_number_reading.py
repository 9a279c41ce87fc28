"""Numbers: amounts, bounds, kinds, in Arabic and English."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from language.folding import fold_key
from language.numbers import NumberMention, find_numbers


def read(text: str, lang: str) -> list[NumberMention]:
    return find_numbers(fold_key(text), lang)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("خمسة وعشرون شخصا", 25),
        ("ثلاثة عشر", 13),
        ("ثلاث عشرة امرأة", 13),
        ("أحد عشر", 11),
        ("اثنتا عشرة", 12),
        ("مئة وخمسة وعشرين", 125),
        ("مئة وثلاثة عشر", 113),
        ("مئتين وإحدى عشرة", 211),
        ("ألف وثلاثمئة وسبعة عشر", 1317),
        ("ثلاثمائة وأربعة وسبعين", 374),
        ("ثلاث مئة", 300),
        ("خمسة آلاف ومئتان", 5200),
        ("أحد عشر ألفا و300", 11300),
        ("12 ألفا و300 شخص", 12300),
        ("مليون و415 ألفا من السكان", 1415000),
        ("مليونين و310 آلاف شخص", 2310000),
        ("2 مليون و620 ألفا و45 شخصا", 2620045),
        ("3 آلاف و5 آلاف", 3000),
        ("٣ آلاف", 3000),
        ("ألفي شخص", 2000),
        ("وبخمسة", 5),
        ("1.200", 1200),
        ("١٬٢٠٠", 1200),
    ],
)
def test_arabic_amounts(text: str, value: int) -> None:
    first = read(text, "ar")[0]
    assert (first.kind, first.low, first.high) == ("count", value, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-one people", 21),
        ("one hundred and five", 105),
        ("two dozen", 24),
        ("a dozen", 12),
        ("1,234 people", 1234),
        ("three hundred thousand", 300000),
        ("2.5 million", 2500000),
    ],
)
def test_english_amounts(text: str, value: int) -> None:
    first = read(text, "en")[0]
    assert (first.kind, first.low, first.high) == ("count", value, value)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("ما لا يقل عن عشرين", "ar", ("at_least", 20, None)),
        ("20 على الأقل", "ar", ("at_least", 20, None)),
        ("بأكثر من 50", "ar", ("more_than", 50, None)),
        ("نحو ثلاثين", "ar", ("about", 30, 30)),
        ("لا يتجاوز المئة", "ar", ("up_to", None, 100)),
        ("بين 8 و10", "ar", ("range", 8, 10)),
        ("8 إلى 10", "ar", ("range", 8, 10)),
        ("عشرات الآلاف", "ar", ("vague", None, None)),
        ("at least about 20", "en", ("at_least", 20, None)),
        ("as many as 40", "en", ("up_to", None, 40)),
        ("30 or more", "en", ("at_least", 30, None)),
        ("between 8 and 10", "en", ("range", 8, 10)),
        ("8-10", "en", ("range", 8, 10)),
        ("tens of thousands", "en", ("vague", None, None)),
    ],
)
def test_bounds_and_vague_words(text: str, lang: str, expected: tuple[str, int | None, int | None]) -> None:
    first = read(text, lang)[0]
    assert (first.qualifier, first.low, first.high) == expected


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("في عام 2015", "ar", "year"),
        ("since 1982", "en", "year"),
        ("14/5/2015", "ar", "date"),
        ("at 11:05", "en", "date"),
        ("3.5", "en", "decimal"),
        ("20 بالمئة", "ar", "percent"),
        ("20 percent", "en", "percent"),
        ("الثالثة عشرة", "ar", "ordinal"),
        ("third", "en", "ordinal"),
        ("the M-19 group", "en", "ordinal"),
        ("بفيروس كوفيد-19", "ar", "ordinal"),
        ("الثمانينات", "ar", "decade"),
    ],
)
def test_what_is_no_count(text: str, lang: str, kind: str) -> None:
    assert read(text, lang)[0].kind == kind


def test_a_move_from_one_figure_to_another_is_no_range() -> None:
    assert [n.low for n in read("ارتفع من 8 إلى 10", "ar")] == [8, 10]
    assert [n.low for n in read("rose from 8 to 10", "en")] == [8, 10]


def test_two_counts_side_by_side_stay_two() -> None:
    assert [n.low for n in read("خمسة وستة", "ar")] == [5, 6]
    assert [n.low for n in read("five and six", "en")] == [5, 6]


@given(st.integers(min_value=1, max_value=999_999))
@settings(max_examples=150)
def test_english_words_read_as_their_number(value: int) -> None:
    found = read(num2words(value, lang="en").replace(",", ""), "en")
    assert [n.low for n in found] == [value]


@given(st.text(alphabet="٣12.,/:-% خمسةوعشرونمئةألفبين", max_size=60))
@settings(max_examples=150)
def test_spans_stand_in_order_inside_the_text(text: str) -> None:
    folded = fold_key(text)
    last = 0
    for number in find_numbers(folded, "ar"):
        assert last <= number.start < number.end <= len(folded)
        last = number.end
