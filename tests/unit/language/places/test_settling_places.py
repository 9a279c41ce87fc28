"""Ambiguous names are settled by the article, then the outlet, then importance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.folding import fold
from language.places import Gazetteer, Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def settled(gazetteer: Gazetteer, text: str, *hints: str) -> dict[str, Place | None]:
    folded = fold(text).text
    mentions = gazetteer.find(folded)
    places = gazetteer.settle(mentions, hints, "ar")
    return {folded[m.name_start : m.name_end]: place for m, place in zip(mentions, places, strict=True)}


def country(gazetteer: Gazetteer, text: str, name: str, *hints: str) -> str | None:
    place = settled(gazetteer, text, *hints)[name]
    return place.country if place else None


def test_two_tripolis_come_apart(gazetteer: Gazetteer) -> None:
    lebanese = settled(gazetteer, "اشتباكات في طرابلس شمالي لبنان")["طرابلس"]
    libyan = settled(gazetteer, "اشتباكات في طرابلس وبنغازي")["طرابلس"]
    assert lebanese is not None
    assert libyan is not None
    assert (lebanese.country, libyan.country) == ("lb", "ly")
    assert lebanese.place_id != libyan.place_id


def test_the_outlet_decides_when_the_article_does_not(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, "انفجار في طرابلس", "طرابلس", "lb") == "lb"
    assert country(gazetteer, "انفجار في طرابلس", "طرابلس", "LY") == "ly"
    assert country(gazetteer, "A blast in Tripoli", "tripoli", "lb") == "lb"


def test_the_article_outweighs_the_outlet(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, "انفجار في طرابلس، وقالت حكومة ليبيا", "طرابلس", "lb") == "ly"


@pytest.mark.parametrize(
    ("text", "name", "kind", "code"),
    [
        ("في محافظة صلاح الدين شمال بغداد", "صلاح الدين", "region", "iq"),
        ("في حي صلاح الدين بحلب", "صلاح الدين", "neighbourhood", "sy"),
        ("في مدينة الرقة", "الرقه", "locality", "sy"),
        ("في محافظة حلب", "حلب", "region", "sy"),
        ("في حلب", "حلب", "locality", "sy"),
        ("في ريف حلب", "حلب", "region", "sy"),
        ("في عمان، قال الأردن", "عمان", "locality", "jo"),
        ("في تونس", "تونس", "country", "tn"),
        ("a fire in London", "london", "locality", "gb"),
        ("a fire in London, Ontario", "london", "locality", "ca"),
        ("a fire in Paris, Texas", "paris", "locality", "us"),
        ("talks in Paris about oil from Texas", "paris", "locality", "fr"),
        ("رفح المصرية في شمال سيناء", "رفح المصريه", "locality", "eg"),
        ("رفح جنوب قطاع غزة", "رفح", "locality", "ps"),
        ("قبالة سواحل ليبيا في البحر المتوسط", "البحر المتوسط", "sea", "zz"),
        ("in San Miguel, El Salvador", "san miguel", "locality", "sv"),
        ("حريق في غوجرانوالا", "غوجرانوالا", "locality", "pk"),
        ("في مدينة ناكورو", "ناكورو", "locality", "ke"),
        ("قرب مرسين", "مرسين", "locality", "tr"),
        ("في مدينة الواسطى", "الواسطي", "locality", "eg"),
        ("بولاية زمفرا", "زمفرا", "region", "ng"),
        ("غرق مركب قرب مدينة رشيد", "رشيد", "locality", "eg"),
    ],
)
def test_settles_what_an_editor_would(
    gazetteer: Gazetteer, text: str, name: str, kind: str, code: str
) -> None:
    place = settled(gazetteer, text)[name]
    assert place is not None
    assert (place.kind, place.country) == (kind, code)


@pytest.mark.parametrize(
    ("text", "name", "chain"),
    [
        ("في حي الشيخ سعيد بحلب", "الشيخ سعيد", ["Aleppo", "Aleppo", "Syria"]),
        ("في جب القبة بحلب", "جب القبه", ["Aleppo", "Aleppo", "Syria"]),
        ("في الشجاعية شرق غزة", "الشجاعيه", ["Gaza", "Gaza Strip", "Palestine"]),
        ("في خان شيخون بمحافظة إدلب", "خان شيخون", ["Idlib", "Syria"]),
        ("في مدينة الصدر ببغداد", "الصدر", ["Baghdad", "Iraq"]),
        ("في باب التبانة بطرابلس", "باب التبانه", ["Tripoli", "North Lebanon", "Lebanon"]),
    ],
)
def test_a_quarter_lies_in_its_city_region_and_country(
    gazetteer: Gazetteer, text: str, name: str, chain: list[str]
) -> None:
    place = settled(gazetteer, text)[name]
    assert place is not None
    by_id = {p.place_id: p.name for p in every_place(gazetteer)}
    held = [by_id[parent] for parent in place.parents]
    rest = iter(held)
    assert all(one in rest for one in chain), held


def every_place(gazetteer: Gazetteer) -> list[Place]:
    settler = gazetteer._settler
    return [settler.place(record) for record in range(len(settler._kind))]


def test_a_quarter_speaks_for_its_city(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, "هدوء في طرابلس بعد اشتباكات باب التبانة", "طرابلس") == "lb"
    assert country(gazetteer, "calm in the Abu Salim district of Tripoli", "tripoli", "lb") == "ly"


def test_a_common_word_needs_a_kind_that_fits(gazetteer: Gazetteer) -> None:
    assert settled(gazetteer, "في أحياء الشرقية بحلب")["الشرقيه"] is None
    assert country(gazetteer, "في محافظة الشرقية", "الشرقيه") == "eg"


def test_an_unknown_hamlet_is_believed_only_in_its_country(gazetteer: Gazetteer) -> None:
    # A hamlet near Raqqa whose people nobody counted.
    assert settled(gazetteer, "قصف على قرية حزيمة في سوريا")["حزيمه"] is not None
    assert settled(gazetteer, "قصف على قرية حزيمة")["حزيمه"] is None
    assert settled(gazetteer, "قصف على قرية حزيمة", "sy")["حزيمه"] is not None


def test_every_place_is_whole(gazetteer: Gazetteer) -> None:
    places = every_place(gazetteer)
    ids = {place.place_id for place in places}
    assert len(ids) == len(places)
    for place in places:
        assert place.name
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert len(place.country) == 2
        assert place.country.islower()
        assert place.place_id not in place.parents
        assert len(set(place.parents)) == len(place.parents) <= 6
        assert ids.issuperset(place.parents)
        assert place.parents or place.kind in {"country", "sea", "continent"}, place


def test_country_by_code(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria is not None
    assert (syria.name, syria.kind, syria.parents) == ("Syria", "country", ())
    assert gazetteer.country("zz") is None


NAMES = [
    "حلب",
    "طرابلس",
    "لبنان",
    "ليبيا",
    "لندن",
    "الرقة",
    "صلاح الدين",
    "بغداد",
    "رفح",
    "دوما",
    "London",
    "Ontario",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=8), st.sampled_from([(), ("lb",), ("ly", "sy")]))
def test_settling_is_repeatable_and_equal_names_agree(
    gazetteer: Gazetteer, names: list[str], hints: tuple[str, ...]
) -> None:
    folded = fold(" . ".join(f"في {name}" for name in names)).text
    mentions = gazetteer.find(folded)
    places = gazetteer.settle(mentions, hints)
    assert places == gazetteer.settle(mentions, hints)
    assert len(places) == len(mentions)
    chosen: dict[tuple[int, str], Place | None] = {}
    for mention, place in zip(mentions, places, strict=True):
        assert chosen.setdefault((mention.entry, mention.kind), place) == place


def test_a_far_village_is_not_a_quarter_of_the_city_that_the_article_names(gazetteer: Gazetteer) -> None:
    """A village of this name lies 57 km from Taiz; the city's own quarter is not in the gazetteer."""
    places = settled(gazetteer, "قصف على سوق في حي الحصب غربي مدينة تعز في اليمن")
    assert places["الحصب"] is None
    assert settled(gazetteer, "الدفاع المدني في تعز: قصف على سوق في حي الحصب غربي المدينة")["الحصب"] is None
    taiz = places["تعز"]
    assert taiz is not None
    assert taiz.country == "ye"
    alone = settled(gazetteer, "قصف على قرية الحصب في اليمن")["الحصب"]
    assert alone is not None
    assert alone.country == "ye"


