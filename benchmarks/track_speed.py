"""How fast claims are put into their ledgers, and how fast a tracker is rebuilt from its rows.

    python benchmarks/track_speed.py [INCIDENTS] [CLAIMS_AN_INCIDENT]

Prints figures and the machine; fails nothing. Incidents are spread over made-up towns of twenty countries; each is
told by several outlets whose figures rise.
"""

import gc
import os
import platform
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from contracts.article import Verdict
from contracts.claim import Claim, ClaimSet, Event, Measure, Place, Qualifier, Speaker, Victims
from processors.track.core import Tracker, TrackSettings

GC_THRESHOLDS = (100_000, 50, 50)
"""As a worker of the stream sets them."""
START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTRIES = [
    "sy",
    "iq",
    "ye",
    "lb",
    "ps",
    "sd",
    "ly",
    "eg",
    "tn",
    "dz",
    "ma",
    "so",
    "af",
    "pk",
    "in",
    "ng",
    "ua",
    "mx",
    "co",
    "ph",
]
TYPES = ["bombing", "shelling", "accident", "armed_clash", "natural_disaster"]
SPEAKERS = ["the health ministry", "police", "the civil defence", None]
MEASURES = (Measure.KILLED, Measure.WOUNDED, Measure.MISSING)
TOWNS = 2_000


def town(country: str, number: int) -> Place:
    """A made-up town, one of thirty in its region."""
    return Place(
        place_id=f"{country}-{number}",
        name=f"Town {number}",
        kind="locality",
        country=country,
        lat=10 + number % 60 * 0.4,
        lon=10 + number // 60 * 0.4,
        parents=(f"{country}-r{number // 30}", country),
    )


def claim_sets(incidents: int, claims: int) -> Iterator[ClaimSet]:
    """Claim sets of three claims each, in order of time."""
    dice = random.Random(1)
    told: list[tuple[float, int, int]] = []
    for n in range(incidents):
        began = dice.uniform(0, incidents * 60)
        told += [(began + step * 5_400, n, step) for step in range(max(1, claims // len(MEASURES)))]
    facts = [(dice.choice(COUNTRIES), dice.randrange(TOWNS), dice.choice(TYPES)) for _ in range(incidents)]
    for at, n, step in sorted(told):
        country, number, kind = facts[n]
        place = town(country, number)
        moment = START + timedelta(seconds=at)
        who = dice.choice(SPEAKERS)
        yield ClaimSet(
            country=country,
            article_id=f"feed-{step}/{n}",
            revision=1,
            source_id=f"feed-{step}",
            outlet=f"feed-{step}",
            lang="en",
            title=f"{kind} in {place.name}",
            verdict=Verdict.NEW,
            story_id=f"s-{n}",
            said_at=moment,
            seen_at=moment + timedelta(minutes=4),
            claims=tuple(
                Claim(
                    claim_id=f"c-{n}-{step}-{i}",
                    measure=measure,
                    qualifier=Qualifier.EXACT,
                    low=5 + step,
                    high=5 + step,
                    victims=Victims.CIVILIAN,
                    place=place,
                    attribution=who,
                    speaker=Speaker.NAMED if who else Speaker.OUTLET,
                    field="body",
                    span=(i * 20, i * 20 + 12),
                    quote="people killed",
                    rule="benchmark",
                    rules_version="1",
                    event=0,
                )
                for i, measure in enumerate(MEASURES)
            ),
            events=(Event(type=kind, place=place, field="body", span=(0, 6), quote=kind),),
        )


def main() -> None:
    """Apply all, then rebuild from the rows."""
    gc.set_threshold(*GC_THRESHOLDS)
    incidents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    sets = list(claim_sets(incidents, claims))
    count = sum(len(one.claims) for one in sets)
    settings = TrackSettings(keep=None)
    tracker = Tracker(settings)
    rows: dict[str, bytes | None] = {}
    changes = 0
    start = time.process_time()
    for one in sets:
        decision = tracker.apply(one)
        rows.update(decision.rows)
        changes += len(decision.changes)
    spent = time.process_time() - start
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one core used")
    print(
        f"{count / spent:.0f} claims a second of CPU: {count} claims, {len(sets)} claim sets, {changes} changes"
    )
    size = sum(len(row) for row in rows.values() if row is not None) / len(rows)
    print(f"{len(tracker.trees())} incidents of {incidents}; {size:.0f} bytes a row")
    del tracker, sets
    start = time.process_time()
    rebuilt = Tracker.from_rows(rows, settings)
    print(
        f"rebuilt from {len(rows)} rows in {time.process_time() - start:.1f} s of CPU; {len(rebuilt.trees())} incidents"
    )


if __name__ == "__main__":
    main()
