"""Every rule has a name, a description, and a sentence that it reads."""

from pathlib import Path

from processors.extract.core import ArticleText, Engine
from processors.extract.core.rules import RULES

_HERE = Path(__file__).parent


def test_the_rules_of_the_sample_sentences_are_those_that_are_published() -> None:
    engine = Engine.load()
    read: set[str] = set()
    for lang in ("ar", "en"):
        for line in (_HERE / f"readings_{lang}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text = line.split(" | ")[0]
                read |= {claim.rule for claim in engine.read(ArticleText("", text, lang)).claims}
    assert read == set(RULES)
