"""Messages as rows of the index: which index, which id, which version, which fields. Pure.

Ids and versions come from content, so a message that is written again changes nothing, and an older state
never replaces a newer one (external versions, greater or equal).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from contracts.article import JudgedArticle
from contracts.claim import Claim, ClaimSet, Event, Place
from contracts.message import Message
from contracts.toll import Change, Evidence, Incident
from language.folding import fold_key
from sinks.elasticsearch.mappings import (
    ANALYZERS,
    ARTICLES,
    CHANGES,
    CLAIMS,
    CURRENT_ARTICLES,
    INCIDENTS,
)

MAX_ID_BYTES: Final = 512
"""What Elasticsearch takes as `_id`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document for the index of this name (without prefix). A later `version` replaces an earlier one."""

    index: str
    id: str
    version: int
    document: dict[str, Any]


def rows_of(message: Message) -> tuple[Row, ...]:
    """The rows of a message; none for a claim set without claims.

    Raises:
        TypeError: a message that is not indexed.
    """
    match message:
        case JudgedArticle():
            return _article_rows(message)
        case ClaimSet():
            return tuple(_claim_rows(message))
        case Change():
            return (_change_row(message),)
        case Incident():
            return (_incident_row(message), *_merged_rows(message))
        case _:
            raise TypeError(f"{type(message).__name__} is not indexed")


def _article_rows(judged: JudgedArticle) -> tuple[Row, ...]:
    article = judged.article
    document = article.model_dump(mode="json", exclude={"schema_version", "title", "body"})
    document |= judged.model_dump(
        mode="json", include={"verdict", "revision", "of", "near", "story_id", "score", "why"}
    )
    document |= _texts("title", article.title, article.lang) | _texts("body", article.body, article.lang)
    document = _without_none(document)
    state = Row(ARTICLES, _id(f"{article.article_id}@{judged.revision}"), judged.revision, document)
    return state, Row(CURRENT_ARTICLES, _id(article.article_id), judged.revision, document)


_OF_SET: Final = {
    "article_id",
    "revision",
    "country",
    "source_id",
    "outlet",
    "lang",
    "url",
    "title",
    "credit",
    "status",
    "signals",
    "verdict",
    "of",
    "near",
    "story_id",
    "withdraws",
    "said_at",
    "seen_at",
    "embargo_until",
}


def _claim_rows(claims: ClaimSet) -> Iterator[Row]:
    shared = claims.model_dump(mode="json", include=_OF_SET)
    for claim in claims.claims:
        event = (
            claims.events[claim.event]
            if claim.event is not None and claim.event < len(claims.events)
            else None
        )
        document = shared | _claim_fields(claim, claims.lang) | _event_fields(event)
        yield Row(CLAIMS, _id(claim.claim_id), claims.revision, _without_none(document))


def _claim_fields(claim: Claim, lang: str) -> dict[str, Any]:
    document = claim.model_dump(mode="json", exclude={"place", "span", "quote", "occurred_at", "event"})
    document |= _place_fields(claim.place) | _texts("quote", claim.quote, lang)
    document |= {"span_start": claim.span[0], "span_end": claim.span[1]}
    if claim.occurred_at is not None:
        period = claim.occurred_at.model_dump(mode="json")
        document |= {"occurred_start": period["start"], "occurred_end": period["end"]}
    return document


def _event_fields(event: Event | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {"event_type": event.type, "event": event.model_dump(mode="json")}


def _change_row(change: Change) -> Row:
    document = change.model_dump(mode="json", exclude={"schema_version", "evidence", "place"})
    document |= _place_fields(change.place)
    if change.place is not None:
        document["country"] = change.place.country
    if change.evidence is not None:
        document["evidence"] = _evidence_fields(change.evidence)
    return Row(CHANGES, _id(change.change_id), change.seq, _without_none(document))


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    claim = evidence.claim
    document = evidence.model_dump(mode="json", exclude={"claim"})
    document |= claim.model_dump(mode="json", include={"claim_id", "attribution", "field", "quote", "rule"})
    return _without_none(document | {"span_start": claim.span[0], "span_end": claim.span[1]})


def _incident_row(incident: Incident) -> Row:
    document = incident.model_dump(mode="json", exclude={"schema_version", "place"})
    document |= _place_fields(incident.place)
    document["disputed"] = any(toll.disputed for toll in incident.tolls)
    return Row(INCIDENTS, _id(incident.incident_id), incident.version, _without_none(document))


def _merged_rows(incident: Incident) -> Iterator[Row]:
    """The incidents that turned out to be this one: what they read before stands for nothing any more."""
    for other in incident.also_ids:
        document = {"incident_id": other, "merged_into": incident.incident_id, "version": incident.version}
        yield Row(INCIDENTS, _id(other), incident.version, document)


def _place_fields(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    fields: dict[str, Any] = {"place": place.model_dump(mode="json", exclude={"lat", "lon"})}
    if place.lat is not None and place.lon is not None:
        fields["location"] = {"lat": place.lat, "lon": place.lon}
    return fields


def _texts(name: str, text: str, lang: str) -> dict[str, str]:
    if not text:
        return {}
    fields = {name: text, f"{name}_norm": fold_key(text)}
    if lang in ANALYZERS:
        fields[f"{name}_{lang}"] = text
    return fields


def _without_none(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def _id(name: str) -> str:
    """The name itself, or its digest when it is longer than an id may be."""
    return name if len(name.encode()) <= MAX_ID_BYTES else hashlib.sha256(name.encode()).hexdigest()
