"""From a judged article to the claim sets that travel: one for each country, empty ones where a claim is gone."""

import hashlib
from dataclasses import dataclass

from contracts import claim as contract
from contracts.article import Article, JudgedArticle
from contracts.document import WireStatus
from processors.extract.core.engine import RULES_VERSION, Engine
from processors.extract.core.model import ArticleText, Claim, Event, Period, Reading, Review

_ID_LENGTH = 20


def claim_sets(judged: JudgedArticle, engine: Engine) -> tuple[contract.ClaimSet, ...]:
    """All claim sets of one state of an article.

    One set for each country of this state's claims, and an empty one for each country in which the previous
    state claimed something and this one does not. A canceled state claims nothing. A state that claims and
    withdraws nothing, and whose previous state claimed nothing, gives none; one that only withdraws gives a set for
    the country that most of its places lie in.
    """
    article = judged.article
    if article.status is WireStatus.CANCELED:
        reading = Reading()
    else:
        reading = engine.read(_text(article, article.title, article.body))
    homes = homes_of(reading)
    countries = list(dict.fromkeys(homes))
    sets = [_claim_set(judged, reading, homes, country) for country in countries]
    gone = [country for country in _previous_countries(judged, engine) if country not in countries]
    sets.extend(_claim_set(judged, Reading(withdraws=reading.withdraws), [], country) for country in gone)
    if not sets and reading.withdraws:
        sets.append(_claim_set(judged, reading, homes, reading.country))
    return tuple(sets)


def _previous_countries(judged: JudgedArticle, engine: Engine) -> list[str]:
    previous = judged.previous
    if previous is None or previous.status is WireStatus.CANCELED:
        return []
    return list(dict.fromkeys(homes_of(engine.read(_text(judged.article, previous.title, previous.body)))))


def _text(article: Article, title: str, body: str) -> ArticleText:
    return ArticleText(title, body, article.lang, article.published_at, article.outlet, article.country)


def homes_of(reading: Reading) -> list[str]:
    """The country that each claim is tracked in, ISO 3166-1 alpha-2: its place's, but that an article holds together.

    A share goes with its whole. A title that tells a figure of the body again goes where the body puts it, however it
    names the place ("Italy: 7 bodies recovered"); what the body tells again of the same people goes where it told it
    first. What lies in no country (at sea, in "West Africa") goes where the rest of the article is; "zz" is left where
    nothing tells a country.
    """
    claims = reading.claims
    homes = [claim.country for claim in claims]
    somewhere = [reading.country, *homes]
    home = next((country for country in somewhere if country != _NOWHERE), _NOWHERE)
    homes = [home if country == _NOWHERE else country for country in homes]
    body = [index for index, claim in enumerate(claims) if claim.field == "body"]
    for place, index in enumerate(body):
        again = next((at for at in body[:place] if _is_same_count(claims[at], claims[index])), None)
        homes[index] = homes[index] if again is None else homes[again]
    for index, claim in enumerate(claims):
        if claim.field == "title":
            again = next((at for at in body if _tells_again(claim, claims[at])), None)
            homes[index] = homes[index] if again is None else homes[again]
    for index, claim in enumerate(claims):
        if claim.part_of is not None:
            homes[index] = homes[claim.part_of]
    return homes


_NOWHERE = "zz"


def _is_same_count(first: Claim, claim: Claim) -> bool:
    """Whether a body counts the same kind of people alike, of one happening each, whatever countries it names."""
    if claim.low is None or claim.low != claim.high or claim.change is not None or claim.part_of is not None:
        return False
    if first.part_of is not None or claim.tense != first.tense:
        return False
    kinds = {(c.measure, c.low, c.high, c.victims, c.scope, c.negated) for c in (first, claim)}
    return len(kinds) == 1


def _tells_again(title: Claim, claim: Claim) -> bool:
    return title.measure == claim.measure and (title.low, title.high) == (claim.low, claim.high)


@dataclass(frozen=True, slots=True)
class _Renumbering:
    """Indexes of one country's claims and events among all of the reading."""

    claim_ids: dict[int, str]
    events: dict[int, int]


