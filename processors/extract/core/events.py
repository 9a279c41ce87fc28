"""Events: what happened, as one article tells it. Claims point to them; a side that denies one is named."""

from processors.extract.core.finding import Finding
from processors.extract.core.located import Located
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.model import Event
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice
from processors.extract.core.voice_choice import voice_of

_PREFIX = "event:"
# Where a sentence holds words of several kinds, the more telling one names the event.
ORDER = (
    "suicide_attack",
    "drone_strike",
    "air_strike",
    "execution",
    "abduction",
    "bombing",
    "shelling",
    "natural_disaster",
    "disease",
    "arson",
    "robbery",
    "accident",
    "shooting",
    "armed_clash",
    "attack_on_civilians",
    "protest_riot",
    "explosion",
    "territory",
    "arrest",
    "displacement",
    "siege",
    "aid_evacuation",
    "ceasefire",
)
_RANK = {kind: rank for rank, kind in enumerate(ORDER)}
_RANK_OF_ROLE = {_PREFIX + kind: rank for kind, rank in _RANK.items()}
_ALONE = frozenset({"territory", "siege", "ceasefire"})
_ROLES_ALONE = frozenset(_PREFIX + kind for kind in _ALONE)
_NO_WEAPON = frozenset({"accident", "disease", "natural_disaster", "arrest", "displacement", "armed_clash"})
_ACTOR_WORDS = 4
_REFUSED = 4
_REVENGE_REACH = 4
# Kinds that often only surround the happening, and the measures for which they are the happening itself.
_WEAK = frozenset(
    {"arrest", "territory", "displacement", "siege", "aid_evacuation", "ceasefire", "protest_riot"}
)
_OWN_KIND = frozenset({"detained", "displaced"})
_KIND_OF_MEASURE = {"detained": "arrest", "displaced": "displacement"}
_WEAK_SHARE = 0.4
_HEAD_SENTENCES = 2
_HEAD_WEIGHT = 2.5


class _Draft:
    __slots__ = ("attribution", "claims", "denied_by", "located", "sentence", "trigger", "type")

    def __init__(
        self,
        kind: str,
        sentence: Sentence,
        trigger: tuple[int, int],
        located: Located | None,
        said: str | None,
    ) -> None:
        self.type = kind
        self.sentence = sentence
        self.trigger = trigger
        self.located = located
        self.attribution = said
        self.claims: list[int] = []
        self.denied_by: list[str] = []


class EventBook:
    """The events of one article, one for each kind and place."""

    def __init__(self, finder: PlaceFinder, told: list[tuple[Sentence, list[Voice]]]) -> None:
        self._finder = finder
        self._drafts: list[_Draft] = []
        self._told = told
        self._kind_by_sentence: dict[int, tuple[str, int, int] | None] = {}
        self._main = _main_kind([sentence for sentence, _ in told])
        for sentence, voices in told:
            self._read_alone(sentence, voices)

    def _kind_of(self, sentence: Sentence) -> tuple[str, int, int] | None:
        key = id(sentence)
        if key not in self._kind_by_sentence:
            self._kind_by_sentence[key] = event_kind(sentence)
        return self._kind_by_sentence[key]

    @property
    def is_of_disease(self) -> bool:
        """Whether the article is about an illness: its cases are no wounded."""
        return self._main == "disease"

    def event_for(
        self, sentence: Sentence, located: Located | None, claim: int, said: str | None, finding: Finding
    ) -> int | None:
        """The index of the event that a claim belongs to; opened when the article has not told it yet."""
        measure, victims = finding.measure, finding.victims
        found = self._kind_of(sentence)
        if found is not None and found[0] in _WEAK and self._main is not None and measure not in _OWN_KIND:
            found = None
        kind = found[0] if found is not None else _KIND_OF_MEASURE.get(measure, self._main)
        if kind is None:
            return None
        if kind == "attack_on_civilians" and victims in ("combatant", "security"):
            kind = "armed_clash"
        trigger = (found[1], found[2]) if found is not None else (finding.harm_first, finding.harm_last)
        for index, draft in enumerate(self._drafts):
            if draft.type == kind and _same_place(draft.located, located):
                draft.claims.append(claim)
                return index
        draft = _Draft(kind, sentence, trigger, located, said)
        draft.claims.append(claim)
        self._drafts.append(draft)
        return len(self._drafts) - 1

    def events(self) -> tuple[Event, ...]:
        """All events, in the order in which they were opened; the article's own one where no claim opened it."""
        if self._main is not None and not any(draft.type == self._main for draft in self._drafts):
            self._open_main()
        return tuple(self._event(draft) for draft in self._drafts)

    def _open_main(self) -> None:
        for sentence, voices in self._told:
            found = event_kind(sentence)
            if found is None or found[0] != self._main:
                continue
            start = sentence.tokens.starts[found[1]]
            located = self._finder.nearest(sentence.field, sentence.span, start, [])
            voice = voice_of(voices, found[1], found[2])
            said = voice.text if voice is not None and voice.text else None
            self._drafts.append(_Draft(found[0], sentence, (found[1], found[2]), located, said))
            return

    def _read_alone(self, sentence: Sentence, voices: list[Voice]) -> None:
        """Gains of territory, sieges, ceasefires; another speaker on the same place contradicts the first."""
        for index in sentence.all_with(_ROLES_ALONE):
            # Sorted, because a set has no order of its own.
            kind = min(role for role in sentence.marks(index) & _ROLES_ALONE)[len(_PREFIX) :]
            if sentence.has("negator", index - _REFUSED, index) >= 0:
                continue
            word = sentence.at[index]
            last = index + (word.length if word is not None else 1)
            start = sentence.tokens.starts[index]
            located = self._finder.nearest(sentence.field, sentence.span, start, [])
            if located is None or located.start < start:
                continue
            voice = voice_of(voices, index, last)
            said = voice.text if voice is not None and voice.text else None
            same = next((d for d in self._drafts if d.type == kind and _same_spot(d.located, located)), None)
            if same is None:
                self._drafts.append(_Draft(kind, sentence, (index, last), located, said))
            elif said is not None and same.attribution not in (None, said) and said not in same.denied_by:
                same.denied_by.append(said)

    def _event(self, draft: _Draft) -> Event:
        sentence = draft.sentence
        first, last = draft.trigger
        start, end = sentence.original(first, max(last, first + 1))
        text = sentence.folded.original
        located = draft.located
        place_text = self._finder.text_of(located) if located is not None else None
        weapon = text[start:end] if draft.type not in _NO_WEAPON | _ALONE else None
        return Event(
            type=draft.type,
            field=sentence.field,
            span=(start, end),
            quote=text[start:end],
            place_text=place_text,
            place=located.place if located is not None else None,
            actors=_actors(sentence),
            weapon=weapon,
            attribution=draft.attribution,
            denied_by=tuple(draft.denied_by),
            claims=tuple(draft.claims),
        )


