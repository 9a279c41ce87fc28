"""Whose claim it is: members of a side, armed groups by the name of an army, outlets that quote themselves."""

import pytest

from contracts.claim import Claim, Measure, Speaker
from processors.track.core import Tracker
from processors.track.core.origins import OriginName, Origins
from processors.track.core.settings import TrackSettings
from processors.track.core.speakers import SpeakerTables
from tests.unit.processors.track.stories import claim, only_incident, play, said


@pytest.fixture(scope="module")
def origins() -> Origins:
    s = TrackSettings()
    return Origins(SpeakerTables.load(s.institutions, s.agencies, s.nations, s.speaker_words))


def of(origins: Origins, who: str, outlet: str = "Marj Gazette", **more: object) -> OriginName:
    said: Claim = claim(3, who, **{"speaker": Speaker.NAMED, **more})
    return origins.of(said, origins.publisher(outlet, None), outlet)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مصادر في المعارضة المسلحة", "سامر الحداد القيادي في فصيل معارض"),
        ("rebel sources", "Samer Haddad, a commander in a rebel faction"),
        ("نزار البيك القيادي في فصيل معارض", "سامر الحداد القيادي في فصيل معارض"),
        ("the Highland Liberation Army", "the army"),
        ("جيش تحرير المرتفعات", "قيادة الجيش"),
        ("the Lowland Resistance Army", "an army spokesman"),
        ("the Civil Guard", "le parquet de Valmont"),
        ("the police commissioner", "the deputy commissioner of Riverton"),
    ],
)
def test_these_are_two_origins(origins: Origins, one: str, other: str) -> None:
    assert not Origins.are_one(of(origins, one), of(origins, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a rebel commander in the port quarter", "the rebels"),
        ("القيادي في المعارضة", "مقاتلو المعارضة"),
        ("rebel spokesman Samer Haddad", "the rebels"),
        ("Samer Haddad, a commander in a rebel faction", "rebel commander Samer Haddad"),
        ("سامر الحداد القيادي في فصيل معارض", "القيادي في المعارضة سامر الحداد"),
        ("the Highland Liberation Army", "the separatists"),
        ("the Civil Guard", "الحرس المدني"),
        ("Nasser Medical Complex", "مجمع ناصر الطبي"),
        ("the UN humanitarian office", "OCHA"),
        ("le ministère de la Santé", "the ministry of health"),
        ("la Protection civile", "الحماية المدنية"),
        ("the deputy commissioner of Riverton", "نائب مفوض المنطقة"),
        ("قائممقام القضاء", "القائممقام"),
        ("the Valmont health department", "دائرة الصحة في المحافظة"),
        ("emergency services", "خدمات الطوارئ"),
    ],
)
def test_these_are_one_origin(origins: Origins, one: str, other: str) -> None:
    assert Origins.are_one(of(origins, one), of(origins, other))


def test_witnesses_speak_through_who_quotes_them(origins: Origins) -> None:
    for who in ("des témoins", "une source hospitalière", "شهود عيان", "witnesses"):
        assert of(origins, who).kind == "outlet"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("la Protection civile", "الحماية المدنية"),
        ("le ministère libanais de la Santé", "Lebanon's health ministry"),
        ("la préfecture du Val-Noir", "the Val-Noir prefecture"),
    ],
)
def test_a_body_is_one_in_every_language(origins: Origins, one: str, other: str) -> None:
    assert Origins.are_one(of(origins, one), of(origins, other))
    assert not Origins.are_one(of(origins, one), of(origins, "le parquet"))


def test_an_outlet_that_names_itself_as_source_speaks_in_its_own_voice(origins: Origins) -> None:
    assert of(origins, "fishermen told Marj Gazette", speaker=Speaker.NAMED).kind == "outlet"
    assert of(origins, "شهود لمرصد النهر", outlet="مرصد النهر").kind == "outlet"


def test_a_body_that_speaks_to_an_outlet_is_its_own_origin(origins: Origins) -> None:
    assert of(origins, "the civil defence spokesman told Marj Gazette").kind == "civil_defence"
    assert (
        of(origins, "الناطق باسم الحماية المدنية لإذاعة الوادي", outlet="إذاعة الوادي").kind
        == "civil_defence"
    )


@pytest.mark.parametrize("outlet", ["A", "Ar", "ro"])
def test_a_short_outlet_name_swallows_no_speaker(origins: Origins, outlet: str) -> None:
    assert of(origins, "the army", outlet=outlet).kind == "army"


@pytest.mark.parametrize(
    ("outlet", "who"),
    [("وكالة ساحل", "وكالة ساحل"), ("الراصد", "صحيفة الراصد"), ("Delta Courier", "Delta Courier")],
)
def test_what_a_paper_quotes_from_another_is_the_others(origins: Origins, outlet: str, who: str) -> None:
    assert Origins.are_one(origins.publisher(outlet, None), of(origins, who))


@pytest.mark.parametrize(
    ("who", "publisher"),
    [
        ("an employee of Riverton general hospital", True),
        ("a nurse at the clinic", True),
        ("موظف في وزارة الصحة", True),
        ("the director of Riverton general hospital", False),
        ("the nurses' union", False),
    ],
)
def test_who_only_works_somewhere_does_not_speak_for_it(
    origins: Origins, who: str, *, publisher: bool
) -> None:
    assert of(origins, who).is_publisher is publisher


@pytest.mark.parametrize(
    "same",
    ["the same source", "المصدر ذاته", "نفس المصدر", "البيان نفسه", "la même source", "ذات المصدر نفسه"],
)
def test_the_same_source_is_who_spoke_last(same: str) -> None:
    tracker = Tracker()
    play(
        tracker,
        said("a", 1, claim(9, "the port authority"), claim(4, same, measure=Measure.WOUNDED)),
        said("b", 2, claim(9, "police"), claim(4, "the port authority", measure=Measure.WOUNDED)),
    )
    tolls = {t.measure: t.origins for t in only_incident(tracker).tolls}
    assert tolls == {Measure.KILLED: 2, Measure.WOUNDED: 1}


def test_the_same_source_without_a_name_is_who_quotes_it() -> None:
    tracker = Tracker()
    play(
        tracker,
        said(
            "a",
            1,
            claim(9, "police"),
            claim(2, "a medical source", measure=Measure.MISSING, speaker=Speaker.ANONYMOUS),
            claim(4, "the same source", measure=Measure.WOUNDED, speaker=Speaker.ANONYMOUS),
            outlet="Marj Gazette",
        ),
        said("b", 2, claim(4, "police", measure=Measure.WOUNDED), outlet="Qasr Post"),
    )
    assert {t.origins for t in only_incident(tracker).tolls if t.measure is Measure.WOUNDED} == {2}
