"""What a producer remembers of each source: one small JSON file a source, replaced in one step.

Losing a file costs repeats, never news: the source is read as if for the first time, and dedup
absorbs what was sent before. So nothing here waits for the disk, and a file that cannot be read
counts as none.
"""

import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

State = TypeVar("State", bound=BaseModel)


class StateStore:
    """A folder of state files; made when missing. Ids must be safe as file names (see runtime.entries)."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def load(self, source_id: str, model: type[State]) -> State | None:
        """The state that was saved last, or None when there is none that this model can read."""
        try:
            return model.model_validate_json(self._path(source_id).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def save(self, source_id: str, state: BaseModel) -> None:
        """Put this state in place of the last one: a reader finds the old or the new one, never a part."""
        path = self._path(source_id)
        half = path.with_suffix(f".{os.getpid()}.half")
        half.write_bytes(state.model_dump_json().encode())
        half.replace(path)

    def _path(self, source_id: str) -> Path:
        return self._folder / f"{source_id}.json"
