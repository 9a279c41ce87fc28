"""Join the hand-made annotations with the texts that they speak of.

    python benchmarks/join_gold.py DATA_DIR OUT_DIR [--split held_out] [--lang ar]

The annotations in benchmarks/gold/ hold ids, offsets and labels, no text. DATA_DIR holds the corpora in the
files that each annotation names. The articles of benchmarks/gold/invented/ were written for this purpose and
stand there with their claims; they go along. Writes OUT_DIR/articles.jsonl (the input lines of `marsad extract`) and
OUT_DIR/gold.jsonl (the claims with their words, in the form that claims are scored in). A text that differs
from the one that was annotated is reported and left out, and the exit status is 1.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parent / "gold"
SPLITS = ("tune", "held_out", "blind_a", "blind_b")
_LABELS = ("measure", "qualifier", "low", "high", "victims", "scope", "part_of", "change", "negated", "field")


class ChangedTextError(ValueError):
    """The words at the stated offsets are not those that were annotated."""


def check_of(words: str) -> str:
    """Eight hexadecimal digits by which the annotated words are known again."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def words_at(text: str, start: int, end: int, check: str) -> str:
    """The words at [start, end) in characters of `text`; raises ChangedTextError when they are others."""
    words = text[start:end]
    if check_of(words) != check:
        raise ChangedTextError(f"other words at {start} to {end}")
    return words


def _named(fields: Mapping[str, str], reference: list[Any] | None) -> str | None:
    if reference is None:
        return None
    field, start, end, check = reference
    return " ".join(words_at(fields[field], start, end, check).split())


def joined_claim(annotation: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """One claim with its words. `fields` are the texts of `title` and `body`."""
    claim = {label: annotation[label] for label in _LABELS}
    text = fields[annotation["field"]]
    claim["quote"] = words_at(text, *annotation["quote"])
    claim["span"] = annotation["quote"][:2]
    claim["place"] = _named(fields, annotation["place"])
    claim["attribution"] = _named(fields, annotation["attribution"])
    if "vague_word" in annotation:
        claim["vague_word"] = words_at(text, *annotation["vague_word"])
    return claim


def published_at(date: str | None) -> str | None:
    """A corpus date (2017-03-22, 2017-03-22T10:00:00+01:00, 22/03/2017) as RFC 3339; a bare day as its noon in UTC."""
    if not date:
        return None
    if "T" in date:
        return date
    if "/" in date:
        day, month, year = date.split("/")
        date = f"{year}-{month}-{day}"
    return f"{date}T12:00:00+00:00"


def joined(annotation: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The article and its gold line; raises ChangedTextError when the text is not the annotated one."""
    fields = {"title": row.get("title") or "", "body": row["text"]}
    if check_of(f"{fields['title']}\n{fields['body']}") != annotation["check"]:
        raise ChangedTextError("another text")
    article = {
        "id": annotation["id"],
        "lang": annotation["lang"],
        "title": fields["title"],
        "text": fields["body"],
    }
    time = published_at(row.get("date"))
    if time is not None:
        article["published_at"] = time
    claims = [joined_claim(claim, fields) for claim in annotation["claims"]]
    gold = {
        "id": annotation["id"],
        "lang": annotation["lang"],
        "split": annotation["split"],
        "claims": claims,
    }
    return article, gold


def annotations(folder: Path, split: str | None, lang: str | None) -> list[dict[str, Any]]:
    """The annotations in `folder`, those of one split and language if asked for."""
    rows = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [row for row in rows if _wanted(row, split, lang)]


def invented(
    folder: Path, split: str | None, lang: str | None
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The articles in `folder`/invented with their gold lines, those of one split and language if asked for."""
    pairs = []
    for path in sorted((folder / "invented").glob("*.gold.jsonl")):
        lines = path.with_name(path.name.replace(".gold", "")).read_text("utf-8").splitlines()
        articles = {row["id"]: row for row in map(json.loads, lines)}
        golds = map(json.loads, path.read_text("utf-8").splitlines())
        pairs += [(articles[gold["id"]], gold) for gold in golds if _wanted(gold, split, lang)]
    return pairs


def _wanted(row: Mapping[str, Any], split: str | None, lang: str | None) -> bool:
    return split in {None, row["split"]} and lang in {None, row["lang"]}


def texts(data: Path, source: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of one corpus file (JSON lines, gzip) by id."""
    wanted = set(ids)
    with gzip.open(data / source, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines) if row.get("id") in wanted}


def _write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Write both files; 1 when any annotated text is absent or changed."""
    parser = argparse.ArgumentParser(description="Join annotations with the texts that they speak of.")
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("out", type=Path, help="folder for articles.jsonl and gold.jsonl")
    parser.add_argument("--split", choices=SPLITS, help="only this part")
    parser.add_argument("--lang", help="only this language")
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder of the annotations")
    options = parser.parse_args(arguments)
    chosen = annotations(options.gold, options.split, options.lang)
    rows: dict[str, dict[str, Any]] = {}
    for source in sorted({row["source"] for row in chosen}):
        rows |= texts(options.data, source, (row["id"] for row in chosen if row["source"] == source))
    pairs, bad = invented(options.gold, options.split, options.lang), 0
    for annotation in chosen:
        try:
            pairs.append(joined(annotation, rows[annotation["id"]]))
        except (KeyError, ChangedTextError) as error:
            print(f"{annotation['id']}: {error}", file=sys.stderr)
            bad += 1
    options.out.mkdir(parents=True, exist_ok=True)
    _write(options.out / "articles.jsonl", (article for article, _ in pairs))
    _write(options.out / "gold.jsonl", (gold for _, gold in pairs))
    print(f"{len(pairs)} articles written, {bad} left out", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
