"""docs/sources.md names every field and every reason that there is."""

from pathlib import Path

import pytest

from producers.feeds.core.guard import BodyFault
from producers.feeds.core.parse import ItemFault
from producers.sources import DEFAULT_POLL_S, FeedSource, WireSource
from producers.wires.core.ninjs import WireFault

PAGE = (Path(__file__).parents[3] / "docs" / "sources.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*FeedSource.model_fields, *WireSource.model_fields}))
def test_every_field_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("reason", [*BodyFault, *ItemFault, *WireFault])
def test_every_reason_is_explained(reason: str) -> None:
    assert f"`{reason}`" in PAGE


def test_the_default_poll_is_the_pages() -> None:
    assert f"| `poll` | {DEFAULT_POLL_S:g} |" in PAGE
