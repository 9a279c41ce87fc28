"""Folding: one spelling, and offsets that lead back."""

from hypothesis import given
from hypothesis import strategies as st

from language.folding import fold, fold_key

_PIECES = st.text(alphabet="قتلىأةـًِ.\u200f12٣ Aİéß«»\n", max_size=60)


def test_spellings_of_one_word_fold_alike() -> None:
    assert fold_key("إصابة") == fold_key("اصابه") == fold_key("إِصَابَةٌ")
    assert fold_key("مستشفى") == fold_key("مستشفي")
    assert fold_key("کرکوک") == fold_key("كركوك")
    assert fold_key("٢٥ و۲۵") == "25 و25"
    assert fold_key("ڨفصة وڤيينا") == fold_key("قفصه وفيينا")


def test_broken_words_are_joined() -> None:
    assert fold_key("قتـ.ـلى") == fold_key("قتلى")
    assert fold_key("ق*تلى") == fold_key("قتلى")


def test_a_full_stop_between_words_stays() -> None:
    assert fold_key("انتهى.وقال") == "انتهي.وقال"


def test_spans_lead_back_to_the_original_letters() -> None:
    text = "قُتِلَ ١٢ جنديًّا"
    folded = fold(text)
    start = folded.text.index("جنديا")
    assert folded.original_span(start, start + 5) == (10, 17)
    assert text[slice(*folded.original_span(0, 3))] == "قُتِلَ"


def test_letters_that_grow_when_lowered_keep_their_place() -> None:
    folded = fold("İzmir 12")
    assert folded.text.endswith("zmir 12")
    assert len(folded.text) == len("İzmir 12")


@given(st.one_of(st.text(max_size=80), _PIECES))
def test_every_folded_span_is_inside_the_original(text: str) -> None:
    folded = fold(text)
    last = 0
    for offset in range(len(folded.text)):
        start, end = folded.original_span(offset, offset + 1)
        assert last <= start < end <= len(text)
        last = start


@given(st.one_of(st.text(max_size=80), _PIECES))
def test_folding_twice_changes_nothing_in_length(text: str) -> None:
    once = fold_key(text)
    assert len(fold_key(once)) <= len(once) <= len(text)
