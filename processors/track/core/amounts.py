"""Amounts as intervals of people; bounds of vague words come from a table that an operator may replace."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from contracts.claim import Claim, Qualifier
from language.folding import fold_key


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` people, both included; `high` None has no upper bound."""

    low: int
    high: int | None

    def meets(self, other: "Interval") -> bool:
        """Whether some amount fits both."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )

    def contains(self, other: "Interval") -> bool:
        """Whether every amount of `other` fits this one."""
        return self.low <= other.low and (
            self.high is None or (other.high is not None and other.high <= self.high)
        )

    def is_looser_than(self, other: "Interval") -> bool:
        """Whether it says less than `other`, and nothing against it (scenario rule 10)."""
        return self != other and self.contains(other)

    def plus(self, other: "Interval") -> "Interval":
        """The sum, bound by bound."""
        open_end = self.high is None or other.high is None
        return Interval(self.low + other.low, None if open_end else (self.high or 0) + (other.high or 0))

    @property
    def point(self) -> int:
        """The one figure that stands for it: the upper bound of "up to n", else the lower bound."""
        return self.high if self.low == 0 and self.high is not None else self.low


@dataclass(frozen=True, slots=True)
class VagueBounds:
    """The bounds of vague words, longest form first."""

    policy: str
    plural: int
    forms: tuple[tuple[str, Interval], ...]

    @classmethod
    def load(cls, path: Path) -> "VagueBounds":
        """Read a table.

        Raises:
            ValueError: the file lacks a key or has a bound that is no whole number.
        """
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            forms = {
                fold_key(form): Interval(int(amount["low"]), amount.get("high"))
                for amount in table["amount"]
                for form in amount["forms"]
            }
            policy, plural = str(table["policy"]), int(table["plural"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path}: not a table of vague amounts ({error!r})") from error
        return cls(policy, plural, tuple(sorted(forms.items(), key=lambda f: (-len(f[0]), f[0]))))

    def of(self, word: str | None) -> Interval:
        """The bounds of a vague word as written; a word without an entry is a plain plural."""
        folded = f" {fold_key(word or '')} "
        for form, interval in self.forms:
            if f" {form} " in folded:
                return interval
        return Interval(self.plural, None)


def interval_of(claim: Claim, bounds: VagueBounds) -> Interval:
    """The interval that a claim's wording says; "more than n" starts above n."""
    if claim.qualifier is Qualifier.VAGUE:
        return bounds.of(claim.vague_word)
    low = claim.low if claim.low is not None else 0
    if claim.qualifier is Qualifier.MORE_THAN:
        low += 1
    return Interval(low, claim.high)
