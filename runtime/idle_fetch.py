"""For brokers that answer an empty fetch at once: a pause, so that an idle consumer does not spin.

A Kafka broker holds an empty fetch open until data comes; the embedded one does not, and an idle
consumer then burns most of a core. Only the embedded stack sets a pause.
"""

import asyncio
from typing import Any

from aiokafka.consumer.fetcher import Fetcher

_ORIGINAL = Fetcher._proc_fetch_request


def pause_after_empty_fetches(pause_ms: int) -> None:
    """Let every aiokafka consumer of this process wait after an empty fetch. 0 takes the pause away."""
    if pause_ms == 0:
        Fetcher._proc_fetch_request = _ORIGINAL
        return

    async def pausing(self: Any, *args: Any) -> Any:
        found = await _ORIGINAL(self, *args)
        if not found:
            try:
                await asyncio.sleep(pause_ms / 1000)
            except asyncio.CancelledError:
                # The fetcher is closing, and cancels what it no longer needs an answer of.
                return False
        return found

    Fetcher._proc_fetch_request = pausing
