"""`marsad extract`: one line an article, bad lines told, and the explanation a person reads."""

import io
import json
from typing import Any

import pytest
from rich.console import Console

from marsad.explain import amount_of, explain_lines
from marsad.extract_command import extract_lines, load_engine
from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def _run(engine: Engine, *lines: bytes) -> tuple[int, list[dict[str, Any]], str]:
    out, err = io.BytesIO(), io.StringIO()
    status = extract_lines(lines, out, err, engine)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def _line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_claims_have_the_published_fields_and_exact_spans(engine: Engine) -> None:
    text = "قُتل ١٢ شخصا بينهم طفلان في قصف على حلب، وفق مصادر طبية."
    status, (record,), err = _run(engine, _line(id="a", text=text, lang="ar"))
    assert (status, err, record["id"], record["lang"]) == (0, "", "a", "ar")
    whole, share = record["claims"]
    assert (whole["measure"], whole["low"], whole["high"], whole["qualifier"]) == ("killed", 12, 12, "exact")
    assert (share["low"], share["part_of"], share["victims"]) == (2, 0, "civilian")
    assert whole["attribution"] == "مصادر طبية"
    for claim in record["claims"]:
        start, end = claim["span"]
        assert {"body": text}[claim["field"]][start:end] == claim["quote"]
    assert record["events"][whole["event"]]["claims"] == [0, 1]
    assert "vague_word" not in whole


def test_a_vague_claim_keeps_its_word(engine: Engine) -> None:
    _, (record,), _ = _run(engine, _line(id=1, title="عشرات القتلى في زلزال", lang="ar"))
    (claim,) = record["claims"]
    assert (claim["vague_word"], claim["low"], claim["high"], claim["field"]) == (
        "عشرات",
        None,
        None,
        "title",
    )


def test_the_language_is_found_where_it_is_not_told(engine: Engine) -> None:
    _, records, _ = _run(
        engine, _line(id=1, text="قتل خمسة أشخاص."), _line(id=2, text="Five people were killed in the blast.")
    )
    assert [(r["lang"], r["claims"][0]["low"]) for r in records] == [("ar", 5), ("en", 5)]


def test_a_day_is_given_as_an_interval(engine: Engine) -> None:
    line = _line(id=1, text="قتل خمسة أشخاص أمس.", lang="ar", published_at="2026-05-07T10:00:00+03:00")
    _, (record,), _ = _run(engine, line)
    assert record["claims"][0]["occurred_at"]["start"].startswith("2026-05-05T21:00")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (_line(text="x"), "id is missing"),
        (_line(id=1), "title and text are both missing"),
        (_line(id=1, text=3), "text is no text"),
        (_line(id=1, text="x", published_at="yesterday"), "published_at is no RFC 3339 time"),
        (_line(id=1, text="x", published_at="2026-05-07T10:00:00"), "published_at has no offset"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(engine: Engine, line: bytes, why: str) -> None:
    status, records, err = _run(engine, _line(id="good", text="قتل خمسة."), line, _line(id="too", text="x"))
    assert status == 1
    assert [record["id"] for record in records] == ["good", "too"]
    assert err.startswith(f"line 2: {why}")


def test_the_explanation_shows_amount_speaker_place_and_rule(engine: Engine) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=200, highlight=False)
    text = "قتل ما لا يقل عن 12 جنديا في كمين قرب حلب، وفق مصادر طبية."
    status = explain_lines([_line(id="a", title="كمين", text=text)], console, io.StringIO(), engine)
    shown = stream.getvalue()
    assert status == 0
    for part in (
        "killed at least 12 (combatant)",
        "مصادر طبية",
        "حلب",
        "rule verb-people",
        "\u2068",
        "\u2069",
    ):
        assert part in shown


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Between 8 and 10 people were killed.", "8 to 10"),
        ("More than 20 people were killed.", "more than 20"),
        ("Up to 20 people were killed.", "up to 20"),
        ("Dozens of people were killed.", "\u2068Dozens of\u2069"),
        ("Five people were killed.", "5"),
    ],
)
def test_amounts_as_a_person_writes_them(engine: Engine, text: str, amount: str) -> None:
    assert amount_of(engine.read(ArticleText("", text, "en")).claims[0]) == amount
