"""What an outlet takes back in its own words, or lets go without a word (rules 4 and 18)."""

import random

import pytest

from contracts.article import Verdict
from contracts.claim import ClaimSet, Speaker
from contracts.toll import Standing
from processors.track.core import Tracker
from tests.unit.processors.track.stories import BLAST, KILL, claim, kinds, only_incident, play, said, toll

POLICE = "police"


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def standings(tracker: Tracker) -> dict[str, Standing]:
    return {entry.article_id: entry.standing for entry in only_incident(tracker).entries}


def test_claims_of_a_killed_item_and_of_its_copies_no_longer_stand(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(6, POLICE)),
        said("w", 2, claim(40), outlet="Coast Wire"),
        said("p", 3, claim(40), credit="Coast Wire", verdict=Verdict.COPY, of="w"),
        said("q", 4, claim(40, "the army"), verdict=Verdict.UPDATE, of="w"),
        said("w", 5, revision=2, outlet="Coast Wire", status=KILL),
    )
    assert standings(tracker) == {
        "a": Standing.STANDING,
        "w": Standing.WITHDRAWN,
        "p": Standing.WITHDRAWN,
        "q": Standing.STANDING,
    }


def test_a_state_that_says_nothing_any_more_moves_no_toll_untold(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(2, POLICE)),
        said("b", 3, claim(9)),
        said("b", 4, revision=2, events=()),
    )
    assert kinds(changes) == ["a first killed 2-2", "b rise killed 2-9", "b retraction killed 2-2"]


def test_a_state_that_says_nothing_any_more_is_not_told_where_no_toll_moves(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, POLICE)),
        said("b", 3, claim(9, POLICE)),
        said("b", 4, revision=2, events=()),
    )
    assert kinds(changes) == ["a first killed 9-9"]


WRECK = BLAST.model_copy(update={"quote": "shipwreck", "place_text": "Qasr"})


def notice_story() -> list[ClaimSet]:
    own = {"speaker": Speaker.OUTLET, "quote": "nineteen drowned in the shipwreck"}
    return [
        said("coast", 1, claim(4, POLICE), title="Dinghy sinks off Qasr"),
        said("daily", 3, claim(19, **own), outlet="Daily", title="Qasr shipwreck drowns nineteen"),
        said("other", 4, claim(19, **own), outlet="Herald", title="Qasr shipwreck drowns nineteen"),
        said("notice", 6, outlet="Daily", title="Withdrawn: Qasr shipwreck", withdraws=True, events=(WRECK,)),
    ]


def test_a_notice_under_another_id_takes_back_what_its_outlet_said(tracker: Tracker) -> None:
    story = notice_story()
    del story[2]
    assert kinds(play(tracker, *story)) == [
        "coast first killed 4-4",
        "daily rise killed 4-19",
        "daily retraction killed 4-4",
    ]
    assert standings(tracker)["daily"] is Standing.WITHDRAWN


def test_a_notice_takes_back_no_other_outlets_word(tracker: Tracker) -> None:
    play(tracker, *notice_story())
    assert (toll(tracker).low, toll(tracker).high) == (4, 19)
    assert standings(tracker)["other"] is Standing.STANDING


def test_a_state_that_withdraws_its_own_item_takes_back_no_other(tracker: Tracker) -> None:
    story = notice_story()
    del story[2]
    own = {"outlet": "Daily", "title": "Withdrawn: Qasr shipwreck", "withdraws": True, "events": (WRECK,)}
    changes = play(
        tracker,
        said(
            "first", 2, claim(6, quote="six drowned in the shipwreck"), outlet="Daily", title="Qasr shipwreck"
        ),
        *story[:2],
        said("daily", 6, revision=2, **own),  # type: ignore[arg-type]
    )
    assert kinds(changes)[-1] == "daily retraction killed 4-6"
    assert standings(tracker)["first"] is Standing.STANDING


def test_a_notice_of_something_else_takes_back_nothing(tracker: Tracker) -> None:
    notice = said("notice", 6, outlet="Daily", title="Withdrawn: harvest report", withdraws=True, events=())
    play(tracker, *notice_story()[:2], notice)
    assert toll(tracker).high == 19


@pytest.mark.parametrize("seed", range(6))
def test_a_notice_reads_alike_in_any_order_and_after_a_restart(seed: int) -> None:
    expected = Tracker()
    play(expected, *notice_story())
    shuffled = notice_story()
    random.Random(seed).shuffle(shuffled)
    other = Tracker()
    play(other, *shuffled)
    again = Tracker.from_rows(other.rows)
    shown = [only_incident(t).model_dump(exclude={"version", "also_ids"}) for t in (expected, other, again)]
    assert shown[0] == shown[1] == shown[2]


@pytest.mark.parametrize("title", ["CORRECTED: Market fire", "تصحيح - حريق السوق"])
def test_a_title_that_says_so_makes_a_correction(tracker: Tracker, title: str) -> None:
    changes = play(
        tracker, said("a", 1, claim(9, POLICE)), said("a", 3, claim(7, POLICE), revision=2, title=title)
    )
    assert kinds(changes) == ["a first killed 9-9", "a correction killed 7-7"]


@pytest.mark.parametrize(("hours", "high"), [(5, 6), (40, 19)])
def test_a_notice_of_the_same_day_needs_the_town_alone(tracker: Tracker, hours: float, high: int) -> None:
    play(
        tracker,
        said("a", 1, claim(6, POLICE, place_text="Qasr")),
        said(
            "b", 2, claim(19, place_text="Qasr", quote="nineteen at Qasr"), title="Nineteen", outlet="Daily"
        ),
        said("n", 2 + hours, outlet="Daily", title="Withdrawn: Qasr", withdraws=True, events=()),
    )
    assert toll(tracker).high == high
