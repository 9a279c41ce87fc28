"""Wires the Elasticsearch sink to its topics and its server."""

import asyncio

from elasticsearch import ApiError, AsyncElasticsearch, TransportError

from runtime.consume import Sink, stop_on_signals
from runtime.log import get_logger
from runtime.settings import Settings
from sinks.elasticsearch.sink import INPUTS, ElasticsearchSink, IndexUnavailableError

log = get_logger()

REQUEST_TIMEOUT_S = 30
CONNECT_PAUSE_S = 0.5


async def run(settings: Settings) -> None:
    """Index until SIGTERM or SIGINT.

    Raises:
        IndexUnavailableError: no index answered within `elasticsearch.connect_timeout_s` seconds.
        runtime.topic_admin.BrokerNotThere: no broker answered in time.
    """
    key = settings.elasticsearch.api_key
    async with AsyncElasticsearch(
        settings.elasticsearch.url,
        api_key=key.get_secret_value() if key else None,
        request_timeout=REQUEST_TIMEOUT_S,
        # The sink tries again itself, row by row.
        max_retries=0,
    ) as client:
        sink = ElasticsearchSink(client, settings.elasticsearch.index_prefix)
        consumer = Sink("elasticsearch", INPUTS, sink.handle, settings)
        stop = asyncio.Event()

        def end() -> None:
            stop.set()
            consumer.stop()

        stop_on_signals(end)
        if await _prepared(sink, settings, stop):
            await consumer.run()


async def _prepared(sink: ElasticsearchSink, settings: Settings, stop: asyncio.Event) -> bool:
    """Wait for the index; False when the process was stopped meanwhile."""
    loop = asyncio.get_running_loop()
    end = loop.time() + settings.elasticsearch.connect_timeout_s
    told = False
    while not stop.is_set():
        try:
            await sink.prepare()
        except (ApiError, TransportError) as error:
            if loop.time() > end or (isinstance(error, ApiError) and error.meta.status < 429):
                raise IndexUnavailableError(
                    f"no usable index at {settings.elasticsearch.url} within "
                    f"{settings.elasticsearch.connect_timeout_s:g} s: {error}; start one, or set "
                    "MARSAD_ELASTICSEARCH__URL to where it is"
                ) from error
            if not told:
                log.warning("waiting for the index", url=settings.elasticsearch.url)
                told = True
            await asyncio.sleep(CONNECT_PAUSE_S)
        else:
            return True
    return False
