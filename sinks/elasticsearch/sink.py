"""Writes batches to Elasticsearch: every row is written, found written already, or a dead letter. Nothing else.

What the index cannot take now (429, 5xx, no connection) is tried again for a few seconds and then raised,
so that the whole batch is handed in again; the ids make that harmless.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from elasticsearch import ApiError, AsyncElasticsearch, TransportError

from contracts.codec import DecodeError, decode
from contracts.topics import ARTICLE_JUDGED, CLAIM_EXTRACTED, INCIDENT_TRACKED, TOLL_CHANGED
from runtime.records import Dead, Outcome, Record
from sinks.elasticsearch.mappings import MAPPINGS, alias_of, index_of, mapping_of
from sinks.elasticsearch.rows import Row, rows_of

INPUTS: Final = (ARTICLE_JUDGED, CLAIM_EXTRACTED, TOLL_CHANGED, INCIDENT_TRACKED)

CHUNK_ROWS: Final = 500
CHUNK_BYTES: Final = 5_000_000
"""A request far below the server's limit of 100 MB: large ones are what makes it answer 429."""
ATTEMPTS: Final = 4
FIRST_PAUSE_S: Final = 0.25

_WRITTEN: Final = {200, 201, 409}
"""409: this version or a later one is there already."""
_BUSY: Final = {429, 502, 503, 504}


class IndexUnavailableError(RuntimeError):
    """The index does not take writes now; hand the batch in again."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One row of one record, as the bulk request takes it."""

    record: int
    action: bytes
    document: bytes

    @property
    def size(self) -> int:
        return len(self.action) + len(self.document)


class ElasticsearchSink:
    """Writes judged articles, claim sets, changes and incidents. `prefix` begins the name of every index."""

    def __init__(self, client: AsyncElasticsearch, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        self._prepared = False

    async def prepare(self) -> None:
        """Make every index that is missing, and add fields that a kept one lacks.

        Raises:
            elasticsearch.ApiError: an index of the name is there with a mapping that cannot be reconciled.
            elasticsearch.TransportError: the server does not answer.
        """
        for name in MAPPINGS:
            index, alias = index_of(self._prefix, name), alias_of(self._prefix, name)
            try:
                await self._client.indices.create(index=index, mappings=mapping_of(name), aliases={alias: {}})
            except ApiError as error:
                if "resource_already_exists_exception" not in str(error):
                    raise
                await self._client.indices.put_mapping(index=index, properties=MAPPINGS[name])
                await self._client.indices.put_alias(index=index, name=alias)
        self._prepared = True

    async def handle(self, batch: Sequence[Record]) -> list[Outcome]:
        """Write the batch; an outcome for each record, in its order.

        Raises:
            IndexUnavailableError: after some tries; records may be written in part, which a repeat mends.
        """
        outcomes: list[Outcome] = [None] * len(batch)
        jobs: list[_Job] = []
        for number, record in enumerate(batch):
            read = self._read(record)
            if isinstance(read, Dead):
                outcomes[number] = read
            else:
                jobs.extend(_Job(number, *self._serialised(row)) for row in read)
        if jobs:
            await self._write(jobs, outcomes)
        return outcomes

    def _read(self, record: Record) -> Dead | tuple[Row, ...]:
        topic = next((topic for topic in INPUTS if topic.name == record.topic), None)
        if topic is None or topic.model is None:
            return Dead("unknown_topic", f"{record.topic} is not indexed")
        try:
            return rows_of(decode(topic.model, record.value))
        except DecodeError as error:
            return Dead(str(error.code), error.detail)

    def _serialised(self, row: Row) -> tuple[bytes, bytes]:
        action = {
            "index": {
                "_index": alias_of(self._prefix, row.index),
                # An index made by writing to it would have a guessed mapping.
                "require_alias": True,
                "_id": row.id,
                "version": row.version,
                "version_type": "external_gte",
            }
        }
        return _json(action), _json(row.document)

    async def _write(self, jobs: Sequence[_Job], outcomes: list[Outcome]) -> None:
        waiting, why = list(jobs), ""
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(FIRST_PAUSE_S * 2 ** (attempt - 1))
            left: list[_Job] = []
            try:
                if not self._prepared:
                    await self.prepare()
                for chunk in _chunks(waiting):
                    again, said = await self._send(chunk, outcomes)
                    left += again
                    why = said or why
            except TransportError as error:
                # Rows before the break may be written; sending them again finds them so.
                left, why = waiting, f"{type(error).__name__}: {error}"
            if not left:
                return
            waiting = left
        raise IndexUnavailableError(
            f"{len(waiting)} rows not written after {ATTEMPTS} attempts: {why}"[:1000]
        )

    async def _send(self, chunk: Sequence[_Job], outcomes: list[Outcome]) -> tuple[list[_Job], str]:
        """Send one request; the rows to send again, and why."""
        operations = [part for job in chunk for part in (job.action, job.document)]
        try:
            # The client sends bytes as they are; its annotation knows mappings only.
            response = await self._client.bulk(operations=cast("Sequence[Mapping[str, Any]]", operations))
        except ApiError as error:
            return await self._refused(chunk, outcomes, error)
        again: list[_Job] = []
        why = ""
        for job, item in zip(chunk, response["items"], strict=True):
            result = item["index"]
            if result["status"] in _WRITTEN:
                continue
            problem = _problem(result)
            if result["status"] in _BUSY:
                again.append(job)
                why = problem
            elif result["status"] == 404:
                # Somebody dropped the index: it is made anew.
                self._prepared = False
                again.append(job)
                why = problem
            else:
                outcomes[job.record] = Dead("refused_by_index", problem)
        return again, why

    async def _refused(
        self, chunk: Sequence[_Job], outcomes: list[Outcome], error: ApiError
    ) -> tuple[list[_Job], str]:
        """What to do with a request that was refused as a whole."""
        if error.meta.status == 413:
            if len(chunk) == 1:
                outcomes[chunk[0].record] = Dead(
                    "too_large", f"{chunk[0].size} bytes are more than the index takes"
                )
                return [], ""
            half = len(chunk) // 2
            first, why = await self._send(chunk[:half], outcomes)
            second, why_too = await self._send(chunk[half:], outcomes)
            return first + second, why or why_too
        return list(chunk), f"status {error.meta.status}: {error}"[:500]


def _json(value: Mapping[str, Any]) -> bytes:
    """Not orjson: it refuses whole numbers over 64 bits, and whether such a row is dead is the index's word."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _problem(result: Mapping[str, Any]) -> str:
    error = result.get("error") or {}
    said = f"{error.get('type')}: {error.get('reason')}" if isinstance(error, Mapping) else str(error)
    return f"{result.get('_index')}/{result.get('_id')}: status {result['status']}: {said}"[:500]


def _chunks(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    chunk: list[_Job] = []
    size = 0
    for job in jobs:
        if chunk and (len(chunk) >= CHUNK_ROWS or size + job.size > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(job)
        size += job.size
    if chunk:
        yield chunk
