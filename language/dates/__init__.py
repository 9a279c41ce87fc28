"""Dates in text, reckoned from the day of publication."""

from language.dates.reading import DateMention, find_dates, languages

__all__ = ["DateMention", "find_dates", "languages"]
