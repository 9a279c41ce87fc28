"""Plain plurals: vague people, unless a number behind them or a list of names counts them."""

from language.numbers import Kind
from processors.extract.core.entry import Person, Word
from processors.extract.core.group import Group
from processors.extract.core.heads import behind_head, harmed_behind, take_head
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import BODIES, victims_behind

_NAME_WORDS = 2
_NAMES_REACH = 6
_SHORTEST_JOINED = 3
_LEADING = frozenset({"to", "prepositions", "of"})
_TELLING = frozenset({"that", "that_alone", "clause", "set_against"})


def plural(sentence: Sentence, index: int, word: Word, person: Person) -> Group | None:
    grammar = sentence.pack.grammar
    if person.nationality:
        before = sentence.word(sentence.before(index))
        if before is None or before.harm is None:
            return None
    if grammar.particles_apart and "speech" in sentence.marks(index + word.length):
        # "medics said": who speaks is not counted.
        return None
    group = Group("many", index, index, index + word.length)
    take_head(group, index, word, person)
    group.kind, group.qualifier = "many", "vague"
    group.definite = word.definite or bool(word.pronoun)
    ending = grammar.dual_or_plural
    group.dual_like = bool(ending) and sentence.text_of(index, index + 1).endswith(ending)
    if grammar.particles_apart and index:
        group.definite = _has_article(sentence, index)
    if grammar.adjectives_before and index and _is_nationality(sentence, index - 1):
        group.first = index - 1
    if number_behind(sentence, group, 0):
        harmed_behind(sentence, group, group.last)
        victims_behind(sentence, group, group.last)
        return group
    _merge_plurals(sentence, group)
    if _is_two(sentence, group):
        group.settle_as_two()
        return group
    if grammar.capitals and _named_list(sentence, group):
        return group
    if not group.word:
        group.word = sentence.text_of(index, group.last)
    behind_head(sentence, group, group.last)
    return group


def _is_two(sentence: Sentence, group: Group) -> bool:
    """As in a plural vowelled as a dual, "سائقي السيارتين": those of two things are two."""
    mark = sentence.pack.grammar.dual_mark
    if mark and mark in sentence.text_of(group.first, group.last):
        return True
    if "dual_rather" in sentence.marks(group.head) and not group.definite and group.dual_like:
        return True
    if "two_things" not in sentence.marks(group.last) and not _has_two_names(sentence, group):
        return False
    group.definite = False
    return True


def _has_two_names(sentence: Sentence, group: Group) -> bool:
    """As in "العريفين خالد بن سعد وماجد بن فهد": a known plural that can be a dual, in front of two names."""
    if not (group.dual_like and group.definite):
        return False
    for at in range(group.last, min(group.last + _NAMES_REACH, sentence.size)):
        filial = "filial" in sentence.marks(at)
        if sentence.inside[at] or not sentence.words[at].isalpha() or (sentence.at[at] and not filial):
            return False
        longer = len(sentence.words[at]) > _SHORTEST_JOINED
        if at > group.last and longer and sentence.pack.numbers.may_be_joined(sentence.words[at]):
            return True
    return False


def _is_nationality(sentence: Sentence, index: int) -> bool:
    word = sentence.word(index)
    return word is not None and word.person is not None and word.person.nationality


# What may stand between an article and its noun: "les autres victimes".
_BETWEEN = frozenset({"others", "adjective"})
# What "des" may follow where it says that there are some, and not whose they are.
_SOME_BEHIND = frozenset(
    {"cause", "mixed_and", "among", "also", "that_word", "skip", "have", "prepositions", "be", "speech"}
)


def _has_article(sentence: Sentence, index: int) -> bool:
    """Whether an article, an owner or "of" makes the plain plural at `index` somebody known."""
    before = index - 1
    while not sentence.pack.grammar.adjectives_before and before and sentence.marks(before) & _BETWEEN:
        before -= 1
    if sentence.pack.grammar.adjectives_before and before and _describes_known(sentence, index):
        return True
    marks = sentence.marks(before)
    if "partitive" in marks:
        return _is_of_known(sentence, before)
    return "determiner_one" in marks or "of" in marks


