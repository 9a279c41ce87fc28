"""`marsad diff`: which tolls a changed rule moves, from two replays of the same articles, before it is released."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import orjson

Line = dict[str, Any]
Key = tuple[str, str, str]

_BOUNDS = ("low", "best", "high", "origins", "disputed")


def read_incidents(folder: Path) -> list[Line]:
    """The incidents that a replay wrote into a folder.

    Raises:
        OSError: there is no such file.
        ValueError: a line is no JSON.
    """
    with (folder / "incidents.jsonl").open("rb") as file:
        return [orjson.loads(line) for line in file if line.strip()]


def toll_diff(old: list[Line], new: list[Line]) -> Iterator[Line]:
    """One line a toll that differs, appears or disappears; in the order of the incidents' ids.

    Incidents are the same when their ids are; what is left, when they share most articles.
    """
    for before, after in _paired(old, new):
        tolls_before, tolls_after = _tolls(before), _tolls(after)
        for key in sorted(tolls_before.keys() | tolls_after.keys()):
            was, now = tolls_before.get(key), tolls_after.get(key)
            if was != now:
                measure, victims, scope = key
                yield {
                    "incident": (after or before or {})["incident"],
                    "was_incident": before["incident"] if before else None,
                    "measure": measure,
                    "victims": victims,
                    "scope": scope,
                    "before": was,
                    "after": now,
                }


def _tolls(incident: Line | None) -> dict[Key, Line]:
    return {
        (toll["measure"], toll["victims"], toll["scope"]): {name: toll[name] for name in _BOUNDS}
        for toll in (incident or {}).get("tolls", [])
    }


def _paired(old: list[Line], new: list[Line]) -> list[tuple[Line | None, Line | None]]:
    left = {incident["incident"]: incident for incident in old}
    by_article: dict[str, list[str]] = {}
    for incident in old:
        for article in incident["articles"]:
            by_article.setdefault(article, []).append(incident["incident"])
    pairs: list[tuple[Line | None, Line | None]] = []
    for incident in sorted(new, key=lambda i: (i["incident"] not in left, i["incident"])):
        same = left.pop(incident["incident"], None) or _most_shared(incident, by_article, left)
        pairs.append((same, incident))
    pairs.extend((incident, None) for incident in left.values())
    return sorted(pairs, key=lambda pair: str((pair[1] or pair[0] or {})["incident"]))


def _most_shared(incident: Line, by_article: dict[str, list[str]], left: dict[str, Line]) -> Line | None:
    counts: dict[str, int] = {}
    for article in incident["articles"]:
        for other in by_article.get(article, ()):
            if other in left:
                counts[other] = counts.get(other, 0) + 1
    best = min(counts, key=lambda other: (-counts[other], other), default=None)
    return left.pop(best) if best is not None else None


def diff_command(old: Path, new: Path, out: BinaryIO, err: TextIO) -> int:
    """Write the differences as JSON lines.

    Returns the exit status: 0 when nothing differs, 1 when something does, 2 when a folder cannot be read.
    """
    try:
        before, after = read_incidents(old), read_incidents(new)
    except (OSError, ValueError) as error:
        err.write(f"{error}\n")
        return 2
    differs = False
    for line in toll_diff(before, after):
        differs = True
        out.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    return 1 if differs else 0
