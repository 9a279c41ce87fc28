"""`marsad extract --explain`: each claim in its sentence, with the words that gave it and the rule that read it.

Words keep their colours: number and people green, harm red, speaker cyan, place yellow. Text of either
direction stands between Unicode isolates (FSI, PDI), so that a line of Arabic never reorders its labels.
"""

from collections.abc import Iterable
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text

from marsad.article_lines import ArticleLine, read_articles
from processors.extract.core import Claim, Engine, Reading

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_PEOPLE: Final = "bold green"
_HARM: Final = "bold red"
_SPEAKER: Final = "cyan"
_PLACE: Final = "yellow"


def explain_lines(lines: Iterable[bytes], console: Console, err: TextIO, engine: Engine) -> int:
    """Show what was read in each article and why. Returns the exit status: 1 when a line was bad, else 0."""
    bad: list[int] = []
    for line in read_articles(lines, err, bad):
        _show(line, engine.read(line.article), console)
    return 1 if bad else 0


def _show(line: ArticleLine, reading: Reading, console: Console) -> None:
    heading = Text(f"{line.id}  ", style="bold")
    heading.append(_isolated(line.article.title or "(no title)"))
    console.print(heading)
    if not reading.claims:
        console.print(Text("  no claims", style="dim"))
    for number, claim in enumerate(reading.claims):
        console.print(_summary(number, claim))
        console.print(_sentence(line, claim), soft_wrap=True)
    for review in reading.reviews:
        text = Text("  review: ", style="magenta")
        text.append(f"{review.cause}: {_isolated(review.quote)}")
        console.print(text)
    console.print()


def amount_of(claim: Claim) -> str:
    """The amount as a person writes it: "at least 20", "8 to 10", the vague word itself."""
    if claim.qualifier == "vague":
        return _isolated(claim.vague_word or "some")
    if claim.qualifier == "range":
        return f"{claim.low} to {claim.high}"
    value = claim.low if claim.low is not None else claim.high
    return str(value) if claim.qualifier == "exact" else f"{claim.qualifier.replace('_', ' ')} {value}"


def _summary(number: int, claim: Claim) -> Text:
    text = Text(f"  [{number}] ")
    text.append(f"{claim.measure} ", style=_HARM)
    text.append(amount_of(claim), style=_PEOPLE)
    text.append(f" ({claim.victims})")
    if claim.negated:
        text.append(" denied" if claim.denied else " nobody", style="bold magenta")
    for name, value in (("scope", claim.scope), ("tense", claim.tense), ("change", claim.change)):
        if value not in ("incident", "present", None):
            text.append(f" {name}={value}")
    if claim.part_of is not None:
        text.append(f" share of [{claim.part_of}]")
    text.append("  by ")
    text.append(_isolated(claim.attribution) if claim.attribution else "the outlet", style=_SPEAKER)
    if claim.origin:
        text.append(f" from {_isolated(claim.origin)}", style=_SPEAKER)
    if claim.place_text:
        text.append("  at ")
        text.append(_isolated(claim.place_text), style=_PLACE)
    text.append(f"  rule {claim.rule}", style="bold blue")
    return text


def _sentence(line: ArticleLine, claim: Claim) -> Text:
    field = line.article.title if claim.field == "title" else line.article.body
    start, end = claim.sentence
    text = Text(f"      {_ISOLATE}")
    shift = len(text.plain) - start
    text.append(field[start:end].replace("\n", " "))
    text.append(_END_ISOLATE)
    marked = [(claim.said_by, _SPEAKER), (claim.harm, _HARM), (claim.people, _PEOPLE)]
    if claim.place_text and (at := field.find(claim.place_text, start, end)) >= 0:
        marked.insert(0, ((at, at + len(claim.place_text)), _PLACE))
    for span, style in marked:
        if span is not None and start <= span[0] and span[1] <= end:
            text.stylize(style, span[0] + shift, span[1] + shift)
    return text


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_END_ISOLATE}"
