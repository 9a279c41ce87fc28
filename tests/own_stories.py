"""The stories that this project keeps, as articles."""

import json
from collections.abc import Iterator
from pathlib import Path

from contracts.article import Article
from processors.normalise.core.from_line import article_from_line
from processors.normalise.core.lang import detect

_ROOT = Path(__file__).parents[1]


def own_stories() -> Iterator[list[Article]]:
    """The articles of each story in the order of its file, under ids that no other story has."""
    for folder in ("tests/fixtures/scenarios", "benchmarks/scenarios"):
        for path in sorted((_ROOT / folder).glob("*.json")):
            lines = json.loads(path.read_text("utf-8"))["articles"]
            articles = [article_from_line(line, number, detect) for number, line in enumerate(lines)]
            yield [
                article.model_copy(update={"article_id": f"{path.stem}/{article.article_id}"})
                for article in articles
            ]
