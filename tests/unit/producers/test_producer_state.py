"""State files: what is saved is loaded, and what cannot be read counts as none."""

from pathlib import Path

from pydantic import BaseModel

from producers.state import StateStore


class Note(BaseModel):
    text: str


def test_what_is_saved_is_loaded_also_by_another_process(tmp_path: Path) -> None:
    StateStore(tmp_path / "a" / "b").save("one", Note(text="قديم"))
    StateStore(tmp_path / "a" / "b").save("one", Note(text="جديد"))
    assert StateStore(tmp_path / "a" / "b").load("one", Note) == Note(text="جديد")
    assert StateStore(tmp_path / "a" / "b").load("two", Note) is None


def test_a_broken_file_counts_as_none_and_can_be_replaced(tmp_path: Path) -> None:
    store = StateStore(tmp_path)
    for broken in (b"", b"{", b'{"other": 1}', b"\xff"):
        (tmp_path / "one.json").write_bytes(broken)
        assert store.load("one", Note) is None
    store.save("one", Note(text="x"))
    assert store.load("one", Note) == Note(text="x")


def test_saving_leaves_no_half_file_behind(tmp_path: Path) -> None:
    StateStore(tmp_path).save("one", Note(text="x"))
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]
