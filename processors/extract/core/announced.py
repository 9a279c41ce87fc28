"""Places that no gazetteer holds, told by the words that announce them: streets, blocks, quarters, unnamed sites."""

from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located


def with_patterns(pack: LanguagePack, field: str, text: str, places: list[Located]) -> list[Located]:
    """Adds streets and the like, which no gazetteer holds, told by the words that announce them."""
    if pack.place_patterns is None:
        return places
    settled = [located for located in places if located.place is not None]
    found = []
    for match in pack.place_patterns.finditer(text):
        part = match.lastindex or 0
        start, words = _trimmed(pack, match[part].split(" "), match.start(part))
        if len(words) < 2 or any(_is_harm(pack, word) for word in words[1:]):
            continue
        # A street has a name of its own; "Clay County" and what Arabic announces is the place that is known.
        is_named = pack.grammar.verb_first or words[-1] in pack.town_places
        if not is_named or not any(p.start < match.end() and start < p.end for p in settled):
            # "Aden central prison" is in Aden; "Chandler Park Drive" may be anywhere.
            within = [p.place for p in settled if start <= p.start and p.end <= match.end()]
            place = within[0] if within and words[-1] in pack.facility_words else None
            found.append(Located(field, start, match.end(), _kind_of(pack, words), place, cued=True))
    # "Chandler Park Drive" is a street, not the town of Chandler.
    kept = [p for p in places if not any(f.start <= p.start and p.end <= f.end for f in found)]
    return sorted([*kept, *found], key=lambda located: located.start)


def _is_harm(pack: LanguagePack, word: str) -> bool:
    """As in "هاجموا قاعدة وقتلوا": a verb joined to the word for a place is no name."""
    known = pack.lexicon.word_at([word], 0)
    return known is not None and known.joined and known.harm is not None


def _trimmed(pack: LanguagePack, words: list[str], start: int) -> tuple[int, list[str]]:
    """The words of a match behind the last one that is no name ("near the 4900 block of ..." keeps "of")."""
    while len(words) > 1 and words[0] in pack.place_stops:
        start += len(words.pop(0)) + 1
    cut = max((at for at, word in enumerate(words) if word in pack.place_stops), default=-1)
    if cut >= 0 and pack.whole_places.isdisjoint(words):
        start += sum(len(word) + 1 for word in words[: cut + 1])
        words = words[cut + 1 :]
    return start, words


def _kind_of(pack: LanguagePack, words: list[str]) -> str:
    """A province that no gazetteer holds is coarser than a town in it; a street is finer."""
    if words[0] in pack.coarse_places or words[-1] in pack.coarse_places:
        return "region"
    return "city" if words[0] in pack.town_places or words[-1] in pack.town_places else "address"
