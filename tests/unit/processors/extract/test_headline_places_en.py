"""Places of English headlines and of claims whose own sentence names none, or only a kind of place."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _places(engine: Engine, title: str, text: str) -> list[str | None]:
    return [claim.place_text for claim in engine.read(ArticleText(title, text, "en", None, None)).claims]


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        # A town that only the body or its dateline tells to be one.
        ("Night of gunfire hurts 4 in two Peoria shootings", "Police in Peoria gave no names.", "Peoria"),
        ("Crash hurts 4 on Elko bridge", "ELKO, Nev. — The road was closed.", "Elko bridge"),
        # Whose police it was, where nothing else is told.
        ("Toledo police shoot and kill intruder", "Officers gave chase.", "Toledo"),
        ("Spokane woman dies in fire", "Police in Spokane went to Elm Street.", "Spokane"),
        # A resident of one town who died in another one.
        ("Akron man killed", "A man from Akron was shot dead in Cleveland, Ohio.", "Cleveland"),
        # The first place of the body, and not a finer one behind it.
        ("Two killed in crash", "Two people died in Boise on Monday. It was on Elm Street.", "Boise"),
    ],
)
def test_the_place_of_a_headline(engine: Engine, title: str, text: str, place: str) -> None:
    assert _places(engine, title, text)[0] == place


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # Nobody hurt or caught: nowhere, unless it is told.
        ("A mine killed two shepherds in Kirkuk. Nobody else was injured.", ["Kirkuk", None]),
        ("Three people were hurt in the Kenyan capital on Monday.", ["Kenyan capital"]),
        (
            "Two nurses were wounded on Oak Street in Flint. A boy was wounded in the city.",
            ["Oak Street", "Oak Street"],
        ),
        ("Two men were killed in Hama. Nine people died in the city.", ["Hama", "city"]),
        # The town that a crime is counted in.
        (
            "A baker was stabbed to death in Dayton, Ohio. It is the city's 30th homicide of 2016.",
            ["Dayton", "city"],
        ),
        (
            "A baker was stabbed to death in Dayton, Ohio. There were 27 homicides in 2015.",
            ["Dayton", "Dayton"],
        ),
        # What kind of place it is.
        ("A mine killed two shepherds in Binsar, a Kurdish neighborhood.", ["Binsar"]),
        # A town that something is far from is not where it happened.
        (
            "Four soldiers were shot. The ambush was 300 kilometers from Quito. A rebel was killed in it.",
            [None, None],
        ),
        # Who is told, where the text was filed, and what something fell into.
        ("The mayor told a station in Denver that two hikers died.", [None]),
        ("NAIROBI: At least nine people died in a fire in Kisumu.", ["Kisumu"]),
        ("Twelve pilgrims died as their truck rolled into a ravine near Ayacucho.", ["Ayacucho"]),
        # A site without a name goes after the street that was told.
        (
            "Officers went to the 900 block of Pine Street. Two men were shot in a parking lot.",
            ["900 block of Pine Street"],
        ),
    ],
)
def test_the_place_of_a_claim(engine: Engine, text: str, places: list[str | None]) -> None:
    assert _places(engine, "", text) == places
