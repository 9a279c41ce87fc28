"""Places of English claims: names that no gazetteer holds, sites, and places that only say where another lies."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _places(engine: Engine, text: str, title: str = "") -> list[str | None]:
    return [claim.place_text for claim in engine.read(ArticleText(title, text, "en", None, None)).claims]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Six people lost their lives as a coach leaves road in Chile.", "Chile"),
        ("A bomber struck a police station in Kenj Abad, killing four officers.", "station in Kenj Abad"),
        ("Ten soldiers were killed at a checkpoint in the north of Mali.", "checkpoint in the north of Mali"),
        (
            "A blast outside the courthouse in the centre of Quetta killed nine.",
            "courthouse in the centre of Quetta",
        ),
        ("Two suspects were arrested in the Denver suburb of Leyden Hill.", "Denver suburb of Leyden Hill"),
        (
            "Four people died when a ferry sank close to Turtle Island, off Leyte, south of Manila.",
            "Turtle Island",
        ),
        (
            "Gunmen killed three farmers near the village of El Carmen in Ayacucho department.",
            "the village of El Carmen",
        ),
        ("FIVE PEASANTS WERE KILLED IN LA PALIZADA, WHERE REBELS ATTACKED.", "LA PALIZADA"),
    ],
)
def test_a_name_that_no_gazetteer_holds_and_a_site_with_its_town(
    engine: Engine, text: str, place: str
) -> None:
    assert _places(engine, text)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("In Sirte, to the east of the capital Tripoli, at least 12 fighters were killed.", "Sirte"),
        ("Two were shot dead in the town of San Pedro, 30 kilometers east of Bogota.", "town of San Pedro"),
        ("Ten people died 20 miles north of Kabul.", "Kabul"),
    ],
)
def test_a_place_that_only_says_where_another_lies(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place


def test_the_place_that_a_sentence_opens_with_leads_elsewhere(engine: Engine) -> None:
    text = (
        "Two people were killed at a market in Kirkuk. In Tal Badra, a town west of Mosul, bombers tried to reach"
        " an office. Three guards were killed."
    )
    assert _places(engine, text) == ["market in Kirkuk", "Tal Badra"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # What happened besides is not where the last claim was.
        ("A bomb killed three people in Kirkuk. Another attack killed six soldiers.", ["Kirkuk", None]),
        # Places told together with that of a claim are no new scene.
        (
            "A raid near Deir al-Balah in central Gaza killed two men. One of the wounded died.",
            ["Deir al-Balah", "Deir al-Balah"],
        ),
        # Who tells a figure says where it is of, where the next figure has a place of its own.
        ("Officials in Peru reported 33 dead, and two people died in Bolivia.", ["Peru", "Bolivia"]),
        ("Armed men attacked the village of Pobe-Mengao and killed nine.", ["village of Pobe-Mengao"]),
        ("Men attacked a police base at Inata, killing 57 people.", ["base at Inata"]),
    ],
)
def test_which_scene_a_claim_is_of(engine: Engine, text: str, places: list[str | None]) -> None:
    assert _places(engine, text) == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "A man was shot dead near Tenth Street and Marlow Boulevard on Friday.",
            "Tenth Street and Marlow Boulevard",
        ),
        ("Two people were killed at the corner of Fifth and Oakley NW.", "Fifth and Oakley NW"),
        ("Police said a boy was shot in the area of Harlan and Grand on Monday.", "Harlan and Grand"),
        ("Two women were hurt on Oak Street and the road was closed.", "Oak Street"),
        ("A pedestrian died while crossing Dunmore Road at dusk.", "Dunmore Road"),
    ],
)
def test_where_two_streets_meet(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # An owner's ending is none of the name's.
        ("The blast killed nine people outside one of Baghdad's main hospitals.", "Baghdad"),
        ("Two soldiers were killed in the township of Cardenal.", "Cardenal"),
        ("A man was killed in al-Rimah.", "al-Rimah"),
        ("A blast hit Quetta mosque, killing nine.", "Quetta mosque"),
    ],
)
def test_a_name_without_what_stands_about_it(engine: Engine, text: str, place: str) -> None:
    assert _places(engine, text)[0] == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Tulsa crash kills two", "Tulsa"),
        ("Harrisburg house fire kills woman", "Harrisburg"),
        ("Mobile home fire kills two", None),
        ("Wedding fire kills 100", None),
        ("Van crash kills four", None),
    ],
)
def test_a_title_that_begins_with_the_town(engine: Engine, title: str, place: str | None) -> None:
    assert _places(engine, "", title)[0] == place
