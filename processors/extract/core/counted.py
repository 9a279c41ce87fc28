"""People counted by a number: the noun behind it, ages, "others", numbers that stand alone."""

from language.numbers import Kind, Number
from processors.extract.core.bracketed import behind_brackets, is_in_brackets
from processors.extract.core.entry import Person, Word
from processors.extract.core.group import AMONG_MEASURES, Group
from processors.extract.core.heads import behind_head, bound_behind, take_head
from processors.extract.core.known_parts import is_of_known_harm, is_of_pair, past_known_number, takes_them
from processors.extract.core.modifiers import describes_people, is_harmed_adjective, is_plain_adjective
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence
from processors.extract.core.victims import (
    body_victims,
    joint,
    victims_behind,
)

_GROUP_WORDS = 6
_MOST_PLAIN = 3
# Tokens of a weapon's name, and its most letters: "AK-47".
_MODEL = 3
_LETTERS = 3
_SCALE = 1000
_OF = frozenset({"of", "partitive"})
_PASSED = _OF | {"adjective", "name_titles"}


def counted(sentence: Sentence, number: Number) -> Group | None:
    number = _with_dual_scale(sentence, number)
    behind = behind_brackets(sentence, number)
    opens = behind > number.last and is_in_brackets(sentence, number)
    group = Group("bare", min(number.first, number.core - opens), number.core, behind)
    group.low, group.high, group.qualifier = number.low, number.high, number.qualifier
    if number.kind == Kind.VAGUE:
        group.word = sentence.text_of(number.core, number.last)
    _past_over(sentence, group, number)
    if takes_them(sentence, group, number):
        return group
    index = _age_end(sentence, behind)
    if index > behind:
        return _aged(sentence, group, index)
    behind = _behind_age(sentence, behind)
    headless = not _is_whole(sentence, number) and not _find_head(sentence, group, behind)
    if headless or is_of_known_harm(sentence, number) or is_of_pair(sentence, number):
        return None
    if group.kind == "bare":
        joint(sentence, group)
        if group.own is not None:
            group.kind = "number"
        elif number.kind == Kind.VAGUE and not _stands_alone(sentence, number):
            return None
        elif "of" in sentence.marks(behind):
            # "مصرع 6 من قوات الأمن": whose they are.
            victims_behind(sentence, group, behind)
            group.kind = "number" if group.victims != "unknown" else group.kind
        # "قتل 3 سنغاليين على الأقل": one word that nothing is known of may stand between.
        unknown = group.kind == "bare" and sentence.word(group.last) is None
        bound_behind(sentence, group, group.last, reach=2 if unknown else 1)
    if group.kind == "bare" and group.others:
        group.kind = "number"
    return group


def _past_over(sentence: Sentence, group: Group, number: Number) -> None:
    """As in "handed over nine captives": the word belongs to the verb and bounds no number."""
    if number.core > number.first and "leads_over" in sentence.marks(sentence.before(number.first)):
        group.first, group.qualifier = number.core, "exact"
        group.low = group.high = number.low


def _with_dual_scale(sentence: Sentence, number: Number) -> Number:
    """As in "ألفا قتيل": two thousand, by the ending that a scale word has in front of one noun."""
    ending = sentence.pack.grammar.accusative
    if (
        not ending
        or number.last != number.core + 1
        or number.low != number.high
        or (number.low or 0) < _SCALE
    ):
        return number
    following = sentence.word(number.last) if sentence.words[number.core].endswith(ending) else None
    noun = following.person if following is not None and not following.prep else None
    if noun is None or noun.number != "s":
        return number
    return number._replace(low=2 * (number.low or 0), high=2 * (number.high or 0))


def is_day(sentence: Sentence, number: Number) -> bool:
    """As in "اليوم الاثنين وفاة ثلاثة": a definite "two" in front of what it would count is Monday."""
    word = sentence.words[number.core]
    if number.low != 2 or number.high != 2 or number.last != number.core + 1 or word[0].isdigit():
        return False
    if word.endswith(sentence.pack.grammar.nominative or ("-",)):
        # "وتوفي الاثنان": a day has the other ending.
        return False
    if not sentence.pack.lexicon.is_definite(sentence.pack.numbers.proclitic(word)):
        return False
    following = sentence.word(number.last)
    return following is None or not following.definite


