"""Figures that add up to an earlier one are its parts; others are not, however near they come."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _parts(engine: Engine, text: str, lang: str) -> list[tuple[int | None, int | None]]:
    claims = engine.read(ArticleText("", text, lang)).claims
    return [(claim.low, None if claim.part_of is None else claims[claim.part_of].low) for claim in claims]


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        (
            "سقط 13 شخصا بين قتيل وجريح في تكريت. وقال مصدر طبي إن الهجوم أدى إلى مقتل 5 أشخاص وإصابة 8 آخرين.",
            "ar",
            [(13, None), (5, 13), (8, 13)],
        ),
        (
            "أوقفت الشرطة 12 شخصا. وقالت إنها أوقفت 4 أشخاص في صفاقس. وأوقفت 3 أشخاص في قابس. وأوقفت 5 أشخاص في سوسة.",
            "ar",
            [(12, None), (4, 12), (3, 12), (5, 12)],
        ),
        (
            "Police arrested 12 people. They arrested nine people in Basra. They arrested three people in Mosul.",
            "en",
            [(12, None), (9, 12), (3, 12)],
        ),
        # They miss the figure, or make a small one by chance.
        (
            "قتل 12 شخصا في حلب. وقتل 4 أشخاص في حمص. وقتل 7 أشخاص في حماة.",
            "ar",
            [(12, None), (4, None), (7, None)],
        ),
        (
            "قتل 5 أشخاص في حلب. وقتل 3 أشخاص في حمص. وقتل شخصان في حماة.",
            "ar",
            [(5, None), (3, None), (2, None)],
        ),
        # Of a joint figure both the dead and the wounded are told.
        (
            "سقط 9 أشخاص بين قتيل وجريح. وقتل 4 أشخاص في حمص. وقتل 5 أشخاص في حماة.",
            "ar",
            [(9, None), (4, None), (5, None)],
        ),
    ],
)
def test_figures_that_add_up_are_parts(
    engine: Engine, text: str, lang: str, parts: list[tuple[int | None, int | None]]
) -> None:
    assert _parts(engine, text, lang) == parts


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("قتل 9 أشخاص بينهم ثلاثة جنود.", ["mixed", "combatant"]),
        ("قتل 9 أشخاص بينهم ثلاث نساء.", ["unknown", "civilian"]),
        ("قتل 9 مدنيين، وقال شاهد إن ثلاثة منهم قتلوا في منزل.", ["civilian", "civilian"]),
    ],
)
def test_a_part_is_of_the_kind_of_its_whole_and_soldiers_make_it_mixed(
    engine: Engine, text: str, victims: list[str]
) -> None:
    assert [claim.victims for claim in engine.read(ArticleText("", text, "ar")).claims] == victims


@pytest.mark.parametrize(
    ("title", "body", "scopes"),
    [
        # What the body tells as a total is one in the title too.
        (
            "الدفاع المدني: 46 قتيلا",
            "قتل 46 شخصا غرقا منذ بداية العام، وفق الدفاع المدني.",
            ["cumulative", "cumulative"],
        ),
        (
            "الدفاع المدني: 46 قتيلا",
            "قتل 46 شخصا. وقتل 90 منذ بداية العام.",
            ["incident", "incident", "cumulative"],
        ),
    ],
)
def test_a_title_is_of_the_scope_that_the_body_tells(
    engine: Engine, title: str, body: str, scopes: list[str]
) -> None:
    assert [claim.scope for claim in engine.read(ArticleText(title, body, "ar")).claims] == scopes
