"""Prometheus metrics. Every name stands here; labels never hold an address, an article or a claim."""

from prometheus_client import Counter, Gauge, Histogram, start_http_server

from runtime.log import get_logger
from runtime.settings import Metrics

log = get_logger()

MESSAGES = Counter("marsad_messages_total", "Messages by what became of them", ["process", "outcome"])
STARTED = Gauge("marsad_started_timestamp_seconds", "When the process started", ["process"])
FRESHNESS = Histogram(
    "marsad_seen_to_delivered_seconds",
    "From an item's fetch to its alert's delivery",
    buckets=(0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400),
)


def serve_metrics(settings: Metrics) -> None:
    """Answer Prometheus on the settings' address; port 0 serves nothing."""
    if settings.port:
        start_http_server(settings.port, addr=settings.host)
        log.info("metrics are served", host=settings.host, port=settings.port)
