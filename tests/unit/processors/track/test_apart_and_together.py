"""What tells two happenings of one place apart, and what joins a follow-up to its first report."""

import pytest

from contracts.article import Verdict
from contracts.claim import Measure, Period, Victims
from processors.track.core import Tracker
from tests.unit.processors.track.stories import (
    ADDITIONAL,
    BLAST,
    CITY,
    FALL,
    OTHER_CITY,
    OTHER_VILLAGE,
    REGION,
    RISE,
    at,
    claim,
    kinds,
    play,
    said,
    toll,
)

FIRE, COLLAPSE = (
    BLAST.model_copy(update={"type": "accident", "quote": quote}) for quote in ("fire", "collapse")
)
ARABIC_FIRE = BLAST.model_copy(update={"type": "accident", "quote": "حريق"})


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def groups(tracker: Tracker) -> list[tuple[str, ...]]:
    return sorted(incident.articles for incident in tracker.incidents())


def test_a_fire_and_a_collapse_in_one_city_on_one_day_are_two_happenings(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 8, claim(4, "police"), events=(FIRE,), title="Mill burns in Qasr"),
        said("b", 10, claim(7, "civil defence"), events=(COLLAPSE,), title="House caves in in Qasr"),
        said("c", 12, claim(5, "الدفاع المدني"), events=(ARABIC_FIRE,), title="ارتفاع الحصيلة", lang="ar"),
    )
    assert groups(tracker) == [("a", "c"), ("b",)]


def test_a_road_accident_and_a_fire_in_one_city_are_two_happenings(tracker: Tracker) -> None:
    road = BLAST.model_copy(update={"type": "accident", "quote": "حادث سير"})
    play(
        tracker,
        said("a", 8, claim(4, "الشرطة"), events=(road,), title="حادث سير في المدينة", lang="ar"),
        said("b", 10, claim(3, "الدفاع المدني"), events=(ARABIC_FIRE,), title="حريق في سوق", lang="ar"),
    )
    assert groups(tracker) == [("a",), ("b",)]


def test_new_deaths_among_the_wounded_are_no_new_happening(tracker: Tracker) -> None:
    deaths = BLAST.model_copy(update={"quote": "وفيات"})
    play(
        tracker,
        said("a", 8, claim(8, "الدفاع المدني"), title="انفجار في قاعة", lang="ar"),
        said(
            "b",
            20,
            claim(3, "الدفاع المدني", change=ADDITIONAL),
            events=(deaths,),
            title="وفيات جديدة بين الجرحى",
            lang="ar",
        ),
    )
    assert groups(tracker) == [("a", "b")]


def test_a_fire_that_made_a_house_collapse_is_one_happening(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 8, claim(4, "police"), events=(FIRE,), title="House collapses after fire"),
        said("b", 10, claim(7, "civil defence"), events=(COLLAPSE,), title="House caves in in Qasr"),
    )
    assert groups(tracker) == [("a", "b")]


def test_added_bodies_join_the_report_that_they_are_added_to(tracker: Tracker) -> None:
    country = claim(0).place
    assert country is not None
    whole = country.model_copy(
        update={"place_id": "p-lb", "name": "Lebanon", "kind": "country", "parents": ()}
    )
    flood = BLAST.model_copy(update={"type": "natural_disaster", "place": whole})
    changes = play(
        tracker,
        said("a", 1, claim(43, "the disaster agency", place=whole), events=(flood,), title="Floods"),
        said(
            "b",
            15,
            claim("dozens", place=whole, measure=Measure.KILLED),
            claim(6, "the disaster agency", change=ADDITIONAL, place=whole),
            events=(flood,),
            title="سيول",
            lang="ar",
        ),
    )
    assert kinds(changes)[-1] == "b rise killed 49-49"


ATTACK, MISHAP, ARREST = (
    BLAST.model_copy(update={"type": kind, "quote": "so"})
    for kind in ("attack_on_civilians", "accident", "arrest")
)


