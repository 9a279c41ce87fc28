"""Places that a sentence only refers to: "the capital", "the camp". They are what it says of where it was."""

from processors.extract.core.sentence import Sentence


def reference_near(sentence: Sentence, at: int, avoid: list[tuple[int, int]]) -> str | None:
    """The reference of a sentence next to folded offset `at` as the text writes it, none of those in `avoid`."""
    pattern = sentence.pack.reference_pattern
    if pattern is None:
        return None
    spans = [match.span("place") for match in pattern.finditer(sentence.folded.text, *sentence.span)]
    spans = [span for span in spans if not any(first <= span[0] < last for first, last in avoid)]
    if not spans:
        return None
    nearest = min(spans, key=lambda span: abs(span[0] - at))
    return sentence.folded.original[slice(*sentence.folded.original_span(*nearest))]
