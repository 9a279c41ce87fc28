"""Whose claim it is: the ultimate source, folded over outlets, languages and short forms (scenario rule 5)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contracts.claim import Claim, Speaker
from processors.track.core.speakers import Reading, SpeakerTables, forms_of, skeleton, words_of

_MOST_KNOWN = 100_000
"""Names that are remembered; then remembering begins anew."""


@dataclass(frozen=True, slots=True)
class OriginName:
    """One way of naming an origin.

    `kind` is an institution's kind, "agency", "outlet", "person" or "group"; `names` tell bodies of one kind
    apart, `countries` those of several states.
    """

    kind: str
    names: frozenset[str]
    countries: frozenset[str]
    directness: int
    label: str
    is_member: bool = False
    """Whether it is a named person of a broad kind ("a leader of a faction") who does not speak for all of it."""

    @property
    def is_publisher(self) -> bool:
        """Whether it is an outlet or agency that speaks in its own voice."""
        return self.kind in {"agency", "outlet"}


SAME_AS_BEFORE = OriginName("same", frozenset(), frozenset(), 0, "")
"""What "the ministry" or "the spokesman" alone stand for: whoever was named before in the same article."""

SAME_SOURCE = OriginName("same_source", frozenset(), frozenset(), 0, "")
"""What "the same source" stands for: whoever spoke last in the same article, with or without a name."""


def _share(a: frozenset[str], b: frozenset[str]) -> bool:
    if a & b:
        return True
    bones = {skeleton(word) for word in a} - {""}
    return bool(bones & {skeleton(word) for word in b})


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether `name` stands word for word in `words`, where its first word may follow an Arabic particle."""
    return any(
        name[0] in forms_of(words[start]) and tuple(words[start + 1 : start + len(name)]) == tuple(name[1:])
        for start in range(len(words) - len(name) + 1)
    )


def _without(words: Sequence[str], name: Sequence[str]) -> Sequence[str]:
    """The words of a text without those of a name that it holds; none where it is nothing else."""
    for start in range(len(words) - len(name) + 1):
        if _holds(words[start : start + len(name)], name):
            return (*words[:start], *words[start + len(name) :])
    return ()


def _could_be_a_name(text: str, reading: Reading) -> bool:
    """Whether words that no table knows may be a person's or a group's name: no figure, in Arabic more than a word."""
    if any(char.isdigit() for char in text):
        return False
    return text[:1].isascii() or len(reading.names) > 1 or bool(reading.countries)


@dataclass(frozen=True, slots=True)
class Origins:
    """Reads whose claim a claim is, and tells whether two names are of one origin."""

    tables: SpeakerTables
    known: dict[OriginName, OriginName] = field(default_factory=dict, compare=False)

    def _one(self, name: OriginName) -> OriginName:
        """The one object for equal names, which spares comparing them."""
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        return self.known.setdefault(name, name)

    def publisher(self, outlet: str, credit: str | None) -> OriginName:
        """The origin of what nobody is named for: the credited agency, else the outlet."""
        text = credit or outlet
        agency = self.tables.agency(text)
        if agency:
            return self._one(OriginName("agency", frozenset({agency}), frozenset(), 1, text))
        return self._one(
            OriginName("outlet", frozenset({self.tables.outlet_key(text) or text}), frozenset(), 0, text)
        )

    def of(self, claim: Claim, publisher: OriginName, outlet: str) -> OriginName:
        """The origin of a claim that `publisher` carries; `outlet` may be named as the claim's speaker."""
        text = claim.origin or claim.attribution
        if not text or claim.speaker is Speaker.OUTLET:
            return publisher
        reading = self.tables.read(text)
        if reading.is_same and not (
            reading.institution or reading.agency or reading.names or reading.countries
        ):
            return SAME_SOURCE
        # "An employee of Nishtar hospital" is not the hospital.
        is_unnamed = reading.staff and claim.speaker is not Speaker.GROUP and bool(reading.institution)
        is_unnamed |= reading.unnamed and not (reading.institution or reading.names or reading.countries)
        if is_unnamed or (
            claim.speaker is Speaker.ANONYMOUS and (reading.unnamed or not reading.institution)
        ):
            return self._one(self._quoting(claim, publisher))
        if self._is_outlet(text, outlet, publisher):
            # "The civil defence's spokesman told Marj Gazette": who spoke to it, where that is a body.
            rest = " ".join(_without(words_of(text), words_of(outlet)))
            reading = self.tables.read(rest)
            if not reading.institution:
                return publisher
            text = rest
        found = self._named(text, reading, claim, publisher)
        return found if found is SAME_AS_BEFORE else self._one(found)

    def _quoting(self, claim: Claim, publisher: OriginName) -> OriginName:
        """Anonymous sources belong to the agency or outlet that quotes them."""
        # "Reuters, citing medical sources": who quotes them is what is left without them.
        quoting = claim.attribution or ""
        if claim.origin:
            quoting = quoting.replace(claim.origin, " ").strip()
        agency = self.tables.read(quoting or claim.attribution or "").agency
        if agency is None:
            return publisher
        return OriginName("agency", frozenset({agency}), frozenset(), 1, quoting or claim.attribution or "")

    def tells_some(self, claim: Claim) -> bool:
        """Whether a claim's words count some of the victims only: "two of them", "two French tourists"."""
        words = words_of(claim.quote)
        return any(form in self.tables.partial for word in words for form in forms_of(word)) or bool(
            self.tables.read(claim.quote).countries
        )

    def tells_most(self, claim: Claim) -> bool:
        """Whether a vague word counts a part of those who are known: "most of the injured"."""
        words = words_of(claim.vague_word or "")
        return any(form in self.tables.most for word in words for form in forms_of(word))

    @staticmethod
    def _is_outlet(text: str, outlet: str, publisher: OriginName) -> bool:
        words, own = words_of(text), words_of(outlet)
        return bool(own) and (_holds(words, own) or " ".join(words) == " ".join(words_of(publisher.label)))

    def _named(self, text: str, reading: Reading, claim: Claim, publisher: OriginName) -> OriginName:
        if reading.institution:
            kind = reading.institution
            if reading.member:
                return OriginName(
                    kind,
                    reading.member,
                    reading.countries,
                    self.tables.directness[kind],
                    text,
                    is_member=True,
                )
            own = reading.names if kind in self.tables.told_apart else frozenset[str]()
            return OriginName(kind, own, reading.countries, self.tables.directness[kind], text)
        if reading.agency:
            return OriginName("agency", frozenset({reading.agency}), frozenset(), 1, text)
        if not reading.names and not reading.countries:
            return publisher if reading.unnamed else SAME_AS_BEFORE
        if reading.names and not reading.countries and self.tables.tells_medium(text):
            return OriginName("outlet", frozenset({self.tables.outlet_key(text)}), frozenset(), 0, text)
        if not _could_be_a_name(text, reading):
            return publisher
        if claim.speaker is Speaker.GROUP:
            return OriginName("group", reading.names, reading.countries, 2, text)
        return OriginName("person", reading.names, reading.countries, 2, text)

    @staticmethod
    def are_one(a: OriginName, b: OriginName) -> bool:
        """Whether two names may be of one origin within one incident; a short form fits its long form."""
        if {a.kind, b.kind} == {"outlet", "person"}:
            # A paper that another quotes by its bare name ("Delta Courier said").
            return words_of(a.label) == words_of(b.label)
        if a.kind != b.kind or a.is_member != b.is_member:
            return False
        if a.kind in {"agency", "outlet"}:
            return a.names == b.names
        if a.countries and b.countries and not a.countries & b.countries:
            return False
        if a.kind in {"person", "group"} or a.is_member:
            return (a.names == b.names) or _share(a.names, b.names)
        return not a.names or not b.names or _share(a.names, b.names)


