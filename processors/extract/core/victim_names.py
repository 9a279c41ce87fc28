"""Who is harmed, by name: "the body of the shepherd Yasin Barhoumi"; who was killed once is not killed again."""

from processors.extract.core.finding import Finding
from processors.extract.core.names import name_end
from processors.extract.core.sentence import Sentence

_BY_NAME = "-name"
"""How the rules end whose people are told by name alone."""
_TITLES = 5
"""So many words that tell who somebody is may stand between the noun for a person and the name."""
_FULL = 2
"""A name of one word alone is one only where the rule read it as one."""


class NamesTold:
    """The names told in one article: "his death" is of the one whose death was told by name before."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, ...]] = {}

    def of(self, sentence: Sentence, finding: Finding) -> tuple[str, ...]:
        """The names of a finding's victims, as written."""
        if finding.group.kind == "pronoun" and finding.group.high == 1:
            return self._last.get(finding.measure, ())
        names = victim_names(sentence, finding)
        if names:
            self._last[finding.measure] = names
        return names


def victim_names(sentence: Sentence, finding: Finding) -> tuple[str, ...]:
    """The name of the one person whom a finding tells, as written; none where the text gives none."""
    group = finding.group
    if group.low != 1 or group.high != 1 or group.kind != "one" or finding.negated:
        return ()
    is_name = finding.rule.endswith(_BY_NAME)
    if sentence.pack.grammar.capitals:
        return _with_capitals(sentence, group.first, group.last)
    if is_name:
        return _plain(sentence, group.first, shortest=1)
    start, definite = group.last, _is_definite(sentence, group.head)
    for _ in range(_TITLES):
        if start >= sentence.size or not _tells_who(sentence, start):
            break
        definite = definite or _is_definite(sentence, start)
        start = sentence.after(start)
    # "The shepherd Yasin" is a name beside its noun; what stands behind "a shepherd" tells of him.
    return _plain(sentence, start, shortest=_FULL) if definite else ()


def _tells_who(sentence: Sentence, index: int) -> bool:
    if sentence.words[index] in '"(':
        return True
    word = sentence.word(index)
    if word is None:
        # An adjective of a noun with an article has one as well.
        return _is_definite(sentence, index)
    return word.person is not None or "name_titles" in word.marks


def _plain(sentence: Sentence, first: int, *, shortest: int) -> tuple[str, ...]:
    """The name at `first` where no capital letter tells it: up to a word with a preposition before its article."""
    last = name_end(sentence, first)
    last = next((at for at in range(first + 1, last) if _has_preposition(sentence, at)), last)
    return (sentence.text_of(first, last),) if last - first >= shortest else ()


def _with_capitals(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    """The name among the tokens of a group, or right behind it."""
    if not sentence.has_case:
        return ()
    for start in range(first, min(last + 1, sentence.size)):
        end = name_end(sentence, start)
        if end - start >= _FULL:
            return (sentence.text_of(start, end),)
    return ()


def _is_definite(sentence: Sentence, index: int) -> bool:
    return _article(sentence, index) is not None


def _has_preposition(sentence: Sentence, index: int) -> bool:
    """Whether a preposition stands before its article: "in-the-north"."""
    article = _article(sentence, index)
    return article is not None and bool(sentence.pack.lexicon.attached(article)[1])


def _article(sentence: Sentence, index: int) -> str | None:
    """What a word begins with that holds the article; None without one."""
    if not 0 <= index < sentence.size:
        return None
    return sentence.pack.lexicon.article_of(sentence.words[index])
