"""Where a claim happened: the places of its sentence, else those told before, else the article's own."""

from bisect import bisect_left
from collections.abc import Sequence

from language.folding import Folded
from language.places import Gazetteer, Place
from processors.extract.core.announced import Announced, announced
from processors.extract.core.chains import behind_chain, chains_of, finest_in_town, within
from processors.extract.core.countries import country_by_waters, dominant, outlet_countries
from processors.extract.core.described_sites import RegionOf
from processors.extract.core.describing import mark_dateline, mark_describing, mark_tags
from processors.extract.core.frontiers import with_frontiers
from processors.extract.core.headline_places import with_told_in_body
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import (
    LOCALITY,
    UNNAMED,
    Located,
    fineness,
    finest_of,
    takes_over,
)
from processors.extract.core.named_again import names_of_mentions, names_of_places, with_names_again
from processors.extract.core.named_places import with_names
from processors.extract.core.place_mentions import place_mentions
from processors.extract.core.scenes import mark_scenes
from processors.extract.core.sites import joined_sites, with_sites

_FAR = 10**9
_SPEAKER_EDGE = 3
# Letters of "at" or "in", with which what tells a scene may end.
_IN_MATCH = 3
_SCENE_REACH = 200
# Letters between a claim and what tells its scene later on.
_SCENE_BEHIND = 900
_BEFORE_COST = 30
# Letters of a comma and an article.
_KIND_GAP = 6
_STRUCK_GAIN = 90
# Letters from the end of a sentence to a place that opens the next: "In the town of ...".
_OPENING_REACH = 30
# Letters from a known place to a finer one that lies in it.
_INNER_REACH = 120
# What a site without a name, or a hashtag, costs: every place that is told in words goes first.
_LAST_COST = 400
# What a place that heads a title costs: every other one goes first, but for a site without a name.
_HEAD_COST = 200


