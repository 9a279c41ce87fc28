"""Where a claim happened: the places of its sentence, else those told before, else the article's own."""

from collections import Counter

from language.folding import Folded
from language.places import Gazetteer, Mention, Place

_KIND_RANK = {"country": 0, "region": 1, "county": 2}
_BEFORE_COST = 30


class Located:
    """A place name in one field, with the place that it means (None when it cannot be told)."""

    __slots__ = ("end", "mention", "place", "start")

    def __init__(self, mention: Mention, place: Place | None) -> None:
        self.mention = mention
        self.start = mention.start
        self.end = mention.end
        self.place = place


class PlaceFinder:
    """The places of one article. Offsets are those of the folded fields."""

    __slots__ = ("body", "country", "title")

    def __init__(self, gazetteer: Gazetteer, title: Folded, body: Folded, lang: str, outlet: str | None) -> None:
        in_title = gazetteer.find(title.text)
        in_body = gazetteer.find(body.text)
        home = _outlet_countries(gazetteer, outlet)
        settled = gazetteer.settle([*in_title, *in_body], home, lang)
        self.title = [Located(m, p) for m, p in zip(in_title, settled, strict=False)]
        self.body = [Located(m, p) for m, p in zip(in_body, settled[len(in_title) :], strict=True)]
        self.country = _dominant(self.title, self.body, home)

    def nearest(self, field: str, sentence: tuple[int, int], at: int, avoid: list[tuple[int, int]]) -> Located | None:
        """The place of the sentence that stands nearest to folded offset `at`, those behind it first.

        `avoid` are folded spans (speakers) whose places are no place of the claim.
        """
        best: Located | None = None
        best_cost = 10**9
        for located in self.title if field == "title" else self.body:
            if located.start < sentence[0] or located.place is None:
                continue
            if located.start >= sentence[1]:
                break
            if any(start <= located.start < end for start, end in avoid):
                continue
            cost = located.start - at if located.start >= at else at - located.start + _BEFORE_COST
            if not located.mention.cued:
                cost += _BEFORE_COST
            if cost < best_cost:
                best, best_cost = located, cost
        return best


def _outlet_countries(gazetteer: Gazetteer, outlet: str | None) -> list[str]:
    if not outlet:
        return []
    from language.folding import fold_key

    mentions = gazetteer.find(fold_key(outlet))
    return [place.country for place in gazetteer.settle(mentions, ()) if place is not None]


def _dominant(title: list[Located], body: list[Located], home: list[str]) -> str:
    """The country that most of the article's places lie in, the title and the beginning counting more."""
    votes: Counter[str] = Counter()
    for located in title:
        if located.place is not None:
            votes[located.place.country] += 4
    for rank, located in enumerate(body):
        if located.place is not None:
            votes[located.place.country] += 3 if rank < 3 else 1
    if votes:
        return max(votes, key=lambda country: (votes[country], country))
    return home[0] if home else "zz"
