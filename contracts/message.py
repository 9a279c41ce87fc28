"""The frame of every model that travels.

Strict when writing (a wrong field is an error where it is made), tolerant when reading (a field
that this version does not know is ignored, a missing one is an error). A message says the version
of its schema; a reader refuses a later one instead of misreading it.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError


def _to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment with a time zone; kept and written in UTC."""


class Part(BaseModel):
    """A frozen piece of a message."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")


class Message(Part):
    """What travels on a topic. `schema_version` is of the model, and counts up when its meaning changes."""

    SCHEMA_VERSION: ClassVar[int] = 1

    schema_version: int = Field(default=1, ge=1)

    @field_validator("schema_version")
    @classmethod
    def _refuse_later(cls, version: int) -> int:
        if version > cls.SCHEMA_VERSION:
            raise PydanticCustomError(
                "later_schema",
                "schema version {version} is later than {known}, the latest this code reads",
                {"version": version, "known": cls.SCHEMA_VERSION},
            )
        return version

    def to_json(self) -> bytes:
        """The message as UTF-8 JSON bytes."""
        return self.model_dump_json().encode()

    @classmethod
    def schema_title(cls) -> str:
        return cls.__name__


def json_schema(model: type[Message]) -> dict[str, Any]:
    """The JSON schema of a message as a reader sees it."""
    return model.model_json_schema(mode="serialization")