def test_an_incident_that_one_text_calls_an_accident_is_the_attack_of_the_other(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 8, claim(6, "police"), events=(ATTACK,), title="Gunmen at the Qasr market"),
        said("b", 10, claim(6), events=(MISHAP,), title="Video of the Qasr market"),
    )
    assert groups(tracker) == [("a", "b")]


def test_an_arrest_in_a_town_is_of_the_attack_there_only_when_its_words_say_so(tracker: Tracker) -> None:
    two, three = (claim(n, measure=Measure.DETAINED, quote="few") for n in (2, 3))
    play(
        tracker,
        said("a", 8, claim(6, "the clinic"), events=(ATTACK,), title="Gunmen storm the mill market"),
        said("b", 10, two, events=(ARREST,), title="Smugglers stopped with cigarettes"),
        said("c", 11, three, events=(ARREST,), title="Gunmen of the mill market caught"),
    )
    assert groups(tracker) == [("a", "c"), ("b",)]


def test_two_small_mishaps_of_one_town_that_share_no_word_are_two(tracker: Tracker) -> None:
    one = claim(1, quote="one")
    play(
        tracker,
        said("a", 8, one, events=(MISHAP,), title="Harvester kills farmhand near orchard"),
        said("b", 20, one, events=(MISHAP,), title="Cyclist struck outside railway depot"),
        said("c", 21, one, events=(MISHAP,), title="Farmhand killed by harvester: inquiry"),
    )
    assert groups(tracker) == [("a", "c"), ("b",)]


@pytest.mark.parametrize(("later", "together"), [("several", True), (2, False)])
def test_victims_without_a_number_days_after_many_are_those(
    tracker: Tracker, later: int | str, together: bool
) -> None:
    play(
        tracker,
        said("a", 8, claim(12, "police"), events=(ATTACK,), title="Lorry rams the mill market"),
        said("b", 90, claim(later), events=(), title="Speaker lays wreath for mill victims"),
    )
    assert groups(tracker) == ([("a", "b")] if together else [("a",), ("b",)])


def test_a_digest_of_headlines_opens_no_incident_and_moves_no_toll(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 8, claim(6, "police"), title="Gunmen at the Qasr market"),
        said("d", 20, claim(9), title="أبرز أخبار اليوم الثلاثاء", lang="ar"),
        said("e", 21, claim(7), title="Evening briefing: market, budget, weather"),
        said("f", 22, claim(8, "police"), title="A briefing in the evening on the market"),
    )
    assert kinds(changes) == ["a first killed 6-6", "f rise killed 8-8"]
    assert groups(tracker) == [("a", "f")]


STRIKE = BLAST.model_copy(update={"type": "air_strike", "quote": "raid"})


def test_two_strikes_of_one_text_on_villages_of_one_district_are_two(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said(
            "a",
            8,
            claim(5, "the health ministry", place=REGION, place_text="village of Tell Amar"),
            claim(1, "the health ministry", place=CITY, place_text="village of Ain Sawda"),
            events=(STRIKE,),
        ),
        said(
            "b",
            12,
            claim(8, "the health ministry", place=OTHER_VILLAGE, place_text="Tell Amar"),
            events=(STRIKE,),
        ),
    )
    assert kinds(changes) == ["a first killed 5-5", "a first killed 1-1", "b rise killed 8-8"]


def test_one_strike_told_by_village_and_district_or_with_its_figure_again_is_one(tracker: Tracker) -> None:
    play(
        tracker,
        said(
            "a",
            8,
            claim(5, place=REGION, place_text="Qasr"),
            claim(7, "police", place=CITY, place_text="city of Qasr"),
            claim(5, "police", place=CITY, place_text="Mill Lane"),
            events=(STRIKE,),
        ),
    )
    assert groups(tracker) == [("a",)]


