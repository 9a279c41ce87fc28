"""Which claims of an article state are of one happening: by event, place, type and time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from contracts.claim import Claim, ClaimChange, ClaimSet, Event, Measure, Period, Place, Tense, Victims
from processors.track.core.event_types import EventTypes
from processors.track.core.settings import HOUR
from processors.track.core.speakers import words_of
from processors.track.core.telling_words import telling
from processors.track.core.where import are_apart, level_of, lies_together, one_place

SLACK = 3 * HOUR
"""Periods that miss each other by less may be one moment told loosely ("dawn", "early morning")."""
OLD_NEWS = 36 * HOUR
"""A count that is told so long after the day that it names was made of an older happening."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and when and where it says that it happened; `index` is its place in the claim set."""

    index: int
    claim: Claim
    event: Event | None
    place: Place | None
    period: Period | None
    event_period: Period | None
    """The same, without the times of counting."""

    @property
    def type(self) -> str | None:
        """The type of its event."""
        return self.event.type if self.event else None

    @classmethod
    def of(cls, index: int, state: ClaimSet) -> "Told":
        """What claim `index` of a claim set tells."""
        claim = state.claims[index]
        known = claim.event is not None and claim.event < len(state.events)
        event = state.events[claim.event] if known and claim.event is not None else None
        own, of_event = claim.occurred_at, event.occurred_at if event else None
        if own is not None and claim.change is not None:
            # "Rose to 33 on Tuesday", "one of the wounded died on Friday": that is not when it happened; what "the
            # toll of Thursday's wreck rose" names days later is.
            is_old = (state.said_at - own.end).total_seconds() > OLD_NEWS
            own = own if is_old and claim.change is not ClaimChange.ADDITIONAL else None
            of_event = own or of_event
        place = one_place(claim.place or (event.place if event else None))
        return cls(index, claim, event, place, own or (event.occurred_at if event else None), of_event)


@dataclass(slots=True)
class Group:
    """The claims of one happening, by their places in the claim set."""

    place: Place | None = None
    type: str | None = None
    period: Period | None = None
    weapon: str | None = None
    events: set[int] = field(default_factory=set)
    claims: list[int] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    figures: set[tuple[Measure, int | None, int | None]] = field(default_factory=set)
    others: list[Place] = field(default_factory=list)
    place_names: set[frozenset[str]] = field(default_factory=set)
    event_period: Period | None = None
    is_follow_up: bool = False
    """Whether it tells how a figure changed: then its claims' own times are those of the counting."""


@dataclass(frozen=True, slots=True)
class Grouper:
    """Groups the claims of a claim set."""

    types: EventTypes

    def groups(self, state: ClaimSet, counts: Callable[[Claim], bool]) -> list[Group]:
        """The groups of the claims that count, in the order of their first claims; shares go with their wholes."""
        groups: list[Group] = []
        home: dict[str, Group] = {}
        order = sorted(range(len(state.claims)), key=lambda i: position(state.claims[i]))
        for index in sorted(order, key=lambda i: state.claims[i].part_of is not None):
            claim = state.claims[index]
            if not counts(claim):
                continue
            told = Told.of(index, state)
            found = home.get(claim.part_of or "") or self._group_for(told, groups, state)
            if found is None:
                found = Group()
                groups.append(found)
            self._take(found, told)
            home[claim.claim_id] = found
        return groups

    def _group_for(self, told: Told, groups: list[Group], state: ClaimSet) -> Group | None:
        """The group that a claim belongs to: its event's, else the nearest one that it does not contradict."""
        claim = told.claim
        told_again = [g for g in groups if _is_summary(claim, g)]
        summed = [g for g in told_again if self._are_of_one_kind(told, g)] or told_again
        if len(told_again) == 1 or (summed and self._are_of_one_kind(told, summed[0])):
            # A title's figure means the body's, whatever its own words are read as.
            return max(summed, key=lambda g: _nearness(told, g))
        if claim.event is not None:
            same = next((g for g in groups if claim.event in g.events), None)
            another = same is None or _is_another(told, same) or _is_older(told, same, state.said_at)
            if not another and same is not None and not are_apart(claim.place, same.place):
                return same
        fitting = [g for g in groups if self._fits(told, g, state)]
        return max(fitting, key=lambda g: _nearness(told, g), default=None)

    def _fits(self, told: Told, group: Group, state: ClaimSet) -> bool:
        return (
            not _is_another(told, group)
            and not _is_older(told, group, state.said_at)
            and (
                not are_apart(told.place, group.place)
                or _is_summary(told.claim, group)
                or _is_later_death(told.claim, group)
                or _is_counted_again(told, group, state.country)
                or _changes_beside(told.claim, group)
            )
            and self._are_of_one_kind(told, group)
            and not miss(told.period, group.period)
            and not (told.claim.event not in group.events and _is_of_other_day(told, group))
        )

    def _are_of_one_kind(self, told: Told, group: Group) -> bool:
        """Whether their types may be told of one happening; "the incident" behind any is that."""
        if self.types.may_be_one(told.type, group.type):
            return True
        if are_apart(told.place, group.place):
            return False
        claim = told.claim
        if claim.victims is Victims.UNKNOWN and claim.low is None and claim.high is None:
            # "The crash took many lives" behind their number.
            return any(measure is claim.measure for measure, _, _ in group.figures)
        own = told.event.quote if told.event is not None else ""
        return self.types.is_loose(told.type, self._mishaps([own]), group.type, self._mishaps(group.quotes))

    def _mishaps(self, quotes: Iterable[str]) -> frozenset[str]:
        return self.types.mishaps_of(frozenset().union(*(telling(quote) for quote in quotes)))

    def _take(self, group: Group, told: Told) -> None:
        claim, event = told.claim, told.event
        if not are_apart(told.place, group.place):
            group.place = _finer(group.place, told.place)
        elif told.place is not None:
            group.others.append(told.place)
        if group.type is None or (told.type is not None and self.types.fits_any(group.type)):
            group.type = told.type or group.type
        group.is_follow_up = group.is_follow_up or claim.change is not None
        group.period = _closer(group.period, told.period)
        group.event_period = _closer(group.event_period, told.event_period)
        group.weapon = group.weapon or (event.weapon if event else None)
        if claim.event is not None:
            group.events.add(claim.event)
            group.quotes.append(event.quote if event else "")
        group.claims.append(told.index)
        group.figures.add((claim.measure, claim.low, claim.high))
        group.quotes.extend((claim.quote, claim.place_text or ""))
        if claim.place_text:
            group.place_names.add(frozenset(words_of(claim.place_text)))


