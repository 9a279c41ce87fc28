"""Reads numbers from tokens: amount, bounds, kind."""

from language.numbers.figures import figure_value, groups_end, is_date, is_in_name, is_year
from language.numbers.mention import Kind, Number, bounds_of
from language.numbers.words import DUAL_SCALES, NumberWords, match_phrase, room_behind
from language.tokens import Tokens

_LARGEST = 10**10
# From here on French puts "de" between a number and its noun.
_LINKED = 10**6
_PAIR = 2


class NumberReader:
    """Reads the numbers of one language. Stateless: safe to share."""

    __slots__ = ("_beginnings", "_hidden", "_prefixed", "_words")

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        # Every word with every proclitic, so that reading is one look-up: word -> (word, joined).
        self._prefixed: dict[str, tuple[str, bool]] = {}
        known = set(words.values) | set(words.special) | set(words.before)
        for prefix in words.proclitics:
            for word in known:
                self._prefixed.setdefault(prefix + word, (word, prefix in words.joining))
        for word in known:
            self._prefixed[word] = (word, False)
        # Words with which a number may begin; so may every figure.
        self._beginnings = frozenset(self._prefixed) | frozenset(words.between)
        # "واحد عشر" is "and eleven", where "واحد" alone is one: (first word, second) -> (prefix, first word bare).
        self._hidden: dict[tuple[str, str], tuple[str, str]] = {
            (prefix + first, phrase[1]): (prefix, first)
            for prefix in words.joining
            for first, phrases in words.special.items()
            if prefix + first in words.values
            for phrase, _ in phrases
            if len(phrase) == _PAIR
        }

    @property
    def elided(self) -> frozenset[str]:
        """Words that cling to the next one; the tokens that are read must be cut by them (language/tokens.py)."""
        return self._words.elided

    def starts_number(self, word: str) -> bool:
        """Whether a number may begin with this token: a cheap test before `read_at`."""
        return word in self._beginnings or word[0].isdigit()

    def proclitic(self, word: str, following: str = "") -> str:
        """The letters that are attached in front of a number word, or an empty string; `following` is the next word."""
        hidden = self._hidden.get((word, following))
        if hidden is not None:
            return hidden[0]
        bare = self._prefixed.get(word)
        return word[: len(word) - len(bare[0])] if bare is not None else ""

    def may_be_joined(self, word: str) -> bool:
        """Whether a word begins with a letter that joins numbers, and names in a row ("وسامر")."""
        return any(word.startswith(letter) for letter in self._words.joining)

    def is_joined(self, word: str) -> bool:
        """Whether "and" is attached to this number word."""
        bare = self._prefixed.get(word)
        return bare is not None and bare[1]

    def read(self, tokens: Tokens) -> list[Number]:
        """Every number among `tokens`, in order, none overlapping another."""
        found: list[Number] = []
        at, count, words = 0, len(tokens), tokens.words
        while at < count:
            if self.starts_number(words[at]):
                number = self.read_at(tokens, at)
                if number is not None:
                    found.append(number)
                    at = number.last
                    continue
            at += 1
        return found

    def read_at(self, tokens: Tokens, at: int) -> Number | None:
        """The number that begins with token `at`, bound words included, or None."""
        first = at
        at, words, qualifier = self._past_bounds(tokens, at)
        if first < at < len(words) and words[at] == "(":
            # "أكثر من (30) شخصا"
            at += 1
            words = self._bare_first(words, at) if at < len(words) else words
        if first < at < len(words) - 1 and words[at] in self._words.proclitics and words[at + 1][0].isdigit():
            # "تجاوزت الـ50": the article of a figure stands apart.
            at += 1
        number = self._amount(tokens, words, at)
        if number is None and qualifier not in ("", "about") and words[at - 1] in self._words.ones:
            # "au moins une personne": an article behind a bound is a number.
            number = Number(at - 1, at - 1, at, Kind.COUNT, "exact", 1, 1)
        if number is None:
            return None
        if qualifier and number.qualifier == "exact":
            low, high = bounds_of(qualifier, number.low or 0)
            number = number._replace(qualifier=qualifier, low=low, high=high)
        return number._replace(first=first)

    def _past_bounds(self, tokens: Tokens, at: int) -> tuple[int, list[str], str]:
        """Where the amount behind bounds at `at` begins, the words as they are read there, and the firmest bound."""
        words, qualifier = self._bare_first(tokens.words, at), ""
        while at < len(words):
            bound = match_phrase(self._words.before, words, at)
            if bound is None:
                break
            # "at least about 20": the firmer word holds.
            if qualifier in ("", "about"):
                qualifier = bound[1]
            at += bound[0]
            if at < len(words) and self.is_joined(words[at]):
                # "سبعة على الأقل وحوالي عشرين": the bound is of the number in front.
                return len(words), words, ""
            if at < len(words):
                words = self._bare_first(words, at)
        return at, words, qualifier

    def bound_after(self, words: list[str], at: int) -> tuple[int, str] | None:
        """A bound that stands behind its number ("على الأقل", "or more"): (tokens, qualifier)."""
        return match_phrase(self._words.after, words, at)

    def _bare_first(self, words: list[str], at: int) -> list[str]:
        hidden = self._hidden.get((words[at], words[at + 1])) if at + 1 < len(words) else None
        bare = (hidden[1], True) if hidden is not None else self._prefixed.get(words[at])
        if bare is None or bare[0] == words[at]:
            return words
        # Only this one token loses its proclitic; a copy keeps the caller's tokens as they are.
        near = words[at : at + 8]
        near[0] = bare[0]
        return [*[""] * at, *near] if at < 64 else words[:at] + near

    def _amount(self, tokens: Tokens, words: list[str], at: int) -> Number | None:
        if at >= len(words):
            return None
        between = match_phrase(self._words.between, words, at)
        if between is not None:
            ranged = self._between(tokens, words, at, at + between[0])
            if ranged is not None:
                return ranged
        special = match_phrase(self._words.special, words, at)
        if special is not None and not special[1].startswith("="):
            return self._special(words, at, special)
        simple = self._simple(tokens, words, at)
        if simple is None:
            return None
        last, value, kind = simple
        if kind != Kind.COUNT:
            return Number(at, at, last, kind, "exact", None, None)
        return self._followed(tokens, words, at, last, value)

    def _special(self, words: list[str], at: int, special: tuple[int, str]) -> Number:
        last = at + special[0]
        if special[1] == Kind.VAGUE:
            return Number(at, at, last, Kind.VAGUE, "vague", None, None, " ".join(words[at:last]))
        return Number(at, at, last, special[1], "exact", None, None)

    def _followed(self, tokens: Tokens, words: list[str], at: int, last: int, value: int) -> Number:
        """A count, told apart by what follows: percent, range, or a bound behind it."""
        percent = match_phrase(self._words.percent, words, last)
        if percent is not None:
            return Number(at, at, last + percent[0], Kind.PERCENT, "exact", None, None)
        if last + 1 < len(words) and words[last] in self._words.middle:
            before = tokens.words[at - 1] if at else ""
            other = self._simple(tokens, words, last + 1)
            if (
                other is not None
                and other[2] == Kind.COUNT
                and other[1] > value
                and before not in self._words.not_after
            ):
                percent = match_phrase(self._words.percent, words, other[0])
                if percent is not None:
                    # "20 إلى 25%"
                    return Number(at, at, other[0] + percent[0], Kind.PERCENT, "exact", None, None)
                return Number(at, at, other[0], Kind.COUNT, "range", value, other[1])
        if last < len(words):
            bound = match_phrase(self._words.after, words, last)
            if bound is not None:
                low, high = bounds_of(bound[1], value)
                return Number(at, at, last + bound[0], Kind.COUNT, bound[1], low, high)
        return Number(at, at, last, Kind.COUNT, "exact", value, value)

    def _between(self, tokens: Tokens, words: list[str], first: int, at: int) -> Number | None:
        lower = self._simple(tokens, words, at)
        if lower is None or lower[0] >= len(words) or lower[2] != Kind.COUNT:
            return None
        at = lower[0]
        if words[at] in self._words.between_joiner:
            at += 1
        elif not self.is_joined(words[at]):
            return None
        upper = self._simple(tokens, self._bare_first(words, at), at) if at < len(words) else None
        if upper is None or upper[2] != Kind.COUNT or upper[1] <= lower[1]:
            return None
        return Number(first, first, upper[0], Kind.COUNT, "range", lower[1], upper[1])

    def _simple(self, tokens: Tokens, words: list[str], at: int) -> tuple[int, int, str] | None:
        """A figure or a run of number words without bounds: (end, value, kind)."""
        if at >= len(words):
            return None
        if words[at][:1].isdigit():
            return self._figure(tokens, words, at)
        special = match_phrase(self._words.special, words, at)
        if special is not None and special[1].startswith("="):
            value, _, group = special[1][1:].partition(":")
            return self._compound(words, at + special[0], int(value), group)
        held = self._words.values.get(words[at])
        if held is None:
            return None
        if held[1] == "scale" and held[0] == 12:
            return at + 1, 12, Kind.COUNT
        return self._compound(words, at + 1, held[0], held[1])

    def _compound(self, words: list[str], at: int, value: int, group: str) -> tuple[int, int, str]:
        """A number that begins with `value`, with the word that links millions to what they count."""
        return self._linked(words, *self._summed(words, at, value, group))

    def _linked(self, words: list[str], last: int, amount: int, kind: str) -> tuple[int, int, str]:
        links = amount >= _LINKED and last < len(words) and words[last] in self._words.linking
        return last + links, amount, kind

    def _summed(self, words: list[str], at: int, value: int, group: str) -> tuple[int, int, str]:
        """Goes on with a number that begins with `value`; `at` is the next token."""
        total, current = (value, 0) if group == "scale" else (0, value)
        slot = room_behind(group, value, self._words.units_first)
        while at < len(words):
            step = self._next_word(words, at)
            if step is None:
                break
            after, (more, kind), joined = step
            if not joined and kind == "hundred" and more == 100 and 0 < current < 10:
                current, slot = current * 100, 100
            elif not joined and kind == "scale" and current and total < _LARGEST:
                total, current, slot = total + current * more, 0, more
            elif not joined and self._words.units_first and more == 10 and 1 < current % 100 < 10:
                current, slot = current + 10, 0
            elif self._adds(joined, more, slot, current):
                current += more
                slot = (
                    10
                    if kind == "unit" and self._words.units_first
                    else room_behind(kind, more, self._words.units_first)
                )
                if kind == "scale":
                    break
            else:
                break
            at = after
        if total and not current:
            return self._scaled(words, at, total, slot)
        return at, min(total + current, _LARGEST), Kind.COUNT

    def _adds(self, joined: bool, more: int, slot: int, current: int) -> bool:
        if self._words.units_first:
            # "خمسة وعشرون": the unit comes first, so tens may still follow a unit.
            fits = more < slot or (10 < more < 100 and more % 10 == 0 and 0 < current % 100 < 10)
            return joined and fits
        return more < slot

    def _next_word(self, words: list[str], at: int) -> tuple[int, tuple[int, str], bool] | None:
        word = words[at]
        eleven = self._joined_phrase(words, at)
        if eleven is not None:
            return eleven
        if word in self._words.joining_words and at + 1 < len(words):
            held = self._words.values.get(words[at + 1])
            return None if held is None else (at + 2, held, True)
        bare = self._prefixed.get(word)
        if bare is None:
            return None
        held = self._words.values.get(bare[0])
        if held is None or (not bare[1] and bare[0] != word):
            return None
        return at + 1, held, bare[1]

    def _joined_phrase(self, words: list[str], at: int) -> tuple[int, tuple[int, str], bool] | None:
        """As in "مائة وأحد عشر": a number of two words behind "and"."""
        following = words[at + 1] if at + 1 < len(words) else ""
        prefix = self.proclitic(words[at], following)
        if not prefix or prefix not in self._words.joining:
            return None
        bare = [words[at][len(prefix) :], following]
        special = match_phrase(self._words.special, bare, 0)
        if special is None or special[0] != _PAIR or not special[1].startswith("="):
            return None
        value, _, group = special[1][1:].partition(":")
        return at + _PAIR, (int(value), group), True

    def _figure(self, tokens: Tokens, words: list[str], at: int) -> tuple[int, int, str]:
        after = at + 1
        raw = words[at]
        if self._words.blank_groups_thousands:
            after = groups_end(tokens, at)
            raw = "".join(words[at:after])
        value, is_count = figure_value(raw, dots=self._words.dot_groups_thousands)
        if is_date(tokens, at):
            return after, 0, Kind.DATE
        if is_in_name(tokens, at):
            return after, 0, Kind.ORDINAL
        if value is None:
            return after, 0, Kind.DECIMAL
        scale = self._words.values.get(words[after]) if after < len(words) else None
        if scale is not None and scale[1] in ("scale", "hundred") and scale[0] not in (*DUAL_SCALES, 200):
            return self._linked(words, *self._scaled(words, after + 1, int(value * scale[0]), scale[0]))
        if not is_count:
            return after, 0, Kind.DECIMAL
        if is_year(tokens, at, int(value), self._words.years):
            return after, 0, Kind.YEAR
        return after, int(value), Kind.COUNT

    def _scaled(self, words: list[str], at: int, value: int, scale: int) -> tuple[int, int, str]:
        """ "12 ألفا و300", "مليون و415 ألفا": what is added behind a scale word."""
        if at + 1 < len(words) and words[at] in self._words.joining and words[at + 1].isdigit():
            more = int(words[at + 1]) if len(words[at + 1]) <= 3 else scale
            lower = self._words.values.get(words[at + 2], (0, "")) if at + 2 < len(words) else (0, "")
            if lower[1] == "scale" and lower[0] not in DUAL_SCALES:
                added = more * lower[0]
                if added < scale:
                    return self._scaled(words, at + 3, value + added, lower[0])
                more = scale  # "3 آلاف و5 آلاف": as much again is a number of its own.
            if more < scale:
                return at + 2, value + more, Kind.COUNT
        return at, min(value, _LARGEST), Kind.COUNT
