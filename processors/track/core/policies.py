"""Which of the standing figures is `best`. The policy's name travels with the number.

Each policy looks at the figures of independent origins that are in the span and did not come late; so a figure
that arrives late never moves `best`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from processors.track.core.amounts import Interval


@dataclass(frozen=True, slots=True)
class Figure:
    """One origin's standing figure. `order` sorts by the time it was said, oldest first."""

    origin: int
    interval: Interval
    directness: int
    order: tuple[float, float, float, int, int]


def most_direct(figures: Sequence[Figure]) -> Figure:
    """The latest figure from the most direct source."""
    return max(figures, key=lambda f: (f.directness, f.order))


def two_origins(figures: Sequence[Figure]) -> Figure:
    """The latest figure that two independent origins support, else the latest from the most direct source."""
    supported = [
        f for f in figures if any(g.origin != f.origin and g.interval.meets(f.interval) for g in figures)
    ]
    return max(supported, key=lambda f: f.order) if supported else most_direct(figures)


def lowest(figures: Sequence[Figure]) -> Figure:
    """The lowest figure; of equals the latest."""
    return min(figures, key=lambda f: (f.interval.point, tuple(-t for t in f.order)))


Policy = Callable[[Sequence[Figure]], Figure]

POLICIES: dict[str, Policy] = {"two_origins": two_origins, "most_direct": most_direct, "lowest": lowest}


def policy_named(name: str) -> Policy:
    """The policy of that name.

    Raises:
        ValueError: there is none.
    """
    try:
        return POLICIES[name]
    except KeyError:
        raise ValueError(f"no policy {name!r}; there are {', '.join(POLICIES)}") from None
