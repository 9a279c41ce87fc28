"""The whole pipeline as a person starts it, on the embedded stack or on the servers that the environment names."""

import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka.admin import KafkaAdminClient

from contracts.topics import all_topics
from runtime.settings import Kafka
from runtime.topic_admin import connect

ROOT = Path(__file__).parents[2]
OF_A_TEST = re.compile(r"-t[0-9a-f]{12}$")
PLAYED = re.compile(r"expected alerts came|missing alert|unexpected alert|another order|came twice")


def forget_everything(bootstrap: str) -> None:
    """Delete our topics and groups on a given broker, so that a run starts like the first."""
    admin: KafkaAdminClient = connect(Kafka(bootstrap=bootstrap))
    ours = {topic.name for topic in all_topics()}
    admin.delete_topics([name for name in admin.list_topics() if name in ours])
    groups = [row["group_id"] if isinstance(row, dict) else row[0] for row in admin.list_groups()]
    wanted = [g for g in groups if g.startswith(("processors-", "sinks-")) and not OF_A_TEST.search(g)]
    deadline = time.monotonic() + 60
    while wanted and time.monotonic() < deadline:
        results = admin.delete_groups(wanted)
        wanted = [name for name, outcome in results.items() if outcome not in (None, "OK", 0)]
        time.sleep(0.3)
    while any(name in ours for name in admin.list_topics()):
        time.sleep(0.2)
    admin.close()


class LiveRun:
    """`marsad run` in a process of its own, and what it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.log = folder / "terminal.txt"
        environment = {
            **os.environ,
            "MARSAD_ELASTICSEARCH__INDEX_PREFIX": f"t{secrets.token_hex(4)}",
            "COLUMNS": "400",
        }
        environment.pop("MARSAD_TEST_KAFKA", None)
        environment.pop("MARSAD_TEST_ELASTICSEARCH", None)
        self.given = os.environ.get("MARSAD_TEST_KAFKA")
        if self.given:
            forget_everything(self.given)
            environment["MARSAD_KAFKA__BOOTSTRAP"] = self.given
            environment["MARSAD_ELASTICSEARCH__URL"] = os.environ["MARSAD_TEST_ELASTICSEARCH"]
            options = ("--given-servers", *options)
        self.prefix = environment["MARSAD_ELASTICSEARCH__INDEX_PREFIX"]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "marsad", "run", "--folder", str(folder / "run"), *options],
                env=environment, stdout=output, stderr=output, cwd=ROOT,
            )  # fmt: skip

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, pattern: str, seconds: float) -> None:
        """Until the terminal shows it; fails with what it shows instead."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(pattern, self.text):
                return
            if self.process.poll() is not None and not re.search(pattern, self.text):
                break
            time.sleep(0.1)
        raise AssertionError(
            f"no {pattern!r} within {seconds} s; the terminal shows:\n{self.text}\n{self.stage_logs()}"
        )

    def stage_logs(self) -> str:
        """The ends of the stages' logs that speak of trouble."""
        found = []
        for path in sorted((self.folder / "run" / "logs").glob("*.log")):
            lines = [x for x in path.read_text("utf-8", "replace").splitlines() if '"level": "info"' not in x]
            found += [f"{path.name}: {line[:600]}" for line in lines[-5:]]
        return "\n".join(found)

    def wait_until_ready(self) -> None:
        self.wait_for(r"ready after", 100)

    def wait_until_played(self) -> None:
        self.wait_for(PLAYED.pattern, 150)

    @property
    def pids(self) -> dict[str, int]:
        """Process ids as first shown."""
        line = next(line for line in self.text.splitlines() if line.startswith("up: "))
        return {name: int(pid) for name, pid in re.findall(r"([a-z]+) \((\d+)\)", line)}

    @property
    def index(self) -> str:
        found = re.search(r"search at (http://[^/]+)/", self.text)
        assert found, self.text
        return found[1]

    @property
    def bootstrap(self) -> str:
        if self.given:
            return self.given
        found = re.search(r"Kafka at ([\d.:]+)", self.text)
        assert found, self.text
        return found[1]

    def search(self, index: str, **query: Any) -> list[dict[str, Any]]:
        """Documents of one of the run's indices."""
        url = f"{self.index}/{self.prefix}-{index}/_search?size=500"
        with urllib.request.urlopen(f"{self.index}/{self.prefix}-{index}/_refresh", data=b"", timeout=10):
            pass
        body = json.dumps({"query": query or {"match_all": {}}}).encode()
        request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return [hit["_source"] for hit in json.load(answer)["hits"]["hits"]]

    def stop(self) -> float:
        """Ctrl-C; returns how many seconds it took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return time.monotonic() - began


@pytest.fixture
def live_run(tmp_path: Path) -> Iterator[Callable[..., LiveRun]]:
    """Makes live runs that end with the test."""
    made: list[LiveRun] = []

    def make(*options: str) -> LiveRun:
        made.append(LiveRun(tmp_path, *options))
        return made[-1]

    yield make
    for run in made:
        run.stop()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRun]:
    """A run whose sample has played, still up."""
    run = LiveRun(tmp_path_factory.mktemp("played"))
    try:
        run.wait_until_played()
        yield run
    finally:
        run.stop()
