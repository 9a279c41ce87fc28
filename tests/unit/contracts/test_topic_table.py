"""The table of topics against its examples, schemas, documents and the stages that there are."""

import json
from pathlib import Path

import pytest

from contracts.alert import Alert
from contracts.codec import decode
from contracts.ops import DeadLetter
from contracts.topics import (
    STATEFUL,
    TOPICS,
    Topic,
    all_topics,
    by_name,
    changelog_topics,
    dead_letter_topics,
)
from marsad.stages import OPS, PROCESSORS, PRODUCERS, SINKS
from scripts.write_contract_files import SCHEMAS, models, wanted

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "contracts" / "examples"

GROUPS = {
    *(f"processors-{name}" for name in PROCESSORS),
    *(f"producers-{name}" for name in PRODUCERS),
    *(f"sinks-{name}" for name in SINKS),
    *(f"ops-{name}" for name in OPS),
}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_the_worked_example_is_a_message_of_its_topic(topic: Topic) -> None:
    data = (EXAMPLES / f"{topic.name}.json").read_bytes()
    assert topic.model is not None
    message = decode(topic.model, data)
    # Nothing in the example is unknown to the model, and nothing that the model writes is left out.
    assert json.loads(message.to_json()) == json.loads(data)


def test_dead_letter_and_alert_have_examples_too() -> None:
    letter = decode(DeadLetter, (EXAMPLES / "dead-letter.json").read_bytes())
    assert letter.topic in {topic.name for topic in TOPICS}
    alert = decode(Alert, (EXAMPLES / "alert.json").read_bytes())
    assert alert.type == f"toll.{alert.data.change.kind}"


def test_example_claims_stand_where_they_say() -> None:
    judged = json.loads((EXAMPLES / "news.article.judged.v1.json").read_text("utf-8"))
    claims = json.loads((EXAMPLES / "news.claim.extracted.v1.json").read_text("utf-8"))["claims"]
    for claim in claims:
        start, end = claim["span"]
        assert judged["article"][claim["field"]][start:end] == claim["quote"]


def test_schemas_and_tables_are_up_to_date() -> None:
    stale = [path.name for path, text in wanted().items() if path.read_text("utf-8") != text]
    assert not stale, f"out of date, run `make contracts`: {stale}"


def test_no_schema_lies_there_without_a_model() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {
        f"{model.__name__}.schema.json" for model in models()
    }


def test_readers_and_writers_are_stages_that_there_are() -> None:
    known = GROUPS | {"operators", "all", "ops-canary"}
    for topic in all_topics():
        assert set(topic.written_by) | set(topic.read_by) <= known, topic.name


def test_every_pair_of_topic_and_reader_has_dead_letters() -> None:
    names = {topic.name for topic in dead_letter_topics()}
    assert "news.claim.extracted.v1.track.dlq" in names
    assert len(names) == sum(group != "operators" for topic in TOPICS for group in topic.read_by)


def test_changelogs_are_never_deleted_from() -> None:
    changelogs = list(changelog_topics())
    assert len(changelogs) == len(STATEFUL)
    assert {topic.cleanup for topic in changelogs} == {"compact"}


def test_a_state_changelog_has_the_partitions_of_its_input() -> None:
    inputs = {group: topic for topic in TOPICS for group in topic.read_by}
    for changelog in changelog_topics():
        assert changelog.partitions == inputs[changelog.read_by[0]].partitions


def test_names_follow_one_pattern() -> None:
    for topic in TOPICS:
        assert topic.name.startswith(("news.", "ops."))
        assert topic.name.rsplit(".", 1)[1].startswith("v")
        assert "_" not in topic.name


def test_a_topic_is_found_by_its_name() -> None:
    assert by_name("ops.lag.v1").carries == "how far a group is behind"
    with pytest.raises(KeyError):
        by_name("news.gossip.v1")
