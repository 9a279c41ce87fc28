"""Claims in the making: findings with their sentence and speaker, and what they tell of one another."""

from itertools import zip_longest

from processors.extract.core.finding import Finding
from processors.extract.core.group import SERVING
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice

# Claims from one told to be shot to where the same person is told to have died.
_SAME_PERSON = 2
_TWO = 2
_HARMS = frozenset({"killed", "wounded"})
_ANOTHER = frozenset({"indefinite", "owner"})
_APART = SERVING | {"suspect"}
"""Kinds of people that are none of any other kind."""
_PLAIN = frozenset({"counted-victims", "share"})


class Draft:
    """A claim in the making: a finding with its sentence and its speaker."""

    __slots__ = ("attribution", "finding", "origin", "said_by", "sentence", "speaker", "voices")

    def __init__(self, sentence: Sentence, finding: Finding, voices: list[Voice]) -> None:
        self.sentence = sentence
        self.finding = finding
        self.voices = voices
        self.attribution: str | None = None
        self.origin: str | None = None
        self.speaker = "outlet"
        self.said_by: tuple[int, int] | None = None

    def said_as(self, other: "Draft") -> None:
        """Takes over the speaker of another draft."""
        self.attribution, self.origin = other.attribution, other.origin
        self.speaker, self.said_by = other.speaker, other.said_by


def without_weak(drafts: list[Draft]) -> list[Draft]:
    """Someone shot who is also told dead is not wounded as well: weak findings give way to killed of that figure.

    Not so one who stands beside the dead in their sentence, nor, where others are told to be wounded, one of whom
    nothing says that he died.
    """
    killed = [d for d in drafts if d.finding.measure == "killed"]
    others = any(_is_wounded(d) and not (d.finding.weak and _is_of(d, killed)) for d in drafts)
    kept = []
    for index, draft in enumerate(drafts):
        if not (draft.finding.weak and _is_of(draft, killed)) or _is_another(drafts, index, others=others):
            kept.append(draft)
        else:
            _hand_over(draft, drafts[index + 1 :])
    return kept


def without_the_dead(drafts: list[Draft]) -> list[Draft]:
    """As in "three of the wounded died. The three were being treated": known people told dead are not hurt anew."""
    told: set[tuple[str, int | None, int | None]] = set()
    kept = []
    for draft in drafts:
        group, measure = draft.finding.group, draft.finding.measure
        if (
            _is_known_wounded(draft)
            and ("killed", group.low, group.high) in told
            and (measure, group.low, group.high) not in told
        ):
            continue
        told.add((measure, group.low, group.high))
        kept.append(draft)
    return kept


def _is_known_wounded(draft: Draft) -> bool:
    group, sentence = draft.finding.group, draft.sentence
    if draft.finding.measure != "wounded" or group.kind not in ("number", "two", "bare"):
        return False
    return group.definite or sentence.pack.lexicon.starts_definite(sentence.words[group.first])


def _hand_over(weak: Draft, behind: list[Draft]) -> None:
    """As in "an officer was shot. He died": who is dead by a pronoun is who was told to be shot."""
    if weak.finding.group.low != 1 or weak.finding.victims not in SERVING:
        return
    for draft in behind:
        if draft.finding.measure == "killed" and draft.finding.group.low == 1:
            if draft.finding.group.kind == "pronoun" and draft.finding.victims == "unknown":
                draft.finding.victims = weak.finding.victims
            return


def _is_wounded(draft: Draft) -> bool:
    return draft.finding.measure == "wounded" and not draft.finding.negated


def _is_of(draft: Draft, killed: list[Draft]) -> bool:
    """Whether people may be those killed; "the other" and "another" are not, nor officers where two men died."""
    group = draft.finding.group
    if group.others or group.additional:
        return False
    return any(
        (group.low, group.high) == (d.finding.group.low, d.finding.group.high) and _may_be_same_kind(draft, d)
        for d in killed
    )


def _may_be_same_kind(one: Draft, other: Draft) -> bool:
    kinds = {_kind(one), _kind(other)}
    return len(kinds) == 1 or "unknown" in kinds or kinds.isdisjoint(_APART)


def _kind(draft: Draft) -> str:
    """Who somebody is, as far as his noun tells it."""
    group = draft.finding.group
    told = group.kind in ("one", "two", "number") and not group.of_them
    if told and "suspects" in draft.sentence.marks(group.head):
        return "suspect"
    return draft.finding.victims if told else "unknown"


def _is_another(drafts: list[Draft], index: int, *, others: bool) -> bool:
    """Whether one person told by a weak word is none of those killed."""
    weak = drafts[index]
    if weak.finding.group.low != 1 or not _is_introduced(weak):
        return False
    beside = [d for d in drafts if d.sentence is weak.sentence and d.finding.measure == "killed"]
    if any(d.finding.group is weak.finding.group or not _is_introduced(d) for d in beside):
        return False
    if beside:
        return True
    if not others or weak.sentence.field == "title":
        return False
    near = drafts[max(0, index - 1) : index + _SAME_PERSON + 1]
    return not any(d.finding.measure == "killed" and _may_be(weak, d) for d in near)


