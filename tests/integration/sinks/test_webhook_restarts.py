"""Restarts and kills: nothing is lost, and what is sent again has the same id."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import web
from standardwebhooks import Webhook

from sinks.webhooks.core.message import message_id
from tests.integration.sinks.webhook_receivers import (
    PROGRAM,
    ROOT,
    SECRET,
    Process,
    Receiver,
    hang,
    record,
    run,
    serving,
    status,
    subscription,
)

pytestmark = pytest.mark.usefixtures("short_waits")


def test_a_restart_sends_what_was_not_sent_and_nothing_twice(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            first = Process(tmp_path, subscription(receiver))
            await first.run(lambda: len(receiver.requests) == 1, [record(1)])
            idle = Process(tmp_path, subscription(receiver))
            await idle.sink.handle([record(1), record(2)])  # kept, then the process dies before it sends
            idle.outbox.close()
            third = Process(tmp_path, subscription(receiver))
            await third.run(lambda: len(receiver.requests) == 2, [record(1), record(2)])
        assert receiver.figures == [1, 2]

    run(main)


def test_a_kill_between_the_answer_and_its_mark_repeats_under_the_same_id(tmp_path: Path) -> None:
    async def main() -> None:
        receiver = Receiver()
        async with serving(receiver):
            first = Process(tmp_path, subscription(receiver))
            await first.sink.handle([record(1)])
            first.outbox.end = _never  # type: ignore[assignment]  # the process dies there
            with suppress(ExceptionGroup):
                await first.run(lambda: False)
            assert len(receiver.requests) == 1
            second = Process(tmp_path, subscription(receiver))
            await second.run(lambda: len(receiver.requests) == 2)
        assert len(set(receiver.ids)) == 1
        for headers, body in receiver.requests:
            Webhook(SECRET).verify(body, headers)

    run(main)


def _never(*_: object) -> None:
    raise SystemError("killed")


def test_kill_9_while_a_receiver_is_answering_loses_nothing(tmp_path: Path) -> None:
    """Each of five processes is killed when its message has arrived and before it is answered."""

    async def main() -> None:
        receiver = Receiver()
        arrived = asyncio.Event()

        async def never_answer() -> web.StreamResponse:
            arrived.set()
            return await hang()

        async with serving(receiver):
            for life in range(5):
                receiver.replies = [never_answer] if life % 2 else [status(204), never_answer]
                arrived.clear()
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    PROGRAM,
                    str(tmp_path),
                    receiver.url,
                    SECRET,
                    "1",
                    "2",
                    "3",
                    "4",
                    cwd=ROOT,
                )
                async with asyncio.timeout(20):
                    await arrived.wait()
                process.kill()
                await process.wait()
            receiver.replies = []
            last = Process(tmp_path, subscription(receiver))
            await last.run(lambda: last.outbox.counts().get("delivered") == 4)
        order = list(dict.fromkeys(receiver.ids))
        assert order == [message_id("desk", f"c{n}") for n in (1, 2, 3, 4)]
        assert receiver.figures == sorted(receiver.figures)

    run(main)
