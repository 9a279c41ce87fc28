"""Short ways to write claim sets and to play them to a tracker."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.article import Verdict
from contracts.claim import (
    Claim,
    ClaimChange,
    ClaimSet,
    Event,
    Measure,
    Place,
    Qualifier,
    Scope,
    Speaker,
    Tense,
    Victims,
)
from contracts.document import WireStatus
from contracts.toll import Change, Incident, Toll
from processors.track.core import Tracker

DAY = datetime(2026, 3, 10, tzinfo=UTC)

REGION = Place(
    place_id="p-region", name="Qasr", kind="region", country="lb", lat=33.9, lon=35.6, parents=("p-lb",)
)
CITY = Place(
    place_id="p-city",
    name="Qasr City",
    kind="locality",
    country="lb",
    lat=33.90,
    lon=35.60,
    parents=("p-region", "p-lb"),
)
QUARTER = Place(
    place_id="p-quarter",
    name="Qasr Mill Quarter",
    kind="neighbourhood",
    country="lb",
    lat=33.91,
    lon=35.61,
    parents=("p-city", "p-region", "p-lb"),
)
FAR_QUARTER = Place(
    place_id="p-quarter-2",
    name="Qasr Port Quarter",
    kind="neighbourhood",
    country="lb",
    lat=33.99,
    lon=35.75,
    parents=("p-city", "p-region", "p-lb"),
)
OTHER_CITY = Place(
    place_id="p-other",
    name="Marj",
    kind="locality",
    country="lb",
    lat=34.4,
    lon=35.9,
    parents=("p-north", "p-lb"),
)

OTHER_VILLAGE = Place(
    place_id="p-village",
    name="Tell Amar",
    kind="locality",
    country="lb",
    lat=33.95,
    lon=35.66,
    parents=("p-region", "p-lb"),
)


def at(hours: float) -> datetime:
    """A moment so many hours into the story's first day."""
    return DAY + timedelta(hours=hours)


def claim(amount: int | str | tuple[int, int | None], who: str | None = None, **more: Any) -> Claim:
    """A claim: a number is exact, "12+" at least, "12<" more than, "<12" up to, a word vague, a pair a range."""
    cells: dict[str, Any] = {"qualifier": Qualifier.EXACT, "low": None, "high": None}
    match amount:
        case int():
            cells.update(low=amount, high=amount)
        case (low, high):
            cells.update(qualifier=Qualifier.RANGE, low=low, high=high)
        case str() if amount.endswith("+"):
            cells.update(qualifier=Qualifier.AT_LEAST, low=int(amount[:-1]))
        case str() if amount.startswith("<"):
            cells.update(qualifier=Qualifier.UP_TO, high=int(amount[1:]))
        case str() if amount.endswith("<"):
            cells.update(qualifier=Qualifier.MORE_THAN, low=int(amount[:-1]))
        case _:
            cells.update(qualifier=Qualifier.VAGUE, vague_word=amount)
    cells.update(
        measure=Measure.KILLED,
        victims=Victims.UNKNOWN,
        attribution=who,
        speaker=Speaker.NAMED if who else Speaker.OUTLET,
        place=CITY,
        field="body",
        span=(0, 10),
        quote="ten people",
        rule="written.by.hand",
        rules_version="1",
        event=0,
    )
    cells.update(more)
    return Claim(claim_id="", **cells)


def denial(who: str, **more: Any) -> Claim:
    """A denial that anyone was killed."""
    return claim(0, who, negated=True, denied=True, **more)


BLAST = Event(type="explosion", place=CITY, field="body", span=(0, 5), quote="blast")


def said(
    article_id: str,
    hours: float,
    *claims: Claim,
    seen: float | None = None,
    revision: int = 1,
    outlet: str = "",
    country: str = "lb",
    events: tuple[Event, ...] = (BLAST,),
    **more: Any,
) -> ClaimSet:
    """A claim set said so many hours into the story, seen four minutes later when nothing else is told."""
    numbered = tuple(
        c.model_copy(update={"claim_id": f"c-{article_id}-{revision}-{n}", "span": (n * 10, n * 10 + 10)})
        for n, c in enumerate(claims)
    )
    owners = {
        index: numbered[int(c.part_of)].claim_id for index, c in enumerate(claims) if c.part_of is not None
    }
    numbered = tuple(
        c.model_copy(update={"part_of": owners[n]}) if n in owners else c for n, c in enumerate(numbered)
    )
    cells: dict[str, Any] = {
        "source_id": outlet or f"outlet of {article_id}",
        "lang": "en",
        "verdict": Verdict.NEW if revision == 1 else Verdict.REVISION,
        "story_id": "s-1",
    }
    cells.update(more)
    return ClaimSet(
        country=country,
        article_id=article_id,
        revision=revision,
        outlet=outlet or f"outlet of {article_id}",
        said_at=at(hours),
        seen_at=at(hours + 4 / 60 if seen is None else seen),
        claims=numbered,
        events=events,
        **cells,
    )


Story = list[Change]


def play(tracker: Tracker, *sets: ClaimSet) -> Story:
    """Apply claim sets in this order; all changes in theirs."""
    return [change for one in sets for change in tracker.apply(one).changes]


def kinds(changes: Story) -> list[str]:
    """The changes as "article kind measure low-high", for a glance."""
    shown = []
    for c in changes:
        article = c.change_id if c.evidence is None else c.evidence.article_id
        after = "-" if c.after is None else f"{c.after.low}-{'' if c.after.high is None else c.after.high}"
        shown.append(f"{article} {c.kind.value} {c.measure.value if c.measure else ''} {after}")
    return shown


def only_incident(tracker: Tracker) -> Incident:
    """The one incident that there is."""
    (incident,) = tracker.incidents()
    return incident


def toll(tracker: Tracker, measure: Measure = Measure.KILLED, victims: Victims | None = None) -> Toll:
    """The one toll of a measure in the one incident that there is."""
    (found,) = (
        t
        for t in only_incident(tracker).tolls
        if t.measure is measure and t.scope is Scope.INCIDENT and victims in {None, t.victims}
    )
    return found


KILL = WireStatus.CANCELED
HOLD = WireStatus.WITHHELD
RISE, FALL, ADDITIONAL, CORRECTION = (
    ClaimChange.RISE,
    ClaimChange.FALL,
    ClaimChange.ADDITIONAL,
    ClaimChange.CORRECTION,
)
EARLIER, LOOK_BACK = Tense.EARLIER, Tense.LOOK_BACK
