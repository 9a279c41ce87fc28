"""Tokens with their places, and where sentences end."""

from hypothesis import given
from hypothesis import strategies as st

from language.folding import fold
from language.tokens import Tokens, is_wrapped, sentence_spans


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_figures_owners_and_abbreviations_are_tokens() -> None:
    assert Tokens("the boy's 1,200 u.s. dollars (3.5)").words == [
        "the", "boy", "'s", "1,200", "u.s.", "dollars", "(", "3.5", ")",
    ]  # fmt: skip


def test_sentences_end_at_stops_and_lines() -> None:
    assert _sentences("قتل خمسة. وأصيب ستة؟ نعم\nعنوان") == ["قتل خمسة.", "وأصيب ستة؟", "نعم", "عنوان"]


def test_a_stop_without_a_blank_ends_an_arabic_sentence() -> None:
    assert len(_sentences("انتهى القصف.وقال شهود")) == 2


def test_abbreviations_and_figures_end_nothing() -> None:
    assert _sentences("gen. smith of baton rouge, la. said 3.5 million") == [
        "gen. smith of baton rouge, la. said 3.5 million"
    ]


def test_lines_broken_to_a_width_run_on() -> None:
    line = "police said that six people were killed when a bomb exploded near"
    text = f"{line}\n{line}\n{line}\n{line}\nthe market.\n\nthree were hurt."
    assert is_wrapped(text)
    assert len(_sentences(text)) == 2
    assert not is_wrapped("first line.\nsecond line.\nthird line.\nfourth line.")


@given(st.text(alphabet="قتل خمسة. \n\"'a1,.-", max_size=80))
def test_tokens_and_sentences_stand_in_order_inside_the_text(text: str) -> None:
    tokens = Tokens(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert tokens.starts == sorted(tokens.starts)
    last = 0
    for start, end in sentence_spans(text):
        assert last <= start < end <= len(text)
        last = end


def test_elided_words_are_words_of_their_own() -> None:
    elided = frozenset({"l", "d", "qu"})
    tokens = Tokens("l'armée d'aujourd'hui, qu'\"on\" voit", elided=elided)
    assert tokens.words == ["l", "armée", "d", "aujourd'hui", ",", "qu", '"', "on", '"', "voit"]
    assert tokens.text[tokens.starts[0] : tokens.ends[0]] == "l'"
    assert Tokens("l'armée").words == ["l'armée"]


def test_a_stop_that_lost_its_blank_ends_a_sentence_before_a_capital() -> None:
    folded = fold("Le feu a pris à l'aube.Deux hommes sont morts (2013).La route www.exemple.fr est fermée.")
    assert len(sentence_spans(folded.text, folded)) == 3
    assert len(sentence_spans(folded.text)) == 1


def test_a_stop_inside_capitals_ends_nothing() -> None:
    folded = fold("THE USA.NET REPORT SAID SO")
    assert len(sentence_spans(folded.text, folded)) == 1
