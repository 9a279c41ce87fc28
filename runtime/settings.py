"""Settings: one TOML file and environment variables, checked once at the start.

An environment variable wins over the file. `MARSAD_KAFKA__BOOTSTRAP` is `bootstrap` in `[kafka]`.
Paths are relative to the working directory. docs/settings.md lists every name.
"""

import os
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

ENV_PREFIX = "MARSAD_"
CONFIG_VARIABLE = "MARSAD_CONFIG"


class SettingsError(ValueError):
    """A setting is wrong; the text names each one, where it came from and what is expected."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kafka(_Section):
    bootstrap: str = Field(
        default="127.0.0.1:9092", min_length=3, description="host:port, several with commas"
    )
    replication: int = Field(default=1, ge=1, le=7, description="Copies of each topic that is created")
    connect_timeout_s: float = Field(
        default=60, gt=0, description="How long to wait for a broker at the start"
    )
    idle_fetch_pause_ms: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="Pause after an empty fetch; only for brokers that do not wait for data themselves",
    )


class Elasticsearch(_Section):
    url: str = Field(default="http://127.0.0.1:9200", pattern=r"^https?://", description="Of one node")
    index_prefix: str = Field(
        default="marsad", pattern=r"^[a-z][a-z0-9_-]*$", description="Indices are <prefix>-articles and so on"
    )
    api_key: SecretStr | None = Field(default=None, description="Secret; never logged")
    connect_timeout_s: float = Field(default=60, gt=0, description="How long to wait for it at the start")


class Fetch(_Section):
    max_body_bytes: int = Field(default=5_000_000, ge=1_000, description="After decompression")
    timeout_s: float = Field(default=30, gt=0, description="For one whole answer")
    allow_private: bool = Field(
        default=False, description="Let feeds and webhooks lie on private or loopback hosts"
    )


class Dedup(_Section):
    window_hours: int = Field(default=72, ge=1, le=24 * 30, description="By the times in the messages")


class Track(_Section):
    policy: str = Field(default="two_origins", description="Which figure is `best`")
    vague_table: Path | None = Field(
        default=None, description="TOML of vague words and their bounds, see docs/ledger.md"
    )


class Log(_Section):
    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that is written"
    )
    format: Literal["json", "console"] = Field(
        default="json", description="One JSON object a line, or for people"
    )


class Metrics(_Section):
    port: int = Field(default=0, ge=0, le=65535, description="0: no metrics server")
    host: str = Field(default="127.0.0.1", description="Address of the metrics server")


class Settings(BaseSettings):
    """Everything that a deployment decides."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid", validate_default=True
    )
    config_file: ClassVar[Path | None] = None

    kafka: Kafka = Kafka()
    elasticsearch: Elasticsearch = Elasticsearch()
    fetch: Fetch = Fetch()
    dedup: Dedup = Dedup()
    track: Track = Track()
    log: Log = Log()
    metrics: Metrics = Metrics()
    state_dir: Path = Field(default=Path(".marsad/state"), description="Feed validators, the webhook outbox")
    state_store: Literal["memory://", "rocksdb://"] = Field(
        default="memory://",
        description="Where stages hold their state between changelog and core; rocksdb needs rocksdict",
    )
    sources: Path | None = Field(default=None, description="The sources file")
    subscriptions: Path | None = Field(default=None, description="The subscriptions file")
    heartbeat_s: float = Field(default=10, gt=0, description="Seconds between heartbeats of a process")
    dead_letter_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="A stage stops when more than this share of its last messages is dead",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings]
        if cls.config_file is not None:
            sources.append(TomlConfigSettingsSource(settings_cls, cls.config_file))
        return tuple(sources)


def load_settings(config: Path | None = None) -> Settings:
    """Settings from the file (argument, else MARSAD_CONFIG, else none) and the environment.

    Raises:
        SettingsError: the file is missing or no TOML, a name is unknown, or a value is wrong.
    """
    if config is None and os.environ.get(CONFIG_VARIABLE):
        config = Path(os.environ[CONFIG_VARIABLE])
    if config is not None and not config.is_file():
        raise SettingsError(
            f"settings file {config} is not there: name one that is, or leave it out for the defaults"
        )
    _refuse_unknown_variables()
    configured = type("Settings", (Settings,), {"config_file": config, "__module__": __name__})
    try:
        loaded: Settings = configured()
    except ValidationError as error:
        raise SettingsError(_explain(error, config)) from None
    except ValueError as error:
        raise SettingsError(f"settings file {config} cannot be read: {error}") from None
    return loaded


def _refuse_unknown_variables() -> None:
    """A typing error in a variable's name must not pass in silence."""
    known = {CONFIG_VARIABLE}
    for name, field in Settings.model_fields.items():
        known.add(f"{ENV_PREFIX}{name}".upper())
        section: Any = field.annotation
        if isinstance(section, type) and issubclass(section, _Section):
            known |= {f"{ENV_PREFIX}{name}__{inner}".upper() for inner in section.model_fields}
    for name in os.environ:
        if name.startswith(ENV_PREFIX) and not name.startswith(f"{ENV_PREFIX}TEST_") and name not in known:
            raise SettingsError(f"environment variable {name} is no setting: docs/settings.md lists them")


def _explain(error: ValidationError, config: Path | None) -> str:
    lines = []
    for problem in error.errors(include_url=False):
        path = [str(step) for step in problem["loc"]]
        variable = ENV_PREFIX + "__".join(path).upper()
        where = (
            f"environment variable {variable}" if variable in os.environ else f"{'.'.join(path)} in {config}"
        )
        lines.append(f"{where}: {problem['msg']}")
    return "wrong setting: " + "; ".join(lines)
