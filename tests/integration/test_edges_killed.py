"""The first and the last stage as real processes on a real broker, killed with kill -9 at awkward moments."""

import asyncio
import json
import os
import secrets
import subprocess
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web
from elasticsearch import AsyncElasticsearch
from kafka import KafkaConsumer, KafkaProducer
from standardwebhooks import Webhook

from contracts.claim import Measure, Victims
from contracts.codec import decode, encode
from contracts.document import Document
from contracts.ops import SourceHealth
from contracts.toll import Amount, Change, ChangeKind
from contracts.topics import DOCUMENT_RAW, SOURCE, TOLL_CHANGED, all_topics
from runtime.settings import Kafka
from runtime.topic_admin import connect, create_topics

pytestmark = [pytest.mark.stack, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SECRET = "whsec_" + b64encode(secrets.token_bytes(32)).decode()


class Stage:
    """One stage as `marsad work` runs it; it can be killed and started again."""

    def __init__(self, name: str, kafka: Kafka, index: str, folder: Path) -> None:
        self._name = name
        self._log = folder / f"{name}.log"
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("MARSAD_")},
            "PYTHONPATH": str(ROOT),
            "MARSAD_KAFKA__BOOTSTRAP": kafka.bootstrap,
            "MARSAD_KAFKA__IDLE_FETCH_PAUSE_MS": str(kafka.idle_fetch_pause_ms),
            "MARSAD_ELASTICSEARCH__URL": index,
            "MARSAD_ELASTICSEARCH__INDEX_PREFIX": folder.name.lower()[-40:]
            .replace("_", "-")
            .lstrip("-0123456789"),
            "MARSAD_STATE_DIR": str(folder / "state"),
            "MARSAD_SOURCES": str(folder / "sources.toml"),
            "MARSAD_SUBSCRIPTIONS": str(folder / "subscriptions.toml"),
            "MARSAD_FETCH__ALLOW_PRIVATE": "true",
            "HOSTNAME": folder.name,
            "TEST_SECRET": SECRET,
        }
        self.prefix = self._environment["MARSAD_ELASTICSEARCH__INDEX_PREFIX"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "marsad", "work", self._name],
                env=self._environment,
                stdout=log,
                stderr=log,
                cwd=self._log.parent,
            )

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def end(self) -> int:
        """SIGTERM; the exit status within ten seconds."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(10)

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def was_up(self, times: int) -> bool:
        """Whether so many lives of it got as far as reading."""
        return self._log.read_text(errors="replace").count(" is up") >= times

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]


@pytest.fixture
def folder(tmp_path: Path, kafka: Kafka) -> Path:
    admin = connect(kafka)
    create_topics(admin, all_topics(), 1)
    admin.close()
    return tmp_path


@pytest.fixture
def stage(folder: Path, kafka: Kafka, elasticsearch_url: str) -> Iterator[Callable[[str], Stage]]:
    made: list[Stage] = []

    def make(name: str) -> Stage:
        made.append(Stage(name, kafka, elasticsearch_url, folder))
        return made[-1]

    yield make
    for one in made:
        one.close()


async def _until(done: Callable[[], bool], seconds: float, what: Callable[[], str]) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not done():
                await asyncio.sleep(0.05)
    except TimeoutError:
        pytest.fail(what())


async def _serve(
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


class Reader:
    """What came on a topic since the reader was made."""

    def __init__(self, kafka: Kafka, topic: str) -> None:
        self._consumer = KafkaConsumer(bootstrap_servers=kafka.bootstrap, auto_offset_reset="earliest")
        self._consumer.subscribe([topic])
        self.values: list[bytes] = []

    def poll(self) -> list[bytes]:
        for messages in self._consumer.poll(timeout_ms=100).values():
            self.values += [message.value for message in messages]
        return self.values

    def close(self) -> None:
        self._consumer.close()


def test_feeds_killed_while_they_send_lose_no_item(
    stage: Callable[[str], Stage], folder: Path, kafka: Kafka, fresh_name: str
) -> None:
    """A feed gets an item every few hundredths of a second while its process is killed three times."""
    items: list[str] = []

    async def feed(_: web.Request) -> web.StreamResponse:
        body = "".join(f"<item><guid>{name}</guid><title>{name}</title></item>" for name in items)
        return web.Response(body=f"<rss version='2.0'><channel>{body}</channel></rss>".encode())

    async def main() -> None:
        runner, address = await _serve(feed)
        (folder / "sources.toml").write_text(
            f'[[feed]]\nid = "{fresh_name}"\noutlet = "Post"\nurl = "{address}/rss"\npoll = 1\n'
        )
        documents, process = Reader(kafka, DOCUMENT_RAW.name), stage("feeds")

        def sent() -> set[str]:
            found = [decode(Document, value) for value in documents.poll()]
            return {document.item_id for document in found if document.source_id == fresh_name}

        process.start()
        for life in range(3):
            before = len(sent())
            while len(sent()) <= before:
                items.append(f"n{len(items)}")
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.01 * life)
            process.kill()
            process.start()
        await _until(lambda: sent() == set(items), 30, lambda: f"{set(items) - sent()} lost\n{process.log()}")
        assert process.end() == 0, process.log()
        documents.close()
        await runner.cleanup()

    asyncio.run(main())


def test_wires_killed_while_they_send_lose_no_item_and_no_kill(
    stage: Callable[[str], Stage], folder: Path, kafka: Kafka, fresh_name: str
) -> None:
    """An agency delivers a file every few hundredths of a second while the process is killed three times."""

    async def main() -> None:
        (folder / "wire").mkdir()
        (folder / "sources.toml").write_text(
            f'[[wire]]\nid = "{fresh_name}"\noutlet = "Agency"\nfolder = "wire"\npoll = 0.1\n'
        )
        documents, process = Reader(kafka, DOCUMENT_RAW.name), stage("wires")
        delivered: set[tuple[str, str]] = set()

        def deliver() -> None:
            number = len(delivered)
            status = "canceled" if number % 5 == 4 else "usable"
            half = folder / "wire" / f"{number:05}.json.part"
            half.write_text(json.dumps({"uri": f"n{number}", "pubstatus": status}))
            half.rename(half.with_suffix(""))
            delivered.add((f"n{number}", status))

        def sent() -> set[tuple[str, str]]:
            found = [decode(Document, value) for value in documents.poll()]
            return {(one.item_id, str(one.status)) for one in found if one.source_id == fresh_name}

        process.start()
        for life in range(3):
            before = len(sent())
            while len(sent()) <= before:
                deliver()
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.01 * life)
            process.kill()
            process.start()
        await _until(lambda: sent() == delivered, 30, lambda: f"{delivered - sent()} lost\n{process.log()}")
        assert process.end() == 0, process.log()
        documents.close()

    asyncio.run(main())


def test_a_source_that_is_no_feed_is_told_with_its_bytes_and_others_go_on(
    stage: Callable[[str], Stage], folder: Path, kafka: Kafka, fresh_name: str
) -> None:
    async def serve(request: web.Request) -> web.StreamResponse:
        if request.path == "/huge":
            response = web.StreamResponse()
            await response.prepare(request)
            for _ in range(20):
                await response.write(b"<" * 1_000_000)
            return response
        if request.path == "/broken":
            return web.Response(body=b"we are sorry")
        return web.Response(body=b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>")

    async def main() -> None:
        runner, address = await _serve(serve)
        names = ("huge", "broken", "good")
        (folder / "sources.toml").write_text(
            "".join(
                f'[[feed]]\nid = "{fresh_name}-{name}"\noutlet = "Post"\nurl = "{address}/{name}"\npoll = 1\n'
                for name in names
            )
        )
        reader, process = Reader(kafka, SOURCE.name), stage("feeds")
        process.start()

        def told() -> dict[str, SourceHealth]:
            found = [decode(SourceHealth, value) for value in reader.poll()]
            return {
                one.source_id.removeprefix(f"{fresh_name}-"): one
                for one in found
                if fresh_name in one.source_id
            }

        await _until(lambda: len(told()) == 3, 30, process.log)
        assert told()["huge"].reason == "too_large"
        assert told()["huge"].original == b"<" * 64 * 1024
        assert (told()["broken"].reason, told()["broken"].original) == ("not_xml", b"we are sorry")
        assert told()["good"].state in {"ok", "unchanged"}
        reader.close()
        await runner.cleanup()

    asyncio.run(main())


def _change(incident: str, seq: int) -> bytes:
    moment = datetime.now(UTC)
    return encode(
        Change(
            change_id=f"{incident}-{seq}",
            incident_id=incident,
            seq=seq,
            kind=ChangeKind.FIRST if seq == 1 else ChangeKind.RISE,
            measure=Measure.KILLED,
            victims=Victims.CIVILIAN,
            before=None,
            after=Amount(low=seq, best=seq, high=seq),
            reason="r",
            said_at=moment,
            seen_at=moment,
        )
    )


def test_webhooks_killed_while_they_deliver_lose_no_alert_and_keep_the_order(
    stage: Callable[[str], Stage], folder: Path, kafka: Kafka, fresh_name: str
) -> None:
    """Killed four times: while a receiver is answering, and just after."""
    received: list[tuple[str, str, int]] = []
    arrived = asyncio.Event()

    async def receive(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        change = Webhook(SECRET).verify(body, dict(request.headers))["data"]["change"]
        if change["incident_id"].startswith(fresh_name):
            received.append((request.headers["webhook-id"], change["incident_id"], change["seq"]))
            arrived.set()
            await asyncio.sleep(0.05)
        return web.Response()

    async def main() -> None:
        runner, address = await _serve(receive)
        (folder / "subscriptions.toml").write_text(
            f'[[subscription]]\nid = "desk"\nurl = "{address}/hook"\nsecret = "${{TEST_SECRET}}"\n'
        )
        producer, process = KafkaProducer(bootstrap_servers=kafka.bootstrap), stage("webhooks")
        incidents = [f"{fresh_name}-{letter}" for letter in "abc"]
        process.start()
        for life in range(5):
            for incident in incidents:
                for seq in (2 * life + 1, 2 * life + 2):
                    producer.send(TOLL_CHANGED.name, key=incident.encode(), value=_change(incident, seq)).get(
                        20
                    )
            if life < 4:
                arrived.clear()
                async with asyncio.timeout(40):
                    await arrived.wait()
                await asyncio.sleep(0.03 * life)
                process.kill()
                process.start()
        expected = {(incident, seq) for incident in incidents for seq in range(1, 11)}
        await _until(
            lambda: {(incident, seq) for _, incident, seq in received} == expected,
            60,
            lambda: f"{expected - {(i, s) for _, i, s in received}} lost\n{process.log()}",
        )
        assert process.end() == 0, process.log()
        producer.close()
        await runner.cleanup()
        assert len({message for message, _, _ in received}) == 30
        for incident in incidents:
            order = [seq for _, one, seq in received if one == incident]
            assert order == sorted(order)

    asyncio.run(main())


def test_an_index_process_killed_mid_way_has_everything_in_the_end(
    stage: Callable[[str], Stage], kafka: Kafka, elasticsearch_url: str, fresh_name: str
) -> None:
    async def main() -> None:
        producer, process = KafkaProducer(bootstrap_servers=kafka.bootstrap), stage("elasticsearch")
        process.start()
        async with AsyncElasticsearch(elasticsearch_url) as client:
            alias = f"{process.prefix}-changes"

            async def found() -> int:
                await client.indices.refresh(index=alias, ignore_unavailable=True)
                answer = await client.count(
                    index=alias, query={"term": {"incident_id": fresh_name}}, ignore_unavailable=True
                )
                return int(answer["count"])

            for life in range(4):
                for seq in range(100 * life + 1, 100 * life + 101):
                    producer.send(TOLL_CHANGED.name, key=fresh_name.encode(), value=_change(fresh_name, seq))
                producer.flush()
                await _until(partial(process.was_up, life + 1), 30, process.log)
                if life < 3:
                    await asyncio.sleep(0.1 * life)
                    process.kill()
                    process.start()
            async with asyncio.timeout(60):
                while await found() != 400:
                    await asyncio.sleep(0.2)
            assert process.end() == 0, process.log()
        producer.close()

    asyncio.run(main())
