"""Persons told by name: one named person harmed is one."""

from processors.extract.core.auxiliaries import is_adverb
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

_LONGEST_NAME = 5
_LONGEST_LIST = 18
_SHORTEST_PLAIN_NAME = 2
_SMALL_WORDS = 5
_TO_FATHER = 2
_APPOSITION = 26
_SMALL = frozenset({"be", "have", "skip", "relative"})
_OTHER_CLAUSE = frozenset({"be", "have", "speech", "clause", "that_word"})
_OPENING = frozenset({"that", "joint_or", "clause", "speech"})


def _named(first: int, last: int, count: int) -> Group:
    group = Group("one" if count == 1 else "number", first, first, last)
    group.low = group.high = count
    group.head = first
    return group


def named_behind(sentence: Sentence, harm: int, index: int) -> Group | None:
    """A name behind the harm word at `harm`: a title, or words that nothing else is known of."""
    words = sentence.words
    while index < sentence.size and words[index] in ('"', "(", "'", "["):
        # "the murder of [retired] general …": a remark in brackets is passed over.
        closing = words.index("]", index) if words[index] == "[" and "]" in words[index:] else index
        index = closing + 1
    if index >= sentence.size or not words[index].isalpha():
        return None
    marks = sentence.marks(index)
    if "not_name" in marks or ("name_titles" not in marks and not _leads_to_name(sentence, harm, index)):
        return None
    if sentence.pack.grammar.capitals:
        titled = sentence.word(index) if "name_titles" in marks else None
        last = name_end(sentence, index + titled.length if titled is not None else index)
        long = last - index >= _SHORTEST_PLAIN_NAME
        return _named(index, last, names_in_list(sentence, last)) if long else None
    if "name_titles" in marks:
        return _named(index, name_end(sentence, index + 1), 1)
    last = name_end(sentence, index)
    count = _joined_names(sentence, index) if "name_of_two" in sentence.marks(harm) else 1
    return _named(index, last, count) if last > index and not _is_common(sentence, index) else None


def _joined_names(sentence: Sentence, first: int) -> int:
    """As in "اعتقلوا رامي الحمدان وسامر الخطيب": names of two words, the later ones with "and" written to them."""
    count, at = 1, first + _SHORTEST_PLAIN_NAME
    while at < min(first + _LONGEST_LIST, sentence.size):
        word, following = sentence.word(at), sentence.word(at + 1)
        joined = sentence.pack.numbers.may_be_joined(sentence.words[at])
        plain = word is None or "filial" in word.marks
        # "وسامر الخطيب", where the first word can be something else as well.
        other = word is not None and word.joined and word.harm is None and word.person is None
        if not sentence.words[at].isalpha() or sentence.inside[at] or not (plain or (joined and other)):
            break
        begins = joined and "begins_like_and" not in sentence.marks(at) and following is None
        count += begins and at + 1 < sentence.size and sentence.words[at + 1].isalpha()
        at += 1
    return count


def _leads_to_name(sentence: Sentence, harm: int, index: int) -> bool:
    """Whether words that nothing is known of are a name behind this harm word, or by what stands behind them."""
    marks = sentence.marks(harm)
    if "strong_name" in marks:
        return True
    last = name_end(sentence, index)
    if any("filial" in sentence.marks(at) for at in range(index + 1, min(index + 1 + _TO_FATHER, last))):
        # "قتل سامي بن خلف": whose son he is.
        return True
    if "name_of_two" in marks:
        # "اعتقال رامي الحمدان": a first name without the article, and another.
        lexicon = sentence.pack.lexicon
        definite = any(
            lexicon.is_definite(prefix) and sentence.words[at].startswith(prefix)
            for at, prefix in ((at, p) for at in (index, index + 1) for p in lexicon.proclitics)
            if at < last and (at == index or lexicon.attached(prefix)[1])
        )
        return last - index >= _SHORTEST_PLAIN_NAME and not definite
    return "by_wound" in sentence.marks(last)


def named_before(sentence: Sentence, index: int, *, plural: bool) -> Group | None:
    """A name in front of the verb at `index` ("George Wayman, 30, was arrested")."""
    if not sentence.pack.grammar.capitals or "strong_name" not in sentence.marks(index):
        return None
    at = sentence.before(index)
    for _ in range(_SMALL_WORDS):
        marks = sentence.marks(at)
        if at < 0 or not (_SMALL & marks or is_adverb(sentence, at) or sentence.is_comma(at)):
            break
        at = sentence.before(at)
    if at < 0:
        return None
    found = named_ending(
        sentence, at + 1, plural=plural, known="relative" in sentence.marks(sentence.after(at))
    )
    if found is None and plural:
        found = _aged_names(sentence, at + 1)
    if found is None:
        found = _before_apposition(sentence, index, plural=plural)
    return found


def _aged_names(sentence: Sentence, last: int) -> Group | None:
    """As in "Ames, 24, and Lowell, 31, were arrested": names that each have an age behind them, up to token `last`."""
    count, first, at = 0, last, last - 1
    while at > 0:
        at -= sentence.is_comma(at)
        if not sentence.words[at].isdecimal() or not sentence.is_comma(at - 1):
            break
        start = _name_start(sentence, at - 1)
        if start >= at - 1:
            break
        count, first, at = count + 1, start, start - 1
        if at > 0 and "joint_or" in sentence.marks(at):
            at -= 1
        elif at < 0 or not sentence.is_comma(at):
            break
    return _named(first, last, count) if count > 1 else None


