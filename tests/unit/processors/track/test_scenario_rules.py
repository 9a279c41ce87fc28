"""The rules of the ledger, each by its number (docs/ledger.md)."""

import pytest

from contracts.article import Verdict
from contracts.claim import Measure, Place, Qualifier, Scope, Speaker, Victims
from contracts.toll import Standing
from processors.track.core import Tracker
from tests.unit.processors.track.stories import (
    ADDITIONAL,
    CORRECTION,
    EARLIER,
    HOLD,
    KILL,
    LOOK_BACK,
    RISE,
    claim,
    denial,
    kinds,
    only_incident,
    play,
    said,
    toll,
)

MINISTRY = "the health ministry"
HOSPITAL = "the director of Qasr hospital"
POLICE = "police"
DEFENCE = "the defence ministry"
REBELS = "a rebel commander"


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


def test_rule_1_a_later_state_of_an_item_replaces_its_own_claims_and_nobody_elses(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(5), claim(12, measure=Measure.WOUNDED)),
        said("b", 1.5, claim(5)),
        said("a", 3, claim(9), revision=2),
    )
    assert kinds(changes) == ["a first killed 5-5", "a first wounded 12-12", "a rise killed 5-9"]
    tolls = {t.measure: t for t in only_incident(tracker).tolls}
    assert Measure.WOUNDED not in tolls
    assert (tolls[Measure.KILLED].low, tolls[Measure.KILLED].high) == (5, 9)


def test_rule_2_an_update_in_another_outlet_is_a_newer_word_of_the_same_wire(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("wire", 1, claim(8), outlet="Reuters"),
        said("paper", 2, claim(8), credit="رويترز", verdict=Verdict.COPY, of="wire"),
        said("other", 4, claim(10), credit="Reuters", verdict=Verdict.UPDATE, of="paper"),
    )
    assert kinds(changes) == ["wire first killed 8-8", "other rise killed 10-10"]
    assert toll(tracker).origins == 1


def test_rule_3_a_copy_of_an_old_version_printed_later_changes_nothing(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("wire", 1, claim(8), outlet="Coast Wire"),
        said("wire", 3, claim(10), outlet="Coast Wire", revision=2),
        said("paper", 6, claim(8), credit="Coast Wire", verdict=Verdict.COPY, of="wire"),
    )
    assert kinds(changes) == ["wire first killed 8-8", "wire rise killed 10-10"]
    assert (toll(tracker).low, toll(tracker).origins) == (10, 1)


def test_rule_3_a_late_figure_of_the_same_origin_is_stale(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(18, MINISTRY)),
        said("b", 5, claim(31, MINISTRY)),
        said("c", 3, claim(22, MINISTRY), seen=8),
    )
    assert kinds(changes) == ["a first killed 18-18", "b rise killed 31-31"]
    standings = {e.article_id: e.standing for e in only_incident(tracker).entries}
    assert standings == {"a": Standing.SUPERSEDED, "b": Standing.STANDING, "c": Standing.STALE}


def test_rule_3_a_silent_edit_under_an_unmoved_time_is_newer(tracker: Tracker) -> None:
    changes = play(
        tracker, said("a", 1, claim(11, MINISTRY)), said("a", 1, claim(13, MINISTRY), revision=2, seen=5)
    )
    assert kinds(changes) == ["a first killed 11-11", "a rise killed 13-13"]


def test_rule_4_a_held_state_says_nothing_until_it_is_released(tracker: Tracker) -> None:
    held = said("a", 1, claim(11), status=HOLD)
    assert play(tracker, held) == []
    assert list(tracker.incidents()) == []
    assert kinds(play(tracker, said("a", 1, claim(11), revision=2, seen=3))) == ["a first killed 11-11"]


