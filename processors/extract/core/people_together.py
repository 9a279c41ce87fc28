"""How the people of a sentence hang together: shares under their whole, groups side by side, who others are."""

from processors.extract.core.group import SERVING, Group
from processors.extract.core.sentence import Sentence
from processors.extract.core.side_by_side import are_companions, side_by_side

# Tokens from people to "they are" with their parts behind it.
_LISTED_REACH = 4


def link(sentence: Sentence, groups: list[Group]) -> None:
    """Hangs groups together: shares under their whole, and groups that stand side by side."""
    for position, group in enumerate(groups):
        if not position:
            continue
        before = _told_before(sentence, groups, position)
        if side_by_side(sentence, before, group):
            group.joined_to = before
            shares = before.among and not group.among and not group.prep
            if (
                shares
                and group.own is None
                and (group.kind not in ("bare", "loose") or _is_bare_share(sentence, group))
                and not _says(sentence, group)
            ):
                group.among = True
                group.parent = before.parent
        if group.among_measure is not None and group.joined_to is before and not before.among:
            # "طفلان وامرأة كانوا ضمن القتلى"
            before.among, before.among_measure = before.kind != "many", group.among_measure
        if _is_listed_part(sentence, before, group):
            group.among, group.parent = True, before
        if group.victims == "unknown" and not group.among and _takes_over_victims(sentence, group):
            # "ثمانية مدنيين وإصابة سبعة آخرين": others are others of the same people.
            companions = are_companions(sentence, group)
            group.victims = _last_victims(sentence, groups[:position], companions=companions)
        _are_both_hurt(sentence, before, group)
        _are_of_army(sentence, before, group)
        if _is_told_beside(sentence, group):
            # "two soldiers were killed and five were wounded"
            serving = _last_victims(sentence, groups[:position], companions=False)
            group.victims = serving if serving in SERVING else group.victims
        if group.among and group.parent is None:
            group.parent = next((g for g in reversed(groups[:position]) if _may_hold(g, group)), before)


def _told_before(sentence: Sentence, groups: list[Group], position: int) -> Group:
    """The people in front of a group that it may go on about."""
    before, group = groups[position - 1], groups[position]
    if before.parent is not None and ")" in sentence.words[before.last : group.first]:
        # "تسعة أطفال (خمسة أولاد وأربع بنات) وامرأة": those in front of the brackets.
        return before.parent
    means = before.kind == "many" and before.prep and before.own is not None and position > 1
    # "ستة من الجنود مقابل تسعة": who the first are.
    who = before.kind == "many" and before.prep and position > 1
    who = who and "set_against" in sentence.marks(sentence.before(group.first))
    # "إصابة طفل بإصابات بالغة وستة آخرين": the wounds only tell how.
    return groups[position - 2] if who or (means and group.others) else before


def _is_listed_part(sentence: Sentence, before: Group, group: Group) -> bool:
    """As in "سبعة أشخاص وهم ستة مواطنين ومقيم": parts of those counted, listed behind "they are"."""
    if before.kind not in ("number", "bare") or before.low is None or before.among:
        return False
    if before.prep and sentence.pack.grammar.particles_apart:
        return False
    if group.low is None or group.low >= before.low or group.kind == "bare":
        return False
    if group.first == before.last + 1 and sentence.words[before.last] == "(" and group.kind == "number":
        # "تسعة أطفال (خمسة أولاد وأربع بنات)"
        return True
    leading = sentence.before(group.first)
    near = 0 <= leading - before.last <= _LISTED_REACH
    return near and "their_number" in sentence.marks(leading)


def _may_hold(whole: Group, part: Group) -> bool:
    """Whether a part can be one of those people: there are no fewer of them."""
    if whole.among or whole.prep:
        return False
    return whole.low is None or part.low is None or whole.low >= part.low


def _says(sentence: Sentence, group: Group) -> bool:
    """As in "among them two infants, he said": who tells it."""
    return sentence.pack.grammar.particles_apart and "speech" in sentence.marks(group.last)


def _are_both_hurt(sentence: Sentence, before: Group, group: Group) -> None:
    """As in "رجل وزوجته مصابين بطعنات": the state behind the second is that of both."""
    both = group.joined_to is before and group.kind == before.kind == "one"
    if both and before.own is None and group.own and "by_wound" in sentence.marks(group.last):
        before.own = group.own


def _are_of_army(sentence: Sentence, before: Group, group: Group) -> None:
    """As in "an officer and ten soldiers": officers beside soldiers are none of the police."""
    if group.joined_to is not before:
        return
    for one, other in ((before, group), (group, before)):
        if "of_army_too" in sentence.marks(one.head) and other.victims == "combatant":
            one.victims = "combatant"


def _is_bare_share(sentence: Sentence, group: Group) -> bool:
    """As in "منهم 512 سعوديا و949 من جنسيات مختلفة": a share without a noun, of which no harm of its own is told."""
    if group.kind != "bare" or group.low is None or sentence.pack.grammar.particles_apart:
        return False
    if group.last >= sentence.size or not sentence.words[group.last].isalpha():
        return True
    marks = sentence.marks(group.last)
    return "of" in marks or "prepositions" in marks


def _is_told_beside(sentence: Sentence, group: Group) -> bool:
    """Whether a number without a noun goes on about those told before, behind "and" or "and wounded"."""
    if group.victims != "unknown" or group.among or group.qualifier == "vague":
        return False
    if group.kind != "bare" and not (group.kind == "number" and _is_only_harm(sentence, group)):
        return False
    at = sentence.before(group.first)
    verb = sentence.word(at)
    if verb is not None and verb.harm is not None:
        at = sentence.before(at)
    joined = "mixed_and" in sentence.marks(at)
    return joined and sentence.pack.grammar.adjectives_before


def _is_only_harm(sentence: Sentence, group: Group) -> bool:
    """As in "four wounded": counted by a word that tells their harm and not who they are."""
    head = sentence.word(group.head)
    return group.own is not None and head is not None and head.person is not None and head.harm is not None


def _takes_over_victims(sentence: Sentence, group: Group) -> bool:
    """Others without a noun of their own: "ستة آخرين" are of the kind told before, "ستة أشخاص آخرين" are persons.

    So are those whom a pronoun ties to them: "ثلاثة من زملائه".
    """
    if are_companions(sentence, group):
        return True
    if group.others:
        return group.head < 0 or group.head == group.first or group.own is not None
    return group.kind == "bare" and group.qualifier == "vague"


def _last_victims(sentence: Sentence, groups: list[Group], *, companions: bool) -> str:
    """Who the people before are. One child tells nothing of the others, one soldier does: he was not alone.

    Of their `companions` each one tells.
    """
    counted = [g for g in groups if g.kind in ("number", "two", "one") and not g.among]
    before = counted[-1] if counted else None
    if len({group.victims for group in counted} - {"unknown"}) > 1:
        # "عشرة جنود وثلاثة عمال وإصابة تسعة آخرين": of both kinds, or of neither.
        return "unknown"
    if before is None or (before.kind == "one" and before.victims not in SERVING and not companions):
        return "unknown"
    if before.victims == "combatant" and "lone_attacker" in sentence.marks(before.head):
        # "a gunman fired, killing one and wounding two others": others than he.
        return "unknown"
    return before.victims
