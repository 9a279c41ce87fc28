"""What a sentence tells so far of its people: the findings, whom they bind, and who is dead."""

from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.harm_words import HarmWords
from processors.extract.core.sentence import Sentence


class ToldSoFar(HarmWords):
    """What is bound already steers how the harm words behind it are read."""

    def __init__(self, sentence: Sentence, groups: list[Group], consumed: bytearray) -> None:
        super().__init__(sentence, groups, consumed)
        self.findings: list[Finding] = []
        self.bound: set[int] = set()

    def is_dead(self, group: Group) -> bool:
        """Whether these people are told dead already."""
        return any(f.group is group and f.measure == "killed" for f in self.findings)

    def is_dead_by_name(self, index: int, group: Group) -> bool:
        """Whether a relative clause at `index`, or wounds right in front of it, go on about people who are told dead.

        As in "توفي الحارس متأثرا بجروح أصيب بها".
        """
        before = self.sentence.marks(self.sentence.before(index))
        return self.is_dead(group) and not before.isdisjoint({"relative", "by_wound"})

    def has_plain_object(self, behind: int) -> bool:
        """Whether a bare word that nothing is known of stands right behind the verb."""
        sentence = self.sentence
        token = sentence.words[behind]
        if not token.isalpha() or sentence.word(behind) is not None or sentence.inside[behind]:
            return False
        return not any(token.startswith(prefix) for prefix in sentence.pack.lexicon.leading)