def test_what_rose_days_after_the_day_that_it_names_happened_on_that_day(tracker: Tracker) -> None:
    thursday = Period(start=at(0), end=at(24))
    wreck = BLAST.model_copy(update={"type": "accident", "quote": "wreck"})
    play(
        tracker,
        said("a", 8, claim(29, "the agency", occurred_at=thursday, place=REGION), events=(wreck,)),
        said(
            "b", 90, claim(60, "the agency", occurred_at=thursday, place=REGION, change=RISE), events=(wreck,)
        ),
    )
    assert groups(tracker) == [("a", "b")]


def disputed(tracker: Tracker, who: str, quote: str = "two people") -> bool:
    few = claim(2, who, quote=quote)
    play(tracker, said("a", 1, claim(9, "the Qasr hospital")), said("b", 1.5, few))
    return toll(tracker).disputed


def test_a_plural_empties_no_span_beside_a_number(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim(27, "the hospital")), said("b", 5, claim("several", "police")))
    assert (toll(tracker).low, toll(tracker).high, toll(tracker).origins) == (27, 27, 1)
    play(tracker, said("c", 6, claim("dozens", "a doctor")))
    assert (toll(tracker).low, toll(tracker).high, toll(tracker).origins) == (12, None, 2)


def test_rule_17_two_against_nine_within_an_hour_are_in_conflict(tracker: Tracker) -> None:
    assert disputed(tracker, "police")


@pytest.mark.parametrize(
    ("who", "quote"),
    [
        ("the French foreign ministry", "two people"),
        ("the embassy of Norway", "two people"),
        ("police", "two of its officers"),
        ("police", "two Norwegian hikers"),
        ("الشرطة", "بينهم قتيلان"),
    ],
)
def test_rule_17_some_of_the_nine_are_no_conflict(tracker: Tracker, who: str, quote: str) -> None:
    assert not disputed(tracker, who, quote)


def test_what_an_agency_was_told_by_unnamed_sources_is_the_agencys(tracker: Tracker) -> None:
    more = {"speaker": "anonymous"}
    play(
        tracker,
        said("a", 1, claim(4, "وكالة رويترز عن مصادر طبية", **more), lang="ar"),
        said("b", 3, claim(4, "Reuters", origin="medical sources", **more)),
        said("c", 4, claim(4, "medical sources", **more)),
        said("d", 5, claim(4, "Reuters, citing medical sources", origin="medical sources")),
    )
    assert toll(tracker).origins == 2


def test_a_number_of_many_that_a_text_tells_again_is_one_happening_wherever_it_puts_it(
    tracker: Tracker,
) -> None:
    again = claim(9, "the guard", place=OTHER_VILLAGE)
    changes = play(tracker, said("a", 8, claim(9, "police"), again, title="Nine dead"))
    assert kinds(changes) == ["a first killed 9-9"]


def test_one_person_at_each_of_two_places_of_a_country_are_two_happenings(tracker: Tracker) -> None:
    other = claim(1, "police", place=OTHER_VILLAGE)
    changes = play(tracker, said("a", 8, claim(1, "police"), other, title="Two roads, two dead"))
    assert kinds(changes) == ["a first killed 1-1", "a first killed 1-1"]


def test_who_came_from_another_country_died_where_the_text_told_it(tracker: Tracker) -> None:
    abroad = OTHER_VILLAGE.model_copy(update={"place_id": "p-abroad", "country": "cy", "parents": ("p-cy",)})
    changes = play(
        tracker, said("a", 8, claim(1, "police"), claim(1, "police", place=abroad), title="One dead")
    )
    assert kinds(changes) == ["a first killed 1-1"]


def test_a_title_that_names_two_mishaps_gives_each_of_its_happenings_its_own(tracker: Tracker) -> None:
    crash = BLAST.model_copy(update={"type": "accident", "quote": "crash"})
    play(
        tracker,
        said("a", 8, claim(4, "police"), events=(FIRE,), title="Cinema burns in Qasr"),
        said("b", 10, claim(7, "the traffic police"), events=(crash,), title="Bus and lorry collide"),
        said(
            "c",
            12,
            claim(6, "police", change=RISE, quote="the fire killed six"),
            claim(9, "the traffic police", event=1, place=OTHER_VILLAGE, quote="nine died in the crash"),
            events=(FIRE, crash.model_copy(update={"place": OTHER_VILLAGE})),
            title="Fire and crash: a black day for Qasr",
        ),
    )
    assert ("a", "c") in groups(tracker)


