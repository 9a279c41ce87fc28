"""The article of a document."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from contracts.article import Article
from contracts.document import Document, WireStatus
from processors.normalise.core.address import canonical_address
from processors.normalise.core.credit import credit_of
from processors.normalise.core.html_text import to_text
from processors.normalise.core.lang import detect

CLOCK_ERROR: Final = timedelta(hours=1)
"""How far a source's clock may be ahead of ours; a later publication time is a mistake, or an embargo."""

ID_HEX: Final = 20


class NoText(ValueError):
    """The document has neither title nor text."""


def article_id_of(source_id: str, item_id: str) -> str:
    """The article's id: the same for every fetch and revision of one item of one source."""
    digest = hashlib.sha256(f"{source_id}\n{item_id}".encode("utf-8", "replace")).hexdigest()
    return f"a-{digest[:ID_HEX]}"


def to_article(document: Document) -> Article:
    """Normalise a document.

    Raises:
        NoText: it has neither title nor text (a withdrawn item needs none).
    """
    title = to_text(document.title, document.text_type)
    body = _body(document)
    if not title and not body and document.status is not WireStatus.CANCELED:
        raise NoText(f"item {document.item_id} of {document.source_id} has neither title nor text")
    return Article(
        article_id=article_id_of(document.source_id, document.item_id),
        source_id=document.source_id,
        outlet=document.outlet,
        country=document.country,
        lang=document.lang or detect(f"{title}\n{body}"),
        url=canonical_address(document.url),
        title=title,
        body=body,
        credit=credit_of(body),
        status=document.status,
        signals=document.signals,
        version=document.version,
        published_at=_published(document),
        updated_at=document.updated_at,
        embargo_until=document.embargo_until,
        seen_at=document.seen_at,
    )


def _body(document: Document) -> str:
    """The fuller of content and summary: feeds put a teaser now into the one, now into the other."""
    content = to_text(document.content, document.text_type)
    summary = to_text(document.summary, document.text_type)
    return content if len(content) >= len(summary) else summary


def _published(document: Document) -> datetime:
    """When it was published; when it was seen, where the source gives no time or one that has not come yet."""
    given = document.published_at or document.updated_at
    if given is None or given > document.seen_at + CLOCK_ERROR:
        return document.seen_at
    return given
