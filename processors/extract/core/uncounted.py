"""People without a number in front: one person, a dual, "one of the wounded", "another"."""

from processors.extract.core.entry import Person, Word
from processors.extract.core.group import Group
from processors.extract.core.heads import behind_head, take_head
from processors.extract.core.names import name_end
from processors.extract.core.plurals import number_behind, plural
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence
from processors.extract.core.victims import BODIES, body_victims, victims_behind

_SHORTEST_NAME = 2
# Tokens of an age in brackets behind somebody.
_IN_BRACKETS = 6
# Tokens from a verb to its object behind the one who does it.
_OBJECT_REACH = 9
_OBJECT_NEAR = 2
# "a treasury police member", "a fifth person"
_OWNED_REACH = 4
_PARTS = ",;"
_DESCRIBING = BODIES | {"another_one"}

_ALONE = frozenset(
    {
        "one_of",
        "others_alone",
        "two_others",
        "most",
        "another_one",
        "the_other",
        "more",
        "pronoun_one",
        "pronoun_object",
    }
)
"""Roles of words that stand for people by themselves."""
_BEFORE_ONE = frozenset({"determiner_one", "others", "more", "adjective", "negator"})
_BEFORE_NOUN = _BEFORE_ONE | {"partitive", "of", "mixed_and", "cause"}


def uncounted(sentence: Sentence, index: int, word: Word) -> Group | None:
    """The people that begin at `index` without a number in front, or None."""
    marks = word.marks
    if word.person is None and marks.isdisjoint(_ALONE):
        return None
    if "one_of" in marks:
        return _one_of(sentence, index, word)
    if "others_alone" in marks or "most" in marks:
        known = index > 0 and "determiner_one" in sentence.marks(index - 1)
        return None if known else _pronoun_group(sentence, index, word)
    if "another_one" in marks or "two_others" in marks:
        return _two_others(index, word) if "two_others" in marks else _another_one(sentence, index, word)
    if "the_other" in marks:
        return _another(sentence, index, word)
    if "more" in marks and sentence.pack.grammar.particles_apart:
        return _another(sentence, index, word)
    if "pronoun_one" in marks or "pronoun_object" in marks:
        return _single("pronoun" if "pronoun_one" in marks else "object", index, index + 1)
    person = word.person
    if (
        person is None
        or (person.needs_number and person.number != "d")
        or (word.pronoun == "p" and (person.number == "p" or person.harm is not None))
        or _only_describes(sentence, index, word)
        or _is_predicate(sentence, index, person)
    ):
        return None
    if person.number == "p":
        return plural(sentence, index, word, person)
    return _singular(sentence, index, word, person)


def one_of_them(sentence: Sentence, index: int) -> Group:
    """As in "two were hurt, one of them seriously": a share of those told before."""
    word = sentence.word(index)
    group = _single("number", index, index + (word.length if word is not None else 1))
    group.among = group.of_them = True
    return group


def _another_one(sentence: Sentence, index: int, word: Word) -> Group | None:
    """As in "توفي شخصان وأصيب ثالث": one more, right behind the word for the harm."""
    before = sentence.word(sentence.before(index))
    if before is None or word.joined or word.prep:
        return None
    if sentence.pack.grammar.particles_apart:
        following = sentence.word(index + word.length)
        told = following is not None and ("be" in following.marks or following.harm is not None)
        if "indefinite" not in before.marks or not told:
            return None
    elif before.harm is None:
        return None
    group = _single("number", index, index + word.length)
    group.others = True
    return group


def _two_others(index: int, word: Word) -> Group:
    """As in "لقي شابان مصرعهما وأصيب آخران": two more by the form of the word."""
    group = Group("number", index, index, index + word.length)
    group.low = group.high = 2
    group.head, group.others = index, True
    return group


def _is_predicate(sentence: Sentence, index: int, person: Person) -> bool:
    """As in "elles ont été blessées": a participle that is a noun too is one behind an article alone."""
    grammar = sentence.pack.grammar
    if grammar.adjectives_before or not grammar.particles_apart:
        return False
    if person.harm is None:
        # "les rues voisines": right behind a plain noun it says which.
        if person.number != "p" or index < 1 or sentence.inside[index - 1]:
            return False
        before = sentence.word(index - 1)
        return sentence.words[index - 1].isalpha() and (before is None or before.is_plain_thing)
    marks = sentence.marks(sentence.before(index)) if index else frozenset()
    if person.number == "s":
        # "Mort aux vaches", "Blessé, il a été arrêté"
        return not marks & _BEFORE_ONE
    return index > 0 and not marks & _BEFORE_NOUN


