"""Feasts, courts' spokesmen and years of birth make no news an old one; anniversaries and trials do."""

from datetime import UTC, datetime

import pytest

from language.places import Gazetteer
from processors.extract.core import ArticleText, Claim, Engine

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(Gazetteer.load())


def one(engine: Engine, lang: str, text: str) -> Claim:
    claims = engine.read(ArticleText("", text, lang, NOON, None, None)).claims
    assert len(claims) == 1, claims
    return claims[0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "قتل سبعة أشخاص في هجوم على المحتفلين بذكرى العيد الوطني."),
        ("ar", "قتل سبعة أشخاص في سوق قرب كنيسة الذكرى وسط المدينة."),
        ("ar", "قال الناطق الرسمي باسم المحكمة إن سبعة أشخاص قتلوا في الهجوم."),
        ("ar", "قتل سبعة أشخاص في احتجاجات على قرار المحكمة الدستورية."),
        ("ar", "ألقت الشرطة القبض على شاب من مواليد سنة 1988 بتهمة السرقة."),
        ("ar", "ألقت الشرطة القبض على شاب ولد في 3 مارس 1988."),
        ("en", "Police arrested a man born in 1988 on Tuesday."),
        ("en", "Seven people were killed at a wedding anniversary party."),
    ],
)
def test_what_only_names_a_feast_a_court_or_a_birth_is_present(engine: Engine, lang: str, text: str) -> None:
    claim = one(engine, lang, text)
    assert claim.tense == "present"


def test_the_date_of_birth_is_not_when_it_happened(engine: Engine) -> None:
    claim = one(engine, "ar", "ألقت الشرطة القبض على شاب من مواليد سنة 1988 أمس الثلاثاء.")
    assert claim.occurred_at is not None
    assert claim.occurred_at.start.date().isoformat() == "2026-03-03"


def test_an_arrest_in_a_known_case_is_news(engine: Engine) -> None:
    text = "ألقت الشرطة القبض على تاجر في قضية مقتل جاره."
    claims = engine.read(ArticleText("", text, "ar", NOON, None, None)).claims
    assert {claim.measure: claim.tense for claim in claims} == {"detained": "present", "killed": "look_back"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "أحيا الأهالي ذكرى الهجوم الذي قتل فيه سبعة أشخاص."),
        ("ar", "أجلت المحكمة النظر في قضية مقتل سبعة أشخاص."),
        ("ar", "عادت قضية مقتل سبعة عمال إلى الواجهة."),
        ("ar", "قررت الدائرة الجنائية سماع الشهود في هجوم أسفر عن مقتل سبعة أشخاص."),
        ("ar", "وقع هنا سنة 1988 هجوم قتل فيه سبعة أشخاص."),
        ("en", "On the anniversary of the attack that killed seven people, flowers were laid."),
        ("ar", "إدانة جندي بقتل راعية في القرية."),
        ("ar", "سمع القاضي شاهدين على تورط النائب، وذكر منفذي اغتيال القاضي رضوان القمودي."),
        ("ar", "يعتصم شقيق النقيب الذي استشهد في نوفمبر المنقضي قرب الحدود."),
        ("ar", "أحيت عائلات أربعينية ضحايا الحريق الذي قتل فيه 11 عاملا."),
    ],
)
def test_anniversaries_trials_and_years_long_past_look_back(engine: Engine, lang: str, text: str) -> None:
    assert one(engine, lang, text).tense == "look_back"


def test_an_execution_is_news_and_what_it_is_for_is_not(engine: Engine) -> None:
    text = "نفذت السلطات حكم الإعدام في حق سمير القمودي المدان في قتل تسعة حراس."
    claims = engine.read(ArticleText("", text, "ar", NOON, None, None)).claims
    assert {claim.low: claim.tense for claim in claims} == {1: "present", 9: "look_back"}


@pytest.mark.parametrize(
    "text", ["فقد طالب العشرات بإعادة الفرز.", "لم يتضح إن كان السائق قد أصيب في الانفجار."]
)
def test_demands_and_doubts_tell_no_harm(engine: Engine, text: str) -> None:
    assert engine.read(ArticleText("", text, "ar", NOON, None, None)).claims == ()


def test_arrests_in_a_month_are_a_sum(engine: Engine) -> None:
    assert one(engine, "ar", "الجيش يعتقل 60 فتى في شهر ماي.").scope == "cumulative"


def test_one_person_killed_in_long_clashes_is_one_happening(engine: Engine) -> None:
    assert one(engine, "ar", "قتل شاب في اشتباكات مستمرة منذ أيام في مخيم النخيل.").scope == "incident"


def test_earlier_this_week_is_still_news(engine: Engine) -> None:
    text = "The guard said on Thursday that 41 people had drowned when their ferry sank earlier this week."
    assert one(engine, "en", text).tense == "present"


@pytest.mark.parametrize(
    ("text", "tenses"),
    [
        ("قضت المحكمة بسجن سائق لتورطه في التهريب ومقتل 70 راكبا.", {"look_back"}),
        ("طاردت الشرطة سائقا لتورطه في التهريب، وقتل حارسان في المطاردة.", {"present"}),
    ],
)
def test_what_somebody_is_sentenced_for_happened_before(engine: Engine, text: str, tenses: set[str]) -> None:
    claims = engine.read(ArticleText("", text, "ar", None, None)).claims
    assert {claim.tense for claim in claims} == tenses
