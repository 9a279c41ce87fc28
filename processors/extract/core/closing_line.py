"""The line that ends a report and names who told all of it: "أوضح ذلك الناطق باسم ..."."""

from language.folding import Folded
from processors.extract.core.drafts import Draft
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice
from processors.extract.core.speech import find_voices

# Words in front of the verb: "هذا وقد أوضح ذلك".
_BEFORE_VERB = 2
# Characters of a line that says no more than who told it.
_LONGEST = 200


def closing_voice(pack: LanguagePack, body: Folded, span: tuple[int, int]) -> Voice | None:
    """Who says "that" in the last sentence of the body, where it says nothing else."""
    if span[1] - span[0] > _LONGEST:
        return None
    sentence = Sentence(pack, body, span, "body")
    if "said_that" not in sentence.roles:
        return None
    for voice in find_voices(sentence, []):
        told = voice.first - 1
        if (
            voice.at <= _BEFORE_VERB
            and voice.at < told
            and "said_that" in sentence.marks(told)
            and voice.text
        ):
            return voice if voice.kind == "named" and _ends_behind(sentence, voice) else None
    return None


def _ends_behind(sentence: Sentence, voice: Voice) -> bool:
    return not any(word.isalpha() for word in sentence.words[voice.last :])


def said_at_the_end(drafts: list[Draft], voice: Voice) -> None:
    """Gives the speaker of the last line to what nobody else says in the body."""
    for draft in drafts:
        own = draft.attribution is None and not any(voice.kind == "outlet" for voice in draft.voices)
        if own and draft.sentence.field == "body":
            draft.attribution, draft.origin = voice.text, voice.origin
            draft.speaker, draft.said_by = voice.kind, voice.span