def test_a_title_that_says_another_attack_joins_no_earlier_one(tracker: Tracker) -> None:
    attack = BLAST.model_copy(update={"type": "attack_on_civilians", "quote": "هجوم"})
    play(
        tracker,
        said("a", 20, claim(6, "الشرطة"), events=(attack,), title="هجوم في القصر", lang="ar"),
        said("b", 21, claim(3, "الشرطة"), events=(attack,), title="هجوم ثان يهز القصر", lang="ar"),
        said("c", 22, claim(6, "الدفاع المدني"), events=(attack,), title="تفاصيل هجوم القصر", lang="ar"),
    )
    assert groups(tracker) == [("a", "c"), ("b",)]


def test_a_town_that_no_gazetteer_holds_so_is_known_by_its_name(tracker: Tracker) -> None:
    country = CITY.model_copy(
        update={"place_id": "p-lb", "name": "Lebanon", "kind": "country", "parents": (), "lat": None}
    )
    town = OTHER_VILLAGE.model_copy(update={"place_id": "p-town", "name": "Barkusa"})
    fire = ARABIC_FIRE.model_copy(update={"place": country})
    play(
        tracker,
        said("a", 1, claim(5, "police", place=town), events=(FIRE,), title="Depot burns"),
        said("b", 3, claim(8, "الشرطة", place=country), title="حريق في بركوسا", lang="ar", events=(fire,)),
    )
    assert groups(tracker) == [("a", "b")]


def test_a_bare_plural_raises_no_number(tracker: Tracker) -> None:
    wounded = {"measure": Measure.WOUNDED}
    changes = play(
        tracker,
        said("a", 1, claim(1, "the hospital", **wounded)),
        said("b", 3, claim("several", "police", **wounded)),
        said("c", 5, claim("several", "the hospital", **wounded)),
    )
    assert kinds(changes) == ["a first wounded 1-1"]
    assert toll(tracker, Measure.WOUNDED).origins == 1


def test_two_kinds_of_attack_told_in_one_report_are_two_happenings(tracker: Tracker) -> None:
    bombing, shooting = (BLAST.model_copy(update={"type": kind}) for kind in ("bombing", "shooting"))
    play(
        tracker,
        said("a", 1, claim(6, "police"), events=(bombing,)),
        said("b", 2, claim(3, "the interior ministry"), events=(shooting,)),
        said(
            "c", 9, claim(9, "police"), claim(3, "the interior ministry", event=1), events=(bombing, shooting)
        ),
    )
    assert groups(tracker) == [("a", "c"), ("b", "c")]


def days_ago(first: float, last: float) -> Period:
    return Period(start=at(first), end=at(last))


def test_what_happened_days_before_is_told_apart_and_opens_nothing(tracker: Tracker) -> None:
    before = claim(5, "police", occurred_at=days_ago(-96, -72))
    changes = play(
        tracker,
        said("a", 12, claim(3, "a hospital"), before, title="Three dead in Qasr"),
        said("b", 14, claim(6, "a hospital"), title="Six dead in Qasr"),
    )
    assert kinds(changes) == ["a first killed 3-3", "b rise killed 6-6"]


def test_a_dated_figure_that_is_told_again_is_no_older_happening(tracker: Tracker) -> None:
    dated = claim(5, "police", occurred_at=days_ago(-96, -72))
    changes = play(tracker, said("a", 12, claim(5, "a hospital"), dated, title="Five buried in Qasr"))
    assert kinds(changes) == ["a first killed 5-5"]


