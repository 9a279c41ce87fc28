"""`marsad doctor`: is everything reachable and right, and what to do when not."""

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from contracts.topics import all_topics
from runtime.entries import EntriesError
from runtime.settings import Settings
from runtime.topic_admin import BrokerNotThere, connect, topic_states

CONNECT_S = 5.0

Finding = tuple[bool, str]


def examine(settings: Settings, console: Console) -> int:
    """Print one line a check; returns 1 when any failed."""
    checks: tuple[Callable[[Settings], list[Finding]], ...] = (
        _broker,
        _index,
        _folder,
        _sources,
        _subscriptions,
    )
    findings = [finding for check in checks for finding in check(settings)]
    for well, text in findings:
        console.print(f"{'ok  ' if well else 'FAIL'} {text}", style="" if well else "bold red", markup=False)
    return 0 if all(well for well, _ in findings) else 1


def _broker(settings: Settings) -> list[Finding]:
    kafka = settings.kafka.model_copy(update={"connect_timeout_s": CONNECT_S})
    try:
        admin = connect(kafka)
    except BrokerNotThere as error:
        return [(False, str(error))]
    states = topic_states(admin, all_topics())
    admin.close()
    wrong = [(False, f"topic {state.topic.name} {state.problem}") for state in states if state.problem]
    return [
        (True, f"Kafka answers at {kafka.bootstrap}"),
        *(wrong or [(True, f"all {len(states)} topics are right")]),
    ]


def _index(settings: Settings) -> list[Finding]:
    url = settings.elasticsearch.url
    try:
        with urllib.request.urlopen(url, timeout=CONNECT_S) as answer:  # noqa: S310 - the pattern of the setting is http
            return [(True, f"Elasticsearch answers at {url} ({answer.status})")]
    except (urllib.error.URLError, OSError) as error:
        return [(False, f"Elasticsearch at {url}: {error}; start it, or set MARSAD_ELASTICSEARCH__URL")]


def _folder(settings: Settings) -> list[Finding]:
    folder: Path = settings.state_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [(False, f"state folder {folder} cannot be made: {error.strerror}; set MARSAD_STATE_DIR")]
    writable = os.access(folder, os.W_OK)
    return [
        (writable, f"state folder {folder} is {'writable' if writable else 'not writable: change its owner'}")
    ]


def _sources(settings: Settings) -> list[Finding]:
    from producers.sources import load_sources

    if settings.sources is None:
        return [(True, "no sources file is set (MARSAD_SOURCES): only `marsad run` needs none")]
    try:
        sources = load_sources(settings.sources, os.environ)
    except EntriesError as error:
        return [(False, str(error))]
    return [(True, f"{len(sources.feeds)} feeds and {len(sources.wires)} wires in {settings.sources}")]


def _subscriptions(settings: Settings) -> list[Finding]:
    from sinks.webhooks.subscriptions import load_subscriptions

    if settings.subscriptions is None:
        return [(True, "no subscriptions file is set (MARSAD_SUBSCRIPTIONS): nobody is alerted")]
    try:
        found = load_subscriptions(settings.subscriptions, os.environ)
    except EntriesError as error:
        return [(False, str(error))]
    return [(True, f"{len(found)} subscriptions in {settings.subscriptions}")]
