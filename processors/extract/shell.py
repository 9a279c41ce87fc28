"""Wires extract to its topics."""

from collections.abc import Mapping

from contracts.article import JudgedArticle
from contracts.message import Message
from contracts.topics import ARTICLE_JUDGED, CLAIM_EXTRACTED
from language.places import Gazetteer
from processors.extract.core import Engine
from processors.extract.core.claim_sets import claim_sets
from runtime.settings import Settings
from runtime.stage import Done, Handle, Outgoing, Result, Stage


def stage(settings: Settings) -> Stage:  # noqa: ARG001 - every stage is made the same way
    """The stage that reads claims and events."""
    engine = Engine.load(Gazetteer.load())

    def handle(message: Message) -> Result:
        assert isinstance(message, JudgedArticle)
        sets = claim_sets(message, engine)
        if not sets:
            return Done(skipped="no_claims")
        return Done(tuple(Outgoing(CLAIM_EXTRACTED, claim_set.country, claim_set) for claim_set in sets))

    def open_partition(rows: Mapping[str, bytes]) -> Handle:  # noqa: ARG001 - it keeps no state
        return handle

    return Stage(name="extract", input=ARTICLE_JUDGED, open=open_partition)
