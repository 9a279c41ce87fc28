"""Rows: the tracker's state as small pieces of JSON, one a claim set.

A row holds the claim set, where its units hang, which other units it re-hung, and the changes that it caused. All
else (indexes, ledgers, tolls) is rebuilt from the rows in the order of their numbers.
"""

import zlib
from dataclasses import dataclass, field
from typing import Any

import orjson

VERSION = 1


Link = tuple[str, str | None, float, str | None, str | None]
"""Ids of a unit and its parent, its score, ids of the one that it may be one with and of the witness of that."""


class BadRowError(ValueError):
    """Bytes that are no row of this version."""


def pack(changes: list[dict[str, Any]]) -> bytes:
    """What was told, as a row keeps it; nothing for nothing."""
    return zlib.compress(orjson.dumps(changes), 1) if changes else b""


@dataclass(slots=True, eq=False)
class Row:
    """One claim set and what came of it. `links` and `moved` tell where units hang."""

    number: int
    claim_set: bytes
    content: str
    links: list[Link] = field(default_factory=list)
    moved: list[Link] = field(default_factory=list)
    packed: bytes = b""
    """What was told of it, as compressed JSON: a hundred thousand of these are kept, and few are asked for again."""
    touched: list[str] = field(default_factory=list)
    """Units by whose incidents the snapshots are found again."""

    def to_json(self) -> bytes:
        """The row as JSON."""
        return orjson.dumps(
            {
                "v": VERSION,
                "n": self.number,
                "set": orjson.Fragment(self.claim_set),
                "content": self.content,
                "links": self.links,
                "moved": self.moved,
                "changes": orjson.Fragment(zlib.decompress(self.packed) if self.packed else b"[]"),
                "touched": self.touched,
            }
        )

    def told(self) -> list[dict[str, Any]]:
        """What was told of it."""
        told: list[dict[str, Any]] = orjson.loads(zlib.decompress(self.packed)) if self.packed else []
        return told

    @classmethod
    def from_json(cls, data: bytes) -> "Row":
        """Read a row.

        Raises:
            BadRowError: it is none, or of another version.
        """
        try:
            cells = orjson.loads(data)
            if cells["v"] != VERSION:
                raise BadRowError(f"a row of version {cells['v']}, this code reads {VERSION}")
            return cls(
                number=cells["n"],
                claim_set=orjson.dumps(cells["set"]),
                content=cells["content"],
                links=[_link(link) for link in cells["links"]],
                moved=[_link(link) for link in cells["moved"]],
                packed=pack(cells["changes"]),
                touched=cells["touched"],
            )
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, BadRowError):
                raise
            raise BadRowError(f"not a row of the tracker: {error!r}") from error


def _link(cells: list[Any]) -> Link:
    unit_id, parent_id, score, maybe_id, *rest = cells
    return unit_id, parent_id, score, maybe_id, rest[0] if rest else None
