"""How fast the extraction engine is on one core.

    python benchmarks/extract_speed.py CASUALTY_JSONL [PLAIN_JSONL]

CASUALTY_JSONL holds articles with casualties (`{"id", "title", "text", "lang"}` a line); PLAIN_JSONL holds
others, of which those that the gate lets pass are left out. JSON in and out is part of the time.
"""

import io
import sys
import time
from pathlib import Path

import orjson

from marsad.extract_command import extract_lines, load_engine
from processors.extract.core import Engine
from processors.extract.core.language_pack import language_pack

_SECONDS = 4.0


def main(arguments: list[str]) -> int:
    """Print articles and kilobytes a second for both kinds of text."""
    if not arguments:
        print(__doc__)
        return 2
    engine = load_engine()
    casualty = Path(arguments[0]).read_bytes().splitlines(keepends=True)
    _report("casualty articles", casualty, engine)
    source = Path(arguments[1]).read_bytes().splitlines(keepends=True) if len(arguments) > 1 else casualty
    plain = [line for line in map(_without_harm, source) if line]
    _report("articles without a casualty word", plain, engine)
    return 0


def _without_harm(line: bytes) -> bytes:
    """The line when no word of harm stands in it, else the sentences of it that hold none."""
    record = orjson.loads(line)
    pack = language_pack(record.get("lang") or "ar")
    sentences = (record.get("text") or "").replace("\n", ". ").split(". ")
    from language.folding import fold_key

    kept = [sentence for sentence in sentences if not pack.gate.hits(fold_key(sentence))]
    text = ". ".join(kept)
    return orjson.dumps({"id": record["id"], "lang": pack.lang, "text": text}) + b"\n" if text else b""


def _report(name: str, lines: list[bytes], engine: Engine) -> None:
    extract_lines(lines, io.BytesIO(), sys.stderr, engine)
    start = time.process_time()
    articles = size = 0
    while time.process_time() - start < _SECONDS:
        extract_lines(lines, io.BytesIO(), sys.stderr, engine)
        articles += len(lines)
        size += sum(map(len, lines))
    seconds = time.process_time() - start
    words = sum(len((orjson.loads(line).get("text") or "").split()) for line in lines) / max(1, len(lines))
    print(
        f"{name}: {articles / seconds:,.0f} articles/s of {words:.0f} words,"
        f" {1000 * seconds / (size / 1024):.3f} ms/KB, {len(lines)} different texts"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
