"""Makes the topics of the table, and tells where a broker's topics differ from it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError

from contracts.topics import FOREVER, MAX_MESSAGE_BYTES, Topic
from runtime.log import get_logger
from runtime.settings import Kafka

log = get_logger()

RETRY_S = 0.5


class BrokerNotThere(RuntimeError):
    """No broker answered within the stated time."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic of the table as the broker has it; `partitions` is None when it is missing."""

    topic: Topic
    partitions: int | None

    @property
    def problem(self) -> str | None:
        if self.partitions is None:
            return "missing: `marsad topics create` makes it"
        if self.partitions != self.topic.partitions:
            return (
                f"has {self.partitions} partitions where the table says {self.topic.partitions}: keyed state would "
                "be looked for in the wrong partition; move its data to a new topic, never change a live one"
            )
        return None


def connect(settings: Kafka) -> KafkaAdminClient:
    """An admin client, waiting for a broker that is still starting.

    Raises:
        BrokerNotThere: none answered within `connect_timeout_s` seconds.
    """
    end = time.monotonic() + settings.connect_timeout_s
    told = False
    while True:
        try:
            return KafkaAdminClient(
                bootstrap_servers=settings.bootstrap.split(","),
                client_id="marsad-admin",
                bootstrap_timeout_ms=2000,
                request_timeout_ms=15_000,
            )
        except (KafkaError, OSError) as error:
            if time.monotonic() > end:
                raise BrokerNotThere(
                    f"no Kafka broker answered at {settings.bootstrap} within {settings.connect_timeout_s:g} s "
                    f"({type(error).__name__}): start one, or set MARSAD_KAFKA__BOOTSTRAP to where it is"
                ) from None
            if not told:
                log.warning("waiting for the broker", bootstrap=settings.bootstrap)
                told = True
            time.sleep(RETRY_S)


def configuration(topic: Topic) -> dict[str, str]:
    """A topic's settings as Kafka names them."""
    config = {"cleanup.policy": topic.cleanup, "max.message.bytes": str(MAX_MESSAGE_BYTES)}
    if topic.cleanup == "delete":
        config["retention.ms"] = str(topic.retention_ms if topic.retention_ms != FOREVER else -1)
    return config


def create_topics(admin: KafkaAdminClient, topics: Iterable[Topic], replication: int) -> list[str]:
    """Make the topics that are not there. Returns their names; those that are there stay as they are."""
    there = set(admin.list_topics())
    missing = [topic for topic in topics if topic.name not in there]
    for topic in missing:
        wanted = NewTopic(topic.name, topic.partitions, replication, topic_configs=configuration(topic))
        try:
            admin.create_topics([wanted])
        except TopicAlreadyExistsError:
            log.info("topic was made by another process", topic=topic.name)
    return [topic.name for topic in missing]


def topic_states(admin: KafkaAdminClient, topics: Iterable[Topic]) -> list[TopicState]:
    """Each topic of the table beside what the broker has."""
    described = {row["name"]: row for row in admin.describe_topics()}
    return [
        TopicState(topic, len(described[topic.name]["partitions"]) if topic.name in described else None)
        for topic in topics
    ]
