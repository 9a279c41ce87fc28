"""Requests to addresses that others chose: which network addresses may be dialled.

Feeds, redirects and webhook receivers name hosts; a name may lead to the machine itself or to its
private network. The check is made on the numeric address at the moment of dialling, so it holds for
literals, redirects and names whose answer changes between look-up and use alike.
"""

import ipaddress
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 behind a translator (RFC 6052): the last 32 bits are the address that is reached."""

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Reach(StrEnum):
    """How far a request may go."""

    PUBLIC = "public"
    """Addresses of the public internet only."""
    LOOPBACK = "loopback"
    """Those and this machine itself: the embedded run."""
    PRIVATE = "private"
    """Private networks too."""


class AddressRefusedError(OSError):
    """The host's address lies outside the reach; nothing was sent."""


def may_dial(address: str, reach: Reach) -> bool:
    """Whether a numeric address (an IPv6 zone is ignored) lies within the reach."""
    ip = _innermost(ipaddress.ip_address(address.split("%", 1)[0]))
    if ip.is_multicast or ip.is_unspecified or (ip.version == 4 and ip == ipaddress.IPv4Address(2**32 - 1)):
        return False
    if reach is Reach.PRIVATE:
        return True
    if ip.is_loopback:
        return reach is Reach.LOOPBACK
    return ip.is_global


def _innermost(ip: _Ip) -> _Ip:
    """The IPv4 address that an IPv6 one carries, where it carries one."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def guarded_session(reach: Reach, *, connections: int, user_agent: str) -> aiohttp.ClientSession:
    """A client session that dials nothing outside the reach, ignores proxy variables and keeps no cookies."""

    def dial(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        if not may_dial(str(address[0]), reach):
            raise AddressRefusedError(f"address {address[0]} is not {reach}")
        return socket.socket(family, kind, protocol)

    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=dial, limit=connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent},
        trust_env=False,
        max_line_size=16_384,
        max_field_size=16_384,
    )


def was_refused(error: BaseException) -> bool:
    """Whether a failed request failed because its address lies outside the reach."""
    return any(isinstance(cause, AddressRefusedError) for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "os_error", None)]
        waiting += list(getattr(one, "exceptions", ()))


def is_web_address(url: str) -> bool:
    """Whether this is an http or https address with a host and without user name or password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, a number or a date (RFC 9110, 10.2.3); None when it holds neither."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
