"""`marsad ledger` on a replay's results, and `marsad diff` of two."""

import io
import json
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console

from marsad.ledger_command import amount, print_ledger
from marsad.replay import replay
from marsad.toll_diff import diff_command, toll_diff
from processors.extract.core import Engine

TEXT = "Police said {} people were killed when a bridge collapsed in Aleppo on Tuesday. The search goes on."


@cache
def engine() -> Engine:
    return Engine.load()


def results(folder: Path, *figures: int) -> str:
    lines = [
        json.dumps(
            {
                "id": f"a{n}",
                "title": "Bridge collapses in Aleppo",
                "text": TEXT.format(figure),
                "lang": "en",
                "outlet": "The Arch",
                "published_at": f"2026-05-05T{9 + 3 * n:02}:00:00Z",
            }
        ).encode()
        for n, figure in enumerate(figures)
    ]
    replay(lines, folder, engine(), err=io.StringIO())
    incident: str = json.loads((folder / "incidents.jsonl").read_text())["incident"]
    return incident


def shown(folder: Path, incident: str, as_of: str | None) -> tuple[int, str, str]:
    console, err = Console(file=io.StringIO(), width=200), io.StringIO()
    status = print_ledger(incident, folder, as_of, console, err)
    assert isinstance(console.file, io.StringIO)
    return status, console.file.getvalue(), err.getvalue()


def test_the_ledger_shows_tolls_and_who_said_what(tmp_path: Path) -> None:
    incident = results(tmp_path, 5, 8)
    status, text, _ = shown(tmp_path, incident, None)
    assert status == 0
    assert "two_origins" in text
    assert "superseded" in text
    status, text, _ = shown(tmp_path, incident, "2026-05-05T10:00:00Z")
    assert status == 0
    assert "superseded" not in text


def test_what_cannot_be_shown_says_why(tmp_path: Path) -> None:
    incident = results(tmp_path, 5)
    assert shown(tmp_path, incident, "2026-05-01T00:00:00Z")[0] == 1
    assert shown(tmp_path, incident, "2026-05-01T00:00:00")[::2] == (
        2,
        "the time has no offset: 2026-05-01T00:00:00\n",
    )
    assert shown(tmp_path / "nowhere", incident, None)[0] == 2


@pytest.mark.parametrize(
    ("low", "high", "text"), [(3, 3, "3"), (3, None, "3+"), (3, 5, "3-5"), (0, 5, "0-5")]
)
def test_amounts_for_people(low: int, high: int | None, text: str) -> None:
    assert amount(low, high) == text


def test_a_diff_tells_the_tolls_that_moved(tmp_path: Path) -> None:
    results(tmp_path / "old", 5)
    results(tmp_path / "same", 5)
    results(tmp_path / "new", 6)
    out = io.BytesIO()
    assert diff_command(tmp_path / "old", tmp_path / "same", out, io.StringIO()) == 0
    assert diff_command(tmp_path / "old", tmp_path / "new", out, io.StringIO()) == 1
    (line,) = map(json.loads, out.getvalue().splitlines())
    assert (line["measure"], line["before"]["best"], line["after"]["best"]) == ("killed", 5, 6)
    assert diff_command(tmp_path / "old", tmp_path / "nowhere", out, io.StringIO()) == 2


def test_incidents_are_paired_by_id_then_by_articles() -> None:
    def incident(name: str, articles: list[str], best: int) -> dict[str, object]:
        toll = {
            "measure": "killed",
            "victims": "unknown",
            "scope": "incident",
            "low": best,
            "best": best,
            "high": best,
        }
        return {"incident": name, "articles": articles, "tolls": [toll | {"origins": 1, "disputed": False}]}

    old = [incident("i-1", ["a", "b"], 5), incident("i-2", ["c"], 7)]
    new = [incident("i-3", ["a", "b"], 6), incident("i-2", ["c"], 7), incident("i-4", ["d"], 1)]
    moved = [(line["was_incident"], line["incident"], line["before"] is None) for line in toll_diff(old, new)]
    assert moved == [("i-1", "i-3", False), (None, "i-4", True)]
