"""Reading a speaker's text: which institution, agency, country or person it names, in Arabic, English or French.

Pure tables and lookups; which claims one origin makes within an incident is decided in origins.py.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from language.folding import fold_key

# French articles and "of" that lost their vowel are words of their own: "l'armée".
_TOKEN = re.compile(r"[ld](?='\w)|[^\W_]+(?:['.\-][^\W_]+)*\.?")
_OPENING = re.compile(r"\W*(\w+)\s?[:|\-\u2013\u2014]")
_ACRONYM = re.compile(r"\b[A-Z][A-Z.]{1,6}\b")
_ARABIC = re.compile("[\u0621-\u064a]")
_PROCLITICS = ("وال", "فال", "بال", "كال", "لل", "ال", "ول", "وب", "و", "ف", "ب", "ل", "ك")
_SHORT_LATIN = 3
"""Latin names of up to so many letters count only when written in capitals: "UN", not "un"."""


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(word.rstrip(".").removesuffix("'s") for word in _TOKEN.findall(fold_key(text)))


@lru_cache(maxsize=20_000)
def _opening_of(title: str) -> str:
    opening = _OPENING.match(fold_key(title))
    return opening[1] if opening is not None else ""


def forms_of(word: str) -> tuple[str, ...]:
    """A word and what is left of it without an Arabic article or preposition, the fuller form first."""
    if not _ARABIC.match(word):
        return (word,)
    rest = (word[len(p) :] for p in _PROCLITICS if word.startswith(p) and len(word) - len(p) >= 2)
    return (word, *rest)


def bare(word: str) -> str:
    """A word of a table as it is looked up: an Arabic one without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n",
    "چ": "c", "پ": "p", "ڤ": "v", "گ": "g", "ه": "h",
}  # fmt: skip
_LATIN_SAME = (
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
)


def skeleton(word: str) -> str:
    """The consonants of a name, alike for its Arabic and its Latin spelling; empty when too few to tell."""
    if _ARABIC.search(word):
        word = word[:-1] if word.endswith("ه") else word
        bones = "".join(_CONSONANTS.get(c, "") for c in bare(word))
    else:
        word = word.removeprefix("al-").removeprefix("el-")
        for many, one in _LATIN_SAME:
            word = word.replace(many, one)
        bones = "".join(c for c in word.rstrip("h") if c in "bcdfghjklmnprstvxz")
    bones = re.sub(r"(.)\1+", r"\1", bones)
    return bones if len(bones) >= 2 else ""


@dataclass(frozen=True, slots=True)
class Match:
    """A name of a table in a list of words, over words [start, end)."""

    key: str
    start: int
    end: int