def _claim_set(judged: JudgedArticle, reading: Reading, homes: list[str], country: str) -> contract.ClaimSet:
    article = judged.article
    kept = [index for index, home in enumerate(homes) if home == country]
    told = sorted({event for index in kept if (event := reading.claims[index].event) is not None})
    told.extend(
        i for i, event in enumerate(reading.events) if not event.claims and _country_of(event) == country
    )
    numbering = _Renumbering(
        claim_ids={i: claim_id(article.article_id, judged.revision, reading.claims[i]) for i in kept},
        events={event: number for number, event in enumerate(told)},
    )
    is_first = not homes or homes[0] == country
    return contract.ClaimSet(
        country=country,
        article_id=article.article_id,
        revision=judged.revision,
        source_id=article.source_id,
        outlet=article.outlet,
        lang=article.lang,
        url=article.url,
        title=article.title,
        credit=article.credit,
        status=article.status,
        signals=article.signals,
        verdict=judged.verdict,
        of=judged.of,
        near=judged.near,
        story_id=judged.story_id,
        withdraws=reading.withdraws,
        said_at=article.said_at,
        seen_at=article.seen_at,
        embargo_until=article.embargo_until,
        claims=tuple(_claim(reading.claims[i], numbering.claim_ids[i], numbering) for i in kept),
        events=tuple(_event(reading.events[i]) for i in told),
        reviews=tuple(_review(review) for review in reading.reviews) if is_first else (),
    )


def _country_of(event: Event) -> str:
    return event.place.country if event.place is not None else _NOWHERE


def claim_id(article_id: str, revision: int, claim: Claim) -> str:
    """`c-` and 20 hex digits of SHA-256 over what makes the claim this one and no other."""
    parts = (
        article_id,
        revision,
        claim.field,
        claim.span,
        claim.measure,
        claim.low,
        claim.high,
        claim.qualifier,
        claim.negated,
    )
    return f"c-{hashlib.sha256(repr(parts).encode()).hexdigest()[:_ID_LENGTH]}"


def _claim(claim: Claim, own_id: str, numbering: _Renumbering) -> contract.Claim:
    whole = claim.part_of
    return contract.Claim(
        claim_id=own_id,
        measure=contract.Measure(claim.measure),
        qualifier=contract.Qualifier(claim.qualifier),
        low=claim.low,
        high=claim.high,
        vague_word=claim.vague_word,
        victims=contract.Victims(claim.victims),
        place_text=claim.place_text,
        place=place_part(claim.place),
        attribution=claim.attribution,
        origin=claim.origin,
        speaker=contract.Speaker(claim.speaker),
        scope=contract.Scope(claim.scope),
        named=claim.named,
        part_of=None if whole is None else numbering.claim_ids.get(whole),
        change=None if claim.change is None else contract.ClaimChange(claim.change),
        tense=contract.Tense(claim.tense),
        retold=claim.retold,
        negated=claim.negated,
        denied=claim.denied,
        field="title" if claim.field == "title" else "body",
        span=claim.span,
        quote=claim.quote,
        rule=claim.rule,
        rules_version=RULES_VERSION,
        occurred_at=_period(claim.occurred_at),
        event=None if claim.event is None else numbering.events.get(claim.event),
    )


def _event(event: Event) -> contract.Event:
    return contract.Event(
        type=event.type,
        place_text=event.place_text,
        place=place_part(event.place),
        occurred_at=_period(event.occurred_at),
        actors=event.actors,
        targets=event.targets,
        weapon=event.weapon,
        attribution=event.attribution,
        denied_by=event.denied_by,
        field="title" if event.field == "title" else "body",
        span=event.span,
        quote=event.quote,
    )


def _review(review: Review) -> contract.Review:
    return contract.Review(
        cause=review.cause,
        field="title" if review.field == "title" else "body",
        span=review.span,
        quote=review.quote,
    )


def place_part(place: object) -> contract.Place | None:
    """A place of the gazetteer as it travels."""
    if place is None:
        return None
    names = ("place_id", "name", "kind", "country", "lat", "lon", "parents")
    return contract.Place(**{name: getattr(place, name) for name in names})


def _period(period: Period | None) -> contract.Period | None:
    return None if period is None else contract.Period(start=period.start, end=period.end)
