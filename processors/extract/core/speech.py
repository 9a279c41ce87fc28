"""Who says it: speech verbs, "according to", chains of quotation with their ultimate source."""

from processors.extract.core.group import Group
from processors.extract.core.headline import headline_voices
from processors.extract.core.hearer import behind_hearer
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import (
    Voice,
    before_told,
    finish,
    is_nobody,
    is_speaker,
    names_body,
    speaker_end,
)
from processors.extract.core.subject_first import (
    is_inverted,
    is_noun,
    said_by_owned,
    said_inverted,
    said_subject_first,
)

_TITLE_SPEAKER = 6
_RELAY_REACH = 16
_QUOTING_REACH = 8
_BEFORE_SUBJECT = frozenset({"aux", "clause", "earlier"})
_APART = frozenset({"prepositions", "earlier", "speaker_end", "participle_speech"})
_SIGNS = 8
_SMALL_WORDS = frozenset({"also_said", "said_that"})
_AGENT_REACH = 9
_ISSUED_REACH = 4
_OF_DOCUMENT = frozenset({"document_adjective", "issued"})
_TELLING = frozenset({"according", "quoting", "relay", "participle_speech", "speech", "speech_opening"})
_BEFORE_SPEAKER = frozenset({"speech", "relay", "what", "issued"}) | _SMALL_WORDS


def find_voices(sentence: Sentence, groups: list[Group]) -> list[Voice]:
    """Every speaker of the sentence, in order; a voice without text goes on with the last speaker."""
    voices: list[Voice] = []
    counted = [group for group in groups if group.kind in ("number", "bare", "loose")]
    blocked = {g.first for g in counted if not (_is_of_name(sentence, g) or _tells_it(sentence, g))}
    behind = 0
    for index in sentence.all_with(_TELLING):
        if index < behind:
            continue
        voice = _voice_at(sentence, index, blocked)
        if voice is not None and _stands_in(sentence, voice):
            # "The ministry said nine died. It added that ...": whoever spoke last goes on.
            voice.last = voice.first
            voices.append(voice)
            behind = voice.at + 1
        elif voice is not None and not is_nobody(sentence, voice):
            finish(sentence, voice)
            voices.append(voice)
            behind = voice.last + 1
    if not voices and (sentence.field == "title" or _is_first(sentence) or _begins_with_speaker(sentence)):
        voices.extend(headline_voices(sentence))
    return voices


def _stands_in(sentence: Sentence, voice: Voice) -> bool:
    """Whether a pronoun alone speaks: in front of the verb, for in "it has been reported" nobody does."""
    if voice.last - voice.first != 1 or sentence.words[voice.first] not in sentence.pack.speakers.standing_in:
        return False
    return not any("be" in sentence.marks(at) for at in range(voice.last, voice.at))


def _is_first(sentence: Sentence) -> bool:
    """Whether nothing but signs stands in front of the sentence ("#", a coloured dot)."""
    start = sentence.span[0]
    return start <= _SIGNS and not any(sign.isalnum() for sign in sentence.folded.text[:start])


def _begins_with_speaker(sentence: Sentence) -> bool:
    """As in "... Doctor at the clinic: two died": somebody who may speak, then a colon; the rule of headlines holds."""
    if ":" not in sentence.words[1 : _TITLE_SPEAKER + 2]:
        return False
    word = sentence.word(0)
    person = word is not None and word.person is not None and word.person.harm is None
    return person or is_speaker(sentence, 0, 1)


def _tells_it(sentence: Sentence, group: Group) -> bool:
    """As in "according to two police officers": counted people who are the speakers."""
    at = sentence.before(group.first)
    return sentence.pack.grammar.adjectives_before and "according" in sentence.marks(at) and group.own is None


def _is_of_name(sentence: Sentence, group: Group) -> bool:
    """As in "Rescue 1122 said", "(ريسكيو 1122)": a plain figure that ends a name counts nobody."""
    at, behind = group.first - 1, group.last
    figure = group.kind == "bare" and behind == group.first + 1 and sentence.words[group.first].isdigit()
    if not figure or at < 0 or behind >= sentence.size or not sentence.words[at].isalpha():
        return False
    if sentence.word(at) is not None:
        return False
    if sentence.words[behind] == ")":
        return True
    return sentence.has_case and sentence.is_capital(at) and "speech" in sentence.marks(behind)