def _is_another(told: Told, group: Group) -> bool:
    """Whether one text counts the same kind of harm at a place of another name, with another figure: two strikes."""
    claim = told.claim
    if claim.field == "title" or claim.part_of is not None or claim.change is not None:
        return False
    if told.place is None or group.place is None or told.place.place_id == group.place.place_id:
        return False
    figures = {(low, high) for measure, low, high in group.figures if measure is claim.measure}
    if not figures or (claim.low, claim.high) in figures:
        return False
    if level_of(told.place) <= 1 and (claim.low or 0) < max((low or 0) for low, _ in figures):
        # Of the place of a smaller count no more is known than the country: "three in the area of the race".
        return not lies_together(told.place, group.place)
    if claim.low is None and claim.high is None:
        # "A group of worshippers" beside their number: no other happening without one of its own.
        return not lies_together(told.place, group.place)
    return not lies_together(told.place, group.place) or _is_named_otherwise(claim.place_text, group)


def _is_older(told: Told, group: Group, said_at: datetime) -> bool:
    """Whether a count that the text dates days back stands beside one without a date: what happened there before."""
    claim = told.claim
    if claim.occurred_at is None or group.period is not None or claim.part_of is not None:
        return False
    if claim.change is not None or claim.tense is Tense.EARLIER:
        return False
    figures = {(low, high) for measure, low, high in group.figures if measure is claim.measure}
    is_old = (said_at - claim.occurred_at.end).total_seconds() > OLD_NEWS
    return is_old and bool(figures) and (claim.low, claim.high) not in figures


def _is_of_other_day(told: Told, group: Group) -> bool:
    """Whether a text puts a count, as one of another day, to a place of another name: yesterday's fighting there."""
    a, b = told.period, group.period
    if a is None or b is None or told.claim.field == "title" or told.claim.change is not None:
        return False
    longest = max((a.end - a.start).total_seconds(), (b.end - b.start).total_seconds())
    apart = a.start >= b.end or b.start >= a.end
    return apart and longest >= _WHOLE_DAY and _is_named_otherwise(told.claim.place_text, group)


_WHOLE_DAY = 20 * HOUR


def _is_named_otherwise(text: str | None, group: Group) -> bool:
    """Whether a text's name for a place is no part of any that the group has, nor holds one.

    A village that no gazetteer has is resolved to its district, which the next village lies in as well.
    """
    words = frozenset(words_of(text or ""))
    names = group.place_names
    return bool(words and names) and not any(words <= name or name <= words for name in names)


def _is_summary(claim: Claim, group: Group) -> bool:
    """Whether a title tells a figure of the body again: then it means the same, however it names the place.

    So does one that only tells of "deaths" where the body counts them.
    """
    if claim.field != "title":
        return False
    if claim.low is None and claim.high is None:
        return any(measure is claim.measure for measure, _, _ in group.figures)
    if (claim.measure, claim.low, claim.high) in group.figures:
        return True
    # "About 100" over "between 50 and 100".
    return claim.high is not None and any(
        measure is claim.measure and low is not None and low < claim.high == high
        for measure, low, high in group.figures
    )


def _is_later_death(claim: Claim, group: Group) -> bool:
    """Whether a body tells of more dead beside its total: they may have died in a hospital far off."""
    if claim.change is not ClaimChange.ADDITIONAL or claim.measure is not Measure.KILLED:
        return False
    return any(
        measure is Measure.KILLED and (low or 0) > (claim.low or 0) for measure, low, _ in group.figures
    )


_MANY = 3


def _is_counted_again(told: Told, group: Group, country: str) -> bool:
    """Whether a body tells a number of many again, or any number beside a foreign country that it came up with.

    The extractor tracks the second where the first is: who comes from there, or goes there, is no second happening.
    """
    claim = told.claim
    if (
        claim.low is None
        or claim.low != claim.high
        or (claim.measure, claim.low, claim.high) not in group.figures
    ):
        return False
    foreign = told.place is not None and told.place.country != country
    return claim.field == "body" and claim.change is None and (foreign or claim.low >= _MANY)


def _changes_beside(claim: Claim, group: Group) -> bool:
    """Whether a count is told as changed beside another that is: "five more bodies; the missing fell to 35"."""
    changes = claim.change in (ClaimChange.RISE, ClaimChange.FALL) and group.is_follow_up
    return changes and all(measure is not claim.measure for measure, _, _ in group.figures)


def _nearness(told: Told, group: Group) -> tuple[bool, bool, bool]:
    same_place = bool(told.place and group.place and told.place.place_id == group.place.place_id)
    return (_is_summary(told.claim, group), same_place, told.type is not None and told.type == group.type)


def position(claim: Claim) -> tuple[bool, int]:
    """Sorts claims by where they stand, the title last."""
    return (claim.field == "title", claim.span[0])


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
