"""The alert's body, id and summary line."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.alert import Alert
from contracts.claim import Claim, Measure, Place, Qualifier, Victims
from contracts.codec import decode, encode
from contracts.toll import Amount, Change, ChangeKind, Evidence
from sinks.webhooks.core.message import alert_of, message_id, toll_key
from sinks.webhooks.core.summary import summary

T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 1, 9, 1, tzinfo=UTC)


def _evidence(
    lang: str = "en", place: str | None = "Al Wadi", attribution: str | None = "Civil Defence"
) -> Evidence:
    claim = Claim(
        claim_id="c",
        measure=Measure.KILLED,
        qualifier=Qualifier.AT_LEAST,
        low=51,
        place_text=place,
        attribution=attribution,
        field="body",
        span=(0, 1),
        quote="x",
        rule="r",
        rules_version="1",
    )
    return Evidence(claim=claim, article_id="a", revision=1, outlet="Valley Post", lang=lang, origin="o")


def _change(kind: ChangeKind = ChangeKind.RISE, **fields: Any) -> Change:
    whole: dict[str, Any] = {
        "change_id": "c1",
        "incident_id": "i",
        "seq": 2,
        "kind": kind,
        "measure": Measure.KILLED,
        "victims": Victims.CIVILIAN,
        "before": Amount(low=45, best=45, high=45),
        "after": Amount(low=51, best=51, high=None),
        "reason": "r",
        "evidence": _evidence(),
        "place": Place(place_id="p", name="Gazetteer name", kind="city", country="sy"),
        "said_at": T,
        "seen_at": T,
    }
    return Change(**whole | fields)


def test_ids_come_from_content_and_differ_by_subscription_and_change() -> None:
    assert message_id("desk", "c1") == message_id("desk", "c1")
    assert (
        len(
            {
                message_id("desk", "c1"),
                message_id("desk", "c2"),
                message_id("d", "eskc1"),
                message_id("de", "skc1"),
            }
        )
        == 4
    )
    assert message_id("desk", "c1").startswith("msg_")


def test_an_alert_carries_the_change_its_clocks_and_a_summary() -> None:
    alert = alert_of(_change(), T, NOW)
    assert alert.type == "toll.rise"
    assert alert.timestamp == NOW
    assert alert.data.first_seen_at == T
    assert alert.data.change == _change()
    assert decode(Alert, encode(alert)) == alert


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            _change(),
            "Rise: killed (civilians) in Al Wadi: from 45 to at least 51, says Civil Defence (Valley Post)",
        ),
        (
            _change(
                ChangeKind.FIRST, before=None, victims=Victims.UNKNOWN, evidence=_evidence(attribution=None)
            ),
            "First figure: killed in Al Wadi: at least 51, says Valley Post",
        ),
        (
            _change(ChangeKind.RETRACTION, after=None, evidence=_evidence(place=None)),
            "Retraction: killed (civilians) in Gazetteer name: from 45 to no figure, says Civil Defence (Valley Post)",
        ),
        (
            _change(
                ChangeKind.DISPUTE_OPENED,
                before=Amount(low=3, best=5, high=9),
                after=Amount(low=3, best=5, high=9),
                evidence=None,
                place=None,
            ),
            "Dispute: killed (civilians): 5 (3–9)",
        ),
        (
            _change(ChangeKind.FALL, evidence=None, after=Amount(low=None, best=None, high=20)),
            "Fall: killed (civilians) in Gazetteer name: from 45 to 0–20",
        ),
        (
            _change(
                ChangeKind.FIRST, before=None, evidence=None, after=Amount(low=None, best=None, high=None)
            ),
            "First figure: killed (civilians) in Gazetteer name: an unknown number",
        ),
        (
            _change(
                ChangeKind.MERGED,
                measure=None,
                victims=None,
                before=None,
                after=None,
                evidence=None,
                also_ids=("j", "k"),
            ),
            "Two incidents are one: in Gazetteer name: i, j, k",
        ),
        (
            _change(evidence=_evidence("ar", "حي الوادي", "الدفاع المدني")),
            "ارتفاع: قتلى (مدنيون) في حي الوادي: من 45 إلى 51 على الأقل، بحسب الدفاع المدني (Valley Post)",
        ),
    ],
)
def test_summaries(change: Change, line: str) -> None:
    assert summary(change) == line


@given(
    st.sampled_from(list(ChangeKind)),
    st.none() | st.sampled_from(list(Measure)),
    st.none() | st.sampled_from(list(Victims)),
    st.sampled_from(["ar", "en", "fr"]),
    st.none()
    | st.builds(
        Amount,
        low=st.none() | st.integers(0),
        best=st.none() | st.integers(0),
        high=st.none() | st.integers(0),
    ),
)
def test_every_change_has_a_summary_of_one_line(
    kind: ChangeKind, measure: Measure | None, victims: Victims | None, lang: str, amount: Amount | None
) -> None:
    line = summary(_change(kind, measure=measure, victims=victims, after=amount, evidence=_evidence(lang)))
    assert line.strip()
    assert "None" not in line
    assert "\n" not in line


def test_tolls_are_told_apart_by_measure_and_victims() -> None:
    keys = {
        toll_key(_change()),
        toll_key(_change(measure=Measure.WOUNDED)),
        toll_key(_change(victims=Victims.COMBATANT)),
        toll_key(_change(ChangeKind.MERGED, measure=None, victims=None)),
    }
    assert len(keys) == 4
    assert toll_key(_change(ChangeKind.FALL)) in keys
