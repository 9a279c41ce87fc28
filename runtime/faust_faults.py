"""Answers to the known faults of faust-streaming 0.15.3, in one place (docs/decisions/2026-11-24-faust-faults.md).

`tests/integration/test_faust_faults.py` shows that each holds on the installed release.
"""

from typing import Any

from faust.transport.drivers import aiokafka as driver


class SafeConsumer(driver.Consumer):  # type: ignore[misc]
    """Never commits past a message that is still being worked on (faust-streaming/faust#606)."""

    def _new_offset(self, tp: Any) -> int | None:
        pending = [m.offset for m in list(self._unacked_messages) if m.tp == tp and not m.acked]
        if not pending:
            return super()._new_offset(tp)  # type: ignore[no-any-return]
        first, acked = min(pending), self._acked[tp]
        later = [offset for offset in acked if offset >= first]
        self._acked[tp] = [offset for offset in acked if offset < first]
        try:
            return super()._new_offset(tp) if self._acked[tp] else None
        finally:
            self._acked[tp].extend(later)

    def ack(self, message: Any) -> bool:
        """Acknowledge, except what an earlier generation of the group fetched.

        After a rebalance Faust acknowledges the messages that it skips because they were fetched before
        it, though it will fetch them again: a crash in between would lose them.
        """
        if message.generation_id != self.app.consumer_generation_id:
            self._unacked_messages.discard(message)
            return False
        return super().ack(message)  # type: ignore[no-any-return]


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
