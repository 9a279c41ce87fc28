"""What the places that bear one name score by themselves, whatever else the article names."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.places.packed import KINDS, Packed, Strength

RANK_OF_NOTE = 45
"""Ten times the decimal logarithm of about 30,000 people: known beyond its own country."""
CLEAR_LEAD = 10
"""A candidate that has ten times the people of the next speaks for its country."""

_VARIANT_PENALTY = 1.5
_KIND_FITS, _KIND_MISSES = 3.0, -3.0
_FAMOUS_RANK, _FAMOUS_LEAD = 52, 12

# A bare name that is a city's and its region's means the city; a bare name that is a country's the country.
_KIND_PREFERENCE = {"country": 0.5, "locality": 0.8, "region": 0.0, "county": -0.6, "neighbourhood": -0.8}
_NAMED_AFTER_ITS_CITY = -1.5
LOCALITY = KINDS.index("locality")
_FITTING_KINDS = {
    "region": frozenset({"region", "county", "country"}),
    "countryside": frozenset({"region", "county"}),
    "county": frozenset({"county", "region", "locality"}),
    "locality": frozenset({"locality"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "camp": frozenset({"neighbourhood", "locality"}),
    "district": frozenset({"neighbourhood", "county", "region"}),
}
_NAMES_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """The places that a name may mean, each with its score.

    `clear` is the one that its importance, or its name that no other country has, makes certain; `famous` the one
    that everybody thinks of first, so that others need to be told apart by the words beside.
    """

    scored: tuple[tuple[float, int], ...]
    clear: int | None
    famous: int | None


class CandidateTable:
    """The candidates of every name of one place file. Read-only, but for a bounded memory of names already asked."""

    __slots__ = (
        "_candidates",
        "_country",
        "_kind",
        "_known",
        "_name_start",
        "_parent",
        "_rank",
        "_strength",
    )

    def __init__(self, packed: Packed) -> None:
        arrays = packed.arrays
        self._strength = arrays["strength"]
        self._name_start, self._candidates = arrays["name_start"], arrays["candidates"]
        self._kind, self._country, self._rank = arrays["kind"], arrays["country"], arrays["rank"]
        self._parent = arrays["parent"]
        self._known: dict[tuple[int, str], Candidates] = {}

    def of(self, entry: int, kind: str) -> Candidates:
        """The candidates of a name; `kind` is what the words in front of it say that it is, "" for nothing."""
        found = self._known.get((entry, kind))
        if found is None:
            scored = self._scored(entry, kind)
            best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=None)
            if best is None:
                found = Candidates((), None, None)
            else:
                found = Candidates(scored, self._clear(entry, scored, best), self._famous(scored, best))
            if len(self._known) >= _NAMES_REMEMBERED:
                self._known.clear()
            self._known[entry, kind] = found
        return found

    def records(self, entry: int) -> list[int]:
        """All records that bear a name."""
        start, end = self._name_start[entry], self._name_start[entry + 1]
        return [packed >> 1 for packed in self._candidates[start:end]]

    def parents(self, record: int) -> list[int]:
        """The records that hold `record`, nearest first."""
        found: list[int] = []
        parent = self._parent[record]
        while parent >= 0:
            found.append(parent)
            parent = self._parent[parent]
        return found

    def _scored(self, entry: int, mentioned: str) -> tuple[tuple[float, int], ...]:
        fitting = _FITTING_KINDS.get(mentioned)
        typed = self._strength[entry] == Strength.TYPED
        scored: list[tuple[float, int]] = []
        candidates = self._candidates[self._name_start[entry] : self._name_start[entry + 1]]
        holders = self._holders(candidates)
        for packed in candidates:
            record = packed >> 1
            kind = KINDS[self._kind[record]]
            if typed and fitting is not None and kind not in fitting:
                continue
            score = self._rank[record] / 10 - (_VARIANT_PENALTY if packed & 1 else 0.0)
            if fitting is not None:
                score += _KIND_FITS if kind in fitting else _KIND_MISSES
                score += 0.5 if kind == mentioned else 0.0
            else:
                score += _KIND_PREFERENCE.get(kind, 0.0)
                score += _NAMED_AFTER_ITS_CITY if record in holders else 0.0
            scored.append((score, record))
        return tuple(scored)

    def _holders(self, candidates: Sequence[int]) -> frozenset[int]:
        """Those candidates that hold a city of the same name."""
        if len(candidates) < 2:
            return frozenset()
        cities = [packed >> 1 for packed in candidates if self._kind[packed >> 1] == LOCALITY]
        above = {parent for city in cities for parent in self.parents(city)}
        return frozenset(packed >> 1 for packed in candidates if packed >> 1 in above)

    def _clear(self, entry: int, scored: Sequence[tuple[float, int]], top: tuple[float, int]) -> int | None:
        best_score, best = top
        if self._rank[best] < RANK_OF_NOTE and self._strength[entry] < Strength.PLAIN:
            return None
        country = self._country[best]
        for score, record in scored:
            if self._country[record] != country and score > best_score - CLEAR_LEAD / 10:
                return None
        return best

    def _famous(self, scored: Sequence[tuple[float, int]], top: tuple[float, int]) -> int | None:
        best_score, best = top
        if self._rank[best] < _FAMOUS_RANK:
            return None
        country = self._country[best]
        close = (score for score, record in scored if self._country[record] != country)
        return best if all(score <= best_score - _FAMOUS_LEAD / 10 for score in close) else None
