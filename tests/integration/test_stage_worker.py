"""A stage on Faust loses nothing: killed, crashed, fed with rubbish, stopped, shared by two processes."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer

from contracts.article import Article
from contracts.codec import decode, encode
from contracts.ops import DeadLetter
from runtime.settings import Kafka
from runtime.topic_admin import connect, create_topics
from tests.integration.probe_stage import topics

pytestmark = pytest.mark.stack

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PROBE = Path(__file__).with_name("probe_stage.py")
ROOT = Path(__file__).parents[2]


def article(name: str, title: str = "") -> bytes:
    return encode(
        Article(
            article_id=name, source_id="s", outlet="o", lang="ar", title=title, published_at=NOW, seen_at=NOW
        )
    )


class Bench:
    """A probe's topics, and processes of it."""

    def __init__(self, name: str, kafka: Kafka, folder: Path) -> None:
        self.name = name
        self.kafka = kafka
        self.folder = folder
        self.input, self.output, self.dead, _ = topics(name)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.by_instance: dict[str, subprocess.Popen[bytes]] = {}
        self.seen: set[str] = set()
        admin = connect(kafka)
        create_topics(admin, topics(name), 1)
        admin.close()
        self.producer = KafkaProducer(bootstrap_servers=kafka.bootstrap)
        self.outputs = self._consumer(self.output.name)
        self.letters = self._consumer(self.dead.name)

    def _consumer(self, topic: str) -> KafkaConsumer:
        return KafkaConsumer(topic, bootstrap_servers=self.kafka.bootstrap, auto_offset_reset="earliest")

    def start(self, instance: str = "one") -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOSTNAME": instance,
            "MARSAD_KAFKA__BOOTSTRAP": self.kafka.bootstrap,
            "MARSAD_KAFKA__IDLE_FETCH_PAUSE_MS": str(self.kafka.idle_fetch_pause_ms),
            "MARSAD_STATE_DIR": str(self.folder / instance),
            "MARSAD_HEARTBEAT_S": "600",
        }
        with (self.folder / f"{instance}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, str(PROBE), self.name],
                env=environment,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        self.processes.append(process)
        self.by_instance[instance] = process
        return process

    def revive(self) -> None:
        """Start again what ended by itself, as a supervisor does; what the test killed stays dead."""
        for instance, process in list(self.by_instance.items()):
            if process.poll() is not None and process.returncode >= 0:
                self.start(instance)

    def send(self, key: str, value: bytes | None) -> None:
        self.producer.send(self.input.name, key=key.encode(), value=value).get(timeout=20)

    def receive(self, count: int, seconds: float = 60) -> list[Article]:
        """Outputs until `count` articles came that had not come before; those that come again are there too."""
        got: list[Article] = []
        end = time.monotonic() + seconds
        while len({a.article_id for a in got} - self.seen) < count and time.monotonic() < end:
            self.revive()
            for messages in self.outputs.poll(timeout_ms=200).values():
                got += [decode(Article, message.value) for message in messages]
        self.seen |= {a.article_id for a in got}
        return got

    def receive_new(self, count: int, seconds: float = 60) -> set[str]:
        """Ids of the articles that had not come before."""
        before = set(self.seen)
        return {a.article_id for a in self.receive(count, seconds)} - before

    def receive_letters(self, count: int, seconds: float = 60) -> list[DeadLetter]:
        got: list[DeadLetter] = []
        end = time.monotonic() + seconds
        while len(got) < count and time.monotonic() < end:
            for messages in self.letters.poll(timeout_ms=200).values():
                got += [decode(DeadLetter, message.value) for message in messages]
        return got

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        for client in (self.outputs, self.letters, self.producer):
            client.close()


@pytest.fixture
def bench(fresh_name: str, kafka: Kafka, tmp_path: Path) -> Iterator[Bench]:
    found = Bench(fresh_name, kafka, tmp_path)
    yield found
    found.close()


def test_killed_mid_way_nothing_is_lost_and_state_goes_on(bench: Bench) -> None:
    """Invariants 1 and 2: kill -9 four times while messages come; each comes out, with the same number every time."""
    process = bench.start()
    for number in range(120):
        bench.send("ar", article(f"a{number}"))
        if number % 30 == 15:
            process.kill()
            process.wait()
            process = bench.start()
    got = bench.receive(120)
    assert {a.article_id for a in got} == {f"a{n}" for n in range(120)}
    numbers = {(a.article_id, a.version) for a in got}
    assert len(numbers) == 120, "a message that was processed again got another number"
    assert {version for _, version in numbers} == set(range(1, 121))


def test_killed_while_a_message_is_in_hand_it_comes_again(bench: Bench) -> None:
    process = bench.start()
    bench.send("ar", article("before"))
    assert bench.receive(1)
    bench.send("ar", article("in-hand", title="slow"))
    time.sleep(0.4)
    process.kill()
    process.wait()
    bench.start()
    assert bench.receive_new(1) == {"in-hand"}


def test_stopped_while_a_message_is_in_hand_it_comes_again(bench: Bench) -> None:
    """SIGTERM ends the process, and acknowledges nothing that was not finished."""
    process = bench.start()
    bench.send("ar", article("before"))
    assert bench.receive(1)
    for number in range(20):
        bench.send("ar", article(f"slow{number}", title="slow"))
    time.sleep(2.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=40) == 0
    bench.start()
    bench.receive(20 - len(bench.seen - {"before"}), 90)
    assert bench.seen == {"before", *(f"slow{n}" for n in range(20))}


def test_what_cannot_be_used_is_a_dead_letter_and_the_rest_goes_on(bench: Bench) -> None:
    """Bad bytes, a later schema, a refusal, a bug, too large an output: five letters, and the good one comes out."""
    later = article("x").replace(b'"schema_version":1', b'"schema_version":7')
    bad = {
        "not_json": b"\xff{",
        "later_schema": later,
        "refused": article("r", title="refused"),
        "bug": article("b", title="bug"),
        "too_large": article("h", title="huge"),
        "empty": None,
    }
    for value in bad.values():
        bench.send("ar", value)
    bench.send("ar", article("good"))
    bench.start()
    assert [a.article_id for a in bench.receive(1)] == ["good"]
    letters = {letter.code: letter for letter in bench.receive_letters(len(bad))}
    assert set(letters) == set(bad)
    for code, value in bad.items():
        assert letters[code].value == value
        assert letters[code].stage == bench.name
        assert letters[code].topic == bench.input.name
    assert "ZeroDivisionError" in letters["bug"].detail


def test_state_is_right_after_a_bug(bench: Bench) -> None:
    bench.start()
    bench.send("ar", article("one"))
    assert {a.version for a in bench.receive(1)} == {1}
    bench.send("ar", article("b", title="bug"))
    bench.send("ar", article("two"))
    assert {a.version for a in bench.receive(1) if a.article_id == "two"} == {2}


def test_two_processes_share_the_partitions_and_lose_nothing(bench: Bench) -> None:
    bench.start("one")
    for number in range(40):
        bench.send(f"k{number % 16}", article(f"a{number}"))
    got = bench.receive(40)
    second = bench.start("two")
    for number in range(40, 140):
        bench.send(f"k{number % 16}", article(f"a{number}"))
        time.sleep(0.03)
        bench.revive()
    got += bench.receive(100)
    second.kill()
    second.wait()
    for number in range(140, 180):
        bench.send(f"k{number % 16}", article(f"a{number}"))
    bench.start("two")
    got += bench.receive(40, 90)
    assert {a.article_id for a in got} == {f"a{n}" for n in range(180)}
    versions = Counter(a.article_id for a in {(a.article_id, a.version): a for a in got}.values())
    assert max(versions.values()) == 1, "state was not carried over with its partition"


def test_no_broker_is_said_clearly_and_given_up_in_the_stated_time(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "MARSAD_KAFKA__BOOTSTRAP": "127.0.0.1:1",
        "MARSAD_KAFKA__CONNECT_TIMEOUT_S": "2",
        "MARSAD_STATE_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "marsad", "work", "normalise"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "waiting for the broker" in done.stderr
    assert "no Kafka broker answered at 127.0.0.1:1 within 2 s" in done.stderr