def test_floods_are_no_capital(gazetteer: Gazetteer) -> None:
    assert "سيول" not in settled(gazetteer, "لقوا حتفهم في سيول ضربت الوادي")


def test_a_quarter_known_abroad_alone_is_none_of_the_city_named(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, "حريق في حي العزيزية", "العزيزيه") == "sy"
    assert country(gazetteer, "حريق في حي العزيزية في مكة المكرمة", "العزيزيه") is None
    assert country(gazetteer, "حريق في حي العزيزية في حلب", "العزيزيه") == "sy"


def test_a_name_in_quotes_is_what_the_word_in_front_of_them_announces(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, 'انفجار في بلدة "كفر رمان" في لبنان', "كفر رمان") == "lb"


def test_towns_of_the_maghreb_egypt_and_the_gulf_are_known(gazetteer: Gazetteer) -> None:
    assert country(gazetteer, "حريق في بوعرقوب", "بوعرقوب") == "tn"
    assert country(gazetteer, "حادث في مدينة السادات", "السادات") == "eg"
    assert "السادات" not in settled(gazetteer, "اغتيال السادات في القاهرة")
    assert country(gazetteer, "انفجار قرب القائم في الأنبار", "القايم") == "iq"
    assert country(gazetteer, "حريق في أحد المسارحة", "احد المسارحه") == "sa"
    assert country(gazetteer, "حادث في عزازقة بولاية تيزي وزو", "عزازقه") == "dz"


def test_a_quarter_called_like_a_far_town_is_not_that_town(gazetteer: Gazetteer) -> None:
    assert settled(gazetteer, "في حي الواسطي جنوبي كركوك").get("الواسطي") is None
