"""Counted people: every group of a sentence, and what stands in front of each."""

from language.numbers import Kind
from processors.extract.core.counted import counted, is_day
from processors.extract.core.counted_later import counts_those_before
from processors.extract.core.group import AMONG_MEASURES, Group
from processors.extract.core.one_by_one import count_each, names_of_each
from processors.extract.core.parts import link_parts, read_behind, take_over_plurals
from processors.extract.core.people_together import link
from processors.extract.core.plurals import construct
from processors.extract.core.sentence import Sentence
from processors.extract.core.shared_out import is_shared_out
from processors.extract.core.standing_alone import one_of_them
from processors.extract.core.uncounted import STANDS_ALONE, uncounted
from processors.extract.core.unknown_nouns import take_unknown_noun

_DETERMINERS = 3
_ADJECTIVES = 2
_PAIR = 2
_COUNTS = frozenset({Kind.COUNT, Kind.VAGUE})
# "برتبة عقيد" names a rank, "how many people" asks.
_NOT_COUNTED = frozenset({"rank", "unknown_amount"})
_TOLLS = frozenset({"toll", "toll_killed", "toll_default"})
_BEGINS_PEOPLE = STANDS_ALONE | {"one_of_them", "each_of"}


def find_people(sentence: Sentence) -> list[Group]:
    """Every group of people in the sentence, in order, with what stands in front of each and how they hang together."""
    groups: list[Group] = []
    index = 0
    starts_number = sentence.pack.numbers.starts_number
    words, at, inside = sentence.words, sentence.at, sentence.inside
    while index < sentence.size:
        is_number = not inside[index] and starts_number(words[index])
        word = at[index]
        if not is_number and (
            word is None or (word.person is None and word.marks.isdisjoint(_BEGINS_PEOPLE))
        ):
            # Most words: asked here, before anything is called for them.
            index += 1
            continue
        group, index = _group_at(sentence, index, is_number=is_number)
        if group is None:
            continue
        passed = bool(sentence.marks(sentence.before(group.first)) & _NOT_COUNTED)
        passed = (
            passed or _is_of_two_things(sentence, group, groups) or _is_told_twice(sentence, group, groups)
        )
        if passed or is_shared_out(sentence, group, groups):
            index += 1
            continue
        index = max(group.last, index + 1)
        if counts_those_before(sentence, group, groups):
            continue
        _look_around(sentence, group)
        _look_behind(sentence, group)
        if group.kind == "bare":
            take_unknown_noun(sentence, group)
        groups.append(group)
        index = max(group.last, index)
    if "each_of" in sentence.roles:
        count_each(sentence, groups)
    link(sentence, groups)
    link_parts(sentence, groups)
    take_over_plurals(sentence, groups)
    return groups


def _group_at(sentence: Sentence, index: int, *, is_number: bool) -> tuple[Group | None, int]:
    """The people that are told at `index`, and where they begin; without any, where to go on."""
    group: Group | None = None
    marks = sentence.marks(index)
    if "one_of_them" in marks:
        group = one_of_them(sentence, index)
    elif "each_of" in marks:
        group = names_of_each(sentence, index)
    elif is_number and not ("most" in marks and sentence.pack.grammar.adjectives_before):
        number = sentence.pack.numbers.read_at(sentence.tokens, index)
        if number is not None and is_day(sentence, number):
            return None, number.last
        if number is not None and number.kind in _COUNTS and not _is_ordinal(sentence, number.last):
            group = counted(sentence, number)
            if group is not None and group.kind == "bare" and _is_age(sentence, group):
                return None, number.last
            index = max(index + 1, number.last) if group is None else index
        elif number is not None and "another_one" not in marks:
            return None, number.last
    word = sentence.word(index)
    if group is None and word is not None and not sentence.inside[index]:
        group = uncounted(sentence, index, word)
        if group is not None and group.kind == "many" and group.own is not None:
            construct(sentence, group)
    return group, index if group is not None else index + 1


def _is_told_twice(sentence: Sentence, group: Group, groups: list[Group]) -> bool:
    """As in "القيادي رائد الحسن", "جثة غريق": a name that is also a rank, or whose body it is."""
    before = groups[-1] if groups else None
    if before is None or before.kind != "one" or group.kind != "one" or before.last != group.first:
        return False
    if group.conj or group.prep or not sentence.pack.grammar.verb_first:
        return False
    if group.definite:
        # "القيادي الشيخ محمود": one title behind the other.
        titled = before.definite and "name_titles" in sentence.marks(group.head)
        before.last = group.last if titled else before.last
        return titled
    ending = sentence.pack.grammar.accusative
    if ending and sentence.words[group.first].endswith(ending):
        # "قتل الجندي شابا"
        return False
    if before.definite and "name_titles" in sentence.marks(before.head):
        before.last = group.last
        return True
    return "body_of" in sentence.marks(before.head) and group.own == before.own


def _is_of_two_things(sentence: Sentence, group: Group, groups: list[Group]) -> bool:
    """As in "أصيب تسعة في هجومين أحدهما انتحاري": one of two, where more people are told than two."""
    pronoun = sentence.pack.grammar.dual_pronoun
    if not (pronoun and group.of_them and groups and sentence.words[group.first].endswith(pronoun)):
        return False
    return groups[-1].kind == "number" and (groups[-1].low or 0) > _PAIR


