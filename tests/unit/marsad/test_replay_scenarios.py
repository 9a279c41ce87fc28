"""Invented stories, replayed end to end: verdicts, changes, incidents and final tolls, in any order of arrival."""

import json
import random
from functools import cache
from pathlib import Path

import pytest

from processors.extract.core import Engine
from tests.unit.marsad.scenario_scores import Line, Score, outputs, score

STORIES = sorted((Path(__file__).parents[2] / "fixtures" / "scenarios").glob("*.json"))


@cache
def engine() -> Engine:
    return Engine.load()


def read(path: Path) -> Line:
    story: Line = json.loads(path.read_text(encoding="utf-8"))
    return story


def test_the_bars_that_a_release_must_reach(tmp_path: Path) -> None:
    total = Score()
    for path in STORIES:
        story = read(path)
        score(story, outputs(story["articles"], tmp_path / path.stem, engine()), total)
    told = "\n".join(total.notes)
    assert total.recall("verdicts") >= 0.97, told
    assert total.f1("changes") >= 0.90, told
    assert total.f1("pairs") >= 0.95, told
    assert total.recall("finals") >= 0.85, told


def canonical(incidents: list[Line]) -> list[str]:
    return sorted(
        json.dumps(i | {"tolls": sorted(i["tolls"], key=str)}, sort_keys=True, ensure_ascii=False)
        for i in incidents
    )


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_incidents_are_the_same_for_any_order_of_arrival(path: Path, tmp_path: Path) -> None:
    articles = read(path)["articles"]
    expected = canonical(outputs(articles, tmp_path / "in_order", engine())["incidents"])
    for seed in range(3):
        other = list(articles)
        random.Random(seed).shuffle(other)
        assert canonical(outputs(other, tmp_path / str(seed), engine())["incidents"]) == expected


@pytest.mark.parametrize("path", STORIES[:4], ids=lambda path: path.stem)
def test_a_second_run_writes_the_same_bytes(path: Path, tmp_path: Path) -> None:
    articles = read(path)["articles"]
    for name in ("one", "two"):
        outputs(articles, tmp_path / name, engine())
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert files == ["articles.jsonl", "changes.jsonl", "claims.jsonl", "claimsets.jsonl", "incidents.jsonl"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
