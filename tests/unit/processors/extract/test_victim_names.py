"""The names of those harmed: a name beside its noun, and no words that only tell of somebody."""

from datetime import UTC, datetime

import pytest

from language.places import Gazetteer
from processors.extract.core import ArticleText, Engine

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(Gazetteer.load())


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ar", "نددت البلدية بمقتل الراعي ناهض القمودي. وتم اغتياله أمام منزله.", ["ناهض القمودي"] * 2),
        ("ar", "أكدت الشرطة مقتل المزارع رضوان القمودي في حقله.", ["رضوان القمودي"]),
        ("ar", "عثر الأهالي على جثة الطالبة سلوى القمودي قرب النهر.", ["سلوى القمودي"]),
        ("ar", "اغتيال ناهض القمودي.", ["ناهض القمودي"]),
        ("ar", "توفي السائق المصري هاني الدمنهوري بالمستشفى متأثرا بجراحه.", ["هاني الدمنهوري"]),
        ("ar", "القبض على شاب متلبسا بصدد السرقة في السوق.", []),
        ("ar", "مقتل فتاة بشارع النخيل.", []),
        ("ar", "مقتل ثلاثة مزارعين في حقل.", []),
        ("en", "Farmer Dario Melkonian was killed by a mine.", ["Dario Melkonian"]),
        ("en", "A farmer was killed by a mine near Ganja.", []),
    ],
)
def test_a_named_victim_is_told_and_nobody_else(
    engine: Engine, lang: str, text: str, names: list[str]
) -> None:
    claims = engine.read(ArticleText("", text, lang, NOON, None, None)).claims
    assert [name for claim in claims for name in claim.named] == names
