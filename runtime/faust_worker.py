"""The process in which Faust runs a stage: how it ends."""

import os
import signal
import threading
from typing import Final

from runtime.faust_faults import faust

STOP_DEADLINE_S: Final = 8.0
"""Faust's shutdown can hang; what is not acknowledged by then comes again at the next start."""


class FaustWorker(faust.Worker):  # type: ignore[misc]  # Faust has no types
    """Ends within a deadline of the signal even where Faust's orderly way hangs."""

    def _on_sigterm(self) -> None:
        _exit_at_deadline()
        super()._on_sigterm()

    def _on_sigint(self) -> None:
        _exit_at_deadline()
        self._schedule_shutdown(signal.SIGINT)


def _exit_at_deadline() -> None:
    timer = threading.Timer(STOP_DEADLINE_S, os._exit, args=(0,))
    timer.daemon = True
    timer.start()
