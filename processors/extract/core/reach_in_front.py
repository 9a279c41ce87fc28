"""How far a harm word reaches for its people in front of it: subjects, asides, "who", clauses behind "after"."""

from bisect import bisect_right

from processors.extract.core.auxiliaries import is_adverb, is_passive, is_plural
from processors.extract.core.group import Group
from processors.extract.core.reach import Reach
from processors.extract.core.second_words import second_words
from processors.extract.core.sentence import OWNER_ENDINGS

_MOST_REACH = 5
_APPOSITION = 8
_NEAR = 2
# Tokens from "because" over an article and a noun to the verb.
_OWN_SUBJECT = 5
_RELATIVE_REACH = 5
_AUXILIARY = frozenset({"be", "have", "skip"})
_ASIDE = frozenset({"among", "most", "one_of_them"})


class ReachInFront(Reach):
    """Finds the people in front of a harm word."""

    def in_state(self, index: int) -> Group | None:
        """As in "with 5 still missing": people right in front of the word for their state, whatever leads to them."""
        for at in range(bisect_right(self.ends, index) - 1, -1, -1):
            group = self.groups[at]
            if index - group.last > _NEAR:
                break
            close = group.last <= index and index - group.last <= _NEAR
            if close and group.kind in ("bare", "number") and self._only_plain(group.last, index):
                return group
        return self.people_before(index)

    def people_before(self, index: int) -> Group | None:
        """The nearest people in front of a harm word that can be its subject, or None."""
        reach = self.sentence.pack.grammar.subject_reach
        relative = self._relative_before(index)
        for at in range(bisect_right(self.ends, index) - 1, -1, -1):
            group = self.groups[at]
            if index - group.last > reach or (
                relative > group.last + _RELATIVE_REACH and group.kind == "pronoun"
            ):
                return None
            if self.is_aside(group, index) or self._is_in_brackets(group, index):
                continue
            if self._belongs(group, index) or self._is_part_alone(group, index):
                return group
            if self._done_to_in_relative(at) is not None:
                continue
            owner = self._owner_of_relative(at, index)
            if owner is not None:
                return owner
            if self._is_no_subject(group, index):
                continue
            return None if self._cut_off(group, index) else self._before_apposition(at)
        return None

    def several_before(self, single: Group, index: int) -> Group | None:
        """The counted people in front of a single person, where the verb is of several and the one is not of them."""
        if any(other.joined_to is single for other in self.groups) or single.joined_to is not None:
            return single
        for group in reversed(self.groups):
            if group.last > single.first or index - group.last > self.sentence.pack.grammar.subject_reach:
                continue
            several = group.kind in ("number", "two") and (group.low or 0) > 1
            if several and not group.among and not group.prep and not self._cut_off(group, index):
                return group
        return None

    def _relative_before(self, index: int) -> int:
        """Where "that" or "who" leads to the verb at `index` ("a conference that is being held"), or -1."""
        sentence = self.sentence
        if sentence.pack.grammar.verb_first:
            return -1
        at = sentence.before(index)
        while at >= 0 and sentence.marks(at) & _AUXILIARY:
            at = sentence.before(at)
        return at if at >= 0 and "relative" in sentence.marks(at) else -1

    def _before_apposition(self, at: int) -> Group:
        """As in "two guards, members of the police, were hurt": the counted people, not what else they are."""
        group = self.groups[at]
        lead = at
        while (
            lead and group.kind == "many" and self._is_alternative(self.groups[lead - 1], self.groups[lead])
        ):
            # "forty people, civilians or soldiers, died"
            lead -= 1
        if group.kind != "many" or not lead or not self.sentence.is_comma(self.groups[lead].first - 1):
            return group
        at = lead
        counted = self.groups[at - 1]
        told = counted.kind == "number" and not counted.prep and not counted.among
        return counted if told and group.first - counted.last <= _APPOSITION else group

    def _is_alternative(self, before: Group, group: Group) -> bool:
        """Whether nothing but "or" stands between two kinds of people without a number."""
        return (
            before.kind == "many"
            and group.first - before.last == 1
            and "joint_or" in self.sentence.marks(before.last)
        )

    def _owner_of_relative(self, at: int, index: int) -> Group | None:
        """As in "a driver who led officers on a chase was killed": a singular verb is of the one, not of the many."""
        sentence = self.sentence
        group, owner = self.groups[at], self.groups[at - 1] if at else None
        if owner is None or owner.kind != "one" or group.kind != "many" or owner.among or owner.prep:
            return None
        if group.last == index or "relative" not in sentence.marks(owner.last):
            return None
        verb = sentence.before(index)
        apart = any(sentence.is_comma(t) or sentence.is_hard(t) for t in range(group.last, verb))
        singular = "be" in sentence.marks(verb) and not is_plural(sentence, index)
        return owner if singular and not apart else None

    def _belongs(self, group: Group, index: int) -> bool:
        """Whether the harm word stands so close that it is theirs, whatever leads to them."""
        distance = index - group.last
        if (group.most or group.of_them) and distance <= _NEAR:
            return True
        if group.among:
            return False
        if distance == 0 and group.kind != "bare" and self.sentence.pack.grammar.verb_first:
            return True
        if self._opens_clause(group) and self._only_plain(group.last, index):
            # "the mistake was seen after nine civilians had been killed"
            return True
        if distance == 0 and self._is_brought(group):
            # "roads with nine people killed each year"
            return True
        known = group.kind == "many" and group.definite and not self.sentence.pack.grammar.verb_first
        if known:
            # "the men who died had the task": told of before.
            return False
        # "the death of six jesuits who were murdered"
        if distance <= _RELATIVE_REACH and "relative" in self.sentence.marks(group.last):
            return True
        if distance <= _RELATIVE_REACH and self._goes_on_behind_comma(group):
            return True
        return self._is_resumed(group, index)

    def _is_part_alone(self, group: Group, index: int) -> bool:
        """As in "28 people, of whom 15 have died": the verb is of the part, and not of the whole."""
        if not group.among or not self._only_plain(group.last, index):
            return False
        return {"among", "among_after"} <= self.sentence.marks(self.sentence.before(group.first))

    def object_of_relative(self, index: int) -> Group | None:
        """As in "eight soldiers whom rebels seized": the people in front of the clause that the verb ends."""
        at = bisect_right(self.ends, index) - 1
        return self._done_to_in_relative(at) if at >= 0 and self.groups[at].last == index else None

    def _done_to_in_relative(self, at: int) -> Group | None:
        """As in "eight soldiers whom rebels seized were killed": to whom the group at `at` does it, or None."""
        group, owner = self.groups[at], self.groups[at - 1] if at else None
        if owner is None or owner.among or owner.prep or owner.kind not in ("number", "one", "two"):
            return None
        leading = self.sentence.before(group.first)
        relative = owner.last == leading and "relative_object" in self.sentence.marks(leading)
        return owner if relative else None

    def _goes_on_behind_comma(self, group: Group) -> bool:
        """As in "in the shooting of a boy, who was badly hurt": "who" right behind one person and a comma."""
        sentence = self.sentence
        if sentence.pack.grammar.verb_first or group.kind != "one" or group.last + 1 >= sentence.size:
            return False
        return sentence.is_comma(group.last) and "relative" in sentence.marks(group.last + 1)

    def _is_brought(self, group: Group) -> bool:
        sentence = self.sentence
        if sentence.pack.grammar.verb_first or group.kind not in ("number", "bare"):
            return False
        return "cause" in sentence.marks(sentence.before(group.first))

    def _opens_clause(self, group: Group) -> bool:
        sentence = self.sentence
        # "as three more were killed"
        more = group.kind == "bare" and group.additional
        told = more or group.kind in ("number", "one", "two", "pronoun")
        if sentence.pack.grammar.verb_first or not told:
            return False
        return "clause" in sentence.marks(sentence.before(group.first))

    def _is_resumed(self, group: Group, index: int) -> bool:
        """As in "of six priests, five of them foreigners, who were killed": "who" behind an aside."""
        sentence = self.sentence
        if sentence.pack.grammar.verb_first or group.kind not in ("number", "two"):
            return False
        at = sentence.before(index)
        while at > group.last and sentence.marks(at) & _AUXILIARY:
            at = sentence.before(at)
        return at > group.last and "relative" in sentence.marks(at) and sentence.is_comma(at - 1)

    def _is_in_brackets(self, group: Group, index: int) -> bool:
        """As in "16 members of the patrol (the village militia) died": what stands in brackets is no subject."""
        words = self.sentence.words
        closing = next((at for at in range(group.last, min(index, len(words))) if words[at] in ")("), -1)
        return closing >= 0 and words[closing] == ")"

    def is_aside(self, group: Group, index: int) -> bool:
        """As in "forty civilians, most of them women, were killed": what stands between commas says who they are."""
        sentence = self.sentence
        verb_first = sentence.pack.grammar.verb_first
        if verb_first and group.own and sentence.has("most", group.first - _MOST_REACH, group.first) >= 0:
            # "53 شخصا، معظمهم من المزارعين والمشردين الذين ..."
            return True
        if not any(sentence.is_comma(at) for at in range(group.last, min(index, sentence.size))):
            return False
        for at in range(group.first, max(group.first - _APPOSITION, 0), -1):
            if sentence.is_comma(at - 1):
                # "22 rebels, one of them a commander, were killed", "two of them children"
                of_them = not verb_first and "among_after" in sentence.marks(at + 1)
                return of_them or bool(sentence.marks(at) & _ASIDE)
        return False

    def _is_no_subject(self, group: Group, index: int) -> bool:
        if group.kind == "object" or group.among or group.prep:
            return True
        if group.last < self.sentence.size and self.sentence.words[group.last] in OWNER_ENDINGS:
            # "the people's movement"
            return True
        if group.kind == "loose" and self.sentence.has("joint_or", group.last, index) >= 0:
            # "took five wickets and captured the series"
            return True
        if group.kind in ("bare", "loose"):
            return not self._only_plain(group.last, index)
        if group.kind == "one" and self._speaks(group, index):
            return True
        return group.kind == "many" and group.definite

    def _speaks(self, group: Group, index: int) -> bool:
        """As in "قال طبيب محلي \"قتل ثلاثة\"": who says it, where the verb stands in what is quoted."""
        sentence = self.sentence
        if not sentence.pack.grammar.verb_first or "speech" not in sentence.marks(
            sentence.before(group.first)
        ):
            return False
        return any(sentence.words[at] in ('"', ":") for at in range(group.last, index))

    def _only_plain(self, first: int, last: int) -> bool:
        """Only auxiliaries and small words between: "12 were killed"."""
        for index in range(first, last):
            if self.sentence.inside[index] or (
                self.sentence.at[index] is None and is_adverb(self.sentence, index)
            ):
                continue
            marks = self.sentence.marks(index)
            if "pronoun_object" in marks:
                # "he himself was hurt"
                continue
            if not ("be" in marks or "skip" in marks or "have" in marks or "joint_or" in marks) and not (
                (word := self.sentence.at[index]) is not None and word.harm is not None
            ):
                return False
        return True

    def _cut_off(self, group: Group, index: int) -> bool:
        sentence = self.sentence
        for at in range(group.last, index):
            if sentence.is_hard(at):
                return True
            marks = sentence.marks(at)
            if "that_alone" in marks:
                return True
            if "be" not in marks and self._is_other_verb(at):
                return True
            told = "be" in sentence.marks(sentence.before(at))
            if "speech" in marks and "said_behind" in marks and not sentence.inside[at] and not told:
                # "20 people are reported to have been killed" goes on.
                return True
            if at >= index - _OWN_SUBJECT and self._has_own_subject(at, index):
                return True
        return False

    def _has_own_subject(self, at: int, index: int) -> bool:
        """As in "31 girls were taken because a list was missing": a clause with one thing that is missing itself."""
        sentence = self.sentence
        if sentence.pack.grammar.verb_first or "clause" not in sentence.marks(at):
            return False
        return sentence.words[at + 1] in sentence.pack.speakers.articles and index - at > _NEAR

    def _is_other_verb(self, at: int) -> bool:
        """As in "personnel took the wounded away", where "he was found with a wound" goes on about him."""
        sentence = self.sentence
        word = sentence.at[at]
        if word is None or word.harm is None or not word.harm.needs:
            return False
        alone = at + 1 not in self.starts and not second_words(sentence, at, word.harm)
        if sentence.pack.grammar.adjectives_before and (word.harm.frame == "subject" or alone):
            # "seven climbers found alive later died": what would make it harm does not follow;
            # "the man had suffered wounds and was pronounced dead"
            return False
        return not sentence.pack.grammar.particles_apart or not is_passive(sentence, at)
