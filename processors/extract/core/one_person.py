"""One person by a singular noun, or two by its form: "a treasury police member", "سائقا السيارتين"."""

from processors.extract.core.entry import Person, Word
from processors.extract.core.group import Group, single
from processors.extract.core.heads import behind_head, take_head
from processors.extract.core.modifiers import can_describe, only_describes
from processors.extract.core.names import name_end
from processors.extract.core.plurals import number_behind
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence
from processors.extract.core.victims import BODIES, body_victims

_SHORTEST_NAME = 2
# Tokens of an age in brackets behind somebody.
_IN_BRACKETS = 6
# Tokens from a verb to its object behind the one who does it.
_OBJECT_REACH = 9
_OBJECT_NEAR = 2
# "a treasury police member", "a fifth person"
_OWNED_REACH = 4
# Tokens from "among them" to one of those it lists.
_LIST_REACH = 10
_PARTS = ",;"


def singular(sentence: Sentence, index: int, word: Word, person: Person) -> Group | None:
    """The one person, or the two, of the noun at `index`; None where it only describes."""
    grammar = sentence.pack.grammar
    if person.nationality and person.number == "s" and not grammar.adjectives_before:
        at = sentence.before(index)
        while at > 0 and "skip" in sentence.marks(at):
            # "توفي مساء أمس فلسطيني"
            at = sentence.before(at)
        before = sentence.word(at)
        near = before is not None and (before.harm is not None or bool({"among", "one_of"} & before.marks))
        near = near or _is_noun_of_origin(sentence, index) or _is_told_of(sentence, index, word)
        near = near or _is_object(sentence, index) or _is_another_nation(sentence, index, word)
        if not near:
            return None
    two = person.number == "d" or _is_bound_dual(sentence, index, word)
    group = single("two" if two else "one", index, index + word.length)
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
    if group.kind == "one" and "more_than_one" in sentence.marks(sentence.before(index)):
        # "سقوط أكثر من قتيل"
        group.kind, group.qualifier, group.high = "number", "more_than", None
        group.first = sentence.before(index)
    number_behind(sentence, group, 2 if group.kind == "two" else 1)
    behind_head(sentence, group, group.last)
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
    if sentence.words[index].endswith(sentence.pack.lexicon.plural_pronouns):
        # "ابنها البالغ": an owner's pronoun.
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


def _is_another_nation(sentence: Sentence, index: int, word: Word) -> bool:
    """As in "بينهم سوريان وعراقي": one more by his nation alone, in a list of some of those told."""
    before = sentence.word(index - 1) if index else None
    if not word.joined or before is None or before.person is None or not before.person.nationality:
        return False
    return sentence.has("among", max(0, index - _LIST_REACH), index) >= 0


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
                and not only_describes(sentence, at, word)
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
        if word is not None and not can_describe(sentence, word):
            if "adjective" in marks:
                continue
            break
    return index