class PlaceFinder:
    """The places of one article. Offsets are those of the folded fields."""

    __slots__ = (
        "_chains",
        "_far_apart",
        "_folded",
        "_opening",
        "_scene",
        "_scenes",
        "_starts",
        "body",
        "country",
        "title",
    )

    def __init__(
        self,
        gazetteer: Gazetteer,
        pack: LanguagePack,
        title: Folded,
        body: Folded,
        outlet: str | None,
        country: str | None = None,
    ) -> None:
        in_title = place_mentions(gazetteer, pack, title, outlet, is_title=True)
        in_body = place_mentions(gazetteer, pack, body, outlet)
        home = [*([country] if country else []), *outlet_countries(gazetteer, outlet)]
        settled = gazetteer.settle([*in_title, *in_body], home, pack.lang)
        told_in_title = [Located.of("title", m, p) for m, p in zip(in_title, settled, strict=False)]
        told_in_body = [
            Located.of("body", m, p) for m, p in zip(in_body, settled[len(in_title) :], strict=True)
        ]
        region_of = gazetteer.region_of
        told_in_title = with_frontiers(pack, gazetteer, title.text, told_in_title, "title")
        told_in_body = with_frontiers(pack, gazetteer, body.text, told_in_body, "body")
        told_in_title = _with_announced(pack, "title", title, told_in_title, region_of)
        told_in_body = _with_announced(pack, "body", body, told_in_body, region_of)
        names = {
            **names_of_places(pack, body.text, told_in_body),
            **names_of_mentions(pack, body.text, in_body, settled[len(in_title) :]),
        }
        self.title = with_names_again(pack, "title", title.text, told_in_title, names)
        told_in_body = with_names_again(pack, "body", body.text, told_in_body, names)
        told_in_body = _without_kinds(pack, body.text, with_names(pack, "body", body, told_in_body))
        self.body = joined_sites(pack, body.text, told_in_body)
        self.title = with_told_in_body(pack, title, body, self.title, self.body)
        mark_tags(title.text, self.title)
        mark_tags(body.text, self.body)
        mark_describing(pack, title.text, self.title)
        mark_describing(pack, body.text, self.body)
        mark_dateline(pack, body, self.body)
        mark_scenes(pack, body.text, self.body)
        self._scene = pack.scene_pattern
        self._far_apart = pack.grammar.dateline_apart
        self._opening = pack.opening
        self._scenes: list[tuple[int, Located]] | None = None
        self._folded = {"title": title, "body": body}
        self._starts = {"title": [p.start for p in self.title], "body": [p.start for p in self.body]}
        self._chains: dict[tuple[str, tuple[int, int]], list[list[Located]]] = {}
        self.country = dominant(self.title, self.body, home)
        if self.country == "zz":
            self.country = country_by_waters(gazetteer, pack, body.text)

    def nearest(
        self,
        field: str,
        sentence: tuple[int, int],
        at: int,
        avoid: list[tuple[int, int]],
        *,
        cuts: Sequence[int] = (),
        describing: bool = False,
    ) -> Located | None:
        """The finest place of those that stand together nearest to folded offset `at`, those behind it first.

        `sentence` is its span in the folded field; `avoid` are folded spans (speakers) whose places are no
        place of the claim; `cuts` are the folded offsets where the sentence tells of somebody. `describing`: of the
        places that only say of where somebody is.
        """
        best: list[Located] = []
        best_cost = _FAR
        told: list[Located] = []
        for chain in self._chains_of(field, sentence, cuts):
            kept = [p for p in chain if not any(s <= p.start < e + _SPEAKER_EDGE for s, e in avoid)]
            kept = [p for p in kept if p.describes is describing]
            if not kept:
                continue
            told.extend(kept)
            cost = kept[0].start - at if kept[0].start >= at else at - kept[-1].end + _BEFORE_COST
            if not any(located.cued for located in kept):
                cost += _BEFORE_COST
            if kept[0].is_struck:
                cost -= _STRUCK_GAIN
            if field == "title" and self._heads_title(kept):
                cost += _HEAD_COST
            if all(located.kind == UNNAMED or located.is_tag or located.is_relative for located in kept):
                cost += _LAST_COST
            if cost < best_cost:
                best, best_cost = kept, cost
        if not best:
            return None
        outer = finest_of(best)
        if outer.start >= at and cuts:
            # "90 thousand fled within Yemen, and a man was killed in Taiz": that is told of him alone.
            after = bisect_left(cuts, outer.end)
            told = [p for p in told if after == len(cuts) or p.start < cuts[after]]
        return within(outer, told) or finest_in_town(best)

    def _heads_title(self, chain: list[Located]) -> bool:
        """As in "صفاقس: قتيل في حادث بالمحرس": what a headline is put under, of places that may be finer."""
        if self._far_apart or chain[0].opens > _SPEAKER_EDGE:
            return False
        end = chain[-1].end
        return self._folded["title"].text[end : end + _SPEAKER_EDGE].lstrip().startswith(":")

    def finer_unknown(
        self, field: str, sentence: tuple[int, int], outer: Located, last: int, avoid: list[tuple[int, int]]
    ) -> Located:
        """As in "5 died in Algiers when a house fell in the quarter of ...": the finer place, which nobody knows.

        It stands between the known one and folded offset `last`, and lies in that.
        """
        if outer.place is None or fineness(outer)[0] > LOCALITY:
            return outer
        for chain in self._chains_of(field, sentence):
            inner = finest_of(chain)
            if not outer.end < inner.start < min(last, outer.end + _INNER_REACH) or inner.kind == UNNAMED:
                continue
            if inner.place is not None or inner.describes or inner.is_relative or not inner.cued:
                continue
            if fineness(inner)[0] <= fineness(outer)[0] or any(s <= inner.start < e for s, e in avoid):
                continue
            return Located(field, inner.start, inner.end, inner.kind, outer.place, cued=True)
        return outer

    def scene_near(self, at: int) -> Located | None:
        """The last place in the body before folded offset `at` where the text says that it happened, else the next."""
        if self._scenes is None:
            self._scenes = self._find_scenes()
        index = bisect_left(self._scenes, at, key=lambda scene: scene[0])
        if index:
            return self._scenes[index - 1][1]
        near = index < len(self._scenes) and self._scenes[index][0] - at < _SCENE_BEHIND
        return self._scenes[index][1] if near else None

    def _find_scenes(self) -> list[tuple[int, Located]]:
        if self._scene is None:
            return []
        text = self._folded["body"].text
        scenes = []
        for match in self._scene.finditer(text):
            stop = text.find(". ", match.end(), match.end() + _SCENE_REACH)
            chain = self._told_between(
                match.end() - _IN_MATCH, stop if stop >= 0 else match.end() + _SCENE_REACH, match.end() + 1
            )
            if chain:
                scenes.append((match.start(), finest_in_town(chain)))
        return scenes

    def _told_between(self, first: int, last: int, beside: int) -> list[Located]:
        """The first places of a stretch that a preposition leads to, or that stand at `beside`: "attack on ..."."""
        starts = self._starts["body"]
        told = self.body[bisect_left(starts, first) : bisect_left(starts, last)]
        chains = chains_of([p for p in told if (p.cued or p.start == beside) and self._holds_on(p)])
        return chains[0] if chains else []

    def _holds_on(self, located: Located) -> bool:
        """Whether what other sentences tell may be there; "400 km from Bogota" is not in it."""
        return located.goes_on and not (self._far_apart and located.is_relative)

    def fallback(self) -> Place | None:
        """The place that the article is about, where a claim tells none of its own: the title's, else the first."""
        for located in (*self.title, *self.body):
            if located.place is not None and located.place.country == self.country:
                return located.place
        return None

    def before(self, field: str, at: int, reach: int = _FAR) -> Located | None:
        """The finest of the places that stand together last in front of folded offset `at`, `reach` letters at most."""
        places = self.title if field == "title" else self.body
        starts = self._starts[field]
        told = places[bisect_left(starts, at - reach) : bisect_left(starts, at)]
        chains = chains_of([p for p in told if self._holds_on(p) and p.kind != UNNAMED])
        return finest_in_town(chains[-1]) if chains else None

    def finer_since(self, last: Located, at: int) -> Located | None:
        """A place as fine told in the body between `last` and folded offset `at`, as close to `at` as there is.

        One that a sentence opens with ("In Zumar, ...") leads elsewhere, and need not be as fine. Behind a site another
        town is a new scene; a town goes before a site that may be anywhere.
        """
        if last.field != "body":
            return None
        told = self.body[bisect_left(self._starts["body"], last.end) : bisect_left(self._starts["body"], at)]
        told = behind_chain(told, last.end, self._folded["body"].text)
        for chain in reversed(
            chains_of([p for p in told if p.cued and self._holds_on(p) and p.kind != UNNAMED])
        ):
            finest = finest_in_town(chain)
            if self._opens(chain[0]):
                return finest
            if takes_over(finest, last):
                place = finest.place or last.place
                return Located("body", finest.start, finest.end, finest.kind, place, cued=True)
        return None

    def _opens(self, located: Located) -> bool:
        """Whether a sentence of the body opens with this place, which is no country."""
        if self._opening is None or located.kind == "country":
            return False
        text = self._folded["body"].text
        before = text[max(0, located.start - _OPENING_REACH) : located.start]
        return self._opening.search(before) is not None

    def text_of(self, located: Located) -> str:
        """A place as the text writes it."""
        folded = self._folded[located.field]
        return folded.original[slice(*folded.original_span(located.start, located.end))]

    def _chains_of(
        self, field: str, sentence: tuple[int, int], cuts: Sequence[int] = ()
    ) -> list[list[Located]]:
        key = (field, sentence)
        found = self._chains.get(key)
        if found is None:
            places, starts = (self.title if field == "title" else self.body), self._starts[field]
            first, last = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
            found = self._chains[key] = chains_of(places[first:last], cuts)
        return found


