"""Where crimes are that are counted over a year: "the city's 41st homicide", "61 homicides in 2013"."""

from processors.extract.core.drafts import Draft
from processors.extract.core.located import LOCALITY, Located, fineness
from processors.extract.core.locating import PlaceFinder
from processors.extract.core.sentence import OWNER_ENDINGS

_CRIMES = frozenset({"each_apart", "nth_crime"})


def counted_in(draft: Draft, finder: PlaceFinder) -> Located | None:
    """The town whose crimes are counted, as its sentence calls it, else the one that the article is about."""
    sentence, group = draft.sentence, draft.finding.group
    if group.head < 0 or sentence.marks(group.head).isdisjoint(_CRIMES):
        return None
    town = next((p for p in (*finder.title, *finder.body) if _is_town(p)), None)
    owner = group.first - 2
    owned = owner >= 0 and sentence.words[owner + 1] in OWNER_ENDINGS
    if not owned or sentence.words[owner] not in sentence.pack.generic_words:
        return town
    start, end = sentence.tokens.starts[owner], sentence.tokens.ends[owner]
    place = town.place if town is not None else None
    return Located(sentence.field, start, end, "locality", place, cued=True)


def _is_town(located: Located) -> bool:
    return located.is_named and located.place is not None and fineness(located)[0] == LOCALITY
