"""`marsad ledger`: what was known of an incident, by whom, at a moment, by a replay or by the index."""

from datetime import datetime
from pathlib import Path
from typing import TextIO

from elasticsearch import ApiError, TransportError
from rich.console import Console
from rich.table import Table

from contracts.toll import Incident, LedgerEntry, Standing, Toll
from marsad.ledger_reading import NoSuchIncidentError, from_index, from_replay
from runtime.settings import Elasticsearch

FSI, PDI = "\u2068", "\u2069"
"""Unicode isolates: a quotation keeps its own direction inside a line of another one."""

_STYLES = {
    Standing.STANDING: "bold",
    Standing.OUTDATED: "dim",
    Standing.WITHDRAWN: "red",
    Standing.WITHHELD: "yellow",
}


def print_ledger(
    incident_id: str, source: Path | Elasticsearch, as_of: str | None, console: Console, err: TextIO
) -> int:
    """Print an incident's tolls and its ledger as they were at `as_of` (RFC 3339), or at the end.

    `source` is the folder that a replay wrote, or the index that the sink writes.

    Returns the exit status: 0; 1 when nothing was known; 2 when the time, the folder or the index cannot be read.
    """
    try:
        moment = _moment(as_of)
        if isinstance(source, Path):
            incident = from_replay(source, incident_id, moment)
        else:
            incident = from_index(source, incident_id, moment)
    except NoSuchIncidentError as error:
        err.write(f"{error}\n")
        return 1
    except (OSError, ValueError, ApiError, TransportError) as error:
        err.write(f"{error}\n")
        return 2
    standing = "standing now" if moment and not isinstance(source, Path) else "standing"
    console.print(_title(incident), markup=False)
    console.print(_tolls(incident.tolls))
    console.print(_entries(incident.entries, standing))
    return 0


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"the time has no offset: {text}")
    return moment


def _title(incident: Incident) -> str:
    place = incident.place.name if incident.place else "place unknown"
    return f"{incident.incident_id}: {incident.type or 'type unknown'}, {place} ({incident.country})"


def amount(low: int | None, high: int | None) -> str:
    """An interval for people: 12, 21+, 8-10."""
    if low == high:
        return str(low)
    return f"{low}+" if high is None else f"{low or 0}-{high}"


def _tolls(tolls: tuple[Toll, ...]) -> Table:
    table = Table("measure", "victims", "scope", "span", "best", "policy", "origins", "disputed")
    for toll in tolls:
        span, disputed = amount(toll.low, toll.high), "yes" if toll.disputed else ""
        cells = (span, str(toll.best), toll.policy, str(toll.origins), disputed)
        table.add_row(toll.measure.value, toll.victims.value, toll.scope.value, *cells)
    return table


def _entries(entries: tuple[LedgerEntry, ...], standing: str) -> Table:
    table = Table("said (UTC)", "origin", "outlet", "claim", standing, "words")
    for entry in sorted(entries, key=lambda e: (e.said_at, e.seen_at, e.claim.claim_id)):
        claim = entry.claim
        figure = claim.vague_word or amount(claim.low, claim.high)
        table.add_row(
            f"{entry.said_at:%Y-%m-%d %H:%M}",
            f"{FSI}{entry.origin}{PDI}",
            f"{FSI}{entry.outlet}{PDI}",
            f"{claim.measure.value} {figure}",
            entry.standing.value,
            f"{FSI}{claim.quote}{PDI}",
            style=_STYLES.get(entry.standing, ""),
        )
    return table
