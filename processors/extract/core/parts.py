"""Parts of a figure in front of it or behind it: "four boys were among six wounded", "of the 26, eight"."""

from processors.extract.core.group import AMONG_MEASURES, Group
from processors.extract.core.sentence import Sentence

_HEAD = 2
# So few are counted one kind at a time.
_SEVERAL = 3
_BEHIND_GRAVE = frozenset({"prepositions", "clause", "mixed_and"})
_COUNTED = frozenset({"number", "bare"})


def link_parts(sentence: Sentence, groups: list[Group]) -> None:
    """Hangs each part under its whole, in languages that tell them so."""
    if not sentence.pack.grammar.particles_apart:
        return
    for position, group in enumerate(groups):
        before = groups[position - 1] if position else None
        if before is not None and "is_among" in sentence.marks(_in_front(sentence, group)):
            _turn(group, groups[:position])
        elif "is_among" in sentence.marks(group.last) and group.kind != "many":
            marks = sentence.marks(group.last)
            _mark(group, next((m for m in AMONG_MEASURES if f"among_{m}" in marks), None))
        elif before is not None and group.kind in _COUNTED and _is_of_the(sentence, before, group):
            group.among, group.parent = True, before
        if before is not None and _is_grave(sentence, group):
            group.among, group.among_measure = True, "wounded"
            group.parent = group.parent or next(
                (g for g in reversed(groups[:position]) if not g.among), before
            )
        if before is not None and _is_fatal(sentence, group):
            group.among, group.among_measure, group.dead_of_them = True, "killed", True
            group.parent = group.parent or next(
                (g for g in reversed(groups[:position]) if not g.among), before
            )


def take_over_plurals(sentence: Sentence, groups: list[Group]) -> None:
    """As in "80 guerrillas and troops were hurt": what stands beside a counted noun is counted with it."""
    if not sentence.pack.grammar.adjectives_before:
        return
    for group in list(groups):
        counted = group.joined_to
        if counted is None or not _is_counted_with(sentence, counted, group):
            continue
        groups.remove(group)
        for other in groups:
            if other.joined_to is group:
                other.joined_to = counted
        counted.last = group.last
        if counted.victims != group.victims:
            counted.victims = "unknown" if "unknown" in (counted.victims, group.victims) else "mixed"


def _is_counted_with(sentence: Sentence, counted: Group, group: Group) -> bool:
    if group.kind != "many" or group.definite or group.own is not None or group.among or group.prep:
        return False
    if counted.kind != "number" or counted.own is not None or counted.among or counted.others:
        return False
    if counted.low is not None and counted.low < _SEVERAL:
        return False
    between = range(counted.last, group.first)
    if not between or "mixed_and" not in sentence.marks(between[0]) or len(between) > _HEAD:
        return False
    # "and their teachers": others than those counted.
    return all(sentence.word(at) is None and sentence.words[at].isalpha() for at in between[1:])


def _in_front(sentence: Sentence, group: Group) -> int:
    """The word in front of a group, before the article of a counted one ("among the 19 people killed"), or -1."""
    at = sentence.before(group.first)
    counted = group.kind == "number" and at >= 0 and sentence.words[at] in sentence.pack.speakers.articles
    return sentence.before(at) if counted else at


def _mark(part: Group, measure: str | None) -> None:
    """As in "two journalists and their driver were among those killed": all that stand side by side are parts."""
    part.among, part.among_measure = True, measure
    while part.joined_to is not None:
        part = part.joined_to
        part.among, part.among_measure = True, measure


def _turn(whole: Group, before: list[Group]) -> None:
    """As in "four boys were among six people wounded": what stands in front is the part."""
    whole.among, whole.parent = False, None
    part = before[-1]
    while True:
        part.among, part.parent = True, whole
        if part.joined_to is None:
            return
        part = part.joined_to


def _is_of_the(sentence: Sentence, whole: Group, part: Group) -> bool:
    """As in "Of the 26 wounded, eight were in critical condition"."""
    if whole.first > _HEAD or "of" not in sentence.marks(sentence.start_of(0)):
        return False
    between = range(whole.last, part.first)
    return any(sentence.is_comma(at) for at in between) and len(between) <= _HEAD


def _is_fatal(sentence: Sentence, group: Group) -> bool:
    if group.kind not in _COUNTED or "fatal" not in sentence.marks(group.last):
        return False
    at = group.last + 1
    closes = at >= sentence.size or not sentence.words[at].isalpha() or sentence.word(at) is not None
    following = sentence.word(at)
    return closes and (following is None or following.harm is None)


def _is_grave(sentence: Sentence, group: Group) -> bool:
    """As in "six were hurt, one seriously": a share, told by how badly."""
    if group.kind not in _COUNTED or group.own is not None or "gravely" not in sentence.marks(group.last):
        return False
    at = group.last + 1
    closes = at >= sentence.size or not sentence.words[at].isalpha()
    return closes or not sentence.marks(at).isdisjoint(_BEHIND_GRAVE)


def read_behind(sentence: Sentence, group: Group) -> None:
    """Who people are and whose part, as the words right behind them tell."""
    if group.kind != "many" and "of_those" in sentence.marks(group.last):
        # "ثلاثة رجال من بين الخمسة"
        group.among = group.of_them = True
        group.last = sentence.after(group.last)
    if _holds_others(sentence, group):
        group.victims = "mixed"


def _holds_others(sentence: Sentence, group: Group) -> bool:
    """As in "20 شخصا من المدنيين والمقاتلين": of two kinds."""
    at = group.last
    if "of" not in sentence.marks(at) or at + 2 >= sentence.size:
        return False
    first, second = sentence.word(at + 1), sentence.word(at + 2)
    if first is None or second is None or first.person is None or second.person is None:
        return False
    kinds = {first.person.victims, second.person.victims}
    return first.definite and second.joined and second.definite and "unknown" not in kinds and len(kinds) > 1
