"""Places that stand where a scene is told, sentences that tell of another happening, and where a speaker is."""

import re

from language.places import Place
from processors.extract.core.finding import Finding
from processors.extract.core.language_pack import LanguagePack
from processors.extract.core.located import Located, fineness
from processors.extract.core.place_mentions import word_before
from processors.extract.core.sentence import Sentence
from processors.extract.core.speaker import Voice


def mark_scenes(pack: LanguagePack, text: str, places: list[Located]) -> None:
    """Marks what stands right behind the words for a scene: "the attack on Kirkuk" is told to be there.

    So is what a happening struck: "the attacks that shook Paris".
    """
    for located in places:
        located.is_struck = word_before(text, located.start) in pack.struck
    if pack.scene_pattern is None or not places:
        return
    ends = {match.end() + 1 for match in pack.scene_pattern.finditer(text)}
    for located in places:
        located.cued = located.cued or located.start in ends


def tells_another(sentence: Sentence, finding: Finding) -> bool:
    """As in "another ferry had sunk": what the clause tells happened somewhere else than what was told before."""
    apart: re.Pattern[str] | None = sentence.pack.apart
    if apart is None:
        return False
    text, (first, last) = sentence.folded.text, sentence.span
    at = sentence.tokens.starts[finding.first]
    opens = text.rfind(";", first, at)
    closes = text.find(";", at, last)
    first, last = (opens if opens >= 0 else first), (closes if closes >= 0 else last)
    return apart.search(text, first, last) is not None


def behind_another(sentence: Sentence, finding: Finding, beside: list[Finding], located: Located) -> bool:
    """Whether another finding of the sentence, behind a comma, stands between a finding and a place."""
    starts = sentence.tokens.starts
    for other in beside:
        if other is finding or other.first < finding.last or starts[other.first] > located.start:
            continue
        if other.group.among or other.whole is not None:
            continue
        if any(sentence.is_comma(at) for at in range(finding.last, other.first)):
            return True
    return False


def place_of_clause(
    sentence: Sentence, finding: Finding, beside: list[Finding], located: Located, told: Located | None
) -> Located:
    """As in "12 killed and dozens hurt in Berlin, and the driver died in Milan": a clause keeps its place.

    `told` is the place of the claim before; it holds where no comma parts the two and one parts this from `located`.
    """
    starts = sentence.tokens.starts
    if (
        told is None
        or not sentence.span[0] <= told.start < located.start
        or located.start < starts[finding.last - 1]
    ):
        return located
    before = [other for other in beside if other.first < finding.first]
    if not before:
        return located
    last = max(other.last for other in before)
    if any(sentence.is_comma(at) for at in range(last, finding.first)):
        return located
    behind = (at for at in range(finding.last, sentence.size) if starts[at] < located.start)
    return told if any(sentence.is_comma(at) for at in behind) else located


def names_it_again(sentence: Sentence, finding: Finding) -> bool:
    """As in "the town where 20 were killed in it" («قتل فيها 20»): a pronoun stands for the place told last."""
    last = max(finding.group.first, finding.harm_last + 1)
    return sentence.has("in_it", finding.harm_first + 1, min(last, sentence.size)) >= 0


def speaker_place(
    sentence: Sentence, finding: Finding, voices: list[Voice], places: list[Located]
) -> Located | None:
    """As in "officials in Peru reported 33 dead": the place that says where those are who tell it in front."""
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    for voice in voices:
        if voice.last <= voice.first or voice.last > finding.first:
            continue
        first, last = starts[voice.first], ends[voice.last - 1]
        inside = [p for p in places if first < p.start < last and p.cued and p.is_usable]
        if inside:
            return inside[-1]
    return None


def seat_of_speaker(
    sentence: Sentence, voices: list[Voice], places: list[Located], place: Place | None
) -> Place | None:
    """As in "the police of Zamfara said": where those are who tell it, when the text tells the country alone."""
    if place is not None and place.kind != "country":
        return place
    starts, ends = sentence.tokens.starts, sentence.tokens.ends
    spans = [(starts[v.first], ends[v.last - 1]) for v in voices if v.last > v.first]
    seats = [
        p
        for p in places
        if p.place is not None and any(first <= p.start < last for first, last in spans)
        if place is None or place.place_id in p.place.parents
    ]
    return max(seats, key=fineness).place if seats else place
