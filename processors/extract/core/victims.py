"""Who the counted are, and what else their number counts: told behind the noun."""

from processors.extract.core.entry import Word
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_VICTIM_REACH = 7
_RANKS_REACH = 7
_TWO = 2
_MANY = 3
BODIES = frozenset({"police_body", "armed_body"})
_MEMBERS = {"police_body": "security", "armed_body": "combatant", "aid_body": "other"}
_MEASURES_JOINED = frozenset({"killed", "wounded"})
_TELLS_NO_MORE = frozenset({"among", "most", "according", "quoting"})
# "45 بين قتيل ومفقود"
_MEASURES_BETWEEN = _MEASURES_JOINED | {"missing"}


def victims_behind(sentence: Sentence, group: Group, index: int) -> None:
    """Who they are: "11 قتيلا من الجنود", "عنصرا من قوات النظام", "جرحى في صفوف المقاتلين", "قتلى مدنيين"."""
    ranks = sentence.has("ranks", index, index + _RANKS_REACH)
    led = ranks >= 0
    while index < sentence.size and sentence.words[index] == '"':
        index += 1
    start = at = sentence.after(ranks) if led else index
    stop = min(at + _VICTIM_REACH, sentence.size)
    while at < stop:
        word = sentence.word(at)
        if sentence.is_comma(at):
            return
        if word is None:
            if sentence.words[at] == "-" and sentence.pack.numbers.starts_number(
                sentence.words[at + 1] if at + 1 < stop else "-"
            ):
                # "eleven dead - eight policemen, two cooks and a clerk"
                return
            if not sentence.words[at].isalpha() and sentence.words[at] not in ("-", '"'):
                return
            at += 1
            continue
        if "of" in word.marks and not word.joined:
            led = True
        elif _tells(group, word, led=led or at == start, own=at == start):
            _both_bodies(sentence, group, at + word.length)
            return
        at += word.length


def _both_bodies(sentence: Sentence, group: Group, index: int) -> None:
    """As in "من رجال الجيش والشرطة": members of the one and of the other."""
    word = sentence.word(index)
    if word is None or not word.joined or not word.marks & BODIES or word.marks >= BODIES:
        return
    if "speech" in sentence.marks(index + word.length):
        # "من عناصر الجيش والشرطة تعلن": the police begin something new.
        return
    if group.victims == ("combatant" if "police_body" in word.marks else "security"):
        group.victims = "mixed"


def _tells(group: Group, word: Word, *, led: bool, own: bool) -> bool:
    """Takes over what `word` tells of the group; True when nothing more is to be looked for.

    `own`: it stands right behind the noun ("رجلا الأمن").
    """
    if word.harm is not None or word.joined or word.marks & _TELLS_NO_MORE:
        return True
    theirs = own and group.victims == "civilian" and not word.prep
    if led and (theirs or group.victims in ("unknown", "combatant")) and "police_body" in word.marks:
        group.victims = "security"
        return True
    if led and group.victims == "unknown" and "armed_body" in word.marks:
        group.victims = "combatant"
        return True
    if led and group.victims == "unknown" and "aid_body" in word.marks:
        group.victims = "other"
        return True
    person = word.person
    if person is not None and person.harm is None:
        if person.number == "p" and group.victims == "unknown":
            group.victims = person.victims
        # "من منسوبي قوات الطوارئ": members are whatever they are members of.
        return "members" not in word.marks
    return bool(word.marks & {"prepositions", "also"})


def body_victims(sentence: Sentence, first: int, last: int) -> str | None:
    """Who people are by the body named in front of their noun: "a treasury police member", "army personnel"."""
    for at in range(first, last):
        body = body_of(sentence.at[at])
        if body is not None and body != "other":
            return body
    return None


def body_of(word: Word | None) -> str | None:
    """Who the members of the body are that `word` names; None where it names none."""
    if word is None:
        return None
    for mark, victims in _MEMBERS.items():
        if mark in word.marks:
            return victims
    return None


def beside(sentence: Sentence, group: Group) -> None:
    """As in "five judges and magistrates": a plain plural beside the noun belongs to the same number."""
    index = group.last
    word = sentence.word(index)
    if word is not None and "mixed_and" in word.marks and sentence.pack.grammar.particles_apart:
        index += 1
        word = sentence.word(index)
    elif word is None or not word.joined:
        return
    person = word.person if word is not None else None
    if word is None or person is None or person.harm is not None or word.definite or person.needs_number:
        return
    behind = index + word.length
    if "two_things" in sentence.marks(behind) or _begins_two(sentence, behind):
        # "12 طالبة وسائقي السيارتين", "ثلاثة جنود ومدنيين اثنين", "16 رجلا وامرأة واحدة": others than those counted.
        return
    # Behind eleven and more Arabic counts in the singular: "56 طالبانيا وداعشيا".
    singular = person.number == "s" and (group.low or 0) > 10 and not sentence.pack.grammar.particles_apart
    if (person.number != "p" and not singular) or (person.nationality and not singular):
        return
    if person.victims != group.victims:
        group.victims = "mixed"
    group.last = index + word.length


def _begins_two(sentence: Sentence, index: int) -> bool:
    if index >= sentence.size or not sentence.pack.numbers.starts_number(sentence.words[index]):
        return False
    number = sentence.pack.numbers.read_at(sentence.tokens, index)
    joined = sentence.pack.numbers.is_joined(sentence.words[index])
    return number is not None and number.low == number.high and (number.low or _MANY) <= _TWO and not joined


def joint(sentence: Sentence, group: Group) -> None:
    """As in "20 قتيلا وجريحا", "20 dead and wounded", "20 بين قتيل وجريح": one figure for both harms."""
    index = group.last
    between = "joint_between" in sentence.marks(index)
    if between:
        index += 1
        word = sentence.word(index)
        if word is None or word.person is None or word.person.harm is None:
            return
        own, index = word.person.harm, index + word.length
    else:
        own = group.own or ""
    word = sentence.word(index)
    if word is None or own not in _MEASURES_JOINED:
        return
    if word.length > 1 and word.person is not None and word.person.number == "s":
        # "أربع وفيات وإصابة واحدة": one more by itself.
        return
    if not word.joined:
        if "joint_or" not in word.marks or not sentence.pack.grammar.particles_apart:
            return
        index += 1
        word = sentence.word(index)
    if word is None or (word.harm is not None and word.harm.frame == "noun" and word.person is not None):
        # "3 شهداء وإصابة آخرين": a verbal noun with people of its own.
        return
    if word is not None and word.person is None and word.harm is not None and word.harm.frame == "active":
        # "took one life and sent two people to hospital"
        return
    other = (
        word.person.harm if word.person is not None else word.harm.measure if word.harm is not None else None
    )
    if other in (_MEASURES_BETWEEN if between else _MEASURES_JOINED) and other != own:
        group.own = "killed_or_wounded"
        group.last = index + word.length
        victims_behind(sentence, group, group.last)


def past_adjectives(sentence: Sentence, index: int) -> int:
    """Behind the nationalities and the like that describe the noun: "مقاتلا كرديا"."""
    while index < sentence.size:
        word = sentence.word(index)
        if word is None or word.person is None or word.joined or word.prep or word.definite:
            return index
        if not word.person.nationality:
            return index
        index += word.length
    return index
