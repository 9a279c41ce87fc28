"""Counted people: a number with a noun, a dual, a singular, a plain plural, "others", "one of the wounded"."""

from language.numbers import Kind, Number
from processors.extract.core.lexicon import Person, Word
from processors.extract.core.sentence import Sentence

_GROUP_WORDS = 6
_VICTIM_REACH = 7
_RANKS_REACH = 7
_NAME_WORDS = 2
_AMONG_MEASURES = ("killed", "wounded", "detained")
_MEASURES_JOINED = frozenset({"killed", "wounded"})


class Group:
    """Some people, as one stretch of tokens counts them: `[first, last)`, the amount beginning at `core`."""

    __slots__ = (
        "additional",
        "among",
        "core",
        "definite",
        "first",
        "head",
        "high",
        "joined_to",
        "kind",
        "last",
        "low",
        "most",
        "nationality",
        "of_harm",
        "of_them",
        "conj",
        "among_measure",
        "others",
        "own",
        "parent",
        "prep",
        "qualifier",
        "victims",
        "word",
    )

    def __init__(self, kind: str, first: int, core: int, last: int) -> None:
        # kind: number, bare (a number without a noun), loose (an unknown noun), one, two, many, pronoun
        self.kind = kind
        self.first = first
        self.core = core
        self.last = last
        self.head = -1
        self.low: int | None = None
        self.high: int | None = None
        self.qualifier = "exact"
        self.word: str | None = None
        self.victims = "unknown"
        self.own: str | None = None
        self.prep = ""
        self.definite = False
        self.additional = False
        self.others = False
        self.among = False
        self.most = False
        self.nationality = False
        self.of_harm: str | None = None
        self.of_them = False
        self.conj = False
        self.among_measure: str | None = None
        self.parent: Group | None = None
        self.joined_to: Group | None = None


def find_people(sentence: Sentence) -> list[Group]:
    """Every group of people in the sentence, in order, with what stands in front of each and how they hang together."""
    groups: list[Group] = []
    index = 0
    reader = sentence.pack.numbers
    while index < sentence.size:
        group: Group | None = None
        if not sentence.inside[index] and reader.starts_number(sentence.words[index]):
            number = reader.read_at(sentence.tokens, index)
            if number is not None and (number.kind in (Kind.COUNT, Kind.VAGUE)):
                group = _counted(sentence, number)
                index = max(index + 1, number.last) if group is None else index
            elif number is not None:
                index = number.last
                continue
        word = sentence.word(index)
        if group is None and word is not None and not sentence.inside[index]:
            group = _uncounted(sentence, index, word)
            if group is not None and group.kind == "many" and group.own is not None:
                _construct(sentence, group)
        if group is None:
            index += 1
            continue
        _look_around(sentence, group)
        groups.append(group)
        index = max(group.last, index + 1)
    _link(sentence, groups)
    return groups


def _counted(sentence: Sentence, number: Number) -> Group | None:
    group = Group("bare", number.first, number.core, number.last)
    group.low, group.high, group.qualifier = number.low, number.high, number.qualifier
    if number.kind == Kind.VAGUE:
        group.word = sentence.text_of(number.core, number.last)
    index = _age_end(sentence, number.last)
    if index > number.last:
        return _aged(sentence, group, index)
    if not _find_head(sentence, group, number.last):
        return None
    if group.kind == "bare":
        _joint(sentence, group)
        if group.own is not None:
            group.kind = "number"
        elif number.kind == Kind.VAGUE and not _stands_alone(sentence, number):
            return None
    if group.kind == "bare" and group.others:
        group.kind = "number"
    return group


def _stands_alone(sentence: Sentence, number: Number) -> bool:
    """Whether a vague word may stand without a noun: "dozens were hurt", but not "most were"."""
    word = sentence.word(number.core)
    return word is not None and "vague_alone" in word.marks and word.length >= number.last - number.core


def _age_end(sentence: Sentence, index: int) -> int:
    """Behind "-year-old" when the number is an age, else `index`."""
    at = index
    if at < sentence.size and sentence.words[at] == "-":
        at += 1
    if "age_parts" not in sentence.marks(at):
        return index
    at += 1
    if at < sentence.size and sentence.words[at] == "-":
        at += 1
    return at + 1 if "age_old" in sentence.marks(at) else index


