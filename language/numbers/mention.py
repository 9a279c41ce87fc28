"""What a reading of numbers gives."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of number it is; only `count` and `vague` can count people."""

    COUNT = "count"
    VAGUE = "vague"
    """A word in place of a number: "dozens", "عدد من"."""
    ORDINAL = "ordinal"
    DECIMAL = "decimal"
    PERCENT = "percent"
    YEAR = "year"
    DECADE = "decade"
    DATE = "date"
    """A day, a clock time, a ratio: figures joined by a slash or a colon."""


class Number(NamedTuple):
    """A number among tokens: `[first, last)` with the words that bound it, the amount itself from `core` on.

    `qualifier` is one of exact, at_least, more_than, about, up_to, range, vague; `low` and `high` follow the
    annotation guide (more_than n: low n, high none).
    """

    first: int
    core: int
    last: int
    kind: str
    qualifier: str
    low: int | None
    high: int | None
    word: str | None = None


class NumberMention(NamedTuple):
    """A number in folded text: `[start, end)` in characters, without the words that bound it."""

    start: int
    end: int
    kind: str
    qualifier: str
    low: int | None
    high: int | None
    word: str | None = None


def bounds_of(qualifier: str, value: int) -> tuple[int | None, int | None]:
    """Low and high of a bounded amount, as the annotation guide writes them."""
    if qualifier in ("at_least", "more_than"):
        return value, None
    if qualifier == "up_to":
        return None, value
    return value, value
