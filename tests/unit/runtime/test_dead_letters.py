"""What a dead letter keeps, and when too many stop a stage."""

from datetime import UTC, datetime

import pytest

from contracts.codec import decode, encode
from contracts.ops import DeadLetter
from runtime.dead_letters import DETAIL_LIMIT, DeadLetterLimit, TooManyDeadLetters, dead_letter
from runtime.records import Dead, Record

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_original_bytes_survive_even_when_they_are_no_text() -> None:
    record = Record(
        topic="t", partition=2, offset=7, key=None, value=bytes(range(256)), headers={"trace-id": "x"}
    )
    letter = dead_letter(record, "track", Dead("not_json", "why " * 2000), NOW)
    again = decode(DeadLetter, encode(letter))
    assert again.value == bytes(range(256))
    assert (again.topic, again.partition, again.offset, again.stage, again.code) == (
        "t",
        2,
        7,
        "track",
        "not_json",
    )
    assert again.headers == {"trace-id": "x"}
    assert len(again.detail) == DETAIL_LIMIT


def test_a_few_dead_letters_stop_nothing() -> None:
    limit = DeadLetterLimit(0.5)
    for number in range(1000):
        limit.count(dead=number % 3 == 0)


def test_too_large_a_share_stops_the_stage() -> None:
    limit = DeadLetterLimit(0.5)
    with pytest.raises(TooManyDeadLetters, match="marsad dlq list"):
        for _ in range(DeadLetterLimit.WINDOW):
            limit.count(dead=True)


def test_the_first_messages_say_nothing() -> None:
    limit = DeadLetterLimit(0.5)
    for _ in range(DeadLetterLimit.LEAST - 1):
        limit.count(dead=True)
