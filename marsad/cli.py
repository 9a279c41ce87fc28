"""The command line. Each command says what it is for, with an example."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NoReturn

import typer
from rich.console import Console

from runtime.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    help="Marsad watches live news and tells who claims how many people were harmed, and how that changes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
topics_app = typer.Typer(help="Make and show the topics of the table.", no_args_is_help=True)
sources_app = typer.Typer(help="Work on a sources file.", no_args_is_help=True)
dlq_app = typer.Typer(help="Dead letters: list, show, play again.", no_args_is_help=True)
app.add_typer(topics_app, name="topics")
app.add_typer(sources_app, name="sources")
app.add_typer(dlq_app, name="dlq")

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file (TOML); MARSAD_* variables win over it.")
]
InputFile = Annotated[Path, typer.Argument(help="JSON lines, one article a line; - for standard input.")]


def fail(text: str) -> NoReturn:
    """End with status 2 and one line that says what to do."""
    errors.print(f"marsad: {text}", style="bold red", markup=False, soft_wrap=True)
    raise typer.Exit(2)


def settings_or_fail(config: Path | None) -> Settings:
    try:
        return load_settings(config)
    except SettingsError as error:
        fail(str(error))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The input file, or standard input for -."""
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        handle = path.open("rb")
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    with handle:
        yield handle


@app.command()
def run(
    sources: Annotated[
        Path | None, typer.Option(help="Your sources file; without one the sample newsroom plays.")
    ] = None,
    subscriptions: Annotated[
        Path | None, typer.Option(help="Your subscriptions, beside the terminal's own.")
    ] = None,
    folder: Annotated[Path, typer.Option(help="Data, state and logs.")] = Path(".marsad/run"),
    given_servers: Annotated[
        bool, typer.Option("--given-servers", help="Use the Kafka and Elasticsearch of the settings.")
    ] = False,
    exit_when_done: Annotated[
        bool,
        typer.Option(
            "--exit-when-done",
            help="Sample only: end after it, with 0 when exactly the expected alerts came.",
        ),
    ] = False,
    config: Config = None,
) -> None:
    """Run the whole pipeline on this machine and print every alert.

    Example: marsad run --sources my.toml
    """
    from marsad.run import RunOptions
    from marsad.run import run as run_all

    for path in (sources, subscriptions):
        if path is not None and not path.is_file():
            fail(f"{path} is not there: docs/sources.md and docs/subscriptions.md show what it holds")
    settings = settings_or_fail(config)
    options = RunOptions(folder, sources, subscriptions, given_servers, exit_when_done)
    with friendly():
        raise typer.Exit(run_all(options, settings, console))


@contextlib.contextmanager
def friendly() -> Iterator[None]:
    """Known failures of the surroundings as one line; bugs keep their traceback."""
    from runtime.embedded import EmbeddedStackError
    from runtime.entries import EntriesError
    from runtime.topic_admin import BrokerNotThere
    from sinks.elasticsearch.sink import IndexUnavailableError
    from sinks.webhooks.outbox import OutboxInUseError

    known = (BrokerNotThere, EmbeddedStackError, EntriesError, IndexUnavailableError, OutboxInUseError)
    try:
        yield
    except known as error:
        fail(str(error))


@app.command()
def work(
    stages: Annotated[list[str], typer.Argument(help="One or more stages.", metavar="STAGE...")],
    config: Config = None,
) -> None:
    """Run one stage in this process, as a deployment does; several run side by side, watched over.

    Example: marsad work dedup
    """
    from marsad.stages import STAGES, run_stage
    from marsad.work import run_side_by_side
    from runtime.log import set_up_logging
    from runtime.metrics import serve_metrics

    unknown = [stage for stage in stages if stage not in STAGES]
    if unknown:
        fail(f"no stage {', '.join(unknown)}: there are {', '.join(STAGES)}")
    settings = settings_or_fail(config)
    set_up_logging(settings.log, stages[0] if len(stages) == 1 else "work")
    with friendly():
        if len(stages) > 1:
            run_side_by_side(stages, settings.state_dir / "logs")
            return
        serve_metrics(settings.metrics)
        run_stage(stages[0], settings)


