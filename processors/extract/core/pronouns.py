"""Those harmed as a pronoun tells them: "مقتله", "القبض عليه", "الراعي الذي قتلته مجموعة", "الذي قتل في المعركة"."""

from processors.extract.core.entry import Harm, Word
from processors.extract.core.group import Group
from processors.extract.core.told_so_far import ToldSoFar

_RELATIVE_REACH = 6
# Tokens from those told of back to their number ("أطلق ثلاثة مسلحين النار ... وتم القبض عليهم").
_COUNTED_REACH = 30
# Tokens from "seizing him" back to what tells that it is a man.
_SEIZED_REACH = 4
# Tokens from "found him" to "dead".
_FOUND_REACH = 14
# Tokens from a verb of one to some of those told before.
_SHARE_REACH = 3
# Tokens from "who" back to the person.
_PERSON_REACH = 10
_FOUND_DEAD = frozenset({"found_dead", "found_dead_many"})
# What may stand behind a verb that names nobody.
_LEADS_ON = frozenset({"prepositions", "skip", "not_name", "clause"})


def stands_for(so_far: ToldSoFar, index: int, word: Word, harm: Harm) -> str | None:
    """How many the pronoun behind the harm word at `index` stands for: "s", "p", or None where it has none."""
    marks = so_far.sentence.marks(index)
    if marks & {"done_to_him", "seized_him", "stopped_him", "body_of_him", "found_dead"}:
        return "s"
    if marks & {"done_to_them", "found_dead_many"}:
        return "p"
    return (word.pronoun or None) if harm.frame == "noun" else None


def of_pronoun(so_far: ToldSoFar, index: int, harm: Harm, stands: str) -> tuple[str, Group | None]:
    """As in "مقتله" is one; "إصابتهم" is of people told just before, "القبض عليهم" of those counted before."""
    marks = so_far.sentence.marks(index)
    if marks & _FOUND_DEAD:
        return _found_dead(so_far, index, several=stands == "p")
    if "done_to_them" in marks:
        return "noun-pronoun", _counted_behind(so_far, index) or _counted_before(so_far, index)
    if stands == "p":
        several = so_far.sentence.pack.grammar.verb_of_several
        if several and so_far.sentence.words[index - 1].endswith(several):
            # "المسلحون قاموا بقتلهم": those in front did it.
            return "", None
        group = so_far.people_before(index)
        # "قتلوا جراء إصابتهم": the dead are not wounded as well.
        return ("", None) if group is not None and so_far.is_dead(group) else ("noun-pronoun", group)
    told_dead = harm.measure == "wounded" and any(f.measure == "killed" for f in so_far.findings)
    by_law = marks & {"held_by_law", "stopped_him"} and _is_by_law(so_far)
    held = marks & {"held", "done_to_him"} or by_law
    held = held or ("seized_him" in marks and _is_somebody(so_far, index))
    held = held or ("body_of_him" in marks and _is_found(so_far, index, "cause", _SEIZED_REACH))
    if not held or told_dead:
        # "استشهد بعد إصابته": nor is the one who died.
        return "", None
    return "noun-pronoun", _single(index)


def _is_by_law(so_far: ToldSoFar) -> bool:
    """Whether somebody is told of whom the law can stop, or who stops him."""
    sentence = so_far.sentence
    if any(group.kind == "one" and not group.prep for group in so_far.groups):
        return True
    return any(sentence.has(mark, 0, sentence.size) >= 0 for mark in ("police_body", "court", "custody"))


def _is_somebody(so_far: ToldSoFar, index: int) -> bool:
    """As in "فتمت متابعته وضبطه": who is seized was pursued or told of before; "ما تم ضبطه" is a thing."""
    sentence = so_far.sentence
    if sentence.has("what", index - _SEIZED_REACH, index) >= 0:
        return False
    if sentence.has("pursuit", index - _SEIZED_REACH, index) >= 0:
        return True
    return any(group.kind == "one" and not group.prep and group.last <= index for group in so_far.groups)


def _is_found(so_far: ToldSoFar, index: int, role: str, reach: int) -> bool:
    """As in "عثر على جثته", "عثر عليه ميتا": who is found dead, where nobody is told dead before."""
    found = so_far.sentence.has(role, index - reach, index) >= 0
    return found and not any(finding.measure == "killed" for finding in so_far.findings)


