"""Bytes to model and back; one error type."""

from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from contracts.message import Message

M = TypeVar("M", bound=Message)


class DecodeCode(StrEnum):
    """Why bytes are not the message that their topic promises."""

    EMPTY = "empty"
    NOT_JSON = "not_json"
    LATER_SCHEMA = "later_schema"
    MISSING_FIELD = "missing_field"
    WRONG_FIELD = "wrong_field"


class DecodeError(ValueError):
    """Bytes that cannot be read as `model`; `code` says why, the text says where."""

    def __init__(self, code: DecodeCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def encode(message: Message) -> bytes:
    """A message as UTF-8 JSON bytes."""
    return message.to_json()


def decode(model: type[M], data: bytes | None) -> M:
    """Read bytes as a message of this model.

    Raises:
        DecodeError: the bytes are none, no JSON, of a later schema, or lack or break a field.
    """
    if not data:
        raise DecodeError(DecodeCode.EMPTY, f"no bytes where a {model.__name__} should be")
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise _why(model, error) from error


def _why(model: type[Message], error: ValidationError) -> DecodeError:
    kinds = {
        "later_schema": DecodeCode.LATER_SCHEMA,
        "json_invalid": DecodeCode.NOT_JSON,
        "missing": DecodeCode.MISSING_FIELD,
    }
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    # A later schema explains every other problem of the same message.
    worst = min(problems, key=lambda p: list(kinds).index(p["type"]) if p["type"] in kinds else len(kinds))
    where = ".".join(str(step) for step in worst["loc"]) or "(whole message)"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    code = kinds.get(worst["type"], DecodeCode.WRONG_FIELD)
    return DecodeError(code, f"{model.__name__}.{where}: {worst['msg']}{more}")
