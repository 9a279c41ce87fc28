"""One sentence as the rules see it: tokens with what the lexicon knows of each."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from language.folding import Folded
from language.tokens import Tokens
from processors.extract.core.entry import Word
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.lexicon import Lexicon

OWNER_ENDINGS = ("'s", "'")
"""Tokens that make an owner of the word in front of them."""

NO_MARKS: frozenset[str] = frozenset()

_HARD = frozenset(".;!?؟؛:…")
_HALVES = frozenset(";؛")
_QUOTES = frozenset("\"'()[]{}")


class Sentence:
    """Tokens of one sentence.

    `at[i]` is what begins at token i, `inside[i]` says that i belongs to a phrase, `roles` holds where each role
    stands, in order.
    """

    __slots__ = (
        "at",
        "field",
        "folded",
        "has_case",
        "inside",
        "pack",
        "roles",
        "size",
        "span",
        "tokens",
        "words",
    )

    def __init__(self, pack: LanguagePack, folded: Folded, span: tuple[int, int], field: str) -> None:
        self.pack = pack
        self.folded = folded
        self.span = span
        self.field = field
        self.tokens = Tokens(folded.text, *span, pack.grammar.elided)
        self.words = self.tokens.words
        original = folded.original[slice(*folded.original_span(*span))]
        self.has_case = original != original.upper() if pack.grammar.capitals else False
        self.size = len(self.words)
        self.at: list[Word | None] = [None] * self.size
        self.inside = bytearray(self.size)
        self._look_up(pack.lexicon)

    def _look_up(self, lexicon: Lexicon) -> None:
        """Note what the lexicon knows of each token, and where each role stands."""
        words, at, inside, known = self.words, self.at, self.inside, lexicon.known
        # Most questions are about roles that the sentence does not have.
        roles: dict[str, list[int]] = {}
        self.roles: Mapping[str, Sequence[int]] = roles
        position = 0
        while position < self.size:
            token = words[position]
            word = known[token] if token in known else lexicon.word_at(words, position)
            if word is None:
                position += 1
                continue
            at[position] = word
            for mark in word.marks:
                if mark in roles:
                    roles[mark].append(position)
                else:
                    roles[mark] = [position]
            for inner in range(position + 1, position + word.length):
                inside[inner] = 1
            position += word.length

    def marks(self, index: int) -> frozenset[str]:
        """Roles of the word that begins at `index`; none outside the sentence."""
        if 0 <= index < self.size:
            word = self.at[index]
            if word is not None:
                return word.marks
        return NO_MARKS

    def word(self, index: int) -> Word | None:
        """What begins at `index`, or None."""
        return self.at[index] if 0 <= index < self.size else None

    def start_of(self, index: int) -> int:
        """The first token of the phrase that token `index` belongs to."""
        while index > 0 and self.inside[index]:
            index -= 1
        return index

    def before(self, index: int) -> int:
        """The beginning of the word or phrase in front of `index`, quotes passed over; -1 when there is none."""
        index -= 1
        while index >= 0 and self.words[index] in _QUOTES:
            index -= 1
        return self.start_of(index) if index >= 0 else -1

    def after(self, index: int) -> int:
        """The token behind the word or phrase at `index`, quotes passed over."""
        word = self.at[index]
        index += word.length if word is not None else 1
        while index < self.size and self.words[index] in _QUOTES:
            index += 1
        return index

    def is_hard(self, index: int) -> bool:
        """Whether token `index` ends a clause for every rule."""
        if self.words[index] not in _HARD:
            return False
        if self.words[index] == ".":
            # "Maj. Peter Cole said": the dot of a title ends nothing.
            return "name_titles" not in self.marks(index - 1)
        # "سبعون مواطنا؛ بينهم طفلان، استشهدوا": a share goes on about those in front.
        return self.words[index] not in _HALVES or "among" not in self.marks(index + 1)

    def is_comma(self, index: int) -> bool:
        return self.words[index] in ",،"

    def is_capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter in the original text."""
        original = self.folded.original
        return original[self.folded.original_offset(self.tokens.starts[index])].isupper()

    def original(self, first: int, last: int) -> tuple[int, int]:
        """The original span of tokens [first, last)."""
        return self.folded.original_span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def text_of(self, first: int, last: int) -> str:
        """The original text of tokens [first, last)."""
        start, end = self.original(first, last)
        return self.folded.original[start:end]

    def has(self, role: str, first: int, last: int) -> int:
        """The first token in [first, last) with this role, or -1."""
        found = self.roles.get(role)
        if found is None:
            return -1
        at = bisect_left(found, first)
        return found[at] if at < len(found) and found[at] < last else -1

    def all_with(self, wanted: frozenset[str]) -> Sequence[int]:
        """Every token with one of these roles, in order."""
        found = [self.roles[role] for role in self.roles if role in wanted]
        return found[0] if len(found) == 1 else sorted({at for one in found for at in one})
