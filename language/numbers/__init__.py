"""Numbers in running text: figures and number words with their bounds, told apart from years."""

from language.numbers.finding import find_numbers, number_reader
from language.numbers.mention import Kind, Number, NumberMention, bounds_of
from language.numbers.reader import NumberReader

__all__ = ["Kind", "Number", "NumberMention", "NumberReader", "bounds_of", "find_numbers", "number_reader"]
