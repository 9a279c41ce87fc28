"""Wires track to its topics and its table."""

from collections.abc import Mapping

from contracts.claim import ClaimSet
from contracts.message import Message
from contracts.topics import CLAIM_EXTRACTED, INCIDENT_TRACKED, STATEFUL, TOLL_CHANGED
from processors.track.core import Tracker, TrackSettings
from runtime.settings import Settings
from runtime.stage import Done, Handle, Outgoing, Result, Stage


def stage(settings: Settings) -> Stage:
    """The stage that keeps the ledgers and tells what changed."""
    chosen = TrackSettings(policy=settings.track.policy, vague_table=settings.track.vague_table)

    def open_partition(rows: Mapping[str, bytes]) -> Handle:
        tracker = Tracker.from_rows(rows, chosen)

        def handle(message: Message) -> Result:
            assert isinstance(message, ClaimSet)
            decision = tracker.apply(message)
            changes = [Outgoing(TOLL_CHANGED, change.incident_id, change) for change in decision.changes]
            incidents = [Outgoing(INCIDENT_TRACKED, i.incident_id, i) for i in decision.incidents]
            outgoing = (*changes, *incidents)
            return Done(outgoing, decision.rows, skipped=None if outgoing else "nothing_changed")

        return handle

    return Stage(name="track", input=CLAIM_EXTRACTED, open=open_partition, table=STATEFUL["track"])
