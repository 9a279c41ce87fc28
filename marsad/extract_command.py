"""`marsad extract`: claims and events of articles, one JSON line an article, without a broker."""

from collections.abc import Iterable
from typing import Any, BinaryIO, TextIO

import orjson

from marsad.article_lines import ArticleLine, read_articles
from processors.extract.core import Claim, Engine, Event, Period, Reading


def load_engine() -> Engine:
    """The engine with the place file that comes with the project."""
    return Engine.load()


def extract_lines(lines: Iterable[bytes], out: BinaryIO, err: TextIO, engine: Engine) -> int:
    """Read `lines` and write one line an article to `out`; bad lines are told on `err` and skipped.

    Returns the exit status: 1 when a line was bad, else 0.
    """
    bad: list[int] = []
    for line in read_articles(lines, err, bad):
        out.write(orjson.dumps(_record(line, engine.read(line.article)), option=orjson.OPT_APPEND_NEWLINE))
    return 1 if bad else 0


def _record(line: ArticleLine, reading: Reading) -> dict[str, Any]:
    return {
        "id": line.id,
        "lang": line.article.lang,
        "claims": [_claim(claim) for claim in reading.claims],
        "events": [_event(event) for event in reading.events],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    record: dict[str, Any] = {
        "measure": claim.measure,
        "qualifier": claim.qualifier,
        "low": claim.low,
        "high": claim.high,
        "victims": claim.victims,
        "place": claim.place_text,
        "attribution": claim.attribution,
        "origin": claim.origin,
        "scope": claim.scope,
        "part_of": claim.part_of,
        "change": claim.change,
        "negated": claim.negated,
        "occurred_at": _period(claim.occurred_at),
        "event": claim.event,
        "field": claim.field,
        "span": claim.span,
        "quote": claim.quote,
        "rule": claim.rule,
    }
    if claim.vague_word is not None:
        record["vague_word"] = claim.vague_word
    return record


def _event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "place": event.place_text,
        "occurred_at": _period(event.occurred_at),
        "actors": event.actors,
        "targets": event.targets,
        "weapon": event.weapon,
        "attribution": event.attribution,
        "denied_by": event.denied_by,
        "claims": event.claims,
        "field": event.field,
        "span": event.span,
        "quote": event.quote,
    }


def _period(period: Period | None) -> dict[str, Any] | None:
    return None if period is None else {"start": period.start, "end": period.end}
