"""Numbers as official statements write them: "(113) شخصا", "(113) مائة وثلاثة عشر شخصا", "ثلاثة (3) أشخاص"."""

from language.numbers import Number
from processors.extract.core.sentence import Sentence


def behind_brackets(sentence: Sentence, number: Number) -> int:
    """The token at which the noun of `number` is looked for: behind brackets, and behind the same number told twice."""
    words, at = sentence.words, number.last
    if at >= sentence.size:
        return at
    if words[at] == ")" and is_in_brackets(sentence, number):
        return _told_again(sentence, number, at + 1)
    if words[at] == "(":
        closing = _told_again(sentence, number, at + 1)
        if closing > at + 1 and closing < sentence.size and words[closing] == ")":
            return closing + 1
    return at


def is_in_brackets(sentence: Sentence, number: Number) -> bool:
    """Whether an opening bracket stands right in front of the amount."""
    return number.core > 0 and sentence.words[number.core - 1] == "("


def _told_again(sentence: Sentence, number: Number, at: int) -> int:
    """Behind a number at `at` that says the same amount as `number`; `at` where none does."""
    if at >= sentence.size or not sentence.pack.numbers.starts_number(sentence.words[at]):
        return at
    again = sentence.pack.numbers.read_at(sentence.tokens, at)
    return again.last if again is not None and again.low is not None and again.low == number.low else at
