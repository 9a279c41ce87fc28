"""What one word can mean: people, harm, a role; and the word as it is found in a text."""

from typing import Final

_FLAGS: Final = {ord(flag): None for flag in "cdf"}


def preposition_of(flags: str) -> str:
    """The preposition among the flags of a proclitic (see grammar.toml), or an empty string."""
    return flags.translate(_FLAGS)


class Person:
    """A noun for people: how many its form means, who they are, and the harm that the word itself tells."""

    __slots__ = ("harm", "nationality", "needs_number", "number", "victims")

    def __init__(
        self,
        number: str,
        victims: str,
        *,
        harm: str | None = None,
        needs_number: bool = False,
        nationality: bool = False,
    ) -> None:
        self.number = number
        self.victims = victims
        self.harm = harm
        self.needs_number = needs_number
        self.nationality = nationality


class Harm:
    """A word that says that people are harmed, and how it takes its people (`frame`: see harm.toml)."""

    __slots__ = (
        "behind",
        "frame",
        "light",
        "many",
        "measure",
        "near",
        "needs",
        "or_near",
        "participle",
        "present",
        "strict",
        "takes",
        "unless",
        "weak",
    )

    def __init__(
        self,
        measure: str,
        frame: str,
        *,
        many: bool = False,
        light: bool = False,
        near: bool = False,
        or_near: bool = False,
        weak: bool = False,
        present: bool = False,
        participle: bool = False,
        needs: frozenset[str] = frozenset(),
        unless: frozenset[str] = frozenset(),
        takes: str = "",
        strict: bool = False,
        behind: str = "",
    ) -> None:
        self.measure = measure
        self.frame = frame
        self.many = many
        self.light = light
        self.near = near
        self.or_near = or_near
        self.weak = weak
        self.present = present
        self.participle = participle
        self.needs = needs
        self.unless = unless
        self.takes = takes
        # Whether its people are led by one of those prepositions alone.
        self.strict = strict
        # The mark of a word that stands shortly in front: "نفذت ... حكم الإعدام".
        self.behind = behind


class Entry:
    """All senses of one form."""

    __slots__ = ("harm", "marks", "otherwise", "person", "thing")

    def __init__(self) -> None:
        self.person: Person | None = None
        self.harm: Harm | None = None
        # What it tells where the words that `harm` needs do not follow: "فقد ... حياتهم", "فقد ... في البحر".
        self.otherwise: Harm | None = None
        self.marks: frozenset[str] = frozenset()
        self.thing = False

    def joined_with(self, other: "Entry") -> "Entry":
        """Both entries' senses; this one's come first."""
        both = Entry()
        both.person = self.person or other.person
        first = self if self.harm is not None else other
        both.harm, both.otherwise = first.harm, first.otherwise
        both.marks = self.marks | other.marks
        both.thing = self.thing or other.thing
        return both


class Word:
    """An entry as found in the text: with what was attached to it, and how many tokens it takes."""

    __slots__ = (
        "definite",
        "future",
        "harm",
        "joined",
        "length",
        "marks",
        "otherwise",
        "person",
        "prep",
        "pronoun",
        "thing",
    )

    def __init__(self, entry: Entry, length: int, flags: str = "", pronoun: str = "") -> None:
        self.person = entry.person
        self.harm = entry.harm
        self.otherwise = entry.otherwise
        self.marks = entry.marks
        self.thing = entry.thing
        self.length = length
        self.joined = "c" in flags
        self.definite = "d" in flags
        self.future = "f" in flags
        self.prep = preposition_of(flags)
        self.pronoun = pronoun

    @property
    def is_plain_thing(self) -> bool:
        """Whether it names a thing that nothing leads to, and nobody."""
        return self.thing and self.person is None and not self.prep
