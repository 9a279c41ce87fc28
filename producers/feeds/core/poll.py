"""One poll of a feed: what to ask for, what the answer means, when to ask again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from contracts.document import Document
from contracts.ops import SourceHealth, SourceState
from producers.feeds.core.parse import Body, Item, Parsed, parse
from producers.sources import FeedSource

ORIGINAL_CUT: Final = 64 * 1024
MAX_WAIT_S: Final = 86_400.0
"""No server may silence a source for longer than a day; a feed that is gone is asked once a day."""
BACKOFF_CAP_S: Final = 3_600.0
MAX_ITEM_REPORTS: Final = 20
"""A feed that is wrong in every entry is told of with its first entries only."""
FORGET_MOVE_AFTER: Final = 3
"""Failures in a row after which a permanent move is not believed any longer."""


class FeedState(BaseModel):
    """What is remembered between two polls. Another `configured_url` means that the operator changed it."""

    model_config = ConfigDict(frozen=True)

    configured_url: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    digests: tuple[str, ...] = ()
    failures: int = 0
    next_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """The server answered with a whole body. Header names are lower case.

    `moved_to` is where the leading permanent redirects (301, 308) lead, None without any;
    `retry_after_s` the seconds that a Retry-After header asks for, None without one.
    """

    status: int
    body: bytes
    asked_url: str
    reached_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """No whole answer: reason code (timeout, too_large, refused_address …), detail, what came of the body."""

    reason: str
    detail: str = ""
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Documents to send (oldest first), the state to keep once they are acknowledged, and what to report."""

    documents: tuple[Document, ...]
    state: FeedState
    health: tuple[SourceHealth, ...]


def first_state(source: FeedSource, now: datetime) -> FeedState:
    """The state of a feed that was never asked: due at once."""
    return FeedState(configured_url=source.url, url=source.url, next_at=now)


def conditional_headers(state: FeedState) -> dict[str, str]:
    """The headers that let the server answer 304 (RFC 9110, 13.1)."""
    headers = {}
    if state.etag:
        headers["If-None-Match"] = state.etag
    if state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    return headers


def decide(answer: Answered | Failed, source: FeedSource, state: FeedState, now: datetime) -> Decision:
    """What this answer means. `now` is when it came, in UTC."""
    if isinstance(answer, Failed):
        return _failing(source, state, now, answer)
    if answer.status == 304:
        return _unchanged(source, _alive(answer, source, state, now), now)
    if answer.status != 200:
        failed = Failed(
            f"http_{answer.status}", f"{answer.reached_url} answered {answer.status}", answer.body or None
        )
        return _failing(source, state, now, failed, wait=_wait_asked_for(answer))
    body_hash = hashlib.sha256(answer.body).hexdigest()
    if body_hash == state.body_hash:
        return _unchanged(source, _validators(answer, _alive(answer, source, state, now)), now)
    body = Body(answer.body, answer.headers.get("content-type", ""), answer.asked_url, answer.reached_url)
    parsed = parse(body, source, now)
    if parsed.fault is not None:
        return _failing(source, state, now, Failed(parsed.fault, parsed.note, answer.body))
    alive = _validators(answer, _alive(answer, source, state, now))
    return _changed(parsed, source, state.digests, alive.model_copy(update={"body_hash": body_hash}), now)


def _changed(
    parsed: Parsed, source: FeedSource, known: tuple[str, ...], alive: FeedState, now: datetime
) -> Decision:
    # Compared with the last body only: an item that goes back to an earlier text is sent again.
    fresh = [item for item in parsed.items if item.digest not in set(known)]
    documents = tuple(item.document for item in fresh if item.document is not None)
    summary = SourceHealth(
        source_id=source.id,
        state=SourceState.OK,
        reason="malformed" if parsed.note else "",
        detail=parsed.note,
        items=len(parsed.items),
        new_items=len(documents),
        at=now,
    )
    faulty = [_bad_item(item, source, now) for item in fresh if item.faults]
    state = alive.model_copy(update={"digests": tuple(item.digest for item in parsed.items)})
    return Decision(documents, state, (summary, *faulty[:MAX_ITEM_REPORTS]))


def _bad_item(item: Item, source: FeedSource, now: datetime) -> SourceHealth:
    name = item.document.item_id if item.document else item.fields.get("id") or item.fields.get("link") or ""
    return SourceHealth(
        source_id=source.id,
        state=SourceState.BAD_ITEM,
        reason=str(item.faults[-1]),
        detail=str(name)[:500],
        items=1,
        new_items=1 if item.document else 0,
        original=json.dumps(item.fields, ensure_ascii=False).encode()[:ORIGINAL_CUT],
        at=now,
    )


def _unchanged(source: FeedSource, state: FeedState, now: datetime) -> Decision:
    health = SourceHealth(source_id=source.id, state=SourceState.UNCHANGED, items=len(state.digests), at=now)
    return Decision((), state, (health,))


def _failing(
    source: FeedSource, state: FeedState, now: datetime, failed: Failed, wait: float | None = None
) -> Decision:
    failures = state.failures + 1
    seconds = max(_backoff(source.poll, failures), wait or 0.0)
    changed: dict[str, object] = {"failures": failures, "next_at": now + timedelta(seconds=seconds)}
    if failures >= FORGET_MOVE_AFTER and state.url != source.url:
        # Validators belong to the address that gave them.
        changed |= {"url": source.url, "etag": None, "last_modified": None}
    health = SourceHealth(
        source_id=source.id,
        state=SourceState.FAILING,
        reason=failed.reason,
        detail=failed.detail,
        original=failed.original[:ORIGINAL_CUT] if failed.original else None,
        at=now,
    )
    return Decision((), state.model_copy(update=changed), (health,))


def _backoff(poll: float, failures: int) -> float:
    """Twice as long after each failure in a row, up to an hour, never shorter than the feed's own poll."""
    return max(poll, min(poll * 2.0 ** min(failures - 1, 20), BACKOFF_CAP_S))


def _wait_asked_for(answer: Answered) -> float | None:
    """Seconds that the server wants to be left alone: Retry-After of 429 and 503; a day for 410 (gone)."""
    if answer.status == 410:
        return MAX_WAIT_S
    if answer.status not in {429, 503} or answer.retry_after_s is None:
        return None
    return min(answer.retry_after_s, MAX_WAIT_S)


def _alive(answer: Answered, source: FeedSource, state: FeedState, now: datetime) -> FeedState:
    changed = {
        "failures": 0,
        "url": answer.moved_to or state.url,
        "next_at": now + timedelta(seconds=source.poll),
    }
    return state.model_copy(update=changed)


def _validators(answer: Answered, state: FeedState) -> FeedState:
    changed = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
    return state.model_copy(update=changed)
