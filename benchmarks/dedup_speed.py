"""How fast articles are judged with a full window, and how much memory an article takes.

    python benchmarks/dedup_speed.py [IN_WINDOW] [MEASURED] [FILE]

Prints figures and the machine; fails nothing. Articles have about 300 words; one in ten is a copy or an update of an
earlier one. FILE holds articles as `marsad dedup` reads them, whose words are shuffled; without it texts are of random
letters, which no compressor makes small: memory is then far above that of real news.
"""

import gc
import json
import os
import platform
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contracts.article import Article
from processors.dedup.core import Deduplicator

GC_THRESHOLDS = (100_000, 50, 50)
"""As a worker of the stream sets them."""
START = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS = 300
MEANINGFUL = 100
MEMORY_IN_USE = 1024**2


def vocabulary(dice: random.Random) -> list[str]:
    """Made-up words, the frequent ones shorter."""
    return ["".join(dice.choice(LETTERS) for _ in range(2 + min(6, n // 300))) for n in range(20_000)]


def paragraphs(path: str) -> list[str]:
    """Real texts, half an article each."""
    with Path(path).open(encoding="utf-8") as file:
        texts = [json.loads(line).get("text") or "" for line in file]
    halves = []
    for text in texts:
        words = text.split()
        halves += [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
    return [half for half in halves if len(half) > MEANINGFUL]


def articles(count: int, texts: list[str], seed: int = 1) -> Iterator[Article]:
    """Articles of the words of `texts`, or of made-up ones, spread evenly over two days."""
    dice = random.Random(seed)
    words = vocabulary(dice)
    kept: list[str] = []
    for n in range(count):
        if kept and dice.random() < 0.1:
            body = dice.choice(kept)
            if dice.random() < 0.5:
                body = body.replace(" 17 ", f" {dice.randrange(18, 90)} ", 1)
        else:
            body = fresh_body(dice, words, texts)
            body = f"{body[:400]} 17 {body[400:]}"
            kept = [*kept[-200:], body]
        at = START + timedelta(seconds=n * 172_800 / count)
        yield Article(
            article_id=f"feed-{n % 500}/{n:08d}",
            source_id=f"feed-{n % 500}",
            outlet=f"feed-{n % 500}",
            lang="ar",
            url=f"https://news-{n % 500}.example/{n}",
            title=" ".join(words[int(len(words) * dice.random() ** 3)] for _ in range(8)),
            body=body,
            published_at=at,
            seen_at=at,
        )


def fresh_body(dice: random.Random, words: list[str], texts: list[str]) -> str:
    """A body of about WORDS words that nobody had before."""
    if not texts:
        return " ".join([words[int(len(words) * dice.random() ** 3)] for _ in range(WORDS)])
    parts: list[str] = []
    while sum(part.count(" ") for part in parts) < WORDS:
        parts.append(dice.choice(texts))
    drawn = " ".join(parts).split()[:WORDS]
    dice.shuffle(drawn)
    return " ".join(drawn)


def in_use() -> float:
    """Memory of this process that is in use now, in MB."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of the project
        return int(file.read().split()[1]) * resource.getpagesize() / MEMORY_IN_USE


def main() -> None:
    """Fill a window, then measure."""
    gc.set_threshold(*GC_THRESHOLDS)
    window = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    measured = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    texts = paragraphs(sys.argv[3]) if len(sys.argv) > 3 else []
    dedup = Deduplicator()
    before = in_use()
    start = time.process_time()
    batch: list[Article] = []
    verdicts: dict[str, int] = {}
    for n, article in enumerate(articles(window + measured, texts)):
        if n < window:
            dedup.judge(article)
        else:
            batch.append(article)
    filled = time.process_time() - start
    memory = in_use() - before
    start = time.process_time()
    for article in batch:
        verdict = dedup.judge(article).judged.verdict
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
    spent = time.process_time() - start
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one core used")
    print(f"filling: {window} articles in {filled:.0f} s of CPU, the making of texts included")
    print(f"with {window} in the window: {measured / spent:.0f} articles a second of CPU; {verdicts}")
    print(f"memory: {memory:.0f} MB in all, {memory * MEMORY_IN_USE / window:.0f} bytes an article")


if __name__ == "__main__":
    main()
