"""Annotations are joined with texts only where the words are those that were annotated."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.join_gold import (
    GOLD,
    SPLITS,
    ChangedTextError,
    annotations,
    check_of,
    invented,
    joined,
    main,
    published_at,
    words_at,
)

TITLE, BODY = "مقتل مدني", "قتل مدني  في الميناء، قال مسؤول."


def annotation() -> dict[str, Any]:
    def at(text: str, words: str) -> list[Any]:
        start = text.index(words)
        return [start, start + len(words), check_of(words)]

    claim = {
        "measure": "killed",
        "qualifier": "exact",
        "low": 1,
        "high": 1,
        "victims": "civilian",
        "scope": "incident",
        "part_of": None,
        "change": None,
        "negated": False,
        "field": "body",
        "quote": at(BODY, "قتل مدني"),
        "place": ["body", *at(BODY, "الميناء")],
        "attribution": ["body", *at(BODY, "مسؤول")],
    }
    return {
        "id": "a1",
        "lang": "ar",
        "split": "tune",
        "source": "ar/some.jsonl.gz",
        "check": check_of(f"{TITLE}\n{BODY}"),
        "claims": [claim],
    }


def test_joins_words_to_labels() -> None:
    article, gold = joined(annotation(), {"id": "a1", "title": TITLE, "text": BODY, "date": "22/03/2017"})
    assert article == {
        "id": "a1",
        "lang": "ar",
        "title": TITLE,
        "text": BODY,
        "published_at": "2017-03-22T12:00:00+00:00",
    }
    (claim,) = gold["claims"]
    assert claim["quote"] == "قتل مدني"
    assert BODY[slice(*claim["span"])] == claim["quote"]
    assert (claim["place"], claim["attribution"]) == ("الميناء", "مسؤول")


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(ChangedTextError):
        joined(annotation(), {"id": "a1", "title": TITLE, "text": BODY + " "})
    with pytest.raises(ChangedTextError):
        words_at(BODY, 0, 3, check_of("أخر"))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-03-22", "2017-03-22T12:00:00+00:00"),
        ("22/03/2017", "2017-03-22T12:00:00+00:00"),
        ("2017-03-22T07:00:00+01:00", "2017-03-22T07:00:00+01:00"),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_the_corpora(date: str | None, expected: str | None) -> None:
    assert published_at(date) == expected


def test_main_writes_both_files_and_says_what_is_missing(tmp_path: Path) -> None:
    data, out, gold = tmp_path / "data", tmp_path / "out", tmp_path / "gold"
    (data / "ar").mkdir(parents=True)
    gold.mkdir()
    with gzip.open(data / "ar" / "some.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "a1", "title": TITLE, "text": BODY}) + "\n")
    missing = annotation() | {"id": "a2"}
    (gold / "ar.jsonl").write_text("\n".join(map(json.dumps, [annotation(), missing])), encoding="utf-8")
    assert main([str(data), str(out), "--gold", str(gold)]) == 1
    assert len((out / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert json.loads((out / "gold.jsonl").read_text(encoding="utf-8"))["id"] == "a1"
    assert main([str(data), str(out), "--gold", str(gold), "--split", "held_out"]) == 0


def test_invented_articles_go_along(tmp_path: Path) -> None:
    folder, out = tmp_path / "gold" / "invented", tmp_path / "out"
    folder.mkdir(parents=True)
    gold = {"id": "i1", "lang": "ar", "split": "blind_a", "claims": []}
    (folder / "posts.gold.jsonl").write_text(
        "\n".join(map(json.dumps, [gold, gold | {"id": "i2", "split": "blind_b"}])), encoding="utf-8"
    )
    (folder / "posts.jsonl").write_text(
        "\n".join(json.dumps({"id": name, "lang": "ar", "title": "", "text": BODY}) for name in ("i1", "i2")),
        encoding="utf-8",
    )
    assert main([str(tmp_path), str(out), "--gold", str(folder.parent), "--split", "blind_a"]) == 0
    (article,) = map(json.loads, (out / "articles.jsonl").read_text("utf-8").splitlines())
    assert article == {"id": "i1", "lang": "ar", "title": "", "text": BODY}
    assert main([str(tmp_path), str(out), "--gold", str(folder.parent), "--lang", "en"]) == 0
    assert (out / "gold.jsonl").read_text("utf-8") == ""


def test_the_claims_of_invented_articles_stand_in_their_text() -> None:
    pairs = invented(GOLD, None, None)
    assert len(pairs) >= 40
    for article, gold in pairs:
        for claim in gold["claims"]:
            text = article["title" if claim["field"] == "title" else "text"]
            assert text[slice(*claim["span"])] == claim["quote"]
            assert claim.get("vague_word", "") in claim["quote"]
            whole = " ".join(f"{article['title']} {article['text']}".split())
            assert (claim["place"] or "") in whole
            assert (claim["attribution"] or "") in whole


def test_the_annotations_are_sound() -> None:
    rows = annotations(GOLD, None, None) + [gold for _, gold in invented(GOLD, None, None)]
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    splits = Counter(row["split"] for row in rows)
    assert set(splits) == set(SPLITS)
    assert abs(splits["held_out"] - splits["tune"]) <= 4
    assert abs(splits["blind_a"] - splits["blind_b"]) <= 4
    for row in rows:
        for index, claim in enumerate(row["claims"]):
            where = (row["id"], index)
            assert claim["part_of"] is None or 0 <= claim["part_of"] < len(row["claims"]), where
            assert claim["part_of"] != index, where
            low, high = claim["low"], claim["high"]
            match claim["qualifier"]:
                case "exact" | "about":
                    assert low == high is not None, where
                case "at_least" | "more_than":
                    assert low is not None, where
                    assert high is None, where
                case "up_to":
                    assert low is None, where
                    assert high is not None, where
                case "range":
                    assert low < high, where
                case "vague":
                    assert low is None, where
                    assert high is None, where
                    assert "vague_word" in claim, where
                case other:
                    pytest.fail(f"{where}: {other}")
            for name in ("quote", "vague_word"):
                if isinstance(claim.get(name), list):
                    start, end, _ = claim[name]
                    assert 0 <= start < end, where
