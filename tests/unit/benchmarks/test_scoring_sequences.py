"""Told changes are matched with true ones by article, measure, kind, amount and incident; each counts once."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sequences import Score, lines_of, main, score_sequence

NOON = "2017-05-01T12:00:00+00:00"
ROWS = {
    "p-1": {
        "id": "p-1",
        "title": "انقلاب حافلة قرب قابس",
        "text": "قتل ثلاثة أشخاص في انقلاب حافلة قرب مدينة قابس صباح الاثنين، بحسب الحماية المدنية.",
        "date": "01/05/2017",
    },
    "p-2": {
        "id": "p-2",
        "title": "ارتفاع حصيلة حادث الحافلة",
        "text": "ارتفعت حصيلة انقلاب الحافلة قرب مدينة قابس إلى خمسة قتلى، بحسب الحماية المدنية.",
        "date": "2017-05-01T19:00:00+01:00",
    },
    "p-3": {
        "id": "p-3",
        "title": "انقلاب حافلة قرب قابس",
        "text": "قتل ثلاثة أشخاص في انقلاب حافلة قرب مدينة قابس صباح الاثنين، بحسب الحماية المدنية.",
        "date": "02/05/2017",
    },
}


def change(article: str, kind: str, low: int, high: int | None, incident: int = 0) -> dict[str, Any]:
    return {
        "article": article,
        "incident": incident,
        "measure": "killed",
        "kind": kind,
        "low": low,
        "high": high,
    }


def alert(article: str, kind: str, low: int, high: int | None, incident: str = "i-1") -> dict[str, Any]:
    said = {"low": low, "high": high}
    return {
        "article": article,
        "incident": incident,
        "kind": kind,
        "measure": "killed",
        "victims": "unknown",
        "before": None,
        "after": said | {"best": low},
        "said": said,
    }


def sequence(*changes: dict[str, Any], may: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"name": "s", "articles": ["p-1", "p-2"], "changes": list(changes), "may_change": list(may)}


def counts(score: Score) -> tuple[int, int, int]:
    return score.found, score.missed, score.false


def test_what_is_told_as_it_is_true_is_found() -> None:
    true = sequence(change("p-1", "first", 3, 3), change("p-2", "rise", 5, 5))
    assert counts(score_sequence(true, [alert("p-1", "first", 3, 3), alert("p-2", "rise", 5, 5)])) == (
        2,
        0,
        0,
    )


@pytest.mark.parametrize(
    "told",
    [
        alert("p-2", "first", 3, 3),
        alert("p-1", "rise", 3, 3),
        alert("p-1", "first", 4, 4),
        alert("p-1", "first", 3, None),
    ],
    ids=["another article", "another kind", "another amount", "no upper bound"],
)
def test_another_alert_is_false_and_leaves_the_true_one_missed(told: dict[str, Any]) -> None:
    assert counts(score_sequence(sequence(change("p-1", "first", 3, 3)), [told])) == (0, 1, 1)


def test_an_amount_is_the_tolls_or_the_claims() -> None:
    told = alert("p-2", "rise", 5, 5) | {"after": {"low": 3, "best": 5, "high": 5}}
    for low in (3, 5):
        assert counts(score_sequence(sequence(change("p-2", "rise", low, 5)), [told])) == (1, 0, 0)


def test_a_bound_that_is_not_there_is_not_compared() -> None:
    true = change("p-1", "first", 3, 3)
    del true["high"]
    assert counts(score_sequence(sequence(true), [alert("p-1", "first", 3, 9)])) == (1, 0, 0)


@pytest.mark.parametrize(("kind", "low"), [("first", 3), ("rise", 3), ("first", 4)])
def test_another_kind_or_amount_that_is_as_good_fits(kind: str, low: int) -> None:
    true = change("p-1", "first", 3, 3) | {"kinds_too": ["rise"], "bounds_too": [[4, 4]]}
    assert counts(score_sequence(sequence(true), [alert("p-1", kind, low, low)])) == (1, 0, 0)


def test_a_change_told_twice_is_false_once() -> None:
    told = [alert("p-1", "first", 3, 3), alert("p-1", "first", 3, 3, "i-2")]
    assert counts(score_sequence(sequence(change("p-1", "first", 3, 3)), told)) == (1, 0, 1)


def test_changes_of_one_incident_told_in_two_count_once() -> None:
    true = sequence(change("p-1", "first", 3, 3), change("p-2", "rise", 5, 5))
    told = [alert("p-1", "first", 3, 3), alert("p-2", "rise", 5, 5, "i-2")]
    assert counts(score_sequence(true, told)) == (1, 1, 1)


def test_changes_of_two_incidents_told_in_one_count_once() -> None:
    true = sequence(change("p-1", "first", 3, 3), change("p-2", "first", 5, 5, incident=1))
    told = [alert("p-1", "first", 3, 3), alert("p-2", "first", 5, 5)]
    assert counts(score_sequence(true, told)) == (1, 1, 1)


def test_what_may_change_is_neither_found_nor_false() -> None:
    true = sequence(may=(change("p-2", "rise", 5, 5),))
    assert counts(score_sequence(true, [alert("p-2", "rise", 5, 5)])) == (0, 0, 0)


def test_articles_are_seen_in_the_order_given() -> None:
    lines = lines_of(["p-2", "p-1"], ROWS, days=False, noon=True)
    assert [line["published_at"] for line in lines] == ["2017-05-01T19:00:00+01:00", NOON]
    assert [line["seen_at"] for line in lines] == ["2017-05-01T19:00:00+01:00", "2017-05-01T19:01:00+01:00"]


def test_bare_days_are_spread_in_the_order_of_sight() -> None:
    dates = ["2017-05-01", "2017-05-01", "2017-05-01T19:00:00+00:00", "2017-05-01", "2017-05-02"]
    rows = {f"q-{n}": {"text": "", "date": date} for n, date in enumerate(dates)}
    times = [line["published_at"][5:16] for line in lines_of(rows, rows, days=False)]
    assert times == ["05-01T09:00", "05-01T14:00", "05-01T19:00", "05-01T19:30", "05-02T12:00"]


def test_days_alone_drop_the_hour() -> None:
    assert [line["published_at"] for line in lines_of(["p-1", "p-2"], ROWS, days=True)] == [NOON, NOON]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS.values())
    return tmp_path


def test_sequences_and_pairs_are_scored_by_replaying_them(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = data / "gold"
    gold.mkdir()
    true = sequence(change("p-1", "first", 3, 3), change("p-2", "rise", 5, 5), change("p-2", "fall", 1, 1))
    (gold / "bus.json").write_text(json.dumps(true))
    pairs = [
        {"a": "p-1", "b": "p-3", "verdict": "copy", "note": ""},
        {"a": "p-1", "b": "p-2", "verdict": "copy", "also": ["new"]},
        {"a": "p-1", "b": "p-2", "verdict": "copy", "also": ["update"]},
    ]
    (gold / "pairs.jsonl").write_text("".join(json.dumps(pair) + "\n" for pair in pairs))
    assert main([str(data), str(gold), "--errors"]) == 0
    out = capsys.readouterr().out
    assert "s: 2 articles, 2 of 3 true changes (0.67), 0 false alerts\n" in out
    assert 'missed: {"article": "p-2", "incident": 0, "measure": "killed", "kind": "fall"' in out
    assert "3 pairs: 1 verdicts right (0.33), 2 with those that the rules leave open (0.67)" in out
    assert "copy told as new: 2" in out


def test_an_article_that_no_corpus_has_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "gone.json"
    path.write_text(json.dumps({"name": "gone", "articles": ["p-9"], "changes": []}))
    assert main([str(data), str(path)]) == 1
    assert "not in the corpora: p-9" in capsys.readouterr().err