def _voice_at(sentence: Sentence, index: int, blocked: set[int]) -> Voice | None:
    word = sentence.at[index]
    if word is None:
        return None
    marks = word.marks
    behind_verb = index + word.length
    if "outlet_says" in marks:
        # "يذكر أن": the outlet goes on in its own voice.
        voice = Voice(index, index, index, behind=False)
        voice.kind = "outlet"
        return voice
    if "speech_opening" in marks and not index:
        return _opening(sentence, behind_verb, blocked)
    if "according" in marks or "quoting" in marks:
        return _according(sentence, index, behind_verb, blocked)
    if "relay" in marks and sentence.pack.grammar.verb_first:
        return _relay(sentence, index, behind_verb, blocked)
    if "participle_speech" in marks:
        return _participle(sentence, index, behind_verb, blocked)
    if "negator" in sentence.marks(sentence.before(index)):
        # "لم تؤكد السلطات الأنباء": nobody says it.
        return None
    if is_noun(sentence, index):
        return None
    if "speech" in marks and word.person is None and not word.definite and not word.pronoun:
        return _said(sentence, index, behind_verb, blocked)
    return None


def _behind_maker(sentence: Sentence, start: int, blocked: set[int]) -> int:
    """As in "according to results issued by the commission": where those begin who made what is relied on."""
    if sentence.pack.grammar.verb_first:
        return start
    last = speaker_end(sentence, start, blocked)
    return last if start < last < sentence.size and "agents" in sentence.marks(last - 1) else start


