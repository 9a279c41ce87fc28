"""The answers to Faust's faults hold on the installed release."""

import asyncio
import weakref
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.consumer.fetcher import Fetcher
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from intervaltree import IntervalTree

from runtime import faust_faults, idle_fetch
from runtime.faust_faults import SafeConsumer, faust
from runtime.supervisor import EXIT_REBALANCE

INPUT = TP("news.article.normalised.v1", 3)


class Message:
    """What a consumer looks at in a message."""

    def __init__(self, offset: int, generation_id: int = 1) -> None:
        self.tp, self.topic, self.offset, self.generation_id = INPUT, INPUT.topic, offset, generation_id
        self.acked = False


def consumer(kind: Any = SafeConsumer, committed: int | None = None) -> Any:
    """A consumer with its bookkeeping and no broker."""
    made = kind.__new__(kind)
    made._unacked_messages = weakref.WeakSet()
    made._acked = defaultdict(list)
    made._acked_index = defaultdict(set)
    made._gap = defaultdict(IntervalTree)
    made._committed_offset = defaultdict(lambda: committed)
    made._waiting_for_ack = None
    made._n_acked = 0
    made._held_back = set()
    made._assigned = False
    made._active_partitions = set()
    made._paused_partitions = set()
    made.app = SimpleNamespace(
        consumer_generation_id=1,
        topics=SimpleNamespace(acks_enabled_for=lambda topic: True),
        should_stop=False,
    )
    return made


def acknowledge(made: Any, *messages: Message) -> None:
    for message in messages:
        made._unacked_messages.add(message)
    for message in messages:
        made.ack(message)


def test_the_pinned_release_is_installed() -> None:
    assert faust.__version__ == "0.15.3", (
        "read docs/decisions/2026-11-24-faust-faults.md before moving the pin"
    )


def test_the_safe_consumer_is_the_one_in_use() -> None:
    faust_faults.install()
    assert driver.Transport.Consumer is SafeConsumer


def test_the_compiled_iterator_that_acknowledges_by_itself_is_off() -> None:
    from faust import streams

    assert streams._CStreamIterator is None


def test_it_does_not_commit_past_a_message_in_hand() -> None:
    """faust-streaming/faust#606: on a fresh partition the plain consumer commits 3 with message 0 still in hand."""
    plain, safe = consumer(driver.Consumer), consumer()
    in_hand = Message(0)
    for made in (plain, safe):
        made._unacked_messages.add(in_hand)
        acknowledge(made, Message(1), Message(2))
    assert plain._new_offset(INPUT) == 3, "the fault is gone upstream: see whether the answer is still needed"
    assert safe._new_offset(INPUT) is None
    safe.ack(in_hand)
    assert safe._new_offset(INPUT) == 3


def test_it_commits_up_to_the_message_in_hand() -> None:
    made = consumer()
    in_hand = Message(2)
    made._unacked_messages.add(in_hand)
    acknowledge(made, Message(0), Message(1), Message(3))
    assert made._new_offset(INPUT) == 2


def test_what_an_earlier_generation_fetched_is_not_acknowledged() -> None:
    made = consumer(committed=4)
    acknowledge(made, Message(5, generation_id=0))
    assert not made._acked[INPUT]


def test_input_is_held_back_until_the_flow_resumes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = consumer()
    made.can_resume_flow, made.suspend_flow = asyncio.Event(), asyncio.Event()
    made.resume_partitions({INPUT})
    assert INPUT not in made._active_partitions
    made.resume_flow()
    assert INPUT in made._active_partitions


def test_what_is_paused_again_does_not_resume_with_the_flow() -> None:
    made = consumer()
    made.can_resume_flow, made.suspend_flow = asyncio.Event(), asyncio.Event()
    made.resume_partitions({INPUT})
    made.pause_partitions({INPUT})
    made.resume_flow()
    assert INPUT not in made._active_partitions


def test_a_rebalance_after_the_first_assignment_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []

    def leave(status: int) -> None:
        ended.append(status)
        raise SystemExit(status)

    monkeypatch.setattr("os._exit", leave)
    made = consumer()
    made._assigned = True
    with pytest.raises(SystemExit):
        asyncio.run(made.on_partitions_revoked(set()))
    assert ended == [EXIT_REBALANCE]


def test_an_empty_fetch_is_followed_by_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    async def empty(self: object) -> bool:
        return False

    monkeypatch.setattr(idle_fetch, "_ORIGINAL", empty)
    monkeypatch.setattr(Fetcher, "_proc_fetch_request", Fetcher._proc_fetch_request)
    idle_fetch.pause_after_empty_fetches(30)

    async def timed() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await Fetcher._proc_fetch_request(object()) is False
        return loop.time() - began

    assert asyncio.run(timed()) >= 0.029
    idle_fetch.pause_after_empty_fetches(0)
    assert Fetcher._proc_fetch_request is empty


def test_an_assignment_lets_only_changelogs_be_read_at_first() -> None:
    made = consumer()
    changelog = TP("marsad-dedup-rows-changelog", 3)
    made.app.tables = SimpleNamespace(changelog_topics={changelog.topic})
    assert made._set_active_tps({INPUT, changelog}) == {changelog}


def test_nothing_is_fetched_while_nothing_is_active(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiokafka takes an empty set for all partitions; Faust would drop what it then gets."""
    asked: list[set[Any]] = []

    async def fetch(self: object, active: set[Any], timeout: float) -> dict[Any, Any]:
        asked.append(active)
        return {INPUT: ["message"]}

    monkeypatch.setattr(driver.Consumer, "_getmany", fetch)
    made, active = consumer(), {INPUT}
    assert asyncio.run(made._getmany(set(), 1.0)) == {}
    assert asked == []
    assert asyncio.run(made._getmany(active, 1.0)) == {INPUT: ["message"]}
    active.clear()
    assert asked == [{INPUT}], "the set was handed on itself: it may run empty while aiokafka waits"
