"""What tells two reports of one town apart: another kind of accident, a second attack, a form with another town's name.

Set against what speaks for one happening in matching.py.
"""

from contracts.claim import Measure
from processors.track.core.units import Unit

OTHER_MISHAP = 4.0
_NEXT_DAY_LOWER = -5.0
_WHOLE_COUNTRY = 1


def are_other_mishaps(a: Unit, b: Unit) -> bool:
    """A fire and a collapse in one city on one day are two happenings, unless one report names both."""
    return bool(a.mishaps and b.mishaps) and not a.mishaps & b.mishaps


def is_another(a: Unit, b: Unit) -> bool:
    """Whether the later report is titled "a second attack", which the earlier one is not, and gives other figures."""
    earlier, later = sorted((a, b), key=lambda unit: unit.order)
    if not later.is_another or earlier.is_another:
        return False
    return _shares_no_figure(a, b)


def is_of_one_form(a: Unit, b: Unit) -> bool:
    """Whether two articles that carry one text tell of two places: bulletins of one form, of towns no data holds.

    Each names a place that the other does not, and no figure is the same.
    """
    if a.article_id == b.article_id or min(a.level, b.level) > _WHOLE_COUNTRY or a.lang != b.lang:
        return False
    named = a.place_words, b.place_words
    return bool(named[0] - named[1] and named[1] - named[0]) and _differs_throughout(a, b)


def next_day(a: Unit, b: Unit) -> float:
    """Against one happening: each report tells its own day, and the later day's figures are all lower.

    A count goes down where its report says so; a day later, in silence, it is another happening's.
    """
    earlier, later = sorted((a, b), key=lambda unit: unit.start or 0.0)
    if earlier.start is None or later.start is None or earlier.end is None or later.start < earlier.end:
        return 0.0
    if a.lang != b.lang or a.is_follow_up or b.is_follow_up or not _differs_throughout(a, b):
        return 0.0
    return _NEXT_DAY_LOWER if all(_most(later, m) < _least(earlier, m) for m in _shared(a, b)) else 0.0


def _shared(a: Unit, b: Unit) -> set[Measure]:
    return a.figures.keys() & b.figures.keys()


def _shares_no_figure(a: Unit, b: Unit) -> bool:
    return not any(a.figures[m] & b.figures[m] for m in _shared(a, b))


def _differs_throughout(a: Unit, b: Unit) -> bool:
    return bool(_shared(a, b)) and not any(
        x.meets(y) for m in _shared(a, b) for x in a.figures[m] for y in b.figures[m]
    )


def _most(unit: Unit, measure: Measure) -> float:
    return max(interval.high or float("inf") for interval in unit.figures[measure])


def _least(unit: Unit, measure: Measure) -> int:
    return min(interval.low for interval in unit.figures[measure])
