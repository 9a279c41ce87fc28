"""What the first and the last stages say when something that they need is not there."""

import asyncio
from pathlib import Path

import pytest

from producers.feeds.shell import run as run_feeds
from producers.wires.shell import run as run_wires
from runtime.entries import EntriesError
from runtime.settings import Elasticsearch, Kafka, Settings
from runtime.topic_admin import BrokerNotThere
from sinks.elasticsearch.shell import run as run_elasticsearch
from sinks.elasticsearch.sink import IndexUnavailableError
from sinks.webhooks.shell import run as run_webhooks

NOBODY = Kafka(bootstrap="127.0.0.1:9", connect_timeout_s=0.5)


@pytest.mark.parametrize("run", [run_feeds, run_wires])
def test_a_producer_without_sources_file_says_how_to_name_one(run: object) -> None:
    assert callable(run)
    with pytest.raises(EntriesError, match="MARSAD_SOURCES"):
        asyncio.run(run(Settings(kafka=NOBODY)))


def test_a_wrong_sources_file_is_told_before_anything_is_connected(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("[[feed]]\n")
    with pytest.raises(EntriesError, match=r"s\.toml: \[\[feed\]\] number 1: id: is missing"):
        asyncio.run(run_feeds(Settings(kafka=NOBODY, sources=tmp_path / "s.toml")))


def test_a_wrong_subscriptions_file_is_told_before_anything_is_connected(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(
        '[[subscription]]\nid = "desk"\nurl = "https://a.example/"\nsecret = "${NOT_SET_X}"\n'
    )
    with pytest.raises(EntriesError, match="NOT_SET_X is not set"):
        asyncio.run(
            run_webhooks(Settings(kafka=NOBODY, subscriptions=tmp_path / "s.toml", state_dir=tmp_path))
        )


def test_webhooks_without_broker_give_up_and_let_go_of_their_outbox(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(BrokerNotThere, match=r"127\.0\.0\.1:9"):
            asyncio.run(run_webhooks(Settings(kafka=NOBODY, state_dir=tmp_path)))


def test_an_index_that_is_not_there_is_waited_for_and_then_named() -> None:
    settings = Settings(
        elasticsearch=Elasticsearch(url="http://127.0.0.1:9", connect_timeout_s=0.6), kafka=NOBODY
    )
    with pytest.raises(
        IndexUnavailableError, match=r"127\.0\.0\.1:9 within 0\.6 s.*MARSAD_ELASTICSEARCH__URL"
    ):
        asyncio.run(run_elasticsearch(settings))
