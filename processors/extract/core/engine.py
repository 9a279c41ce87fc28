"""The engine: one article in, claims, events and reviews out. Deterministic: no clock, no randomness, no network."""

from pathlib import Path

from language.folding import Folded, fold
from language.places import Gazetteer
from language.tokens import sentence_spans
from processors.extract.core.assembly import Assembly
from processors.extract.core.gate import EVENT, HARM
from processors.extract.core.language_pack import LanguagePack, language_pack, languages
from processors.extract.core.model import ArticleText, Reading
from processors.extract.core.reader import read_sentence
from processors.extract.core.sentence import Sentence
from processors.extract.core.speech import find_voices

RULES_VERSION = "3"
"""Counts up whenever rules or data change what is read."""

LANGUAGES = languages()
"""Those that have a folder."""

_EMPTY = Reading()
_LONGEST_SENTENCE = 2000
"""Characters. A longer stretch without any border is read piece by piece, so that time stays linear."""


class Engine:
    """Reads articles in the languages that have a folder. Immutable but for look-up memories."""

    __slots__ = ("_gazetteer", "_packs")

    def __init__(self, gazetteer: Gazetteer, packs: dict[str, LanguagePack]) -> None:
        self._gazetteer = gazetteer
        self._packs = packs

    @classmethod
    def load(cls, gazetteer: Gazetteer | Path | None = None) -> "Engine":
        """Load every language; `gazetteer` is one already loaded, the path of a place file, or None for the own one."""
        if not isinstance(gazetteer, Gazetteer):
            gazetteer = Gazetteer.load(gazetteer)
        return cls(gazetteer, {lang: language_pack(lang) for lang in LANGUAGES})

    def read(self, article: ArticleText) -> Reading:
        """Read one article. A language without a folder gives an empty reading."""
        pack = self._packs.get(article.lang)
        if pack is None:
            return _EMPTY
        title, body = fold(article.title), fold(article.body)
        in_title, in_body = pack.gate.hits(title.text), pack.gate.hits(body.text)
        if not any(kind & HARM for _, kind in in_title) and not any(kind & HARM for _, kind in in_body):
            return _EMPTY
        assembly = Assembly(pack, self._gazetteer, article, title, body)
        if in_title:
            _read_field(assembly, title, "title", [(0, len(title.text))], in_title)
        if in_body:
            spans = _bounded(sentence_spans(body.text, body if pack.grammar.capitals else None))
            _read_field(assembly, body, "body", spans, in_body)
            assembly.ends_with(spans[-1])
        return assembly.reading()


def _bounded(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if all(end - start <= _LONGEST_SENTENCE for start, end in spans):
        return spans
    return [
        (at, min(at + _LONGEST_SENTENCE, end))
        for start, end in spans
        for at in range(start, end, _LONGEST_SENTENCE)
    ]


def _read_field(
    assembly: Assembly, folded: Folded, field: str, spans: list[tuple[int, int]], hits: list[tuple[int, int]]
) -> None:
    """Reads the sentences that hold a hit; of the others only who speaks, where the next one goes on with it."""
    position = 0
    skipped: list[tuple[int, int]] = []
    for span in spans:
        kind = 0
        while position < len(hits) and hits[position][0] < span[1]:
            kind |= hits[position][1]
            position += 1
        if not kind:
            skipped.append(span)
            continue
        sentence = Sentence(assembly.pack, folded, span, field)
        assembly.skipped(folded, field, skipped)
        skipped = []
        if kind & HARM:
            findings, groups = read_sentence(sentence)
            assembly.take(sentence, findings, groups, find_voices(sentence, groups))
        elif kind & EVENT:
            assembly.take_event(sentence, find_voices(sentence, []))