def test_a_boat_lost_at_sea_is_the_one_lost_off_the_town(tracker: Tracker) -> None:
    sinking = BLAST.model_copy(update={"type": "accident", "quote": "sank"})
    at_sea = CITY.model_copy(
        update={"place_id": "p-sea", "name": "Green Sea", "kind": "sea", "country": "zz", "parents": ()}
    )
    far_out = sinking.model_copy(update={"place": at_sea})
    play(
        tracker,
        said("a", 8, claim(12, "the coast guard"), events=(sinking,), title="Ferry sinks off Qasr"),
        said(
            "b", 10, claim(14, "the coast guard", place=at_sea), events=(far_out,), title="Ferry lost at sea"
        ),
        said("c", 11, claim(3, "police", place=OTHER_VILLAGE), title="Blast in Tell Amar"),
    )
    assert groups(tracker) == [("a", "b"), ("c",)]


def test_a_count_that_changed_is_of_the_news_beside_it(tracker: Tracker) -> None:
    missing = {"measure": Measure.MISSING}
    told = kinds(
        play(
            tracker,
            said("a", 8, claim(12, "the guard"), claim(30, "the guard", **missing)),
            said(
                "b",
                14,
                claim(4, "the guard", change=ADDITIONAL),
                claim(26, "the guard", place=OTHER_CITY, event=None, change=FALL, **missing),
            ),
        )
    )
    assert told == [
        "a first killed 12-12",
        "a first missing 30-30",
        "b rise killed 16-16",
        "b fall missing 26-26",
    ]


def test_dozens_of_victims_told_days_after_many_are_those(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(64, "police"), title="Shells hit Qasr"),
        said("b", 53, claim("dozens", measure=Measure.KILLED_OR_WOUNDED), title="Neighbours condemn Qasr"),
    )
    assert groups(tracker) == [("a", "b")]


def test_to_name_the_displaced_is_no_report_of_any(tracker: Tracker) -> None:
    named = claim("millions", measure=Measure.DISPLACED, rule="counted-victims")
    assert play(tracker, said("a", 1, named, title="Alms for the displaced")) == []


def test_a_third_report_without_a_kind_joins_no_fire_with_a_crash(tracker: Tracker) -> None:
    crash = FIRE.model_copy(update={"quote": "crash"})
    plain = FIRE.model_copy(update={"quote": "accident"})
    play(
        tracker,
        said("a", 1, claim(5, "police", quote="the fire killed five"), title="Fire", events=(FIRE,)),
        said("b", 2, claim(5, "the traffic police", quote="five died"), title="Crash", events=(crash,)),
        said(
            "c",
            20,
            claim(1, "the traffic police", change=ADDITIONAL, quote="one more died"),
            title="Another dies of the accident",
            events=(plain,),
        ),
    )
    assert ("b", "c") in groups(tracker)
    assert ("a",) in groups(tracker)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("هجوم جديد في القصر", False),
        ("حصيلة جديدة: هجوم القصر", True),
        ("هجوم القصر", True),
    ],
)
def test_a_new_attack_is_another_and_a_new_toll_of_one_is_not(
    tracker: Tracker, title: str, is_one: bool
) -> None:
    attack = BLAST.model_copy(update={"type": "attack_on_civilians", "quote": "هجوم"})
    play(
        tracker,
        said("a", 1, claim(6, "الشرطة"), events=(attack,), title="هجوم في القصر", lang="ar"),
        said("b", 4, claim(8, "الشرطة"), events=(attack,), title=title, lang="ar"),
    )
    assert (groups(tracker) == [("a", "b")]) is is_one


