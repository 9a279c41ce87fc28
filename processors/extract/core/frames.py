"""Which people a harm word takes, by its frame: noun, owner, verb in front of or behind its people."""

from processors.extract.core.auxiliaries import is_noun, is_passive
from processors.extract.core.entry import Harm, Word
from processors.extract.core.group import Group
from processors.extract.core.people_first import PeopleFirst
from processors.extract.core.pronouns import in_front_of_relative, of_pronoun, stands_for
from processors.extract.core.second_words import second_words
from processors.extract.core.verb_first import VerbFirst

# Behind one of these something else is told.
_BEGINS_ANEW = frozenset({"mixed_and", "clause"})


class Frames(VerbFirst, PeopleFirst):
    """Finds the people of a harm word; what is bound already steers it."""

    def people_of(
        self, index: int, behind: int, word: Word, harm: Harm, *, joint: bool
    ) -> tuple[str, Group | None]:
        """The rule that reads the harm word at [index, behind) and its people; None when it has none."""
        if self.has_object_before(index, word, harm):
            return "people-verb", in_front_of_relative(self, index, word)
        done_to = self.object_of_relative(index) if harm.frame in ("active", "either") else None
        if done_to is not None:
            return "people-verb", done_to
        stands = stands_for(self, index, word, harm)
        if stands is not None:
            return of_pronoun(self, index, harm, stands)
        if harm.frame == "noun":
            return self.of_noun(index, behind, word, harm)
        if harm.frame == "active":
            if harm.needs and is_passive(self.sentence, index):
                return "people-verb", self._before_passive(index, harm)
            reach = self.sentence.pack.grammar.object_reach * (1 + harm.strict)
            return "verb-people", self.people_behind(behind, reach, harm)
        if harm.frame == "owned":
            return self.of_owned(index, behind, harm)
        if harm.frame == "state":
            return "people-state", self._of_state(index)
        if self.sentence.pack.grammar.verb_first:
            return self.verb_first(index, behind, word, harm)
        return (
            ("", None)
            if is_noun(self.sentence, index)
            else self.people_first(index, behind, harm, joint=joint)
        )

    def _before_passive(self, index: int, harm: Harm) -> Group | None:
        """As in "he was found in his car dead", where no other clause begins in front of the word that is needed."""
        sentence = self.sentence
        second = second_words(sentence, index, harm)
        if not second:
            return None
        between = range(index + 1, second[0])
        cut = any(sentence.is_comma(at) or sentence.marks(at) & _BEGINS_ANEW for at in between)
        return None if cut else self.people_before(index)

    def _of_state(self, index: int) -> Group | None:
        if not self.sentence.pack.grammar.verb_first:
            return self.in_state(index)
        # "استقبل المستشفى 67 شخصا بإصابات": where nothing else is told of those right in front.
        group = self.starts_before(index)
        owner = self.sentence.at[index - 1] if index else None
        if group is None and index and (owner is None or (owner.definite and owner.harm is None)):
            # "ستة من أفراد الأسرة تحت العلاج": whose they are.
            group = self.starts_before(index - 1)
        told = group is not None and group.low is not None and group.kind != "one" and group.own is None
        return group if told and group is not None and id(group) not in self.bound else None
