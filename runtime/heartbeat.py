"""What a process says of itself: that it is alive, and what became of each message."""

import os
from collections import Counter
from datetime import UTC, datetime

from contracts.ops import Heartbeat
from runtime.metrics import MESSAGES, STARTED
from runtime.settings import Settings
from runtime.version import code_version


class Pulse:
    """Counts each input exactly once by outcome, for the heartbeat topic and for Prometheus."""

    def __init__(self, process: str, stage: str, settings: Settings) -> None:
        self.process = process
        self.interval_s = settings.heartbeat_s
        self._stage = stage
        self._counts: Counter[str] = Counter()
        self._started_at = datetime.now(UTC)
        STARTED.labels(process).set(self._started_at.timestamp())

    def count(self, outcome: str) -> None:
        """Note one message and what became of it."""
        self._counts[outcome] += 1
        MESSAGES.labels(self.process, outcome).inc()

    def beat(self, now: datetime) -> Heartbeat:
        """The heartbeat to send. `now` is in UTC."""
        return Heartbeat(
            process=self.process,
            stage=self._stage,
            pid=os.getpid(),
            code_version=code_version(),
            started_at=self._started_at,
            at=now,
            counts=dict(self._counts),
        )
