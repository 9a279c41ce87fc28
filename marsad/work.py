"""Several stages on one machine: each in its own process, watched over by this one."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from runtime.consume import stop_on_signals
from runtime.log import get_logger
from runtime.supervisor import Supervisor, stage_process

log = get_logger()


def run_side_by_side(stages: Sequence[str], logs: Path) -> None:
    """Run the stages until SIGTERM or SIGINT; one that dies is started again."""

    async def keep() -> None:
        stop = asyncio.Event()
        stop_on_signals(stop.set)
        specs = [stage_process(stage, logs / f"{stage}.log", {}) for stage in stages]
        supervisor = Supervisor(specs, lambda text: log.error("process died", what=text))
        await supervisor.start()
        log.info("stages are up", pids=supervisor.pids)
        await stop.wait()
        await supervisor.stop()

    asyncio.run(keep())
