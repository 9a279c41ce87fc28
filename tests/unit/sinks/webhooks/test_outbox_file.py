"""The outbox: what is kept, in which order it goes, what is replaced, and what a restart finds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.toll import ChangeKind
from sinks.webhooks.core.matching import Told
from sinks.webhooks.outbox import KEEP_S, STALE_S, Entry, Outbox, OutboxInUseError

NOW = 1_000_000.0


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "outbox")
    yield box
    box.close()


def _entry(
    seq: int, kind: ChangeKind = ChangeKind.RISE, incident: str = "i", first_seen: float = NOW, **fields: Any
) -> Entry:
    whole: dict[str, Any] = {
        "id": f"msg_{incident}{seq}",
        "subscription": "desk",
        "change_id": f"c{incident}{seq}",
        "incident_id": incident,
        "seq": seq,
        "kind": kind,
        "toll": "killed/civilian",
        "best": seq,
        "body": b"{}",
        "first_seen": first_seen,
    }
    return Entry(**whole | fields)


def _heads(outbox: Outbox, subscription: str = "desk") -> list[str]:
    return [message.id for message in outbox.heads(subscription, 100)]


def _replaced(outbox: Outbox, under_way: tuple[str, ...] = (), now: float = NOW) -> list[str]:
    return [message.id for message in outbox.replace_overtaken("desk", under_way, now)]


def test_a_message_is_kept_once_whatever_became_of_it(outbox: Outbox) -> None:
    assert outbox.add(_entry(1), NOW)
    assert not outbox.add(_entry(1), NOW)
    outbox.end("msg_i1", "delivered", 1, NOW)
    assert not outbox.add(_entry(1), NOW)
    assert _heads(outbox) == []
    assert outbox.counts() == {"delivered": 1}


def test_only_the_earliest_pending_message_of_each_incident_is_next(outbox: Outbox) -> None:
    for entry in (_entry(2), _entry(1), _entry(5, incident="j"), _entry(1, subscription="other", id="msg_o")):
        outbox.add(entry, NOW)
    assert _heads(outbox) == ["msg_i1", "msg_j5"]
    assert _heads(outbox, "other") == ["msg_o"]
    outbox.retry("msg_i1", 1, NOW + 300)
    assert "msg_i2" not in _heads(outbox)
    outbox.end("msg_i1", "gave_up", 8, NOW)
    assert _heads(outbox) == ["msg_i2", "msg_j5"]


def test_due_messages_come_before_those_that_wait(outbox: Outbox) -> None:
    outbox.add(_entry(1), NOW)
    outbox.add(_entry(1, incident="j"), NOW)
    outbox.retry("msg_i1", 1, NOW + 5)
    first, second = outbox.heads("desk", 100)
    assert (first.id, first.attempt, first.due) == ("msg_j1", 0, NOW)
    assert (second.id, second.attempt, second.due) == ("msg_i1", 1, NOW + 5)


def test_a_young_message_that_was_not_tried_is_sent_though_overtaken(outbox: Outbox) -> None:
    outbox.add(_entry(1), NOW)
    outbox.add(_entry(2), NOW)
    assert _replaced(outbox) == []


@pytest.mark.parametrize("tried", [True, False])
def test_a_stale_message_is_replaced_by_a_newer_change_of_its_toll(outbox: Outbox, tried: bool) -> None:
    outbox.add(_entry(1, ChangeKind.FIRST, first_seen=NOW if tried else NOW - STALE_S - 1), NOW)
    if tried:
        outbox.retry("msg_i1", 1, NOW + 300)
    assert _replaced(outbox) == []
    outbox.add(_entry(2), NOW)
    assert _replaced(outbox) == ["msg_i1"]
    assert _heads(outbox) == ["msg_i2"]
    assert _replaced(outbox) == []


def test_what_is_being_sent_is_not_replaced(outbox: Outbox) -> None:
    outbox.add(_entry(1), NOW)
    outbox.retry("msg_i1", 1, NOW)
    outbox.add(_entry(2), NOW)
    assert _replaced(outbox, under_way=("msg_i1",)) == []
    assert _replaced(outbox) == ["msg_i1"]


@pytest.mark.parametrize("kind", [ChangeKind.RETRACTION, ChangeKind.DISPUTE_OPENED, ChangeKind.MERGED])
def test_retractions_and_disputes_are_always_sent(outbox: Outbox, kind: ChangeKind) -> None:
    outbox.add(_entry(1, kind), NOW)
    outbox.retry("msg_i1", 1, NOW)
    outbox.add(_entry(2), NOW)
    assert _replaced(outbox) == []


@pytest.mark.parametrize(
    "newer",
    [
        _entry(2, ChangeKind.DISPUTE_OPENED),
        _entry(2, toll="wounded/civilian"),
        _entry(2, incident="j"),
        _entry(2, subscription="other"),
        _entry(0),
    ],
)
def test_only_a_newer_amount_of_the_same_toll_overtakes(outbox: Outbox, newer: Entry) -> None:
    outbox.add(_entry(1), NOW)
    outbox.retry("msg_i1", 1, NOW)
    outbox.add(newer, NOW)
    assert _replaced(outbox) == []


def test_a_retraction_overtakes_the_figure_it_takes_back(outbox: Outbox) -> None:
    outbox.add(_entry(1), NOW)
    outbox.retry("msg_i1", 1, NOW)
    outbox.add(_entry(2, ChangeKind.RETRACTION), NOW)
    assert _replaced(outbox) == ["msg_i1"]
    assert _heads(outbox) == ["msg_i2"]


def test_what_was_told_before_a_change_does_not_depend_on_what_came_after(outbox: Outbox) -> None:
    assert outbox.told("desk", "i", "killed/civilian", 9) is None
    for seq in (1, 4, 6):
        outbox.add(_entry(seq), NOW)
    assert outbox.told("desk", "i", "killed/civilian", 6) == Told(best=4)
    assert outbox.told("desk", "i", "killed/civilian", 1) is None
    assert outbox.told("desk", "i", "wounded/civilian", 9) is None
    assert outbox.told("other", "i", "killed/civilian", 9) is None


def test_who_was_told_of_a_merged_incident(outbox: Outbox) -> None:
    outbox.add(_entry(3), NOW)
    assert outbox.was_told_of("desk", "i", 4, ())
    assert not outbox.was_told_of("desk", "i", 3, ())
    assert outbox.was_told_of("desk", "k", 1, ("j", "i"))
    assert not outbox.was_told_of("other", "k", 1, ("j", "i"))


def test_a_restart_finds_what_was_written_and_nothing_of_a_transaction_that_failed(tmp_path: Path) -> None:
    box = Outbox(tmp_path)
    with box.transaction():
        box.add(_entry(1), NOW)
    with pytest.raises(KeyError), box.transaction():
        box.add(_entry(2), NOW)
        raise KeyError
    box.close()
    again = Outbox(tmp_path)
    assert _heads(again) == ["msg_i1"]
    assert again.counts() == {"pending": 1}
    again.close()


def test_two_processes_cannot_send_from_one_outbox(tmp_path: Path) -> None:
    box = Outbox(tmp_path)
    with pytest.raises(OutboxInUseError, match="give each its own folder"):
        Outbox(tmp_path)
    box.close()
    Outbox(tmp_path).close()


def test_a_receiver_that_is_gone_stays_so_until_its_address_or_secret_changes(
    outbox: Outbox, tmp_path: Path
) -> None:
    outbox.disable("desk", "https://a.example/key secret", NOW)
    assert outbox.is_disabled("desk", "https://a.example/key secret")
    assert not outbox.is_disabled("desk", "https://b.example/key secret")
    assert not outbox.is_disabled("other", "https://a.example/key secret")
    for path in (tmp_path / "outbox").iterdir():
        assert b"a.example" not in path.read_bytes()


def test_only_what_is_old_is_forgotten(outbox: Outbox) -> None:
    for seq in (1, 2, 3):
        outbox.add(_entry(seq), NOW)
    outbox.end("msg_i1", "delivered", 1, NOW)
    outbox.end("msg_i2", "delivered", 1, NOW + 10)
    assert outbox.prune(NOW + KEEP_S) == 0
    assert outbox.prune(NOW + KEEP_S + 5) == 2  # the delivered first, and the third that nobody could be sent
    assert outbox.counts() == {"delivered": 1}


def test_a_figure_beyond_what_the_file_holds_does_not_stop_the_others(outbox: Outbox) -> None:
    assert outbox.add(_entry(1, best=10**30), NOW)
    assert outbox.add(_entry(2, best=None), NOW)


_STEPS = st.lists(
    st.tuples(st.sampled_from("ij"), st.integers(1, 6), st.sampled_from(list(ChangeKind))), max_size=12
)


@settings(max_examples=30, deadline=None)
@given(_STEPS)
def test_whatever_is_added_goes_out_in_the_order_of_each_incident(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, ChangeKind]]
) -> None:
    box = Outbox(tmp_path_factory.mktemp("law"))
    for incident, seq, kind in steps:
        box.add(_entry(seq, kind, incident), NOW)
    sent: dict[str, list[int]] = {"i": [], "j": []}
    while heads := box.heads("desk", 1):
        sent[heads[0].incident_id].append(heads[0].seq)
        box.end(heads[0].id, "delivered", 1, NOW)
    box.close()
    for incident, seqs in sent.items():
        assert seqs == sorted({seq for one, seq, _ in steps if one == incident})
