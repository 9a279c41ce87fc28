"""Fetching a feed's address: bounded in size, time, redirects and in where it may lead."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

import aiohttp
from multidict import CIMultiDictProxy

from producers.feeds.core.poll import ORIGINAL_CUT, Answered, Failed
from producers.sources import FeedSource
from runtime.outbound import Reach, guarded_session, is_web_address, retry_after_s, was_refused

_PERMANENT: Final = {301, 308}
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_KEPT_HEADERS: Final = {"etag", "last-modified", "content-type"}
_WEB_PORTS: Final = {80, 443}
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost. Bytes count after decompression; seconds run over all redirects."""

    max_bytes: int = 5 * 1024 * 1024
    total_s: float = 30.0
    max_redirects: int = 5
    connections: int = 50
    per_host: int = 2
    host_gap_s: float = 0.1


class _Host:
    """How one host is spared: few requests at once, and a pause between two starts."""

    def __init__(self, at_once: int, gap_s: float) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._gap_s = gap_s
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._slots:
            now = time.monotonic()
            start = max(now, self._free_at)
            self._free_at = start + self._gap_s
            await asyncio.sleep(start - now)
            yield


class Fetcher:
    """Fetches feeds. Use as an async context manager; one for all feeds of a process."""

    def __init__(self, limits: Limits, *, reach: Reach, user_agent: str) -> None:
        """`reach` is for sources that do not say `allow_private`."""
        self._limits = limits
        self._reach = reach
        self._user_agent = user_agent
        self._sessions: dict[Reach, aiohttp.ClientSession] = {}
        self._hosts: dict[str, _Host] = {}

    async def __aenter__(self) -> "Fetcher":
        for reach in {self._reach, Reach.PRIVATE}:
            self._sessions[reach] = guarded_session(
                reach, connections=self._limits.connections, user_agent=self._user_agent
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    async def fetch(self, source: FeedSource, url: str, headers: Mapping[str, str]) -> Answered | Failed:
        """Ask `url` with these headers. Never raises for what a server or a network does."""
        host = urlsplit(url).netloc
        spared = self._hosts.setdefault(host, _Host(self._limits.per_host, self._limits.host_gap_s))
        async with spared.turn():
            try:
                async with asyncio.timeout(self._limits.total_s):
                    return await self._follow(source, url, headers)
            except TimeoutError:
                return Failed("timeout", f"no whole answer within {self._limits.total_s:g} s")
            except aiohttp.ClientConnectorError as error:
                reason = "refused_address" if was_refused(error) else "cannot_connect"
                return Failed(reason, str(error))
            except aiohttp.ClientError as error:
                return Failed("bad_answer", f"{type(error).__name__}: {error}"[:500])
            except (OSError, ValueError) as error:
                return Failed("cannot_connect", f"{type(error).__name__}: {error}"[:500])

    async def _follow(self, source: FeedSource, first: str, headers: Mapping[str, str]) -> Answered | Failed:
        """Go where redirects lead, one hop at a time, so that each target is checked before it is asked."""
        session = self._sessions[Reach.PRIVATE if source.allow_private else self._reach]
        own = {name: secret.get_secret_value() for name, secret in source.headers.items()}
        url, moved_to, permanent = first, None, True
        for _ in range(self._limits.max_redirects + 1):
            sent = {"Accept": _ACCEPT, **headers, **(own if _origin(url) == _origin(source.url) else {})}
            async with session.get(url, headers=sent, allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    return await self._read(response, first, url, moved_to)
                permanent = permanent and response.status in _PERMANENT
            url = urljoin(url, target)
            if not self._may_follow(url, source):
                return Failed("refused_redirect", f"redirects to {url[:200]}")
            if permanent:
                moved_to = url
        return Failed("too_many_redirects", f"more than {self._limits.max_redirects}, last to {url[:200]}")

    def _may_follow(self, url: str, source: FeedSource) -> bool:
        if not is_web_address(url):
            return False
        port = urlsplit(url).port
        # A port that is not the web's may be another service; the operator's own choice is trusted.
        return port is None or port in _WEB_PORTS or port == urlsplit(source.url).port or source.allow_private

    async def _read(
        self, response: aiohttp.ClientResponse, asked: str, reached: str, moved_to: str | None
    ) -> Answered | Failed:
        body = bytearray()
        limit = self._limits.max_bytes
        async for chunk in response.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > limit:
                response.close()
                return Failed("too_large", f"more than {limit} bytes", bytes(body[:ORIGINAL_CUT]))
        return Answered(
            status=response.status,
            body=bytes(body),
            asked_url=asked,
            reached_url=reached,
            headers=_kept(response.headers),
            moved_to=moved_to,
            retry_after_s=retry_after_s(response.headers.get("Retry-After"), datetime.now(UTC)),
        )


def _kept(headers: CIMultiDictProxy[str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() in _KEPT_HEADERS}


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
