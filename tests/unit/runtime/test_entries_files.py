"""Files of entries: what is read, and that every error names file, entry and field, never a secret."""

from pathlib import Path

import pytest
from pydantic import Field

from runtime.entries import EntriesError, Entry, Secret, load_entries


class Door(Entry):
    width: int = Field(ge=1)
    key: Secret | None = None


def _load(path: Path, text: str, **environment: str) -> tuple[Entry, ...]:
    path.write_text(text, encoding="utf-8")
    return load_entries(path, {"door": Door}, environment)["door"]


def _problems(path: Path, text: str, **environment: str) -> tuple[str, ...]:
    with pytest.raises(EntriesError) as caught:
        _load(path, text, **environment)
    return caught.value.problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "doors.toml"


def test_entries_come_in_the_files_order(path: Path) -> None:
    entries = _load(path, '[[door]]\nid="b"\nwidth=1\n[[door]]\nid="a"\nwidth=2\n')
    assert [entry.id for entry in entries] == ["b", "a"]


def test_a_secret_is_taken_from_the_environment_and_not_shown(path: Path) -> None:
    (door,) = _load(path, '[[door]]\nid="a"\nwidth=1\nkey="x-${KEY}"\n', KEY="opensesame")
    assert isinstance(door, Door)
    assert door.key is not None
    assert door.key.get_secret_value() == "x-opensesame"
    assert "opensesame" not in repr(door)


def test_an_unset_variable_is_named(path: Path) -> None:
    problems = _problems(path, '[[door]]\nid="a"\nwidth=1\nkey="${NO_SUCH}"\n')
    assert problems == (f"{path}: [[door]] 'a': key: environment variable NO_SUCH is not set",)


def test_all_problems_come_at_once_with_file_entry_and_field(path: Path) -> None:
    text = '[[door]]\nid="a"\nwidth=0\n[[door]]\nwidth=1\ncolour="red"\n[[window]]\nid="w"\n'
    problems = _problems(path, text)
    assert problems[0].startswith(f"{path}: unknown table [window]")
    assert f"{path}: [[door]] 'a': width: Input should be greater than or equal to 1" in problems
    assert f"{path}: [[door]] number 2: id: is missing" in problems
    assert f"{path}: [[door]] number 2: colour: unknown field" in problems


def test_a_doubled_id_is_refused(path: Path) -> None:
    problems = _problems(path, '[[door]]\nid="a"\nwidth=1\n[[door]]\nid="a"\nwidth=2\n')
    assert problems == (f"{path}: [[door]] 'a': id: is taken by a [[door]] above",)


def test_errors_do_not_hold_what_was_written_as_a_secret(path: Path) -> None:
    problems = _problems(path, '[[door]]\nid="a"\nwidth="wide"\nkey="hunter2"\n')
    assert not any("hunter2" in problem for problem in problems)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[door", "is no TOML"),
        (b"\xff\xfe", "is not UTF-8"),
        (b'[door]\nid="a"\n', "write [[door]]"),
        (b"door = 3\n", "write [[door]]"),
        (b"door = [3]\n", "[[door]] number 1: (whole entry)"),
    ],
)
def test_what_is_no_list_of_entries_is_told(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    with pytest.raises(EntriesError, match=r"doors\.toml") as caught:
        load_entries(path, {"door": Door}, {})
    assert said in str(caught.value)


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(EntriesError, match="cannot be read: No such file"):
        load_entries(path, {"door": Door}, {})
