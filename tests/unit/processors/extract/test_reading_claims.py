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
    lines = (_HERE / f"readings_{lang}.txt").read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
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


def _fits(claim: Claim, wanted: str) -> bool:
    measure, amount, *more = wanted.split()
    if claim.measure != measure or _amount(claim) != ("?" if amount.startswith("?") else amount):
        return False
    checks = {
        "cumulative": claim.scope == "cumulative",
        "share": claim.part_of is not None,
    }
    for word in more:
        if word.startswith("by:"):
            if word[3:] not in (claim.attribution or ""):
                return False
        elif word.startswith("rule:"):
            if claim.rule != word[5:]:
                return False
        elif word in _VICTIMS:
            if claim.victims != word:
                return False
        elif word in _CHANGES:
            if claim.change != word:
                return False
        elif not checks[word]:
            return False
    return True


@pytest.mark.parametrize(("lang", "text", "expected"), _cases("ar") + _cases("en"))
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
