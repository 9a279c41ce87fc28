"""The command line. Each command says what it is for, with an example."""

import os
from pathlib import Path
from typing import Annotated

import typer

from marsad import offline
from marsad.terminal import Config, console, fail, friendly, leave_with, settings_or_fail

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
app.add_typer(offline.app)


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


@dlq_app.command("list")
def dlq_list(config: Config = None) -> None:
    """List dead letters: where they lie, which stage refused them and why.

    Example: marsad dlq list
    """
    from marsad import dlq

    with friendly():
        leave_with(dlq.print_list, settings_or_fail(config), console)


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
        leave_with(dlq.print_one, settings_or_fail(config), topic, offset, console)


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
        leave_with(dlq.play_again, settings_or_fail(config), topic, offset, console)


@app.command()
def doctor(config: Config = None) -> None:
    """Check that everything is reachable and right, and say what to do where it is not.

    Example: marsad doctor
    """
    from marsad.doctor import examine

    leave_with(examine, settings_or_fail(config), console)


def main() -> None:
    """The console script."""
    app()
