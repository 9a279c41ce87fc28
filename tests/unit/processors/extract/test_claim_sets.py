"""Claim sets: one for each country, empty ones where an earlier state's claims are gone."""

from datetime import UTC, datetime

import pytest

from contracts.article import Article, JudgedArticle, PreviousState, Verdict
from contracts.claim import ClaimSet
from contracts.document import WireStatus
from processors.extract.core import Engine
from processors.extract.core.claim_sets import claim_sets

_AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
_ALEPPO = "قتل خمسة مدنيين في قصف على حي الوعر في مدينة حمص السورية."
_BASRA = "قتل ثلاثة عمال في حريق بمدينة البصرة العراقية."


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _judged(
    body: str,
    *,
    title: str = "",
    revision: int = 1,
    previous: PreviousState | None = None,
    status: WireStatus = WireStatus.USABLE,
) -> JudgedArticle:
    article = Article(
        article_id="a-1",
        source_id="feed-1",
        outlet="شبكة النهر",
        lang="ar",
        title=title,
        body=body,
        status=status,
        published_at=_AT,
        seen_at=_AT,
    )
    verdict = Verdict.NEW if previous is None else Verdict.REVISION
    return JudgedArticle(
        article=article,
        verdict=verdict,
        revision=revision,
        story_id="s-1",
        score=0,
        why="test",
        previous=previous,
    )


def _by_country(sets: tuple[ClaimSet, ...]) -> dict[str, ClaimSet]:
    return {claim_set.country: claim_set for claim_set in sets}


def test_each_country_has_a_set_of_its_own(engine: Engine) -> None:
    sets = _by_country(claim_sets(_judged(f"{_ALEPPO} {_BASRA}"), engine))
    assert {country: [c.low for c in s.claims] for country, s in sets.items()} == {"sy": [5], "iq": [3]}
    assert all(s.article_id == "a-1" and s.revision == 1 for s in sets.values())


def test_offsets_hold_the_quote_to_the_letter(engine: Engine) -> None:
    body = "قُتِلَ ١٢ جنديًّا في كمين قرب حلب."
    (claim_set,) = claim_sets(_judged(body), engine)
    (claim,) = claim_set.claims
    assert body[slice(*claim.span)] == claim.quote
    assert (claim.low, claim.victims) == (12, "combatant")


def test_a_state_that_claims_elsewhere_empties_the_old_country(engine: Engine) -> None:
    previous = PreviousState(revision=1, title="", body=_ALEPPO)
    sets = _by_country(claim_sets(_judged(_BASRA, revision=2, previous=previous), engine))
    assert set(sets) == {"sy", "iq"}
    assert sets["sy"].claims == ()
    assert sets["sy"].revision == 2


def test_a_canceled_state_empties_what_was_claimed(engine: Engine) -> None:
    previous = PreviousState(revision=1, title="", body=_ALEPPO)
    judged = _judged("يرجى عدم نشر الخبر.", revision=2, previous=previous, status=WireStatus.CANCELED)
    (claim_set,) = claim_sets(judged, engine)
    assert (claim_set.country, claim_set.claims, claim_set.status) == ("sy", (), WireStatus.CANCELED)


def test_a_withheld_state_before_counts_too(engine: Engine) -> None:
    previous = PreviousState(revision=1, title="", body=_ALEPPO, status=WireStatus.WITHHELD)
    (claim_set,) = claim_sets(_judged("عاد الهدوء إلى المدينة.", revision=2, previous=previous), engine)
    assert (claim_set.country, claim_set.claims) == ("sy", ())


def test_nothing_claimed_gives_no_set(engine: Engine) -> None:
    assert claim_sets(_judged("افتتح الوزير معرض الكتاب أمس."), engine) == ()


def test_words_of_withdrawal_are_carried(engine: Engine) -> None:
    previous = PreviousState(revision=1, title="", body=_ALEPPO)
    judged = _judged("سحبنا الخبر السابق عن قصف حمص لعدم دقته.", revision=2, previous=previous)
    (claim_set,) = claim_sets(judged, engine)
    assert claim_set.withdraws
    assert claim_set.country == "sy"


