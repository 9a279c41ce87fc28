"""A person's own feeds: a long article with several claims, and feeds that are broken in every way."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer

from contracts.codec import decode
from contracts.ops import DeadLetter, SourceHealth
from contracts.topics import CLAIM_EXTRACTED, SOURCE, dead_letter_topic
from tests.e2e.conftest import LiveRun

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.timeout(200)]

ARTICLE = (
    "<p>أفاد مراسل إذاعة الميناء بأن أكثر من أربعين مدنيا، معظمهم نساء، قتلوا في قصف مدفعي استهدف تجمعا للنازحين في حي "
    "الشعار شرقي حلب.</p><p>من جهته، قال ياسين الحموي القيادي في فصيل معارض إن مقاتليه قتلوا عشرات الجنود وأسروا ثلاثة "
    "منهم جنوبي المدينة.</p><p>ونقلت وكالة الأناضول عن مصادر في المعارضة أنها قتلت عشرين عنصرا من قوات النظام وأسرت "
    "ستة عناصر من إحدى المليشيات.</p>"
)


def rss(items: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()
    )


GOOD = rss(
    "<item><guid>m-1</guid><title>عشرات الضحايا في حلب</title><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>"
    f"<description><![CDATA[{ARTICLE}]]></description></item>"
)
ODD = rss(
    "<item><title>Two hurt in a road crash near Tyre in Lebanon</title><pubDate>the other day</pubDate></item>"
    "<item></item>"
)
FEEDS = {
    "/good.xml": GOOD,
    "/odd.xml": ODD,
    "/page.xml": b"<!doctype html><html><body>We are down for maintenance</body></html>",
    "/noise.xml": b"\x00\x01\x02 this is no feed at all",
    "/huge.xml": b"<rss><channel>" + b"x" * 20_000_000,
}


class Feeds(http.server.BaseHTTPRequestHandler):
    """Serves the feeds above and logs nothing."""

    def do_GET(self) -> None:
        body = FEEDS.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        try:
            self.wfile.write(body or b"")
        except (BrokenPipeError, ConnectionResetError):
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        return


@pytest.fixture
def sources(tmp_path: Path) -> Iterator[Path]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    file = tmp_path / "sources.toml"
    entries = [
        f'[[feed]]\nid = "{path[1:-4]}"\nurl = "http://127.0.0.1:{server.server_port}{path}"\n'
        'outlet = "إذاعة الميناء"\n'
        "poll = 2\nallow_private = true\n"
        for path in (*FEEDS, "/gone.xml")
    ]
    file.write_text("\n".join(entries), encoding="utf-8")
    yield file
    server.shutdown()
    server.server_close()


def read(run: LiveRun, topic: str, enough: Callable[[list[bytes]], bool]) -> list[bytes]:
    """What is on a topic, until it is enough or twenty seconds are over."""
    consumer = KafkaConsumer(topic, bootstrap_servers=run.bootstrap, auto_offset_reset="earliest")
    found: list[bytes] = []
    end = time.monotonic() + 60
    while not enough(found) and time.monotonic() < end:
        for messages in consumer.poll(timeout_ms=300).values():
            found += [message.value for message in messages]
    consumer.close()
    return found


def test_own_feeds_reach_index_and_webhook_and_broken_ones_are_named(
    live_run: Callable[..., LiveRun], sources: Path
) -> None:
    run = live_run("--sources", str(sources))
    run.wait_until_ready()
    # A message that is not ours, and one that a later version wrote, on the way.
    producer = KafkaProducer(bootstrap_servers=run.bootstrap)
    producer.send(CLAIM_EXTRACTED.name, key=b"zz", value=b"hello?").get(10)
    producer.send(CLAIM_EXTRACTED.name, key=b"zz", value=b'{"schema_version": 9}').get(10)
    producer.close()

    run.wait_for(r"killed – → 41\+ \(civilian\)", 40)
    run.wait_for(r"detained – → \d+ \(combatant\)", 40)
    assert "signature ok" in run.text

    end = time.monotonic() + 60
    while not (claims := run.search("claims")) and time.monotonic() < end:
        time.sleep(0.3)
    found = {(c["measure"], c.get("low"), c["victims"], c.get("attribution")) for c in claims}
    assert ("killed", 40, "civilian", "مراسل إذاعة الميناء") in found
    assert any(m == "detained" and low == 3 and "ياسين الحموي" in (who or "") for m, low, _, who in found)
    assert any(m == "killed" and low == 20 and "الأناضول" in (who or "") for m, low, _, who in found)

    def states(values: list[bytes]) -> dict[str, set[str]]:
        by_source: dict[str, set[str]] = {}
        for value in values:
            health = decode(SourceHealth, value)
            by_source.setdefault(health.source_id, set()).add(health.reason or health.state)
        return by_source

    wanted = {"page", "noise", "huge", "gone", "odd", "good"}
    health = states(read(run, SOURCE.name, lambda values: set(states(values)) >= wanted))
    assert "too_large" in health["huge"]
    assert "ok" in health["good"]
    assert health["page"] != {"ok"}
    assert health["noise"] != {"ok"}
    assert "http_404" in health["gone"]

    letters = read(run, dead_letter_topic(CLAIM_EXTRACTED.name, "track"), lambda values: len(values) >= 2)
    by_code = {letter.code: letter.value for letter in (decode(DeadLetter, value) for value in letters)}
    assert by_code["not_json"] == b"hello?"
    assert by_code["later_schema"] == b'{"schema_version": 9}'