def test_rule_4_a_held_item_that_is_killed_leaves_nothing(tracker: Tracker) -> None:
    assert play(tracker, said("a", 1, claim(11), status=HOLD), said("a", 2, revision=2, status=KILL)) == []
    assert list(tracker.incidents()) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("وزارة الصحة في ولاية جنوب دارفور", "the South Darfur state health ministry"),
        ("الهلال الأحمر الليبي", "the Libyan Red Crescent"),
        ("خفر السواحل", "the coast guard"),
        ("قيادة شرطة المحافظة", "the provincial police command"),
        ("مدير الدفاع المدني في نيالا", "a civil defence spokesman"),
        ("هيئة الإسعاف", "the country's ambulance service"),
        ("وزير الداخلية اللبناني", "the Lebanese interior ministry"),
        ("مستشفى الشفاء", "a doctor at Shifa hospital"),
        ("المتحدث باسم الجيش الإسرائيلي", "the Israeli military"),
        ("المرصد السوري لحقوق الإنسان", "the Syrian Observatory for Human Rights"),
        ("مفوضية الأمم المتحدة لشؤون اللاجئين", "the UN refugee agency"),
        ("زكريا ملاحفجي", "القائد زكريا ملاحفجي"),
        ("هيئة موانئ البحر المتوسط", "the Mediterranean Ports Authority"),
        ("إدارة الإطفاء في الولاية", "the state's fire services department"),
        ("خدمة الإنقاذ", "le service de secours"),
    ],
)
def test_rule_5_an_institution_is_one_origin_in_any_language(
    tracker: Tracker, first: str, second: str
) -> None:
    play(tracker, said("a", 1, claim(8, first)), said("b", 2, claim(8, second)))
    assert toll(tracker).origins == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("وزارة الصحة", "الدفاع المدني"),
        ("the health ministry", "the interior ministry"),
        ("the Israeli army", "الجيش اللبناني"),
        ("مستشفى الشفاء", "مستشفى ناصر"),
        ("police", "a rebel commander"),
        ("وزارة الدفاع", "مديرية الدفاع المدني"),
        ("زكريا ملاحفجي", "سليم قدور"),
    ],
)
def test_rule_5_different_bodies_are_different_origins(tracker: Tracker, first: str, second: str) -> None:
    play(tracker, said("a", 1, claim(8, first)), said("b", 2, claim(8, second)))
    assert toll(tracker).origins == 2


def test_rule_5_anonymous_sources_belong_to_the_agency_that_quotes_them(tracker: Tracker) -> None:
    anonymous = {"speaker": Speaker.ANONYMOUS}
    play(
        tracker,
        said("a", 1, claim(8, "medical sources", **anonymous), credit="AFP"),
        said("b", 2, claim(8, "فرانس برس", origin="مصادر طبية", **anonymous)),
        said("c", 3, claim(8, "witnesses", **anonymous), outlet="وكالة فرانس برس"),
    )
    assert toll(tracker).origins == 1


def test_rule_5_a_chain_leads_to_its_end(tracker: Tracker) -> None:
    play(
        tracker, said("a", 1, claim(8, MINISTRY)), said("b", 2, claim(8, "AFP", origin="the health ministry"))
    )
    assert toll(tracker).origins == 1


def test_rule_6_the_body_counts_before_the_title_a_number_before_a_word_the_present_before_the_past(
    tracker: Tracker,
) -> None:
    changes = play(
        tracker,
        said(
            "a",
            1,
            claim(5, field="title"),
            claim(8, MINISTRY),
            claim("dozens", MINISTRY),
            claim(3, MINISTRY, tense=EARLIER),
        ),
    )
    assert kinds(changes) == ["a first killed 8-8"]


def test_rule_6_a_title_says_what_the_body_leaves_open(tracker: Tracker) -> None:
    assert kinds(play(tracker, said("a", 1, claim(7, field="title"), claim("people")))) == [
        "a first killed 7-7"
    ]


def test_rule_7_shares_make_no_toll_and_fire_nothing(tracker: Tracker) -> None:
    children = claim(12, MINISTRY, victims=Victims.CIVILIAN, part_of="0")
    changes = play(tracker, said("a", 1, claim(30, MINISTRY), children))
    assert kinds(changes) == ["a first killed 30-30"]
    assert len(only_incident(tracker).tolls) == 1