def _is_age(sentence: Sentence, group: Group) -> bool:
    """As in "يبلغ من العمر 17": years that are not named."""
    at = sentence.before(group.first)
    if sentence.pack.grammar.adjectives_before and at > 0 and "of" in sentence.marks(at):
        # "a man of about 25"
        noun = sentence.word(at - 1)
        person = noun.person if noun is not None else None
        return person is not None and person.number == "s" and person.harm is None
    return group.qualifier == "exact" and "age_before" in sentence.marks(at)


def _is_ordinal(sentence: Sentence, index: int) -> bool:
    """As in "the city's 12th homicide"."""
    return "ordinal" in sentence.marks(index)


def _attached(sentence: Sentence, index: int) -> tuple[bool, str]:
    """What is written together with the first word: (joined by "and", preposition)."""
    word = sentence.word(index)
    known = word is not None and (word.person is not None or "each_of" in word.marks)
    if word is not None and (word.joined or word.prep or known):
        return word.joined, word.prep
    following = sentence.words[index + 1] if index + 1 < sentence.size else ""
    prefix = sentence.pack.numbers.proclitic(sentence.words[index], following)
    return sentence.pack.lexicon.attached(prefix) if prefix else (False, "")


def _look_around(sentence: Sentence, group: Group) -> None:
    """The preposition in front of the group, "among them", "another", "a family of"."""
    group.conj, group.prep = _attached(sentence, group.first)
    read_behind(sentence, group)
    index = _past_family(sentence, group)
    if "also" in sentence.marks(index):
        group.conj, group.prep = True, ""
        return
    for _ in range(_DETERMINERS):
        if index < 0:
            return
        marks = sentence.marks(index)
        if "among" in marks:
            if "whose" in marks and _is_owned_subject(sentence, group):
                return
            group.among = True
            group.among_measure = next((m for m in AMONG_MEASURES if f"among_{m}" in marks), None)
            return
        if "more" in marks:
            if _is_of_noun_before(sentence, index):
                break
            group.additional = True
        elif not marks & {"determiner_one", "be"}:
            break
        index = sentence.before(index)
    index = _past_adjectives(sentence, group, index)
    if index >= 0 and not group.prep and _leads(sentence, group, index):
        group.prep = sentence.words[index]


def _is_of_noun_before(sentence: Sentence, index: int) -> bool:
    """As in "قتلى الحادث أمام المنيا الجديدة ثمانية": "new" with the article is of the noun in front, unless those are
    victims ("عدد الضحايا الجدد ثمانية")."""
    word, noun = sentence.word(index), sentence.word(sentence.before(index))
    if word is None or not word.definite or sentence.pack.grammar.adjectives_before:
        return False
    if noun is None:
        return True
    tells_victims = noun.person is not None and noun.person.harm is not None
    return not tells_victims and noun.marks.isdisjoint(_TOLLS)


def _past_adjectives(sentence: Sentence, group: Group, index: int) -> int:
    """As in "by special urban troops": the word in front of what describes a plain plural."""
    if group.kind != "many" or not sentence.pack.grammar.adjectives_before:
        return index
    for _ in range(_ADJECTIVES):
        if index < 0 or sentence.word(index) is not None or not sentence.words[index].isalpha():
            break
        index = sentence.before(index)
    return index


def _is_owned_subject(sentence: Sentence, group: Group) -> bool:
    """As in "un homme dont le père est mort": a word that can mean both "among them" and "whose"."""
    if sentence.words[group.first] not in sentence.pack.grammar.definite or group.last >= sentence.size:
        return False
    following = sentence.word(group.last)
    return following is not None and (following.harm is not None or bool(following.marks & {"be", "have"}))


def _look_behind(sentence: Sentence, group: Group) -> None:
    """As in "ثلاثة أطفال كانوا من بين القتلى": a share told before its whole."""
    if group.among or group.own is not None or not sentence.pack.grammar.verb_first:
        return
    if group.kind == "one" and group.definite:
        return
    bound = sentence.pack.numbers.bound_after(sentence.words, group.last)
    at = group.last + (bound[0] if bound is not None else 0)
    while "aux" in sentence.marks(at):
        at += 1
    word = sentence.word(at)
    measure = next((m for m in AMONG_MEASURES if f"among_{m}" in sentence.marks(at)), None)
    if word is None or measure is None:
        return
    at += word.length
    behind = sentence.word(at)
    numbers = sentence.pack.numbers
    begins = at < sentence.size and numbers.starts_number(sentence.words[at])
    counts = begins and numbers.read_at(sentence.tokens, at) is not None
    if not counts and (behind is None or behind.person is None):
        group.among, group.among_measure = True, measure


def _past_family(sentence: Sentence, group: Group) -> int:
    """The token in front of the group; "a family of" belongs to it: its number counts the people."""
    index = sentence.before(group.first)
    if index < 0 or "family_of" not in sentence.marks(index):
        return index
    group.first, group.prep = index, ""
    group.kind = "number" if group.kind == "bare" else group.kind
    index = sentence.before(index)
    if index >= 0 and "determiner_one" in sentence.marks(index):
        group.first = index
        index = sentence.before(index)
    return index


def _leads(sentence: Sentence, group: Group, index: int) -> bool:
    """Whether the word at `index` is a preposition that takes the group away from the verbs."""
    marks = sentence.marks(index)
    word = sentence.word(index)
    if "prepositions" in marks and word is not None and word.harm is None:
        # "قتل على إثرها خمسة": one that holds its own pronoun leads to nobody.
        return not word.pronoun
    if "each_of" in marks:
        return False
    # "37 عاما من سكان المدينة": where somebody is of, not who was harmed.
    source = "according" in marks and sentence.pack.grammar.adjectives_before
    return source or "to" in marks or ("of" in marks and group.kind in ("many", "one"))