def _according(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice | None:
    verb_first = sentence.pack.grammar.verb_first
    while start < sentence.size and sentence.marks(start) & _BEFORE_SPEAKER:
        start += 1
    # "كما أوضح أيضا أنه": whoever spoke last goes on.
    goes_on = "that" in sentence.marks(start)
    if start > index + 1 and verb_first and (goes_on or _begins_apart(sentence, start)):
        # "كما نفى مشاركته": what is denied, not who denies it.
        return Voice(index, index, index, behind=False) if goes_on else None
    document = sentence.word(start)
    is_document = document is not None and "document" in document.marks
    if document is not None and is_document:
        start = _behind_document(sentence, start + document.length)
    verb = start - 1
    start = _behind_maker(sentence, _behind_agent(sentence, start), blocked)
    # "according to two police officers": their number ends no speaker here.
    counted = not verb_first and _is_number_word(sentence, start)
    end = speaker_end(sentence, start + counted, blocked)
    last = before_told(sentence, verb, start, end if end > start + counted else start)
    if is_document and verb_first and "quoting" in sentence.marks(index):
        # "استنادا إلى تقييم أولي": what a speaker relies on is no speaker, unless it names one.
        last = last if is_speaker(sentence, start, last) else start
    told = sentence.word(start)
    if last <= start or (told is not None and told.person is not None and told.person.harm is not None):
        return None
    if "as_well" in sentence.marks(index) and "speech" not in sentence.marks(index + 1):
        return None
    # At the head of the sentence it holds for what follows.
    voice = Voice(index, start, last, behind=index > 1 or (not verb_first and index > 0))
    if "as_well" in sentence.marks(index) and last < sentence.size and sentence.words[last].isalpha():
        # "كما أكدت الوكالة وقوع": goes on with something of its own.
        voice.behind = False
    if "about_source" in sentence.marks(last):
        # "بحسب ما نقلت وكالة كذا عن خفر السواحل"
        end = speaker_end(sentence, last + 1, blocked)
        if end > last + 1:
            voice.origin, voice.last = sentence.text_of(last + 1, end), end
    return voice


def _is_number_word(sentence: Sentence, index: int) -> bool:
    """Whether a number of speakers begins: "two officers", not "one of the women who were hurt"."""
    word = sentence.words[index] if index < sentence.size else ""
    counts = word.isalpha() and sentence.pack.numbers.starts_number(word)
    return counts and "of" not in sentence.marks(index + 1) and "one_of" not in sentence.marks(index)


def _behind_document(sentence: Sentence, start: int) -> int:
    """Behind what only describes a document: "بيان ثان أصدرته", "حصيلة محدثة"."""
    while start < sentence.size and sentence.marks(start) & _OF_DOCUMENT:
        start = sentence.after(start)
    return start


def _participle(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice:
    """As in "دانت الحركة القصف، قائلة إن": the subject of the sentence's first verb speaks, where it can."""
    voice = Voice(index, index, index, behind=False)
    # "جددت الوزارة نفيها وقوع": as a noun a denial needs no "that".
    opens = "that" in sentence.marks(start) or "denial" in sentence.marks(index)
    if not sentence.pack.grammar.verb_first or not opens:
        return voice
    first = sentence.after(0)
    if first >= index or not _opens_with_verb(sentence) or _begins_apart(sentence, first):
        return voice
    last = min(index, speaker_end(sentence, first, blocked))
    if first < last and _names_body(sentence, first):
        voice.first, voice.last, voice.name_last = first, index, last
    return voice


def _opens_with_verb(sentence: Sentence) -> bool:
    """Whether the first word can be a verb: none that names people, harm, a place in time or a clause."""
    word = sentence.at[0]
    if word is None:
        return len(sentence.words[0]) > 2 and sentence.words[0].isalpha()
    # "جدد الجيش نفيه": the letters of "new ones" are a verb too.
    return "speech" in word.marks or not (word.marks - {"more"} or word.person or word.harm or word.thing)


def _names_body(sentence: Sentence, index: int) -> bool:
    speakers = sentence.pack.speakers
    forms = sentence.pack.lexicon.bare_forms(sentence.words[index])
    return any(form in speakers.bodies or form in speakers.seats or form in speakers.groups for form in forms)


def _behind_agent(sentence: Sentence, start: int) -> int:
    """Behind "by" where it tells who: "figures released on Monday by the ministry"."""
    for at in range(start, min(start + 2, sentence.size)):
        if sentence.words[at] in sentence.pack.speakers.never:
            agent = sentence.has("agents", at + 1, at + _AGENT_REACH)
            return agent + 1 if agent >= 0 else start
    return start


def _opening(sentence: Sentence, start: int, blocked: set[int]) -> Voice | None:
    """As in "وبين مدير المرور أن": what also means "between", in front of somebody who may speak and "that"."""
    start = behind_hearer(sentence, start)
    last = speaker_end(sentence, start, blocked)
    told = last if last < sentence.size and sentence.words[last] != '"' else last + 1
    if last <= start or "that" not in sentence.marks(told):
        return None
    if "name_titles" not in sentence.marks(start) and not is_speaker(sentence, start, last):
        return None
    return Voice(0, start, last, behind=False)


def _relay(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice | None:
    """As in "نقلت وكالة كذا عن مصادر": the chain as written, its end being the source."""
    about = sentence.has("about_source", start, start + _RELAY_REACH)
    if about < 0:
        return None
    last = speaker_end(sentence, about + 1, blocked)
    if last <= about + 1:
        return None
    first = start if about > start else about + 1
    voice = Voice(index, first, last, behind=False)
    if about > start:
        voice.origin = sentence.text_of(about + 1, last)
    return voice


def _said(sentence: Sentence, index: int, start: int, blocked: set[int]) -> Voice | None:
    if not sentence.pack.grammar.verb_first:
        if sentence.pack.grammar.adjectives_before and "modal" in sentence.marks(sentence.before(index)):
            # "the department would report": nothing is said yet.
            return None
        if is_inverted(sentence, index):
            found: Voice | None = said_inverted(sentence, index, start, blocked)
        else:
            found = said_by_owned(sentence, index) or said_subject_first(sentence, index, start, blocked)
        return found if found is None or found.last <= found.first else _with_relay(sentence, found, blocked)
    start = behind_hearer(sentence, _behind_issued(sentence, start))
    several = sentence.pack.grammar.verb_of_several
    in_front = bool(several) and sentence.words[index].endswith(several)
    # "الأسرى أعلنوا مشاركة الفصائل": what is behind such a verb is what they say.
    apart = in_front or _begins_apart(sentence, start)
    last = start if apart else speaker_end(sentence, start, blocked)
    last = before_told(sentence, index, start, last)
    if last > start and ("speech_weak" not in sentence.marks(index) or is_speaker(sentence, start, last)):
        behind = _is_tail(sentence, index)
        voice = Voice(index, start, last, behind=behind)
        return _with_relay(sentence, voice, blocked)
    first = _subject_start(sentence, index)
    if first >= 0:
        return Voice(index, first, index, behind=False)
    if "adding" in sentence.marks(index) or "that" in sentence.marks(start):
        return Voice(index, index, index, behind=False)
    return None


def _behind_issued(sentence: Sentence, start: int) -> int:
    """As in "أفادت الأرقام التي أوردتها البعثة": whose figures they are; "أوضح ذلك": a small word in between."""
    while sentence.marks(start) & _SMALL_WORDS:
        start += 1
    if "document" not in sentence.marks(start):
        return start
    issued = sentence.has("issued", start + 1, start + _ISSUED_REACH)
    return sentence.after(issued) if issued >= 0 else start


def _begins_apart(sentence: Sentence, index: int) -> bool:
    """Whether something other than the speaker stands behind the verb ("أعلنت في حصيلة سابقة")."""
    if index < sentence.size and sentence.words[index] in sentence.pack.speakers.bodies:
        return False
    if sentence.marks(index) & _APART:
        return True
    # "نفى مشاركته": a noun with a pronoun behind it is what is said, not who says it.
    known = sentence.word(index) is not None or index >= sentence.size
    if index < sentence.size and sentence.words[index] in sentence.pack.speakers.never:
        return True
    if known:
        return False
    word = sentence.words[index]
    lexicon = sentence.pack.lexicon
    led = any(word.startswith(letter) for letter, _ in lexicon.prepositions)
    # "اعترف بطعنه": so is one with a preposition in front of it as well.
    bare = led and word.endswith(lexicon.pronouns) and sentence.text_of(index, index + 1).endswith(word[-1])
    return word.endswith(lexicon.owned_endings) or bare


def _with_relay(sentence: Sentence, voice: Voice, blocked: set[int]) -> Voice:
    """As in "ذكرت وكالة كذا نقلا عن الشرطة أن", "the agency reported, citing police": the chain is one voice's."""
    verb_first = sentence.pack.grammar.verb_first
    ends = "that" if verb_first else "that_word"
    behind = max(voice.last, voice.at + 1)
    for at in range(behind, min(behind + _QUOTING_REACH, sentence.size)):
        if "quoting" in sentence.marks(at):
            word = sentence.at[at]
            start = at + (word.length if word is not None else 1)
            last = speaker_end(sentence, start, blocked)
            if last > start and (verb_first or names_body(sentence, start, last)):
                # In front of its verb a speaker's name ends before the chain goes on.
                voice.name_last = voice.last if voice.last <= voice.at else 0
                voice.origin, voice.last = sentence.text_of(start, last), last
            break
        if ends in sentence.marks(at) or (not verb_first and sentence.is_hard(at)):
            break
    return voice


def _is_tail(sentence: Sentence, index: int) -> bool:
    """As in "..., قالت الشرطة" or "كما أعلنت": the verb follows what it reports."""
    if index < 3:
        return False
    before = sentence.before(index)
    return before >= 0 and (
        "according" in sentence.marks(before)
        or "what" in sentence.marks(before)
        or sentence.words[before] == '"'
    )


def _subject_start(sentence: Sentence, index: int) -> int:
    """A subject in front of its verb, in a language where that is the rarer order: only at a clause's head."""
    at = index - 1
    while at >= 0 and not sentence.is_hard(at) and not sentence.is_comma(at):
        word = sentence.at[at]
        if word is not None and "outlet_says" in word.marks:
            at += word.length - 1
            break
        if word is not None and (word.harm is not None or "speech" in word.marks or "that" in word.marks):
            return -1
        at -= 1
    first = at + 1
    while first < index and sentence.marks(sentence.start_of(first)) & _BEFORE_SUBJECT:
        first += 1
    size = index - first
    if not 0 < size <= _TITLE_SPEAKER or "prepositions" in sentence.marks(first):
        return -1
    if not is_speaker(sentence, first, index):
        return -1
    return first
