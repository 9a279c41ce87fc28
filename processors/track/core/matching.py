"""How much speaks for two article states being about one happening.

The measure is symmetric and looks at the two alone. Weights are the product's own, set on development stories;
a contradiction (place, type, time) rules the pair out whatever else agrees.
"""

from dataclasses import dataclass

from contracts.claim import Measure
from processors.track.core.amounts import Interval
from processors.track.core.contradictions import (
    OTHER_MISHAP,
    are_other_mishaps,
    is_another,
    is_of_one_form,
    next_day,
)
from processors.track.core.event_types import EventTypes
from processors.track.core.grouping import SLACK
from processors.track.core.nearness import place_weight
from processors.track.core.origins import Origins
from processors.track.core.same_toll import share_a_toll
from processors.track.core.settings import DAY, HOUR, TrackSettings
from processors.track.core.units import Unit
from processors.track.core.victims_named import share_a_victim
from processors.track.core.where import CITY

_ONE_PERSON = 5.0
_ONE_TOLL, _ONE_TOWN = 2.5, 2.5
_BY_GAP = ((12 * HOUR, 0.7), (24 * HOUR, 0.4), (48 * HOUR, 0.0), (72 * HOUR, -1.2))
_LONG_GAP = -1.8
_NEXT_DAY = -1.5
_WHOLE_DAY = 20 * HOUR
_UNTOLD, _LOOSE = 0.7, 0.3
_COMES_ALONG = -0.5
"""An arrest in the town of an attack is one of its arrests only when something else says so."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Scores pairs of units; None rules a pair out."""

    types: EventTypes
    settings: TrackSettings

    def score(self, a: Unit, b: Unit, *, related: bool) -> float | None:
        """What speaks for one happening; `related` says that the two articles carry one text."""
        if a.state_key == b.state_key:
            # One text tells them apart.
            return None
        # What rules most pairs out is asked first.
        if share_a_victim(a, b):
            # Whoever was killed once is not killed again, whatever else the two tell of it.
            return _ONE_PERSON + (place_weight(a, b) or 0.0) + max(0.0, self._time(a, b) or 0.0)
        if (place := place_weight(a, b)) is None:
            return None
        if place >= _ONE_TOWN and share_a_toll(a, b):
            # The attack that killed 39 is told again when somebody is held for it weeks later.
            return _ONE_TOLL + place
        if (time := self._time(a, b)) is None or (kind := self._kind(a, b)) is None:
            return None
        bond = 4.0 if related or a.article_id == b.article_id else 0.0
        if is_another(a, b) if not bond else is_of_one_form(a, b):
            return None
        facts = (
            _denial(a, b) + _figures(a, b) + _victims(a, b) + _origins(a, b) + _words(a, b) + next_day(a, b)
        )
        follows = _follows(a, b) + (max(0.0, -time) if _only_mentions(a, b) else 0.0)
        score = bond + place + time + kind + facts + follows
        if are_other_mishaps(a, b):
            # What a third report, which names no kind of accident, shares with both joins them no more.
            score -= OTHER_MISHAP
            return round(score, 6) if score >= self.settings.link_score else None
        return round(score, 6)

    def _kind(self, a: Unit, b: Unit) -> float | None:
        weapon = 0.4 if a.weapon and a.weapon == b.weapon else 0.0
        any_a, any_b = self.types.fits_any(a.type), self.types.fits_any(b.type)
        if any_a and any_b:
            # Two arrests in one town say nothing of each other.
            return weapon
        if any_a or any_b:
            return (_COMES_ALONG if _only_detains(a if any_a else b) else _UNTOLD) + weapon
        if a.type == b.type:
            return 2.0 + weapon
        if self.types.may_be_one(a.type, b.type):
            return 1.0 + weapon
        return _LOOSE + weapon if self.types.is_loose(a.type, a.mishaps, b.type, b.mishaps) else None

    def _time(self, a: Unit, b: Unit) -> float | None:
        gap = max(abs(a.said - b.said), _since_background(a, b), _since_background(b, a))
        if a.start is not None and a.end is not None and b.start is not None and b.end is not None:
            miss = max(a.start - b.end, b.start - a.end)
            if gap > self.settings.known_date_reach:
                return None
            if miss <= SLACK:
                return 1.0
            # A day may be that of a later death, or of the report; parts of days that miss each other tell two apart.
            longest = max(a.end - a.start, b.end - b.start)
            return _NEXT_DAY if longest >= _WHOLE_DAY and miss <= DAY else None
        if max(_said_as_it_happened(a, b), _said_as_it_happened(b, a)):
            return _ON_THAT_DAY if gap <= self.settings.known_date_reach else None
        early = max(_before_it_happened(a, b), _before_it_happened(b, a))
        if gap > self.settings.reach or early > DAY:
            return None
        if early > SLACK:
            return _NEXT_DAY
        return next((weight for limit, weight in _BY_GAP if gap <= limit), _LONG_GAP)


def _since_background(a: Unit, b: Unit) -> float:
    """How many seconds before `b` spoke, without a date, had happened what `a` tells far down as older; 0 for none."""
    return b.said - a.end if a.is_deep and a.end is not None and b.start is None else 0.0


def _said_as_it_happened(a: Unit, b: Unit) -> bool:
    """Whether `a`, which tells no day, was said on the day to which `b` dates days later what happened."""
    if a.start is not None or b.start is None or b.said - a.said < _DAYS_LATER:
        return False
    return 0 <= a.said - b.start <= _SAID_WITHIN


