"""Scores of the stories in tests/fixtures/scenarios: what a replay of each must lead to."""

import io
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

from marsad.replay import replay
from processors.extract.core import Engine

Line = dict[str, Any]


@dataclass
class Score:
    """Hits, misses and what came unasked, by part; `notes` says each in words."""

    hit: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def count(self, part: str, *, hit: bool, note: str) -> None:
        (self.hit if hit else self.missed)[part] += 1
        if not hit:
            self.notes.append(f"missing {part}: {note}")

    def unasked(self, part: str, note: str) -> None:
        self.extra[part] += 1
        self.notes.append(f"unasked {part}: {note}")

    def recall(self, part: str) -> float:
        return self.hit[part] / max(1, self.hit[part] + self.missed[part])

    def f1(self, part: str) -> float:
        return 2 * self.hit[part] / max(1, 2 * self.hit[part] + self.missed[part] + self.extra[part])


def outputs(articles: list[Line], folder: Path, engine: Engine) -> dict[str, list[Line]]:
    """What a replay writes, by file."""
    lines = [json.dumps(a, ensure_ascii=False).encode() for a in articles]
    status = replay(lines, folder, engine, err=io.StringIO())
    assert status == 0
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in folder.glob("*.jsonl")
    }


def line_keys(articles: list[Line]) -> list[str]:
    """The id of each line, with #n where an id comes more than once."""
    total, so_far, keys = Counter(a["id"] for a in articles), Counter[str](), []
    for a in articles:
        so_far[a["id"]] += 1
        keys.append(a["id"] if total[a["id"]] == 1 else f"{a['id']}#{so_far[a['id']]}")
    return keys


def _bare(key: str) -> str:
    return key.split("#")[0]


def _names(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fits(want: Line, got: Line | None) -> bool:
    return all(name in (got or {}) and (got or {})[name] == value for name, value in want.items())


def score(story: Line, found: dict[str, list[Line]], into: Score) -> None:
    """Add one story's outcome."""
    keys = line_keys(story["articles"])
    expect = story["expect"]
    _verdicts(expect, dict(zip(keys, found["articles"], strict=True)), into)
    _changes(expect, story["articles"], keys, found["changes"], into)
    _pairs(expect["incidents"], found["incidents"], into)
    for want in expect["final"]:
        into.count("finals", hit=_has_final(want, found["incidents"]), note=f"{story['name']}: {want}")


def _verdicts(expect: Line, got: dict[str, Line], into: Score) -> None:
    for key, want in expect["verdicts"].items():
        right = got[key]["verdict"] == want["verdict"]
        if "of" in want:
            right = right and got[key]["of"] in _names(want["of"])
        into.count("verdicts", hit=right, note=f"{key}: {want}, got {got[key]}")


def _changes(expect: Line, articles: list[Line], keys: list[str], changes: list[Line], into: Score) -> None:
    seen = {
        (a["id"], datetime.fromisoformat(a["seen_at"])): key for a, key in zip(articles, keys, strict=True)
    }
    left = [c | {"article": seen[c["article"], datetime.fromisoformat(c["seen_at"])]} for c in changes]
    for want in expect["changes"]:
        hit = next((c for c in left if _is_change(want, c)), None)
        if hit:
            left.remove(hit)
        into.count("changes", hit=hit is not None, note=str(want))
    for change in left:
        if not any(_is_change(want, change) for want in expect.get("may_change", [])):
            into.unasked(
                "changes", str({k: change[k] for k in ("article", "kind", "measure", "after", "reason")})
            )


def _is_change(want: Line, got: Line) -> bool:
    same = all(want[name] == got[name] for name in ("article", "kind", "measure"))
    victims = "victims" not in want or got["victims"] in _names(want["victims"])
    if want.get("after", ...) is None:
        return same and victims and got["after"] is None
    return same and victims and _fits(want.get("after") or {}, got["after"])


def _pairs(groups: list[list[str]], incidents: list[Line], into: Score) -> None:
    ids = {_bare(key) for group in groups for key in group}

    def paired(sets: list[list[str]]) -> set[tuple[str, ...]]:
        return {
            pair
            for one in sets
            for pair in combinations_with_replacement(sorted({_bare(key) for key in one} & ids), 2)
        }

    want, got = paired(groups), paired([i["articles"] for i in incidents])
    for pair in sorted(want):
        into.count("pairs", hit=pair in got, note=" + ".join(pair))
    for pair in sorted(got - want):
        into.unasked("pairs", " + ".join(pair))


def _has_final(want: Line, incidents: list[Line]) -> bool:
    ids = {_bare(key) for key in want["articles"]}
    bounds: Line = {
        name: want[name] for name in ("low", "best", "high", "disputed", "origins") if name in want
    }
    tolls = [
        [
            t
            for t in i["tolls"]
            if t["measure"] == want["measure"]
            and t["scope"] == "incident"
            and ("victims" not in want or t["victims"] in _names(want["victims"]))
        ]
        for i in incidents
        if ids & set(i["articles"])
    ]
    if want.get("absent"):
        return not any(tolls)
    return any(len(found) == 1 and _fits(bounds, found[0]) for found in tolls)
