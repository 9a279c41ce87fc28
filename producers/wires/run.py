"""Watching the folders that agencies deliver into.

A file is read in the order of names and stays where it is: what was read is kept by name, size, time and
hash once the broker has its document. One that cannot be read may be half-written, so it is tried again
for a while; then it is told of and moved to `bad/` beside it.
"""

import asyncio
import hashlib
import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from contracts.document import Document
from contracts.ops import SourceHealth, SourceState
from producers.sources import WireSource
from producers.state import StateStore
from producers.wires.core.ninjs import WireError, parse

SETTLE_S: Final = 5.0
"""How long a file may stand unreadable since its last write: deliveries write for seconds at most."""
MAX_FILE_BYTES: Final = 5 * 1024 * 1024
ORIGINAL_CUT: Final = 64 * 1024
SAVE_EVERY: Final = 100
"""Files after which state is saved within one look: what a crash sends again at most."""
BAD_FOLDER: Final = "bad"

_UNFINISHED: Final = (".tmp", ".part", ".partial", ".filepart", "~")

Publish = Callable[[Document], Awaitable[None]]
"""Returns when the broker has acknowledged the document; raises when it will not."""
Report = Callable[[SourceHealth], Awaitable[None]]
Clock = Callable[[], datetime]


class Seen(BaseModel):
    """What is known of a file that was dealt with."""

    size: int
    mtime_ns: int
    sha256: str


class FolderState(BaseModel):
    """The files of one folder that were dealt with, by name."""

    folder: str
    files: dict[str, Seen] = {}


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    mtime_ns: int

    def same_as(self, seen: Seen | None) -> bool:
        return seen is not None and (seen.size, seen.mtime_ns) == (self.size, self.mtime_ns)

    def as_seen(self, sha256: str) -> Seen:
        return Seen(size=self.size, mtime_ns=self.mtime_ns, sha256=sha256)


class WireFolder:
    """One watched folder."""

    def __init__(
        self, source: WireSource, publish: Publish, report: Report, store: StateStore, clock: Clock
    ) -> None:
        self._source = source
        self._publish = publish
        self._report = report
        self._store = store
        self._clock = clock
        kept = store.load(source.id, FolderState)
        here = str(source.folder)
        self._files = dict(kept.files) if kept is not None and kept.folder == here else {}
        self._missing = False

    async def look(self) -> int:
        """Deal with every file that is new or was changed; how many documents were sent.

        Raises whatever publishing or reporting raises; what was not acknowledged is then read again.
        """
        found = await asyncio.to_thread(self._list)
        if found is None:
            await self._say_missing()
            return 0
        self._missing = False
        present = {file.path.name for file in found}
        gone = self._files.keys() - present
        for name in gone:
            del self._files[name]
        sent = dealt = 0
        for file in found:
            if file.same_as(self._files.get(file.path.name)):
                continue
            sent += await self._deal_with(file)
            dealt += 1
            if dealt % SAVE_EVERY == 0:
                self._save()
        if dealt or gone:
            self._save()
        if sent:
            await self._tell(SourceState.OK, items=sent, new_items=sent)
        return sent

    async def _deal_with(self, file: _File) -> int:
        """Send what the file says, or tell why not; 1 when a document was sent."""
        try:
            data = await asyncio.to_thread(_read, file.path)
        except OSError:
            return 0  # moved away or locked between listing and reading: the next look tells
        digest = hashlib.sha256(data).hexdigest()
        known = self._files.get(file.path.name)
        if known is not None and known.sha256 == digest:
            self._files[file.path.name] = file.as_seen(digest)
            return 0
        now = self._clock()
        if len(data) > MAX_FILE_BYTES:
            await self._set_aside(file, digest, data, "too_large", f"more than {MAX_FILE_BYTES} bytes")
            return 0
        try:
            document, bad_dates = parse(data, file.path.name, self._source, now)
        except WireError as error:
            # Both ways: a delivery from a machine whose clock is ahead must not wait for that time.
            if abs(now.timestamp() - file.mtime_ns / 1e9) >= SETTLE_S:
                await self._set_aside(file, digest, data, error.fault, error.detail)
            return 0
        await self._publish(document)
        if bad_dates:
            detail = f"{file.path.name}: {', '.join(bad_dates)}"
            await self._tell(SourceState.BAD_ITEM, "bad_date", detail, items=1, new_items=1, original=data)
        self._files[file.path.name] = file.as_seen(digest)
        return 1

    async def _set_aside(self, file: _File, digest: str, data: bytes, reason: str, detail: str) -> None:
        said = f"{file.path.name}: {detail}"
        await self._tell(SourceState.BAD_ITEM, str(reason), said, items=1, original=data)
        # Known even when it cannot be moved, so that it is told of once.
        self._files[file.path.name] = file.as_seen(digest)
        await asyncio.to_thread(_move_to_bad, file.path, digest)

    async def _say_missing(self) -> None:
        if not self._missing:
            await self._tell(SourceState.FAILING, "no_folder", f"{self._source.folder} cannot be listed")
        self._missing = True

    async def _tell(
        self,
        state: SourceState,
        reason: str = "",
        detail: str = "",
        *,
        items: int = 0,
        new_items: int = 0,
        original: bytes | None = None,
    ) -> None:
        health = SourceHealth(
            source_id=self._source.id,
            state=state,
            reason=reason,
            detail=detail,
            items=items,
            new_items=new_items,
            original=original[:ORIGINAL_CUT] if original is not None else None,
            at=self._clock(),
        )
        await self._report(health)

    def _list(self) -> list[_File] | None:
        """Plain files in the order of their names; None when the folder cannot be listed."""
        found = []
        try:
            # scandir, not iterdir: a folder of ten thousand files is looked into every second.
            with os.scandir(self._source.folder) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.endswith(_UNFINISHED):
                        continue
                    if entry.is_file(follow_symlinks=False):
                        stat = entry.stat(follow_symlinks=False)
                        found.append(_File(Path(entry.path), stat.st_size, stat.st_mtime_ns))
        except OSError:
            return None
        return sorted(found, key=lambda file: file.path.name)

    def _save(self) -> None:
        self._store.save(self._source.id, FolderState(folder=str(self._source.folder), files=self._files))


def _read(path: Path) -> bytes:
    """The file's bytes, at most one more than is allowed."""
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _move_to_bad(path: Path, digest: str) -> None:
    folder = path.parent / BAD_FOLDER
    target = folder / path.name
    try:
        folder.mkdir(exist_ok=True)
        if target.exists():
            target = folder / f"{path.name}.{digest[:12]}"
        path.replace(target)
    except OSError:
        # A folder that we may only read: the file stays, and is known.
        return


async def run(
    sources: Iterable[WireSource],
    publish: Publish,
    report: Report,
    state: StateStore,
    clock: Clock,
    stop: asyncio.Event,
) -> None:
    """Look into every folder at its own pace until `stop` is set.

    Raises:
        ExceptionGroup: of what `publish` or `report` raised.
    """
    async with asyncio.TaskGroup() as group:
        watching = [
            group.create_task(
                _watch(WireFolder(source, publish, report, state, clock), source.poll),
                name=f"wire {source.id}",
            )
            for source in sources
        ]
        await stop.wait()
        for task in watching:
            task.cancel()


async def _watch(folder: WireFolder, poll: float) -> None:
    while True:
        await folder.look()
        await asyncio.sleep(poll)
