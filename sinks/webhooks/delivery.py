"""Sends what lies in the outbox: each receiver at its own pace, each incident in its order."""

import asyncio
import base64
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import aiohttp
from standardwebhooks import Webhook

from contracts.ops import Delivery, DeliveryState
from runtime.outbound import Reach, guarded_session, retry_after_s, was_refused
from sinks.webhooks.core.schedule import Answer, Next, after_attempt, pause_s
from sinks.webhooks.outbox import Outbox, Queued
from sinks.webhooks.subscriptions import SIGNING_PREFIX, Subscription

Report = Callable[[Delivery], Awaitable[None]]
Clock = Callable[[], datetime]

TIMEOUT_S: Final = 15.0
AT_ONCE: Final = 4
"""Messages of different incidents that one receiver is sent at once."""
PRUNE_EVERY_S: Final = 3600.0


def signed_headers(subscription: Subscription, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks for exactly these bytes, signed with every secret of the subscription."""
    secrets = [subscription.secret, *([subscription.previous_secret] if subscription.previous_secret else [])]
    signatures = [
        Webhook(base64.b64decode(secret.get_secret_value().removeprefix(SIGNING_PREFIX))).sign(
            message_id, now.astimezone(UTC), body.decode()
        )
        for secret in secrets
    ]
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


class Courier:
    """Delivers the outbox of one process. Use `run`; call `wake` from the same loop when messages were added."""

    def __init__(
        self,
        subscriptions: Sequence[Subscription],
        outbox: Outbox,
        report: Report,
        clock: Clock,
        *,
        reach: Reach,
        user_agent: str,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`reach` is for receivers that do not say `allow_private`."""
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._report = report
        self._clock = clock
        self._reach = reach
        self._user_agent = user_agent
        self._timeout_s = timeout_s
        self._wakes: dict[str, asyncio.Event] = {one.id: asyncio.Event() for one in subscriptions}

    def wake(self) -> None:
        """Look into the outbox now."""
        for event in self._wakes.values():
            event.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; what is under way then is left as it was, to be sent again.

        Raises:
            ExceptionGroup: of what `report` raised, or of a fault of the outbox.
        """
        async with contextlib.AsyncExitStack() as sessions:
            by_reach = {
                reach: await sessions.enter_async_context(
                    guarded_session(reach, connections=100, user_agent=self._user_agent)
                )
                for reach in {self._reach, Reach.PRIVATE}
            }
            async with asyncio.TaskGroup() as group:
                loops = [group.create_task(self._prune())]
                for one in self._subscriptions:
                    session = by_reach[Reach.PRIVATE if one.allow_private else self._reach]
                    receiver = _Receiver(
                        one,
                        session,
                        self._outbox,
                        self._report,
                        self._clock,
                        self._wakes[one.id],
                        self._timeout_s,
                    )
                    loops.append(group.create_task(receiver.run(), name=f"webhook {one.id}"))
                await stop.wait()
                for loop in loops:
                    loop.cancel()

    async def _prune(self) -> None:
        while True:
            await asyncio.to_thread(self._outbox.prune, self._clock().timestamp())
            await asyncio.sleep(PRUNE_EVERY_S)


class _Receiver:
    """The queue of one subscription: a receiver that is down holds up no other."""

    def __init__(
        self,
        subscription: Subscription,
        session: aiohttp.ClientSession,
        outbox: Outbox,
        report: Report,
        clock: Clock,
        wake: asyncio.Event,
        timeout_s: float,
    ) -> None:
        self._subscription = subscription
        self._url = subscription.url.get_secret_value()
        self._receiver = f"{self._url} {subscription.secret.get_secret_value()}"
        self._session = session
        self._outbox = outbox
        self._report = report
        self._clock = clock
        self._wake = wake
        self._timeout_s = timeout_s
        self._under_way: dict[str, str] = {}  # message id by incident
        self._failures = 0
        self._rest_until = clock()
        self._disabled = False

    async def run(self) -> None:
        self._disabled = await asyncio.to_thread(
            self._outbox.is_disabled, self._subscription.id, self._receiver
        )
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                await self._report_replaced()
                wait = await self._start_due(group)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), wait)

    async def _report_replaced(self) -> None:
        now = self._clock()
        replaced = await asyncio.to_thread(
            self._outbox.replace_overtaken,
            self._subscription.id,
            tuple(self._under_way.values()),
            now.timestamp(),
        )
        for message in replaced:
            await self._tell(message, DeliveryState.REPLACED, message.attempt, Answer(None), now)

    async def _start_due(self, group: asyncio.TaskGroup) -> float | None:
        """Start sending what is due; seconds until the next is, None when only a wake can bring one."""
        # A receiver that failed lately is tried with one message before it gets the others.
        free = (1 if self._failures else AT_ONCE) - len(self._under_way)
        if self._disabled or free <= 0:
            return None
        now = self._clock()
        if self._rest_until > now:
            return (self._rest_until - now).total_seconds()
        # What is under way now may end while the file is read, and would then look as if it were to be sent.
        busy = set(self._under_way)
        limit = AT_ONCE + len(busy)
        heads = await asyncio.to_thread(self._outbox.heads, self._subscription.id, limit)
        for message in heads:
            if message.incident_id in busy:
                continue
            if free <= 0:
                return None
            if message.due > now.timestamp():
                return message.due - now.timestamp()
            self._under_way[message.incident_id] = message.id
            group.create_task(self._send(message))
            free -= 1
        return None

    async def _send(self, message: Queued) -> None:
        try:
            answer = await self._post(message)
            await self._settle(message, answer)
        finally:
            del self._under_way[message.incident_id]
            self._wake.set()

    async def _post(self, message: Queued) -> Answer:
        headers = signed_headers(self._subscription, message.id, message.body, self._clock())
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._session.post(
                    self._url, data=message.body, headers=headers, allow_redirects=False
                ) as response,
            ):
                asked = retry_after_s(response.headers.get("Retry-After"), self._clock())
                return Answer(response.status, "", asked)
        except TimeoutError:
            return Answer(None, f"no answer within {self._timeout_s:g} s")
        except (aiohttp.ClientError, OSError) as error:
            # Not the error's own text: it holds the address, which may hold a key.
            return Answer(None, "address out of reach" if was_refused(error) else type(error).__name__)

    async def _settle(self, message: Queued, answer: Answer) -> None:
        now = self._clock()
        attempt = message.attempt + 1
        then = after_attempt(message.id, attempt, answer, now)
        self._failures = 0 if answer.accepted else self._failures + 1
        self._rest_until = now + timedelta(seconds=pause_s(self._failures, answer))
        await asyncio.to_thread(self._record, message, attempt, then, now.timestamp())
        await self._tell(message, then.state, attempt, answer, now)

    def _record(self, message: Queued, attempt: int, then: Next, now: float) -> None:
        if then.state is DeliveryState.DISABLED:
            # The message stays: a new address or secret of the subscription makes it go out.
            self._disabled = True
            self._outbox.disable(self._subscription.id, self._receiver, now)
        elif then.due_at is not None:
            self._outbox.retry(message.id, attempt, then.due_at.timestamp())
        else:
            self._outbox.end(message.id, then.state, attempt, now)

    async def _tell(
        self, message: Queued, state: DeliveryState, attempt: int, answer: Answer, now: datetime
    ) -> None:
        delivery = Delivery(
            message_id=message.id,
            subscription=self._subscription.id,
            change_id=message.change_id,
            incident_id=message.incident_id,
            seq=message.seq,
            state=state,
            attempt=attempt,
            status_code=answer.status,
            detail=answer.detail,
            latency_s=max(now.timestamp() - message.first_seen, 0.0) if attempt else None,
            at=now,
        )
        await self._report(delivery)