def _describes_known(sentence: Sentence, index: int) -> bool:
    """As in "the police casualties", "all nonfatal victims": one word between, behind the article."""
    word = sentence.word(index)
    if word is None or word.person is None or word.person.harm is None:
        return False
    between = sentence.word(index - 1)
    plain = between is None and sentence.words[index - 1].isalpha()
    plain = plain or (between is not None and bool(between.marks & BODIES or "worst" in between.marks))
    return plain and sentence.words[index - 2] in sentence.pack.grammar.definite


def _is_of_known(sentence: Sentence, index: int) -> bool:
    """Whether a partitive article says of whom ("les familles des victimes"), and not that there are some."""
    before = sentence.word(sentence.before(index))
    if before is None:
        return index > 0 and sentence.words[index - 1].isalpha()
    some = before.marks & _SOME_BEHIND or (before.harm is not None and before.harm.frame != "noun")
    return not some


def number_behind(sentence: Sentence, group: Group, implied: int) -> bool:
    """As in "المتهمين الخمسة", "فلسطينيين اثنين": in some languages the number may follow its noun."""
    if sentence.pack.grammar.particles_apart or group.last >= sentence.size:
        return False
    if "toll" in sentence.marks(sentence.before(group.first)):
        # "تجاوز عدد المعتقلين الألف": the number that a toll has come to.
        return False
    following = sentence.word(group.last)
    # "شخصان وأصيب اثنان": what is joined begins something new.
    token = sentence.words[group.last]
    ends = following is None and sentence.pack.lexicon.may_be_joined(token)
    ends = ends or (following is not None and (following.joined or following.harm is not None))
    # "قال للصحفيين إن ثمانية أشخاص": what they are told counts others.
    ends = ends or (following is not None and not following.marks.isdisjoint(_TELLING))
    # "حادث المعلمات إلى خمس": nor does what a preposition leads to.
    ends = ends or (following is not None and not following.marks.isdisjoint(_LEADING))
    for at in (group.last,) if ends else (group.last, group.last + 1):
        if at >= sentence.size or not sentence.pack.numbers.starts_number(sentence.words[at]):
            continue
        word = sentence.words[at]
        number = sentence.pack.numbers.read_at(sentence.tokens, at)
        fits = number is not None and number.kind == Kind.COUNT and number.low == number.high
        if number is None or not fits or word[0].isdigit() or sentence.pack.numbers.is_joined(word):
            return False
        if sentence.pack.lexicon.attached(sentence.pack.numbers.proclitic(word))[1]:
            # "سجلات المريض لثمان سنوات"
            return False
        if not group.definite and number.low != 2 and number.low != implied:
            return False
        if number.low == 2 and implied != 2 and _is_definite(sentence, word):
            return False
        counts = sentence.word(number.last)
        if (
            counts is not None
            and counts.person is not None
            and not counts.prep
            and not counts.joined
            and not _is_definite(sentence, word)
        ):
            # "كبد الحوثيين عشرين قتيلا": the number counts what stands behind it.
            return False
        group.kind, group.low, group.high, group.qualifier = "number", number.low, number.high, "exact"
        group.last = number.last
        return True
    return False


def _is_definite(sentence: Sentence, word: str) -> bool:
    """As in "الاثنين" is Monday more often than the two."""
    return sentence.pack.lexicon.is_definite(sentence.pack.numbers.proclitic(word))


def _named_list(sentence: Sentence, group: Group) -> bool:
    """As in "citizens Freddy Lopez and Jose Arzon": the names count the people."""
    from processors.extract.core.names import name_end, names_in_list

    last = name_end(sentence, group.last)
    if last - group.last < _NAME_WORDS:
        return False
    count = names_in_list(sentence, last)
    if count < _NAME_WORDS:
        return False
    group.kind, group.qualifier, group.low, group.high = "number", "exact", count, count
    group.last, group.definite = last, False
    return True


def _merge_plurals(sentence: Sentence, group: Group) -> None:
    """As in "نساء وأطفال": plain plurals side by side are one vague group."""
    while group.last < sentence.size:
        word = sentence.word(group.last)
        index = group.last
        if word is not None and "mixed_and" in word.marks and sentence.pack.grammar.particles_apart:
            index += 1
            word = sentence.word(index)
        elif word is None or not word.joined:
            return
        person = word.person if word is not None else None
        if (
            word is None
            or person is None
            or person.number != "p"
            or person.harm != group.own
            or word.definite
        ):
            return
        if person.harm is not None or person.nationality:
            return
        if person.victims != group.victims:
            group.victims = "mixed"
        group.last = index + word.length


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
