"""The noun that a number counts, and what stands behind it: others, a bound, who they are, a harm."""

from language.numbers import bounds_of
from processors.extract.core.entry import Person, Word
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import beside, joint, past_adjectives, victims_behind

_BOUND_REACH = 3


def take_head(group: Group, index: int, word: Word, person: Person) -> None:
    group.kind = "number"
    group.head = index
    group.last = index + word.length
    group.victims = person.victims
    group.own = person.harm or group.own
    group.nationality = person.nationality


def behind_head(sentence: Sentence, group: Group, index: int) -> None:
    """What a noun has behind it: "others", a bound, who they are ("11 قتيلا من الجنود"), a joint harm."""
    for role in ("others", "more"):
        word = sentence.word(index)
        if word is not None and role in word.marks and not word.joined:
            group.others = group.others or role == "others"
            group.additional = group.additional or role == "more"
            group.last = index = index + word.length
    if not sentence.pack.grammar.adjectives_before:
        group.last = index = _past_description(sentence, group, past_adjectives(sentence, index))
        index = harmed_behind(sentence, group, index)
    if "body_of" in sentence.marks(group.head):
        _take_owner(sentence, group, index)
    bound_behind(sentence, group, index)
    victims_behind(sentence, group, index)
    if group.kind == "number":
        joint(sentence, group)
        if group.own != "killed_or_wounded":
            beside(sentence, group)


def _take_owner(sentence: Sentence, group: Group, index: int) -> None:
    """As in "جثة الطفل": the dead are who the body was."""
    owner = sentence.word(index)
    if owner is None or owner.person is None or owner.person.harm is not None or owner.joined or owner.prep:
        return
    if group.victims == "unknown":
        group.victims = owner.person.victims


def _past_description(sentence: Sentence, group: Group, index: int) -> int:
    """Behind a noun for people that only describes the one in front of it: "امرأة مسنة", "رجل مسلح"."""
    word = sentence.word(index)
    if word is None or "describing" not in word.marks or group.nationality or group.kind == "many":
        return index
    if word.joined or word.prep or word.definite != group.definite:
        return index
    return past_adjectives(sentence, index + word.length)


def harmed_behind(sentence: Sentence, group: Group, index: int) -> int:
    """As in "عشرة أطفال قتلى", "البحارة الخمسة المفقودين": the harm as an adjective behind counted people."""
    word = sentence.word(index)
    person = word.person if word is not None else None
    if word is None or person is None or group.own is not None or word.joined or word.prep or word.pronoun:
        return index
    if person.harm in (None, "killed_or_wounded") or word.definite != group.definite:
        return index
    if group.kind == "one" and "by_wound" not in sentence.marks(index + word.length):
        # "شاب مصاب بطعنات"
        return index
    if group.kind not in ("number", "two", "one") or (group.kind != "one" and person.number == "s"):
        return index
    group.own = person.harm
    group.last = index + word.length
    return group.last


def _begins_number(sentence: Sentence, index: int) -> bool:
    apart = sentence.pack.grammar.particles_apart and index < sentence.size
    return apart and sentence.pack.numbers.starts_number(sentence.words[index])


def bound_behind(sentence: Sentence, group: Group, index: int, reach: int = _BOUND_REACH) -> None:
    """As in "14 جنديا على الأقل": the bound may stand behind the noun."""
    if group.qualifier != "exact" or group.low is None:
        return
    for at in range(index, min(index + reach, sentence.size)):
        word = sentence.word(at)
        if word is not None and word.joined and word.harm is not None:
            # "قتل شخصان وأصيب اثنان على الأقل": the bound is the second figure's.
            return
        bound = sentence.pack.numbers.bound_after(sentence.words, at)
        if bound is not None and (
            _begins_number(sentence, at + bound[0]) or "how_often" in sentence.marks(at + bound[0])
        ):
            # "six hurt. At least ten died": the bound is the next figure's; "shot at least once": of no figure.
            return
        if bound is not None:
            group.qualifier = bound[1]
            group.low, group.high = bounds_of(bound[1], group.low)
            return
        if not sentence.words[at].isalpha() and sentence.words[at] != '"':
            return
