"""Names told again without the word for their kind, and places that a sentence only refers to."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


@pytest.mark.parametrize(
    ("title", "body", "places"),
    [
        # What the body calls a governorate, a town or a quarter is a place in the title too.
        ("غرق صبي في الصوارم", "غرق صبي أمس في محافظة الصوارم.", ["الصوارم", "محافظة الصوارم"]),
        ("جريحان بالنخيلات الغربية", "أصيب حارسان في بلدة النخيلات الغربية أمس.", None),
        ("قتيل في حريق على حقل", "قتل عامل في حريق بمحافظة حقل شمال غربي السعودية.", ["حقل", "محافظة حقل"]),
        # Without anything that leads to it the same name is none.
        ("الصوارم تقطع يد عامل وإصابة آخر", "أصيب عامل في محافظة الصوارم.", [None, "محافظة الصوارم"]),
        # A word of its own is no name told again.
        ("مقتل حارس في القتال", "قتل حارس في حي القتال.", [None, None]),
    ],
)
def test_an_announced_name_is_a_place_without_its_kind(
    engine: Engine, title: str, body: str, places: list[str | None] | None
) -> None:
    claims = engine.read(ArticleText(title, body, "ar")).claims
    told = [claim.place_text for claim in claims]
    assert told == (places or ["النخيلات الغربية", "بلدة النخيلات الغربية"])


@pytest.mark.parametrize(
    ("text", "places", "town"),
    [
        # What the sentence calls it is quoted; which town that is was told before.
        (
            "وصل الوفد إلى كسلا صباحا. وفجر مجهول عبوة قرب المطعم فقتل أربعة طهاة.",
            ["المطعم"],
            "Kassala",
        ),
        ("أصيب سائق في دنقلا. وهز انفجار المدينة مساء فقتل ثلاثة.", ["دنقلا", "المدينة"], "Dongola"),
        ("لقي 14 عاملا حتفهم في مناطق متفرقة من البلاد.", ["مناطق متفرقة من البلاد"], None),
        ("لقي 14 سائقا حتفهم عبر مختلف ولايات الوطن.", ["مختلف ولايات الوطن"], None),
        ("شهدت المنطقة الشرقية وفاة عاملين غرقا.", ["المنطقة الشرقية"], None),
        # A sentence that names its place refers to none; nor is the seat of those who tell it one.
        ("هز انفجار العاصمة فقتل ثلاثة في حي بحري بمدينة كسلا.", ["حي بحري"], "Kassala"),
        ("قال مدير شرطة العاصمة إن ثلاثة عمال لقوا حتفهم غرقا.", [None], None),
        # A town to which somebody is taken is not where he was hurt.
        ("أصيب حارس ونقل إلى المدينة للعلاج.", [None], None),
    ],
)
def test_a_place_that_is_only_referred_to_is_quoted(
    engine: Engine, text: str, places: list[str | None], town: str | None
) -> None:
    claims = engine.read(ArticleText("", text, "ar")).claims
    assert [claim.place_text for claim in claims] == places
    place = claims[-1].place
    assert (place.name if place is not None else None) == town


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # Near by, a place told before is quoted for all that the sentence tells.
        (
            "اندلع حريق في مدينة كسلا. وقتل عامل وأصيب ثلاثة من رجال الإطفاء الذين هرعوا لإنقاذ من بقي "
            "في الطوابق العليا، ثم قتل اثنان منهم.",
            ["مدينة كسلا", "مدينة كسلا", "مدينة كسلا"],
        ),
        # Far behind it none is quoted.
        (
            "اندلع حريق في مدينة كسلا. وأكد مسؤول الإطفاء بعد ساعات طويلة من العمل المتواصل والتبريد "
            "والتفتيش والمعاينة أن عاملا قتل.",
            [None],
        ),
    ],
)
def test_a_place_is_quoted_near_the_place_alone(engine: Engine, text: str, places: list[str | None]) -> None:
    assert [claim.place_text for claim in engine.read(ArticleText("", text, "ar")).claims] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # Short names of towns, the preposition written to them; words that only begin so are none.
        ("توفي حارس بحائل أمس.", "حائل"),
        ("أصيب حارسان في حريق بعفيف.", "عفيف"),
        ("أصيب حارس بحبل قطع.", None),
        # The edge of a town says that a town follows.
        ("قتل سائق في تصادم على مشارف حقل.", "مشارف حقل"),
        ("قتل عامل في حقل.", None),
        # People of clans are at no place by that name.
        ("قتل أربعة من رجال القبائل.", None),
        ("وصف الحريق بالبسيط وأصيب حارس.", None),
    ],
)
def test_short_names_and_words_that_are_no_names(engine: Engine, text: str, place: str | None) -> None:
    assert [claim.place_text for claim in engine.read(ArticleText("", text, "ar")).claims] == [place]
