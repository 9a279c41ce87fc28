"""What a rule found in a sentence, before it is a claim."""

from processors.extract.core.group import Group


class Finding:
    """One statement of harm: `measure` of `group`, told by the words at [harm_first, harm_last)."""

    __slots__ = (
        "additional",
        "change",
        "denied",
        "group",
        "harm_first",
        "harm_last",
        "measure",
        "negated",
        "over_time",
        "rule",
        "tense",
        "victims",
        "weak",
        "whole",
    )

    def __init__(self, rule: str, measure: str, group: Group, harm_first: int, harm_last: int) -> None:
        self.rule = rule
        self.measure = measure
        self.group = group
        self.harm_first = harm_first
        self.harm_last = harm_last
        self.negated = False
        self.denied = False
        self.weak = False
        self.additional = False
        self.change: str | None = None
        self.tense = "present"
        self.victims = group.victims
        if group.of_them and group.parent is not None and group.victims == "unknown":
            self.victims = group.parent.victims
        self.whole: Finding | None = None
        # Counted over a stretch of time ("the 41st homicide of the year").
        self.over_time = False

    @property
    def first(self) -> int:
        """Its leftmost token."""
        return min(self.group.first, self.harm_first)

    @property
    def last(self) -> int:
        """Behind its rightmost token."""
        return max(self.group.last, self.harm_last)
