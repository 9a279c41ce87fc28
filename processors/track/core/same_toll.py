"""Deaths told by one exact number of many: what killed 39 in a town is still that weeks later, however it is told."""

from collections.abc import Iterable
from typing import Protocol

from contracts.claim import Measure
from processors.track.core.amounts import Interval

_MANY, _ROUND = 30, 10

Figures = dict[Measure, frozenset[Interval]]


class Told(Protocol):
    """What a report counts of one happening."""

    figures: Figures


def exact_deaths(figures: Figures) -> Iterable[int]:
    """The numbers of dead that are no accident: many, and none that anybody rounds to."""
    for interval in figures.get(Measure.KILLED, ()):
        if interval.low == interval.high and interval.low >= _MANY and interval.low % _ROUND:
            yield interval.low


def share_a_toll(a: Told, b: Told) -> bool:
    """Whether both count the same many dead."""
    return not set(exact_deaths(a.figures)).isdisjoint(exact_deaths(b.figures))
