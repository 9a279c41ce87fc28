"""A change in one readable line, in Arabic for claims made in Arabic, else in English."""

from dataclasses import dataclass
from typing import Final

from contracts.claim import Measure, Victims
from contracts.toll import Amount, Change, ChangeKind


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: dict[ChangeKind, str]
    measures: dict[Measure, str]
    victims: dict[Victims, str]
    place: str
    step: str
    at_least: str
    unknown: str
    nothing: str
    says: str


_ENGLISH: Final = _Words(
    kinds={
        ChangeKind.FIRST: "First figure",
        ChangeKind.RISE: "Rise",
        ChangeKind.FALL: "Fall",
        ChangeKind.CORRECTION: "Correction",
        ChangeKind.RETRACTION: "Retraction",
        ChangeKind.DISPUTE_OPENED: "Dispute",
        ChangeKind.DISPUTE_CLOSED: "Dispute settled",
        ChangeKind.MERGED: "Two incidents are one",
    },
    measures={
        Measure.KILLED: "killed",
        Measure.WOUNDED: "wounded",
        Measure.MISSING: "missing",
        Measure.DETAINED: "detained",
        Measure.DISPLACED: "displaced",
        Measure.KILLED_OR_WOUNDED: "killed or wounded",
    },
    victims={
        Victims.CIVILIAN: "civilians",
        Victims.COMBATANT: "combatants",
        Victims.SECURITY: "security forces",
        Victims.OTHER: "others",
        Victims.MIXED: "civilians and others",
    },
    place="in {}",
    step="from {} to {}",
    at_least="at least {}",
    unknown="an unknown number",
    nothing="no figure",
    says=", says {}",
)
_ARABIC: Final = _Words(
    kinds={
        ChangeKind.FIRST: "أول حصيلة",
        ChangeKind.RISE: "ارتفاع",
        ChangeKind.FALL: "انخفاض",
        ChangeKind.CORRECTION: "تصحيح",
        ChangeKind.RETRACTION: "سحب",
        ChangeKind.DISPUTE_OPENED: "تضارب",
        ChangeKind.DISPUTE_CLOSED: "انتهاء التضارب",
        ChangeKind.MERGED: "حادثتان هما واحدة",
    },
    measures={
        Measure.KILLED: "قتلى",
        Measure.WOUNDED: "جرحى",
        Measure.MISSING: "مفقودون",
        Measure.DETAINED: "محتجزون",
        Measure.DISPLACED: "نازحون",
        Measure.KILLED_OR_WOUNDED: "قتلى أو جرحى",
    },
    victims={
        Victims.CIVILIAN: "مدنيون",
        Victims.COMBATANT: "مقاتلون",
        Victims.SECURITY: "قوات أمن",
        Victims.OTHER: "آخرون",
        Victims.MIXED: "مدنيون وغيرهم",
    },
    place="في {}",
    step="من {} إلى {}",
    at_least="{} على الأقل",
    unknown="عدد غير معروف",
    nothing="لا حصيلة",
    says="، بحسب {}",
)


def summary(change: Change) -> str:
    """For example "Rise: killed (civilians) in Al Wadi: from 45 to at least 51, says Civil Defence (Valley Post)"."""
    words = _ARABIC if change.evidence is not None and change.evidence.lang == "ar" else _ENGLISH
    parts = [words.kinds[change.kind], " ".join(_subject(change, words)), _figures(change, words)]
    return ": ".join(part for part in parts if part) + _speaker(change, words)


def _subject(change: Change, words: _Words) -> list[str]:
    subject = []
    if change.measure is not None:
        subject.append(words.measures[change.measure])
    if change.victims is not None and change.victims in words.victims:
        subject.append(f"({words.victims[change.victims]})")
    place = _place(change)
    if place:
        subject.append(words.place.format(place))
    return subject


def _place(change: Change) -> str | None:
    """As the claim wrote it, else the gazetteer's name of the incident's place."""
    if change.evidence is not None and change.evidence.claim.place_text:
        return change.evidence.claim.place_text
    return change.place.name if change.place is not None else None


def _figures(change: Change, words: _Words) -> str:
    if change.kind is ChangeKind.MERGED:
        return ", ".join((change.incident_id, *change.also_ids))
    after = _amount(change.after, words)
    if change.before is None or change.before == change.after:
        return after
    return words.step.format(_amount(change.before, words), after)


def _amount(amount: Amount | None, words: _Words) -> str:
    if amount is None:
        return words.nothing
    if amount.low is None and amount.best is None and amount.high is None:
        return words.unknown
    if amount.low is not None and amount.low == amount.high:
        return str(amount.low)
    if amount.high is None:
        return words.at_least.format(amount.low if amount.low is not None else amount.best)
    span = f"{amount.low if amount.low is not None else 0}–{amount.high}"
    return f"{amount.best} ({span})" if amount.best is not None else span


def _speaker(change: Change, words: _Words) -> str:
    evidence = change.evidence
    if evidence is None:
        return ""
    if evidence.claim.attribution is None:
        return words.says.format(evidence.outlet)
    return words.says.format(f"{evidence.claim.attribution} ({evidence.outlet})")
