"""Which changes a subscription is sent."""

from dataclasses import dataclass

from contracts.toll import Amount, Change, ChangeKind
from sinks.webhooks.subscriptions import Filter


@dataclass(frozen=True, slots=True)
class Told:
    """What a subscriber was last told of a toll: the figure then, None when it had none."""

    best: int | None


def matches(wanted: Filter, change: Change, told: Told | None) -> bool:
    """Whether a change is sent. `told` is the last alert of this toll (for a merge: of any of the incidents)
    to this subscriber, None without any.

    A retraction goes to everyone who was told, whatever their filter says; a merge to nobody else.
    """
    if change.kind is ChangeKind.RETRACTION and told is not None:
        return True
    if change.kind is ChangeKind.MERGED:
        return told is not None and _of_kind(wanted, change)
    return (
        _of_kind(wanted, change)
        and _at_place(wanted, change)
        and _at_level(wanted, change)
        and _rises_enough(wanted, change, told)
    )


def _of_kind(wanted: Filter, change: Change) -> bool:
    # A merge has neither measure nor victims: it is about all tolls of its incident.
    return (
        (not wanted.kinds or change.kind in wanted.kinds)
        and (not wanted.measures or change.measure is None or change.measure in wanted.measures)
        and (not wanted.victims or change.victims is None or change.victims in wanted.victims)
    )


def _at_place(wanted: Filter, change: Change) -> bool:
    if not wanted.countries and not wanted.places:
        return True
    if change.place is None:
        return False
    if wanted.countries and change.place.country not in wanted.countries:
        return False
    within = {change.place.place_id, *change.place.parents}
    return not wanted.places or not wanted.places.isdisjoint(within)


def _at_level(wanted: Filter, change: Change) -> bool:
    """Before or after: who is told of 60 is told of the fall to 5, too."""
    if wanted.min_best is None:
        return True
    levels = [level for level in (figure(change.before), figure(change.after)) if level is not None]
    return bool(levels) and max(levels) >= wanted.min_best


def _rises_enough(wanted: Filter, change: Change, told: Told | None) -> bool:
    """Counted from the last figure that the subscriber was told, so that small steps add up to an alert."""
    if change.kind is not ChangeKind.RISE or (wanted.rise_by is None and wanted.rise_percent is None):
        return True
    after = figure(change.after)
    start = told.best if told is not None and told.best is not None else figure(change.before)
    if after is None or start is None:
        return True
    risen = after - start
    if wanted.rise_by is not None and risen >= wanted.rise_by:
        return True
    return wanted.rise_percent is not None and risen > 0 and risen * 100 >= start * wanted.rise_percent


def figure(amount: Amount | None) -> int | None:
    """The one number that an amount is known by: its best, else its lower bound."""
    if amount is None:
        return None
    return amount.best if amount.best is not None else amount.low
