"""How well the engine reads articles whose claims are annotated by hand.

    python benchmarks/accuracy.py GOLD_DIR [SPLIT]

For every GOLD_DIR/<name>.gold.jsonl (`{"id", "lang", "claims"}` a line, claims as docs/annotation-guide.md
has them) the articles stand in <name>.jsonl (`{"id", "title", "text"}`); so do those that join_gold.py wrote
(gold.jsonl, articles.jsonl). With SPLIT only the documents of that split count. Claims of one document are folded on
measure, amount and denial ("more than 20" equals "at least 20" and "at least 21"); fields are compared where
a claim was found.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from language.folding import fold_key
from marsad.extract_command import load_engine
from processors.extract.core import ArticleText, Claim, Engine

Record = Mapping[str, Any]
Key = tuple[str, tuple[object, ...], bool]
FIELDS = ("scope", "victims", "place", "attribution", "part_of", "change", "field")


def main(arguments: list[str]) -> int:
    """Print the tables of each file; status 1 when the folder holds no gold."""
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    found = sorted(Path(arguments[0]).glob("*gold.jsonl"))
    engine = load_engine()
    for path in found:
        print("\n".join(report(path, engine, arguments[1] if len(arguments) == 2 else None)))
    return 0 if found else 1


def articles_of(gold: Path) -> Path:
    """The file that holds the articles of a gold file."""
    return gold.with_name("articles.jsonl" if gold.name == "gold.jsonl" else gold.name.replace(".gold", ""))


def report(gold: Path, engine: Engine, split: str | None = None) -> Iterator[str]:
    """The lines of one file's tables, one a language: measures with precision, recall, F1; then the fields."""
    articles = {record["id"]: record for record in _lines(articles_of(gold))}
    records = [record for record in _lines(gold) if split in {None, record.get("split")}]
    languages = sorted({record["lang"] for record in records})
    name = gold.name.removesuffix(".gold.jsonl")
    for lang in languages:
        title = name if len(languages) == 1 else f"{name}, {lang}"
        yield from _table(title, [r for r in records if r["lang"] == lang], articles, engine)


def _table(
    title: str, records: list[Record], articles: Mapping[str, Record], engine: Engine
) -> Iterator[str]:
    counts: dict[str, Counter[str]] = {"all": Counter()}
    fields: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for record in records:
        article = articles[record["id"]]
        text = ArticleText(article.get("title") or "", article.get("text") or "", record["lang"])
        claims = [_record(claim) for claim in engine.read(text).claims]
        _compare(record["claims"], claims, counts, fields)
    yield f"{title}: {len(records)} documents"
    for name, count in sorted(counts.items()):
        found, false, missed = count["found"], count["false"], count["missed"]
        precision, recall = found / max(1, found + false), found / max(1, found + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield f"  {name:18} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({found} found)"
    for name, count in fields.items():
        yield f"  field {name:12} {count['right'] / max(1, count['all']):.3f}  of {count['all']}"


def _lines(path: Path) -> Iterator[Record]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _record(claim: Claim) -> Record:
    names = ("measure", "qualifier", "low", "high", "negated", "scope", "victims", "attribution", "part_of")
    record = {name: getattr(claim, name) for name in names}
    return {**record, "place": claim.place_text, "change": claim.change, "field": claim.field}


def key_of(claim: Record) -> Key:
    """What makes two claims of a document the same statement."""
    low, high, qualifier = claim.get("low"), claim.get("high"), claim.get("qualifier")
    if qualifier == "vague":
        amount: tuple[object, ...] = ("vague",)
    elif qualifier in ("at_least", "more_than"):
        amount = ("min", low)
    elif qualifier == "up_to":
        amount = ("max", high)
    elif qualifier == "range":
        amount = ("range", low, high)
    else:
        amount = ("about" if qualifier == "about" else "exact", low)
    return claim["measure"], amount, bool(claim.get("negated"))


def _near(a: Key, b: Key) -> bool:
    if a[0] != b[0] or a[2] != b[2] or not a[1][0] == b[1][0] == "min":
        return False
    low, other = a[1][1], b[1][1]
    return isinstance(low, int) and isinstance(other, int) and abs(low - other) <= 1


def _compare(
    gold: Iterable[Record],
    read: Iterable[Record],
    counts: dict[str, Counter[str]],
    fields: dict[str, Counter[str]],
) -> None:
    wanted: dict[Key, Record] = {}
    got: dict[Key, Record] = {}
    for claims, folded in ((gold, wanted), (read, got)):
        for claim in claims:
            folded.setdefault(key_of(claim), claim)
    for key, claim in wanted.items():
        other = key if key in got else next((k for k in got if _near(key, k) and k not in wanted), None)
        for name in ("all", key[0]):
            counts.setdefault(name, Counter())["missed" if other is None else "found"] += 1
        if other is not None:
            _compare_fields(claim, got.pop(other), fields)
    for key in got:
        for name in ("all", key[0]):
            counts.setdefault(name, Counter())["false"] += 1


def _compare_fields(wanted: Record, got: Record, fields: dict[str, Counter[str]]) -> None:
    for name, count in fields.items():
        count["all"] += 1
        count["right"] += _same(name, wanted.get(name), got.get(name))


def _same(name: str, wanted: Any, got: Any) -> bool:
    if name == "part_of":
        return (wanted is None) == (got is None)
    if name in ("place", "attribution") and wanted and got:
        one, other = " ".join(fold_key(wanted).split()), " ".join(fold_key(got).split())
        return one in other or other in one
    return bool((wanted or None) == (got or None))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