def test_rule_7_an_article_that_only_denies_belongs_to_the_incident(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim(7, HOSPITAL)), said("b", 2, denial(DEFENCE)))
    assert only_incident(tracker).articles == ("a", "b")


def test_rule_8_unnamed_people_are_the_only_named_group(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(12)), said("b", 3, claim(15, victims=Victims.CIVILIAN)))
    assert kinds(changes) == ["a first killed 12-12", "b rise killed 12-15"]
    assert toll(tracker).victims is Victims.CIVILIAN


def test_rule_8_victim_groups_and_the_joint_measure_never_mix(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(12, victims=Victims.CIVILIAN), claim(4, victims=Victims.COMBATANT)),
        said("b", 3, claim(40, measure=Measure.KILLED_OR_WOUNDED)),
    )
    assert kinds(changes) == ["a first killed 12-12", "a first killed 4-4", "b first killed_or_wounded 40-40"]
    assert len(only_incident(tracker).tolls) == 3


def test_rule_9_an_addition_adds_to_its_own_origins_figure_and_leaves_the_wounded(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, HOSPITAL), claim(24, HOSPITAL, measure=Measure.WOUNDED)),
        said("b", 25, claim(1, HOSPITAL, change=ADDITIONAL)),
    )
    assert kinds(changes)[2:] == ["b rise killed 10-10"]
    assert toll(tracker, Measure.WOUNDED).best == 24


def test_rule_9_an_addition_never_adds_to_another_origins_figure(tracker: Tracker) -> None:
    changes = play(
        tracker, said("a", 1, claim(9, HOSPITAL)), said("b", 25, claim(3, POLICE, change=ADDITIONAL))
    )
    assert kinds(changes) == ["a first killed 9-9"]
    assert toll(tracker).high == 9


def test_rule_9_a_total_in_the_text_goes_before_the_addition(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, HOSPITAL)),
        said("b", 25, claim(3, HOSPITAL, change=ADDITIONAL), claim(13, HOSPITAL)),
    )
    assert kinds(changes) == ["a first killed 9-9", "b rise killed 13-13"]


def test_rule_9_the_background_of_an_addition_is_no_new_total(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(9, HOSPITAL)),
        said("b", 25, claim(1, HOSPITAL, change=ADDITIONAL), claim(9, HOSPITAL, tense=EARLIER)),
    )
    assert kinds(changes) == ["a first killed 9-9", "b rise killed 10-10"]


def test_rule_9_the_same_addition_told_again_is_one(tracker: Tracker) -> None:
    again = claim(1, HOSPITAL, change=ADDITIONAL)
    changes = play(tracker, said("a", 1, claim(9, HOSPITAL)), said("b", 25, again), said("c", 26, again))
    assert kinds(changes) == ["a first killed 9-9", "b rise killed 10-10"]


def test_rule_10_looser_words_supersede_nothing(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim("40<", MINISTRY)), said("b", 5, claim("dozens", MINISTRY)))
    assert kinds(changes) == ["a first killed 41-"]
    assert toll(tracker).low == 41


def test_rule_11_totals_over_a_war_and_look_backs_move_no_toll_of_the_incident(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(12), claim(1450, scope=Scope.CUMULATIVE)),
        said("b", 5, claim(29, tense=LOOK_BACK)),
    )
    assert kinds(changes) == ["a first killed 12-12"]
    assert toll(tracker).best == 12
    assert [(t.scope, t.best) for t in only_incident(tracker).tolls][1:] == [(Scope.CUMULATIVE, 1450)]


def test_rule_12_an_article_fires_one_change_a_toll(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim(12, MINISTRY)))
    changes = play(tracker, said("b", 1.5, claim(30, POLICE), claim(33, HOSPITAL)))
    assert kinds(changes) == ["b dispute_opened killed 12-30"]


