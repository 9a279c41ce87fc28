"""An incident as it was known at a moment: from the results of a replay, or from the index of a live pipeline."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from elasticsearch import Elasticsearch, NotFoundError

from contracts.claim import ClaimSet
from contracts.toll import Incident, Toll
from marsad.replay import CLAIM_SETS, track_settings
from processors.track.core import Tracker
from runtime.settings import Elasticsearch as IndexSettings
from runtime.settings import Settings

PAGE: Final = 1_000
"""Changes that are asked for at once."""
REQUEST_TIMEOUT_S: Final = 30


class NoSuchIncidentError(LookupError):
    """No incident of that id was known at that moment."""

    def __init__(self, incident_id: str, moment: datetime | None) -> None:
        when = f" by {moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""
        super().__init__(f"nothing was known of incident {incident_id}{when}")


def from_replay(
    folder: Path, incident_id: str, moment: datetime | None = None, settings: Settings | None = None
) -> Incident:
    """What was known of an incident at a moment, by the results of a replay.

    Args:
        folder: where `replay` wrote.
        incident_id: the incident's id, or that of one that became part of it.
        moment: with a time zone; claims seen later are left out. None: at the end.
        settings: the same as for the replay.

    Raises:
        NoSuchIncidentError: nothing of it had been seen by then.
        OSError: the results cannot be read.
    """
    tracker = Tracker(track_settings(settings or Settings()))
    with (folder / CLAIM_SETS).open("rb") as file:
        for line in file:
            claim_set = ClaimSet.model_validate_json(line)
            if moment is None or claim_set.seen_at <= moment:
                tracker.apply(claim_set)
    for incident in tracker.incidents():
        if incident.incident_id == incident_id or incident_id in incident.also_ids:
            return incident
    raise NoSuchIncidentError(incident_id, moment)


def from_index(index: IndexSettings, incident_id: str, moment: datetime | None = None) -> Incident:
    """What was known of an incident at a moment, by the index: its tolls are those that were told until then.

    Entries are the claims that had been seen by then; their standing is today's, for the index keeps no other.

    Args:
        index: where the Elasticsearch sink writes.
        incident_id: the incident's id, or that of one that became part of it.
        moment: with a time zone; what was seen later is left out. None: now.

    Raises:
        NoSuchIncidentError: nothing of it had been seen by then.
        elasticsearch.ApiError, elasticsearch.TransportError: the index refuses or cannot be reached.
    """
    key = index.api_key.get_secret_value() if index.api_key else None
    with Elasticsearch(index.url, api_key=key, request_timeout=REQUEST_TIMEOUT_S) as client:
        document = _document(client, index.index_prefix, incident_id)
        if document is None:
            raise NoSuchIncidentError(incident_id, None)
        incident = _incident(document)
        if moment is None:
            return incident
        entries = tuple(entry for entry in incident.entries if entry.seen_at <= moment)
        tolls = _tolls_told(client, index.index_prefix, incident, moment)
    if not entries and not tolls:
        raise NoSuchIncidentError(incident_id, moment)
    return incident.model_copy(update={"entries": entries, "tolls": tolls})


def _document(client: Elasticsearch, prefix: str, incident_id: str) -> dict[str, Any] | None:
    """The document of an incident; of one that became part of another, the other's."""
    for _ in range(2):
        try:
            found: dict[str, Any] = client.get(index=f"{prefix}-incidents", id=incident_id)["_source"]
        except NotFoundError:
            return None
        if "merged_into" not in found:
            return found
        incident_id = found["merged_into"]
    return found


def _incident(document: Mapping[str, Any]) -> Incident:
    fields = {name: value for name, value in document.items() if name in Incident.model_fields}
    if "place" in fields and "location" in document:
        fields["place"] = fields["place"] | document["location"]
    return Incident.model_validate(fields)


def _tolls_told(client: Elasticsearch, prefix: str, incident: Incident, moment: datetime) -> tuple[Toll, ...]:
    """The tolls by the changes that had been told: of each measure and group of victims the latest."""
    told: dict[tuple[str, str], Toll | None] = {}
    after: list[Any] | None = None
    while True:
        answer = client.search(
            index=f"{prefix}-changes",
            size=PAGE,
            query={
                "bool": {
                    "filter": [
                        {"terms": {"incident_id": [incident.incident_id, *incident.also_ids]}},
                        {"range": {"seen_at": {"lte": moment.isoformat()}}},
                    ]
                }
            },
            sort=[{"seen_at": "asc"}, {"seq": "asc"}, {"change_id": "asc"}],
            search_after=after,
        )
        hits = answer["hits"]["hits"]
        for change in (hit["_source"] for hit in hits):
            if "measure" in change:
                toll = change.get("toll")
                told[change["measure"], change["victims"]] = Toll.model_validate(toll) if toll else None
        if len(hits) < PAGE:
            return tuple(toll for toll in told.values() if toll is not None)
        after = hits[-1]["sort"]
