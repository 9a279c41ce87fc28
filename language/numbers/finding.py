"""The reader of each language, and the numbers of a text with their spans."""

from functools import cache

from language.numbers.mention import NumberMention
from language.numbers.reader import NumberReader
from language.numbers.words import load_number_words
from language.tokens import Tokens


@cache
def number_reader(lang: str) -> NumberReader:
    """The reader of a language, loaded once.

    Raises:
        FileNotFoundError: no number words are held for this language.
    """
    return NumberReader(load_number_words(lang))


def find_numbers(text: str, lang: str) -> list[NumberMention]:
    """Numbers of folded `text`, with their spans in it. Without number words, figures alone."""
    try:
        reader = number_reader(lang)
    except FileNotFoundError:
        reader = number_reader("en")
    tokens = Tokens(text, elided=reader.elided)
    return [
        NumberMention(
            tokens.starts[n.core], tokens.ends[n.last - 1], n.kind, n.qualifier, n.low, n.high, n.word
        )
        for n in reader.read(tokens)
    ]