def test_rule_12_a_first_with_both_sides_opens_its_dispute_at_once(tracker: Tracker) -> None:
    soldiers = {"victims": Victims.COMBATANT}
    changes = play(tracker, said("a", 1, claim(3, DEFENCE, **soldiers), claim("20<", REBELS, **soldiers)))
    assert kinds(changes) == ["a first killed 3-", "a dispute_opened killed 3-"]


def test_rule_13_a_vague_word_opens_a_toll(tracker: Tracker) -> None:
    assert kinds(play(tracker, said("a", 1, claim("عشرات")))) == ["a first killed 10-"]


def test_rule_13_no_one_was_hurt_opens_no_toll(tracker: Tracker) -> None:
    assert play(tracker, said("a", 1, claim(0, POLICE, negated=True))) == []
    assert only_incident(tracker).tolls == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (50, "50<", ["rise"]),
        ("عشرات", 35, ["rise"]),
        ("20+", 35, ["rise"]),
        (20, "15<", []),
        ("20<", 27, ["rise"]),
        (20, 20, []),
        (20, (18, 22), []),
    ],
)
def test_rule_14_a_rise_has_its_lower_bound_above_all_others(
    tracker: Tracker, before: str, after: str, kind: list[str]
) -> None:
    play(tracker, said("a", 1, claim(before, POLICE)))
    assert [c.kind for c in play(tracker, said("b", 4, claim(after, MINISTRY)))] == kind


def test_rule_15_a_fall_is_an_origins_own_lower_figure(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(31, MINISTRY)),
        said("b", 4, claim(26, MINISTRY)),
        said("c", 8, claim(20, POLICE)),
    )
    assert kinds(changes) == ["a first killed 31-31", "b fall killed 26-26"]


@pytest.mark.parametrize("figure", [26, 35])
def test_rule_15_a_correction_says_that_the_earlier_figure_was_wrong(tracker: Tracker, figure: int) -> None:
    changes = play(
        tracker, said("a", 1, claim(31, MINISTRY)), said("b", 4, claim(figure, MINISTRY, change=CORRECTION))
    )
    assert kinds(changes)[1:] == [f"b correction killed {figure}-{figure}"]


def test_rule_15_a_wire_signal_tells_a_correction(tracker: Tracker) -> None:
    changes = play(
        tracker, said("a", 1, claim(31)), said("a", 2, claim(26), revision=2, signals=("sig:correction",))
    )
    assert kinds(changes)[1:] == ["a correction killed 26-26"]


def test_rule_16_an_equal_figure_of_another_origin_only_adds_an_origin(tracker: Tracker) -> None:
    assert len(play(tracker, said("a", 1, claim(21, MINISTRY)), said("b", 2, claim(21, POLICE)))) == 1
    assert toll(tracker).origins == 2


def test_rule_17_figures_within_the_hour_that_do_not_meet_open_a_dispute_and_a_meeting_one_closes_it(
    tracker: Tracker,
) -> None:
    soldiers = {"victims": Victims.COMBATANT}
    changes = play(
        tracker,
        said("a", 9, claim(3, DEFENCE, **soldiers)),
        said("b", 9.6, claim("20<", REBELS, **soldiers)),
        said("c", 21.5, claim(24, DEFENCE, change=RISE, **soldiers)),
    )
    assert kinds(changes) == [
        "a first killed 3-3",
        "b dispute_opened killed 3-",
        "c dispute_closed killed 21-",
    ]
    assert not toll(tracker).disputed


def test_rule_17_a_higher_figure_hours_later_is_a_rise(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(6, POLICE)), said("b", 4, claim(40, MINISTRY)))
    assert kinds(changes)[1:] == ["b rise killed 6-40"]


def test_rule_17_a_lower_figure_of_the_opposing_side_is_a_dispute_at_any_hour(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(40, REBELS)), said("b", 9, claim(3, DEFENCE)))
    assert kinds(changes)[1:] == ["b dispute_opened killed 3-40"]