class OriginBook:
    """The origins of one incident, numbered in the order in which their names come in."""

    __slots__ = ("_seen", "names")

    def __init__(self) -> None:
        self.names: list[list[OriginName]] = []
        # By identity: statements hold their names, and equal ones are one object (Origins.of).
        self._seen: dict[int, int] = {}

    def number(self, name: OriginName) -> int:
        """The number of the origin that `name` belongs to; a new name of none opens another."""
        number = self._seen.get(id(name))
        if number is None:
            number = next(
                (n for n, known in enumerate(self.names) if self._fits(name, known)), len(self.names)
            )
            if number == len(self.names):
                self.names.append([])
            self.names[number].append(name)
            self._seen[id(name)] = number
        return number

    @staticmethod
    def _fits(name: OriginName, known: Sequence[OriginName]) -> bool:
        return all(Origins.are_one(name, other) for other in known)

    def label(self, number: int) -> str:
        """The longest of an origin's names as written, the first of equals."""
        return max((name.label for name in self.names[number]), key=len)

    def directness(self, number: int) -> int:
        """How near an origin is to the victims, 0 to 3."""
        return max(name.directness for name in self.names[number])


@dataclass(frozen=True, slots=True)
class Sides:
    """Which origins are of opposing sides."""

    state_kinds: frozenset[str]
    state_agencies: dict[str, str]
    insurgents: frozenset[str]
    opposed: frozenset[frozenset[str]]
    known: dict[tuple[frozenset[str], frozenset[str], str], bool] = field(default_factory=dict, compare=False)
    """Answers of `are_opposed`: there are few different questions."""
    labelled: dict[tuple[OriginName, str], frozenset[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def load(cls, path: Path) -> "Sides":
        """Read the table of sides.

        Raises:
            ValueError: the file lacks a key.
        """
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            return cls(
                state_kinds=frozenset(table["state_kinds"]),
                state_agencies=dict(table["state_agencies"]),
                insurgents=frozenset(table["insurgents"]),
                opposed=frozenset(frozenset(pair) for pair in table["opposed"]),
            )
        except KeyError as error:
            raise ValueError(f"{path}: no {error}") from error

    def labels(self, names: Sequence[OriginName], country: str) -> frozenset[str]:
        """The sides that an origin stands on; a state's body that names no country is of `country`."""
        if len(names) == 1:
            return self._labels_of(names[0], country)
        return frozenset[str]().union(*(self._labels_of(name, country) for name in names))

    def _labels_of(self, name: OriginName, country: str) -> frozenset[str]:
        found = self.labelled.get((name, country))
        if found is None:
            if name.kind == "agency":
                found = frozenset(
                    f"state:{self.state_agencies[k]}" for k in name.names if k in self.state_agencies
                )
            elif name.kind in self.state_kinds:
                found = frozenset(f"state:{c}" for c in name.countries or {country})
            else:
                found = frozenset() if name.is_publisher else frozenset({name.kind})
            if len(self.labelled) >= _MOST_KNOWN:
                self.labelled.clear()
            self.labelled[name, country] = found
        return found

    def are_opposed(self, a: frozenset[str], b: frozenset[str], country: str) -> bool:
        """Whether two origins, by their labels, stand against each other in an incident of `country`."""
        answer = self.known.get((a, b, country))
        if answer is None:
            answer = self.known[a, b, country] = self._are_opposed(a, b, country)
        return answer

    def _are_opposed(self, a: frozenset[str], b: frozenset[str], country: str) -> bool:
        home = f"state:{country}"
        if (home in a and b & self.insurgents) or (home in b and a & self.insurgents):
            return True
        return any(frozenset((x, y)) in self.opposed for x in a for y in b)