def _aged(sentence: Sentence, group: Group, index: int) -> Group:
    """"a 17-year-old boy", "the 3-year-old": one person."""
    group.kind, group.low, group.high, group.qualifier, group.word = "one", 1, 1, "exact", None
    group.victims = "civilian"
    group.last, group.head = index, index - 1
    for at in range(index, min(index + 4, sentence.size)):
        word = sentence.word(at)
        if word is not None and word.person is not None and word.person.number == "s":
            _take_head(group, at, word, word.person)
            group.kind, group.low, group.high, group.own = "one", 1, 1, None
            break
        if word is not None or not sentence.words[at].isalpha():
            break
    return group


def _find_head(sentence: Sentence, group: Group, index: int) -> bool:
    """Finds the noun behind a number; False when what follows counts something other than people."""
    before = sentence.pack.grammar.adjectives_before
    unknown = 0
    of = False
    start = index
    while index < sentence.size and index - start < _GROUP_WORDS:
        word = sentence.word(index)
        token = sentence.words[index]
        if word is None:
            if token in ('"', "-") and index + 1 < sentence.size:
                index += 1
                continue
            if not token.replace(".", "").isalpha() or (unknown >= 3 if before else True):
                break
            unknown += 1
            index += 1
            continue
        if word.thing and word.person is None:
            if group.others or group.additional or word.prep:
                break
            return False
        if word.joined:
            break
        step = _head_step(sentence, group, index, word, of)
        if step == 0:
            break
        if step < 0:
            return True
        of = of or "of" in word.marks
        index += step
    return _loose(sentence, group, start, unknown, of)


def _head_step(sentence: Sentence, group: Group, index: int, word: Word, of: bool) -> int:
    """Tokens to go on by, 0 to stop, -1 when the head was found."""
    person = word.person
    if "among_after" in word.marks and not of:
        following = index + word.length
        if following < sentence.size and not sentence.pack.numbers.starts_number(sentence.words[following]):
            group.among = group.of_them = True
            group.kind, group.last = "number", following
        return -1
    if person is not None and not (of and person.number == "s" and person.harm is None):
        following = sentence.word(index + word.length)
        compound = following is not None and following.person is not None and not following.person.needs_number
        if sentence.pack.grammar.adjectives_before and compound and following is not None and not following.joined:
            return word.length
        _take_head(group, index, word, person)
        if of and person.harm is not None and group.kind == "number":
            # "one of the wounded": people who are already told of; the harm is the verb's.
            group.of_harm = person.harm
            group.own = person.harm if not sentence.pack.grammar.adjectives_before and not word.definite else None
        _behind_head(sentence, group, index + word.length)
        return -1
    if "others" in word.marks:
        group.others = True
        group.last = index + word.length
        return word.length
    if "more" in word.marks:
        group.additional = True
        group.last = index + word.length
        return word.length
    if "of" in word.marks:
        return word.length
    if word.harm is not None and sentence.pack.grammar.adjectives_before and word.harm.frame in ("either", "state"):
        following = sentence.word(index + word.length)
        if following is not None and following.person is not None and following.person.number == "p":
            group.own = word.harm.measure
            return word.length
    return word.length if "adjective" in word.marks or "name_titles" in word.marks else 0


def _take_head(group: Group, index: int, word: Word, person: Person) -> None:
    group.kind = "number"
    group.head = index
    group.last = index + word.length
    group.victims = person.victims
    group.own = person.harm or group.own
    group.nationality = person.nationality


def _loose(sentence: Sentence, group: Group, start: int, unknown: int, of: bool) -> bool:
    """No noun for people was found: a bare number, or a number with a noun that the lexicon does not know."""
    if group.others or group.additional:
        return True
    token = sentence.words[start] if start < sentence.size else ""
    if unknown and not of and token.isalpha() and len(token) > 2 and sentence.word(start) is None:
        if sentence.pack.grammar.adjectives_before:
            plural = next((i for i in range(start, start + unknown) if sentence.words[i].endswith("s")), -1)
            if plural < 0:
                return True
            group.last = plural + 1
        else:
            group.last = start + 1
        group.kind = "loose"
        group.head = group.last - 1
    return True


