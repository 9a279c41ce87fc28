"""A tracker that is rebuilt from its rows in the middle of things tells what the undisturbed one tells."""

import random
from itertools import chain

import pytest

from contracts.article import Verdict
from contracts.claim import ClaimSet
from contracts.codec import encode
from contracts.toll import Incident
from marsad.extract_command import load_engine
from processors.dedup.core import Deduplicator
from processors.extract.core.claim_sets import claim_sets
from processors.track.core import Tracker, TrackSettings
from tests.own_stories import own_stories


@pytest.fixture(scope="module")
def told() -> dict[str, list[ClaimSet]]:
    """What all own stories claim, by country as on the stream, in the order in which it was seen."""
    engine = load_engine()
    judges: dict[str, Deduplicator] = {}
    articles = sorted(chain.from_iterable(own_stories()), key=lambda article: article.seen_at)
    by_country: dict[str, list[ClaimSet]] = {}
    for article in articles:
        judged = judges.setdefault(article.lang, Deduplicator()).judge(article).judged
        for claim_set in claim_sets(judged, engine) if judged.verdict is not Verdict.REPEAT else ():
            by_country.setdefault(claim_set.country, []).append(claim_set)
    return by_country


@pytest.mark.parametrize("seed", range(3))
def test_rebuilt_before_any_claim_set_it_tells_the_same(told: dict[str, list[ClaimSet]], seed: int) -> None:
    """Neighbours change places, as they do between partitions: incidents open apart and are found to be one."""
    dice = random.Random(seed)
    for arriving in told.values():
        order = list(arriving)
        for at in range(len(order) - 1):
            if seed and dice.random() < 0.3:
                order[at], order[at + 1] = order[at + 1], order[at]
        tracker, rows = Tracker(), dict[str, bytes]()
        for claim_set in order:
            rebuilt = Tracker.from_rows(rows).apply(claim_set)
            decision = tracker.apply(claim_set)
            assert list(map(encode, rebuilt.changes)) == list(map(encode, decision.changes))
            assert list(map(encode, rebuilt.incidents)) == list(map(encode, decision.incidents))
            rows.update({key: row for key, row in decision.rows.items() if row is not None})
            for key, row in decision.rows.items():
                if row is None:
                    rows.pop(key, None)


@pytest.mark.parametrize("seed", range(3))
def test_the_last_snapshot_of_an_incident_says_how_it_stands(
    told: dict[str, list[ClaimSet]], seed: int
) -> None:
    """Also of one that lost or won reports when another article came; merged ones are told by who took them in."""
    dice = random.Random(seed)
    for arriving in told.values():
        order = sorted(arriving, key=lambda _: dice.random()) if seed else list(arriving)
        tracker = Tracker(TrackSettings(keep=None))
        shown: dict[str, Incident] = {}
        for claim_set in order:
            shown |= {incident.incident_id: incident for incident in tracker.apply(claim_set).incidents}
        merged = {other for incident in shown.values() for other in incident.also_ids}
        stands = {incident.incident_id: incident for incident in tracker.incidents()}
        for incident_id, incident in stands.items():
            assert shown[incident_id].tolls == incident.tolls
            assert shown[incident_id].articles == incident.articles
        speaking = {key for key, incident in shown.items() if incident.articles and key not in merged}
        assert speaking == stands.keys()
