"""Messages as rows: ids, versions, and that every field that can be written is mapped."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from contracts.article import Article, JudgedArticle, PreviousState, Verdict
from contracts.claim import Claim, ClaimChange, ClaimSet, Event, Measure, Period, Place, Qualifier, Victims
from contracts.document import WireStatus
from contracts.message import Message
from contracts.ops import Lag
from contracts.toll import Amount, Change, ChangeKind, Evidence, Incident, LedgerEntry, Standing, Toll
from sinks.elasticsearch.mappings import ANALYZERS, MAPPINGS, alias_of, index_of, mapping_of
from sinks.elasticsearch.rows import MAX_ID_BYTES, rows_of

T = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PLACE = Place(
    place_id="p:1", name="الوادي", kind="locality", country="sy", lat=36.2, lon=37.1, parents=("p:2", "p:sy")
)
CLAIM = Claim(
    claim_id="claim-1",
    measure=Measure.KILLED,
    qualifier=Qualifier.MORE_THAN,
    low=51,
    vague_word="عشرات",
    victims=Victims.CIVILIAN,
    place_text="الوادي",
    place=PLACE,
    attribution="الدفاع المدني",
    origin="الدفاع المدني",
    part_of="claim-0",
    change=ClaimChange.RISE,
    field="body",
    span=(3, 20),
    quote="قُتل أكثر من 50 مدنياً",
    rule="verb-number",
    rules_version="1",
    occurred_at=Period(start=T, end=T + timedelta(hours=1)),
    event=0,
)
EVENT = Event(
    type="shelling",
    place=PLACE,
    occurred_at=Period(start=T, end=T),
    actors=("x",),
    targets=("y",),
    weapon="mortar",
    denied_by=("z",),
    field="body",
    span=(0, 5),
    quote="قصف",
)
ARTICLE = Article(
    article_id="art-1",
    source_id="s",
    outlet="Post",
    lang="ar",
    url="https://post.example/1",
    title="مقتل أكثر من 50",
    body="قُتل أكثر من 50 مدنياً.",
    credit="Delta",
    signals=("sig:update",),
    version=3,
    published_at=T,
    updated_at=T,
    embargo_until=T,
    seen_at=T,
)
JUDGED = JudgedArticle(
    article=ARTICLE,
    verdict=Verdict.REVISION,
    revision=2,
    of="art-1",
    near=("art-2",),
    story_id="story-1",
    score=0.9,
    why="figure:45>51",
    previous=PreviousState(revision=1, title="t", body="b"),
)
CLAIMS = ClaimSet(
    country="sy",
    article_id="art-1",
    revision=2,
    source_id="s",
    outlet="Post",
    lang="ar",
    url="https://post.example/1",
    title="مقتل أكثر من 50",
    credit="Delta",
    status=WireStatus.USABLE,
    signals=("sig:update",),
    verdict=Verdict.REVISION,
    of="art-1",
    near=("art-2",),
    story_id="story-1",
    said_at=T,
    seen_at=T,
    embargo_until=T,
    claims=(CLAIM, CLAIM.model_copy(update={"claim_id": "claim-2", "event": None, "place": None})),
    events=(EVENT,),
)
TOLL = Toll(
    measure=Measure.KILLED,
    victims=Victims.CIVILIAN,
    low=51,
    best=51,
    high=None,
    policy="two_origins",
    origins=2,
    disputed=True,
)
CHANGE = Change(
    change_id="change-1",
    incident_id="inc-1",
    seq=4,
    kind=ChangeKind.RISE,
    measure=Measure.KILLED,
    victims=Victims.CIVILIAN,
    before=Amount(low=45, best=45, high=45),
    after=Amount(low=51, best=51, high=None),
    toll=TOLL,
    reason="higher",
    evidence=Evidence(
        claim=CLAIM, article_id="art-1", revision=2, outlet="Post", url="u", title="t", lang="ar", origin="o"
    ),
    event_type="shelling",
    place=PLACE,
    happened_at=T,
    said_at=T,
    seen_at=T,
    also_ids=("inc-0",),
)
INCIDENT = Incident(
    incident_id="inc-1",
    also_ids=("inc-0",),
    maybe_same_as=("inc-9",),
    version=7,
    type="shelling",
    place=PLACE,
    country="sy",
    first_said_at=T,
    last_said_at=T,
    tolls=(TOLL,),
    articles=("art-1",),
    entries=(
        LedgerEntry(
            claim=CLAIM,
            article_id="art-1",
            revision=2,
            outlet="Post",
            origin="o",
            standing=Standing.STANDING,
            said_at=T,
            seen_at=T,
        ),
    ),
)
ALL: tuple[Message, ...] = (JUDGED, CLAIMS, CHANGE, INCIDENT)


def _unmapped(document: Mapping[str, Any], properties: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The fields of a document that a strict mapping would refuse."""
    for name, value in document.items():
        here = f"{path}{name}"
        mapping = properties.get(name)
        if mapping is None:
            yield here
        elif mapping["type"] == "geo_point" or mapping.get("enabled") is False:
            continue
        else:
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    yield from _unmapped(one, mapping.get("properties", {}), f"{here}.")


@pytest.mark.parametrize("message", ALL, ids=lambda message: type(message).__name__)
def test_every_field_of_a_full_message_is_mapped(message: Message) -> None:
    for row in rows_of(message):
        assert list(_unmapped(row.document, MAPPINGS[row.index])) == []
        orjson.dumps(row.document)


