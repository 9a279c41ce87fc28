"""Speakers in front of their verb, or behind it at the end: "..., the army said in a statement"."""

from processors.extract.core.auxiliaries import is_adverb
from processors.extract.core.names import named_ending
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice, is_speaker, speaker_end

_LONGEST_SPEAKER = 14
_SHORT_TAIL = 7
_LONGEST_ASIDE = 14
_OWNER_REACH = 4
_LONGEST_DATELINE = 9
_OPENING = frozenset('"]')
# Tokens that must stand in front of "police said" for it to be said of them.
_SHORTEST_SAYING = 2
_WHEN_OR_WHERE = frozenset({"prepositions", "when_words"})
_PRONOUNS = frozenset({"pronoun_one", "pronoun_many"})
_INDEFINITE = frozenset({"indefinite"})
_NO_SPEAKER = frozenset({"mixed_and", "that", "relative", "clause"})
_TAIL = frozenset({"prepositions", "clause", "skip"})


def said_subject_first(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice | None:
    marks = sentence.marks(index)
    inverted = _inverted(sentence, index, start, blocked)
    if inverted is not None:
        return inverted
    at_start = _clause_start(sentence, index)
    verb, index = index, _subject_end(sentence, at_start, index)
    if index < verb:
        at_start = _clause_start(sentence, index)
    behind = index > 0 and at_start > _SHORTEST_SAYING and not _opens_story(sentence, at_start - 1)
    behind = behind and (_is_short(sentence, start) or _is_long_tail(sentence, at_start, start))
    behind = behind and "denial" not in marks
    first = _trim_left(sentence, at_start, index)
    if first < index:
        first, last = _bare(sentence, first, index)
        if first >= last:
            return Voice(index, index, index, behind=False)
        if behind and (
            _only_qualifies(sentence, first, last, start) or sentence.has("than", first, last) >= 0
        ):
            return None
        first = _whole_subject(sentence, first, last, verb)
        if first < 0:
            return None
        behind = behind and first > 0
        if not any(first <= b < last for b in blocked):
            return _quoting_chain(sentence, Voice(index, first, last, behind=behind))
    if "said_behind" in marks and behind and "prepositions" not in sentence.marks(start):
        last = speaker_end(sentence, start, blocked)
        if last > start:
            return Voice(index, start, last, behind=True)
    return None


def said_by_owned(sentence: Sentence, index: int) -> Voice | None:
    """As in "..., among them a boy whose father said": what he says stands behind the verb; None without an owner."""
    first = max(0, index - _OWNER_REACH)
    owner = sentence.has("whose", first, index) if sentence.pack.grammar.adjectives_before else -1
    return Voice(index, owner + 1, index, behind=False) if 0 <= owner < index - 1 else None


def is_noun(sentence: Sentence, index: int) -> bool:
    """As in "l'annonce de la police", "a report of": behind an article a form that could be a verb is a noun."""
    grammar = sentence.pack.grammar
    if grammar.adjectives_before:
        told = "speech_noun" in sentence.marks(index) and index > 0
        return told and bool(sentence.marks(index - 1) & _INDEFINITE)
    if not grammar.particles_apart:
        return False
    return index > 0 and sentence.words[index - 1] in grammar.definite


def is_inverted(sentence: Sentence, index: int) -> bool:
    """Whether a speech verb stands right behind a comma or a quotation, so that its subject follows it."""
    if not sentence.pack.grammar.inverted_speech:
        return False
    return index > _SHORTEST_SAYING and (sentence.is_comma(index - 1) or sentence.words[index - 1] == '"')


def said_inverted(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice:
    """As in "..., a indiqué jeudi la préfecture", "..., a-t-il ajouté": without a name the last speaker goes on."""
    first = start
    while first < sentence.size and (
        "said_aside" in sentence.marks(first) or sentence.words[first].isdecimal()
    ):
        word = sentence.word(first)
        first += word.length if word is not None else 1
    last = speaker_end(sentence, first, blocked)
    return Voice(index, first, last, behind=True) if last > first else Voice(index, index, index, behind=True)


def _bare(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The subject at [first, last) without the small words about it."""
    while last > first and (_is_small(sentence, last - 1) or _is_day(sentence, last - 1)):
        last -= 1 if _is_small(sentence, last - 1) else 2
    if last - first > _SHORTEST_SAYING and is_adverb(sentence, last - 1) and _is_small(sentence, last - 2):
        # "police have officially reported"
        last -= 2
    while first < last and (sentence.marks(first) & _NO_SPEAKER or not sentence.words[first].isalnum()):
        first += 1
    return first, last


def _inverted(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice | None:
    """As in "a man was shot in the leg, said Sheriff Gomez": who says it stands behind the verb."""
    opens = index > _SHORTEST_SAYING and (sentence.is_comma(index - 1) or sentence.words[index - 1] == '"')
    if not opens or "said_behind" not in sentence.marks(index) or start >= sentence.size:
        return None
    last = speaker_end(sentence, start, blocked)
    named = "name_titles" in sentence.marks(start) or (sentence.has_case and sentence.is_capital(start))
    if last <= start or not (named or is_speaker(sentence, start, last)):
        return None
    at = _clause_start(sentence, index)
    told = any("be" in sentence.marks(t) for t in range(at, index))
    aside = not told and sentence.has_case and sentence.is_capital(at) and is_speaker(sentence, at, index)
    return None if aside or _with_name(sentence, at) < at else Voice(index, start, last, behind=True)


def _only_qualifies(sentence: Sentence, first: int, last: int, behind: int) -> bool:
    """As in "..., the first arrests announced since May": a participle that says which, and nobody who speaks."""
    if not sentence.has_case or "prepositions" not in sentence.marks(behind) | sentence.marks(behind - 1):
        return "cumulative" in sentence.marks(behind)
    named = any(sentence.is_capital(at) or "pronoun_one" in sentence.marks(at) for at in range(first, last))
    return not named and not is_speaker(sentence, first, last) and "adding" not in sentence.marks(behind - 1)


def _quoting_chain(sentence: Sentence, voice: Voice) -> Voice:
    """As in "The agency AFP, quoting the ministry, said": origin is what the inner part names."""
    for at in range(voice.first, voice.last):
        if "quoting" in sentence.marks(at) and at > voice.first:
            last = voice.last
            while last > at + 1 and not sentence.words[last - 1].isalnum():
                last -= 1
            if last > at + 1:
                voice.origin = sentence.text_of(at + 1, last)
            break
    return voice


def _before_relative(sentence: Sentence, first: int, index: int) -> int:
    """As in "the head of the hospital, where they were taken, said": the comma that ends the speaker, else `index`."""
    at = first - 1
    if index < 1 or not sentence.is_comma(index - 1) or first >= index - 1:
        return index
    inner = sentence.has("relative_place", first, min(first + 1, index))
    if inner < 0:
        # The clause may have begun at an earlier comma.
        inner = sentence.has("relative_place", first, index)
        at = inner - 1
    return at if inner > 0 and at >= 0 and sentence.is_comma(at) else index


def _subject_end(sentence: Sentence, first: int, verb: int) -> int:
    """Where the speaker ends in front of what is said of him besides; else `verb`."""
    index = _before_relative(sentence, first, verb)
    if index == verb:
        index = _before_aside(sentence, verb)
    return _before_who(sentence, first, verb) if index == verb else index


def _before_who(sentence: Sentence, first: int, index: int) -> int:
    """As in "a waiter who was at the hotel said": where the clause begins that says who speaks, else `index`."""
    at = sentence.has("relative_place", first + 1, index)
    if at < 0 or "relative_object" not in sentence.marks(at):
        return index
    if any(sentence.is_comma(t) or "speech" in sentence.marks(t) for t in range(first, index)):
        return index
    word = sentence.word(sentence.before(at))
    person = word is not None and word.person is not None and word.person.harm is None
    return at if person or is_speaker(sentence, first, at) else index


def _is_long_tail(sentence: Sentence, first: int, index: int) -> bool:
    """As in "..., the army said in a statement sent to ...": only when and where it was said stands behind."""
    if first < 1 or not sentence.is_comma(first - 1) or index >= sentence.size:
        return False
    if not sentence.marks(index) & _TAIL or sentence.has("that_word", index, sentence.size) >= 0:
        return False
    if "clause" in sentence.marks(first):
        # "..., while the army said on Monday there were nine": of what stands behind.
        return False
    for at in range(index, sentence.size):
        if sentence.is_hard(at):
            return True
        word = sentence.at[at]
        told = word is not None and word.harm is not None and word.harm.frame != "owned"
        # "a statement sent to newsrooms"
        told = told and word is not None and word.harm is not None and not word.harm.needs
        if told or (sentence.is_comma(at) and at - index < 2):
            return False
    return True


def _clause_start(sentence: Sentence, index: int) -> int:
    """Where the subject of the verb at `index` may begin: behind the last comma that is not inside an apposition."""
    at = index - 1
    commas = 0
    while at >= 0:
        if sentence.is_hard(at):
            return at + 1
        if sentence.words[at] in _OPENING or _is_dash(sentence, at):
            return at + 1
        if sentence.is_comma(at):
            commas += 1
            quoting = sentence.has("quoting", at + 1, at + 3) >= 0
            if (commas > 1 or at != index - 1) and not quoting and at != index - 1:
                return at + 1
        at -= 1
    return 0


def _is_dash(sentence: Sentence, at: int) -> bool:
    """As in "(AFP) -- police said": two dashes close a dateline or an aside; one does behind a bracket."""
    word = sentence.words[at]
    if word != "-" or not at:
        return word in "—–"
    return sentence.words[at - 1] in "-)" or _ends_dateline(sentence, at)


def _ends_dateline(sentence: Sentence, at: int) -> bool:
    """As in "TUNIS, Tunisia - A local official says": a dash with blanks about it, early in the first sentence."""
    if at > _LONGEST_DATELINE or at + 1 >= sentence.size or sentence.span[0] > 1 or sentence.field == "title":
        return False
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    return starts[at] > ends[at - 1] and starts[at + 1] > ends[at]


def _opens_story(sentence: Sentence, at: int) -> bool:
    """Whether a dateline or a remark in brackets ends at `at`, and nothing is said in front of it."""
    return sentence.words[at] == "]" or _is_dash(sentence, at)


def _whole_subject(sentence: Sentence, first: int, last: int, verb: int) -> int:
    """Where the subject at [first, last) begins, its name with it and its day left out; -1 where nobody speaks."""
    first = _behind_when(sentence, first, last)
    if first >= last or _tells_when(sentence, first):
        return -1
    return _with_name(sentence, first) if _is_closed(sentence, first, last, verb) else first


def _is_closed(sentence: Sentence, first: int, last: int, verb: int) -> bool:
    """Whether a subject can be told of a name in front: closed by a comma, and not "in Oran, the agency said"."""
    articles = sentence.pack.speakers.articles
    lead = first - 1 if first and sentence.words[first - 1] in articles else first
    if (
        not sentence.pack.grammar.adjectives_before
        or sentence.words[lead] not in sentence.pack.grammar.definite
    ):
        return True
    return any(sentence.is_comma(at) for at in range(last, verb + 1))


def _behind_when(sentence: Sentence, first: int, last: int) -> int:
    """As in "on Monday evening the health office said": behind the day and hour in front of the subject."""
    if not sentence.pack.grammar.adjectives_before or "prepositions" not in sentence.marks(first):
        return first
    at = first + 1
    while at < last and "when_words" in sentence.marks(at):
        at += 1
    return at if at > first + 1 else first


def _tells_when(sentence: Sentence, first: int) -> bool:
    """As in "at 3 p.m. in the 900 block", "in the city": the hour or the place of what is told, and nobody."""
    if not sentence.pack.grammar.adjectives_before:
        return False
    unit = sentence.word(first + 1)
    hour = sentence.words[first].isdecimal() and unit is not None and unit.is_plain_thing
    return hour or sentence.marks(first) >= _WHEN_OR_WHERE


def _with_name(sentence: Sentence, first: int) -> int:
    """As in "Juan Jose Martel, a top leader, told": where the name begins that an apposition follows; else `first`."""
    lead = first - 1
    while lead >= 0 and sentence.words[lead] in sentence.pack.speakers.articles:
        lead -= 1
    if lead < 1 or not sentence.is_comma(lead):
        return first
    name = named_ending(sentence, lead)
    if name is None or name.last - name.first <= 1:
        return first
    # "killed in Deir Hafer, the army said": behind a preposition it is a place, or somebody else.
    return first if "prepositions" in sentence.marks(name.first - 1) else name.first


def _before_aside(sentence: Sentence, index: int) -> int:
    """As in "the authorities, in the north, have announced": the comma that ends the subject; else `index`."""
    closing = index - 1
    while closing > 0 and "have" in sentence.marks(closing):
        closing -= 1
    if closing <= 0 or not sentence.is_comma(closing):
        return index
    for at in range(closing - 1, max(-1, closing - _LONGEST_ASIDE), -1):
        if sentence.is_hard(at):
            return index
        if sentence.is_comma(at):
            opens = at > 0 and ("prepositions" in sentence.marks(at + 1) or closing < index - 1)
            return at if opens and is_speaker(sentence, 0, at) else index
    return index


def _trim_left(sentence: Sentence, first: int, index: int) -> int:
    """The subject alone: at most some words, from the last joining word or relative on."""
    start = max(first, index - _LONGEST_SPEAKER)
    if (
        index - 1 > first
        and sentence.marks(index - 1) & _PRONOUNS
        and sentence.pack.grammar.adjectives_before
    ):
        # "have named a man they believe fired"
        return index - 1
    for at in range(index - 1, start - 1, -1):
        marks = sentence.marks(at)
        if sentence.words[at] in sentence.pack.speakers.joiners:
            return at + 1
        word = sentence.at[at]
        if word is not None and (
            (word.harm is not None and word.person is None) or "be" in marks or "speech" in marks
        ):
            return at + 1 if at + 1 < index else index
    return start


def _is_small(sentence: Sentence, index: int) -> bool:
    marks = sentence.marks(index)
    return (
        "have" in marks
        or "be" in marks
        or "earlier" in sentence.marks(sentence.start_of(index))
        or sentence.is_comma(index)
        or sentence.words[index] in sentence.pack.speakers.passing
    )


def _is_day(sentence: Sentence, index: int) -> bool:
    """As in "the police on Tuesday corrected": the day on which it was said, with its preposition."""
    return (
        index > 1
        and "skip" in sentence.marks(index)
        and "prepositions" in sentence.marks(index - 1)
        and sentence.is_capital(index)
    )


def _is_short(sentence: Sentence, index: int) -> bool:
    """Whether the sentence or clause ends soon behind the verb, so that what was said stands in front of it."""
    for at in range(index, min(index + _SHORT_TAIL, sentence.size)):
        if sentence.is_hard(at) or sentence.is_comma(at):
            return True
    return index + _SHORT_TAIL >= sentence.size
