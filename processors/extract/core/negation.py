"""Nobody harmed by a sentence: "no one was hurt", "دون وقوع إصابات"."""

from processors.extract.core.denial import denial_verb
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.no_loss import read_loss
from processors.extract.core.no_one import read_no_one
from processors.extract.core.sentence import Sentence

_NOBODY = frozenset({"loss", "no_one"})


def read_negations(sentence: Sentence, groups: list[Group], consumed: bytearray) -> list[Finding]:
    """Findings of nobody harmed; what they are read from is marked in `consumed` for the rules that follow."""
    findings: list[Finding] = []
    denial = denial_verb(sentence)
    # "ضحايا الهجوم" are known people: not to be denied.
    known = {group.head for group in groups if group.definite and group.kind == "many"}
    for index in sentence.all_with(_NOBODY):
        if index not in known and "loss" in sentence.marks(index):
            read_loss(sentence, index, consumed, findings)
        elif "no_one" in sentence.marks(index):
            read_no_one(sentence, index, consumed, findings, denial)
    return findings