def _found_dead(so_far: ToldSoFar, index: int, *, several: bool) -> tuple[str, Group | None]:
    """As in "عثر على شابين مقتولين": those told behind the finding; "عثر عليه ميتا" is one. Bodies are dead already."""
    found = so_far.sentence.has("found", index - _FOUND_REACH, index)
    dead = any(group.own == "killed" and found < group.last <= index for group in so_far.groups)
    if dead or not _is_found(so_far, index, "found", _FOUND_REACH):
        return "", None
    for group in reversed(so_far.groups):
        counted = group.kind in ("one", "two", "number") and group.own is None and group.low is not None
        if counted and found < group.first and group.last <= index and several == (group.low != 1):
            return "people-state", group
    return ("", None) if several else ("noun-pronoun", _single(index))


def _single(index: int) -> Group:
    group = Group("pronoun", index, index, index + 1)
    group.low = group.high = 1
    return group


def _counted_behind(so_far: ToldSoFar, index: int) -> Group | None:
    """As in "القبض عليهم وعددهم 11 شخصا"."""
    sentence = so_far.sentence
    at = sentence.after(index)
    if "their_number" not in sentence.marks(at):
        return None
    group = so_far.starts.get(sentence.after(at))
    return group if group is not None and group.low is not None else None


def _counted_before(so_far: ToldSoFar, index: int) -> Group | None:
    """The last people in front whom a number counts and nothing has harmed."""
    for group in reversed(so_far.groups):
        if group.last > index or index - group.last > _COUNTED_REACH:
            continue
        counted = group.kind in ("number", "two") and group.low is not None and not group.among
        if counted:
            return None if id(group) in so_far.bound or group.own is not None else group
    return None


def in_front_of_relative(so_far: ToldSoFar, index: int, word: Word) -> Group | None:
    """As in "المهاجمين الثلاثة الذين قتلتهم الشرطة": those whom the pronoun behind the verb stands for."""
    group = so_far.people_before(index)
    if group is None or index - group.last > _RELATIVE_REACH:
        return None
    return group if (group.kind == "one") == (word.pronoun == "s") else None


def two_by_verb(so_far: ToldSoFar, index: int, behind: int, harm: Harm) -> Group | None:
    """As in "سعد بن خالد وفهد بن ناصر أصيبا": a verb of two whose people are told by name."""
    sentence = so_far.sentence
    led = "relative" in sentence.marks(sentence.before(index))
    if "of_two" not in sentence.marks(index) or not (harm.frame == "subject" or led):
        return None
    if harm.frame != "subject" and behind < sentence.size and so_far.has_plain_object(behind):
        # "اللذين قتلا أنيس العيادي": they did it.
        return None
    group = _single(index)
    group.low = group.high = 2
    return group


def one_by_verb(so_far: ToldSoFar, index: int, behind: int, harm: Harm) -> Group | None:
    """As in "نقل إلى المستشفى لكنه توفي": somebody told of before, where the verb of one names nobody."""
    sentence = so_far.sentence
    if harm.measure != "killed" or harm.frame != "subject" or harm.many or harm.light or harm.present:
        return None
    if "strong_name" not in sentence.marks(index) or "relative" in sentence.marks(sentence.before(index)):
        return None
    if any(group.last <= index and (group.low or 2) > 1 for group in so_far.groups):
        return None
    if any(group.of_them and 0 <= group.first - behind <= _SHARE_REACH for group in so_far.groups):
        # "توفي في الحال أربعة منهم"
        return None
    if "born" in sentence.roles or any(finding.measure == "killed" for finding in so_far.findings):
        return None
    if behind < sentence.size and sentence.words[behind].isalpha():
        following = sentence.word(behind)
        if following is None or not (following.prep or following.marks & _LEADS_ON):
            return None
    return _single(index)


def one_by_relative(so_far: ToldSoFar, index: int, behind: int, harm: Harm) -> Group | None:
    """As in "الناشط أنيس الهادي، الذي قتل في المعركة": one person by "who", where no object stands behind the verb."""
    sentence = so_far.sentence
    before = sentence.before(index)
    if harm.many or harm.light or harm.near or harm.present or harm.frame not in ("either", "subject"):
        return None
    if "who_one" not in sentence.marks(before) or harm.measure not in ("killed", "wounded"):
        return None
    if behind < sentence.size and sentence.words[behind].isalpha():
        following = sentence.word(behind)
        if following is None or not (following.prep or following.marks & {"prepositions", "skip"}):
            return None
    person = any(
        group.kind == "one" and 0 <= before - group.last <= _PERSON_REACH and not group.among
        for group in so_far.groups
    )
    title = sentence.has("name_titles", before - _PERSON_REACH, before) >= 0
    return _single(index) if person or title else None
