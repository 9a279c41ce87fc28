"""Which change an article state makes to a toll: at most one, but for a first that brings both sides (rules 12 to 18).

Rules are those of docs/ledger.md.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.toll import ChangeKind
from processors.track.core.holding import Entry, Held
from processors.track.core.ledger import Reading
from processors.track.core.settings import TrackSettings


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one toll, and the entry that makes it."""

    kind: ChangeKind
    entry: Entry
    reason: str


def _upper(value: int | None) -> float:
    return math.inf if value is None else value


def show(low: int | None, high: int | None) -> str:
    """An interval in a reason: 12, 21+, 8-10."""
    if low == high:
        return str(low)
    return f"{low}+" if high is None else f"{low}-{high}"


def _shown(reading: Reading | None) -> str:
    return show(reading.low, reading.high) if reading and reading.figures else "none"


def decide(before: Reading | None, after: Reading, state_key: str, settings: TrackSettings) -> list[Move]:
    """What the state `state_key` changed, between the toll before and after it was applied."""
    held = [h for h in after.figures if h.entry.state.key == state_key]
    denials = [d for d in after.denials if d.state.key == state_key]
    if before is None or not before.figures:
        return _first(after, held, state_key)
    if before.disputed != after.disputed:
        return _turn(after, held, denials)
    fresh = [h for h in held if not _comes_late(h, before, settings)]
    for move in (_correction, _rise, _fall):
        found = next((m for h in fresh if (m := move(h, before, after))), None)
        if found:
            return [found]
    return []


def _first(after: Reading, held: Sequence[Held], state_key: str) -> list[Move]:
    if not held:
        return []
    main = min(held, key=lambda h: h.entry.counted.statement.index)
    moves = [
        Move(ChangeKind.FIRST, main.entry, f"first figure {show(main.interval.low, main.interval.high)}")
    ]
    both = [pair for pair in after.conflicts if all(entry.state.key == state_key for entry in pair)]
    if both:
        other = next(entry for entry in both[0] if entry is not main.entry)
        moves.append(Move(ChangeKind.DISPUTE_OPENED, other, "one article gives both sides"))
    return moves


def _turn(after: Reading, held: Sequence[Held], denials: Sequence[Entry]) -> list[Move]:
    entry = next((h.entry for h in held), None) or next(iter(denials), None)
    if entry is None:
        return []
    if not after.disputed:
        return [
            Move(
                ChangeKind.DISPUTE_CLOSED, entry, f"no two origins are in conflict any more: {_shown(after)}"
            )
        ]
    pair = next((p for p in after.conflicts if entry in p), None)
    if pair is None or any(h.entry is entry and h.late for h in held):
        return []
    other = next(e for e in pair if e is not entry)
    if entry.counted.is_denial or other.counted.is_denial:
        return [Move(ChangeKind.DISPUTE_OPENED, entry, "an origin denies what another says")]
    texts = [
        show(e.counted.statement.interval.low, e.counted.statement.interval.high) for e in (other, entry)
    ]
    return [Move(ChangeKind.DISPUTE_OPENED, entry, f"{texts[0]} and {texts[1]} do not meet")]


def _comes_late(held: Held, before: Reading, settings: TrackSettings) -> bool:
    """Whether something newer of another origin stood long before it came (rule 19)."""
    newest = max(h.entry.said for h in before.figures)
    return held.late or newest - held.entry.said > settings.same_time


def _own_before(held: Held, before: Reading, after: Reading) -> list[Held]:
    """What the same origin, or an earlier state of the same article, held before."""
    names = set(after.book.names[held.origin])
    return [
        old
        for old in before.figures
        if old.entry.state.article_id == held.entry.state.article_id
        or not names.isdisjoint(before.book.names[old.origin])
    ]


def _bounds(reading: Reading) -> tuple[int | None, int | None, int | None]:
    return (reading.low, reading.best, reading.high)


def _correction(held: Held, before: Reading, after: Reading) -> Move | None:
    if not held.entry.counted.statement.correction or _bounds(before) == _bounds(after):
        return None
    return Move(ChangeKind.CORRECTION, held.entry, f"corrected: {_shown(before)} to {_shown(after)}")


def _rise(held: Held, before: Reading, _after: Reading) -> Move | None:
    highest = max(h.interval.low for h in before.figures)
    if held.interval.low <= highest:
        return None
    return Move(
        ChangeKind.RISE, held.entry, f"rises from {highest} to {show(held.interval.low, held.interval.high)}"
    )


def _fall(held: Held, before: Reading, after: Reading) -> Move | None:
    own = _own_before(held, before, after)
    lower = any(
        held.interval.low < old.interval.low and _upper(held.interval.high) < _upper(old.interval.high)
        for old in own
    )
    falls = (
        (after.low or 0) < (before.low or 0)
        or (after.best or 0) < (before.best or 0)
        or _upper(after.high) < _upper(before.high)
    )
    if not lower or not falls:
        return None
    return Move(ChangeKind.FALL, held.entry, f"falls: {_shown(before)} to {_shown(after)}")
