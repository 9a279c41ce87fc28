"""Who speaks in a transcript, by the tags that monitoring services set: "[COMMUNIQUE] [THE NORTH FRONT] [TEXT] ...".

A tag with a speaker stands in the head of a story behind the kind of document, or where a turn begins. Remarks of
the editor ("[PASSAGE OMITTED]", "[WORD INDISTINCT]") and the long form of a name ("FMLN [FARABUNDO ...]") are none.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_TAG = re.compile(r"\[([A-Z\"][A-Z .,'()\"\n-]{2,70})\]")
_DOCUMENTS = frozenset(
    {"SPEECH", "COMMUNIQUE", "STATEMENT", "ADDRESS", "MESSAGE", "OPEN LETTER", "DECLARATION", "PROCLAMATION"}
)
_REPORT = "REPORT"
_REMARK = re.compile(
    r"\b(?:TEXT|EXCERPTS?|CONTINUED|OMITTED|INDISTINCT|HEARD|RECEIVED|PUBLISHED|SIGNED|DATED|BREAK|VIDEO|LIVE|REPORT"
    r"|BEGIN|INTERVIEW|CONFERENCE|COMMENTARY|RECORDED|QUESTION|CHANTS?|APPLAUSE|PRESUMABLY|GMT|EDITORIAL|ARTICLE"
    r"|SPEECH|COMMUNIQUE|STATEMENT|ADDRESS|MESSAGE|LETTER|DECLARATION|PROCLAMATION|PASSAGE|WORDS?|NUMBER|SENTENCE)\b"
)
_OUTLET = re.compile(r"\b(?:REPORTER|ANNOUNCER|MODERATOR|CORRESPONDENT|NEWSCASTER|END RECORDING)\b")
_SPACE = 12
_HEAD = 300
"""Letters within which the head of a story ends."""


class Turn(NamedTuple):
    """From `start` on, in characters, the name at [first, last) speaks; the outlet when it is empty."""

    start: int
    first: int
    last: int


def find_turns(text: str) -> list[Turn]:
    """The turns of a transcript in order; none in a plain story."""
    if "[" not in text:
        return []
    turns: list[Turn] = []
    document = ""
    outlet: set[str] = set()
    for match in _TAG.finditer(text):
        name = " ".join(match[1].split())
        if match.start() < _HEAD and name in _DOCUMENTS | {_REPORT}:
            document = name
            continue
        if document == _REPORT:
            # "[REPORT] [ANA VELEZ] ... [VELEZ] ...": whose voice is the outlet's.
            outlet.add(name.split()[-1])
            document = ""
            continue
        if _OUTLET.search(name) or name.split()[-1] in outlet:
            turns.append(Turn(match.end(), match.end(), match.end()))
            continue
        heads = bool(document) and match.start() < _HEAD
        document = ""
        if _REMARK.search(name) or not (heads or _begins_turn(text, match.start())):
            continue
        turns.append(Turn(match.end(), match.start(1), match.end(1)))
    return turns


def turn_at(turns: list[Turn], offset: int) -> Turn | None:
    """The turn in which the character at `offset` stands, when it has a speaker of its own."""
    index = bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    if index < 0 or turns[index].first == turns[index].last:
        return None
    return turns[index]


def _begins_turn(text: str, start: int) -> bool:
    """Whether a tag stands at the head of a paragraph or behind the end of a sentence or of another tag."""
    before = text[max(0, start - _SPACE) : start].rstrip(" ")
    return not before or before.endswith(("\n\n", ".", "?", "!", "]", '"'))
