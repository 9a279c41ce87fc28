"""Numbers in running text: figures and number words with their bounds, told apart from years."""

from language.numbers.mention import Kind, Number, NumberMention
from language.numbers.reader import NumberReader, bounds_of, find_numbers, number_reader

__all__ = ["Kind", "Number", "NumberMention", "NumberReader", "bounds_of", "find_numbers", "number_reader"]
