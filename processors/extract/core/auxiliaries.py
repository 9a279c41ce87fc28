"""What stands about a verb: whether it is a passive, and a plural."""

from processors.extract.core.sentence import Sentence

_AUXILIARY_REACH = 3
_HAVE_REACH = 4


def is_adverb(sentence: Sentence, index: int) -> bool:
    """Whether the token has the ending of an adverb ("badly", "grièvement"), in a language that has one."""
    ending = sentence.pack.grammar.adverb
    return bool(ending) and sentence.words[index].endswith(ending)


def has_object(sentence: Sentence, index: int) -> bool:
    """Whether a plain word stands right behind the verb, so that it is no participle (as in "killed in")."""
    if index >= sentence.size or sentence.word(index) is not None or sentence.field == "title":
        return False
    return sentence.words[index].isalpha() and not is_adverb(sentence, index)


def is_plural(sentence: Sentence, index: int) -> bool:
    """Whether the auxiliary in front of the verb is a plural ("were", "have been")."""
    if sentence.has("plural_be", index - _AUXILIARY_REACH, index) >= 0:
        return True
    has_been = "been" in sentence.words[max(0, index - _AUXILIARY_REACH) : index]
    return has_been and "have" in sentence.words[max(0, index - _HAVE_REACH) : index]


def led_by_have(sentence: Sentence, index: int) -> bool:
    """Whether a form of "have" leads to the participle at `index`: those in front of it do it ("elle a percuté")."""
    at = sentence.before(index)
    for _ in range(_AUXILIARY_REACH):
        if "have" in sentence.marks(at):
            return True
        if at < 0 or not (is_adverb(sentence, at) or "passing" in sentence.marks(at)):
            return False
        at = sentence.before(at)
    return False


def is_passive(sentence: Sentence, index: int) -> bool:
    """Whether a form of "be" leads to the verb at `index`, adverbs between them passed over."""
    lead = sentence.pack.lexicon.word_at([sentence.words[index]], 0)
    if lead is not None and "be" in lead.marks:
        # "being held"
        return True
    at = sentence.before(index)
    for _ in range(_AUXILIARY_REACH):
        if at < 0:
            return False
        if "be" in sentence.marks(at):
            return True
        if not is_adverb(sentence, at) and "passing" not in sentence.marks(at):
            return False
        at = sentence.before(at)
    return False


def is_noun(sentence: Sentence, index: int) -> bool:
    """As in "visited the wounded": behind an article it is those who were, and no verb."""
    grammar = sentence.pack.grammar
    if not grammar.adjectives_before or index < 1 or sentence.words[index - 1] not in grammar.definite:
        return False
    return "relative" not in sentence.marks(index - 1)
