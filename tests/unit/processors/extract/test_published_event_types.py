"""The published list of event types is the one that the engine knows."""

import re
import tomllib
from pathlib import Path

import pytest

from processors.extract.core import events

_ROOT = Path(__file__).parents[4]


def _published() -> set[str]:
    text = (_ROOT / "docs" / "event-types.md").read_text("utf-8")
    return set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_every_type_of_the_engine_is_published_and_no_other() -> None:
    assert _published() == set(events.ORDER)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_language_tells_no_type_that_is_not_published(lang: str) -> None:
    path = _ROOT / "processors" / "extract" / "core" / "languages" / lang / "events.toml"
    assert set(tomllib.loads(path.read_text("utf-8"))) <= _published()
