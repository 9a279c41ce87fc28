"""The operator's sources file: which feeds are polled and which folders are watched (docs/sources.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, cast

from pydantic import Field, field_validator

from runtime.entries import Entry, Secret, load_entries
from runtime.outbound import is_web_address

DEFAULT_POLL_S: Final = 300.0
"""What feeds that say nothing of it are commonly asked at."""

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""ISO 639-1, lower case."""

Country = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""ISO 3166-1 alpha-2, lower case."""


class _Source(Entry):
    outlet: str = Field(min_length=1, description="Who publishes it, as subscribers know it")
    lang: Language | None = None
    country: Country | None = Field(default=None, description="Where the outlet is at home")


class FeedSource(_Source):
    """A feed to poll. `headers` are sent to the feed's own host only, never to where it redirects."""

    url: str
    poll: float = Field(
        default=DEFAULT_POLL_S, ge=1, le=86_400, description="Seconds from one poll to the next"
    )
    headers: dict[str, Secret] = Field(default_factory=dict)
    allow_private: bool = Field(default=False, description="The feed stands in a private network")
    full_text: Literal[False] = Field(default=False, description="Reading article pages is not there yet")

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str) -> str:
        if "${" in url:
            raise ValueError("holds ${…}; addresses are logged, so put secrets into headers")
        if not is_web_address(url):
            raise ValueError("must be an http or https address without user name and password")
        return url


class WireSource(_Source):
    """A folder that an agency's delivery writes files into."""

    folder: Path
    format: Literal["ninjs"] = "ninjs"
    poll: float = Field(default=1.0, ge=0.1, le=3_600, description="Seconds from one look to the next")


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of one file, in its order. No two share an id."""

    feeds: tuple[FeedSource, ...]
    wires: tuple[WireSource, ...]


def load_sources(path: Path, environment: Mapping[str, str]) -> Sources:
    """Read a sources file. A relative wire folder counts from the file's own folder.

    Raises:
        runtime.entries.EntriesError: it cannot be used; every problem names file, entry and field.
    """
    found = load_entries(path, {"feed": FeedSource, "wire": WireSource}, environment)
    wires = cast("tuple[WireSource, ...]", found["wire"])
    return Sources(
        feeds=cast("tuple[FeedSource, ...]", found["feed"]),
        wires=tuple(wire.model_copy(update={"folder": path.parent / wire.folder}) for wire in wires),
    )
