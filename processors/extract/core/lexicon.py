"""The words of one language and what each can mean, looked up token by token.

A word is looked up as it stands, then without the letters that attach to it (proclitics such as و, ب, ال;
pronouns such as ـهم). What was taken off is part of the answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from processors.extract.core.entry import Entry, Word, preposition_of

_CACHE_LIMIT: Final = 200_000


class Lexicon:
    """Forms of one language. Read-only once built, but for a bounded memory of words already looked up."""

    __slots__ = (
        "_alone",
        "_articles",
        "_bare",
        "_bound",
        "_bound_feminine",
        "_enclitics",
        "_endings",
        "_feminine",
        "_forms",
        "_joining",
        "_leading_in",
        "_phrases",
        "_plain_article",
        "_proclitics",
        "_tails",
        "known",
        "phrase_starts",
        "prepositions",
    )

    def __init__(
        self,
        forms: Mapping[str, Entry],
        phrases: Mapping[str, list[tuple[tuple[str, ...], Entry]]],
        proclitics: Iterable[tuple[str, str]],
        enclitics: Iterable[tuple[str, str]],
        feminine: tuple[str, str],
        endings: Iterable[tuple[str, str]],
        bound: Mapping[str, Entry],
    ) -> None:
        self._forms = forms
        self._bound = bound
        # The ending of feminine nouns, and what it becomes in front of a pronoun.
        self._feminine, self._bound_feminine = feminine
        # What else the end of a word becomes there: "جرحى", "جرحاهم"; "زملاء", "زملائه".
        self._endings = list(endings)
        self._phrases = phrases
        self._proclitics = sorted(proclitics, key=lambda pair: -len(pair[0]))
        # Those that hold the article, the longest first.
        self._articles = tuple(prefix for prefix, flags in self._proclitics if "d" in flags)
        self._plain_article = tuple(prefix for prefix, flags in self._proclitics if flags == "d")
        self._joining = tuple(prefix for prefix, flags in self._proclitics if flags == "c")
        self._leading_in = tuple(prefix for prefix, flags in self._proclitics if preposition_of(flags))
        self._enclitics = sorted(enclitics, key=lambda pair: -len(pair[0]))
        # First word -> second word -> what goes on behind them, the longest first as in `phrases`.
        self._tails: dict[str, dict[str, list[tuple[list[str], int, Entry]]]] = {}
        for first, found in phrases.items():
            by_second = self._tails.setdefault(first, {})
            for words, entry in found:
                by_second.setdefault(words[1], []).append((list(words[2:]), len(words), entry))
        # What was found out of words that begin no phrase (it depends on the word alone), and of those that may.
        self.known: dict[str, Word | None] = {}
        self._alone: dict[str, Word | None] = {}
        self._bare: dict[str, list[str]] = {}
        # Attached prepositions that are doubled before the article, with the article that they hide.
        self.prepositions = self._doubled()
        # A word may begin two phrases: "والقبض على" is "القبض على" behind "and" before it is "قبض على".
        self.phrase_starts: dict[str, list[tuple[str, str]]] = {first: [(first, "")] for first in phrases}
        for prefix, flags in reversed(self._proclitics):
            for first in phrases:
                self.phrase_starts.setdefault(prefix + first, []).append((first, flags))

    @property
    def proclitics(self) -> list[str]:
        """Letters that attach in front of words."""
        return [prefix for prefix, _ in self._proclitics]

    @property
    def leading(self) -> list[str]:
        """Letters that attach in front of nouns: those of a future stand in front of verbs alone."""
        return [prefix for prefix, flags in self._proclitics if flags != "f"]

    @property
    def conjunctions(self) -> list[str]:
        """Words for "and" that attach in front of words."""
        return [prefix for prefix, flags in self._proclitics if flags == "c"]

    @property
    def enclitics(self) -> list[str]:
        """Pronouns that attach behind words, with the letter that -ة becomes in front of them."""
        return [form for suffix, _ in self._enclitics for form in (suffix, self._bound_feminine + suffix)]

    def bare_forms(self, word: str) -> list[str]:
        """The word as it stands, without what may be attached in front of it, and with the article."""
        forms = self._bare.get(word)
        if forms is not None:
            return forms
        if len(self._bare) > _CACHE_LIMIT:
            self._bare.clear()
        self._bare[word] = forms = [word]
        for prefix, flags in self._proclitics:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                forms.append(word[len(prefix) :])
            if flags == "d":
                forms.append(prefix + word)
        return forms

    @property
    def owned_endings(self) -> tuple[str, ...]:
        """Endings of nouns in -ة with a pronoun behind them."""
        return tuple(self._bound_feminine + suffix for suffix, _ in self._enclitics)

    def starts_definite(self, word: str) -> bool:
        """Whether a word begins with the article."""
        return word.startswith(self._plain_article)

    def may_be_joined(self, word: str) -> bool:
        """Whether an unknown word begins with a letter that can be "and"."""
        return word.startswith(self._joining)

    def may_be_led(self, word: str) -> bool:
        """Whether an unknown word begins with a letter that can be a preposition."""
        return word.startswith(self._leading_in)

    @property
    def pronouns(self) -> tuple[str, ...]:
        """Pronouns behind a word."""
        return tuple(suffix for suffix, _ in self._enclitics)

    @property
    def plural_pronouns(self) -> tuple[str, ...]:
        """Pronouns behind a word that stand for several, and those of more than one letter."""
        return tuple(suffix for suffix, who in self._enclitics if who == "p" or len(suffix) > 1)

    def bound(self, word: str) -> str:
        """A feminine noun as it stands in front of a pronoun («وفاة», «وفات-ه»); empty for others."""
        ending = self._feminine
        return word.removesuffix(ending) + self._bound_feminine if ending and word.endswith(ending) else ""

    def ends_feminine(self, word: str) -> bool:
        """Whether a word has the ending of a verb in the past, of one woman or of a body ("قتلت")."""
        return bool(self._bound_feminine) and word.endswith(self._bound_feminine)

    @property
    def several(self) -> tuple[str, ...]:
        """Pronouns behind a word that stand for several."""
        return tuple(suffix for suffix, who in self._enclitics if who == "p")

    def attached(self, prefix: str) -> tuple[bool, str]:
        """What a proclitic says: (joined by "and", preposition)."""
        flags = next((flags for known, flags in self._proclitics if known == prefix), "")
        return "c" in flags, preposition_of(flags)

    def is_definite(self, prefix: str) -> bool:
        """Whether a proclitic holds the article."""
        return prefix in self._articles

    def article_of(self, word: str) -> str | None:
        """What a word begins with that holds the article, as far as it attaches; None without one."""
        if not word.startswith(self._articles):
            return None
        return next(prefix for prefix in self._articles if word.startswith(prefix))

    def _doubled(self) -> list[tuple[str, str]]:
        article = next((prefix for prefix, flags in self._proclitics if flags == "d"), "")
        found = []
        for prefix, flags in self._proclitics:
            if preposition_of(flags) and "c" not in flags:
                hides = "d" in flags and not prefix.endswith(article)
                found.append((prefix, article if hides else ""))
        return found

    def entries(self) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """Every form and phrase with its senses."""
        for form, entry in self._forms.items():
            yield (form,), entry
        for found in self._phrases.values():
            yield from found

    def word_at(self, words: list[str], at: int) -> Word | None:
        """The longest word or phrase that stands at token `at`, or None when nothing is known of it."""
        word = words[at]
        starts = self.phrase_starts.get(word)
        if starts is None:
            return self._looked_up(word, self.known)
        for start in starts:
            found = self._phrase(words, at, start)
            if found is not None:
                return found
        return self._looked_up(word, self._alone)

    def _looked_up(self, word: str, memory: dict[str, Word | None]) -> Word | None:
        """What a word is by itself, looked up once."""
        if word not in memory:
            if len(memory) > _CACHE_LIMIT:
                memory.clear()
            memory[word] = self._single(word)
        return memory[word]

    def _phrase(self, words: list[str], at: int, start: tuple[str, str]) -> Word | None:
        first, flags = start
        following = words[at + 1] if at + 1 < len(words) else ""
        for tail, size, entry in self._tails[first].get(following, ()):
            if size == 2 or words[at + 2 : at + size] == tail:
                return Word(entry, size, flags)
        return None

    def _single(self, word: str) -> Word | None:
        whole = self._forms.get(word)
        if whole is not None and (whole.person is not None or whole.harm is not None or "aux" in whole.marks):
            # "كان" is no "ك" with "أن" behind it.
            return Word(whole, 1)
        if len(word) >= 3:
            for prefix, flags in self._proclitics:
                if word.startswith(prefix):
                    entry = self._forms.get(word[len(prefix) :])
                    if entry is not None and len(word) > len(prefix) + 1:
                        if "c" in flags and (kin := self._kin(word, entry)) is not None:
                            return kin
                        return Word(entry if whole is None else entry.joined_with(whole), 1, flags)
        owned = self._with_pronoun(word) if len(word) >= 3 else None
        if whole is None:
            return owned
        if owned is not None and owned.person is not None and owned.harm is None and not whole.thing:
            # "والدته" has a role of its own, and is his mother as well.
            owned.marks |= whole.marks
            return owned
        return Word(whole, 1)

    def _kin(self, word: str, entry: Entry) -> Word | None:
        """As in "رجل وزوجته": what has a role of its own ("زوجته فلانة") is a person of his as well."""
        if entry.person is not None or entry.harm is not None or entry.thing:
            return None
        owned = self._with_pronoun(word)
        if owned is None or owned.person is None or owned.harm is not None:
            return None
        owned.marks |= entry.marks
        return owned

    def _with_pronoun(self, word: str) -> Word | None:
        for suffix, who in self._enclitics:
            if not word.endswith(suffix) or len(word) < len(suffix) + 3:
                continue
            stem = word[: -len(suffix)]
            dual = self._bound.get(stem)
            if dual is not None and self._is_dual_alone(stem):
                return Word(dual, 1, "", who)
            joined = self._dual_behind(stem)
            if joined is not None:
                return Word(joined[0], 1, joined[1], who)
            known = [one for one in map(self._stem, self._unbound(stem)) if one is not None]
            if known:
                # "قتلته" is "قتلت" with its object before it is "قتلة" of his.
                person = known[0][0].person
                is_plain = person is None or person.harm is None
                verb = next((one for one in known if is_plain and one[0].harm is not None), known[0])
                return Word(verb[0], 1, verb[1], who)
        return None

    def _dual_behind(self, stem: str) -> tuple[Entry, str] | None:
        """A dual in front of a pronoun with a letter attached ("وطفلاها")."""
        if stem in self._forms:
            return None
        for prefix, flags in self._proclitics:
            bare = stem[len(prefix) :] if "d" not in flags and stem.startswith(prefix) else ""
            if bare in self._bound and self._is_dual_alone(bare):
                return self._bound[bare], flags
        return None

    def _is_dual_alone(self, bare: str) -> bool:
        """Whether nothing but a dual looks so in front of a pronoun: "مهربيها" are their smugglers, not two of them."""
        plain = self._forms.get(bare)
        return plain is None or plain.person is None or plain.person.number == "s"

    def _unbound(self, stem: str) -> tuple[str, ...]:
        """A stem as it stands without its pronoun: its ending comes back."""
        if self._feminine and stem.endswith(self._bound_feminine):
            return (stem[: -len(self._bound_feminine)] + self._feminine, stem)
        for bound, plain in self._endings:
            if stem.endswith(bound):
                return (stem[: -len(bound)] + plain, stem)
        return (stem,)

    def _stem(self, stem: str) -> tuple[Entry, str] | None:
        entry = self._forms.get(stem)
        if entry is not None:
            return entry, ""
        for prefix, flags in self._proclitics:
            # A noun with its pronoun takes no article: "الفلاحة" is not "الفلاح" with one.
            if "d" not in flags and stem.startswith(prefix):
                entry = self._forms.get(stem[len(prefix) :])
                if entry is not None:
                    return entry, flags
        return None