def _is_whole(sentence: Sentence, number: Number) -> bool:
    """As in "شيع المئات جثامين": a definite vague word counts no plain noun right behind it."""
    core = sentence.word(number.core)
    following = sentence.word(number.last)
    if number.kind != Kind.VAGUE or core is None or following is None or following.person is None:
        return False
    definite = sentence.pack.lexicon.starts_definite(sentence.words[number.core])
    return "vague_alone" in core.marks and definite and not following.definite


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


def _behind_age(sentence: Sentence, index: int) -> int:
    """As in "two 15-year-old suspects": behind an age that several share, else `index`."""
    if index >= sentence.size or not sentence.words[index].isdecimal():
        return index
    end = _age_end(sentence, index + 1)
    word = sentence.word(end)
    several = word is not None and word.person is not None and word.person.number == "p"
    return end if end > index + 1 and several else index


def _aged(sentence: Sentence, group: Group, index: int) -> Group | None:
    """As in "a 17-year-old boy", "the 3-year-old": one person; nobody is "13 to 32 years old"."""
    if group.qualifier == "range":
        return None
    group.kind, group.low, group.high, group.qualifier, group.word = "one", 1, 1, "exact", None
    group.victims = "civilian"
    group.last, group.head = index, index - 1
    for at in range(index, min(index + 4, sentence.size)):
        word = sentence.word(at)
        if word is not None and word.person is not None and word.person.number == "s":
            following = sentence.word(at + word.length)
            if word.person.nationality and following is not None and following.person is not None:
                continue
            take_head(group, at, word, word.person)
            group.kind, group.low, group.high, group.own = "one", 1, 1, None
            break
        if word is not None or not sentence.words[at].isalpha():
            break
    return group


def _find_head(sentence: Sentence, group: Group, index: int) -> bool:
    """Finds the noun behind a number; False when what follows counts something other than people."""
    unknown = 0
    of = False
    start = index
    while index < sentence.size and index - start < _GROUP_WORDS:
        word = sentence.word(index)
        if word is None or (of and _is_number(sentence, index)):
            step, plain = _plain_step(sentence, group, index, unknown, of=of)
            if not step:
                break
            unknown += plain
            index += step
            continue
        if (
            word.thing
            and word.person is None
            and not _is_told(sentence, group, word)
            and not describes_people(sentence, index, word)
        ):
            if _is_passed_thing(sentence, group, word, of=of):
                break
            return False
        if word.joined:
            break
        step = _head_step(sentence, group, index, word, of)
        if step == 0:
            break
        if step < 0:
            return True
        of = of or bool(word.marks & _OF)
        index += step
    return group.of_them or _loose(sentence, group, start, unknown, of)


def _is_number(sentence: Sentence, index: int) -> bool:
    starts = sentence.pack.numbers.starts_number(sentence.words[index])
    return starts and sentence.pack.grammar.adjectives_before


def _plain_step(sentence: Sentence, group: Group, index: int, unknown: int, *, of: bool) -> tuple[int, int]:
    """Tokens to go on by over a word that nothing is known of, 0 to stop; and how many plain words those are."""
    before = sentence.pack.grammar.adjectives_before
    token = sentence.words[index]
    if of and _is_number(sentence, index):
        return past_known_number(sentence, group, index), 0
    # "one of Detroit's babies"
    owner = of and before and token in OWNER_ENDINGS
    if (token in ('"', "-", "]") or owner) and index + 1 < sentence.size:
        return 1, 0
    if not token.replace(".", "").isalpha() or (unknown >= _MOST_PLAIN if before else True):
        return 0, 0
    return 1, 1


def _is_told(sentence: Sentence, group: Group, word: Word) -> bool:
    """As in "four shot": a word for a thing that is also the harm of those counted."""
    # "fired one shot"
    fired = "fires" in sentence.marks(sentence.before(group.first))
    return not fired and word.harm is not None and word.harm.frame == "either"


def _is_passed_thing(sentence: Sentence, group: Group, word: Word, *, of: bool) -> bool:
    """Whether a thing behind a number is not what it counts."""
    if word.definite and "skip" in word.marks:
        # "إلى 5 اليوم الجمعة": today counts no days.
        return True
    # "أربعة من الفريق الطبي"
    # "two other cars": in front of its noun "other" counts the things.
    besides = (group.others or group.additional) and not sentence.pack.grammar.adjectives_before
    return besides or bool(word.prep) or (of and "collective" in word.marks)


