"""Which people a harm noun takes: those behind it, its owner, those behind a verbal noun."""

from processors.extract.core.entry import Harm, Word
from processors.extract.core.group import Group
from processors.extract.core.names import named_behind, named_ending
from processors.extract.core.reach import NO_LOOSE
from processors.extract.core.sentence import OWNER_ENDINGS
from processors.extract.core.told_so_far import ToldSoFar
from processors.extract.core.unknown_nouns import plain_behind

_WHEN_REACH = 6
_LEADING = frozenset({"prepositions", "of", "to"})


class HarmNouns(ToldSoFar):
    """Finds the people of a harm noun."""

    def of_noun(self, index: int, behind: int, word: Word, harm: Harm) -> tuple[str, Group | None]:
        group = self.people_behind(behind, self.sentence.pack.grammar.noun_reach, harm)
        if group is not None:
            return "noun-people", group
        if word.definite or harm.light or harm.measure in NO_LOOSE:
            return "", None
        name = named_behind(self.sentence, index, behind)
        if name is None and "done_to_one" in self.sentence.marks(index):
            return "noun-people", plain_behind(self.sentence, behind)
        return "noun-name", name

    def of_owned(self, index: int, behind: int, harm: Harm) -> tuple[str, Group | None]:
        """As in "the boy's murder", and "the murder on Monday of the boy"."""
        owner = self._owner(index)
        return ("owned-noun", owner) if owner is not None else self._of_when(index, behind, harm)

    def _owner(self, index: int) -> Group | None:
        """As in "the boy's murder", "his death": whose harm it is."""
        sentence = self.sentence
        at = index - 1
        if index + 1 < sentence.size and sentence.words[index + 1] == "-":
            # "her death-defying stunt"
            return None
        if at >= 0 and "owner" in sentence.marks(at):
            group = Group("pronoun", index, index, index + 1)
            group.low = group.high = 1
            return group
        if at < 1 or sentence.words[at] not in OWNER_ENDINGS:
            return None
        if sentence.words[at] == OWNER_ENDINGS[1] and not sentence.words[at - 1].endswith("s"):
            # "the 'Night of Wrath' murders": a closing quote.
            return None
        owner = self.starts_before(at)
        if owner is not None:
            return owner
        return named_ending(sentence, at, owner=True)

    def _of_when(self, index: int, behind: int, harm: Harm) -> tuple[str, Group | None]:
        """As in "the assassination on 22 March of the candidate": when it was stands in front of whose it was."""
        sentence = self.sentence
        at = behind
        while at < min(behind + _WHEN_REACH, sentence.size):
            if "of" in sentence.marks(at):
                break
            if not sentence.words[at].isdigit() and "when_words" not in sentence.marks(at):
                return "", None
            at = sentence.after(at)
        if at == behind or at >= sentence.size or "of" not in sentence.marks(at):
            return "", None
        noun = Harm(harm.measure, "noun")
        first = sentence.after(at)
        group = self.people_behind(first, sentence.pack.grammar.noun_reach, noun)
        if group is not None:
            return "noun-people", group
        return "noun-name", named_behind(sentence, index, first)

    def _goes_on_deed(self, index: int, word: Word) -> bool:
        """As in "عمليات قتل وخطف": the second of two deeds."""
        before = self.sentence.before(index)
        other = self.sentence.word(before) if before > 0 else None
        if not word.joined or other is None or other.harm is None or other.harm.frame != "either":
            return False
        return "deed" in self.sentence.marks(self.sentence.before(before))

    def verbal_noun(self, index: int, behind: int, word: Word, harm: Harm) -> tuple[str, Group | None] | None:
        """As in "بعد جريمة قتل", "تورط في قتل مدنيين": a form that is a verb elsewhere; None where it is none here."""
        sentence, reach = self.sentence, self.sentence.pack.grammar.noun_reach
        marks = sentence.marks(sentence.before(index))
        if "scene_of" in marks and not word.joined and not harm.many:
            return "noun-people", self.people_behind(behind, reach, Harm(harm.measure, "noun"))
        if harm.frame == "either" and (
            ("deed" in marks and not word.joined) or self._goes_on_deed(index, word)
        ):
            return "noun-people", self.people_behind(behind, reach, Harm(harm.measure, "noun"))
        led = marks & _LEADING and not word.joined and not harm.many and harm.frame == "either"
        if not word.prep and not led:
            return None
        group = self.people_behind(behind, reach, harm)
        return ("noun-people", group) if group else ("noun-name", named_behind(sentence, index, behind))
