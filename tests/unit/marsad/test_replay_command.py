"""The forms of `marsad dedup` and `marsad replay`: lines in, files out, bad lines told and skipped."""

import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from marsad.ledger_reading import NoSuchIncidentError, from_replay
from marsad.replay import dedup_lines, replay
from processors.extract.core import Engine

TEXT = (
    "قتل {} أشخاص في انهيار مبنى في مدينة حلب يوم الثلاثاء، بحسب ما أعلن الدفاع المدني الذي قال إن البحث "
    "مستمر تحت الأنقاض."
)


@cache
def engine() -> Engine:
    return Engine.load()


def line(article_id: str, figure: int, hour: int, **more: object) -> bytes:
    at = f"2026-05-05T{hour:02}:00:00+03:00"
    cells = {"id": article_id, "title": "انهيار مبنى في حلب", "text": TEXT.format(figure), "lang": "ar"}
    return json.dumps(cells | {"published_at": at, "seen_at": at, "outlet": "شام اليوم"} | more).encode()


BAD = [b"{", b"[]", b'{"title": "x"}', b'{"id": "a"}', b'{"id": "a", "title": "x", "status": "gone"}',
       b'{"id": "a", "title": "x", "seen_at": "2026-05-05T10:00:00"}', b'{"id": true, "title": "x"}']  # fmt: skip


def test_bad_lines_are_told_with_their_numbers_and_the_good_ones_written() -> None:
    out, err = io.BytesIO(), io.StringIO()
    status = dedup_lines([*BAD, line("a", 5, 9), b"", line("a", 5, 10)], out, err)
    assert status == 1
    assert [note.split(":")[0] for note in err.getvalue().splitlines()] == [f"line {n}" for n in range(1, 8)]
    rows = [json.loads(row) for row in out.getvalue().splitlines()]
    assert [(row["id"], row["verdict"]) for row in rows] == [("a", "new"), ("a", "repeat")]
    assert set(rows[0]) == {"id", "revision", "verdict", "of", "story", "score", "why"}


def test_good_lines_alone_exit_with_0() -> None:
    assert dedup_lines([line("a", 5, 9)], io.BytesIO(), io.StringIO()) == 0


def test_lines_without_time_are_in_the_order_of_their_numbers() -> None:
    out = io.BytesIO()
    bare = json.dumps({"id": 7, "text": TEXT.format(5)}).encode()
    assert dedup_lines([bare, bare], out, io.StringIO()) == 0
    assert [json.loads(row)["id"] for row in out.getvalue().splitlines()] == ["7", "7"]


def test_replay_writes_the_forms_of_its_results(tmp_path: Path) -> None:
    replay([line("a", 5, 9), line("b", 8, 13)], tmp_path, engine(), err=io.StringIO())
    files = {
        p.stem: [json.loads(row) for row in p.read_text().splitlines()] for p in tmp_path.glob("*.jsonl")
    }
    assert [(c["kind"], c["seq"], c["article"], c["after"]) for c in files["changes"]] == [
        ("first", 1, "a", {"low": 5, "best": 5, "high": 5}),
        ("rise", 2, "b", {"low": 8, "best": 8, "high": 8}),
    ]
    (incident,) = files["incidents"]
    assert incident["articles"] == ["a", "b"]
    assert incident["place"]["country"] == "sy"
    claims = {c["claim"]: c for c in files["claims"]}
    assert {claims[c["claim"]]["incident"] for c in files["changes"]} == {incident["incident"]}
    assert {c["standing"] for c in files["claims"]} == {"superseded", "standing"}


def test_a_ledger_can_be_asked_for_any_past_moment(tmp_path: Path) -> None:
    replay([line("a", 5, 9), line("b", 8, 13)], tmp_path, engine(), err=io.StringIO())
    incident = json.loads((tmp_path / "incidents.jsonl").read_text())["incident"]
    noon = datetime(2026, 5, 5, 9, tzinfo=UTC)
    assert [t.best for t in from_replay(tmp_path, incident, noon).tolls] == [5]
    assert [t.best for t in from_replay(tmp_path, incident).tolls] == [8]
    with pytest.raises(NoSuchIncidentError):
        from_replay(tmp_path, incident, datetime(2026, 5, 1, tzinfo=UTC))


def test_a_kill_in_another_language_is_a_state_of_its_item(tmp_path: Path) -> None:
    kill = line(
        "a", 5, 10, lang="en", title="KILL", text="EDITORS: this story is withdrawn.", status="canceled"
    )
    replay([line("a", 5, 9), kill], tmp_path, engine(), err=io.StringIO())
    verdicts = [json.loads(row)["verdict"] for row in (tmp_path / "articles.jsonl").read_text().splitlines()]
    assert verdicts == ["new", "revision"]
    kinds = [json.loads(row)["kind"] for row in (tmp_path / "changes.jsonl").read_text().splitlines()]
    assert kinds == ["first", "retraction"]


def test_claims_say_whose_word_they_are_and_for_whom_they_count(tmp_path: Path) -> None:
    text = (
        "قال رامز الدباغ القيادي في فصيل معارض إن مقاتليه قتلوا عشرات الجنود وأسروا تسعة منهم قرب حماة. "
        "ونقلت وكالة رويترز عن مصادر في المعارضة السورية أنها قتلت عشرين جنديا في المعارك نفسها قرب حماة."
    )
    line = {"id": "n", "title": "معارك قرب حماة", "text": text, "published_at": "2026-03-07T12:00:00Z"}
    lines = [json.dumps(line, ensure_ascii=False).encode()]
    replay(lines, tmp_path, engine())
    claims = {
        claim["low"]: claim
        for claim in map(json.loads, (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines())
    }
    assert "رامز الدباغ" in claims[9]["origin"]
    assert claims[9]["counted_for"] == claims[9]["origin"]
    assert claims[20]["origin"].startswith("مصادر في المعارضة")
    assert "رامز" not in claims[20]["counted_for"]
    assert "رويترز" in claims[20]["attribution"]
    assert all({"place_text", "rule", "standing"} <= claim.keys() for claim in claims.values())
