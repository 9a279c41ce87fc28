"""What every command shares: consoles, input files, settings, and failures as one clear line."""

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NoReturn, cast

import typer
from rich.console import Console

from runtime.settings import Settings, SettingsError, load_settings

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file (TOML); MARSAD_* variables win over it.")
]
InputFile = Annotated[
    Path, typer.Argument(help="JSON lines, one article a line, gzipped or plain; - for standard input.")
]
GZIP_MAGIC = b"\x1f\x8b"
"""RFC 1952, section 2.3.1."""


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
    """The input file, or standard input for -; what is gzipped is unpacked while it is read."""
    try:
        handle = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    with handle, io.BufferedReader(cast("io.RawIOBase", handle)) as file:
        if file.peek(2)[:2] != GZIP_MAGIC:
            yield file
            return
        try:
            with gzip.open(file) as unpacked:
                yield cast("BinaryIO", unpacked)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            fail(f"cannot unpack {path}: {error}; what came before was read")


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


def leave_with(action: Callable[..., int], *arguments: Any) -> NoReturn:
    """End with the status that an action returns."""
    raise typer.Exit(action(*arguments))
