"""Which earlier unit each unit hangs on, and when two incidents that may be one are one.

What a unit hangs on is a function of the set of units: its parent is the best of those seen before it; a root hangs on
the one that it may be one with where any third article, seen before or after, is surely of both.
"""

from collections.abc import Callable, Iterable

from processors.track.core.incidents import Forest
from processors.track.core.matching import Matcher
from processors.track.core.settings import TrackSettings
from processors.track.core.units import Unit

Related = Callable[[str, str], bool]
"""Whether two articles carry one text."""


class Linker:
    """Hangs the units of a forest."""

    def __init__(self, forest: Forest, matcher: Matcher, settings: TrackSettings) -> None:
        self._forest = forest
        self._matcher = matcher
        self._settings = settings

    def link(self, unit: Unit, related: Related, more: Iterable[Unit] = ()) -> None:
        """Hang `unit` on its best earlier unit, and later units on it where it fits them better.

        `more` are units to look at that share no place with it.
        """
        scores = self._scores(unit, related, more)
        later = [other for other in scores if other.order > unit.order]
        doubtful = [other for other in later if self._offer(other, unit, scores[other], related)]
        self._settle(unit, {other: score for other, score in scores.items() if other.order < unit.order})
        self._join(unit, scores, related)
        for other in doubtful:
            self._join(other, self._scores(other, related), related)
        for other, score in scores.items():
            if score >= self._settings.witness_score:
                self._witness(other, unit, scores)

    def _scores(self, unit: Unit, related: Related, more: Iterable[Unit] = ()) -> dict[Unit, float]:
        """The scores of the units that may be one with `unit`."""
        found = {}
        for other in self._forest.candidates(unit, more).values():
            score = self._score(unit, other, related)
            if score is not None and score >= self._settings.maybe_score:
                found[other] = score
        return found

    def _score(self, a: Unit, b: Unit, related: Related) -> float | None:
        return self._matcher.score(a, b, related=related(a.article_id, b.article_id))

    def _settle(self, unit: Unit, earlier: dict[Unit, float]) -> None:
        """Hang a unit on the best of the earlier ones; note the best of those that it may be one with."""
        sure = [other for other, score in earlier.items() if score >= self._settings.link_score]
        unsure = [other for other, score in earlier.items() if score < self._settings.link_score]
        parent = max(sure, key=lambda other: (earlier[other], other.order), default=None)
        unit.maybe = max(unsure, key=lambda other: (earlier[other], other.order), default=None)
        unit.witness = None
        self._forest.hang(unit, parent, earlier[parent] if parent is not None else 0.0)

    def _offer(self, later: Unit, unit: Unit, score: float, related: Related) -> bool:
        """Offer `unit` to a later one; whether it became the one that `later` may be one with."""
        if score >= self._settings.link_score:
            if later.parent is None or (score, unit.order) > (later.score, later.parent.order):
                self._forest.hang(later, unit, score)
            return False
        if later.maybe is not None:
            held = self._score(later, later.maybe, related)
            if held is not None and (held, later.maybe.order) >= (score, unit.order):
                return False
        if later.witness is not None:
            self._forest.hang(later, None, 0.0)
        later.maybe = unit
        self._forest.changed.add(later.unit_id)
        return True

    def _join(self, unit: Unit, near: dict[Unit, float], related: Related) -> None:
        """Hang a root on the unit that it may be one with, where a third article is surely of both."""
        maybe = unit.maybe
        if maybe is None or not self._may_join(unit):
            return
        for witness, score in near.items():
            if score < self._settings.witness_score or not _is_third(witness, unit, maybe):
                continue
            other = self._score(witness, maybe, related)
            if other is not None and other >= self._settings.witness_score:
                self._join_by(unit, maybe, witness)
                return

    def _witness(self, unit: Unit, witness: Unit, near: dict[Unit, float]) -> None:
        """Hang a root on the unit that it may be one with, where the new unit `witness` is surely of both."""
        maybe = unit.maybe
        if (
            maybe is not None
            and self._may_join(unit)
            and _is_third(witness, unit, maybe)
            and near.get(maybe, 0.0) >= self._settings.witness_score
        ):
            self._join_by(unit, maybe, witness)

    def _may_join(self, unit: Unit) -> bool:
        return unit.parent is None and unit.maybe is not None and unit.maybe.unit_id in self._forest.units

    def _join_by(self, unit: Unit, maybe: Unit, witness: Unit) -> None:
        unit.witness = witness.unit_id
        # Whatever speaks for another parent speaks louder than a maybe.
        self._forest.hang(unit, maybe, self._settings.maybe_score)


def _is_third(witness: Unit, a: Unit, b: Unit) -> bool:
    """Whether a unit is of another article than both."""
    return witness.article_id not in {a.article_id, b.article_id}