def test_rule_17_a_denial_stands_against_every_later_figure_until_its_origin_says_otherwise(
    tracker: Tracker,
) -> None:
    changes = play(
        tracker,
        said("a", 9, claim(7, HOSPITAL)),
        said("b", 10, denial(DEFENCE)),
        said("c", 14, claim(9, HOSPITAL)),
        said("d", 18, claim(9, DEFENCE)),
        said("e", 22, claim(11, HOSPITAL)),
    )
    assert kinds(changes) == [
        "a first killed 7-7",
        "b dispute_opened killed 7-7",
        "c rise killed 9-9",
        "d dispute_closed killed 9-9",
        "e rise killed 9-11",
    ]


def test_rule_18_a_kill_takes_back_the_item_and_its_copies(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(6, "the Lebanese Civil Defence")),
        said("w", 4, claim(40), outlet="Coast Wire"),
        said("p", 5, claim(40), credit="Coast Wire", verdict=Verdict.COPY, of="w"),
        said("w", 6, revision=2, outlet="Coast Wire", status=KILL),
    )
    assert kinds(changes) == ["a first killed 6-6", "w rise killed 6-40", "w retraction killed 6-6"]
    assert (toll(tracker).high, toll(tracker).origins) == (6, 1)


def test_rule_18_an_earlier_items_claim_of_that_origin_stands_again(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(6, MINISTRY)),
        said("b", 4, claim(40, MINISTRY)),
        said("b", 5, revision=2, withdraws=True),
    )
    assert kinds(changes)[2:] == ["b retraction killed 6-6"]


def test_rule_18_withdrawing_the_only_figure_leaves_no_amount(tracker: Tracker) -> None:
    changes = play(tracker, said("a", 1, claim(6)), said("a", 2, revision=2, status=KILL))
    assert kinds(changes)[1:] == ["a retraction killed -"]
    assert only_incident(tracker).tolls == ()


def test_rule_19_what_nobody_updated_leaves_the_span_after_two_days(tracker: Tracker) -> None:
    play(
        tracker,
        said("a", 1, claim(6, POLICE)),
        said("b", 30, claim(9, HOSPITAL)),
        said("c", 60, claim(12, MINISTRY)),
    )
    assert (toll(tracker).low, toll(tracker).high, toll(tracker).origins) == (9, 12, 2)
    assert {e.article_id: e.standing for e in only_incident(tracker).entries}["a"] is Standing.OUTDATED


def test_rule_19_an_old_figure_of_another_origin_enters_the_span_and_fires_nothing(tracker: Tracker) -> None:
    changes = play(
        tracker,
        said("a", 1, claim(6, POLICE)),
        said("b", 8, claim(12, POLICE)),
        said("c", 3, claim(14, MINISTRY), seen=10),
        said("d", 4, claim(5, HOSPITAL), seen=11),
    )
    assert kinds(changes) == ["a first killed 6-6", "b rise killed 12-12"]
    assert (toll(tracker).low, toll(tracker).best, toll(tracker).high) == (5, 12, 14)


def test_two_incidents_of_one_city_and_day_stay_apart(tracker: Tracker) -> None:
    gas = said("a", 8, claim(4, POLICE)).events[0].model_copy(update={"type": "flood"})
    play(tracker, said("a", 8, claim(4, POLICE)), said("b", 20, claim(3, "civil defence"), events=(gas,)))
    assert sorted(i.articles for i in tracker.incidents()) == [("a",), ("b",)]


def test_one_name_in_two_countries_is_two_incidents(tracker: Tracker) -> None:
    twin = Place(place_id="p-twin", name="Qasr City", kind="locality", country="ly", parents=("p-ly",))
    play(tracker, said("a", 8, claim(5)), said("b", 9, claim(5, place=twin), country="ly", events=()))
    assert len(list(tracker.incidents())) == 2


def test_up_to_a_number_has_that_number_as_its_best(tracker: Tracker) -> None:
    play(tracker, said("a", 1, claim("<30", MINISTRY)))
    assert toll(tracker).model_dump(include={"low", "best", "high"}) == {"low": 0, "best": 30, "high": 30}
    assert claim("<30").qualifier is Qualifier.UP_TO
