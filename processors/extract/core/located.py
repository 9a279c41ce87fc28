"""A place name where it stands in an article, with the place that it means and how fine that is."""

from dataclasses import replace

from language.places import Mention, Place

UNNAMED = "unnamed site"
"""The kind of a site that has no name and is not told to lie anywhere ("a checkpoint")."""

_KIND_RANK = {
    "country": 0,
    "sea": 0,
    "region": 1,
    "about": 1,
    "county": 2,
    UNNAMED: 2,
    "site": 4,
    "address": 5,
}
LOCALITY = 3
"""How fine a town is, and whatever is neither coarser nor a site."""
# The word for its kind belongs to the name of these ("حي جب القبة"), not to that of a region.
_NAMED_WITH_KIND = frozenset({"neighbourhood", "locality", "village", "camp"})


class Located:
    """A place name in one field, with the place that it means (None when it cannot be told)."""

    __slots__ = (
        "cued",
        "describes",
        "end",
        "field",
        "is_elsewhere",
        "is_relative",
        "is_struck",
        "is_tag",
        "kind",
        "opens",
        "place",
        "start",
        "takes_in",
    )

    def __init__(
        self, field: str, start: int, end: int, kind: str, place: Place | None, *, cued: bool
    ) -> None:
        self.field = field
        self.start = start
        # Where its phrase begins, with the word for its kind that is not part of the name.
        self.opens = start
        self.end = end
        self.kind = kind
        self.place = place
        self.cued = cued
        # As in "Baton Rouge police", "a woman from Cali": of whom or what it is, not where something happened.
        self.describes = False
        # Where the story was written, where somebody is from or went: nothing happened there.
        self.is_elsewhere = False
        # As in "... in Kafr Zita, north of Hama": of the places told together, it only says where another lies.
        self.is_relative = False
        # As in "the attacks that shook Paris": told to be where it happened, whatever stands nearer to the victims.
        self.is_struck = False
        # A hospital: the place of those who died there, and of nothing told in another sentence.
        self.takes_in = False
        # A hashtag apart from the sentence: what the post is about, if the sentence tells no place.
        self.is_tag = False

    @classmethod
    def of(cls, field: str, mention: Mention, place: Place | None) -> "Located":
        """A gazetteer's mention: with the word for its kind where that is part of how it is called."""
        if place is not None and mention.kind == "region" and place.kind == "locality":
            # "Duhok province", where the data knows the town alone: the region about its seat.
            place = replace(place, kind="region")
        kind = place.kind if place is not None else mention.kind
        named = mention.kind in _NAMED_WITH_KIND
        start, end = (mention.start, mention.end) if named else (mention.name_start, mention.name_end)
        if mention.start < mention.name_start and not mention.kind:
            # "جنوب كابول" is somewhere about Kabul: coarser than a place that is named.
            kind = "about"
        located = cls(field, start, end, kind, place, cued=mention.cued)
        located.opens = mention.start
        return located

    @property
    def is_usable(self) -> bool:
        """Whether it is settled, or announced as a place that only could not be settled ("مديرية كذا")."""
        return self.place is not None or (self.cued and bool(self.kind))

    @property
    def is_named(self) -> bool:
        """Whether it is a town or the like by its name, settled or not."""
        return bool(self.kind) and self.kind not in ("country", "site", "address", UNNAMED)

    @property
    def goes_on(self) -> bool:
        """Whether what other sentences tell may have happened there."""
        return self.is_usable and not (self.describes or self.is_elsewhere or self.takes_in)


def fineness(located: Located) -> tuple[int, int]:
    """The finer kind of place first, then the one told first."""
    return _KIND_RANK.get(located.kind, LOCALITY), -located.start


def finest_of(together: list[Located]) -> Located:
    """The finest of places that stand together, of those that do not only say where another one lies."""
    return max([p for p in together if not p.is_relative] or together, key=fineness)


def is_fine(located: Located) -> bool:
    """Whether it is finer than a town's quarter: a street, a site."""
    return located.kind in ("site", "address")


def takes_over(found: Located, last: Located) -> bool:
    """Whether a place told since the last one is where it goes on."""
    place, before = found.place, last.place
    if before is None:
        return place is not None and fineness(found)[0] >= LOCALITY
    if place is not None and place.country != before.country:
        return False
    if fineness(found)[0] >= fineness(last)[0]:
        return True
    elsewhere = place is not None and place.place_id not in (before.place_id, *before.parents)
    return elsewhere and fineness(found)[0] >= LOCALITY
