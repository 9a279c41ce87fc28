"""What one article state says of one happening: its claims, grouped by place, type and time."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from sys import intern

from contracts.claim import (
    Claim,
    ClaimChange,
    ClaimSet,
    Event,
    Measure,
    Period,
    Place,
    Scope,
    Speaker,
    Tense,
    Victims,
)
from processors.track.core.amounts import Interval, VagueBounds, interval_of
from processors.track.core.event_types import EventTypes
from processors.track.core.origins import SAME_AS_BEFORE, OriginName, Origins
from processors.track.core.settings import HOUR, TrackSettings
from processors.track.core.speakers import words_of
from processors.track.core.where import are_apart, level_of, one_place

SLACK = 3 * HOUR
"""Periods that miss each other by less may be one moment told loosely ("dawn", "early morning")."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the ledger needs it. `index` is its place in the claim set."""

    index: int
    measure: Measure
    victims: Victims
    interval: Interval
    origin: OriginName
    in_body: bool
    vague: bool = False
    earlier: bool = False
    share: bool = False
    denial: bool = False
    additional: bool = False
    correction: bool = False
    told_rise: bool = False
    some: bool = False
    """Whether one or two people are told who may be some of many: "two of its nationals"."""
    told_change: bool = False
    """The text says that an earlier figure changed."""


@dataclass(slots=True, eq=False)
class Unit:
    """An article state's word on one happening. Times are seconds since 1970-01-01 UTC."""

    unit_id: str
    state_key: str
    number: int
    """Number of its state in the claims log."""
    article_id: str
    said: float
    seen: float
    lang: str
    place: Place | None
    others: tuple[Place, ...]
    """Places by which its title names it otherwise than its body."""
    level: int
    type: str | None
    start: float | None
    end: float | None
    words: frozenset[str]
    place_words: frozenset[str]
    """Those of the places that its article names."""
    statements: tuple[Statement, ...]
    figures: dict[Measure, frozenset[Interval]]
    victims: frozenset[Victims]
    weapon: str | None = None
    mishaps: frozenset[str] = frozenset()
    """Kinds of accident that its words name, as tables of event types call them."""
    origins: frozenset[OriginName] = frozenset()
    """Those that are named in it."""
    is_follow_up: bool = False
    """Whether a figure is told as changed or added, which an earlier report comes before."""
    is_deep: bool = False
    """Whether all of its claims stand far down in the article."""
    parent: "Unit | None" = None
    score: float = 0.0
    maybe: "Unit | None" = None
    children: "list[Unit]" = field(default_factory=list)

    @property
    def all_places(self) -> tuple[Place, ...]:
        """Every place that it may have happened at, the body's first."""
        return (self.place, *self.others) if self.place is not None else ()

    @property
    def is_background(self) -> bool:
        """Whether it tells, far down in an article about something else, what nobody told before."""
        return self.is_deep and self.parent is None

    @property
    def order(self) -> tuple[float, float, int, str]:
        """Canonical order of units: as they were seen. Equal times are in the order of the claims log."""
        return (self.seen, self.said, self.number, self.unit_id)


@dataclass(slots=True)
class _Group:
    place: Place | None
    type: str | None
    period: Period | None
    weapon: str | None
    events: set[int]
    claims: list[int]
    quotes: list[str]
    figures: set[tuple[Measure, int | None, int | None]]
    others: list[Place]
    event_period: Period | None = None
    is_follow_up: bool = False
    """Whether it tells how a figure changed: then its claims' own times are those of the counting."""


def miss(a: Period | None, b: Period | None, slack: float = SLACK) -> bool:
    """Whether two periods are known and further apart than `slack` seconds."""
    if a is None or b is None:
        return False
    return (a.start - b.end).total_seconds() > slack or (b.start - a.end).total_seconds() > slack


def _finer(a: Place | None, b: Place | None) -> Place | None:
    return a if level_of(a) >= level_of(b) else b


def _closer(a: Period | None, b: Period | None) -> Period | None:
    if a is None or b is None:
        return a or b
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Period(start=start, end=end) if start < end else a