def _is_introduced(draft: Draft) -> bool:
    """As in "a man", "a 19-year-old": somebody new, and not "he" or "the man"."""
    group = draft.finding.group
    if group.kind != "one" or group.definite:
        return group.kind == "number"
    marks = draft.sentence.marks(group.first)
    # "his wife" is another than he.
    return bool(marks & _ANOTHER) or age_of(draft) is not None


def _may_be(weak: Draft, dead: Draft) -> bool:
    """Whether one told dead close by may be the one told to be shot: "he", "the man", somebody of that age."""
    if dead.finding.group.low != 1:
        return False
    ages = age_of(weak), age_of(dead)
    if None not in ages:
        return ages[0] == ages[1]
    return not _is_introduced(dead)


def settle_victims(drafts: list[Draft]) -> None:
    """Gives "both victims", "the three victims" the harm that the article tells of as many, or of all its people."""
    told = [d for d in drafts if d.finding.measure in _HARMS and not d.finding.negated]
    for draft in drafts:
        group = draft.finding.group
        if draft.finding.measure != "killed_or_wounded" or draft.finding.rule not in _PLAIN:
            continue
        if "victims_noun" not in draft.sentence.marks(group.head):
            continue
        same = {d.finding.measure for d in told if d.finding.group.low == group.low is not None}
        every = {d.finding.measure for d in told}
        measures = same if len(same) == 1 else every
        if len(measures) == 1:
            draft.finding.measure = next(iter(measures))


def settle_shot(drafts: list[Draft]) -> None:
    """Makes "five people were shot" a joint figure where some of the five are told dead and the rest wounded."""
    told = [d for d in drafts if not d.finding.negated and d.finding.group.low is not None]
    for draft in drafts:
        shot, count = draft.finding, draft.finding.group.low or 0
        if not shot.weak or shot.measure != "wounded" or count <= 1 or shot.negated:
            continue
        if not _tells_shots(draft):
            continue
        dead = {d.finding.group.low or 0 for d in told if d.finding.measure == "killed"}
        shares = any(d.finding.measure == "killed" and d.finding.whole is shot for d in told)
        if shares or any(count - some in _wounded(told) for some in dead if 0 < some < count):
            shot.measure = "killed_or_wounded"
            for other in drafts:
                again = other.finding.weak and other.finding.group.low == count and _tells_shots(other)
                if (other.finding.whole is shot or again) and other.finding.measure == "wounded":
                    other.finding.measure = "killed_or_wounded"


def _tells_shots(draft: Draft) -> bool:
    return "of_shots" in draft.sentence.marks(draft.finding.harm_first)


def _wounded(told: list[Draft]) -> set[int]:
    """The figures of wounded, and what those of one sentence come to."""
    figures: set[int] = set()
    sums: dict[int, int] = {}
    for draft in told:
        if draft.finding.measure == "wounded" and not draft.finding.group.among:
            low = draft.finding.group.low or 0
            sums[id(draft.sentence)] = sums.get(id(draft.sentence), 0) + low
            figures.add(low)
    return figures.union(sums.values())


def age_of(draft: Draft) -> int | None:
    """The age told with one person ("a 19-year-old man", "a man, 19, was"), or None."""
    words, group = draft.sentence.words, draft.finding.group
    if group.kind != "one":
        return None
    if words[group.core].isdecimal():
        return int(words[group.core])
    behind = group.last + 1
    aside = behind < len(words) and draft.sentence.is_comma(group.last) and words[behind].isdecimal()
    return int(words[behind]) if aside else None


def settle_duals(drafts: list[Draft]) -> None:
    """A form that is a dual and a plural alike ("مسلحين") is a dual where the article tells of two elsewhere.

    So it is where a single one is told beside it as "another" ("مقتل شرطيين وإصابة آخر"), and where a verb or a
    pronoun of two goes on about them ("القبض على وافدين بحوزتهما أسلحة").
    """
    two = {
        d.finding.measure for d in drafts if d.finding.group.low == 2 and d.finding.group.qualifier == "exact"
    }
    for draft, following in zip_longest(drafts, drafts[1:]):
        group = draft.finding.group
        if group.kind != "many" or not group.dual_like:
            continue
        if (
            draft.finding.measure in two
            or _is_another_beside(draft, following)
            or _is_told_of_two(draft, drafts)
        ):
            group.settle_as_two()


def _is_told_of_two(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether the rest of the sentence goes on about two, and nobody else in it is two."""
    sentence, group = draft.sentence, draft.finding.group
    ending = sentence.pack.grammar.dual_pronoun
    if not ending or any(d.finding.group.low == _TWO for d in drafts if d.sentence is sentence):
        return False
    return any(
        "of_two" in sentence.marks(at)
        or (sentence.words[at].endswith(ending) and len(sentence.words[at]) > len(ending))
        for at in range(group.last, sentence.size)
    )


def _is_another_beside(draft: Draft, following: Draft | None) -> bool:
    """Whether the next claim of the sentence is of "another" one, harmed otherwise."""
    if following is None or following.sentence is not draft.sentence:
        return False
    group = following.finding.group
    return (
        group.others and group.low == group.high == 1 and following.finding.measure != draft.finding.measure
    )
