"""Words with what is attached to them, and the gate in front of everything."""

import pytest

from language.folding import fold_key
from processors.extract.core.entry import Word
from processors.extract.core.gate import HARM
from processors.extract.core.language_pack import language_pack


def _word(text: str, lang: str = "ar") -> Word | None:
    return language_pack(lang).lexicon.word_at(fold_key(text).split(), 0)


@pytest.mark.parametrize(
    ("text", "measure", "many"),
    [
        ("قتلوا", "killed", True),
        ("وأصيب", "wounded", False),
        ("يقتل", "killed", False),
        ("بمقتل", "killed", False),
        ("اعتقلت", "detained", False),
        ("لقوا حتفهم", "killed", True),
        ("نزحوا", "displaced", True),
    ],
)
def test_verbs_and_verbal_nouns_in_their_forms(text: str, measure: str, many: bool) -> None:
    word = _word(text)
    assert word is not None
    assert word.harm is not None
    assert (word.harm.measure, word.harm.many) == (measure, many)


@pytest.mark.parametrize(
    ("text", "number", "victims", "definite"),
    [
        ("جنديا", "s", "combatant", False),
        ("جنديان", "d", "combatant", False),
        ("الجنديين", "d", "combatant", True),
        ("والجنود", "p", "combatant", True),
        ("طفلتان", "d", "civilian", False),
        ("مسلحي", "p", "combatant", False),
        ("شرطيين", "p", "security", False),
        ("رجلي أمن", "d", "security", False),
        ("صحفيات", "p", "other", False),
    ],
)
def test_people_in_their_numbers(text: str, number: str, victims: str, definite: bool) -> None:
    word = _word(text)
    assert word is not None
    assert word.person is not None
    assert (word.person.number, word.person.victims, word.definite) == (number, victims, definite)


def test_pronouns_behind_a_word_are_told() -> None:
    one, many = _word("مقتله"), _word("إصابتهم")
    assert one is not None
    assert many is not None
    assert (one.pronoun, many.pronoun) == ("s", "p")
    assert many.harm is not None
    assert many.harm.frame == "noun"


def test_a_noun_with_the_article_takes_no_pronoun() -> None:
    word = _word("الفلاحة")
    assert word is None or word.person is None


def test_the_longest_phrase_is_taken() -> None:
    word = language_pack("en").lexicon.word_at("shot and killed six".split(), 0)
    assert word is not None
    assert word.length == 3
    assert word.harm is not None
    assert word.harm.measure == "killed"


@pytest.mark.parametrize(
    ("lang", "text", "opens"),
    [
        ("ar", "مقتل خمسة", True),
        ("ar", "وبمقتلهم", True),
        ("ar", "دون وقوع أي خسائر بشرية", True),
        ("ar", "ارتفعت الحصيلة", True),
        ("ar", "معلومات عن المباراة والكلمات", False),
        ("ar", "افتتح الوزير المعرض", False),
        ("en", "six people were killed", True),
        ("en", "the ministry lowered its toll", True),
        ("en", "skilled workers built a deadline tool", False),
    ],
)
def test_the_gate_opens_for_words_of_harm_alone(lang: str, text: str, opens: bool) -> None:
    hits = language_pack(lang).gate.hits(fold_key(text))
    assert any(kind & HARM for _, kind in hits) is opens