@topics_app.command("create")
def topics_create(config: Config = None) -> None:
    """Make every topic of the table that is not there yet, with its partitions and settings.

    Example: marsad topics create
    """
    from contracts.topics import all_topics
    from runtime.topic_admin import connect, create_topics

    settings = settings_or_fail(config)
    with friendly():
        admin = connect(settings.kafka)
        made = create_topics(admin, all_topics(), settings.kafka.replication)
        admin.close()
    for name in made:
        console.print(f"made {name}", markup=False)
    console.print(f"{len(made)} made, {len(all_topics()) - len(made)} were there", markup=False)


@topics_app.command("show")
def topics_show(config: Config = None) -> None:
    """Show the table of topics beside what the broker has; status 1 when they differ.

    Example: marsad topics show
    """
    from contracts.topics import all_topics
    from runtime.topic_admin import connect, topic_states

    settings = settings_or_fail(config)
    with friendly():
        admin = connect(settings.kafka)
        states = topic_states(admin, all_topics())
        admin.close()
    for state in states:
        topic = state.topic
        console.print(
            f"{topic.name:<50} {topic.partitions:>2} partitions, {topic.cleanup:<7} {state.problem or 'ok'}",
            markup=False,
            soft_wrap=True,
        )
    raise typer.Exit(1 if any(state.problem for state in states) else 0)


@sources_app.command("check")
def sources_check(file: Annotated[Path, typer.Argument(help="The sources file.")]) -> None:
    """Read a sources file and say what it holds, or every mistake in it. Fetches nothing.

    Example: marsad sources check my.toml
    """
    from producers.sources import load_sources

    with friendly():
        sources = load_sources(file, os.environ)
    for feed in sources.feeds:
        console.print(
            f"feed {feed.id}: {feed.url} every {feed.poll:g} s, {feed.outlet}", markup=False, soft_wrap=True
        )
    for wire in sources.wires:
        console.print(
            f"wire {wire.id}: {wire.folder} ({wire.format}), {wire.outlet}", markup=False, soft_wrap=True
        )


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
def ledger(
    incident: Annotated[str, typer.Argument(help="The incident's id.")],
    results: Annotated[Path, typer.Option("--in", help="The folder that a replay wrote.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="RFC 3339 time; the end when left out.")
    ] = None,
) -> None:
    """Show what was known of an incident, by whom, at a moment.

    Example: marsad ledger i-0123456789 --in results --as-of 2026-03-01T12:00:00Z
    """
    from marsad.ledger_command import print_ledger

    _exit(print_ledger, incident, results, as_of, console, sys.stderr)


@dlq_app.command("list")
def dlq_list(config: Config = None) -> None:
    """List dead letters: where they lie, which stage refused them and why.

    Example: marsad dlq list
    """
    from marsad import dlq

    with friendly():
        _exit(dlq.print_list, settings_or_fail(config), console)


@dlq_app.command("show")
def dlq_show(
    topic: Annotated[str, typer.Argument(help="Dead letter topic.")],
    offset: Annotated[int, typer.Argument(help="Its offset there.")],
    config: Config = None,
) -> None:
    """Show one dead letter whole, with its original bytes.

    Example: marsad dlq show news.document.raw.v1.normalise.dlq 3
    """
    from marsad import dlq

    with friendly():
        _exit(dlq.print_one, settings_or_fail(config), topic, offset, console)


@dlq_app.command("replay")
def dlq_replay(
    topic: Annotated[str, typer.Argument(help="Dead letter topic.")],
    offset: Annotated[int | None, typer.Argument(help="One offset; all when left out.")] = None,
    config: Config = None,
) -> None:
    """Send dead letters to their input topic again, as they were. They stay listed.

    Example: marsad dlq replay news.document.raw.v1.normalise.dlq 3
    """
    from marsad import dlq

    with friendly():
        _exit(dlq.play_again, settings_or_fail(config), topic, offset, console)


@app.command()
def doctor(config: Config = None) -> None:
    """Check that everything is reachable and right, and say what to do where it is not.

    Example: marsad doctor
    """
    from marsad.doctor import examine

    _exit(examine, settings_or_fail(config), console)


def _exit(action: Callable[..., int], *arguments: Any) -> NoReturn:
    raise typer.Exit(action(*arguments))


def main() -> None:
    """The console script."""
    app()
