"""Every command says what it is for with an example, and mistakes are one clear line."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand as Command
from typer.core import TyperGroup as Group
from typer.testing import CliRunner

from marsad.cli import app


def commands(group: Group, path: tuple[str, ...] = ()) -> list[tuple[str, Command]]:
    found = []
    for name, command in group.commands.items():
        where = (*path, name)
        if isinstance(command, Group):
            found += commands(command, where)
        elif isinstance(command, Command):
            found.append((" ".join(where), command))
    return found


root = typer.main.get_group(app)


@pytest.mark.parametrize(("name", "command"), commands(root))
def test_help_says_what_for_with_an_example(name: str, command: Command) -> None:
    assert command.help is not None
    assert f"Example: marsad {name}" in " ".join(command.help.split())
    assert CliRunner().invoke(app, [*name.split(), "--help"]).exit_code == 0


def test_all_promised_commands_are_there() -> None:
    names = {name for name, _ in commands(root)}
    assert names >= {
        "run", "work", "topics create", "topics show", "sources check", "extract", "dedup", "replay", "ledger",
        "dlq list", "dlq show", "dlq replay", "doctor",
    }  # fmt: skip


def test_an_unknown_stage_is_refused_with_the_list() -> None:
    result = CliRunner().invoke(app, ["work", "dedupe"])
    assert result.exit_code == 2
    assert "no stage dedupe" in result.output
    assert "dedup" in result.output


def test_a_missing_input_file_is_named() -> None:
    result = CliRunner().invoke(app, ["dedup", "absent.jsonl"])
    assert result.exit_code == 2
    assert "absent.jsonl" in result.output


def test_a_missing_sources_file_is_named() -> None:
    result = CliRunner().invoke(app, ["run", "--sources", "absent.toml"])
    assert result.exit_code == 2
    assert "absent.toml" in result.output


LINE = b'{"id": "a", "title": "Two people died in a fire in Lagos", "text": "", "lang": "en"}\n'


def marsad(*arguments: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "marsad", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)


def test_what_is_gzipped_is_unpacked_by_path_and_from_standard_input(tmp_path: Path) -> None:
    packed = tmp_path / "articles.gz"
    packed.write_bytes(gzip.compress(LINE))
    plain = marsad("dedup", "-", given=LINE)
    assert plain.returncode == 0
    assert plain.stdout
    for done in (marsad("dedup", str(packed)), marsad("dedup", "-", given=packed.read_bytes())):
        assert (done.returncode, done.stdout) == (0, plain.stdout)


def test_a_gzipped_file_cut_short_is_told_and_what_came_before_is_read(tmp_path: Path) -> None:
    packed = tmp_path / "articles.gz"
    # Two members: the first one is whole.
    packed.write_bytes(gzip.compress(LINE) + gzip.compress(LINE)[:-4])
    done = marsad("dedup", str(packed))
    assert done.returncode == 2
    assert done.stdout
    assert b"cannot unpack" in done.stderr
    assert b"articles.gz" in done.stderr