def _with_announced(
    pack: LanguagePack, field: str, folded: Folded, places: list[Located], region_of: RegionOf
) -> list[Located]:
    """Adds streets and the like, which no gazetteer holds, told by the words that announce them."""
    found = []
    text = folded.text
    places = with_sites(pack, field, text, places, region_of)
    settled = [located for located in places if located.place is not None]
    for name in announced(pack, folded):
        # "A post in the quarter of ..." is the site, not the quarter at its end.
        if any(p.kind == "site" and _holds_part(p, name) for p in places):
            continue
        # A street has a name of its own; "Clay County" and what Arabic announces is the place that is known.
        if not name.is_known_elsewhere or not any(p.start < name.end and name.start < p.end for p in settled):
            # "Aden central prison" is in Aden; "Chandler Park Drive" may be anywhere.
            within = [p.place for p in settled if name.start <= p.start and p.end <= name.end]
            place = within[0] if within and name.is_facility else None
            found.append(Located(field, name.start, name.end, name.kind, place, cued=True))
    # "Chandler Park Drive" is a street, not the town of Chandler.
    kept = [p for p in places if not any(_gives_way(p, f) for f in found)]
    return sorted([*kept, *found], key=lambda located: located.start)


def _without_kinds(pack: LanguagePack, text: str, places: list[Located]) -> list[Located]:
    """Without what only says what kind of place one is: "in Binsar, a Kurdish neighborhood"."""
    if not pack.grammar.dateline_apart:
        return places
    return [
        located
        for before, located in zip([None, *places], places, strict=False)
        if before is None
        or located.kind != "address"
        or located.start - before.end > _KIND_GAP
        or text[before.end : located.start].removeprefix(",").strip() not in pack.speakers.articles
    ]


def _holds_part(site: Located, name: Announced) -> bool:
    """Whether an announced name is only a part of what a site was read as."""
    if site.end == name.end:
        return site.start < name.start
    return site.start <= name.start and name.end < site.end


def _gives_way(place: Located, found: Located) -> bool:
    """Whether what was found by its announcement holds a place, or names the site that a place is."""
    if found.start <= place.start and place.end <= found.end:
        return True
    return place.kind == "site" and found.start < place.end and place.start < found.end