class NameTable:
    """Names of several words, found in a list of words by their first one, the longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are (name, key) pairs."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, key in names:
            words = tuple(bare(word) for word in words_of(name))
            if words:
                self._by_first.setdefault(words[0], []).append((words, key))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: Sequence[str], capitals: frozenset[str]) -> Iterator[Match]:
        """Every longest name that starts at some word."""
        for start, word in enumerate(words):
            best = max(
                (m for form in forms_of(word) for m in self._at(form, start, words, capitals)),
                key=lambda m: m.end,
                default=None,
            )
            if best:
                yield best

    def _at(self, form: str, start: int, words: Sequence[str], capitals: frozenset[str]) -> Iterator[Match]:
        for entry, key in self._by_first.get(form, ()):
            end = start + len(entry)
            if end > len(words) or not all(
                want in forms_of(got) for want, got in zip(entry[1:], words[start + 1 : end], strict=True)
            ):
                continue
            if len(entry) == 1 and form.isascii() and len(form) <= _SHORT_LATIN and form not in capitals:
                continue
            yield Match(key, start, end)
            return


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != columns:
                raise ValueError(f"{path}:{number}: {len(cells)} columns where {columns} should be")
            yield cells


def _names(*cells: str) -> Iterator[str]:
    for cell in cells:
        yield from (name for name in cell.split("|") if name)


@dataclass(frozen=True, slots=True)
class SpeakerTables:
    """The tables that speakers are looked up in."""

    institutions: NameTable
    directness: dict[str, int]
    agencies: NameTable
    nations: NameTable
    titles: frozenset[str]
    unnamed: frozenset[str]
    staff: frozenset[str]
    same: frozenset[str]
    told_apart: frozenset[str]
    broad: frozenset[str]
    members: frozenset[str]
    partial: frozenset[str]
    media: frozenset[str]
    most: frozenset[str]
    corrected: frozenset[str]
    cache: dict[str, "Reading"] = field(default_factory=dict, compare=False)

    @classmethod
    def load(cls, institutions: Path, agencies: Path, nations: Path, words: Path) -> "SpeakerTables":
        """Read the four tables.

        Raises:
            ValueError: a line has not the columns that its file's head names.
        """
        kinds = list(_rows(institutions, 4))
        speaker_words = tomllib.loads(words.read_text(encoding="utf-8"))
        return cls(
            institutions=NameTable((name, kind) for kind, _, ar, en in kinds for name in _names(ar, en)),
            directness={kind: int(directness) for kind, directness, _, _ in kinds},
            agencies=NameTable((name, key) for key, cell in _rows(agencies, 2) for name in _names(cell)),
            nations=NameTable((name, iso) for iso, ar, en in _rows(nations, 3) for name in _names(ar, en)),
            titles=frozenset(fold_key(word) for word in speaker_words["titles"]),
            unnamed=frozenset(fold_key(word) for word in speaker_words["unnamed"]),
            staff=frozenset(fold_key(word) for word in speaker_words["staff"]),
            same=frozenset(fold_key(word) for word in speaker_words["same"]),
            told_apart=frozenset(speaker_words["told_apart"]),
            broad=frozenset(speaker_words["broad"]),
            partial=frozenset(fold_key(word) for word in speaker_words["partial"]),
            corrected=frozenset(fold_key(word) for word in speaker_words["corrected"]),
            most=frozenset(fold_key(word) for word in speaker_words["most"]),
            media=frozenset(fold_key(word) for word in speaker_words["media"]),
            members=frozenset(fold_key(word) for word in speaker_words["members"]),
        )

    def read(self, text: str) -> "Reading":
        """What a speaker's text names."""
        reading = self.cache.get(text)
        if reading is None:
            if len(self.cache) >= _CACHED:
                self.cache.clear()
            reading = self.cache[text] = self._read(text)
        return reading

    def agency(self, text: str) -> str | None:
        """The key of the agency or outlet that `text` as a whole is a name of."""
        words = words_of(text)
        capitals = frozenset(words)
        for match in self.agencies.find(words, capitals):
            rest = words[: match.start] + words[match.end :]
            if all(any(form in self.titles for form in forms_of(word)) for word in rest):
                return match.key
        return None

    def says_corrected(self, title: str) -> bool:
        """Whether a title begins with the word for a correction ("CORRECTED: ...")."""
        return _opening_of(title) in self.corrected

    def outlet_key(self, text: str) -> str:
        """An outlet's name without the words for what it is: "صحيفة الرياض", "the newspaper Al-Raed"."""
        words = [bare(word) for word in words_of(text)]
        named = [word for word in words if word not in self.media]
        return " ".join(named or words)

    def tells_medium(self, text: str) -> bool:
        """Whether a text begins with what kind of outlet it names."""
        words = words_of(text)
        return len(words) > 1 and words[0] in self.media

    def _read(self, text: str) -> "Reading":
        words = words_of(text)
        capitals = frozenset(a.lower().strip(".") for a in _ACRONYM.findall(text))
        capitals |= {a.replace(".", "") for a in capitals}
        found = max(
            self.institutions.find(words, capitals), key=lambda m: (m.end - m.start, -m.start), default=None
        )
        taken = set(range(found.start, found.end)) if found else set()
        countries = set()
        for match in self.nations.find(words, capitals):
            if not taken.issuperset(range(match.start, match.end)):
                countries.add(match.key)
                taken.update(range(match.start, match.end))
        agency = next(self.agencies.find(words, capitals), None)
        return Reading(
            institution=found.key if found else None,
            agency=agency.key if agency else None,
            countries=frozenset(countries),
            names=frozenset(self._own_names(words, taken, found)),
            is_same=any(word in self.same for word in words),
            unnamed=any(form in self.unnamed for word in words for form in forms_of(word)),
            staff=any(form in self.staff for word in words[:_STAFF_WORDS] for form in forms_of(word)),
            member=frozenset(self._member(words, taken, found)),
        )

    def _member(self, words: Sequence[str], taken: set[int], found: Match | None) -> Iterator[str]:
        """The name of one of many in a broad kind; where he is, told after it, is no name."""
        if found is None or found.key not in self.broad:
            return
        if not any(form in self.members for word in words for form in forms_of(word)):
            return
        for index, word in enumerate(words):
            if index >= found.end and (word in _WHERE or word.startswith("ب")):
                return
            if index not in taken and not any(
                form in self.titles or form in self.members for form in forms_of(word)
            ):
                yield bare(word)

    def _own_names(self, words: Sequence[str], taken: set[int], found: Match | None) -> Iterator[str]:
        for index, word in enumerate(words):
            if index in taken or word in self.same:
                continue
            if any(form in self.titles or form in self.unnamed for form in forms_of(word)):
                continue
            if found and _is_far(words, index, found):
                continue
            yield bare(word)


_STAFF_WORDS = 3
"""So far in front stands who somebody is: "an employee of ...", "موظف في ..."."""
_CACHED = 50_000
_WHERE = frozenset({"in", "at", "near", "of", "from", "في", "من", "على", "عن", "قرب", "لدى"})
_NAME_WORDS = 3
"""An institution's own name stands within so many words of its kind: after it in Arabic, before it in English."""


def _is_far(words: Sequence[str], index: int, found: Match) -> bool:
    if _ARABIC.search(words[found.start]):
        return not 0 <= index - found.end < _NAME_WORDS
    return not (0 < found.start - index <= _NAME_WORDS or 0 <= index - found.end < _NAME_WORDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a speaker's text names: a kind of institution, an agency, countries, own names; `unnamed` when the
    speaker is a source, a witness or the like."""

    institution: str | None
    agency: str | None
    countries: frozenset[str]
    names: frozenset[str]
    unnamed: bool
    is_same: bool = False
    """Whether it is told to be the one that spoke last."""
    staff: bool = False
    """Whether it is somebody who only works for the institution."""
    member: frozenset[str] = frozenset()
    """The name of one who belongs to a broad kind without speaking for it: "a leader of a rebel faction, So-and-so"."""
