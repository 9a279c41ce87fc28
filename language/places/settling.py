"""Settling which place a name means: by the other places of the article, then the outlet, then importance.

A name's candidates are scored; nothing is decided between candidates that score alike, and a place that
hardly anyone has heard of is believed only where its country stands in the article or is the outlet's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians

from language.places.candidates import LOCALITY, RANK_OF_NOTE, CandidateTable
from language.places.matching import Mention
from language.places.packed import DEGREES, KINDS, SOURCES, Packed, Strength

_COUNTRY_NAMED, _PLACE_NAMED, _OUTLET_COUNTRY = 4.0, 1.5, 2.0
_MOST_SUPPORT = 6.0
_INSIDE_NAMED, _HOLDS_NAMED = 2.5, 2.0
_TIE = 0.35
_SUPPORT_AGAINST_FAME = 1.0
_BESIDE = 12
"""A place named at most so many characters after another says where that one lies ("London, Ontario")."""
_SAME_SPOT_KM = 30.0
_KM_PER_DEGREE = 111.2
_QUARTERS = frozenset({"neighbourhood", "district"})
_HOLD_QUARTERS = frozenset({"country", "region", "county", "locality"})
_CITY_REACH_KM = 20.0
"""A quarter of a city lies no further than this from its middle; the largest of the region reach about as far."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; the fields are those of the claim contract's Place.

    `country` is ISO 3166-1 alpha-2 in lower case, `zz` for seas and parts of the world. `lat` and `lon` are
    degrees of WGS 84. `parents` are place ids, nearest first, up to the country.
    """

    place_id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ballot:
    """What the places of one article say for each other, by entry so that no name speaks for itself."""

    by_country: dict[int, dict[int, float]]
    outlet: dict[int, float]
    named: dict[int, int]
    held: dict[int, int]
    """Records that hold a named one, with the entry that names it."""

    def support(self, country: int, entry: int) -> float:
        votes = self.by_country.get(country)
        total = self.outlet.get(country, 0.0)
        if votes:
            total += sum(weight for voter, weight in votes.items() if voter != entry)
        return min(total, _MOST_SUPPORT)


class Settler:
    """Decides among the candidates of one place file. Holds no state of any article."""

    __slots__ = (
        "_candidates",
        "_countries",
        "_country",
        "_kind",
        "_lat",
        "_lon",
        "_packed",
        "_rank",
        "_strength",
    )

    def __init__(self, packed: Packed) -> None:
        arrays = packed.arrays
        self._packed = packed
        self._strength = arrays["strength"]
        self._candidates = CandidateTable(packed)
        self._kind, self._country, self._rank = arrays["kind"], arrays["country"], arrays["rank"]
        self._lat, self._lon = arrays["lat"], arrays["lon"]
        self._countries = {code: index for index, code in enumerate(packed.countries)}

    def settle(self, mentions: Sequence[Mention], hint_countries: Sequence[str]) -> list[int | None]:
        """The record of each mention, None where nothing decides; see Gazetteer.settle."""
        asked = {(mention.entry, mention.kind): mention for mention in mentions}
        ballot = self._ballot(asked.values(), hint_countries)
        beside = self._beside(mentions)
        decided = {key: self._decide(mention, ballot, beside) for key, mention in asked.items()}
        self._drop_strays(mentions, decided)
        return [decided[mention.entry, mention.kind] for mention in mentions]

    def _ballot(self, mentions: Iterable[Mention], hints: Sequence[str]) -> _Ballot:
        outlet: dict[int, float] = {}
        for position, code in enumerate(hints):
            country = self._countries.get(code.lower())
            if country is not None:
                outlet.setdefault(country, _OUTLET_COUNTRY / (position + 1))
        votes: dict[int, dict[int, float]] = {}
        named: dict[int, int] = {}
        for mention in mentions:
            clear = self._candidates.of(mention.entry, mention.kind).clear
            if clear is None:
                continue
            weight = _COUNTRY_NAMED if KINDS[self._kind[clear]] == "country" else _PLACE_NAMED
            voters = votes.setdefault(self._country[clear], {})
            voters[mention.entry] = max(weight, voters.get(mention.entry, 0.0))
            named[clear] = mention.entry
        held = {
            parent: entry for record, entry in named.items() for parent in self._candidates.parents(record)
        }
        return _Ballot(votes, outlet, named, held)

    def _decide(self, mention: Mention, ballot: _Ballot, beside: dict[int, set[int]]) -> int | None:
        own = self._candidates.of(mention.entry, mention.kind)
        famous = own.famous
        scored: list[tuple[float, int]] = []
        for score, record in own.scored:
            support = ballot.support(self._country[record], mention.entry)
            inside = not beside.get(mention.entry, set()).isdisjoint(self._candidates.parents(record))
            if famous is None or famous == record:
                inside = inside or self._is_inside_named(record, mention.entry, ballot)
            elif not inside:
                support = min(support, _SUPPORT_AGAINST_FAME)
            if not self._is_believable(record, mention, support, inside):
                continue
            score += support + (_INSIDE_NAMED if inside else 0.0)
            score += _HOLDS_NAMED if ballot.held.get(record, mention.entry) != mention.entry else 0.0
            scored.append((score, record))
        if not scored:
            return None
        best_score, best = max(scored, key=lambda pair: (pair[0], -pair[1]))
        for score, record in scored:
            if record != best and score > best_score - _TIE and not self._is_same_spot(record, best):
                return None
        return best

    def _is_believable(self, record: int, mention: Mention, support: float, inside: bool) -> bool:
        if support > 0 or inside:
            return True
        if self._strength[mention.entry] >= Strength.PLAIN and self._is_lone(mention.entry):
            return True
        kind = KINDS[self._kind[record]]
        if kind == "neighbourhood":
            return mention.kind in {"neighbourhood", "camp"} and self._rank[record] > 0
        return bool(self._rank[record] >= RANK_OF_NOTE)

    def _is_lone(self, entry: int) -> bool:
        """Whether a name is that of one place only."""
        return len(self._candidates.records(entry)) == 1

    def _is_inside_named(self, record: int, entry: int, ballot: _Ballot) -> bool:
        """Whether a place smaller than a country that holds `record` is named anywhere in the article."""
        return any(
            ballot.named.get(parent, entry) != entry and KINDS[self._kind[parent]] != "country"
            for parent in self._candidates.parents(record)
        )

    def _beside(self, mentions: Sequence[Mention]) -> dict[int, set[int]]:
        """By entry, all records that the name right after it may mean."""
        found: dict[int, set[int]] = {}
        for one, other in pairwise(mentions):
            if 0 <= other.start - one.end <= _BESIDE:
                found.setdefault(one.entry, set()).update(self._candidates.records(other.entry))
        return found

    def _drop_strays(self, mentions: Sequence[Mention], decided: dict[tuple[int, str], int | None]) -> None:
        """Unsettle a quarter's name that only a village far from every city of the article bears.

        "The quarter of X", where the article names the city of Y, is a quarter of Y that the gazetteer lacks,
        not the village X of the same country, nor the quarter X of a city abroad.
        """
        keys = {(mention.entry, mention.kind) for mention in mentions}
        countries = {self._country[r] for r in decided.values() if r is not None and self._holds_quarters(r)}
        found = [(key, record) for key in keys if (record := decided[key]) is not None]
        localities = [(key, record) for key, record in found if self._kind[record] == LOCALITY]
        cities = [record for (_, kind), record in localities if kind not in _QUARTERS]
        for key, record in found:
            # "The quarter of X" abroad, where all else that is named lies in another country.
            abroad = KINDS[self._kind[record]] == "neighbourhood" and key[1] in _QUARTERS
            if abroad and countries and self._country[record] not in countries:
                decided[key] = None
        for key, record in localities:
            near = [city for city in cities if self._country[city] == self._country[record]]
            if key[1] in _QUARTERS and near and all(self._km(record, city) > _CITY_REACH_KM for city in near):
                decided[key] = None

    def _holds_quarters(self, record: int) -> bool:
        return KINDS[self._kind[record]] in _HOLD_QUARTERS

    def _is_same_spot(self, one: int, other: int) -> bool:
        """Whether two records hold one another or lie so near that it matters little which is meant."""
        if other in self._candidates.parents(one) or one in self._candidates.parents(other):
            return True
        return self._km(one, other) < _SAME_SPOT_KM and self._country[one] == self._country[other]

    def _km(self, one: int, other: int) -> float:
        """The distance of two records in kilometres, on a flat map: good for near ones."""
        north = (self._lat[one] - self._lat[other]) / DEGREES
        east = (self._lon[one] - self._lon[other]) / DEGREES * cos(radians(self._lat[one] / DEGREES))
        return hypot(north, east) * _KM_PER_DEGREE

    def place_id(self, record: int) -> str:
        """The stable id of a record: source and the source's own number or name."""
        arrays = self._packed.arrays
        source, number = SOURCES[arrays["source"][record]], arrays["number"][record]
        return f"{source}:{self._packed.slugs[number] if source in {'csr', 'mrs'} else number}"

    def place(self, record: int) -> Place:
        """The place of a record, with its parents."""
        labels, start = self._packed.labels, self._packed.arrays["label_start"]
        return Place(
            place_id=self.place_id(record),
            name=labels[start[record] : start[record + 1]].decode(),
            kind=KINDS[self._kind[record]],
            country=self._packed.countries[self._country[record]],
            lat=self._lat[record] / DEGREES,
            lon=self._lon[record] / DEGREES,
            parents=tuple(self.place_id(parent) for parent in self._candidates.parents(record)),
        )
