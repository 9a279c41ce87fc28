"""What one article state says of one happening, and the claims of it as the ledger needs them."""

from dataclasses import dataclass, field

from contracts.claim import Measure, Place, Victims
from processors.track.core.amounts import Interval
from processors.track.core.origins import OriginName
from processors.track.core.victims_named import Name


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as the ledger needs it. `index` is its place in the claim set."""

    index: int
    measure: Measure
    victims: Victims
    interval: Interval
    origin: OriginName
    in_body: bool
    vague: bool = False
    earlier: bool = False
    share: bool = False
    denial: bool = False
    additional: bool = False
    correction: bool = False
    told_rise: bool = False
    some: bool = False
    """Whether one or two people are told who may be some of many: "two of its nationals"."""
    is_toll: bool = False
    """Whether the text calls it the toll: "bodies of two were found; the toll stands at nine"."""
    told_change: bool = False
    """The text says that an earlier figure changed."""


@dataclass(slots=True, eq=False)
class Unit:
    """An article state's word on one happening. Times are seconds since 1970-01-01 UTC."""

    unit_id: str
    state_key: str
    number: int
    """Number of its state in the claims log."""
    article_id: str
    said: float
    seen: float
    lang: str
    place: Place | None
    others: tuple[Place, ...]
    """Places by which its title names it otherwise than its body."""
    level: int
    type: str | None
    start: float | None
    end: float | None
    words: frozenset[str]
    place_words: frozenset[str]
    """Those of the places that its article names."""
    bones: frozenset[str]
    """The consonants of its words, where no town of it is known: one of them may be the town's name."""
    beside: frozenset[str]
    """Those of the words that stand beside the name of its town: a finer place that the gazetteer holds in no such
    letters may be among them."""
    statements: tuple[Statement, ...]
    figures: dict[Measure, frozenset[Interval]]
    victims: frozenset[Victims]
    weapon: str | None = None
    mishaps: frozenset[str] = frozenset()
    """Kinds of accident that its words name, as tables of event types call them."""
    named: frozenset[Name] = frozenset()
    """Its victims by name."""
    titled: frozenset[str] = frozenset()
    """The words of its title, where it has so few victims that they may be named there."""
    origins: frozenset[OriginName] = frozenset()
    """Those that are named in it."""
    is_follow_up: bool = False
    """Whether a figure is told as changed or added, which an earlier report comes before."""
    is_another: bool = False
    """Whether its title says that it is another happening than the one told before."""
    is_deep: bool = False
    """Whether all of its claims stand far down in the article."""
    parent: "Unit | None" = None
    score: float = 0.0
    maybe: "Unit | None" = None
    """The earlier unit that it may be one happening with."""
    witness: str | None = None
    """Id of the unit by which it hangs on that one."""
    children: "list[Unit]" = field(default_factory=list)

    @property
    def all_places(self) -> tuple[Place, ...]:
        """Every place that it may have happened at, the body's first."""
        return (self.place, *self.others) if self.place is not None else ()

    @property
    def is_background(self) -> bool:
        """Whether it tells, far down in an article about something else, what nobody told before but so."""
        unit: Unit | None = self
        while unit is not None and unit.is_deep:
            unit = unit.parent
        return unit is None

    @property
    def order(self) -> tuple[float, float, int, str]:
        """Canonical order of units: as they were seen. Equal times are in the order of the claims log."""
        return (self.seen, self.said, self.number, self.unit_id)
