"""Sites without a name and roads, in a language that describes them behind their noun."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _places(engine: Engine, text: str) -> list[str | None]:
    return [claim.place_text for claim in engine.read(ArticleText("", text, "ar")).claims]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل سبعة أشخاص في انفجار داخل سوق شعبي في مدينة تكريت.", "سوق شعبي في مدينة تكريت"),
        ("استهدف مهاجم مسجدا في مدينة قندوز وقتل تسعة.", "مسجدا في مدينة قندوز"),
        ("أصيب أربعة عمال في مستودع للأخشاب جنوب الرياض.", "مستودع للأخشاب جنوب الرياض"),
        ("قتل أربعة بهجوم على نقطة تفتيش للجيش.", "نقطة تفتيش للجيش"),
        ("توفي رضيعان في حريق شب في منزل بمحافظة الزلفي.", "منزل بمحافظة الزلفي"),
        ("أصيب ستة في مدرسة الملك فيصل أمس.", "مدرسة الملك فيصل"),
        ("انقلبت العبارة في نهر شديد الانحدار، في كشمير، ما أدى إلى غرق ستة.", "نهر شديد الانحدار، في كشمير"),
        ("توفي عامل في ورشة نجارة بالقرب من منطقة العوينة.", "ورشة نجارة بالقرب من منطقة العوينة"),
        ("أصيب حارس عند حاجز بالقرب من المخفر.", "حاجز"),
    ],
)
def test_a_site_is_told_by_its_noun_and_what_describes_it(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("لقي ثلاثة مصرعهم على طريق أبها - الطائف.", "طريق أبها - الطائف"),
        ("لقي ستة مصرعهم على الطريق الرابط بين صفاقس وقابس.", "الطريق الرابط بين صفاقس وقابس"),
        ("توفي شاب في حادث على طريق الملك فهد بحفر الباطن.", "طريق الملك فهد بحفر الباطن"),
        ("أصيب خمسة بطريق القاهرة - الإسكندرية الصحراوي.", "طريق القاهرة - الإسكندرية الصحراوي"),
        (
            "توفيت عاملة على مستوى الطريق الوطنية عدد 4 الرابطة بين سليانة والفحص.",
            "الطريق الوطنية عدد 4 الرابطة بين سليانة والفحص",
        ),
        (
            "جرح ثلاثة على الطريق الجهوية الرابطة بين معتمديتي نبر وتاجروين.",
            "الطريق الجهوية الرابطة بين معتمديتي نبر وتاجروين",
        ),
        ("أصيب شاب على الطريق المحلية بمعتمدية الرقاب.", "الطريق المحلية بمعتمدية الرقاب"),
        ("لقي راكبان حتفهما بالطريق الزراعي المار على محافظة قنا.", "الطريق الزراعي المار على محافظة قنا"),
        ("قتل على الطريق الساحلي 5 أشخاص.", "الطريق الساحلي"),
    ],
)
def test_a_road_is_told_by_the_towns_that_it_joins(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # A dwelling counts with its town alone; the market that is only referred to is quoted.
        ("قتل ثلاثة أشخاص في منزل.", None),
        ("قتل ثلاثة أشخاص في السوق.", "السوق"),
        ("نقل عشرة قتلى عن طريق الإسعاف.", None),
        ("قتل ثلاثة أشخاص في طريق العودة.", None),
        # The town told before goes before a site that may be anywhere.
        ("وقع هجوم في مدينة حيس. وقتل خمسة أشخاص على حاجز للجيش.", "مدينة حيس"),
        ("وقع هجوم في مدينة حيس. وأصيب منفذ الهجوم بجروح.", "مدينة حيس"),
    ],
)
def test_what_is_no_place_of_its_own(engine: Engine, text: str, place: str | None) -> None:
    assert _places(engine, text)[0] == place


def test_a_road_lies_where_it_is_told_to_and_not_in_the_town_that_it_leads_to(engine: Engine) -> None:
    claim = engine.read(ArticleText("", "لقي شخصان مصرعهما على طريق جدة في مدينة الرياض.", "ar")).claims[0]
    assert claim.place is not None
    assert claim.place.name == "Riyadh"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # Of a road between two towns the region of both is certain, of one town's road the town.
        ("لقي اثنان مصرعهما على طريق الحسكة - رأس العين.", "al-Hasakah"),
        ("لقي اثنان مصرعهما على طريق الرياض - الخرج.", "Riyadh Region"),
        ("لقي اثنان مصرعهما على طريق أم الجرسان - الخرج.", "Riyadh Region"),
        ("لقي اثنان مصرعهما على طريق الخرج.", "Al Kharj"),
    ],
)
def test_a_road_between_towns_lies_in_their_region(engine: Engine, text: str, place: str) -> None:
    claim = engine.read(ArticleText("", text, "ar")).claims[0]
    assert claim.place is not None
    assert claim.place.name == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قصف على سوق الخضار في بلدة كفر نوران أوقع 4 قتلى #حلب", "سوق الخضار في بلدة كفر نوران"),
        ("سقوط 4 قتلى في قصف على بلدة كفر نوران في #حلب", "بلدة كفر نوران"),
        ("سقوط 4 قتلى في قصف #حلب", "حلب"),
    ],
)
def test_a_hashtag_is_the_place_where_words_tell_none(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place
