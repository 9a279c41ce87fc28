"""The extraction engine: text in, claims, events and reviews out. Pure. See docs/extraction.md."""

from processors.extract.core.engine import RULES_VERSION, Engine
from processors.extract.core.model import ArticleText, Claim, Event, Period, Reading, Review

__all__ = ["RULES_VERSION", "ArticleText", "Claim", "Engine", "Event", "Period", "Reading", "Review"]
