"""From a claim set to its units: its countable claims, grouped, with the words that tell their happenings."""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from contracts.claim import (
    Claim,
    ClaimChange,
    ClaimSet,
    Measure,
    Scope,
    Speaker,
    Tense,
    Victims,
)
from processors.track.core.amounts import Interval, VagueBounds, interval_of
from processors.track.core.beside import summed
from processors.track.core.event_types import EventTypes
from processors.track.core.grouping import OLD_NEWS, Group, Grouper, miss, position
from processors.track.core.origins import SAME_AS_BEFORE, SAME_SOURCE, OriginName, Origins
from processors.track.core.place_names import all_bones, bones_beside
from processors.track.core.settings import TrackSettings
from processors.track.core.speakers import words_of
from processors.track.core.telling_words import telling
from processors.track.core.units import Statement, Unit
from processors.track.core.victims_named import names_of, titled
from processors.track.core.where import level_of


@cache
def _plain_words(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset().union(*(telling(line) for line in lines if not line.startswith("#")))


@cache
def _openings(path: Path) -> frozenset[tuple[str, ...]]:
    """The words with which titles of digests begin."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(words_of(opening) for opening in table["openings"])


class UnitReader:
    """Groups a claim set's countable claims into units."""

    def __init__(
        self, settings: TrackSettings, origins: Origins, bounds: VagueBounds, types: EventTypes
    ) -> None:
        self._settings = settings
        self._plain = _plain_words(settings.plain_words)
        self._digests = _openings(settings.digests)
        self._origins = origins
        self._bounds = bounds
        self._types = types
        self._grouper = Grouper(types)

    def counts(self, claim: Claim, said_at: datetime) -> bool:
        """Whether a claim speaks of a present happening: no total over a campaign, no look-back (rule 11)."""
        if claim.measure is Measure.DISPLACED and claim.rule == _VICTIMS_RULE and claim.qualifier == "vague":
            # "Help for the displaced" names them, and tells of nobody who left home.
            return False
        if claim.scope is Scope.CUMULATIVE or claim.tense is Tense.LOOK_BACK:
            return False
        if claim.occurred_at is None:
            return True
        age = (said_at - claim.occurred_at.end).total_seconds()
        return age <= (self._settings.known_date_reach if claim.change else self._settings.background)

    def read(
        self, state: ClaimSet, publisher: OriginName, state_key: str, log_number: int
    ) -> tuple[Unit, ...]:
        """The units of a claim set, in the order of their first claims; `log_number` counts the claims log."""
        if self._is_digest(state.title):
            return ()
        total = _summed_up(state)
        groups = self._grouper.groups(
            state,
            lambda claim: (
                self.counts(claim, state.said_at)
                and (claim.occurred_at is not None or (claim.low or 0) >= total)
            ),
        )
        speakers = self._speakers(state, publisher)
        title = frozenset(telling(state.title)) - self._plain
        return tuple(
            self._unit(state, speakers, state_key, log_number, n, g, title, is_only=len(groups) == 1)
            for n, g in enumerate(groups)
        )

    def _is_digest(self, title: str) -> bool:
        """Whether an article lists the headlines of others."""
        words = words_of(title)
        return any(words[: len(opening)] == opening for opening in self._digests)

    def notice_words(self, state: ClaimSet) -> frozenset[str]:
        """The telling words of a state that claims nothing: its title's, and those of what it says happened or that
        it takes back."""
        quotes = [*(event.quote for event in state.events), *(review.quote for review in state.reviews)]
        places = (event.place_text or "" for event in state.events)
        return (
            frozenset[str]().union(*(telling(text) for text in (state.title, *quotes, *places))) - self._plain
        )

    def cumulative(self, state: ClaimSet, publisher: OriginName) -> tuple[Statement, ...]:
        """The totals over a war, a year or a campaign that a claim set holds; they make tolls of their own."""
        speakers = self._speakers(state, publisher)
        return tuple(
            self._statement(state, index, speakers[index])
            for index, claim in enumerate(state.claims)
            if claim.scope is Scope.CUMULATIVE and claim.tense is not Tense.LOOK_BACK
        )

    def _unit(
        self,
        state: ClaimSet,
        speakers: Sequence[OriginName],
        key: str,
        log_number: int,
        number: int,
        group: Group,
        title: frozenset[str],
        *,
        is_only: bool,
    ) -> Unit:
        told_one_by_one = (self._statement(state, i, speakers[i]) for i in sorted(group.claims))
        statements = summed(told_one_by_one, state.claims)
        figures = _figures(statements)
        seen = state.seen_at.timestamp()
        content = f"{state.country}|{state.article_id}|{seen:.3f}|{number}"
        place = group.place
        period = group.event_period if group.is_follow_up else group.period
        told = frozenset[str]().union(*(telling(quote) for quote in group.quotes)) - self._plain
        words = title | told
        told_places = [*(claim.place_text for claim in state.claims), *(e.place_text for e in state.events)]
        return Unit(
            unit_id="i-" + sha256(content.encode()).hexdigest()[:16],
            state_key=key,
            number=log_number,
            article_id=state.article_id,
            said=state.said_at.timestamp(),
            seen=seen,
            lang=state.lang,
            place=place,
            others=tuple({other.place_id: other for other in group.others}.values()),
            level=level_of(place),
            type=group.type,
            start=period.start.timestamp() if period else None,
            end=period.end.timestamp() if period else None,
            words=words,
            place_words=frozenset[str]().union(*(telling(text) for text in told_places if text)),
            bones=all_bones(words) if level_of(place) <= 1 else frozenset(),
            beside=_beside(state, group),
            statements=statements,
            figures=figures,
            victims=frozenset(s.victims for s in statements) - {Victims.UNKNOWN, Victims.MIXED},
            # The title of a report on two happenings names the mishaps of both.
            mishaps=self._types.mishaps_of(_naming(*group.quotes, *([state.title] if is_only else ()))),
            is_follow_up=group.is_follow_up,
            # What an article on one happening looks back at names the victims of its case.
            named=names_of(state.claims if is_only else [state.claims[i] for i in group.claims]),
            titled=titled(state.title, (i for intervals in figures.values() for i in intervals)),
            weapon=" ".join(sorted(telling(group.weapon))) if group.weapon else None,
            # "New deaths among the wounded" go on with what happened before.
            is_another=not group.is_follow_up
            and any(
                self._types.tells_another(words_of(state.title), words_of(event.quote))
                for number, event in enumerate(state.events)
                if number in group.events
            ),
            is_deep=_is_nowhere(state, group)
            or _is_retold(state, group)
            or self._is_deep(state, group)
            or (number > 0 and _is_older_news(state, group)),
            origins=frozenset(s.origin for s in statements if not s.origin.is_publisher),
        )

    def _is_deep(self, state: ClaimSet, group: Group) -> bool:
        """Whether all claims of a group stand far down, and the article does not begin with such a happening."""
        lead = self._settings.lead
        if any(state.claims[i].field == "title" or state.claims[i].span[0] <= lead for i in group.claims):
            return False
        beginnings = (e for e in state.events if e.field == "title" or e.span[0] <= lead)
        return not any(
            e.type == group.type
            and not self._types.fits_any(e.type)
            and not miss(e.occurred_at, group.period)
            for e in beginnings
        )

    def _speakers(self, state: ClaimSet, publisher: OriginName) -> list[OriginName]:
        """Whose each claim is; "the ministry" is the one that was named before it, else the one named after."""
        found = [self._origins.of(claim, publisher, state.outlet) for claim in state.claims]
        if SAME_AS_BEFORE not in found and SAME_SOURCE not in found:
            return found
        order = sorted(range(len(found)), key=lambda i: position(state.claims[i]))
        spoke = [i for i in order if found[i] not in (SAME_AS_BEFORE, SAME_SOURCE)]
        known = [i for i in spoke if not found[i].is_publisher]
        quoted = [i for i in spoke if state.claims[i].attribution]
        for place, index in enumerate(order):
            if (name := found[index]) in (SAME_AS_BEFORE, SAME_SOURCE):
                before = [i for i in (quoted if name is SAME_SOURCE else known) if i in order[:place]]
                found[index] = found[before[-1]] if before else found[known[0]] if known else publisher
        return found

    def _statement(self, state: ClaimSet, index: int, origin: OriginName) -> Statement:
        claim = state.claims[index]
        tells_harm = any(not c.negated and c.scope is Scope.INCIDENT for c in state.claims)
        interval = interval_of(claim, self._bounds)
        is_denial = claim.denied or (
            # "None of them was ours" beside a figure denies no figure.
            claim.negated
            and claim.speaker is not Speaker.OUTLET
            and not tells_harm
            and not origin.is_publisher
            and origin.kind != "person"
        )
        return Statement(
            index=index,
            measure=claim.measure,
            victims=claim.victims,
            interval=interval,
            origin=origin,
            in_body=claim.field == "body",
            vague=claim.qualifier == "vague",
            earlier=claim.tense is Tense.EARLIER,
            share=_is_part(claim, state)
            or (claim.negated and not is_denial)
            or self._origins.tells_most(claim),
            denial=is_denial,
            additional=claim.change is ClaimChange.ADDITIONAL,
            correction=claim.change is ClaimChange.CORRECTION
            or "sig:correction" in state.signals
            or self._origins.tables.says_corrected(state.title),
            some=interval.high is not None and interval.high <= _SOME and self._origins.tells_some(claim),
            is_toll=claim.rule == _TOLL_RULE or claim.change in {ClaimChange.RISE, ClaimChange.FALL},
            told_change=claim.change is not None,
            told_rise=claim.change is ClaimChange.RISE,
        )


def _summed_up(state: ClaimSet) -> int:
    """The number of the title of an article on a total over a month or a year, else 0.

    What its body counts below that without a day is a part of it.
    """
    titles = [claim for claim in state.claims if claim.field == "title"]
    first = next((claim for claim in state.claims if claim.field == "body"), None)
    if first is None or any(claim.scope is not Scope.CUMULATIVE for claim in (first, *titles)):
        return 0
    return max((claim.low or 0 for claim in titles), default=0)


def _is_older_news(state: ClaimSet, group: Group) -> bool:
    """Whether the body alone tells, beside its news, of what it says happened days before."""
    if (
        group.period is None
        or group.is_follow_up
        or any(state.claims[i].field == "title" for i in group.claims)
    ):
        return False
    return (state.said_at - group.period.end).total_seconds() > OLD_NEWS


def _is_nowhere(state: ClaimSet, group: Group) -> bool:
    """Whether nothing tells where it happened, not even in which country: it may be told again by any other report."""
    if state.country != _NO_COUNTRY or group.place is not None:
        return False
    claims = [state.claims[i] for i in group.claims]
    return not any(claim.field == "title" for claim in claims) or not any(c.place_text for c in claims)


def _is_retold(state: ClaimSet, group: Group) -> bool:
    """Whether the body alone tells of it, as known before: "the attack that killed nine"."""
    claims = [state.claims[i] for i in group.claims if state.claims[i].part_of is None]
    return all(claim.retold for claim in claims)


_NO_COUNTRY = "zz"


def _beside(state: ClaimSet, group: Group) -> frozenset[str]:
    """What may be the name of a town that the text puts into one that is known."""
    if group.place is None or level_of(group.place) <= 1:
        return frozenset()
    texts = (state.claims[index].place_text for index in group.claims)
    return bones_beside([text for text in texts if text], group.place)


_SOME = 2
_VICTIMS_RULE = "counted-victims"
"""The extractor's rule for nouns that tell a harm by themselves."""
_TOLL_RULE = "toll"
_SHARE_RULE = "share"
"""The extractor's rule for parts: also for those whose whole the text does not count ("six among the dead")."""


def _is_part(claim: Claim, state: ClaimSet) -> bool:
    """Whether a claim counts a part of a toll; the dead among "13 dead and wounded" are all the dead there are."""
    if claim.rule == _SHARE_RULE:
        return True
    whole = next((c for c in state.claims if c.claim_id == claim.part_of), None) if claim.part_of else None
    return claim.part_of is not None and (whole is None or whole.measure is claim.measure)


def _figures(statements: Iterable[Statement]) -> dict[Measure, frozenset[Interval]]:
    found: dict[Measure, set[Interval]] = {}
    for s in statements:
        if not s.denial and not s.share:
            found.setdefault(s.measure, set()).add(s.interval)
    return {measure: frozenset(intervals) for measure, intervals in found.items()}


def _naming(*texts: str) -> frozenset[str]:
    """The words of texts in which a kind of accident may be named, short ones as well («سير»)."""
    return frozenset[str]().union(*(telling(text, _SHORTEST_MISHAP) for text in texts))


_SHORTEST_MISHAP = 3