@pytest.mark.parametrize(
    "body",
    [
        "تعتذر وكالة الساحل لقرائها عن خبرها بشأن مقتل تسعة عمال في انفجار بمدينة حلب.",
        "تسحب جريدة الميناء الخبر المنشور أمس عن حريق في مدينة حلب.",
        "يسحب الموقع هذا التقرير عن غرق مركب قرب مدينة حلب.",
    ],
)
def test_what_an_outlet_takes_back_is_no_claim_and_its_words_are_kept(engine: Engine, body: str) -> None:
    (claim_set,) = claim_sets(_judged(body), engine)
    assert (claim_set.withdraws, claim_set.claims) == (True, ())
    assert body in {review.quote + "." for review in claim_set.reviews} | {r.quote for r in claim_set.reviews}


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("سحبنا الخبر السابق عن حادث الحافلة قرب مدينة حلب لعدم دقته.", "sy"),
        ("سحبنا الخبر السابق لعدم دقته.", "zz"),
    ],
)
def test_a_notice_that_claims_nothing_goes_where_its_report_was_told(
    engine: Engine, body: str, country: str
) -> None:
    (claim_set,) = claim_sets(_judged(body), engine)
    assert (claim_set.withdraws, claim_set.claims, claim_set.country) == (True, (), country)


def test_a_share_points_to_its_whole_by_id(engine: Engine) -> None:
    (claim_set,) = claim_sets(_judged("قتل 12 شخصا بينهم ثلاثة أطفال في قصف على حلب."), engine)
    whole, share = claim_set.claims
    assert share.part_of == whole.claim_id
    assert share.event is not None
    assert claim_set.events[share.event].type == "shelling"


def test_the_same_claim_of_another_revision_has_another_id(engine: Engine) -> None:
    (first,) = claim_sets(_judged(_ALEPPO), engine)
    (again,) = claim_sets(_judged(_ALEPPO), engine)
    (later,) = claim_sets(_judged(_ALEPPO, revision=2), engine)
    assert first == again
    assert first.claims[0].claim_id != later.claims[0].claim_id
    assert first.claims[0].claim_id.startswith("c-")
    assert len(first.claims[0].claim_id) == 22


def test_claim_ids_differ_by_amount(engine: Engine) -> None:
    claims = [
        claim
        for text in (_ALEPPO, _ALEPPO.replace("خمسة", "سبعة"))
        for claim_set in claim_sets(_judged(text), engine)
        for claim in claim_set.claims
    ]
    assert len({claim.claim_id for claim in claims}) == 2


def test_a_title_that_tells_a_figure_again_goes_where_the_body_puts_it(engine: Engine) -> None:
    title = "إيطاليا تنتشل تسع جثث"
    body = "انتشل خفر السواحل تسع جثث قبالة مدينة زوارة الليبية، بحسب الهلال الأحمر."
    sets = _by_country(claim_sets(_judged(body, title=title), engine))
    assert {country: len(s.claims) for country, s in sets.items()} == {"ly": 2}


def test_a_title_with_a_figure_of_its_own_stays_where_it_says(engine: Engine) -> None:
    title = "ثمانية قتلى في حريق بتركيا"
    sets = _by_country(claim_sets(_judged(_BASRA, title=title), engine))
    assert {country: [c.low for c in s.claims] for country, s in sets.items()} == {"tr": [8], "iq": [3]}


def test_what_lies_in_no_country_goes_where_the_rest_of_the_article_is(engine: Engine) -> None:
    body = "غرق ستة مهاجرين في البحر المتوسط فجر الأحد. وقالت منظمة إغاثة إن زورقهم أبحر من مدينة صبراتة الليبية."
    sets = claim_sets(_judged(body), engine)
    assert [(s.country, [c.low for c in s.claims]) for s in sets] == [("ly", [6])]


def test_what_lies_in_no_country_of_any_that_the_article_names_stays_there(engine: Engine) -> None:
    sets = claim_sets(_judged("غرق ستة مهاجرين في البحر المتوسط فجر الأحد."), engine)
    assert [(s.country, [c.low for c in s.claims]) for s in sets] == [("zz", [6])]


def test_a_share_goes_with_its_whole(engine: Engine) -> None:
    body = "قتل سبعة أشخاص، بينهم ثلاثة قدموا من ليبيا، في حريق بمدينة البصرة العراقية."
    sets = claim_sets(_judged(body), engine)
    assert [s.country for s in sets] == ["iq"]
    assert [c.part_of is not None for c in sets[0].claims] == [False, True]


def test_people_counted_again_go_where_they_were_told_first(engine: Engine) -> None:
    body = "قتل أربعة عمال في مدينة البصرة العراقية. وقال شاهد إن أربعة عمال قتلوا حين وصلت شاحنة من الكويت."
    sets = claim_sets(_judged(body), engine)
    assert [(s.country, [c.low for c in s.claims]) for s in sets] == [("iq", [4, 4])]
