"""The country that an article is about: by its places, its outlet's home, the waters that it names."""

from collections import Counter

from language.folding import fold_key
from language.places import Gazetteer
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located
from processors.extract.core.place_mentions import is_of_water


def outlet_countries(gazetteer: Gazetteer, outlet: str | None) -> list[str]:
    """The countries of the places in an outlet's name, ISO 3166-1 alpha-2 in lower case."""
    if not outlet:
        return []
    mentions = gazetteer.find(fold_key(outlet))
    return [place.country for place in gazetteer.settle(mentions, ()) if place is not None]


def country_by_waters(gazetteer: Gazetteer, pack: LanguagePack, text: str) -> str:
    """As in "the bodies were taken from the Atbara river": what is no place of a claim still tells the country."""
    mentions = [mention for mention in gazetteer.find(text) if is_of_water(pack, text, mention)]
    places = gazetteer.settle(mentions, ())
    return next((place.country for place in places if place is not None and place.kind != "country"), "zz")


def dominant(title: list[Located], body: list[Located], home: list[str]) -> str:
    """The country that most of the article's places lie in, the title and the beginning counting more."""
    votes: Counter[str] = Counter()
    for located in title:
        if located.place is not None:
            votes[located.place.country] += 4
    for rank, located in enumerate(body):
        if located.place is not None:
            votes[located.place.country] += 3 if rank < 3 else 1
    # A sea lies in none.
    votes.pop("zz", None)
    if votes:
        return max(votes, key=lambda country: (votes[country], country))
    return home[0] if home else "zz"
