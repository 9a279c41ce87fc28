"""Which event types may be told of one happening; a table that an operator may replace."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EventTypes:
    """Families of event types; `anything` fits every type."""

    anything: frozenset[str]
    relatives: dict[str, frozenset[str]]

    @classmethod
    def load(cls, path: Path) -> "EventTypes":
        """Read a table of families.

        Raises:
            ValueError: the file lacks a key.
        """
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            anything, families = frozenset(table["any"]), table["families"]
        except KeyError as error:
            raise ValueError(f"{path}: no {error}") from error
        relatives: dict[str, set[str]] = {}
        for family in families:
            for name in family:
                relatives.setdefault(name, set()).update(family)
        return cls(anything, {name: frozenset(others) for name, others in relatives.items()})

    def fits_any(self, kind: str | None) -> bool:
        """Whether a type says nothing of what happened."""
        return kind is None or kind in self.anything

    def may_be_one(self, a: str | None, b: str | None) -> bool:
        """Whether two types may be told of one happening."""
        return a == b or self.fits_any(a) or self.fits_any(b) or b in self.relatives.get(a or "", frozenset())