def test_a_form_filled_in_for_a_town_that_no_data_holds_is_of_another_happening(tracker: Tracker) -> None:
    country = CITY.model_copy(
        update={"place_id": "p-lb", "name": "Lebanon", "kind": "country", "parents": (), "lat": None}
    )
    unknown = {"place": country, "place_text": "road 9 at Wadi Sirhana"}
    crash = FIRE.model_copy(update={"quote": "crash"})
    play(
        tracker,
        said("a", 1, claim(3, "police", place_text="road 4 at Qasr"), events=(crash,)),
        said("b", 2, claim(2, "police", **unknown), events=(crash,), verdict=Verdict.UPDATE, of="a"),
        said("c", 3, claim(2, "police", **unknown), events=(crash,), verdict=Verdict.COPY, of="b"),
        said("d", 5, claim(4, "police", place_text="road 4 at Qasr"), verdict=Verdict.UPDATE, of="a"),
    )
    assert groups(tracker) == [("a", "d"), ("b", "c")]


def test_lower_figures_of_the_next_day_are_of_another_happening(tracker: Tracker) -> None:
    sunday, monday = days_ago(0, 24), days_ago(24, 48)
    crash = FIRE.model_copy(update={"quote": "crash"})
    wounded = {"measure": Measure.WOUNDED}
    play(
        tracker,
        said("a", 9, claim(4, "police", occurred_at=sunday), claim(9, **wounded), events=(crash,)),
        said("b", 42, claim(1, "police", occurred_at=monday), claim(3, **wounded), events=(crash,)),
    )
    assert groups(tracker) == [("a",), ("b",)]


def test_a_count_of_another_day_and_front_beside_todays_is_told_apart(tracker: Tracker) -> None:
    shelling = BLAST.model_copy(update={"type": "shelling"})
    front = shelling.model_copy(update={"place": REGION, "quote": "shelled the front"})
    today, before = days_ago(48, 72), days_ago(0, 48)
    play(
        tracker,
        said(
            "a",
            50,
            claim(7, "a medic", place_text="Qasr market", occurred_at=today, victims=Victims.CIVILIAN),
            claim(
                9,
                "the army",
                place_text="the Meris front",
                place=REGION,
                occurred_at=before,
                event=1,
                victims=Victims.COMBATANT,
                measure=Measure.KILLED_OR_WOUNDED,
            ),
            events=(shelling, front),
        ),
    )
    assert len(list(tracker.incidents())) == 2


def test_a_province_is_called_by_its_town(tracker: Tracker) -> None:
    town = CITY.model_copy(update={"name": "Sadirna"})
    deep_in = {"place": OTHER_VILLAGE, "place_text": "Tell Amar, in the province of Sadirna"}
    play(
        tracker,
        said("a", 1, claim(16, "police", **deep_in), title="Bus falls into gorge", events=(FIRE,)),
        said("b", 4, claim(19, "police", place=town, change=RISE), title="Bus toll", events=(FIRE,)),
        said("c", 4.5, claim(5, "the army", place=OTHER_CITY), title="Bus", events=(FIRE,)),
    )
    assert groups(tracker)[0] == ("a", "b")


def test_a_final_toll_dates_what_an_early_report_told_on_its_day(tracker: Tracker) -> None:
    first_day = days_ago(0, 24)
    play(
        tracker,
        said("a", 9, claim(9, "the fire service", place=REGION), events=(FIRE,), title="Forest fire"),
        said("b", 108, claim(17, "the ministry", place=REGION, occurred_at=first_day), events=(FIRE,)),
    )
    assert groups(tracker) == [("a", "b")]


def test_the_same_many_dead_of_a_town_are_told_again_weeks_later(tracker: Tracker) -> None:
    held = BLAST.model_copy(update={"type": "armed_clash", "quote": "raid"})
    play(
        tracker,
        said("a", 9, claim(47, "police"), title="Hall attacked"),
        said("b", 20 * 24, claim(47), title="Man held", events=(held,)),
        said("c", 21 * 24, claim(40), title="Another raid", events=(held,)),
        said("d", 40 * 24, claim(40), title="Market burns", events=(FIRE,)),
        said("e", 41 * 24, claim(47, place=OTHER_CITY), title="Clash", events=(held,)),
    )
    assert groups(tracker) == [("a", "b"), ("c",), ("d",), ("e",)]
