"""The gate: whether a text holds any word of harm at all, and where. One pass, before anything else is done."""

from collections.abc import Iterable

import ahocorasick

HARM = 1
EVENT = 2

_LONGEST_CLITIC = 4


class Gate:
    """All forms that can begin a claim, in one automaton over folded text."""

    __slots__ = ("_automaton", "_enclitics", "_proclitics")

    def __init__(
        self, forms: Iterable[tuple[str, int]], proclitics: Iterable[str], enclitics: Iterable[str]
    ) -> None:
        kinds: dict[str, int] = {}
        for form, kind in forms:
            kinds[form] = kinds.get(form, 0) | kind
        automaton = ahocorasick.Automaton()
        for form, kind in kinds.items():
            automaton.add_word(form, (len(form), kind))
        automaton.make_automaton()
        self._automaton = automaton
        self._proclitics = frozenset(proclitics) | {""}
        self._enclitics = frozenset(enclitics) | {""}

    def hits(self, text: str) -> list[tuple[int, int]]:
        """(offset, HARM or EVENT or both) of every form that stands in folded `text` as a word."""
        found: list[tuple[int, int]] = []
        size = len(text)
        proclitics, enclitics = self._proclitics, self._enclitics
        for end, (length, kind) in self._automaton.iter(text):
            start = end - length + 1
            left = start
            while left and text[left - 1].isalpha() and start - left <= _LONGEST_CLITIC:
                left -= 1
            if text[left:start] not in proclitics:
                continue
            right = end + 1
            while right < size and text[right].isalpha() and right - end <= _LONGEST_CLITIC:
                right += 1
            if text[end + 1 : right] in enclitics:
                found.append((start, kind))
        return found
