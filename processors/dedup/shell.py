"""Wires dedup to its topics and its table."""

from collections.abc import Mapping

from contracts.article import Article, Verdict
from contracts.message import Message
from contracts.topics import ARTICLE_JUDGED, ARTICLE_NORMALISED, STATEFUL
from processors.dedup.core import Deduplicator, DedupSettings
from runtime.settings import Settings
from runtime.stage import Done, Handle, Outgoing, Result, Stage


def stage(settings: Settings) -> Stage:
    """The stage that judges what is new, repeated, revised, copied or updated."""
    chosen = DedupSettings(window_hours=settings.dedup.window_hours)

    def open_partition(rows: Mapping[str, bytes]) -> Handle:
        deduplicator = Deduplicator.from_rows(rows, chosen)

        def handle(message: Message) -> Result:
            assert isinstance(message, Article)
            judgement = deduplicator.judge(message)
            judged = judgement.judged
            if judged.verdict is Verdict.REPEAT:
                return Done(rows=judgement.rows, skipped=judged.verdict)
            # A state that came late changes what its follower is compared with: that one is sent once more.
            sent = [judged, judgement.again] if judgement.again else [judged]
            outgoing = tuple(Outgoing(ARTICLE_JUDGED, one.article.article_id, one) for one in sent)
            return Done(outgoing, judgement.rows)

        return handle

    return Stage(name="dedup", input=ARTICLE_NORMALISED, open=open_partition, table=STATEFUL["dedup"])