def _behind_head(sentence: Sentence, group: Group, index: int) -> None:
    """What a noun has behind it: "others", a bound, who they are ("11 قتيلا من الجنود"), a joint harm."""
    word = sentence.word(index)
    if word is not None and "others" in word.marks and not word.joined:
        group.others = True
        group.last = index = index + word.length
    if word is not None and "more" in word.marks and not word.joined:
        group.additional = True
        group.last = index = index + word.length
    if not sentence.pack.grammar.adjectives_before:
        group.last = index = _past_adjectives(sentence, index)
    for at in range(index, min(index + 3, sentence.size)):
        if sentence.words[at] == '"':
            continue
        bound = sentence.pack.numbers.bound_after(sentence.words, at)
        if bound is not None and group.qualifier == "exact" and group.low is not None:
            value = group.low
            group.qualifier = bound[1]
            group.low, group.high = (None, value) if bound[1] == "up_to" else (value, None)
            if bound[1] == "about":
                group.low = group.high = value
            break
        if not sentence.words[at].isalpha():
            break
    _victims_behind(sentence, group, index)
    if group.kind == "number":
        _joint(sentence, group)
        if group.own is None or group.own != "killed_or_wounded":
            _beside(sentence, group)


def _past_adjectives(sentence: Sentence, index: int) -> int:
    """Behind the nationalities and the like that describe the noun: "مقاتلا كرديا"."""
    while index < sentence.size:
        word = sentence.word(index)
        if word is None or word.person is None or word.joined or word.prep or word.definite:
            return index
        if not word.person.nationality:
            return index
        index += word.length
    return index


def _victims_behind(sentence: Sentence, group: Group, index: int) -> None:
    """Who they are: "11 قتيلا من الجنود", "عنصرا من قوات النظام", "جرحى في صفوف المقاتلين", "قتلى مدنيين"."""
    ranks = sentence.has("ranks", index, index + _RANKS_REACH)
    led = ranks >= 0
    at = sentence.after(ranks) if led else index
    stop = min(at + _VICTIM_REACH, sentence.size)
    while at < stop:
        word = sentence.word(at)
        if sentence.words[at] in ("-", '"'):
            at += 1
            continue
        if not sentence.words[at].isalpha() or (word is not None and (word.harm is not None or word.joined)):
            return
        if word is None:
            at += 1
            continue
        if "of" in word.marks:
            led = True
        elif (led or at == index) and group.victims in ("unknown", "combatant") and "police_body" in word.marks:
            group.victims = "security"
            return
        elif (led or at == index) and group.victims == "unknown" and "armed_body" in word.marks:
            group.victims = "combatant"
            return
        elif word.person is not None and word.person.harm is None:
            told = word.person.victims
            if told != "unknown" and word.person.number == "p" and group.victims == "unknown":
                group.victims = told
            return
        elif "prepositions" in word.marks:
            return
        at += word.length


def _beside(sentence: Sentence, group: Group) -> None:
    """"five judges and magistrates": a plain plural beside the noun belongs to the same number."""
    index = group.last
    word = sentence.word(index)
    if word is not None and "mixed_and" in word.marks and sentence.pack.grammar.adjectives_before:
        index += 1
        word = sentence.word(index)
    elif word is None or not word.joined:
        return
    person = word.person if word is not None else None
    if word is None or person is None or person.harm is not None or word.definite or person.needs_number:
        return
    # Behind eleven and more Arabic counts in the singular: "56 طالبانيا وداعشيا".
    singular = person.number == "s" and (group.low or 0) > 10 and not sentence.pack.grammar.adjectives_before
    if (person.number != "p" and not singular) or (person.nationality and not singular):
        return
    if person.victims != group.victims:
        group.victims = "mixed"
    group.last = index + word.length


def _joint(sentence: Sentence, group: Group) -> None:
    """"20 قتيلا وجريحا", "20 dead and wounded", "20 بين قتيل وجريح": one figure for both harms."""
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
    if not word.joined:
        if "joint_or" not in word.marks or not sentence.pack.grammar.adjectives_before:
            return
        index += 1
        word = sentence.word(index)
    if word is None:
        return
    other = word.person.harm if word.person is not None else word.harm.measure if word.harm is not None else None
    if other in _MEASURES_JOINED and other != own:
        group.own = "killed_or_wounded"
        group.last = index + word.length
        _victims_behind(sentence, group, group.last)


