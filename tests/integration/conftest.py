"""Servers for tests on real clients: the embedded stack, the ones that the environment names, or containers.

MARSAD_TEST_KAFKA=host:port and MARSAD_TEST_ELASTICSEARCH=http://host:port name real ones.
MARSAD_TEST_CONTAINERS=1 starts the images of docker-compose.yml with testcontainers; it needs a Docker engine.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runtime.embedded import free_port, start_embedded
from runtime.settings import Kafka
from runtime.topic_admin import connect

EMBEDDED_PAUSE_MS = 50


@dataclass(frozen=True, slots=True)
class Servers:
    """Where a broker and an index answer."""

    kafka: Kafka
    elasticsearch_url: str


def image_of(service: str) -> str:
    """The image that docker-compose.yml runs for a service."""
    compose = (Path(__file__).parents[2] / "docker-compose.yml").read_text("utf-8")
    found = re.search(rf"^  {service}:\n    image: (\S+)$", compose, re.MULTILINE)
    assert found, f"docker-compose.yml has no image for {service}"
    return found[1]


@contextlib.contextmanager
def containers() -> Iterator[Servers]:
    """A broker and an index in containers, on ports of 127.0.0.1 that are free now."""
    from testcontainers.community.elasticsearch import ElasticSearchContainer
    from testcontainers.core.container import DockerContainer

    port = free_port()
    broker = (
        DockerContainer(image_of("kafka"))
        .with_bind_ports(port, port)
        .with_env("CLUSTER_ID", "bWFyc2FkLXRlc3RzLTAwMQ")
        .with_env("KAFKA_NODE_ID", "1")
        .with_env("KAFKA_PROCESS_ROLES", "broker,controller")
        .with_env("KAFKA_LISTENERS", f"PLAINTEXT://:{port},CONTROLLER://:9093")
        .with_env("KAFKA_ADVERTISED_LISTENERS", f"PLAINTEXT://127.0.0.1:{port}")
        .with_env("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT")
        .with_env("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
        .with_env("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
        .with_env("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
        .with_env("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
    )
    index = ElasticSearchContainer(image_of("elasticsearch")).with_env("xpack.security.enabled", "false")
    with broker, index:
        kafka = Kafka(bootstrap=f"127.0.0.1:{port}", connect_timeout_s=90)
        connect(kafka).close()
        yield Servers(kafka, f"http://{index.get_container_host_ip()}:{index.get_exposed_port(index.port)}")


@contextlib.contextmanager
def embedded(folder: Path) -> Iterator[Servers]:
    """The embedded stack on free ports."""
    stack = start_embedded(folder, any_port=True)
    try:
        kafka = Kafka(bootstrap=stack.bootstrap, idle_fetch_pause_ms=EMBEDDED_PAUSE_MS)
        yield Servers(kafka, stack.elasticsearch_url)
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Where the tests' broker and index answer."""
    given = os.environ.get("MARSAD_TEST_KAFKA"), os.environ.get("MARSAD_TEST_ELASTICSEARCH")
    if given[0] and given[1]:
        yield Servers(Kafka(bootstrap=given[0]), given[1])
    elif os.environ.get("MARSAD_TEST_CONTAINERS"):
        with containers() as found:
            yield found
    else:
        with embedded(tmp_path_factory.mktemp("stack")) as found:
            yield found


@pytest.fixture(scope="session")
def kafka(servers: Servers) -> Kafka:
    """Settings of a broker that answers."""
    return servers.kafka


@pytest.fixture(scope="session")
def elasticsearch_url(servers: Servers) -> str:
    """Address of an index that answers."""
    return servers.elasticsearch_url


@pytest.fixture
def fresh_name() -> str:
    """A name that no other test and no earlier run has used."""
    return f"t{secrets.token_hex(6)}"


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder
