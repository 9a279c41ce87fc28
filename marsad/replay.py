"""`marsad dedup` and `marsad replay`: the pipeline on files, without a broker, through the cores of the stream.

python -m marsad.replay FILE --out DIR         python -m marsad.replay dedup FILE
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import orjson

from contracts.article import Article, JudgedArticle, Verdict
from contracts.claim import ClaimSet, Scope
from marsad.result_lines import change_line, claim_line, incident_line, verdict_line
from processors.dedup.core import Deduplicator, DedupSettings
from processors.extract.core import Engine
from processors.extract.core.claim_sets import claim_sets
from processors.normalise.core.from_line import BadLineError, article_from_line
from processors.normalise.core.lang import detect
from processors.track.core import Tracker, TrackSettings
from runtime.settings import Settings

RESULTS = ("articles", "claims", "changes", "incidents")
CLAIM_SETS = "claimsets.jsonl"
"""Beside the results: what the tracker was given, for the ledger as of an earlier moment."""


def read_lines(lines: Iterable[bytes], err: TextIO, bad: list[int]) -> Iterator[Article]:
    """The articles of JSON lines, in their order. A bad line is told on `err`, counted in `bad`, and skipped."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield article_from_line(orjson.loads(line), number, detect)
        except orjson.JSONDecodeError as error:
            _tell(err, bad, number, f"not JSON: {error}")
        except BadLineError as error:
            _tell(err, bad, number, str(error))
        except ValueError as error:
            # Only a model's own checks are left: a value that no field takes.
            _tell(err, bad, number, str(error).splitlines()[0])


def _tell(err: TextIO, bad: list[int], number: int, why: str) -> None:
    bad.append(number)
    err.write(f"line {number}: {why}\n")


_FOR_EVER = 24.0 * 366 * 1000
"""Hours."""


class _Judges:
    """One deduplicator a language, as on the stream."""

    def __init__(self, settings: Settings) -> None:
        # On files an item is known by its id however long ago it was seen.
        self._settings = DedupSettings(window_hours=settings.dedup.window_hours, item_hours=_FOR_EVER)
        self._by_language: dict[str, Deduplicator] = {}
        # A wire kills in English what it told in Arabic: an item stays where it was seen first.
        self._homes: dict[str, str] = {}

    def judge(self, article: Article) -> tuple[JudgedArticle, JudgedArticle | None]:
        """The verdict, and the state that is to be sent on again."""
        language = self._homes.setdefault(article.article_id, article.lang)
        one = self._by_language.get(language)
        if one is None:
            one = self._by_language[language] = Deduplicator(self._settings)
        judgement = one.judge(article)
        return judgement.judged, judgement.again


def dedup_lines(lines: Iterable[bytes], out: BinaryIO, err: TextIO, settings: Settings | None = None) -> int:
    """Write the verdict of each article; bad lines are told on `err` and skipped.

    Returns the exit status: 1 when a line was bad, else 0.
    """
    bad: list[int] = []
    judges = _Judges(settings or Settings())
    for article in read_lines(lines, err, bad):
        judged, _ = judges.judge(article)
        _write(out, verdict_line(article.article_id, judged))
    return 1 if bad else 0


def replay(
    lines: Iterable[bytes],
    out_dir: Path,
    engine: Engine,
    settings: Settings | None = None,
    err: TextIO = sys.stderr,
) -> int:
    """Run dedup, extract and track over articles in arrival order; write the four results into `out_dir`.

    Nothing is let go for age, so that the same articles in another order give the same incidents.

    Returns the exit status: 1 when a line was bad, else 0.
    """
    chosen = settings or Settings()
    out_dir.mkdir(parents=True, exist_ok=True)
    bad: list[int] = []
    judges = _Judges(chosen)
    run = _Run(engine, track_settings(chosen))
    with ExitStack() as files:
        articles, changes, sets = (
            files.enter_context((out_dir / name).open("wb"))
            for name in ("articles.jsonl", "changes.jsonl", CLAIM_SETS)
        )
        for article in read_lines(lines, err, bad):
            judged, again = judges.judge(article)
            _write(articles, verdict_line(article.article_id, judged))
            if judged.verdict is Verdict.REPEAT:
                continue
            run.take(judged, lambda line: _write(changes, line), lambda one: _write_json(sets, one))
            if again is not None:
                run.take(again, lambda line: _write(changes, line), lambda one: _write_json(sets, one))
    with (out_dir / "claims.jsonl").open("wb") as file:
        for line in run.claim_lines():
            _write(file, line)
    with (out_dir / "incidents.jsonl").open("wb") as file:
        for incident in sorted(run.tracker.incidents(), key=lambda i: (i.first_said_at, i.incident_id)):
            _write(file, incident_line(incident))
    return 1 if bad else 0


def track_settings(settings: Settings) -> TrackSettings:
    """The tracker's settings for files: those of the stream, but nothing is let go."""
    return TrackSettings(policy=settings.track.policy, vague_table=settings.track.vague_table, keep=None)


@dataclass(slots=True)
class _Run:
    engine: Engine
    settings: TrackSettings
    tracker: Tracker = field(init=False)
    sets: dict[str, ClaimSet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tracker = Tracker(self.settings)

    def take(
        self,
        judged: JudgedArticle,
        changed: Callable[[dict[str, Any]], None],
        applied: Callable[[ClaimSet], None],
    ) -> None:
        """Read a judged article and apply what it claims."""
        for claim_set in claim_sets(judged, self.engine):
            key = f"{claim_set.country}|{claim_set.article_id}|{claim_set.revision}"
            if key in self.sets:
                continue
            self.sets[key] = claim_set
            applied(claim_set)
            for change in self.tracker.apply(claim_set).changes:
                changed(change_line(change, claim_set.article_id))

    def claim_lines(self) -> Iterator[dict[str, Any]]:
        """Every claim with the incident that it is in and how it stands at the end."""
        homes: dict[tuple[str, int], tuple[str, str, str]] = {}
        state_homes: dict[str, str] = {}
        for tree, standings in self.tracker.standings():
            for (key, index), (how, whose) in standings.items():
                homes[key, index] = (tree.incident_id, how.value, whose)
                state_homes.setdefault(key, tree.incident_id)
        for key, claim_set in self.sets.items():
            for index, claim in enumerate(claim_set.claims):
                home = homes.get((key, index))
                publisher = claim_set.credit or claim_set.outlet
                incident, standing, counted_for = home or (None, "standing", claim.attribution or publisher)
                if incident is None and claim.scope is Scope.CUMULATIVE:
                    incident = state_homes.get(key)
                yield claim_line(claim_set, claim, incident, standing, counted_for)


def _write(file: BinaryIO, line: dict[str, Any]) -> None:
    file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def _write_json(file: BinaryIO, claim_set: ClaimSet) -> None:
    file.write(claim_set.model_dump_json(exclude_defaults=True).encode() + b"\n")


def _main(arguments: list[str]) -> int:
    if len(arguments) == 2 and arguments[0] == "dedup":
        with Path(arguments[1]).open("rb") as lines:
            return dedup_lines(lines, sys.stdout.buffer, sys.stderr)
    if len(arguments) == 3 and arguments[1] == "--out":
        with Path(arguments[0]).open("rb") as lines:
            return replay(lines, Path(arguments[2]), Engine.load())
    sys.stderr.write("usage: python -m marsad.replay FILE --out DIR | dedup FILE\n")
    return 2


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
