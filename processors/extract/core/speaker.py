"""The words of a speaker: where they end, what kind of voice they name."""

from processors.extract.core.auxiliaries import is_adverb
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence

_QUOTES = '"«»“”'
_LONGEST_SPEAKER = 14
_SHORT_HARM = 3
_QUOTED_NAME = 7
# Letters of a shortened word in a name ("St.", "Sgt.").
_LONGEST_SHORT = 4


class Voice:
    """One speaker in one sentence: `[first, last)` are its tokens; `kind` as contracts.claim.Speaker."""

    __slots__ = ("at", "behind", "first", "kind", "last", "name_last", "origin", "span", "text")

    def __init__(self, at: int, first: int, last: int, *, behind: bool) -> None:
        self.at = at
        self.first = first
        self.last = last
        # behind: what it says stands in front of it.
        self.behind = behind
        # Where the name ends, when the voice begins further on ("دانت الحركة القصف، قائلة").
        self.name_last = 0
        self.text = ""
        self.kind = "named"
        self.origin: str | None = None
        self.span: tuple[int, int] | None = None


def finish(sentence: Sentence, voice: Voice) -> None:
    if voice.last <= voice.first:
        return
    voice.text = _without_preposition(sentence, voice)
    voice.span = sentence.original(voice.first, voice.name_last or voice.last)
    voice.kind = _kind(sentence, voice)


def _without_preposition(sentence: Sentence, voice: Voice) -> str:
    """The speaker as written, without a preposition that is attached to it ("للهلال الأحمر")."""
    text = sentence.text_of(voice.first, voice.name_last or voice.last).strip(" ,،:'")
    if text[:1] in _QUOTES and (text[-1:] in _QUOTES or not any(quote in text[1:] for quote in _QUOTES)):
        text = text.strip(_QUOTES)
    token = sentence.words[voice.first]
    lexicon = sentence.pack.lexicon
    speakers = sentence.pack.speakers
    for joined in lexicon.conjunctions:
        rest = token.removeprefix(joined)
        if rest != token and text.startswith(joined) and rest in speakers.bodies:
            # "... والدفاع المدني: ثلاثة قتلى"
            return text[len(joined) :]
    for prefix, article in lexicon.prepositions:
        rest = token.removeprefix(prefix)
        if rest == token or not text.startswith(prefix):
            continue
        known = rest in speakers.bodies or rest in speakers.anonymous or rest in speakers.groups
        if article or known:
            return article + text[len(prefix) :]
    return text


def _kind(sentence: Sentence, voice: Voice) -> str:
    speakers = sentence.pack.speakers
    tokens = sentence.words[voice.first : voice.name_last or voice.last]
    if any(token in speakers.outlet for token in tokens[:2]):
        return "outlet"
    bare = {form for token in tokens for form in sentence.pack.lexicon.bare_forms(token)}
    two = " ".join(tokens[:2])
    if two in speakers.groups or tokens[0] in speakers.groups:
        return "group"
    if bare & speakers.bodies:
        return "named"
    if bare & speakers.anonymous:
        return "anonymous"
    if bare & speakers.groups:
        return "group"
    return "anonymous" if _is_some(sentence, voice) else "named"


def _is_some(sentence: Sentence, voice: Voice) -> bool:
    """As in "a fruit seller told us": one of many, without a name."""
    before = sentence.before(voice.first)
    last = voice.name_last or voice.last
    return (
        sentence.has_case
        and before >= 0
        and "indefinite" in sentence.marks(before)
        and not any(sentence.is_capital(at) for at in range(voice.first, last))
    )


def is_nobody(sentence: Sentence, voice: Voice) -> bool:
    """Whether the words that stand where a speaker would are none ("it has been said", "تكشف تفاصيل")."""
    never = sentence.pack.speakers.never
    words = [word for word in sentence.words[voice.first : voice.last] if word.isalnum()]
    if words and all(word in never for word in words):
        return True
    return sentence.pack.grammar.particles_apart and _is_of_harm(sentence, voice)


def _is_of_verb(sentence: Sentence, at: int) -> bool:
    return is_adverb(sentence, at) or bool(sentence.marks(sentence.start_of(at)) & {"be", "have", "negator"})


def _is_of_harm(sentence: Sentence, voice: Voice) -> bool:
    """As in "the deaths raised to 205 the number", "wounded based on reports": no speaker, but what is told."""
    if voice.last - voice.first > _SHORT_HARM or voice.last <= voice.first:
        return False
    if all(_is_of_verb(sentence, at) for at in range(voice.first, voice.last)):
        # "it has been officially reported"
        return True
    last = voice.last - 1
    if "prepositions" in sentence.marks(last) and not sentence.inside[last]:
        return True
    head = sentence.word(last)
    harmed = head is not None and head.person is not None and head.person.harm is not None
    return harmed and "victims_noun" not in sentence.marks(last)


