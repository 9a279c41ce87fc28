"""Games that sources play with ids: a guid that changes on every fetch, one guid for two items, a guid used again.

An address settles them, where both states have one: one source, one address and nearly one text is one item,
whatever its guid; one guid with another address and another text is another item.
"""

from hashlib import sha256
from zlib import crc32

from contracts.article import Article
from contracts.document import WireStatus
from processors.dedup.core.texts import Text, nearness

UNRELATED = 0.1
"""Texts that share less than this part of the shorter one's triples are not states of one item."""
ALIKE = 0.5


def address_key(article: Article) -> int:
    """A 32-bit key of source and address, 0 without an address."""
    if not article.url:
        return 0
    return crc32(f"{article.source_id}\n{article.url}".encode()) or 1


def same_address(a: Article, b: Article) -> bool:
    """Whether two articles are of one source and have one address."""
    return a.url is not None and a.url == b.url and a.source_id == b.source_id


def second_id(article: Article) -> str:
    """The id of an item whose guid another item of its source has already."""
    return f"{article.article_id}~{sha256((article.url or '').encode()).hexdigest()[:8]}"


def is_other_item(known: Article, article: Article) -> bool:
    """Whether `article` has the guid of `known` and is another item all the same."""
    if known.url is None or article.url is None or known.url == article.url:
        return False
    if article.status is not WireStatus.USABLE or known.status is not WireStatus.USABLE:
        return False
    return known.title != article.title and _shared(known, article) < UNRELATED


def is_same_item(known: Article, article: Article) -> bool:
    """Whether `article` has another guid than `known` and is the same item all the same."""
    return same_address(known, article) and (known.title == article.title or _shared(known, article) >= ALIKE)


def _shared(a: Article, b: Article) -> float:
    return nearness(Text.of(a.title, a.body, 0), Text.of(b.title, b.body, 0)).containment
