"""Wires normalise to its topics."""

from collections.abc import Mapping

from contracts.document import Document
from contracts.message import Message
from contracts.topics import ARTICLE_NORMALISED, DOCUMENT_RAW
from processors.normalise.core.article import NoText, to_article
from runtime.records import Dead
from runtime.settings import Settings
from runtime.stage import Done, Handle, Outgoing, Result, Stage


def stage(settings: Settings) -> Stage:  # noqa: ARG001 - every stage is made the same way
    """The stage that turns documents into articles."""
    return Stage(name="normalise", input=DOCUMENT_RAW, open=_open)


def _open(rows: Mapping[str, bytes]) -> Handle:  # noqa: ARG001 - it keeps no state
    return _handle


def _handle(message: Message) -> Result:
    assert isinstance(message, Document)
    try:
        article = to_article(message)
    except NoText as error:
        return Dead("no_text", str(error))
    return Done((Outgoing(ARTICLE_NORMALISED, article.lang, article),))
