"""Invariant 3: no clock, no randomness and no surroundings in a core; and output that no hash seed changes."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.newsroom.story import OUTLETS, SCENES

ROOT = Path(__file__).parents[2]
CORES = sorted(
    path
    for room in ("language", "processors", "producers", "sinks", "contracts")
    for path in (ROOT / room).rglob("*.py")
    if room in {"language", "contracts"} or "core" in path.relative_to(ROOT).parts
)

CLOCK_CALLS = {"now", "utcnow", "today"}
FORBIDDEN_CALLS = {"monotonic", "perf_counter", "time_ns", "getenv", "urandom", "uuid4"}
FORBIDDEN_MODULES = {
    "time", "random", "secrets", "socket", "subprocess", "threading", "asyncio", "logging", "sqlite3", "requests",
    "aiohttp", "aiokafka", "kafka", "faust", "elasticsearch", "structlog", "runtime",
}  # fmt: skip


def is_forbidden(called: ast.Attribute) -> bool:
    of = getattr(called.value, "id", getattr(called.value, "attr", ""))
    return called.attr in FORBIDDEN_CALLS or (called.attr in CLOCK_CALLS and of in {"datetime", "date"})


def offences(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            found += [
                f"{where} imports {a.name}" for a in node.names if a.name.split(".")[0] in FORBIDDEN_MODULES
            ]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            found.append(f"{where} imports from {node.module}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_forbidden(node.func):
            found.append(f"{where} calls {node.func.attr}")
        elif isinstance(node, ast.Attribute) and node.attr == "environ":
            found.append(f"{where} reads the environment")
    return found


def test_there_are_cores_to_look_at() -> None:
    assert len(CORES) > 40


@pytest.mark.parametrize("path", CORES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_core_is_pure(path: Path) -> None:
    assert offences(path) == []


def test_a_clock_in_a_core_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guilty = ROOT / "runtime" / "heartbeat.py"
    assert any("calls now" in line for line in offences(guilty))


def test_replay_is_byte_equal_whatever_the_hash_seed(tmp_path: Path) -> None:
    file = tmp_path / "story.jsonl"
    lines = [
        {
            "id": scene.item_id, "title": scene.title, "text": scene.text, "outlet": OUTLETS[scene.channel].name,
            "lang": OUTLETS[scene.channel].lang, "status": "canceled" if scene.kill else "usable",
            "published_at": f"2026-03-01T12:{int(scene.at_s):02d}:00+03:00",
        }
        for scene in SCENES
    ]  # fmt: skip
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    results = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-m", "marsad", "replay", str(file), "--out", str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT, check=True, timeout=60,
        )  # fmt: skip
        results.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})
    assert results[0] == results[1]
    assert results[0]["changes.jsonl"]
