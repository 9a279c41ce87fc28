"""How well the changes that real articles of one newspaper tell are found, by sequences annotated by hand.

    python -m benchmarks.sequences DATA_DIR PATH... [--errors] [--noon] [--days]

A PATH is a sequence, a folder of them, or a file of near-duplicate pairs. They hold ids and labels, no text; the texts
come from the corpora (`*.jsonl.gz`, rows with `id`, `title`, `text` and `date`) in DATA_DIR or below it.

A sequence (`*.json`) is `{"name", "articles": [ids in the order of sight], "changes": [...], "may_change": [...]}`; a
change is `{"article", "incident", "measure", "kind", "low", "high", "note"}`, and where the rules leave it open
`"kinds_too": [kinds]` and `"bounds_too": [[low, high]]`. Told changes are matched with the true
ones one to one, by article, measure and kind, and by the amount: that of the toll after it, or of the claim that made
it; a bound that is not there is not compared, `"high": null` is an open one. The changes of one true incident must
come in one incident that no other true incident has. What is told beyond them and `may_change` is a false alert.

A pair (a line of a `*.jsonl`) is `{"a", "b", "verdict", "note"}`: what is said of `b` when `a` came before it; where
the rules leave it open `"also": [verdicts]`, which count as right in a figure of their own.

An article is published at its `date`. A bare day tells no hour: its articles are spread evenly between those of known
hours before and behind them, else from the morning to the evening of that day, so that what came one after the other
is not said at one moment; with --noon all of them are its noon. With --days every date is a bare day, and its noon.
Each is seen a minute after the one before, or when it was published.
"""

import argparse
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.join_gold import published_at, texts
from marsad.extract_command import load_engine
from marsad.replay import dedup_lines, replay
from processors.extract.core import Engine

Row = Mapping[str, Any]
OUTLET = "outlet"
"""The one newspaper of all articles that name none."""
_MINUTE = timedelta(minutes=1)
_HALF_DAY = timedelta(hours=8)


@dataclass(slots=True)
class Score:
    """What of one sequence was found; `notes` says each error in words."""

    articles: int = 0
    found: int = 0
    missed: int = 0
    false: int = 0
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        true = self.found + self.missed
        share = f" ({self.found / true:.2f})" if true else ""
        per = f" (one in {self.articles / self.false:.0f} articles)" if self.false else ""
        return f"{self.articles} articles, {self.found} of {true} true changes{share}, {self.false} false alerts{per}"

    def add(self, other: "Score") -> None:
        """Take in another sequence's score."""
        self.articles += other.articles
        self.found += other.found
        self.missed += other.missed
        self.false += other.false


