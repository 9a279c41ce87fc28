"""A watched folder: order, half-written files, what is remembered over a restart."""

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contracts.document import Document
from contracts.ops import SourceHealth, SourceState
from producers.sources import WireSource
from producers.state import StateStore
from producers.wires.run import MAX_FILE_BYTES, WireFolder

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class _Desk:
    """A folder, a clock that is moved by hand, and what came out."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "in"
        self.folder.mkdir()
        self.now = START
        self.documents: list[Document] = []
        self.health: list[SourceHealth] = []
        self.broker_is_down = False
        self._state = root / "state"
        self.restart()

    def restart(self) -> None:
        source = WireSource(id="agency", outlet="Delta Agency", folder=self.folder)
        store = StateStore(self._state)
        self._watched = WireFolder(source, self._publish, self._report, store, lambda: self.now)

    async def _publish(self, document: Document) -> None:
        if self.broker_is_down:
            raise ConnectionError("no broker")
        self.documents.append(document)

    async def _report(self, health: SourceHealth) -> None:
        self.health.append(health)

    def write(self, name: str, item: object) -> Path:
        path = self.folder / name
        path.write_bytes(item if isinstance(item, bytes) else json.dumps(item).encode())
        os.utime(path, (self.now.timestamp(), self.now.timestamp()))
        return path

    def look(self) -> list[str]:
        """One look; the ids of what it sent."""
        before = len(self.documents)
        asyncio.run(self._watched.look())
        return [document.item_id for document in self.documents[before:]]

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def reasons(self) -> list[str]:
        return [health.reason for health in self.health if health.state is not SourceState.OK]


@pytest.fixture
def desk(tmp_path: Path) -> _Desk:
    return _Desk(tmp_path)


def test_files_are_read_in_the_order_of_their_names_and_stay(desk: _Desk) -> None:
    for name in ("b", "c", "a"):
        desk.write(f"{name}.json", {"uri": name})
    assert desk.look() == ["a", "b", "c"]
    assert desk.look() == []
    assert sorted(path.name for path in desk.folder.iterdir()) == ["a.json", "b.json", "c.json"]
    (health,) = desk.health
    assert (health.state, health.new_items) == (SourceState.OK, 3)


def test_a_restart_sends_nothing_again(desk: _Desk) -> None:
    desk.write("a.json", {"uri": "a"})
    assert desk.look() == ["a"]
    desk.restart()
    desk.write("b.json", {"uri": "b"})
    assert desk.look() == ["b"]


def test_a_file_that_is_written_anew_is_read_again_but_not_one_only_touched(desk: _Desk) -> None:
    desk.write("a.json", {"uri": "a", "version": 1})
    desk.look()
    desk.pass_seconds(60)
    desk.write("a.json", {"uri": "a", "version": 1})
    assert desk.look() == []
    desk.pass_seconds(60)
    desk.write("a.json", {"uri": "a", "version": 2})
    assert desk.look() == ["a"]
    assert desk.documents[-1].version == 2


def test_a_half_written_file_is_tried_again_and_holds_up_no_other(desk: _Desk) -> None:
    desk.write("a.json", b'{"uri": "a"')
    desk.write("b.json", {"uri": "b"})
    assert desk.look() == ["b"]
    desk.pass_seconds(2)
    assert desk.look() == []
    assert desk.reasons() == []
    desk.write("a.json", {"uri": "a"})
    assert desk.look() == ["a"]
    assert desk.reasons() == []


def test_a_file_that_stays_unreadable_is_told_once_and_moved_aside(desk: _Desk) -> None:
    desk.write("a.json", b"no news")
    desk.look()
    desk.pass_seconds(6)
    desk.look()
    (bad,) = desk.health
    assert (bad.state, bad.reason, bad.original) == (SourceState.BAD_ITEM, "not_json", b"no news")
    assert bad.detail.startswith("a.json: ")
    assert (desk.folder / "bad" / "a.json").read_bytes() == b"no news"
    assert not (desk.folder / "a.json").exists()
    desk.look()
    assert len(desk.health) == 1


def test_an_unreadable_file_from_a_clock_that_is_ahead_is_set_aside_too(desk: _Desk) -> None:
    desk.write("a.json", b"no news")
    desk.pass_seconds(-60)
    desk.look()
    assert desk.reasons() == ["not_json"]


def test_two_bad_files_of_one_name_are_both_kept(desk: _Desk) -> None:
    for content in (b"one", b"two"):
        desk.write("a.json", content)
        desk.pass_seconds(6)
        desk.look()
    assert sorted(path.read_bytes() for path in (desk.folder / "bad").iterdir()) == [b"one", b"two"]


def test_a_file_over_the_limit_is_told_with_its_beginning(desk: _Desk) -> None:
    desk.write("a.json", b'{"uri": "a", "x": "' + b"x" * MAX_FILE_BYTES + b'"}')
    assert desk.look() == []
    assert desk.reasons() == ["too_large"]
    assert len(desk.health[0].original or b"") == 64 * 1024


def test_what_is_being_delivered_or_hidden_or_a_link_is_left_alone(desk: _Desk, tmp_path: Path) -> None:
    for name in (".a.json", "b.json.tmp", "c.part", "d.json~"):
        desk.write(name, {"uri": name})
    (tmp_path / "elsewhere.json").write_text('{"uri": "e"}')
    (desk.folder / "e.json").symlink_to(tmp_path / "elsewhere.json")
    (desk.folder / "f.json").mkdir()
    assert desk.look() == []
    assert desk.health == []


def test_what_the_broker_did_not_take_is_sent_at_the_next_look(desk: _Desk) -> None:
    desk.write("a.json", {"uri": "a"})
    desk.broker_is_down = True
    with pytest.raises(ConnectionError):
        desk.look()
    desk.restart()
    desk.broker_is_down = False
    assert desk.look() == ["a"]


def test_a_bad_date_is_told_and_the_item_sent(desk: _Desk) -> None:
    desk.write("a.json", {"uri": "a", "versioncreated": "noon"})
    assert desk.look() == ["a"]
    assert desk.reasons() == ["bad_date"]


def test_a_missing_folder_is_told_once_until_it_is_back(desk: _Desk) -> None:
    desk.folder.rename(desk.folder.with_name("away"))
    desk.look()
    desk.look()
    assert desk.reasons() == ["no_folder"]
    desk.folder.with_name("away").rename(desk.folder)
    desk.write("a.json", {"uri": "a"})
    assert desk.look() == ["a"]


def test_files_that_are_gone_are_forgotten(desk: _Desk, tmp_path: Path) -> None:
    desk.write("a.json", {"uri": "a"})
    desk.look()
    (desk.folder / "a.json").unlink()
    desk.look()
    assert "a.json" not in (tmp_path / "state" / "agency.json").read_text()
