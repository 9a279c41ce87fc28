"""Round-ups: a total of several happenings, and the happenings told one by one behind it."""

from processors.extract.core.drafts import Draft

# More than are hurt in one happening of several.
_MOST_AT_ONCE = 5
_PARTS = frozenset({"killed", "wounded"})


class RoundUp:
    """Remembers the totals of a round-up. Claims are asked for in text order."""

    def __init__(self) -> None:
        self._totals: dict[str, tuple[int, int]] = {}

    def whole_of(self, number: int, draft: Draft, measure: str, scope: str) -> int | None:
        """The total that a claim is a share of, by its index, where a round-up has told one; `number` is its own."""
        low = draft.finding.group.low
        if low is None or draft.finding.negated or draft.sentence.field == "title" or measure not in _PARTS:
            return None
        if scope == "cumulative":
            if measure not in self._totals and _is_of_happenings(draft):
                self._totals[measure] = number, low
            return None
        total = self._totals.get(measure)
        return total[0] if total is not None and low < total[1] and low <= _MOST_AT_ONCE else None


def _is_of_happenings(draft: Draft) -> bool:
    """As in "four people were hurt in shootings on Tuesday", and not "... this year"."""
    sentence = draft.sentence
    if sentence.pack.grammar.verb_first:
        # Arabic papers tell the accidents of a day one by one, and their total as a heading: not as its parts.
        return False
    return sentence.has("several_happenings", 0, sentence.size) >= 0