def _only_describes(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "Syrian soldiers": in front of another noun for people, the first only describes it."""
    person = word.person
    if person is None or not sentence.pack.grammar.adjectives_before:
        return False
    if person.nationality and person.number == "s" and "indefinite" not in sentence.marks(index - 1):
        return True
    following = sentence.word(index + word.length)
    return following is not None and following.person is not None and not following.person.needs_number


def _pronoun_group(sentence: Sentence, index: int, word: Word) -> Group:
    """As in "others", "some of them": people without a number or a noun."""
    group = Group("many", index, index, index + word.length)
    group.head, group.qualifier = index, "vague"
    group.word = sentence.text_of(index, index + word.length)
    group.among = group.most = "most" in word.marks
    group.others = not group.most
    mark = sentence.pack.grammar.dual_mark
    if mark and group.others and mark in group.word:
        group.kind, group.qualifier, group.low, group.high, group.word = "number", "exact", 2, 2, None
    return group


def construct(sentence: Sentence, group: Group) -> None:
    """As in "ضحايا الهجوم": a plural that owns the noun behind it is known people, no count."""
    if "owner_noun" in sentence.marks(sentence.before(group.first)):
        # "عائلات شهداء": theirs is no news of anybody's death.
        group.definite = True
    if sentence.pack.grammar.particles_apart or group.last >= sentence.size:
        return
    word = sentence.word(group.last)
    if not sentence.words[group.last].isalpha():
        return
    if word is None:
        group.definite = True
        return
    plain = (
        word.prep
        or word.joined
        or word.marks
        & {
            "prepositions",
            "of",
            "more",
            "ranks",
            "mixed_and",
            "joint_or",
            "according",
            "clause",
            "cumulative",
            "severity",
        }
    )
    kind = word.person is not None and not word.definite
    if not plain and not kind and word.harm is None and "among" not in word.marks:
        group.definite = True


def _one_of(sentence: Sentence, index: int, word: Word) -> Group | None:
    head = index + word.length
    if word.definite:
        # "الأحد" is Sunday.
        return None
    if head < sentence.size and sentence.pack.numbers.starts_number(sentence.words[head]):
        # "l'un des deux enfants"
        number = sentence.pack.numbers.read_at(sentence.tokens, head)
        head = number.last if number is not None else head
    noun = sentence.word(head)
    if noun is None or noun.person is None or noun.person.number != "p":
        return None
    group = _single("number", index, head + noun.length)
    take_head(group, head, noun, noun.person)
    if noun.person.harm is not None:
        group.own, group.definite, group.additional = None, True, True
    else:
        victims_behind(sentence, group, group.last)
    return group


def _another(sentence: Sentence, index: int, word: Word) -> Group | None:
    """As in "another was killed": a pronoun, when no noun and no number follows."""
    if "another" not in word.marks:
        return None
    following = sentence.word(index + word.length)
    if following is None or not ("be" in following.marks or following.harm is not None):
        return None
    group = _single("number", index, index + word.length)
    group.additional = "the_other" not in word.marks
    group.others = not group.additional
    return group


def _single(kind: str, first: int, last: int) -> Group:
    group = Group(kind, first, first, last)
    group.low = group.high = 1
    group.head = first
    return group


def _is_noun_of_origin(sentence: Sentence, index: int) -> bool:
    """As in "un Palestinien", where "un soldat palestinien" has a small letter."""
    leads = index > 0 and "indefinite" in sentence.marks(index - 1)
    return leads and sentence.has_case and sentence.is_capital(index)


def _is_bound_dual(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "سائقا السيارتين": an indefinite ending in front of an owner with its article is that of two."""
    ending = sentence.pack.grammar.accusative
    if not ending or word.length > 1 or word.definite or not sentence.words[index].endswith(ending):
        return False
    owner = sentence.word(index + 1)
    described = owner is not None and (owner.person is not None or owner.harm is not None)
    if described or index + 1 >= sentence.size:
        return False
    return sentence.pack.lexicon.starts_definite(sentence.words[index + 1]) and "skip" not in sentence.marks(
        index + 1
    )


def _is_object(sentence: Sentence, index: int) -> bool:
    """As in "اعتقلت قوة من الجيش الإسرائيلي فلسطينيا": an indefinite object behind a definite word, which it cannot
    describe."""
    ending = sentence.pack.grammar.accusative
    if not ending or index < _OBJECT_NEAR or not sentence.words[index].endswith(ending):
        return False
    if not sentence.pack.lexicon.starts_definite(sentence.words[index - 1]):
        return False
    for at in range(index - 2, max(-1, index - _OBJECT_REACH), -1):
        if sentence.is_hard(at) or sentence.is_comma(at):
            return False
        word = sentence.at[at]
        if word is not None and word.harm is not None:
            return word.harm.frame in ("either", "active")
    return False


def _is_told_of(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "أن مصريا (40 عاما) توفي": somebody by his nation alone, right in front of the verb of his harm."""
    if "that" not in sentence.marks(sentence.before(index)) or word.definite:
        return False
    at = index + word.length
    if at < sentence.size and sentence.words[at] == "(":
        closing = sentence.words.index(")", at) if ")" in sentence.words[at : at + _IN_BRACKETS] else at
        at = closing + 1
    behind = sentence.word(at)
    return behind is not None and behind.harm is not None and behind.harm.frame in ("subject", "either")


def _singular(sentence: Sentence, index: int, word: Word, person: Person) -> Group | None:
    grammar = sentence.pack.grammar
    if person.nationality and person.number == "s" and not grammar.adjectives_before:
        at = sentence.before(index)
        while at > 0 and "skip" in sentence.marks(at):
            # "توفي مساء أمس فلسطيني"
            at = sentence.before(at)
        before = sentence.word(at)
        near = before is not None and (before.harm is not None or bool({"among", "one_of"} & before.marks))
        near = near or _is_noun_of_origin(sentence, index) or _is_told_of(sentence, index, word)
        near = near or _is_object(sentence, index)
        if not near:
            return None
    two = person.number == "d" or _is_bound_dual(sentence, index, word)
    group = _single("two" if two else "one", index, index + word.length)
    take_head(group, index, word, person)
    group.kind = "two" if two else "one"
    if group.kind == "two":
        group.low = group.high = 2
    group.definite = word.definite or (index > 0 and sentence.words[index - 1] in grammar.definite)
    if grammar.particles_apart:
        group.first = _noun_phrase_start(sentence, index)
        # "the most recent arrest"
        known = person.harm is not None and sentence.words[group.first] in grammar.definite
        group.definite = group.definite or known
        if "modifier" in word.marks and _describes(sentence, group.first, index + word.length):
            return None
        if group.victims in ("unknown", "civilian"):
            group.victims = body_victims(sentence, group.first, index) or group.victims
        group.last = _name_behind(sentence, group.last)
        _past_owner(sentence, group)
        if group.first == index and not _is_headline(sentence, index, word):
            return None
        group.additional = "more" in sentence.marks(group.first)
    number_behind(sentence, group, 2 if group.kind == "two" else 1)
    behind_head(sentence, group, group.last)
    return group


def _past_owner(sentence: Sentence, group: Group) -> None:
    """As in "a county sheriff's department deputy": who the owner's is, where one person follows."""
    if group.last >= sentence.size or sentence.words[group.last] not in OWNER_ENDINGS:
        return
    for at in range(group.last + 1, min(group.last + _OWNED_REACH, sentence.size)):
        word = sentence.word(at)
        if word is not None and word.person is not None:
            if (
                word.person.number == "s"
                and word.person.harm is None
                and not _only_describes(sentence, at, word)
            ):
                first = group.first
                take_head(group, at, word, word.person)
                group.first, group.kind = first, "one"
            return
        passed = word is None or word.thing or word.marks & BODIES
        if (
            not passed
            or not sentence.words[at].isalpha()
            or sentence.pack.numbers.starts_number(sentence.words[at])
        ):
            return


def _name_behind(sentence: Sentence, index: int) -> int:
    """Behind the name that follows a title or trade: "labor leader Ana Maria Velez"; else `index`."""
    last = name_end(sentence, index)
    return last if last - index >= _SHORTEST_NAME else index


def _describes(sentence: Sentence, first: int, index: int) -> bool:
    """Whether a plain noun follows that the person only describes: "the civilian militia"; not "citizen Juan Luna"."""
    if index >= sentence.size or sentence.word(index) is not None:
        return False
    marks = sentence.marks(first)
    led = "determiner_one" in marks and "that_word" not in marks
    if _name_behind(sentence, index) > index and (sentence.has_case or not led):
        return False
    token = sentence.words[index]
    return token.isalpha() and not token.endswith(("ing", "ed", "ly"))


def _is_headline(sentence: Sentence, index: int, word: Word) -> bool:
    """A singular without an article counts in a headline, at a sentence's head, and as a title before a name."""
    if index == 0 or sentence.field == "title" or word.prep:
        return True
    if sentence.words[index - 1] in OWNER_ENDINGS:
        return True
    before = sentence.word(sentence.before(index))
    if before is not None and ("determiner_one" in before.marks or before.harm is not None):
        return True
    following = index + word.length
    told = sentence.word(following)
    if sentence.words[index - 1] in _PARTS and told is not None and told.harm is not None:
        # "Teen killed, man wounded"
        return told.harm.frame == "either"
    if following >= sentence.size or not sentence.words[following].isalpha():
        return False
    return sentence.word(following) is None and (sentence.is_capital(following) or not sentence.has_case)


def _can_describe(sentence: Sentence, word: Word) -> bool:
    """As in "a bus driver", "a treasury police member", "a national policeman", "a Syrian doctor"."""
    before = sentence.pack.grammar.adjectives_before
    if word.person is not None:
        leads = before and (word.person.number == "s" or bool(word.marks & _DESCRIBING))
        return word.person.nationality or (leads and word.person.harm is None)
    return before and word.harm is None and (word.thing or bool(word.marks & _DESCRIBING))


def _noun_phrase_start(sentence: Sentence, index: int) -> int:
    """Back over adjectives to the determiner: "an off-duty police officer"."""
    definite = sentence.pack.grammar.definite
    for at in range(index - 1, max(-1, index - 6), -1):
        marks = sentence.marks(at)
        if "determiner_one" in marks or "more" in marks or sentence.words[at] in definite:
            # "of the" is one phrase, and "the" its second word.
            return at
        if not sentence.words[at].isalpha() and sentence.words[at] != "-":
            break
        word = sentence.word(at)
        if word is not None and not _can_describe(sentence, word):
            if "adjective" in marks:
                continue
            break
    return index
