"""The offline commands: the stream's own cores on files of articles, without a broker."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.terminal import Config, InputFile, console, leave_with, opened, settings_or_fail

app = typer.Typer()


@app.command()
def extract(
    file: InputFile,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each claim in its sentence with its rule.")
    ] = False,
) -> None:
    """Read claims and events from articles, without a broker.

    Example: marsad extract articles.jsonl > claims.jsonl
    """
    from marsad.explain import explain_lines
    from marsad.extract_command import extract_lines, load_engine

    with opened(file) as lines:
        if explain:
            raise typer.Exit(explain_lines(lines, console, sys.stderr, load_engine()))
        raise typer.Exit(extract_lines(lines, sys.stdout.buffer, sys.stderr, load_engine()))


@app.command()
def dedup(file: InputFile, config: Config = None) -> None:
    """Say of each article whether it is new, a repeat, a revision, a copy or an update.

    Example: marsad dedup articles.jsonl
    """
    from marsad.replay import dedup_lines

    settings = settings_or_fail(config)
    with opened(file) as lines:
        raise typer.Exit(dedup_lines(lines, sys.stdout.buffer, sys.stderr, settings))


@app.command()
def replay(
    file: InputFile,
    out: Annotated[Path, typer.Option("--out", help="Folder for the four result files.")],
    config: Config = None,
) -> None:
    """Run the whole pipeline on a file of articles, without a broker.

    Example: marsad replay articles.jsonl --out results
    """
    from marsad.extract_command import load_engine
    from marsad.replay import replay as replay_lines

    settings = settings_or_fail(config)
    with opened(file) as lines:
        raise typer.Exit(replay_lines(lines, out, load_engine(), settings, sys.stderr))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the first replay.")],
    new: Annotated[Path, typer.Argument(help="Folder of the second replay of the same file.")],
) -> None:
    """Say which tolls two replays read differently, as before a change of rules is released; status 1 when any.

    Example: marsad diff before after
    """
    from marsad.toll_diff import diff_command

    leave_with(diff_command, old, new, sys.stdout.buffer, sys.stderr)


@app.command()
def ledger(
    incident: Annotated[str, typer.Argument(help="The incident's id.")],
    results: Annotated[
        Path | None,
        typer.Option("--in", help="The folder that a replay wrote; without it the index is asked."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="RFC 3339 time; the end when left out.")
    ] = None,
    config: Config = None,
) -> None:
    """Show what was known of an incident, by whom, at a moment: by a replay's results or by the index.

    Example: marsad ledger i-0123456789 --in results --as-of 2026-03-01T12:00:00Z
    """
    from marsad.ledger_command import print_ledger

    source = results if results is not None else settings_or_fail(config).elasticsearch
    leave_with(print_ledger, incident, source, as_of, console, sys.stderr)
