"""The durable outbox: what is to be sent, and what became of it, in one SQLite file.

A change's offset is committed only after its messages lie here, and a message leaves the state `pending` only
after its receiver answered; so a kill at any moment loses nothing and repeats at most what was under way,
under the same id. docs/decisions/2026-11-24-webhook-outbox.md says why a file.

Times are seconds since 1970 in UTC. All methods block and may be called from any thread.
"""

import fcntl
import hashlib
import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contracts.toll import ChangeKind
from sinks.webhooks.core.matching import Told

KEEP_S: Final = 30 * 86_400.0
"""How long ended messages are kept: they tell a repeat from a new message, and what a subscriber was told."""
STALE_S: Final = 60.0
"""From this age on a message that a newer one overtook is not sent; younger ones go out in order."""

_MAX_WHOLE: Final = 2**63 - 1
_REPLACEABLE: Final = (ChangeKind.FIRST, ChangeKind.RISE, ChangeKind.FALL, ChangeKind.CORRECTION)
_OVERTAKING: Final = (*_REPLACEABLE, ChangeKind.RETRACTION)

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY,
    subscription TEXT NOT NULL,
    change_id TEXT NOT NULL,
    incident_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    toll TEXT NOT NULL,
    best INTEGER,
    body BLOB NOT NULL,
    first_seen REAL NOT NULL,
    made REAL NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending',
    ended REAL
);
CREATE INDEX IF NOT EXISTS message_order ON message (subscription, incident_id, seq);
CREATE INDEX IF NOT EXISTS message_pending ON message (subscription, due) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS message_ended ON message (ended) WHERE ended IS NOT NULL;
CREATE TABLE IF NOT EXISTS disabled (
    subscription TEXT PRIMARY KEY,
    receiver TEXT NOT NULL,
    at REAL NOT NULL
);
"""

_HEADS: Final = """
SELECT id, subscription, change_id, incident_id, seq, body, first_seen, attempt, due FROM message AS m
WHERE subscription = ? AND state = 'pending' AND NOT EXISTS (
    SELECT 1 FROM message AS e WHERE e.subscription = m.subscription AND e.incident_id = m.incident_id
    AND e.seq < m.seq AND e.state = 'pending')
ORDER BY due, seq LIMIT ?
"""

_REPLACE: Final = """
UPDATE message SET state = 'replaced', ended = :now
WHERE subscription = :subscription AND state = 'pending' AND (attempt > 0 OR first_seen < :stale)
AND kind IN (SELECT value FROM json_each(:replaceable)) AND id NOT IN (SELECT value FROM json_each(:under_way))
AND EXISTS (
    SELECT 1 FROM message AS n WHERE n.subscription = message.subscription
    AND n.incident_id = message.incident_id AND n.toll = message.toll AND n.seq > message.seq
    AND n.kind IN (SELECT value FROM json_each(:overtaking)))
RETURNING id, subscription, change_id, incident_id, seq, body, first_seen, attempt, due
"""


class OutboxInUseError(RuntimeError):
    """Another process has this outbox open: two would send everything twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message to be sent to one subscription. `first_seen` is when its news was first seen."""

    id: str
    subscription: str
    change_id: str
    incident_id: str
    seq: int
    kind: ChangeKind
    toll: str
    best: int | None
    body: bytes
    first_seen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A message that is next of its incident. `attempt` counts the attempts that were answered or failed."""

    id: str
    subscription: str
    change_id: str
    incident_id: str
    seq: int
    body: bytes
    first_seen: float
    attempt: int
    due: float