_ON_THAT_DAY, _DAYS_LATER, _SAID_WITHIN = 0.7, 36 * HOUR, 30 * HOUR


def _before_it_happened(a: Unit, b: Unit) -> float:
    """How many seconds before what `b` tells had happened `a` was said; 0 or less when it was not."""
    return b.start - a.said if b.start is not None else 0.0


_FOLLOWS, _ADDS_UP = 0.4, 1.5


def _follows(a: Unit, b: Unit) -> float:
    """The later report tells how a figure changed: another one came before it."""
    earlier, later = sorted((a, b), key=lambda unit: unit.order)
    if not later.is_follow_up or a.article_id == b.article_id:
        return 0.0
    return _FOLLOWS + (_ADDS_UP if _adds_up(earlier, later) else 0.0)


def _adds_up(earlier: Unit, later: Unit) -> bool:
    """Whether what is told as added makes the earlier figure the later total: six, then "three more, nine in all"."""
    wholes = [s for s in later.statements if not (s.share or s.denial or s.vague)]
    return any(
        more.measure is total.measure and Interval(before, before) in earlier.figures.get(total.measure, ())
        for more in wholes
        for total in wholes
        if more.additional and not total.additional
        if (before := total.interval.low - more.interval.low) > 1
    )


def _only_mentions(a: Unit, b: Unit) -> bool:
    """Whether the later report has victims but no number, and the earlier counts many: days later it still speaks of
    those, for what is new has a number."""
    earlier, later = sorted((a, b), key=lambda unit: unit.order)
    vague = [f for figures in later.figures.values() for f in figures]
    most = max((f.low for figures in earlier.figures.values() for f in figures), default=0)
    return (
        bool(vague)
        and all(f.high is None and f.low < max(_MANY, most // 2) for f in vague)
        and most >= _MANY
        and min(a.level, b.level) >= CITY
    )


_MOST_FIGURES = 1.5


_DENIES = 1.5


def _denial(a: Unit, b: Unit) -> float:
    """One only denies what the other counts: that nobody was arrested there speaks of its arrests."""
    for denying, counting in ((a, b), (b, a)):
        told = {s.measure for s in denying.statements if s.denial}
        if told and not denying.figures and told & counting.figures.keys():
            return _DENIES
    return 0.0


def _figures(a: Unit, b: Unit) -> float:
    shared = a.figures.keys() & b.figures.keys()
    if not shared:
        return 0.0
    pairs = [(x, y) for m in shared for x in a.figures[m] for y in b.figures[m]]
    if all(_likeness(x, y) < 0 for x, y in pairs):
        return min(_likeness(x, y) for x, y in pairs)
    alike = sum(max(0.0, *(_likeness(x, y) for x in a.figures[m] for y in b.figures[m])) for m in shared)
    # Two happenings with so many victims at one place within days are rarer than one that stays in the news.
    rare = (
        _RARE
        if any(_likeness(x, y) >= _CLOSE_ENOUGH and min(x.low, y.low) >= _DOZENS for x, y in pairs)
        else 0.0
    )
    return min(_MOST_FIGURES, alike) + rare


_DOZENS, _CLOSE_ENOUGH, _RARE = 20, 0.5, 0.7
_MANY, _CLOSE = 8, 1.35
"""Figures of so many people that are so near each other are stages of one count more often than not."""
_TELLING = 3
"""Equal figures from so many people on are no accident."""


def _likeness(x: Interval, y: Interval) -> float:
    if x == y:
        return 1.0 if x.low >= _TELLING else 0.5
    small, large = sorted((x.low, y.low))
    if small == large >= _TELLING:
        return 0.8
    if small >= _MANY and large <= _CLOSE * small:
        return 0.5
    if x.meets(y):
        return 0.4
    return -0.3 if large > 4 * max(small, 3) else 0.0


def _victims(a: Unit, b: Unit) -> float:
    if not a.victims or not b.victims:
        return 0.0
    return 0.3 if a.victims & b.victims else -0.7


def _origins(a: Unit, b: Unit) -> float:
    """The same body speaks in both."""
    return 0.6 if any(Origins.are_one(x, y) for x in a.origins for y in b.origins) else 0.0


_NO_WORDS, _FEWEST_WORDS = -2.5, 3


def _words(a: Unit, b: Unit) -> float:
    """Telling words in common, within one language; they weigh more where a place is missing or a whole country.

    A town has many happenings with one or two victims: two texts on such that share no word but their places' names
    tell two of them more often than not.
    """
    if a.lang != b.lang or not a.words or not b.words:
        return 0.0
    shared = a.words & b.words
    fewest = min(len(a.words), len(b.words))
    if min(a.level, b.level) <= 1:
        return min(_MOST_FOR_VAGUE, 3.0 * len(shared) / fewest)
    others = shared - a.place_words - b.place_words
    if not others and fewest >= _FEWEST_WORDS and _is_small(a) and _is_small(b):
        return _NO_WORDS
    if _only_detains(a) or _only_detains(b):
        shared = others
    return min(1.5, 2.5 * len(shared) / fewest)


_MOST_FOR_VAGUE = 2.0
_SMALL = 3


def _only_detains(unit: Unit) -> bool:
    return unit.figures.keys() == {Measure.DETAINED}


def _is_small(unit: Unit) -> bool:
    """Whether all of its figures are of so few people that such a thing happens every day."""
    figures = [interval for intervals in unit.figures.values() for interval in intervals]
    return bool(figures) and all(f.high is not None and f.high <= _SMALL for f in figures)
