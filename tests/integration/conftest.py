"""Servers for tests on real clients: the embedded stack, or the ones that the environment names.

MARSAD_TEST_KAFKA=host:port and MARSAD_TEST_ELASTICSEARCH=http://host:port name real ones.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.embedded import EmbeddedStack, start_embedded
from runtime.settings import Kafka

EMBEDDED_PAUSE_MS = 50


@pytest.fixture(scope="session")
def _embedded_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStack | None]:
    if os.environ.get("MARSAD_TEST_KAFKA") and os.environ.get("MARSAD_TEST_ELASTICSEARCH"):
        yield None
        return
    stack = start_embedded(tmp_path_factory.mktemp("stack"), any_port=True)
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def kafka(_embedded_stack: EmbeddedStack | None) -> Kafka:
    """Settings of a broker that answers."""
    if _embedded_stack is None:
        return Kafka(bootstrap=os.environ["MARSAD_TEST_KAFKA"])
    return Kafka(bootstrap=_embedded_stack.bootstrap, idle_fetch_pause_ms=EMBEDDED_PAUSE_MS)


@pytest.fixture(scope="session")
def elasticsearch_url(_embedded_stack: EmbeddedStack | None) -> str:
    """Address of an index that answers."""
    if _embedded_stack is None:
        return os.environ["MARSAD_TEST_ELASTICSEARCH"]
    return _embedded_stack.elasticsearch_url


@pytest.fixture
def fresh_name() -> str:
    """A name that no other test and no earlier run has used."""
    return f"t{secrets.token_hex(6)}"


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder
