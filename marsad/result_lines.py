"""Lines of the files that `marsad replay` writes and `marsad dedup` prints."""

from datetime import datetime
from typing import Any

from contracts.article import JudgedArticle
from contracts.claim import Claim, ClaimSet, Scope, Tense
from contracts.toll import Amount, Change, Incident, Toll


def verdict_line(article_id: str, judged: JudgedArticle) -> dict[str, Any]:
    """A verdict as `articles.jsonl` holds it; `article_id` is the id that the input gave."""
    return {
        "id": article_id,
        "revision": judged.revision,
        "verdict": judged.verdict.value,
        "of": judged.of,
        "story": judged.story_id,
        "score": judged.score,
        "why": judged.why,
    }


def claim_line(
    claim_set: ClaimSet, claim: Claim, incident: str | None, standing: str, counted_for: str
) -> dict[str, Any]:
    """A claim as `claims.jsonl` holds it, with the incident that it is in, if any, and how it stands at the end."""
    line = {
        "claim": claim.claim_id,
        "article": claim_set.article_id,
        "revision": claim_set.revision,
        "incident": incident,
        "standing": standing,
        "measure": claim.measure.value,
        "qualifier": claim.qualifier.value,
        "low": claim.low,
        "high": claim.high,
        "vague_word": claim.vague_word,
        "victims": claim.victims.value,
        "scope": claim.scope.value,
        "place": claim.place.name if claim.place else claim.place_text,
        "place_text": claim.place_text,
        "attribution": claim.attribution,
        # Whose word it is by the text; the ledger may count it for another: whoever quotes an unnamed source, or
        # the body that "the ministry" stands for.
        "origin": claim.origin or claim.attribution or counted_for,
        "counted_for": counted_for,
        "field": claim.field,
        "span": list(claim.span),
        "quote": claim.quote,
        "rule": claim.rule,
        "said_at": _time(claim_set.said_at),
        "seen_at": _time(claim_set.seen_at),
    }
    if incident is None:
        line["why"] = _why_homeless(claim)
    return line


def _why_homeless(claim: Claim) -> str:
    if claim.scope is Scope.CUMULATIVE:
        return "cumulative"
    return "look_back" if claim.tense is Tense.LOOK_BACK else "happened_long_before"


def change_line(change: Change, article_id: str) -> dict[str, Any]:
    """A change as `changes.jsonl` holds it; `article_id` is the article that caused it."""
    return {
        "incident": change.incident_id,
        "seq": change.seq,
        "kind": change.kind.value,
        "measure": change.measure.value if change.measure else None,
        "victims": change.victims.value if change.victims else None,
        "before": _amount(change.before),
        "after": _amount(change.after),
        "article": article_id,
        "claim": change.evidence.claim.claim_id if change.evidence else None,
        "said_at": _time(change.said_at),
        "seen_at": _time(change.seen_at),
        "reason": change.reason,
        "id": change.change_id,
    }


def incident_line(incident: Incident) -> dict[str, Any]:
    """An incident as `incidents.jsonl` holds it."""
    place = incident.place
    return {
        "incident": incident.incident_id,
        "type": incident.type,
        "place": None
        if place is None
        else {
            "name": place.name,
            "id": place.place_id,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
        },
        "first_said_at": _time(incident.first_said_at),
        "tolls": [_toll(toll) for toll in incident.tolls],
        "articles": list(incident.articles),
    }


def _toll(toll: Toll) -> dict[str, Any]:
    return toll.model_dump(mode="json")


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    return None if amount is None else amount.model_dump()


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
