"""Who has the word in a transcript, by the tags that monitoring services set."""

import pytest

from language.transcripts import find_turns, turn_at


def _speaker(text: str, words: str) -> str | None:
    turn = turn_at(find_turns(text), text.index(words))
    return text[turn.first : turn.last] if turn is not None else None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('PORTO, 3 MAY 89 -- [COMMUNIQUE] [THE "NORTHERNERS"] [TEXT] 1. TWO DIED', 'THE "NORTHERNERS"'),
        ("PORTO, 3 MAY 89 -- [TEXT] GO AHEAD.\n\n   [LISTENER] HERE TWO DIED", "LISTENER"),
        ("[REPORTER] HOW MANY? [GENERAL LUNA] SIR, TWO DIED", "GENERAL LUNA"),
        # The outlet's own people, remarks of the editor, the long form of a name.
        ("[GENERAL LUNA] NO. [REPORTER] YOU SAID THAT TWO DIED", None),
        ("PORTO, 3 MAY 89 -- [REPORT] [ANA VELEZ] [TEXT] [VELEZ] HERE TWO DIED", None),
        ("[GENERAL LUNA] NO. [END RECORDING] TWO DIED", None),
        ("THERE WAS A BLAST. [PASSAGE OMITTED] TWO DIED", None),
        ("THE FLN [NORTHERN LIBERATION FRONT] SAID THAT TWO DIED", None),
        ("TWO DIED", None),
    ],
)
def test_who_has_the_word(text: str, speaker: str | None) -> None:
    assert _speaker(text, "TWO DIED") == speaker
