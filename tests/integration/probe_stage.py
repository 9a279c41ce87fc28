"""A stage for tests, run as a process of its own: `python probe_stage.py NAME`.

It counts the articles that it has seen in its rows and sends each on with its number as version. An article
titled `bug` makes it raise, one titled `slow` takes a second, one titled `huge` makes too large an output.
"""

import sys
import time
from collections.abc import Mapping

from contracts.article import Article
from contracts.message import Message
from contracts.topics import DATA_PARTITIONS, Topic, changelog_topic, dead_letter_topic
from runtime.log import set_up_logging
from runtime.records import Dead
from runtime.settings import load_settings
from runtime.stage import Done, Handle, Outgoing, Result, Stage
from runtime.stream import StageWorker


def topic(name: str, *, partitions: int = DATA_PARTITIONS, cleanup: str = "delete") -> Topic:
    return Topic(
        name=name,
        model=Article,
        key="k",
        key_why="",
        carries="",
        written_by=(),
        partitions=partitions,
        cleanup=cleanup,
    )


def topics(name: str) -> tuple[Topic, ...]:
    """Input, output, dead letters and changelog of a probe."""
    return (
        topic(f"{name}.in"),
        topic(f"{name}.out"),
        topic(dead_letter_topic(f"{name}.in", name), partitions=1),
        topic(changelog_topic(name, "rows"), cleanup="compact"),
    )


def probe(name: str) -> Stage:
    source, sink, *_ = topics(name)

    def open_partition(rows: Mapping[str, bytes]) -> Handle:
        numbers = {key: int(value) for key, value in rows.items()}

        def handle(message: Message) -> Result:
            assert isinstance(message, Article)
            match message.title:
                case "bug":
                    raise ZeroDivisionError("a bug in the stage")
                case "slow":
                    time.sleep(1)
                case "huge":
                    article = message.model_copy(update={"body": "x" * 5_000_000})
                    return Done((Outgoing(sink, "k", article),))
                case "refused":
                    return Dead("refused", "the stage does not want it")
            number = numbers.setdefault(message.article_id, len(numbers) + 1)
            article = message.model_copy(update={"version": number})
            return Done(
                (Outgoing(sink, message.article_id, article),), {message.article_id: str(number).encode()}
            )

        return handle

    return Stage(name=name, input=source, open=open_partition, table="rows")


if __name__ == "__main__":
    settings = load_settings()
    set_up_logging(settings.log, sys.argv[1])
    StageWorker(probe(sys.argv[1]), settings).run()
