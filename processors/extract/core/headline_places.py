"""Places of a headline that only the body makes out: "two Elko shootings" over "... in Elko"."""

import re
from collections.abc import Iterator

from language.datelines import dateline_end
from language.folding import Folded
from language.places import Place
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located

# Letters of a town's name at least, which any shorter word could be.
_SHORTEST = 4
_DATELINE_TOWN = re.compile(r"\s*([A-Z][A-Z .'-]+[A-Z])\b")


def with_told_in_body(
    pack: LanguagePack, title: Folded, body: Folded, in_title: list[Located], in_body: list[Located]
) -> list[Located]:
    """The places of a headline, with the names that the body or its dateline tells to be places."""
    if not pack.grammar.dateline_apart or not title.text:
        return in_title
    for located in in_title:
        if located.cued and located.place is None and not located.kind:
            # "Dayton police shoot a burglar": which Dayton is not known, but that it is one.
            located.kind = "locality"
    found: list[Located] = []
    for name, kind, known in _names(body, in_body):
        at = title.text.find(name)
        end = at + len(name)
        if at < 0 or title.text[at - 1 : at].isalnum() or title.text[end : end + 1].isalnum():
            continue
        if any(p.start < end and at < p.end for p in (*in_title, *found)):
            continue
        if title.original[title.original_offset(at)].isupper():
            found.append(Located("title", at, end, kind, known, cued=True))
    return sorted([*in_title, *found], key=lambda located: located.start) if found else in_title


def _names(body: Folded, places: list[Located]) -> Iterator[tuple[str, str, Place | None]]:
    """The names that the dateline and the body tell to be places, each with its kind and place."""
    end = dateline_end(body.original)
    town = _DATELINE_TOWN.match(body.original[:end]) if end else None
    if town is not None:
        yield town[1].lower(), "locality", None
    seen = set()
    for located in places:
        name = body.text[located.start : located.end]
        if located.kind in ("site", "address") or len(name) < _SHORTEST or name in seen or not located.cued:
            continue
        seen.add(name)
        yield name, located.kind, located.place
