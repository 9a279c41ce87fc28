"""Finding place names in folded text: the longest name at each word, with what stands around it.

A name that is rare, short or also a common word counts only where a cue stands beside it: a preposition of
place, the kind of place ("مدينة", "city of"), a direction, or another place that it is joined to.
"""

from bisect import bisect_left
from dataclasses import dataclass
from importlib.resources import files

from language.places.names import PREPOSITIONS, PROCLITICS, without_proclitics, words_and_gaps
from language.places.packed import Packed, Strength

LONGEST_NAME = 7
"""Words in the longest name that is looked for."""

_JOINING = frozenset({"و", "and", "et", "y", "or", "او"})
_LONGEST_CUE = 3
_CLOSE = frozenset({" ", "'"})
_OPENING = frozenset({' "', " ("})
_LONG_ENOUGH = 5
_WORDS_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in folded text. Offsets count characters of that text.

    `start` to `end` is the place as one would quote it: with the kind of place and the direction that stand
    before it ("مدينة حلب", "شمال العراق", "city of"), without preposition and conjunction. `name_start` to
    `name_end` is the bare name. `entry` names the name itself: equal names have equal entries. `kind` is
    the kind of place that the words beside it announce, or empty. `cued` says that something beside it
    marks it as a place.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    entry: int
    kind: str
    cued: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that stand beside places; keys are name keys."""

    before: dict[str, str]
    of: dict[str, str]
    after: dict[str, str]
    direction: frozenset[str]
    happening: frozenset[str]
    happens_to: frozenset[str]
    prepositions: frozenset[str]
    led: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Single words that announce a place and so are none themselves."""
        return frozenset(self.before) | frozenset(self.after) | self.direction | self.prepositions


