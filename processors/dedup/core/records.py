"""Rows of dedup: one an item, with all of its states and what was said of each.

A row is the states' keys as they are (so that the index is rebuilt without reading texts), then everything else as
compressed JSON. Arabic letters take one byte before compression where the code page has them.
"""

import zlib
from array import array
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from contracts.article import Article, Verdict
from processors.dedup.core.texts import BANDS

STORY_KEYS = 8
KEYS = BANDS + STORY_KEYS + 1
"""Band keys, keys of telling words, key of the address."""
_KEY_BYTES = 4
_HEAD = 2
VERSION = 1
_LEVEL = 3
"""Of rows as real news makes them, level 9 saves 2 % more and takes a fifth more time."""
# What most rows have in common, for the compressor to refer to. Part of the format: another text is another VERSION.
_SKELETON = (Path(__file__).parent / "data" / "skeleton.txt").read_text(encoding="utf-8").encode("cp1256")


class BadRowError(ValueError):
    """Bytes that are no row of this version."""


@dataclass(slots=True)
class StateRecord:
    """One state of an item and what was decided of it. `number` counts the states in the order of their arrival."""

    number: int
    seen: float
    content: str
    verdict: Verdict
    revision: int
    of: str | None
    story: str
    score: float
    why: str
    article: Article
    previous: int | None = None
    """Number of the state before it, at the time when it was judged."""
    merges: list[str] = field(default_factory=list)
    """Stories that it joined to its own."""
    near: list[str] = field(default_factory=list)
    """Further items that carry nearly its text."""
    keys: "array[int]" = field(default_factory=lambda: array("I"))


@dataclass(slots=True)
class ItemRecord:
    """An item's states in the order in which they were seen; `refreshed` is when it was last seen, unchanged or not."""

    states: list[StateRecord] = field(default_factory=list)
    refreshed: float = 0.0

    def to_row(self) -> bytes:
        """The record as bytes."""
        cells = [
            {
                "number": s.number,
                "seen": s.seen,
                "content": s.content,
                "verdict": s.verdict.value,
                "revision": s.revision,
                "of": s.of,
                "story": s.story,
                "score": s.score,
                "why": s.why,
                "previous": s.previous,
                "merges": s.merges,
                "near": s.near,
                "article": orjson.Fragment(s.article.model_dump_json(exclude_defaults=True)),
            }
            for s in self.states
        ]
        text = orjson.dumps({"refreshed": self.refreshed, "states": cells}).decode()
        page, data = _encode(text)
        packer = zlib.compressobj(_LEVEL, zdict=_SKELETON)
        keys = b"".join(s.keys.tobytes() for s in self.states)
        head = bytes((VERSION << 4 | page, len(self.states)))
        return head + keys + packer.compress(data) + packer.flush()

    @classmethod
    def from_row(cls, row: bytes) -> "ItemRecord":
        """Read a row.

        Raises:
            BadRowError: it is none, or of another version.
        """
        keys, rest = split_keys(row)
        try:
            unpacker = zlib.decompressobj(zdict=_SKELETON)
            text = (unpacker.decompress(rest) + unpacker.flush()).decode(_PAGES[row[0] & 0x0F])
            cells: dict[str, Any] = orjson.loads(text)
            states = [_state(cell, own) for cell, own in zip(cells["states"], keys, strict=True)]
            return cls(states, cells["refreshed"])
        except (zlib.error, KeyError, TypeError, ValueError) as error:
            raise BadRowError(f"not a row of the deduplicator: {error!r}") from error


_PAGES = ("cp1256", "utf-8")


def _encode(text: str) -> tuple[int, bytes]:
    try:
        return 0, text.encode("cp1256")
    except UnicodeEncodeError:
        return 1, text.encode()


def split_keys(row: bytes) -> tuple["list[array[int]]", bytes]:
    """The keys of a row's states, and the rest of it.

    Raises:
        BadRowError: it is no row of this version.
    """
    if len(row) < _HEAD or row[0] >> 4 != VERSION:
        raise BadRowError("not a row of the deduplicator of this version")
    size = KEYS * _KEY_BYTES
    end = _HEAD + row[1] * size
    if len(row) < end:
        raise BadRowError("a row of the deduplicator that was cut off")
    return [array("I", row[at : at + size]) for at in range(_HEAD, end, size)], row[end:]


def _state(cell: dict[str, Any], keys: "array[int]") -> StateRecord:
    return StateRecord(
        **cell
        | {
            "verdict": Verdict(cell["verdict"]),
            "article": Article.model_validate(cell["article"]),
            "keys": keys,
        }
    )