@pytest.mark.parametrize("message", ALL, ids=lambda message: type(message).__name__)
def test_every_field_of_the_model_reaches_a_row(message: Message) -> None:
    """A field that is added to a model must be thought of here, too."""
    left_out = {"schema_version", "previous", "article", "claims", "events", "reviews"}
    written: set[str] = set().union(*(row.document for row in rows_of(message)))
    assert set(type(message).model_fields) - written - left_out == set()


def test_every_field_of_a_claim_reaches_its_row() -> None:
    bounded = CLAIM.model_copy(update={"high": 60})
    written = set(rows_of(CLAIMS.model_copy(update={"claims": (bounded,)}))[0].document)
    elsewhere = {"span": "span_start", "occurred_at": "occurred_start"}
    assert {elsewhere.get(name, name) for name in Claim.model_fields} <= written


def test_an_article_is_kept_by_revision_and_as_it_stands_now() -> None:
    state, current = rows_of(JUDGED)
    assert (state.index, state.id, state.version) == ("articles", "art-1@2", 2)
    assert (current.index, current.id, current.version) == ("articles-current", "art-1", 2)
    assert state.document == current.document
    assert state.document["verdict"] == "revision"
    assert state.document["body"] == state.document["body_ar"] == ARTICLE.body
    assert state.document["body_norm"] == "قتل اكثر من 50 مدنيا."
    assert "body_en" not in state.document


@pytest.mark.parametrize("lang", ["he", "uk", "und"])
def test_a_language_without_analyzer_has_the_common_fields_only(lang: str) -> None:
    judged = JUDGED.model_copy(update={"article": ARTICLE.model_copy(update={"lang": lang})})
    names = {name for name in rows_of(judged)[0].document if name.startswith("body")}
    assert names == {"body", "body_norm"}


def test_claims_are_rows_with_their_article_place_and_event() -> None:
    first, second = rows_of(CLAIMS)
    assert (first.index, first.id, first.version) == ("claims", "claim-1", 2)
    assert first.document["outlet"] == "Post"
    assert first.document["location"] == {"lat": 36.2, "lon": 37.1}
    assert first.document["place"]["parents"] == ["p:2", "p:sy"]
    assert first.document["event_type"] == "shelling"
    assert (first.document["span_start"], first.document["span_end"]) == (3, 20)
    assert "location" not in second.document
    assert "event_type" not in second.document


def test_an_empty_claim_set_has_no_rows() -> None:
    assert rows_of(CLAIMS.model_copy(update={"claims": ()})) == ()


def test_a_change_and_an_incident_are_one_row_each_with_their_versions() -> None:
    (change,) = rows_of(CHANGE)
    assert (change.index, change.id, change.version) == ("changes", "change-1", 4)
    assert change.document["evidence"]["quote"] == CLAIM.quote
    assert change.document["after"] == {"low": 51, "best": 51, "high": None}
    incident, _ = rows_of(INCIDENT)
    assert (incident.index, incident.id, incident.version) == ("incidents", "inc-1", 7)
    assert incident.document["disputed"] is True
    assert incident.document["entries"][0]["standing"] == "standing"


def test_an_incident_replaces_those_that_turned_out_to_be_it() -> None:
    _, merged = rows_of(INCIDENT)
    assert (merged.index, merged.id, merged.version) == ("incidents", "inc-0", 7)
    assert merged.document == {"incident_id": "inc-0", "merged_into": "inc-1", "version": 7}


def test_a_place_without_coordinates_has_no_point() -> None:
    (row,) = rows_of(CHANGE.model_copy(update={"place": PLACE.model_copy(update={"lat": None})}))
    assert "location" not in row.document
    assert row.document["place"]["place_id"] == "p:1"


def test_a_merge_without_measure_is_a_row() -> None:
    merged = CHANGE.model_copy(
        update={
            "kind": ChangeKind.MERGED,
            "measure": None,
            "victims": None,
            "before": None,
            "after": None,
            "toll": None,
        }
    )
    (row,) = rows_of(merged)
    assert "measure" not in row.document


def test_an_id_longer_than_the_index_takes_is_digested() -> None:
    long = CHANGE.model_copy(update={"change_id": "ط" * 300})
    other = CHANGE.model_copy(update={"change_id": "ط" * 301})
    (row,), (another,) = rows_of(long), rows_of(other)
    assert len(row.id.encode()) <= MAX_ID_BYTES
    assert row.id != another.id
    assert row.document["change_id"] == "ط" * 300


def test_the_same_message_gives_the_same_rows() -> None:
    for message in ALL:
        copy = type(message).model_validate_json(message.to_json())
        assert rows_of(copy) == rows_of(message)


def test_what_is_not_indexed_is_an_error() -> None:
    with pytest.raises(TypeError, match="Lag is not indexed"):
        rows_of(Lag(group="g", topic="t", messages=0, at=T))


def test_names_and_mappings() -> None:
    assert alias_of("marsad", "articles") == "marsad-articles"
    assert index_of("marsad", "articles") == "marsad-articles-v1"
    for name in MAPPINGS:
        assert mapping_of(name)["dynamic"] == "strict"
    for lang, analyzer in ANALYZERS.items():
        assert MAPPINGS["articles"][f"title_{lang}"]["analyzer"] == analyzer