def _uncounted(sentence: Sentence, index: int, word: Word) -> Group | None:
    if "one_of" in word.marks:
        return _one_of(sentence, index, word)
    if "others_alone" in word.marks or "most" in word.marks:
        if index and "determiner_one" in sentence.marks(index - 1):
            return None
        return _pronoun_group(sentence, index, word)
    if "more" in word.marks and sentence.pack.grammar.adjectives_before:
        return _another(sentence, index, word)
    person = word.person
    if "pronoun_one" in word.marks:
        return _single("pronoun", index, index + 1)
    if "pronoun_object" in word.marks:
        return _single("object", index, index + 1)
    if person is None or person.needs_number or word.pronoun == "p":
        return None
    if sentence.pack.grammar.adjectives_before:
        if person.nationality and person.number == "s" and "indefinite" not in sentence.marks(index - 1):
            return None
        following = sentence.word(index + word.length)
        if following is not None and following.person is not None and not following.person.needs_number:
            return None
    if person.number == "p":
        return _plural(sentence, index, word, person)
    return _singular(sentence, index, word, person)


def _single(kind: str, first: int, last: int) -> Group:
    group = Group(kind, first, first, last)
    group.low = group.high = 1
    group.head = first
    return group


def _singular(sentence: Sentence, index: int, word: Word, person: Person) -> Group | None:
    grammar = sentence.pack.grammar
    if person.nationality and person.number == "s" and not grammar.adjectives_before:
        before = sentence.word(sentence.before(index))
        near = before is not None and (before.harm is not None or bool({"among", "one_of"} & before.marks))
        if not near:
            return None
    group = _single("two" if person.number == "d" else "one", index, index + word.length)
    _take_head(group, index, word, person)
    group.kind = "two" if person.number == "d" else "one"
    if group.kind == "two":
        group.low = group.high = 2
    group.definite = word.definite or (
        grammar.adjectives_before and sentence.words[index - 1] in ("the", "this", "that") if index else False
    )
    if grammar.adjectives_before:
        group.first = _noun_phrase_start(sentence, index)
        if "modifier" in word.marks and _describes(sentence, index + word.length):
            return None
        if group.first == index and not _is_headline(sentence, index, word):
            return None
        group.additional = "more" in sentence.marks(group.first)
    _number_behind(sentence, group, 2 if group.kind == "two" else 1)
    _behind_head(sentence, group, group.last)
    return group


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether a plain noun follows that the person only describes: "the civilian militia"."""
    if index >= sentence.size or sentence.word(index) is not None:
        return False
    token = sentence.words[index]
    return token.isalpha() and not token.endswith(("ing", "ed", "ly"))


def _is_headline(sentence: Sentence, index: int, word: Word) -> bool:
    """A singular without an article counts in a headline, at a sentence's head, and as a title before a name."""
    if index == 0 or sentence.field == "title" or word.prep:
        return True
    before = sentence.word(sentence.before(index))
    if before is not None and ("determiner_one" in before.marks or before.harm is not None):
        return True
    following = index + word.length
    if following >= sentence.size or not sentence.words[following].isalpha():
        return False
    return sentence.word(following) is None and (sentence.is_capital(following) or not sentence.has_case)


def _noun_phrase_start(sentence: Sentence, index: int) -> int:
    """Back over adjectives to the determiner: "an off-duty police officer"."""
    for at in range(index - 1, max(-1, index - 6), -1):
        marks = sentence.marks(at)
        if "determiner_one" in marks or "more" in marks:
            return at
        if not sentence.words[at].isalpha() and sentence.words[at] != "-":
            break
        word = sentence.word(at)
        if word is not None and not (word.person is not None and word.person.nationality):
            break
    return index


