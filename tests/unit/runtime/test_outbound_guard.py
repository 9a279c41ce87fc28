"""Which addresses may be dialled, and how a Retry-After header is read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.outbound import Reach, is_web_address, may_dial, retry_after_s

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

INNER = [
    "127.0.0.1",
    "127.8.9.1",
    "::1",
    "::ffff:127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "fe80::1%eth0",
    "fc00::1",
    "100.64.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:0001::",
    "0.0.0.0",
    "::",
    "255.255.255.255",
    "224.0.0.1",
    "ff02::1",
    "192.0.2.1",
]


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_out_of_public_reach(address: str) -> None:
    assert not may_dial(address, Reach.PUBLIC)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
@pytest.mark.parametrize("reach", list(Reach))
def test_public_addresses_are_in_every_reach(address: str, reach: Reach) -> None:
    assert may_dial(address, reach)


def test_loopback_reach_adds_this_machine_and_nothing_else() -> None:
    assert may_dial("127.0.0.1", Reach.LOOPBACK)
    assert may_dial("::1", Reach.LOOPBACK)
    assert not may_dial("10.0.0.1", Reach.LOOPBACK)
    assert not may_dial("169.254.169.254", Reach.LOOPBACK)


def test_private_reach_still_refuses_what_is_no_single_host() -> None:
    assert may_dial("192.168.1.1", Reach.PRIVATE)
    assert may_dial("127.0.0.1", Reach.PRIVATE)
    assert not may_dial("224.0.0.1", Reach.PRIVATE)
    assert not may_dial("0.0.0.0", Reach.PRIVATE)


@given(st.ip_addresses())
def test_more_reach_never_refuses_what_less_allows(address: object) -> None:
    allowed = [may_dial(str(address), reach) for reach in (Reach.PUBLIC, Reach.LOOPBACK, Reach.PRIVATE)]
    assert allowed == sorted(allowed)


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.example/feed", True),
        ("http://a.example:8080/", True),
        ("ftp://a.example/", False),
        ("file:///etc/passwd", False),
        ("https://user:word@a.example/", False),
        ("https:///feed", False),
        ("https://a.example:99999/", False),
        ("http://[::1/", False),
    ],
)
def test_web_addresses(url: str, good: bool) -> None:
    assert is_web_address(url) is good


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("soon", None),
        ("-3", None),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@given(st.text(max_size=40))
def test_retry_after_never_raises_and_is_never_negative(value: str) -> None:
    seconds = retry_after_s(value, NOW)
    assert seconds is None or seconds >= 0
