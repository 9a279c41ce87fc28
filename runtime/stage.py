"""What a processing stage is: a function from one message to what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from contracts.message import Message
from contracts.topics import Topic
from runtime.records import Dead

Rows = Mapping[str, bytes | None]
"""State to write: key to row, None to delete it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send."""

    topic: Topic
    key: str
    message: Message


@dataclass(frozen=True, slots=True)
class Done:
    """The message was used: send these, then keep these rows. `skipped` says why nothing is sent, when so."""

    messages: tuple[Outgoing, ...] = ()
    rows: Rows = field(default_factory=dict)
    skipped: str | None = None


Result = Done | Dead

Handle = Callable[[Message], Result]
"""Pure as seen from outside: the same message gives the same result. Raises only for bugs."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: its name, the topic it reads, and how to open it.

    `open` is called once a partition with the rows that were kept for it, and gives the function that
    takes its messages in order. A stage without state is opened with no rows.
    """

    name: str
    input: Topic
    open: Callable[[Mapping[str, bytes]], Handle]
    table: str | None = None

    @property
    def group(self) -> str:
        return f"processors-{self.name}"