def load_cues() -> Cues:
    """Read cues.tsv of this package."""
    roles: dict[str, dict[str, str]] = {}
    for line in (files(__package__) / "cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            role, kind, word = line.split("\t")
            roles.setdefault(role, {}).setdefault(word, kind)
    return Cues(
        before=roles["before"],
        of=roles["of"],
        after=roles["after"],
        direction=frozenset(roles["direction"]),
        happening=frozenset(roles["happening"]),
        happens_to=frozenset(roles["happens_to"]),
        prepositions=frozenset(roles["in"]),
        led=frozenset(roles["led"]),
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name at words [at, until); `cut` characters of its first word are proclitics."""

    at: int
    until: int
    entry: int
    cut: int
    preposition: bool
    strength: int


_Reading = tuple[str, int, bool]
"""A word without some proclitics: the rest, how many characters were cut, whether a preposition was among them."""


class Matcher:
    """Finds the names of one place file. What it remembers changes its speed only, never its answer."""

    __slots__ = ("_cues", "_group_start", "_groups", "_heavy", "_known", "_rests", "_strength")

    def __init__(self, packed: Packed, cues: Cues) -> None:
        self._groups = packed.groups
        self._heavy = packed.heavy
        self._rests = packed.rests
        self._group_start = packed.arrays["group_start"]
        self._strength = packed.arrays["strength"]
        self._cues = cues
        # What was found out of words before: news repeats its words, and the answer depends on the word alone.
        self._known: dict[str, tuple[_Reading, ...]] = {}

    def find(self, folded: str) -> list[Mention]:
        """All place names of `folded`, in order, none overlapping. Time grows with the length of the text."""
        words, gaps, starts, ends = words_and_gaps(folded)
        mentions: list[Mention] = []
        known = self._known
        free_from = 0
        for at, word in enumerate(words):
            readings = known.get(word)
            if readings is None:
                readings = self._learn(word)
            if not readings or at < free_from:
                continue
            hit = self._hit_at(readings, words, gaps, at)
            if hit is not None:
                previous = mentions[-1] if mentions else None
                mention = self._mention(hit, words, gaps, (starts, ends), previous)
                if mention is not None:
                    mentions.append(mention)
                    free_from = hit.until
        return mentions

    def _learn(self, word: str) -> tuple[_Reading, ...]:
        """The readings of a word with which a name can start; most words have none."""
        readings = [(word, 0, False)] if word in self._groups or word in self._heavy else []
        if word[0] in PROCLITICS:
            readings += [
                reading
                for reading in without_proclitics(word)
                if reading[0] in self._groups or reading[0] in self._heavy
            ]
        if len(self._known) >= _WORDS_REMEMBERED:
            self._known.clear()
        self._known[word] = found = tuple(readings)
        return found

    def _hit_at(
        self, readings: tuple[_Reading, ...], words: list[str], gaps: list[str], at: int
    ) -> _Hit | None:
        whole = len(readings) > 1 and readings[0][1] == 0
        if whole and at and gaps[at - 1] == " " and self._leads(words[at - 1]):
            # "في وجدة": no "and" stands behind a preposition.
            readings = readings[:1]
        best = None
        for first, cut, preposition in readings:
            found = self._longest(first, words, gaps, at)
            if found is None:
                continue
            hit = _Hit(at, found[1], found[0], cut, preposition, self._strength[found[0]])
            if cut == 0:
                if hit.strength >= Strength.PLAIN or hit.until - at > 1:
                    return hit
                best = hit
            elif _is_word_of_its_own(hit, first):
                return hit
            elif best is None and preposition and words[at][cut - 1] != "ل" and self._is_long(first):
                best = hit
        return best

    def _is_long(self, first: str) -> bool:
        """Whether a name may begin with `first` behind a preposition that is written to it."""
        return len(first) >= _LONG_ENOUGH or first in self._cues.led

    def _longest(self, first: str, words: list[str], gaps: list[str], at: int) -> tuple[int, int] | None:
        """The longest name that starts with `first` at word `at`: its entry and the word after its end."""
        group, until = None, at + 1
        if first in self._heavy and until < len(words) and _joins(gaps[at]):
            group = self._groups.get(f"{first} {words[until]}")
            until += group is not None
        if group is None:
            group, until = self._groups.get(first), at + 1
        if group is None:
            return None
        base, rests = self._group_start[group], self._rests[group]
        if not rests:
            return base, until
        if until == len(words) or not _joins(gaps[until - 1]) or f"\n{words[until]}" not in f"\n{rests}":
            # Most often the next word continues no name.
            return (base, until) if rests.startswith("\n") else None
        following = [""]
        stop = until
        while stop < len(words) and stop - at < LONGEST_NAME and _joins(gaps[stop - 1]):
            following.append(f"{following[-1]} {words[stop]}" if following[-1] else words[stop])
            stop += 1
        offsets = {rest: index for index, rest in enumerate(rests.split("\n"))}
        for taken in range(len(following) - 1, -1, -1):
            index = offsets.get(following[taken])
            if index is not None:
                return base + index, until + taken
        return None

    def _mention(
        self,
        hit: _Hit,
        words: list[str],
        gaps: list[str],
        spans: tuple[list[int], list[int]],
        previous: Mention | None,
    ) -> Mention | None:
        starts, ends = spans
        name_start = starts[hit.at] + hit.cut
        tail = hit.until - 1
        name_end = ends[tail]
        kind, first, cued = "", hit.at, hit.preposition
        start = name_start
        if not hit.cut or not hit.preposition:
            floor = bisect_left(starts, previous.end) if previous is not None else 0
            kind, first, skipped = self._kind_before(words, gaps, hit.at, floor)
            if first < hit.at:
                # A name in quotes is quoted without the word in front of them.
                quoted = gaps[hit.at - 1] in _OPENING
                start, cued = start if quoted else starts[first] + skipped, True
        end = name_end
        after = self._cues.after.get(words[hit.until]) if hit.until < len(words) else None
        if after is not None and gaps[tail] == " ":
            end, cued = ends[hit.until], True
            kind = kind or after
        if not cued:
            last = -1 if previous is None else bisect_left(starts, previous.name_end)
            cued = self._is_cued(words, gaps, first, hit, last) or self._is_heading(words, gaps, hit)
        if hit.strength == Strength.TYPED and kind in {"", "any"}:
            return None
        if hit.strength == Strength.CUED and not cued:
            return None
        return Mention(start, end, name_start, name_end, hit.entry, "" if kind == "any" else kind, cued)

    def _kind_before(self, words: list[str], gaps: list[str], at: int, floor: int) -> tuple[str, int, int]:
        """The kind announced before word `at`, the word where the phrase starts, and how much of it is clitic.

        Words before `floor` belong to the place before.
        """
        cues = self._cues
        kind, first, skipped = "", at, 0
        if at - 2 >= floor and gaps[at - 1] in _CLOSE and gaps[at - 2] == " ":
            announced = cues.of.get(f"{words[at - 2]} {words[at - 1]}")
            if announced is not None:
                kind, first = announced, at - 2
        while first > floor and at - first < _LONGEST_CUE and not skipped:
            if gaps[first - 1] != " " and not (first == at and gaps[at - 1] in _OPENING):
                break
            word, cut = words[first - 1], 0
            announced = self._announces(word)
            if announced is None and word[0] in PROCLITICS:
                announced, cut = self._announces_inside(word)
            if announced is None:
                break
            if not kind:
                kind = announced
            first, skipped = first - 1, cut
        return kind, first, skipped

    def _announces(self, word: str) -> str | None:
        kind = self._cues.before.get(word)
        if kind is None and word in self._cues.direction:
            return ""
        return kind

    def _announces_inside(self, word: str) -> tuple[str | None, int]:
        """The kind that `word` announces without its proclitics, and how many characters those are."""
        for cut in (1, 2):
            rest = word[cut:]
            announced = self._announces(rest) if len(rest) > 1 and word[cut - 1] in PROCLITICS else None
            if announced is None and rest[:1] == "ل" and word[cut - 1] == "ل":
                announced = self._announces(rest[1:])
                cut += 1
            if announced is not None:
                return announced, cut
        return None, 0

    def _leads(self, word: str) -> bool:
        """Whether a word leads to places, also with a preposition written to it: "هجوم", "لهجوم"."""
        if word in self._cues.prepositions:
            return True
        return word[0] in PREPOSITIONS and len(word) >= _LONG_ENOUGH and word[1:] in self._cues.prepositions

    def _is_cued(self, words: list[str], gaps: list[str], first: int, hit: _Hit, last: int) -> bool:
        if first == 0:
            return False
        before, gap = words[first - 1], gaps[first - 1]
        if gap.strip(" \"'()#") == "" and (
            self._leads(before)
            or (
                first > 1
                and gaps[first - 2] == " "
                and f"{words[first - 2]} {before}" in self._cues.prepositions
            )
        ):
            return True
        if last == first and (hit.cut or gap.strip() in {",", "،", "/", "-", "("}):
            return True
        return last == first - 1 and before in _JOINING

    def _is_heading(self, words: list[str], gaps: list[str], hit: _Hit) -> bool:
        """Whether the name stands at the head of the text in front of what happened there.

        Alone ("بنزرت : وفاة"), or with a noun for it behind, and what it happens to ("Tulsa house fire kills").
        """
        if hit.at or hit.cut:
            return False
        if gaps[hit.until - 1].strip() == ":":
            return True
        at = hit.until
        if at + 1 < len(words) and words[at] in self._cues.happens_to and gaps[at - 1] == " ":
            at += 1
        return at < len(words) and words[at] in self._cues.happening and gaps[at - 1] == " "


def _is_word_of_its_own(hit: _Hit, first: str) -> bool:
    """Whether the name can be told from the rest of a word that merely starts with a proclitic's letter."""
    if hit.strength >= Strength.ROBUST:
        return True
    long = hit.until - hit.at > 1 or len(first) >= _LONG_ENOUGH
    return hit.strength == Strength.PLAIN and long


def _joins(gap: str) -> bool:
    """Whether two words with `gap` between them may be of one name."""
    return gap in {" ", "-", ". ", ".", "'"}
