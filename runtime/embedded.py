"""The embedded stack: a broker and an index in one small binary, for one machine and for tests.

It keeps its data in a folder, but loses what it has not saved yet when it is killed, so it is for trying
and testing. A deployment has a real Kafka and a real Elasticsearch (docker-compose.yml).
"""

import contextlib
import importlib.util
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from runtime.supervisor import die_with_parent

KAFKA_PORT = 9092
ELASTICSEARCH_PORT = 9200

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 5.0


class EmbeddedStackError(RuntimeError):
    """The embedded stack could not be started; the text holds the end of its log."""


@dataclass(frozen=True, slots=True)
class EmbeddedStack:
    """A running embedded stack and where it answers."""

    process: subprocess.Popen[bytes]
    kafka_port: int
    elasticsearch_port: int

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.kafka_port}"

    @property
    def elasticsearch_url(self) -> str:
        return f"http://127.0.0.1:{self.elasticsearch_port}"

    def stop(self) -> None:
        """End it in order; kill it when it does not."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port(preferred: int = 0) -> int:
    """The preferred port of 127.0.0.1 when it is free, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
    raise EmbeddedStackError("no free port on 127.0.0.1")


def binary() -> Path:
    """The embedded stack's program.

    Raises:
        EmbeddedStackError: the package `noida-db` is not installed.
    """
    spec = importlib.util.find_spec("noida_db")
    found = Path(spec.origin).with_name("noida-db") if spec and spec.origin else None
    if found is None or not found.exists():
        raise EmbeddedStackError("the embedded stack is not installed: pip install 'marsad[embedded]'")
    # Installers may drop the mark that makes it a program.
    found.chmod(found.stat().st_mode | 0o111)
    return found


def start_embedded(data: Path, *, any_port: bool = False) -> EmbeddedStack:
    """Start it with its data in a folder and wait until both servers answer.

    With `any_port` it takes free ports, else the usual ones where they are free.

    Raises:
        EmbeddedStackError: it is not installed, ended, or did not answer in time.
    """
    data.mkdir(parents=True, exist_ok=True)
    kafka = free_port(0 if any_port else KAFKA_PORT)
    elasticsearch = free_port(0 if any_port else ELASTICSEARCH_PORT)
    command = [
        str(binary()),
        "start",
        "--only",
        "kafka,elasticsearch",
        "--host",
        "127.0.0.1",
        "--data-dir",
        str(data / "data"),
        "--kafka-port",
        str(kafka),
        "--elasticsearch-port",
        str(elasticsearch),
    ]
    log_file = data / "server.log"
    with log_file.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - it calls one C function and takes no lock
        )
    stack = EmbeddedStack(process, kafka, elasticsearch)
    _await_ports(stack, log_file)
    return stack


def _await_ports(stack: EmbeddedStack, log_file: Path) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    waiting = [stack.kafka_port, stack.elasticsearch_port]
    while waiting and time.monotonic() < end and stack.process.poll() is None:
        waiting = [port for port in waiting if not _answers(port)]
        time.sleep(0.05)
    if waiting:
        stack.process.kill()
        stack.process.wait()
        tail = "\n".join(log_file.read_text(errors="replace").splitlines()[-10:])
        raise EmbeddedStackError(f"the embedded stack did not come up; the end of {log_file}:\n{tail}")


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.5):
        return True
    return False


@contextlib.contextmanager
def embedded(data: Path, *, any_port: bool = True) -> Iterator[EmbeddedStack]:
    """An embedded stack for the time of a `with` block."""
    stack = start_embedded(data, any_port=any_port)
    try:
        yield stack
    finally:
        stack.stop()
