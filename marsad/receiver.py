"""A local receiver of webhooks: checks each signature and hands the alert on, once an id."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from contracts.alert import Alert
from contracts.codec import DecodeError, decode

MAX_BODY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """An alert that came with a right signature. `received_at` is in UTC."""

    message_id: str
    alert: Alert
    received_at: datetime


class Receiver:
    """Listens on 127.0.0.1 for one subscription. Counts what it refuses."""

    def __init__(self, secret: str, on_alert: Callable[[Received], None]) -> None:
        self._webhook = Webhook(secret)
        self._on_alert = on_alert
        self._runner: web.AppRunner | None = None
        self.seen: dict[str, int] = {}
        self.refused: list[str] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/alerts"

    async def start(self) -> None:
        """Listen on a free port."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_post("/alerts", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers: dict[str, Any] = {name.lower(): value for name, value in request.headers.items()}
        try:
            self._webhook.verify(body, headers)
            alert = decode(Alert, body)
        except (WebhookVerificationError, DecodeError, ValueError) as error:
            self.refused.append(f"{type(error).__name__}: {error}")
            return web.Response(status=400, text="signature or body is not right")
        message_id = str(headers["webhook-id"])
        self.seen[message_id] = self.seen.get(message_id, 0) + 1
        if self.seen[message_id] == 1:
            asyncio.get_running_loop().call_soon(
                self._on_alert, Received(message_id, alert, datetime.now(UTC))
            )
        return web.Response(status=204)
