"""The operator's subscriptions file: who is told what, where, and signed with which secret (docs/subscriptions.md)."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from contracts.claim import Measure, Victims
from contracts.toll import ChangeKind
from runtime.entries import Entry, Secret, load_entries
from runtime.outbound import is_web_address

SIGNING_PREFIX: Final = "whsec_"
MIN_SECRET_BYTES: Final = 24
MAX_SECRET_BYTES: Final = 64
"""What Standard Webhooks 1.0 asks of a signing secret."""


def _is_signing_secret(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    try:
        key = base64.b64decode(text.removeprefix(SIGNING_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        # `from None`: the cause's text could hold a part of the secret.
        raise ValueError("must be whsec_ and base64, or ${NAME} of a variable that holds that") from None
    if not text.startswith(SIGNING_PREFIX):
        raise ValueError("must begin with whsec_, or be ${NAME} of a variable whose value does")
    if not MIN_SECRET_BYTES <= len(key) <= MAX_SECRET_BYTES:
        raise ValueError(f"must hold {MIN_SECRET_BYTES} to {MAX_SECRET_BYTES} bytes, holds {len(key)}")
    return secret


def _is_receiver(url: SecretStr) -> SecretStr:
    if not is_web_address(url.get_secret_value()):
        raise ValueError("must be an http or https address without user name and password")
    return url


SigningSecret = Annotated[Secret, AfterValidator(_is_signing_secret)]
ReceiverUrl = Annotated[Secret, AfterValidator(_is_receiver)]
"""Kept as a secret: the addresses of many receivers hold their key."""


class Filter(BaseModel):
    """Which changes are sent. An empty list lets everything pass; all that is given must be met."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: frozenset[ChangeKind] = frozenset()
    measures: frozenset[Measure] = frozenset()
    victims: frozenset[Victims] = frozenset()
    countries: frozenset[Annotated[str, Field(pattern=r"^[a-z]{2}$")]] = frozenset()
    places: frozenset[str] = Field(default=frozenset(), description="Place ids; what lies within them counts")
    min_best: int | None = Field(default=None, ge=0, description="The toll is or was at least so high")
    rise_by: int | None = Field(default=None, ge=1, description="A rise by so many since the last alert")
    rise_percent: float | None = Field(default=None, gt=0, description="Or by so many percent")


class Subscription(Entry):
    """One receiver of alerts."""

    url: ReceiverUrl
    secret: SigningSecret
    previous_secret: SigningSecret | None = Field(
        default=None, description="Signed with as well while a receiver changes over"
    )
    filter: Filter = Filter()
    allow_private: bool = Field(default=False, description="The receiver stands in a private network")


def load_subscriptions(path: Path, environment: Mapping[str, str]) -> tuple[Subscription, ...]:
    """Read a subscriptions file, in its order.

    Raises:
        runtime.entries.EntriesError: it cannot be used; every problem names file, entry and field, no secret.
    """
    found = load_entries(path, {"subscription": Subscription}, environment)
    return cast("tuple[Subscription, ...]", found["subscription"])
