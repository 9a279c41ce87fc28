"""What `marsad work` can run: every process of a deployment, by the name of its stage.

Each is imported only when it runs, so that a process carries what it needs and nothing else.
"""

import asyncio
import importlib
from collections.abc import Callable
from typing import Final

from runtime.settings import Settings

PROCESSORS: Final = ("normalise", "dedup", "extract", "track")
PRODUCERS: Final = ("feeds", "wires")
SINKS: Final = ("elasticsearch", "webhooks")
OPS: Final = ("watch",)

STAGES: Final = (*PROCESSORS, *SINKS, *PRODUCERS, *OPS)
"""In the order in which they are started: readers before writers."""


def _processor(name: str, settings: Settings) -> None:
    from runtime.stream import StageWorker

    shell = importlib.import_module(f"processors.{name}.shell")
    StageWorker(shell.stage(settings), settings).run()


def _service(module: str) -> Callable[[str, Settings], None]:
    def run(name: str, settings: Settings) -> None:  # noqa: ARG001 - one form for all
        asyncio.run(importlib.import_module(module).run(settings))

    return run


_RUNNERS: Final[dict[str, Callable[[str, Settings], None]]] = {
    **dict.fromkeys(PROCESSORS, _processor),
    "feeds": _service("producers.feeds.shell"),
    "wires": _service("producers.wires.shell"),
    "elasticsearch": _service("sinks.elasticsearch.shell"),
    "webhooks": _service("sinks.webhooks.shell"),
    "watch": _service("ops.shell"),
}


def run_stage(name: str, settings: Settings) -> None:
    """Run one stage in this process until it is told to stop.

    Raises:
        KeyError: there is no stage of this name.
    """
    _RUNNERS[name](name, settings)
