"""What is new, repeated, revised, copied or updated; and which articles tell one story. Pure: state in, verdict out."""

from processors.dedup.core.deduplicator import Deduplicator, Judgement
from processors.dedup.core.settings import DedupSettings

__all__ = ["DedupSettings", "Deduplicator", "Judgement"]
