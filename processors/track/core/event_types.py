"""Which event types may be told of one happening; a table that an operator may replace."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from language.folding import fold_key
from processors.track.core.speakers import bare
from processors.track.core.telling_words import stem

_ATTACHED = frozenset("لبوف")


@dataclass(frozen=True, slots=True)
class EventTypes:
    """Families of event types; `anything` fits every type."""

    anything: frozenset[str]
    relatives: dict[str, frozenset[str]]
    mishaps: dict[str, frozenset[str]] = field(default_factory=dict)
    """Kinds of accident by the words that name them."""
    loose: frozenset[str] = frozenset()
    """Types that are also said where nothing tells what happened."""
    another: frozenset[str] = frozenset()
    """Words beside a happening by which a title says that it is not the one told before."""
    another_in_front: frozenset[str] = frozenset()
    another_behind: frozenset[str] = frozenset()
    happenings: frozenset[str] = frozenset()

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
        mishaps: dict[str, set[str]] = {}
        for kind, words in table.get("mishaps", {}).items():
            for word in words:
                mishaps.setdefault(stem(fold_key(word)), set()).add(kind)
        return cls(
            anything,
            {name: frozenset(others) for name, others in relatives.items()},
            {word: frozenset(kinds) for word, kinds in mishaps.items()},
            frozenset(table.get("loose", ())),
            *(
                frozenset(fold_key(word) for word in table.get(key, ()))
                for key in ("another", "another_in_front", "another_behind", "happenings")
            ),
        )

    def tells_another(self, title: Sequence[str], happening: Sequence[str]) -> bool:
        """Whether a title says of a happening that it is another than the one told before: "second attack"."""
        in_front, behind = self.another | self.another_in_front, self.another | self.another_behind
        if (in_front | behind).isdisjoint(title):
            return False
        named = self.happenings | {bare(word) for word in happening}
        places = [at for at, word in enumerate(title) if bare(word) in named]
        return any(
            (at > 0 and title[at - 1] in in_front) or (at + 1 < len(title) and title[at + 1] in behind)
            for at in places
        )

    def mishaps_of(self, words: frozenset[str]) -> frozenset[str]:
        """The kinds of accident that words of a text name."""
        # "لحريق": a preposition of one letter may stand in front.
        forms = (form for word in words for form in (word, word[1:] if word[:1] in _ATTACHED else word))
        return frozenset[str]().union(*(self.mishaps[form] for form in forms if form in self.mishaps))

    def fits_any(self, kind: str | None) -> bool:
        """Whether a type says nothing of what happened."""
        return kind is None or kind in self.anything

    def may_be_one(self, a: str | None, b: str | None) -> bool:
        """Whether two types may be told of one happening."""
        return a == b or self.fits_any(a) or self.fits_any(b) or b in self.relatives.get(a or "", frozenset())

    def is_loose(self, a: str | None, of_a: frozenset[str], b: str | None, of_b: frozenset[str]) -> bool:
        """Whether one of two types is said of any mishap ("an incident"), and its words (`of_a`, `of_b`) name none."""
        return (a in self.loose and not of_a) or (b in self.loose and not of_b)
