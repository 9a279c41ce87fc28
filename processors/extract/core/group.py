"""Some people, as one stretch of tokens counts them."""

AMONG_MEASURES = ("killed", "wounded", "detained")
SERVING = frozenset({"combatant", "security"})
"""Victims who serve or fight."""
"""Harms that the words for a share can tell: "among the dead"."""


class Group:
    """Some people, as one stretch of tokens counts them: `[first, last)`, the amount beginning at `core`."""

    __slots__ = (
        "additional",
        "among",
        "among_measure",
        "conj",
        "core",
        "dead_of_them",
        "definite",
        "dual_like",
        "first",
        "head",
        "high",
        "joined_to",
        "kind",
        "last",
        "low",
        "most",
        "nationality",
        "of_harm",
        "of_them",
        "others",
        "own",
        "parent",
        "prep",
        "qualifier",
        "victims",
        "word",
    )

    def __init__(self, kind: str, first: int, core: int, last: int) -> None:
        # kind: number, bare (a number without a noun), loose (an unknown noun), one, two, many, pronoun
        self.kind = kind
        self.first = first
        self.core = core
        self.last = last
        self.head = -1
        self.low: int | None = None
        self.high: int | None = None
        self.qualifier = "exact"
        self.word: str | None = None
        self.victims = "unknown"
        self.own: str | None = None
        self.prep = ""
        self.definite = False
        self.additional = False
        self.others = False
        self.among = False
        self.most = False
        self.nationality = False
        self.of_harm: str | None = None
        self.of_them = False
        # "one fatally": the dead of people whose other harm was told.
        self.dead_of_them = False
        self.conj = False
        self.among_measure: str | None = None
        self.parent: Group | None = None
        # Whether its form is a dual as well ("مسلحين").
        self.dual_like = False
        self.joined_to: Group | None = None

    def settle_as_two(self) -> None:
        """Take what was read as a plain plural for two people."""
        self.kind, self.qualifier, self.low, self.high, self.word = "two", "exact", 2, 2, None


def single(kind: str, first: int, last: int) -> Group:
    """One person, the whole of `[first, last)` its words."""
    group = Group(kind, first, first, last)
    group.low = group.high = 1
    group.head = first
    return group