def names_body(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words name a body: no unnamed source, no paper that somebody relies on."""
    speakers = sentence.pack.speakers
    forms = {f for word in sentence.words[first:last] for f in sentence.pack.lexicon.bare_forms(word)}
    return bool(forms & speakers.bodies) and not forms & speakers.anonymous


def is_speaker(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words name a body, a source or somebody who speaks."""
    speakers = sentence.pack.speakers
    for index in range(first, last):
        token = sentence.words[index]
        forms = sentence.pack.lexicon.bare_forms(token)
        for words in (speakers.bodies, speakers.anonymous, speakers.groups, speakers.outlet):
            if any(form in words for form in forms):
                return True
    return False


def before_told(sentence: Sentence, verb: int, first: int, last: int) -> int:
    """As in "أبلغت مصادر طبية وكالة كذا": the medium that is told is not who tells.

    "أفاد" may do without: "أفاد مراسل وكالة كذا", "أفاد مدير مكتب وكالة كذا" are of the medium.
    """
    speakers = sentence.pack.speakers
    needs_none = "informing" in sentence.marks(verb)
    if not needs_none and "telling" not in sentence.marks(verb):
        return last
    medium = next((at for at in range(first, last) if sentence.words[at] in speakers.media), last)
    if medium == first:
        return last
    before = medium - 1
    owned = before == first or sentence.words[before] in speakers.bodies
    owned = owned or "prepositions" in sentence.marks(before) or not is_speaker(sentence, first, medium)
    return last if needs_none and owned else medium


def speaker_end(sentence: Sentence, start: int, blocked: set[int]) -> int:
    index = start
    quoted = False
    while index < sentence.size and index - start < _LONGEST_SPEAKER:
        mark = sentence.words[index]
        if mark == '"':
            if not quoted and not _is_quoted_name(sentence, index):
                break
            quoted = not quoted
            index += 1
            continue
        if mark == "." and index > start and not sentence.is_hard(index):
            # "Maj. Peter Cole"
            index += 1
            continue
        if mark == "." and index > start and _is_within_name(sentence, index):
            # "M. Dupont", "John F. Kennedy", "the St. Louis police"
            index += 1
            continue
        if index in blocked or (
            not quoted
            and not mark.isalnum()
            and mark not in "'()-&"
            and mark not in OWNER_ENDINGS
            and "." not in mark[1:]
        ):
            break
        word = sentence.at[index]
        if word is not None and not quoted and index >= start and _ends_speaker(sentence, index, start):
            break
        index += 1
    while index > start and not sentence.words[index - 1].isalnum() and sentence.words[index - 1] not in '")':
        index -= 1
    return index


def _is_within_name(sentence: Sentence, index: int) -> bool:
    """Whether a full stop at `index` ends a shortened word of a name: sentences end at none of those."""
    if len(sentence.words[index - 1]) == 1:
        return True
    goes_on = sentence.has_case and index + 1 < sentence.size and sentence.is_capital(index + 1)
    return goes_on and len(sentence.words[index - 1]) <= _LONGEST_SHORT and sentence.is_capital(index - 1)


def _is_quoted_name(sentence: Sentence, index: int) -> bool:
    """Whether the quote that opens at `index` holds a name and not what is said: it closes soon, without a verb."""
    # "قناة \"سي أن أن\"": behind the word for a medium whatever stands in quotes is its name.
    medium = index > 0 and sentence.words[index - 1] in sentence.pack.speakers.media
    for at in range(index + 1, min(index + _QUOTED_NAME, sentence.size)):
        if sentence.words[at] == '"':
            return True
        word = sentence.at[at]
        if not medium and word is not None and (word.harm is not None or "that" in word.marks):
            return False
    return False


def _ends_speaker(sentence: Sentence, index: int, start: int) -> bool:
    word = sentence.at[index]
    if word is None or sentence.words[index] in sentence.pack.speakers.bodies:
        # "والي المدينة" is a governor, though the letters could be "and to".
        return False
    articles = sentence.pack.speakers.articles
    if "speaker_end" in word.marks or "that" in word.marks:
        if sentence.pack.grammar.verb_first or index > start or sentence.words[index] not in articles:
            return not (index == start and sentence.words[index] in articles)
        return False
    named = word.definite and "prison" in word.marks
    return (word.harm is not None and word.person is None and not named) or (
        # "وزارة العدل": with the article it is no verb.
        "speech" in word.marks and "speech_noun" not in word.marks and not word.definite
    )
