"""The accuracy tables: one a language, also where one file holds several."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import report
from language.places import Gazetteer
from processors.extract.core import Engine

_ARTICLES = [
    {"id": "a", "lang": "fr", "title": "", "text": "Cinq soldats ont été tués dans une embuscade."},
    {"id": "b", "lang": "en", "title": "", "text": "Six soldiers were killed in an ambush."},
]


def _gold(number: int, lang: str, low: int) -> dict[str, object]:
    claim = {"measure": "killed", "qualifier": "exact", "low": low, "high": low, "negated": False}
    claim |= {"scope": "incident", "victims": "combatant", "place": None, "attribution": None}
    claim |= {"part_of": None, "change": None, "field": "body"}
    return {"id": _ARTICLES[number]["id"], "lang": lang, "split": "tune", "claims": [claim]}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(Gazetteer.load())


def test_each_language_has_a_table(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, _ARTICLES)), "utf-8")
    gold = [_gold(0, "fr", 5), _gold(1, "en", 7)]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), "utf-8")
    lines = list(report(tmp_path / "gold.jsonl", engine))
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == ["gold.jsonl, en: 1 documents", "gold.jsonl, fr: 1 documents"]
    totals = [line.split()[2] for line in lines if line.startswith("  all")]
    assert totals == ["0.000", "1.000"]


def test_a_file_of_one_language_keeps_its_name(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps(_ARTICLES[0]), "utf-8")
    (tmp_path / "news.gold.jsonl").write_text(json.dumps(_gold(0, "fr", 5)), "utf-8")
    assert next(report(tmp_path / "news.gold.jsonl", engine)) == "news: 1 documents"