def _plural(sentence: Sentence, index: int, word: Word, person: Person) -> Group | None:
    grammar = sentence.pack.grammar
    if person.nationality:
        before = sentence.word(sentence.before(index))
        if before is None or before.harm is None:
            return None
    if grammar.adjectives_before and "speech" in sentence.marks(index + word.length):
        # "medics said": who speaks is not counted.
        return None
    group = Group("many", index, index, index + word.length)
    _take_head(group, index, word, person)
    group.kind, group.qualifier = "many", "vague"
    group.definite = word.definite or bool(word.pronoun)
    if grammar.adjectives_before and index:
        marks = sentence.marks(index - 1)
        group.definite = "determiner_one" in marks or "of" in marks
    if _number_behind(sentence, group, 0):
        return group
    _merge_plurals(sentence, group)
    if grammar.dual_mark and grammar.dual_mark in sentence.text_of(index, group.last):
        group.kind, group.qualifier, group.low, group.high = "two", "exact", 2, 2
        return group
    if grammar.capitals and _named_list(sentence, group):
        return group
    if not group.word:
        group.word = sentence.text_of(index, group.last)
    _behind_head(sentence, group, group.last)
    return group


def _number_behind(sentence: Sentence, group: Group, implied: int) -> bool:
    """"المتهمين الخمسة", "فلسطينيين اثنين": in some languages the number may follow its noun."""
    if sentence.pack.grammar.adjectives_before or group.last >= sentence.size:
        return False
    for at in (group.last, group.last + 1):
        if at >= sentence.size or not sentence.pack.numbers.starts_number(sentence.words[at]):
            continue
        word = sentence.words[at]
        number = sentence.pack.numbers.read_at(sentence.tokens, at)
        fits = number is not None and number.kind == Kind.COUNT and number.low == number.high
        if number is None or not fits or word[0].isdigit() or sentence.pack.numbers.is_joined(word):
            return False
        if not group.definite and number.low != 2 and number.low != implied:
            return False
        if number.low == 2 and implied != 2 and _is_definite(sentence, word):
            return False
        group.kind, group.low, group.high, group.qualifier = "number", number.low, number.high, "exact"
        group.last = number.last
        return True
    return False


def _is_definite(sentence: Sentence, word: str) -> bool:
    """"الاثنين" is Monday more often than the two."""
    return sentence.pack.lexicon.is_definite(sentence.pack.numbers.proclitic(word))


def _named_list(sentence: Sentence, group: Group) -> bool:
    """"citizens Freddy Lopez and Jose Arzon": the names count the people."""
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
    """"نساء وأطفال": plain plurals side by side are one vague group."""
    while group.last < sentence.size:
        word = sentence.word(group.last)
        index = group.last
        if word is not None and "mixed_and" in word.marks and sentence.pack.grammar.adjectives_before:
            index += 1
            word = sentence.word(index)
        elif word is None or not word.joined:
            return
        person = word.person if word is not None else None
        if word is None or person is None or person.number != "p" or person.harm != group.own or word.definite:
            return
        if person.harm is not None or person.nationality:
            return
        if person.victims != group.victims:
            group.victims = "mixed"
        group.last = index + word.length


def _pronoun_group(sentence: Sentence, index: int, word: Word) -> Group:
    """"others", "some of them": people without a number or a noun."""
    group = Group("many", index, index, index + word.length)
    group.head, group.qualifier = index, "vague"
    group.word = sentence.text_of(index, index + word.length)
    group.among = group.most = "most" in word.marks
    group.others = not group.most
    return group


def _construct(sentence: Sentence, group: Group) -> None:
    """"ضحايا الهجوم": a plural that owns the noun behind it is known people, no count."""
    if "owner_noun" in sentence.marks(sentence.before(group.first)):
        # "عائلات شهداء": theirs is no news of anybody's death.
        group.definite = True
    if sentence.pack.grammar.adjectives_before or group.last >= sentence.size:
        return
    word = sentence.word(group.last)
    if not sentence.words[group.last].isalpha():
        return
    if word is None:
        group.definite = True
        return
    plain = word.prep or word.joined or "prepositions" in word.marks or "of" in word.marks or "more" in word.marks
    kind = word.person is not None and not word.definite
    if not plain and not kind and word.harm is None and "among" not in word.marks:
        group.definite = True


def _one_of(sentence: Sentence, index: int, word: Word) -> Group | None:
    head = index + word.length
    noun = sentence.word(head)
    if noun is None or noun.person is None or noun.person.number != "p":
        return None
    group = _single("number", index, head + noun.length)
    _take_head(group, head, noun, noun.person)
    if noun.person.harm is not None:
        group.own, group.definite, group.additional = None, True, True
    else:
        _victims_behind(sentence, group, group.last)
    return group