def _head_step(sentence: Sentence, group: Group, index: int, word: Word, of: bool) -> int:
    """Tokens to go on by, 0 to stop, -1 when the head was found."""
    if "among_after" in word.marks and not of:
        behind = index + word.length
        ends = behind >= sentence.size
        if (ends and sentence.pack.grammar.verb_first) or (not ends and not _is_counting(sentence, behind)):
            group.among = group.of_them = True
            group.among_measure = next((m for m in AMONG_MEASURES if f"among_{m}" in word.marks), None)
            group.of_harm = group.among_measure
            group.kind, group.last = "number", behind
            _named_behind_them(sentence, group, behind)
            if "of" in sentence.marks(behind) and sentence.pack.grammar.verb_first:
                # "أربعة منهم من أفراد الشرطة"
                victims_behind(sentence, group, behind)
        return -1
    person = word.person
    if person is not None and word.prep and not of and sentence.pack.grammar.verb_first:
        # "الذكرى 400 لوفاة": nothing that a number counts is led by a preposition.
        return 0
    if person is not None and not (of and person.number == "s" and person.harm is None):
        return _person_step(sentence, group, index, word, person, of=of)
    if "others" in word.marks or "more" in word.marks:
        group.others = group.others or "others" in word.marks
        group.additional = group.additional or "others" not in word.marks
        group.last = index + word.length
        return word.length
    passed = (
        word.marks & _PASSED
        or describes_people(sentence, index, word)
        or is_plain_adjective(sentence, index, word)
        or is_harmed_adjective(sentence, group, index, word)
    )
    return word.length if passed else 0


def _is_counting(sentence: Sentence, index: int) -> bool:
    numbers = sentence.pack.numbers
    return (
        numbers.starts_number(sentence.words[index]) and numbers.read_at(sentence.tokens, index) is not None
    )


def _named_behind_them(sentence: Sentence, group: Group, index: int) -> None:
    """As in "5 منهم أطفال": who those are."""
    word = sentence.word(index)
    person = word.person if word is not None else None
    if word is None or person is None or person.number != "p" or person.harm is not None:
        return
    if not (word.definite or word.joined or word.prep or person.nationality):
        group.victims, group.last = person.victims, index + word.length


def _person_step(
    sentence: Sentence, group: Group, index: int, word: Word, person: Person, *, of: bool
) -> int:
    following = sentence.word(index + word.length)
    before = sentence.pack.grammar.adjectives_before
    owned = sentence.word(index + word.length + 1)
    ends = index + word.length < sentence.size and sentence.words[index + word.length] in OWNER_ENDINGS
    if before and ends and owned is not None and owned.person is not None and owned.person.number == "p":
        # "two sheriff's deputies"
        return word.length + 1
    noun = following.person if following is not None and not following.joined else None
    describes = noun is not None and noun.harm is not None and person.number == "s" and person.harm is None
    if before and noun is not None and (describes or not noun.needs_number):
        # "police officers": the last of two nouns is the head; "two dead officers": the first tells the harm.
        group.own = person.harm if person.harm is not None and person.needs_number else group.own
        return word.length
    if before and person.nationality and person.number == "s" and group.low != 1:
        # "seven Peruvian presidential guards"
        return word.length
    take_head(group, index, word, person)
    led = sentence.word(index - 1)
    if before and person.harm is not None and led is not None and led.person is not None:
        # "six rebel deaths"
        group.victims = led.person.victims
    if before and group.victims == "unknown":
        group.victims = body_victims(sentence, group.core, index) or "unknown"
    if of and person.harm is not None:
        # "one of the wounded": people who are already told of; the harm is the verb's.
        group.of_harm = person.harm
        attached = not sentence.pack.grammar.particles_apart
        group.own = person.harm if attached and not word.definite else None
    behind_head(sentence, group, index + word.length)
    return -1


def _is_model(sentence: Sentence, start: int) -> bool:
    """As in "46 M-16 rifles": a letter with its figure names what is counted, and no people."""
    words = sentence.words[start : start + _MODEL]
    letter = len(words) == _MODEL and len(words[0]) <= _LETTERS and words[0].isalpha()
    return letter and words[1] == "-" and words[2].isdecimal() and sentence.pack.grammar.adjectives_before


def _loose(sentence: Sentence, group: Group, start: int, unknown: int, of: bool) -> bool:
    """No noun for people was found: a bare number, or a number with a noun that the lexicon does not know."""
    if group.others or group.additional:
        return True
    token = sentence.words[start] if start < sentence.size else ""
    if _is_model(sentence, start):
        return False
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
