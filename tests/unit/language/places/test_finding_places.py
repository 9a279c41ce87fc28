"""Place names are found in text, and common words are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from language.folding import fold
from language.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    folded = fold(text).text
    return [folded[mention.name_start : mention.name_end] for mention in gazetteer.find(folded)]


def phrases(gazetteer: Gazetteer, text: str) -> list[str]:
    folded = fold(text).text
    return [folded[mention.start : mention.end] for mention in gazetteer.find(folded)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وصل الجرحى من حلب إلى تركيا", ["حلب", "تركيا"]),
        ("سقط القتلى بحلب وإدلب وبدمشق", ["حلب", "ادلب", "دمشق"]),
        ("عاد إلى لبنان ثم بيروت وباريس وبغداد", ["لبنان", "بيروت", "باريس", "بغداد"]),
        ("معارك في خان شيخون ومعرة النعمان ودير الزور", ["خان شيخون", "معره النعمان", "دير الزور"]),
        ("قصف على جب القبة", ["جب القبه"]),
        ("غرق مركب في البحر الأبيض المتوسط", ["البحر الابيض المتوسط"]),
        ("انفجار في سان بطرسبورغ", ["سان بطرسبورغ"]),
        ("جرحى هجوم نيس بعد حادث قبلي", ["نيس", "قبلي"]),
        ("الوضع في بنقردان ثم في بن ڨردان وڨفصة", ["بنقردان", "بن قردان", "قفصه"]),
        ("حَلَب والقُدس", ["حلب", "القدس"]),
        ("Shelling hit Aleppo and Deir ez-Zor", ["aleppo", "deir ez-zor"]),
        ("a crash near Medellín, Colombia", ["medellín", "colombia"]),
        ("BOMB IN MEDELLIN", ["medellin"]),
        ("New York and London", ["new york", "london"]),
        ("#Khan_Sheikhoun attack", ["khan sheikhoun"]),
        ("explosion à Alep, en Syrie", ["alep", "syrie"]),
        ("près d'Alger, en Algérie", ["alger", "algérie"]),
        ("le président de l'Algérie", ["algérie"]),
        ("un incendie dans le Var, sur la Côte d'Azur", ["var", "côte d'azur"]),
        ("une fusillade à Rouen, en Seine-Maritime", ["rouen", "seine-maritime"]),
        ("inondations dans l'Aude et en Floride", ["aude", "floride"]),
    ],
)
def test_reads_names_in_both_scripts_with_and_without_proclitics(
    gazetteer: Gazetteer, text: str, found: list[str]
) -> None:
    assert names(gazetteer, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "قال السلام الدائم صعب في البداية",
        "كانت الولاية كبيرة والوكالة قديمة",
        "توجه نحو الشمال ثم إلى الجنوب",
        "أحداث شغب وهجوم شرس وحادث غريب",
        "عاد محمد وحسن إلى البيت مساء الخميس",
        "في إطار الحوار بين الجهات",
        "a nice book worth reading of an orange",
        "in March and in May he may hope to march",
        "the police said the general was in charge",
        "بسبب الأمطار والسيول",
        "il est arrivé à l'aube avec la somme de mille euros",
        "Nancy est partie du nord au centre",
    ],
)
def test_does_not_take_common_words_for_places(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text) == []


def test_a_short_or_common_name_needs_a_cue(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "he thought Reading was fun") == []
    assert names(gazetteer, "a man was shot in Reading") == ["reading"]
    assert names(gazetteer, "نشرت صور جديدة") == []
    assert names(gazetteer, "قصف على مدينة صور") == ["صور"]
    assert names(gazetteer, "محافظة الشرقية هادئة وقال إن الشرقية") == ["الشرقيه"]


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("في محافظة صلاح الدين", "محافظه صلاح الدين", "region"),
        ("في حي صلاح الدين", "حي صلاح الدين", "neighbourhood"),
        ("وبمدينة حلب", "مدينه حلب", "locality"),
        ("وحي الشعار", "حي الشعار", "neighbourhood"),
        ("في ريف حلب", "ريف حلب", "countryside"),
        ("شمال العراق", "شمال العراق", ""),
        ("in the city of Aleppo", "city of aleppo", "locality"),
        ("in northern Syria", "northern syria", ""),
        ("in Yoro Department", "yoro department", "region"),
    ],
)
def test_the_phrase_takes_in_kind_and_direction(
    gazetteer: Gazetteer, text: str, phrase: str, kind: str
) -> None:
    folded = fold(text).text
    (mention,) = gazetteer.find(folded)
    assert folded[mention.start : mention.end] == phrase
    assert mention.kind == kind
    assert mention.cued


def test_the_longest_name_wins(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "حرب في جنوب السودان") == ["جنوب السودان"]
    assert names(gazetteer, "in South Korea and New York City") == ["south korea", "new york city"]


def test_a_name_does_not_run_over_a_sentence_or_line(gazetteer: Gazetteer) -> None:
    assert "new york" not in names(gazetteer, "it was new\nYork")
    assert "خان يونس" not in names(gazetteer, "اسمه خان، يونس")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_spans_lie_in_the_text_in_order_and_apart(gazetteer: Gazetteer, text: str) -> None:
    folded = fold(text).text
    mentions = gazetteer.find(folded)
    end = 0
    for mention in mentions:
        assert 0 <= mention.start <= mention.name_start < mention.name_end <= mention.end <= len(folded)
        assert mention.name_start >= end
        end = mention.name_end


WORDS = [
    "حلب",
    "وحلب",
    "في",
    "مدينة",
    "دمشق",
    "بغداد",
    ",",
    "،",
    ".",
    "\n",
    "Aleppo",
    "near",
    "city",
    "of",
    "London",
    "شمال",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_each_name_alone_is_found_again_in_its_span(gazetteer: Gazetteer, words: list[str]) -> None:
    folded = fold(" ".join(words)).text
    for mention in gazetteer.find(folded):
        (again,) = gazetteer.find("في " + folded[mention.name_start : mention.name_end])
        assert again.entry == mention.entry


def test_time_grows_in_proportion_to_length(gazetteer: Gazetteer) -> None:
    # A name that never ends and words that could each start one: a quadratic search would take minutes.
    assert len(gazetteer.find("al " * 200_000)) == 0
    assert len(gazetteer.find("حلب " * 50_000)) == 50_000