@cache
def _plain_words(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _openings(path: Path) -> frozenset[tuple[str, ...]]:
    """The words with which titles of digests begin."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(words_of(opening) for opening in table["openings"])


class UnitReader:
    """Groups a claim set's countable claims into units."""

    def __init__(
        self, settings: TrackSettings, origins: Origins, bounds: VagueBounds, types: EventTypes
    ) -> None:
        self._settings = settings
        self._plain = _plain_words(settings.plain_words)
        self._digests = _openings(settings.digests)
        self._origins = origins
        self._bounds = bounds
        self._types = types

    def counts(self, claim: Claim, said_at: datetime) -> bool:
        """Whether a claim speaks of a present happening: no total over a campaign, no look-back (rule 11)."""
        if claim.scope is Scope.CUMULATIVE or claim.tense is Tense.LOOK_BACK:
            return False
        if claim.occurred_at is None:
            return True
        age = (said_at - claim.occurred_at.end).total_seconds()
        return age <= (self._settings.known_date_reach if claim.change else self._settings.background)

    def read(
        self, state: ClaimSet, publisher: OriginName, state_key: str, log_number: int
    ) -> tuple[Unit, ...]:
        """The units of a claim set, in the order of their first claims; `log_number` counts the claims log."""
        if self._is_digest(state.title):
            return ()
        groups = self._groups(state)
        speakers = self._speakers(state, publisher)
        title = frozenset(_telling(state.title)) - self._plain
        return tuple(
            self._unit(state, speakers, state_key, log_number, n, g, title) for n, g in enumerate(groups)
        )

    def _is_digest(self, title: str) -> bool:
        """Whether an article lists the headlines of others."""
        words = words_of(title)
        return any(words[: len(opening)] == opening for opening in self._digests)

    def notice_words(self, state: ClaimSet) -> frozenset[str]:
        """The telling words of a state that claims nothing: its title's, and those of what it says happened."""
        quotes = (event.quote for event in state.events)
        places = (event.place_text or "" for event in state.events)
        return (
            frozenset[str]().union(*(_telling(text) for text in (state.title, *quotes, *places)))
            - self._plain
        )

    def cumulative(self, state: ClaimSet, publisher: OriginName) -> tuple[Statement, ...]:
        """The totals over a war, a year or a campaign that a claim set holds; they make tolls of their own."""
        speakers = self._speakers(state, publisher)
        return tuple(
            self._statement(state, index, speakers[index])
            for index, claim in enumerate(state.claims)
            if claim.scope is Scope.CUMULATIVE and claim.tense is not Tense.LOOK_BACK
        )

    def _groups(self, state: ClaimSet) -> list[_Group]:
        groups: list[_Group] = []
        home: dict[str, _Group] = {}
        order = sorted(range(len(state.claims)), key=lambda i: _position(state.claims[i]))
        for index in sorted(order, key=lambda i: state.claims[i].part_of is not None):
            claim = state.claims[index]
            if not self.counts(claim, state.said_at):
                continue
            event = _event_of(claim, state)
            found = home.get(claim.part_of or "") or self._group_for(claim, event, groups)
            if found is None:
                found = _Group(None, None, None, None, set(), [], [], set(), [])
                groups.append(found)
            self._take(found, index, claim, event)
            home[claim.claim_id] = found
        return groups

    def _group_for(self, claim: Claim, event: Event | None, groups: list[_Group]) -> _Group | None:
        """The group that a claim belongs to: its event's, else the nearest one that it does not contradict."""
        if claim.event is not None:
            same = next((g for g in groups if claim.event in g.events), None)
            if same is not None and not are_apart(claim.place, same.place):
                return same
        fitting = [g for g in groups if self._fits(claim, event, g)]
        return max(fitting, key=lambda g: self._nearness(claim, event, g), default=None)

    def _fits(self, claim: Claim, event: Event | None, group: _Group) -> bool:
        place, kind, period = self._facts(claim, event)
        return (
            (not are_apart(place, group.place) or _is_summary(claim, group))
            and self._types.may_be_one(kind, group.type)
            and not miss(period, group.period)
        )

    def _nearness(self, claim: Claim, event: Event | None, group: _Group) -> tuple[bool, bool]:
        place, kind, _ = self._facts(claim, event)
        same_place = bool(place and group.place and place.place_id == group.place.place_id)
        return (same_place, kind is not None and kind == group.type)

    @staticmethod
    def _facts(claim: Claim, event: Event | None) -> tuple[Place | None, str | None, Period | None]:
        place = one_place(claim.place or (event.place if event else None))
        # "Rose to 33 on Tuesday", "one of the wounded died on Friday": that is not when it happened.
        own_time = None if claim.change else claim.occurred_at
        return place, event.type if event else None, own_time or (event.occurred_at if event else None)

    def _take(self, group: _Group, index: int, claim: Claim, event: Event | None) -> None:
        place, kind, period = self._facts(claim, event)
        if not are_apart(place, group.place):
            group.place = _finer(group.place, place)
        elif place is not None:
            group.others.append(place)
        if group.type is None or (kind is not None and self._types.fits_any(group.type)):
            group.type = kind or group.type
        group.is_follow_up = group.is_follow_up or claim.change is not None
        group.period = _closer(group.period, period)
        group.event_period = _closer(group.event_period, event.occurred_at if event else None)
        group.weapon = group.weapon or (event.weapon if event else None)
        if claim.event is not None:
            group.events.add(claim.event)
            group.quotes.append(event.quote if event else "")
        group.claims.append(index)
        group.figures.add((claim.measure, claim.low, claim.high))
        group.quotes.extend((claim.quote, claim.place_text or ""))

    def _unit(
        self,
        state: ClaimSet,
        speakers: Sequence[OriginName],
        key: str,
        log_number: int,
        number: int,
        group: _Group,
        title: frozenset[str],
    ) -> Unit:
        statements = tuple(self._statement(state, i, speakers[i]) for i in sorted(group.claims))
        seen = state.seen_at.timestamp()
        content = f"{state.country}|{state.article_id}|{seen:.3f}|{number}"
        place = group.place
        period = group.event_period if group.is_follow_up else group.period
        words = title.union(*(_telling(quote) for quote in group.quotes)) - self._plain
        told_places = [*(claim.place_text for claim in state.claims), *(e.place_text for e in state.events)]
        return Unit(
            unit_id="i-" + sha256(content.encode()).hexdigest()[:16],
            state_key=key,
            number=log_number,
            article_id=state.article_id,
            said=state.said_at.timestamp(),
            seen=seen,
            lang=state.lang,
            place=place,
            others=tuple({other.place_id: other for other in group.others}.values()),
            level=level_of(place),
            type=group.type,
            start=period.start.timestamp() if period else None,
            end=period.end.timestamp() if period else None,
            words=words,
            place_words=frozenset[str]().union(
                *(_telling(text) for text in told_places if text and " " not in text)
            ),
            statements=statements,
            figures=_figures(statements),
            victims=frozenset(s.victims for s in statements) - {Victims.UNKNOWN, Victims.MIXED},
            mishaps=self._types.mishaps_of(words),
            is_follow_up=group.is_follow_up,
            weapon=" ".join(sorted(_telling(group.weapon))) if group.weapon else None,
            is_deep=self._is_deep(state, group),
            origins=frozenset(s.origin for s in statements if not s.origin.is_publisher),
        )

    def _is_deep(self, state: ClaimSet, group: _Group) -> bool:
        """Whether all claims of a group stand far down, and the article does not begin with such a happening."""
        lead = self._settings.lead
        if any(state.claims[i].field == "title" or state.claims[i].span[0] <= lead for i in group.claims):
            return False
        beginnings = (e for e in state.events if e.field == "title" or e.span[0] <= lead)
        return not any(
            e.type == group.type
            and not self._types.fits_any(e.type)
            and not miss(e.occurred_at, group.period)
            for e in beginnings
        )

    def _speakers(self, state: ClaimSet, publisher: OriginName) -> list[OriginName]:
        """Whose each claim is; "the ministry" is the one that was named before it, else the one named after."""
        found = [self._origins.of(claim, publisher, state.outlet) for claim in state.claims]
        order = sorted(range(len(found)), key=lambda i: _position(state.claims[i]))
        known = [i for i in order if found[i] is not SAME_AS_BEFORE and not found[i].is_publisher]
        for place, index in enumerate(order):
            if found[index] is SAME_AS_BEFORE:
                before = [i for i in known if order.index(i) < place]
                found[index] = found[before[-1]] if before else found[known[0]] if known else publisher
        return found

    def _statement(self, state: ClaimSet, index: int, origin: OriginName) -> Statement:
        claim = state.claims[index]
        tells_harm = any(not c.negated and c.scope is Scope.INCIDENT for c in state.claims)
        interval = interval_of(claim, self._bounds)
        is_denial = claim.denied or (
            # "None of them was ours" beside a figure denies no figure.
            claim.negated
            and claim.speaker is not Speaker.OUTLET
            and not tells_harm
            and not origin.is_publisher
            and origin.kind != "person"
        )
        return Statement(
            index=index,
            measure=claim.measure,
            victims=claim.victims,
            interval=interval,
            origin=origin,
            in_body=claim.field == "body",
            vague=claim.qualifier == "vague",
            earlier=claim.tense is Tense.EARLIER,
            share=claim.part_of is not None or (claim.negated and not is_denial),
            denial=is_denial,
            additional=claim.change is ClaimChange.ADDITIONAL,
            correction=claim.change is ClaimChange.CORRECTION or "sig:correction" in state.signals,
            some=interval.high is not None and interval.high <= _SOME and self._origins.tells_some(claim),
            told_change=claim.change is not None,
            told_rise=claim.change is ClaimChange.RISE,
        )


_SOME = 2


def _is_summary(claim: Claim, group: _Group) -> bool:
    """Whether a title tells a figure of the body again: then it means the same, however it names the place."""
    return claim.field == "title" and (claim.measure, claim.low, claim.high) in group.figures


def _event_of(claim: Claim, state: ClaimSet) -> Event | None:
    return state.events[claim.event] if claim.event is not None and claim.event < len(state.events) else None


def _position(claim: Claim) -> tuple[bool, int]:
    return (claim.field == "title", claim.span[0])


def _figures(statements: Iterable[Statement]) -> dict[Measure, frozenset[Interval]]:
    found: dict[Measure, set[Interval]] = {}
    for s in statements:
        if not s.denial and not s.share:
            found.setdefault(s.measure, set()).add(s.interval)
    return {measure: frozenset(intervals) for measure, intervals in found.items()}


_SHORTEST = 4


def _telling(text: str) -> set[str]:
    """The words of a text that may tell one happening from another, without article and preposition."""
    found = set()
    for word in words_of(text):
        bare = word[3:] if word[:3] in {"وال", "بال"} else word[2:] if word[:2] in {"ال", "لل"} else word
        if len(bare) >= _SHORTEST and not bare[0].isdigit():
            found.add(intern(bare))
    return found
