"""What the engine reads in single sentences, and what it must not read."""

from pathlib import Path

import pytest

from language.places import Gazetteer
from processors.extract.core import ArticleText, Claim, Engine

_HERE = Path(__file__).parent
_VICTIMS = {"civilian", "combatant", "security", "other", "mixed", "unknown"}
_CHANGES = {"rise", "fall", "additional", "correction"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(Gazetteer.load())


def _cases(lang: str) -> list[tuple[str, str, str]]:
    files = sorted(_HERE.glob(f"readings_{lang}*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    rows = [line.rsplit(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(lang, text, expected) for text, expected in rows]


def _amount(claim: Claim) -> str:
    if claim.negated:
        return "!0"
    shapes = {
        "exact": f"{claim.low}",
        "at_least": f">={claim.low}",
        "more_than": f">{claim.low}",
        "about": f"~{claim.low}",
        "up_to": f"<={claim.high}",
        "range": f"{claim.low}-{claim.high}",
        "vague": "?",
    }
    return shapes[claim.qualifier]


def _has(claim: Claim, word: str) -> bool:
    name, _, value = word.partition(":")
    if value:
        return value.replace("_", " ") in (claim.attribution or "") if name == "by" else claim.rule == value
    if word in _VICTIMS:
        return claim.victims == word
    if word in _CHANGES:
        return claim.change == word
    return {"cumulative": claim.scope == "cumulative", "share": claim.part_of is not None}[word]


def _fits(claim: Claim, wanted: str) -> bool:
    measure, amount, *more = wanted.split()
    told = "?" if amount.startswith("?") else amount
    return claim.measure == measure and _amount(claim) == told and all(_has(claim, word) for word in more)


@pytest.mark.parametrize(("lang", "text", "expected"), _cases("ar") + _cases("en") + _cases("fr"))
def test_a_sentence_is_read(engine: Engine, lang: str, text: str, expected: str) -> None:
    claims = list(engine.read(ArticleText("", text, lang)).claims)
    wanted = [] if expected.strip() == "-" else [one.strip() for one in expected.split(";")]
    told = [
        (c.measure, _amount(c), c.victims, c.change, c.attribution, c.rule, c.part_of, c.quote)
        for c in claims
    ]
    for one in wanted:
        assert any(_fits(claim, one) for claim in claims), (one, told)
    spare = [claim for claim in claims if not any(_fits(claim, one) for one in wanted)]
    assert not spare, told