class Outbox:
    """The outbox of one process, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Open it, made when missing.

        Raises:
            OutboxInUseError: another process has it open.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._lock_file = (folder / "outbox.lock").open("wb")
        try:
            fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock_file.close()
            raise OutboxInUseError(
                f"{folder} is in use by another process: give each its own folder"
            ) from error
        self._lock = threading.RLock()
        self._db = sqlite3.connect(folder / "outbox.sqlite", check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        # Not NORMAL: the offset is committed after this write, so it must outlive a power cut.
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file and let another process have it."""
        with self._lock:
            self._db.close()
            self._lock_file.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All within is written together, on the disk when the block ends, or not at all."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def add(self, entry: Entry, now: float) -> bool:
        """Keep a message to be sent at once; False when it was kept before, whatever became of it."""
        with self._lock:
            cursor = self._db.execute(
                "INSERT OR IGNORE INTO message (id, subscription, change_id, incident_id, seq, kind, toll, best, "
                "body, first_seen, made, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.id,
                    entry.subscription,
                    entry.change_id,
                    entry.incident_id,
                    entry.seq,
                    entry.kind,
                    entry.toll,
                    # Nobody counts so many people, but a message that says so must not stop the others.
                    None if entry.best is None else min(entry.best, _MAX_WHOLE),
                    entry.body,
                    entry.first_seen,
                    now,
                    now,
                ),
            )
            return cursor.rowcount == 1

    def told(self, subscription: str, incident_id: str, toll: str, before_seq: int) -> Told | None:
        """What the subscription was last told of a toll before this change; None without any.

        Only earlier changes count, so that a change that is read again finds what it found at first.
        """
        with self._lock:
            row = self._db.execute(
                "SELECT best FROM message WHERE subscription = ? AND incident_id = ? AND toll = ? AND seq < ? "
                "ORDER BY seq DESC LIMIT 1",
                (subscription, incident_id, toll, before_seq),
            ).fetchone()
        return None if row is None else Told(best=row[0])

    def was_told_of(self, subscription: str, incident_id: str, before_seq: int, also: Sequence[str]) -> bool:
        """Whether the subscription has had an earlier message of the incident, or any of those merged into it."""
        with self._lock:
            row = self._db.execute(
                "SELECT 1 FROM message WHERE subscription = ? AND ((incident_id = ? AND seq < ?) "
                "OR incident_id IN (SELECT value FROM json_each(?))) LIMIT 1",
                (subscription, incident_id, before_seq, json.dumps(list(also))),
            ).fetchone()
        return row is not None

    def heads(self, subscription: str, limit: int) -> list[Queued]:
        """The earliest pending message of each incident, due ones first."""
        with self._lock:
            rows = self._db.execute(_HEADS, (subscription, limit)).fetchall()
        return [_queued(row) for row in rows]

    def replace_overtaken(self, subscription: str, under_way: Collection[str], now: float) -> list[Queued]:
        """Take out what is stale: failed or old, not being sent, and overtaken by a newer change of its toll."""
        values = {
            "now": now,
            "stale": now - STALE_S,
            "subscription": subscription,
            "under_way": json.dumps(list(under_way)),
            "replaceable": json.dumps(_REPLACEABLE),
            "overtaking": json.dumps(_OVERTAKING),
        }
        with self.transaction():
            rows = self._db.execute(_REPLACE, values).fetchall()
        return [_queued(row) for row in sorted(rows, key=lambda row: int(row[4]))]

    def end(self, message_id: str, state: str, attempt: int, now: float) -> None:
        """The message is not sent any more: delivered or gave_up."""
        with self.transaction():
            self._db.execute(
                "UPDATE message SET state = ?, attempt = ?, ended = ? WHERE id = ?",
                (state, attempt, now, message_id),
            )

    def retry(self, message_id: str, attempt: int, due: float) -> None:
        """The message is to be sent again when it is due."""
        with self.transaction():
            self._db.execute(
                "UPDATE message SET attempt = ?, due = ? WHERE id = ?", (attempt, due, message_id)
            )

    def disable(self, subscription: str, receiver: str, now: float) -> None:
        """Note that this receiver (its address and secret) is gone; its messages are kept."""
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO disabled VALUES (?, ?, ?)",
                (subscription, _fingerprint(receiver), now),
            )

    def is_disabled(self, subscription: str, receiver: str) -> bool:
        """Whether this receiver is gone. Another address or secret of the subscription is another receiver."""
        with self._lock:
            row = self._db.execute(
                "SELECT 1 FROM disabled WHERE subscription = ? AND receiver = ?",
                (subscription, _fingerprint(receiver)),
            ).fetchone()
        return row is not None

    def prune(self, now: float) -> int:
        """Forget what ended long ago, and what nobody could be sent for as long; how many."""
        with self.transaction():
            cursor = self._db.execute(
                "DELETE FROM message WHERE ended < ?1 OR (state = 'pending' AND made < ?1)", (now - KEEP_S,)
            )
            return cursor.rowcount

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        with self._lock:
            rows = self._db.execute("SELECT state, count(*) FROM message GROUP BY state").fetchall()
        return {str(state): int(number) for state, number in rows}


def _queued(row: tuple[str, str, str, str, int, bytes, float, int, float]) -> Queued:
    names = ("id", "subscription", "change_id", "incident_id", "seq", "body", "first_seen", "attempt", "due")
    # The types of a row go by its columns, which a zip does not tell.
    return Queued(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]


def _fingerprint(receiver: str) -> str:
    """Address and secret are not kept themselves."""
    return hashlib.sha256(receiver.encode()).hexdigest()