def _before_apposition(sentence: Sentence, index: int, *, plural: bool) -> Group | None:
    """As in "Daniel Solorzano, assistant secretary of the party, was shot": the name stands before the first comma."""
    commas = [at for at in range(max(0, index - _APPOSITION), index) if sentence.is_comma(at)]
    for at in commas:
        found = named_ending(sentence, at, plural=plural)
        if found is not None and (found.last - found.first) >= _SHORTEST_PLAIN_NAME:
            return found
    return None


def named_ending(
    sentence: Sentence, last: int, *, plural: bool = False, owner: bool = False, known: bool = False
) -> Group | None:
    """The name whose last word stands right in front of token `last`, with the names listed before it.

    `owner` of a harm, or `known` by "who" behind it: a preposition may stand in front.
    """
    first = _name_start(sentence, last)
    if first >= last or sentence.words[last - 1] in sentence.pack.speakers.bodies:
        return None
    at = first - 1
    opens = at < 0 or not sentence.words[at].isalpha() or "name_titles" in sentence.marks(at)
    opens = opens or bool(sentence.marks(at) & _OPENING)
    title = sentence.word(at) if sentence.pack.grammar.adjectives_before else None
    opens = opens or (title is not None and title.person is not None and title.person.number == "s")
    leads = "prepositions" in sentence.marks(at)
    opens = opens or (known and leads) or (last - first >= _SHORTEST_PLAIN_NAME and (owner or leads))
    if not sentence.has_case and not opens:
        # Without lower case letters a name is told by standing where a noun would need its article.
        return None
    count = 1
    while plural and at > 0 and (sentence.is_comma(at) or "joint_or" in sentence.marks(at)):
        start = _name_start(sentence, at)
        if start >= at:
            break
        count, first, at = count + 1, start, start - 1
    if plural and count == 1:
        return None
    return _named(first, last, count)


_LED = frozenset({"prepositions", "determiner_one"})


def named_in_front(sentence: Sentence, joining: int) -> Group | None:
    """The name that "and" at `joining` joins to what follows: "leader Ana Maria Velez and seven other people"."""
    if not sentence.pack.grammar.capitals or "joint_or" not in sentence.marks(joining):
        return None
    last = joining - 1 if joining and sentence.is_comma(joining - 1) else joining
    for found in (named_ending(sentence, last), _before_apposition(sentence, last, plural=False)):
        if found is None or found.last - found.first < _SHORTEST_PLAIN_NAME:
            continue
        led = not sentence.marks(found.first - 1).isdisjoint(_LED)
        if not led and not any(_ends_subject(sentence, at) for at in range(found.last, joining)):
            return found
    return None


def _ends_subject(sentence: Sentence, at: int) -> bool:
    """Whether what stands at `at` belongs to another clause than a subject told before it."""
    word = sentence.word(at)
    if word is None:
        return not sentence.words[at].isalnum() and not sentence.is_comma(at)
    return word.harm is not None or bool(word.marks & _OTHER_CLAUSE)


def names_in_list(sentence: Sentence, last: int) -> int:
    """How many names a list counts whose first name ends at `last`: "A, B and C".

    Without lower case letters the words behind a comma are names only in a list that ends with "and".
    """
    count = 1
    ends_with_and = sentence.has_case
    while last < sentence.size and (sentence.is_comma(last) or "joint_or" in sentence.marks(last)):
        start = last + 1
        joined = "joint_or" in sentence.marks(last)
        if start < sentence.size and "joint_or" in sentence.marks(start):
            joined, start = True, start + 1
        end = name_end(sentence, start)
        if end - start < _SHORTEST_PLAIN_NAME:
            break
        ends_with_and = ends_with_and or joined
        count, last = count + 1, end
    return count if ends_with_and else 1


def name_end(sentence: Sentence, index: int) -> int:
    """Behind the run of words at `index` that can be a name."""
    start = index
    while (
        index < sentence.size
        and index - start < _LONGEST_NAME
        and _can_be_name(sentence, index, index == start)
    ):
        index += 1
    return index


def _name_start(sentence: Sentence, last: int) -> int:
    at = last - 1
    while at >= 0 and last - at <= _LONGEST_NAME and _can_be_name(sentence, at, first=False):
        at -= 1
    return at + 1


def _can_be_name(sentence: Sentence, index: int, first: bool) -> bool:
    token = sentence.words[index]
    if not token.isalpha():
        return False
    word = sentence.word(index)
    if not first and "filial" in sentence.marks(index):
        return not sentence.inside[index]
    if word is not None and not (first and sentence.has_case and "name_titles" in word.marks):
        return False
    return sentence.is_capital(index) if sentence.has_case else not sentence.inside[index]


def _is_common(sentence: Sentence, index: int) -> bool:
    """A short word, or one with a pronoun behind it, is no name."""
    word = sentence.words[index]
    return len(word) < 3 or word.endswith(sentence.pack.lexicon.plural_pronouns)
