"""Stages with state, killed with kill -9 at random moments: the ledgers end as those of an undisturbed run.

MARSAD_TEST_KILLS says how many kills (6 without it); MARSAD_TEST_SEED draws other moments.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

from contracts.article import Article, JudgedArticle
from contracts.codec import decode, encode
from contracts.topics import (
    ARTICLE_JUDGED,
    ARTICLE_NORMALISED,
    CLAIM_EXTRACTED,
    INCIDENT_TRACKED,
    TOLL_CHANGED,
    Topic,
    all_topics,
)
from ops.shell import read_positions
from runtime.embedded import start_embedded
from runtime.settings import Kafka
from runtime.topic_admin import connect, create_topics
from tests.e2e.conftest import forget_everything
from tests.own_stories import own_stories

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(3000)]
ROOT = Path(__file__).parents[2]
STAGES = ("dedup", "extract", "track")
KILLS = int(os.environ.get("MARSAD_TEST_KILLS", "6"))
SEED = int(os.environ.get("MARSAD_TEST_SEED", "1"))
LONGEST_LIFE_S = 4.0
QUIET_S = 3.0
_OF_ARRIVAL = frozenset({"version", "also_ids", "maybe_same_as"})
FIRST_WEEK = datetime(2026, 6, 1, tzinfo=UTC)
LATEST = FIRST_WEEK + timedelta(weeks=8)


def stories() -> list[Article]:
    """The articles of all own stories, moved by whole weeks to begin in one, in the order in which they were seen.

    What comes again after a kill is seconds old on a live stream; a year of stories in half a minute would make it
    older than what is kept. The anniversaries that some stories end with stay out for the same reason.
    """
    found = []
    for articles in own_stories():
        moved = (articles[0].seen_at - FIRST_WEEK) // timedelta(weeks=1) * timedelta(weeks=1)
        found += [
            article.model_copy(
                update={"seen_at": article.seen_at - moved, "published_at": article.published_at - moved}
            )
            for article in articles
            if article.seen_at - moved < LATEST
        ]
    return sorted(found, key=lambda article: article.seen_at)


@dataclass
class Outcome:
    """What a run left on the topics."""

    verdicts: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    changes: dict[str, set[bytes]] = field(default_factory=dict)
    ledgers: dict[str, dict[str, Any]] = field(default_factory=dict)


class Workers:
    """The stages with state as a deployment runs them; what ends by itself is started again."""

    def __init__(self, kafka: Kafka, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("MARSAD_")},
            "MARSAD_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "MARSAD_KAFKA__IDLE_FETCH_PAUSE_MS": str(kafka.idle_fetch_pause_ms),
            "MARSAD_STATE_DIR": str(folder / "state"),
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        for stage in STAGES:
            self._start(stage)

    def _start(self, stage: str) -> None:
        with (self._folder / f"{stage}.log").open("ab") as log:
            self._processes[stage] = subprocess.Popen(
                [sys.executable, "-m", "marsad", "work", stage],
                env=self._environment, stdout=log, stderr=log, cwd=ROOT,
            )  # fmt: skip

    def revive(self) -> None:
        """As a supervisor does."""
        for stage, process in self._processes.items():
            if process.poll() is not None:
                self._start(stage)

    def kill(self, stage: str) -> None:
        """Kill -9, and start it again."""
        self._processes[stage].kill()
        self._processes[stage].wait()
        self._start(stage)

    def lives(self) -> int:
        """How often a stage got as far as reading."""
        return sum(self.log(stage).count(" is up") for stage in STAGES)

    def log(self, stage: str) -> str:
        return (self._folder / f"{stage}.log").read_text("utf-8", "replace")

    def stop(self) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def fresh_broker(folder: Path) -> Iterator[Kafka]:
    """A broker on which nothing of ours was ever written, or all of it is forgotten."""
    given = os.environ.get("MARSAD_TEST_KAFKA")
    if given:
        forget_everything(given)
        yield Kafka(bootstrap=given)
        return
    stack = start_embedded(folder, any_port=True)
    try:
        yield Kafka(bootstrap=stack.bootstrap, idle_fetch_pause_ms=50)
    finally:
        stack.stop()


def test_kill_9_at_random_moments_leaves_the_ledgers_of_an_undisturbed_run(tmp_path: Path) -> None:
    articles = stories()
    with fresh_broker(tmp_path / "first") as kafka:
        undisturbed = _run(kafka, tmp_path / "undisturbed", articles, [])
    dice = random.Random(SEED)
    kills = [(dice.choice(STAGES), dice.uniform(0.0, LONGEST_LIFE_S)) for _ in range(KILLS)]
    with fresh_broker(tmp_path / "second") as kafka:
        killed = _run(kafka, tmp_path / "killed", articles, kills)
    assert undisturbed.ledgers, "the stories leave no ledger"
    assert all(len(said) == 1 for said in killed.verdicts.values()), "an article got two verdicts"
    assert killed.verdicts == undisturbed.verdicts
    twice = [told for told in killed.changes.values() if len(told) > 1]
    assert not twice, "one change id, two changes"
    assert not killed.ledgers.keys() ^ undisturbed.ledgers.keys()
    differences = [
        (key, name, killed.ledgers[key].get(name), value)
        for key, ledger in undisturbed.ledgers.items()
        for name, value in ledger.items()
        if killed.ledgers[key].get(name) != value
    ]
    assert not differences


def _run(
    kafka: Kafka, folder: Path, articles: Sequence[Article], kills: Sequence[tuple[str, float]]
) -> Outcome:
    """Feed the articles, a share of them before each kill, and wait until all is read."""
    admin = connect(kafka)
    create_topics(admin, all_topics(), 1)
    producer = KafkaProducer(bootstrap_servers=kafka.bootstrap)
    workers = Workers(kafka, folder)
    try:
        sent = 0
        for number, (stage, pause) in enumerate([*kills, ("", 0.0)], 1):
            until = len(articles) * number // (len(kills) + 1)
            for article in articles[sent:until]:
                producer.send(ARTICLE_NORMALISED.name, key=article.lang.encode(), value=encode(article))
            producer.flush()
            sent = until
            time.sleep(pause)
            workers.revive()
            if stage:
                workers.kill(stage)
        _wait_until_read(kafka, admin, workers)
        return _outcome(kafka)
    finally:
        workers.stop()
        producer.close()
        admin.close()


def _wait_until_read(kafka: Kafka, admin: Any, workers: Workers) -> None:
    """Until no group is behind, and was not for a while: a stage's output is the next one's input."""
    ends = KafkaConsumer(bootstrap_servers=kafka.bootstrap)
    wanted = {ARTICLE_NORMALISED.name, ARTICLE_JUDGED.name, CLAIM_EXTRACTED.name}
    try:
        quiet_since = time.monotonic()
        last: Any = None
        end = time.monotonic() + 240
        while time.monotonic() < end:
            workers.revive()
            positions = _positions(admin, ends, wanted)
            behind = len(positions) < len(wanted) or any(p.behind for p in positions.values())
            if behind or positions != last:
                quiet_since, last = time.monotonic(), positions
            elif time.monotonic() - quiet_since > QUIET_S:
                return
            time.sleep(0.3)
        pytest.fail(f"still behind: {last}\n" + "\n".join(workers.log(stage)[-2000:] for stage in STAGES))
    finally:
        ends.close()


def _positions(admin: Any, ends: KafkaConsumer, wanted: set[str]) -> dict[Any, Any]:
    try:
        found = read_positions(admin, ends)
    except (KafkaError, KeyError):
        # A broker that has just started knows of no group yet.
        return {}
    return {key: p for key, p in found.items() if key[0].startswith("processors-") and key[1] in wanted}


def _outcome(kafka: Kafka) -> Outcome:
    found = Outcome()
    for value in _values(kafka, ARTICLE_JUDGED):
        judged = decode(JudgedArticle, value)
        key = judged.article.article_id, judged.revision
        found.verdicts.setdefault(key, set()).add(f"{judged.verdict.value} of {judged.of}")
    for value in _values(kafka, TOLL_CHANGED):
        found.changes.setdefault(json.loads(value)["change_id"], set()).add(value)
    for value in _values(kafka, INCIDENT_TRACKED):
        incident = json.loads(value)
        found.ledgers[incident["incident_id"]] = incident
    found.ledgers = _as_they_stand(found.ledgers)
    return found


def _as_they_stand(ledgers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Without what is a matter of arrival: which incidents were open when it was last read, and how often it was."""
    merged = {other for incident in ledgers.values() for other in incident["also_ids"]}
    return {
        key: {name: value for name, value in incident.items() if name not in _OF_ARRIVAL}
        for key, incident in ledgers.items()
        if key not in merged
    }


def _values(kafka: Kafka, topic: Topic) -> list[bytes]:
    """All values of a topic, a partition's in their order."""
    consumer = KafkaConsumer(
        topic.name, bootstrap_servers=kafka.bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    values = []
    quiet = 0
    while quiet < 5:
        polled = consumer.poll(timeout_ms=400)
        quiet = 0 if polled else quiet + 1
        values += [message.value for messages in polled.values() for message in messages if message.value]
    consumer.close()
    return values