def main(arguments: list[str]) -> int:
    """Print a line a sequence and the totals; status 1 when an article is not in the corpora."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true", help="say what was missed and what was told falsely")
    parser.add_argument("--days", action="store_true", help="know the day of an article alone")
    parser.add_argument("--noon", action="store_true", help="take a bare day for its noon")
    options = parser.parse_args(arguments)
    files = list(_files(options.paths))
    sequences = [json.loads(path.read_text(encoding="utf-8")) for path in files if path.suffix == ".json"]
    pairs = [pair for path in files if path.suffix == ".jsonl" for pair in _read(path)]
    wanted = {a for s in sequences for a in s["articles"]} | {
        pair[end] for pair in pairs for end in ("a", "b")
    }
    rows = read_corpora(options.data, wanted)
    for missing in sorted(wanted - rows.keys()):
        print(f"not in the corpora: {missing}", file=sys.stderr)
    engine = load_engine()
    total = Score()
    for sequence in sequences:
        score = score_sequence(
            sequence, told(lines_of(sequence["articles"], rows, days=options.days, noon=options.noon), engine)
        )
        total.add(score)
        print(f"{sequence['name']}: {score}")
        if options.errors:
            print("".join(f"    {note}\n" for note in score.notes), end="")
    if sequences:
        print(f"{len(sequences)} sequences: {total}")
    if pairs:
        print("\n".join(report_pairs(pairs, rows, errors=options.errors)))
    return 1 if wanted - rows.keys() else 0


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix in {".json", ".jsonl"})
        else:
            yield path


def read_corpora(folder: Path, wanted: set[str]) -> dict[str, Row]:
    """The rows of the wanted ids, from whatever corpus in the folder has them."""
    found: dict[str, Row] = {}
    for path in sorted(folder.rglob("*.jsonl.gz")):
        if wanted <= found.keys():
            break
        rows = texts(folder, str(path.relative_to(folder)), wanted)
        found = {article: row for article, row in rows.items() if "text" in row} | found
    return found


def lines_of(
    articles: Iterable[str], rows: Mapping[str, Row], *, days: bool, noon: bool = False
) -> list[dict[str, Any]]:
    """The input lines of `marsad replay`, in the order of `articles`."""
    known = [article for article in articles if article in rows]
    dates = [rows[article]["date"] for article in known]
    if days or noon:
        times = [_noon(date) if days or "T" not in date else datetime.fromisoformat(date) for date in dates]
    else:
        times = _spread(dates)
    lines: list[dict[str, Any]] = []
    seen: datetime | None = None
    for article, published in zip(known, times, strict=True):
        row = rows[article]
        seen = published if seen is None else max(published, seen + _MINUTE)
        line = {
            "id": article,
            "title": row.get("title"),
            "text": row["text"],
            "outlet": row.get("source") or OUTLET,
        }
        lines.append(line | {"published_at": published.isoformat(), "seen_at": seen.isoformat()})
    return lines


def _noon(date: str) -> datetime:
    return datetime.fromisoformat(published_at(date.split("T")[0]) or "")


def _spread(dates: Sequence[str]) -> list[datetime]:
    """When articles were published, those of a bare day between their neighbours of known hours."""
    told = [datetime.fromisoformat(date) if "T" in date else None for date in dates]
    times: list[datetime] = []
    for at, date in enumerate(dates):
        hour = told[at]
        if hour is None:
            first, last = _noon(date) - _HALF_DAY, _noon(date) + _HALF_DAY
            if times and first < times[-1] < last:
                first = times[-1]
            ends = (n for n in range(at, len(dates)) if told[n] or dates[n] != date)
            end = next(ends, len(dates))
            following = told[end] if end < len(dates) else None
            last = following if following is not None and first < following < last else last
            hour = first + (last - first) / (end - at + 1)
        times.append(hour)
    return times


def told(lines: Iterable[Row], engine: Engine) -> list[dict[str, Any]]:
    """The changes that a replay tells, each with the bounds of its claim as `said`."""
    with tempfile.TemporaryDirectory() as folder:
        encoded = [json.dumps(line, ensure_ascii=False).encode() for line in lines]
        replay(encoded, Path(folder), engine)
        changes, claims = (_read(Path(folder) / f"{name}.jsonl") for name in ("changes", "claims"))
    said = {claim["claim"]: {"low": claim["low"], "high": claim["high"]} for claim in claims}
    return [change | {"said": said.get(change["claim"])} for change in changes if change["kind"] != "merged"]


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _fits(true: Row, alert: Row) -> bool:
    if true["article"] != alert["article"] or true["measure"] != alert["measure"]:
        return False
    if alert["kind"] not in {true["kind"], *true.get("kinds_too", ())}:
        return False
    wanted = [{bound: true[bound] for bound in ("low", "high") if bound in true}]
    wanted += [{"low": low, "high": high} for low, high in true.get("bounds_too", ())]
    amounts = [amount for amount in (alert["after"], alert["said"]) if amount]
    return not wanted[0] or any(amount | bounds == amount for amount in amounts for bounds in wanted)


def score_sequence(sequence: Row, alerts: list[dict[str, Any]]) -> Score:
    """Match what was told with what is true."""
    score = Score(articles=len(sequence["articles"]))
    home = _homes(sequence["changes"], alerts)
    left = list(alerts)
    for true in sequence["changes"]:
        hit = next((a for a in left if _fits(true, a) and home.get(true["incident"]) == a["incident"]), None)
        if hit is None:
            score.missed += 1
            score.notes.append(f"missed: {json.dumps(true, ensure_ascii=False)}")
        else:
            score.found += 1
            left.remove(hit)
    for allowed in sequence.get("may_change", ()):
        left = [alert for alert in left if not _fits(allowed, alert)]
    for alert in left:
        score.false += 1
        shown = {
            k: alert[k] for k in ("article", "incident", "kind", "measure", "victims", "before", "after")
        }
        score.notes.append(f"false: {json.dumps(shown, ensure_ascii=False)}")
    return score


def _homes(changes: Iterable[Row], alerts: Iterable[Row]) -> dict[int, str]:
    """Which told incident each true one is: that of most of its changes, each told one once."""
    votes = Counter((c["incident"], a["incident"]) for c in changes for a in alerts if _fits(c, a))
    home: dict[int, str] = {}
    for (true, incident), _ in votes.most_common():
        if true not in home and incident not in home.values():
            home[true] = incident
    return home


def report_pairs(pairs: Iterable[Row], rows: Mapping[str, Row], *, errors: bool) -> Iterator[str]:
    """The lines of the pairs' table: the share of verdicts that are right, then each wrong one."""
    outcomes: Counter[tuple[str, str]] = Counter()
    left_open = 0
    wrong: list[str] = []
    for pair in pairs:
        lines = lines_of((pair["a"], pair["b"]), rows, days=False)
        if len(lines) < 2:
            continue
        found = verdict(lines)
        outcomes[pair["verdict"], found["verdict"]] += 1
        if found["verdict"] != pair["verdict"]:
            left_open += found["verdict"] in pair.get("also", ())
            wrong.append(
                f"    {pair['a']} {pair['b']}: {pair['verdict']}, told {found['verdict']} {found['why']}"
            )
    right = sum(count for (true, found_), count in outcomes.items() if true == found_)
    total = max(1, outcomes.total())
    yield (
        f"{outcomes.total()} pairs: {right} verdicts right ({right / total:.2f}), "
        f"{right + left_open} with those that the rules leave open ({(right + left_open) / total:.2f})"
    )
    yield from (f"    {true} told as {found_}: {n}" for (true, found_), n in sorted(outcomes.items()))
    if errors:
        yield from wrong


def verdict(lines: Iterable[Row]) -> dict[str, Any]:
    """The verdict of the last of some articles."""
    out = io.BytesIO()
    dedup_lines([json.dumps(line, ensure_ascii=False).encode() for line in lines], out, sys.stderr)
    return dict(json.loads(out.getvalue().splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
