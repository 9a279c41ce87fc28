"""Files that operators write as lists of entries (TOML arrays of tables): read, checked, told what is wrong.

A file holds `[[feed]]`, `[[subscription]]` … tables. Each table is one entry with an `id` that no other
entry of the file has. Secrets are written as `${NAME}` and taken from the environment.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo

_REFERENCE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")

ID_PATTERN: Final = r"^[a-z0-9][a-z0-9._-]{0,63}$"
"""Safe as a file name, a metric label and a Kafka key on every system."""


class EntriesError(ValueError):
    """A file of entries that cannot be used. Every problem names the file, the entry and the field."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _from_environment(value: object, info: ValidationInfo) -> object:
    """Replace each `${NAME}`; an unset or empty variable is an error that names it, never its value."""
    if not isinstance(value, str):
        return value
    environment: Mapping[str, str] = (info.context or {}).get("environment", {})

    def look_up(match: re.Match[str]) -> str:
        found = environment.get(match[1], "")
        if not found:
            raise ValueError(f"environment variable {match[1]} is not set")
        return found

    return _REFERENCE.sub(look_up, value)


Secret = Annotated[SecretStr, BeforeValidator(_from_environment)]
"""Text in which `${NAME}` stands for an environment variable; never shown in a repr, a log or an error."""


class Entry(BaseModel):
    """One table of the file. A field that is not known is an error: most often it is a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str = Field(pattern=ID_PATTERN)


def load_entries(
    path: Path, kinds: Mapping[str, type[Entry]], environment: Mapping[str, str]
) -> dict[str, tuple[Entry, ...]]:
    """Read a file of entries: for each kind (the table's name) its entries in the order of the file.

    Raises:
        EntriesError: the file cannot be read, is no TOML, or any entry is wrong; all problems at once.
    """
    tables = _read(path)
    problems = [
        f"{path}: unknown table [{name}]; known are {', '.join(f'[[{kind}]]' for kind in kinds)}"
        for name in tables
        if name not in kinds
    ]
    found: dict[str, tuple[Entry, ...]] = {}
    for kind, model in kinds.items():
        entries = tables.get(kind, [])
        if not isinstance(entries, list):
            problems.append(f"{path}: [{kind}] is one table; write [[{kind}]], once for each entry")
            continue
        good: list[Entry] = []
        for number, raw in enumerate(entries, start=1):
            entry = _check(f"{path}: {_called(kind, number, raw)}", model, raw, environment)
            if isinstance(entry, Entry):
                good.append(entry)
            else:
                problems.extend(entry)
        found[kind] = tuple(good)
    problems.extend(_doubled(path, found))
    if problems:
        raise EntriesError(tuple(problems))
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EntriesError((f"{path}: cannot be read: {error.strerror or error}",)) from error
    except UnicodeDecodeError as error:
        raise EntriesError((f"{path}: is not UTF-8 at byte {error.start}",)) from error
    except tomllib.TOMLDecodeError as error:
        raise EntriesError((f"{path}: is no TOML: {error}",)) from error


def _called(kind: str, number: int, raw: object) -> str:
    name = raw.get("id") if isinstance(raw, dict) else None
    return f"[[{kind}]] {name!r}" if isinstance(name, str) else f"[[{kind}]] number {number}"


def _check(
    where: str, model: type[Entry], raw: object, environment: Mapping[str, str]
) -> Entry | tuple[str, ...]:
    try:
        return model.model_validate(raw, context={"environment": environment})
    except ValidationError as error:
        # Neither the input nor the context: both may hold a secret.
        details = error.errors(include_url=False, include_input=False, include_context=False)
        return tuple(f"{where}: {_field(detail['loc'])}: {_said(detail)}" for detail in details)


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location) or "(whole entry)"


def _said(detail: Mapping[str, Any]) -> str:
    if detail["type"] == "extra_forbidden":
        return "unknown field"
    if detail["type"] == "missing":
        return "is missing"
    return str(detail["msg"]).removeprefix("Value error, ")


def _doubled(path: Path, found: Mapping[str, tuple[Entry, ...]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for kind, entries in found.items():
        for entry in entries:
            if entry.id in seen:
                yield f"{path}: [[{kind}]] {entry.id!r}: id: is taken by a [[{seen[entry.id]}]] above"
            seen.setdefault(entry.id, kind)