def _another(sentence: Sentence, index: int, word: Word) -> Group | None:
    """"another was killed": a pronoun, when no noun and no number follows."""
    if sentence.words[index] != "another":
        return None
    following = sentence.word(index + 1)
    if following is None or not ("be" in following.marks or following.harm is not None):
        return None
    group = _single("number", index, index + word.length)
    group.additional = True
    return group


def _attached(sentence: Sentence, index: int) -> tuple[bool, str]:
    """What is written together with the first word: (joined by "and", preposition)."""
    word = sentence.word(index)
    if word is not None and (word.joined or word.prep or word.person is not None):
        return word.joined, word.prep
    prefix = sentence.pack.numbers.proclitic(sentence.words[index])
    return sentence.pack.lexicon.attached(prefix) if prefix else (False, "")


def _look_around(sentence: Sentence, group: Group) -> None:
    """The preposition in front of the group, "among them", "most of them"."""
    group.conj, group.prep = _attached(sentence, group.first)
    index = sentence.before(group.first)
    if index >= 0 and "family_of" in sentence.marks(index):
        # "a family of five": the number counts its people.
        group.first, group.prep = index, ""
        group.kind = "number" if group.kind == "bare" else group.kind
        index = sentence.before(index)
        if index >= 0 and "determiner_one" in sentence.marks(index):
            group.first = index
            index = sentence.before(index)
    if "also" in sentence.marks(index):
        group.conj, group.prep = True, ""
        return
    for _ in range(3):
        if index < 0:
            return
        marks = sentence.marks(index)
        if "among" in marks:
            group.among = True
            group.among_measure = next((m for m in _AMONG_MEASURES if f"among_{m}" in marks), None)
            return
        if "more" in marks:
            group.additional = True
        elif "determiner_one" not in marks:
            break
        index = sentence.before(index)
    if index >= 0 and not group.prep:
        marks = sentence.marks(index)
        found = sentence.word(index)
        if "prepositions" in marks and found is not None and not found.harm:
            group.prep = sentence.words[index]
        elif "of" in marks and group.kind in ("many", "one"):
            # "37 عاما من سكان المدينة": where somebody is of, not who was harmed.
            group.prep = sentence.words[index]
        elif "to" in marks:
            group.prep = sentence.words[index]


def _link(sentence: Sentence, groups: list[Group]) -> None:
    """Hangs groups together: shares under their whole, and groups that stand side by side."""
    for position, group in enumerate(groups):
        if not position:
            continue
        before = groups[position - 1]
        if _side_by_side(sentence, before, group):
            group.joined_to = before
            if before.among and not group.among and group.own is None and group.kind not in ("bare", "loose"):
                group.among = True
                group.parent = before.parent
        if group.victims == "unknown" and not group.among and _takes_over_victims(group):
            # "ثمانية مدنيين وإصابة سبعة آخرين": others are others of the same people.
            group.victims = _last_victims(groups[:position])
        if group.among and group.parent is None:
            group.parent = next((g for g in reversed(groups[:position]) if not g.among and not g.prep), before)


def _takes_over_victims(group: Group) -> bool:
    return group.others or (group.kind == "bare" and group.qualifier == "vague")


def _last_victims(groups: list[Group]) -> str:
    before = next((g for g in reversed(groups) if g.kind in ("number", "two", "one") and not g.among), None)
    return before.victims if before is not None else "unknown"


def _side_by_side(sentence: Sentence, before: Group, group: Group) -> bool:
    """Whether nothing but a joining word, commas and a few plain words stand between two groups."""
    start = group.first
    joined = group.conj
    if not joined and sentence.pack.grammar.verb_first:
        at = start - 1
        joined = at >= before.last and "mixed_and" in sentence.marks(at)
        if not joined:
            return False
    if start - before.last > 6:
        return False
    for index in range(before.last, start):
        word = sentence.word(index)
        token = sentence.words[index]
        if sentence.is_comma(index) or sentence.marks(index) & {"mixed_and", "also"}:
            joined = True
            continue
        if word is not None and (word.harm is not None or "speech" in word.marks or "relative" in word.marks):
            return False
        if sentence.is_hard(index):
            return False
    return joined
