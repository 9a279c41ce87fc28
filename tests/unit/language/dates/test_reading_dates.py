"""Dates are reckoned from the day of publication, and what is ambiguous gives nothing."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.dates import find_dates, languages
from language.dates.reading import _language
from language.folding import fold, fold_key

# A Thursday.
NOON = datetime(2017, 3, 23, 12, 0, tzinfo=UTC)


def days(text: str, lang: str, published: datetime | None = NOON) -> list[str]:
    """Each date as `first` or `first..last` day, for whole days."""
    found = []
    for mention in find_dates(fold(text).text, lang, published):
        first, last = mention.period_start, mention.period_end - timedelta(days=1)
        found.append(f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d}..{last:%Y-%m-%d}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتلوا أمس", ["2017-03-22"]),
        ("قال أمس الأربعاء إن", ["2017-03-22"]),
        ("اليوم الخميس", ["2017-03-23"]),
        ("مساء اليوم", ["2017-03-23"]),
        ("فجر الأربعاء", ["2017-03-22"]),
        ("صباح يوم الثلاثاء", ["2017-03-21"]),
        ("وقع الهجوم الثلاثاء", ["2017-03-21"]),
        ("الخميس الماضي", ["2017-03-16"]),
        ("أول أمس الثلاثاء", ["2017-03-21"]),
        ("الثلاثاء والأربعاء", ["2017-03-21", "2017-03-22"]),
        ("في 15 يناير 2016", ["2016-01-15"]),
        ("في 15 كانون الثاني/يناير 2016", ["2016-01-15"]),
        ("يوم 3 مارس", ["2017-03-03"]),
        ("في 12 جانفي الماضي", ["2017-01-12"]),
        ("في 30 جوان 2014", ["2014-06-30"]),
        ("10 أوت 2013", ["2013-08-10"]),
        ("7 شتنبر 2015", ["2015-09-07"]),
        ("في الخامس عشر من آذار 2011", ["2011-03-15"]),
        ("من 5 إلى 7 فبراير", ["2017-02-05..2017-02-07"]),
        ("١٥ شباط ٢٠١٦", ["2016-02-15"]),
        ("الأحد 26 فيفري 2017", ["2017-02-26"]),
        ("مارس 2015", ["2015-03-01..2015-03-31"]),
        ("ديسمبر الماضي", ["2016-12-01..2016-12-31"]),
        ("الشهر الماضي", ["2017-02-01..2017-02-28"]),
        ("الأسبوع الماضي", ["2017-03-11..2017-03-17"]),
        ("العام الماضي", ["2016-01-01..2016-12-31"]),
        ("منذ عام 2011", ["2011-01-01..2011-12-31"]),
        ("قبل ثلاثة أيام", ["2017-03-20"]),
        ("قبل يومين", ["2017-03-21"]),
        ("2017-03-01", ["2017-03-01"]),
        ("2/3/2017", ["2017-03-02"]),
        ("10 رمضان 1437", ["2016-06-15"]),
        ("10/9/1437هـ", ["2016-06-15"]),
    ],
)
def test_reads_arabic_dates(text: str, expected: list[str]) -> None:
    assert days(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed yesterday", ["2017-03-22"]),
        ("killed on Tuesday", ["2017-03-21"]),
        ("late Wednesday evening", ["2017-03-22"]),
        ("on Thursday", ["2017-03-23"]),
        ("last Thursday", ["2017-03-16"]),
        ("earlier today", ["2017-03-23"]),
        ("this morning", ["2017-03-23"]),
        ("the day before yesterday", ["2017-03-21"]),
        ("March 15, 2016", ["2016-03-15"]),
        ("15 March 2016", ["2016-03-15"]),
        ("on 3 JAN 90", ["1990-01-03"]),
        ("BOGOTA, 11 NOV 89 (RADIO)", ["1989-11-11"]),
        ("on Feb. 2", ["2017-02-02"]),
        ("Dec. 31", ["2016-12-31"]),
        ("the third of March", ["2017-03-03"]),
        ("from 5 to 7 February", ["2017-02-05..2017-02-07"]),
        ("Sunday, February 26", ["2017-02-26"]),
        ("three days ago", ["2017-03-20"]),
        ("last week", ["2017-03-13..2017-03-19"]),
        ("last month", ["2017-02-01..2017-02-28"]),
        ("in July 2006", ["2006-07-01..2006-07-31"]),
        ("last December", ["2016-12-01..2016-12-31"]),
        ("in 2015", ["2015-01-01..2015-12-31"]),
        ("22/3/2017", ["2017-03-22"]),
        ("3/22/2017", ["2017-03-22"]),
    ],
)
def test_reads_english_dates(text: str, expected: list[str]) -> None:
    assert days(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tué hier soir", ["2017-03-22"]),
        ("ce mardi", ["2017-03-21"]),
        ("mardi dernier", ["2017-03-21"]),
        ("jeudi dernier", ["2017-03-16"]),
        ("ce matin", ["2017-03-23"]),
        ("aujourd'hui", ["2017-03-23"]),
        ("mercredi 22 mars", ["2017-03-22"]),
        ("le 14 août 2016", ["2016-08-14"]),
        ("le 1er février", ["2017-02-01"]),
        ("du 5 au 7 février", ["2017-02-05..2017-02-07"]),
        ("il y a trois jours", ["2017-03-20"]),
        ("en juillet 2005", ["2005-07-01..2005-07-31"]),
        ("la semaine dernière", ["2017-03-13..2017-03-19"]),
        ("12/01/2017", ["2017-01-12"]),
        ("mardi prochain", []),
        ("chaque vendredi", []),
    ],
)
def test_reads_french_dates(text: str, expected: list[str]) -> None:
    assert days(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("on 3/4/2017", "en"),
        ("next Tuesday", "en"),
        ("tomorrow", "en"),
        ("Black Friday sales", "en"),
        ("they may march on", "en"),
        ("31 February 2017", "en"),
        ("Monday, February 26", "en"),
        ("2015 people were killed", "en"),
        ("in 2019", "en"),
        ("after Friday prayers", "en"),
        ("الثلاثاء المقبل", "ar"),
        ("غدا الجمعة", "ar"),
        ("بعد صلاة الجمعة", "ar"),
        ("في اليوم التالي", "ar"),
        ("اليوم العالمي للصحافة", "ar"),
        ("ثلاثة قتلى", "ar"),
        ("قتل 15 وأصيب 20", "ar"),
        ("10 آذار/نيسان 2016", "ar"),
        ("في 5 أبريل", "ar"),
    ],
)
def test_what_is_ambiguous_or_no_past_date_gives_nothing(text: str, lang: str) -> None:
    assert days(text, lang) == []


def test_a_night_lies_between_two_days() -> None:
    (mention,) = find_dates("last night", "en", NOON)
    assert (mention.period_start, mention.period_end) == (
        datetime(2017, 3, 22, 18, tzinfo=UTC),
        datetime(2017, 3, 23, 6, tzinfo=UTC),
    )
    (mention,) = find_dates(fold_key("الليلة الماضية"), "ar", NOON)
    assert mention.period_start == datetime(2017, 3, 22, 18, tzinfo=UTC)


def test_days_are_local_at_the_offset_of_publication() -> None:
    early = datetime(2017, 3, 23, 1, 0, tzinfo=timezone(timedelta(hours=3)))
    (mention,) = find_dates(fold_key("أمس"), "ar", early)
    assert mention.period_start == datetime(2017, 3, 21, 21, tzinfo=UTC)
    assert mention.period_end == datetime(2017, 3, 22, 21, tzinfo=UTC)


def test_a_weekday_beside_today_decides_when_they_differ_by_a_day() -> None:
    late = NOON + timedelta(days=1)
    assert days("اليوم الخميس", "ar", late) == ["2017-03-23"]
    assert days("أمس الأحد", "ar") == []


def test_without_a_publication_only_full_dates_are_read() -> None:
    assert days("on Tuesday, 3 March 2015 and yesterday and 5 May", "en", None) == ["2015-03-03"]


def test_a_publication_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        find_dates("today", "en", datetime(2017, 3, 23))


def test_a_language_without_data_gives_nothing() -> None:
    assert find_dates("today", "xx", NOON) == []
    assert find_dates("today", "../en", NOON) == []


def test_the_span_leaves_proclitics_out() -> None:
    text = fold_key("وقال إنه وأمس الأربعاء")
    (mention,) = find_dates(text, "ar", NOON)
    assert text[mention.start : mention.end] == fold_key("أمس الأربعاء")


@pytest.mark.parametrize("lang", languages())
def test_words_of_the_data_are_read_as_what_they_say(lang: str) -> None:
    language = _language(lang)
    assert language is not None
    for word, month in language.numbers["month"].items():
        (mention,) = find_dates(f"5 {word} 2016", lang, NOON)
        assert mention.period_start == datetime(2016, month, 5, tzinfo=UTC)
    for word, weekday in language.numbers["weekday"].items():
        (mention,) = find_dates(f", {word}", lang, NOON)
        assert mention.period_start.weekday() == weekday
        assert timedelta(0) <= NOON - mention.period_start < timedelta(days=7)


PIECES = [
    "أمس",
    "اليوم",
    "الأربعاء",
    "الماضي",
    "15",
    "مارس",
    "2016",
    "/",
    "-",
    "yesterday",
    "March",
    "3",
    "last",
    "Tuesday",
    "night",
    ",",
    "فجر",
]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14),
    st.sampled_from(["ar", "en"]),
    st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_dates_lie_in_the_text_in_order_and_not_after_publication(
    pieces: list[str], lang: str, published: datetime
) -> None:
    folded = fold(" ".join(pieces)).text
    end = 0
    for mention in find_dates(folded, lang, published):
        assert end <= mention.start < mention.end <= len(folded)
        assert mention.period_start < mention.period_end
        end = mention.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["ar", "en"]))
def test_no_text_makes_it_raise(text: str, lang: str) -> None:
    find_dates(fold(text).text, lang, NOON)


def test_time_grows_in_proportion_to_length() -> None:
    assert find_dates("1" * 1_000_000, "en", NOON) == []
    assert len(find_dates("yesterday " * 20_000, "en", NOON)) == 20_000
