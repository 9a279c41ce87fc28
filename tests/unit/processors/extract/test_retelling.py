"""What is told as known, and what only sounds so: a fresh date, a headline's own verb, a first report."""

from datetime import UTC, datetime

import pytest

from language.places import Gazetteer
from processors.extract.core import ArticleText, Engine

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(Gazetteer.load())


@pytest.mark.parametrize(
    ("text", "is_retold"),
    [
        ("زار الوزير موقع الهجوم الذي أودى بحياة تسعة عمال.", True),
        ("تظاهر سكان الحي على خلفية وفاة مزارع.", True),
        ("نقلت الشرطة الحارس الذي قتل لصين إلى مكان آمن.", True),
        ("زار الوزير موقع الهجوم الذي أودى بحياة تسعة عمال أمس الثلاثاء.", False),
        ("أودى هجوم بحياة تسعة عمال.", False),
        # The day of a march is not that of the death; nor does another verb tell it as known.
        ("تظاهر سكان الحي اليوم الأربعاء على خلفية وفاة مزارع.", True),
        ("تظاهر سكان الحي بعد وفاة مزارع أمس الثلاثاء.", False),
        (
            "استجوب المحققون سبعة رجال في الهجوم الذي نفذه سائق بشاحنة في وسط سوق شعبي وأسفر عن مقتل تسعة عمال.",
            True,
        ),
        ("الحريق الذي شب في مخزن للقطن قد تسبب في مقتل تسعة عمال.", False),
        ("وقع انفجار أودى بحياة تسعة عمال، وهو الذي هز الحي.", False),
    ],
)
def test_what_other_news_follows_is_told_again(engine: Engine, text: str, is_retold: bool) -> None:
    claims = engine.read(ArticleText("", text, "ar", NOON, None, None)).claims
    assert claims
    assert {claim.retold for claim in claims} == {is_retold}
