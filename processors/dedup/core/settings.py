"""What an operator may set for dedup, with the product's defaults."""

from dataclasses import dataclass

HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupSettings:
    """Settings of the deduplicator. Hours are of message time; no clock is ever read."""

    window_hours: float = 72
    """How long an article's text is looked for in others."""
    item_hours: float = 336
    """How long an item is known again by its id; never shorter than the window."""
    near: float = 0.5
    """Shared part of two texts' word triples (Jaccard) from which on they are one text."""
    contained: float = 0.75
    """Part of the shorter text's word triples that the head of the longer one holds when it is a cut of it."""
    fewest_words: int = 8
    """Shorter texts are never copies of each other."""
    other_day_hours: float = 18
    """Texts said further apart than this with other dates or several other figures are one template, not one text."""
    most_states: int = 8
    """States of one item that are kept."""

    @property
    def window(self) -> float:
        """The window in seconds."""
        return self.window_hours * HOUR

    @property
    def item_window(self) -> float:
        """How long an item is known, in seconds."""
        return max(self.item_hours, self.window_hours) * HOUR

    @property
    def other_day(self) -> float:
        """`other_day_hours` in seconds."""
        return self.other_day_hours * HOUR