def event_kind(sentence: Sentence) -> tuple[str, int, int] | None:
    """The most telling kind of event in the sentence, with the tokens that tell it."""
    best: tuple[int, int, int] | None = None
    for role in sentence.roles:
        rank = _RANK_OF_ROLE.get(role)
        if rank is None or (best is not None and rank > best[0]):
            continue
        for index in sentence.roles[role]:
            if sentence.has("revenge", index - _REVENGE_REACH, index) >= 0:
                # "in revenge for air strikes": what came before is not what happened.
                continue
            word = sentence.at[index]
            best = (rank, index, index + (word.length if word is not None else 1))
            break
    return (ORDER[best[0]], best[1], best[2]) if best is not None else None


def _main_kind(sentences: list[Sentence]) -> str | None:
    """What the article is about: the kind that its sentences tell most, the first ones counting more."""
    votes: dict[str, float] = {}
    for number, sentence in enumerate(sentences):
        found = event_kind(sentence)
        if found is None:
            continue
        weight = _HEAD_WEIGHT if number < _HEAD_SENTENCES else 1.0
        votes[found[0]] = votes.get(found[0], 0.0) + (weight * _WEAK_SHARE if found[0] in _WEAK else weight)
    return max(votes, key=lambda kind: (votes[kind], -_RANK[kind])) if votes else None


def _same_place(one: Located | None, other: Located | None) -> bool:
    if one is None or other is None or one.place is None or other.place is None:
        return one is other or one is None or other is None
    a, b = one.place, other.place
    return a.place_id == b.place_id or a.place_id in b.parents or b.place_id in a.parents


def _same_spot(one: Located | None, other: Located | None) -> bool:
    """Whether two places are one: who holds a quarter is no news about its city."""
    if one is None or other is None or one.place is None or other.place is None:
        return False
    return one.place.place_id == other.place.place_id


def _actors(sentence: Sentence) -> tuple[str, ...]:
    """Who did it, where the sentence says so by a word of agency ("على يد", "by")."""
    index = sentence.has("agents", 0, sentence.size)
    if index < 0:
        return ()
    word = sentence.at[index]
    first = index + (word.length if word is not None else 1)
    last = first
    while last < sentence.size and last - first < _ACTOR_WORDS and sentence.words[last].isalpha():
        marks = sentence.marks(last)
        if last > first and ("prepositions" in marks or "speech" in marks or "that" in marks):
            break
        last += 1
    return (sentence.text_of(first, last),) if last > first else ()
