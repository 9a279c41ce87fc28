"""Answers to the known faults of faust-streaming 0.15.3, in one place (docs/decisions/2026-11-24-faust-faults.md).

`tests/unit/runtime/test_faust_faults.py` and `tests/integration/test_stage_worker.py` show that each holds on the
installed release.
"""

import asyncio
import os
from typing import Any, Final

# The compiled stream iterator acknowledges past `Consumer.ack`, so the answers below would not reach it. The
# plain one is as fast (measured). Faust reads the variable when it is imported.
os.environ["NO_CYTHON"] = "1"

import faust as faust
from faust.transport.drivers import aiokafka as driver

from runtime.log import get_logger
from runtime.supervisor import EXIT_REBALANCE

log = get_logger()

NOTHING_ACTIVE_PAUSE_S: Final = 0.05


class SafeConsumer(driver.Consumer):  # type: ignore[misc]  # Faust has no types
    """Never commits past a message that is still being worked on (faust-streaming/faust#606)."""

    def _new_offset(self, tp: Any) -> int | None:
        pending = [m.offset for m in list(self._unacked_messages) if m.tp == tp and not m.acked]
        if not pending:
            return super()._new_offset(tp)  # type: ignore[no-any-return]  # nor has its method
        first, acked = min(pending), self._acked[tp]
        later = [offset for offset in acked if offset >= first]
        self._acked[tp] = [offset for offset in acked if offset < first]
        try:
            return super()._new_offset(tp) if self._acked[tp] else None
        finally:
            self._acked[tp].extend(later)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._held_back: set[Any] = set()
        self._assigned = False

    async def _getmany(self, active_partitions: Any, timeout: float) -> Any:
        """Fetch from these partitions, and from none when there are none.

        aiokafka takes an empty set for "all of them", also when the set it was given runs empty while it waits.
        While everything is paused, as between a table's recovery and the start, Faust would so take messages of
        its input and drop them for not being active.
        """
        if active_partitions is None:
            return await super()._getmany(active_partitions, timeout)
        chosen = set(active_partitions)
        if not chosen:
            await asyncio.sleep(NOTHING_ACTIVE_PAUSE_S)
            return {}
        return await super()._getmany(chosen, timeout)

    def _set_active_tps(self, tps: Any) -> Any:
        """Let nothing but changelogs be read before the input is resumed: see `resume_partitions`."""
        return super()._set_active_tps({tp for tp in tps if self._is_changelog_tp(tp)})

    def resume_partitions(self, tps: Any) -> None:
        """Resume together with the flow, not before.

        Faust lets the input be read from its assignment until it is paused, and again from before its last seek
        until the flow resumes; then it empties its queues. What was fetched in between would be thrown away, and
        its offset passed over.
        """
        self._held_back |= set(tps)

    def pause_partitions(self, tps: Any) -> None:
        """Pause, also what has not been resumed yet."""
        self._held_back -= set(tps)
        super().pause_partitions(tps)

    async def perform_seek(self) -> None:
        """Seek to what is committed, and to the beginning where nothing is.

        While tables recover, the client underneath reads on in the input. Faust seeks back to committed offsets
        afterwards, but leaves a partition without one where the reading got to: its first messages are lost.
        """
        await super().perform_seek()
        fresh = [
            tp for tp in self.assignment() if not self._is_changelog_tp(tp) and not self._read_offset.get(tp)
        ]
        if fresh:
            await self.seek_wait(await self.earliest_offsets(*fresh))

    async def on_partitions_assigned(self, assigned: Any, generation_id: int = 0) -> None:
        """Take the first assignment of this process."""
        self._assigned = True
        await super().on_partitions_assigned(assigned, generation_id)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """End the process when the group rebalances after its first assignment.

        In a rebalance Faust can pass over messages that it has fetched but not handed on (measured: three of
        a hundred when a second process joins under load; they come again only after a restart). A process
        that starts anew has none of that state, and as a static member takes its new share at once.
        """
        if self._assigned and not self.app.should_stop:
            log.warning("the group rebalances: this process starts anew with its new share")
            os._exit(EXIT_REBALANCE)
        await super().on_partitions_revoked(revoked)

    def resume_flow(self) -> None:
        """Resume the flow, and the partitions that were held back for it."""
        waiting, self._held_back = self._held_back, set()
        if waiting:
            super().resume_partitions(waiting)
        super().resume_flow()

    def ack(self, message: Any) -> bool:
        """Acknowledge, except what an earlier generation of the group fetched.

        After a rebalance Faust acknowledges the messages that it skips because they were fetched before
        it, though it will fetch them again: a crash in between would lose them.
        """
        if message.generation_id != self.app.consumer_generation_id:
            self._unacked_messages.discard(message)
            return False
        return super().ack(message)  # type: ignore[no-any-return]  # nor has its method


def install() -> None:
    """Let every Faust app of this process use the safe consumer."""
    driver.Transport.Consumer = SafeConsumer


def app_options() -> dict[str, Any]:
    """Options of a Faust app that keep clear of its faults."""
    return {
        # A stopped agent leaves messages unacknowledged, and waiting for them never ends.
        "stream_wait_empty": False,
        # Topics are made by `marsad topics create`, with the partitions that state relies on.
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        # Standbys double recovery traffic, and with static membership restarts are short.
        "table_standby_replicas": 0,
        "producer_request_timeout": 30.0,
        "producer_linger": 0.005,
        "broker_commit_interval": 1.0,
        "worker_redirect_stdouts": False,
        "web_enabled": False,
        "web_bind": "127.0.0.1",
        "web_tables_enabled": False,
    }
