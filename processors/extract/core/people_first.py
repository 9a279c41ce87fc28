"""Which people a harm verb takes where subjects come first: "13 were killed", "rebels killed 50 troops"."""

from processors.extract.core.auxiliaries import has_object, is_passive, is_plural
from processors.extract.core.entry import Harm
from processors.extract.core.group import Group
from processors.extract.core.names import named_before, named_behind
from processors.extract.core.told_so_far import ToldSoFar
from processors.extract.core.unknown_nouns import plain_before

_NEAR = 2
_BE_REACH = 3


class PeopleFirst(ToldSoFar):
    """Finds the people of a verb in a language whose subjects stand in front of their verbs."""

    def people_first(self, index: int, behind: int, harm: Harm, *, joint: bool) -> tuple[str, Group | None]:
        sentence = self.sentence
        passive = is_passive(sentence, index)
        if harm.frame == "either" and not passive:
            close = self.starts_before(index)
            after = self.people_behind(behind, sentence.pack.grammar.object_reach, harm)
            # "guerrillas killed or wounded 50 troops"
            touching = after is not None and after.first == behind and after.kind == "number"
            # "three men killed and 14 people wounded": behind "and" another clause begins.
            apart = after is not None and (
                (joint and not touching) or after.first - behind > _NEAR or self._is_joined(after, behind)
            )
            if after is not None and not (close is not None and apart):
                return "verb-people", after
            plain = close is None or (close.kind in ("one", "many") and sentence.field != "title")
            if after is None and plain and sentence.pack.grammar.capitals:
                name = named_behind(sentence, index, behind)
                if name is not None:
                    return "verb-name", name
        before = _agreeing(self.people_before(index), harm, passive=passive)
        if before is not None and (
            self._does_it(before, behind, harm, passive=passive) or _is_dead(before, harm)
        ):
            return "", None
        plural = passive and is_plural(sentence, index)
        if before is not None and passive:
            before = self._as_many_as(before, index, plural=plural)
        if before is not None and (passive or harm.frame != "either" or before.kind != "pronoun"):
            return "people-verb", before
        if passive or harm.frame == "subject":
            name = named_before(sentence, index, plural=plural) or self._who_was_wounded(index, harm)
            if name is None and not plural:
                return "noun-verb", plain_before(sentence, index, harm)
            return "name-verb", name
        return "", None

    def _who_was_wounded(self, index: int, harm: Harm) -> Group | None:
        """As in "Sgt. Lopez was injured and died": who is told by name in front of the verb that this one goes on."""
        last = self.findings[-1] if self.findings and harm.measure == "killed" else None
        if last is None or last.measure != "wounded" or last.rule != "name-verb" or last.harm_last >= index:
            return None
        between = range(last.harm_last, index)
        joined = len(between) <= _NEAR and "mixed_and" in self.sentence.marks(last.harm_last)
        return last.group if joined else None

    def _as_many_as(self, before: Group, index: int, *, plural: bool) -> Group | None:
        """The people in front of a passive, or others that agree with its number."""
        if plural:
            alone = before.kind == "one" and before.joined_to is None
            return self._pair_before(before) if alone else before
        # "students left the square where Nolan was arrested"
        return self._one_before(before, index) if before.kind == "many" and not before.own else before

    def _one_before(self, several: Group, index: int) -> Group | None:
        """Of one person in front of several with a verb in the singular: whom the verb tells of."""
        sentence = self.sentence
        singular = not sentence.pack.grammar.verb_first and any(
            "one_be" in sentence.marks(at) for at in range(max(several.last, index - _BE_REACH), index)
        )
        if not singular:
            return several
        name = named_before(sentence, index, plural=False)
        return name or next(
            (g for g in reversed(self.groups) if g.last <= several.first and g.low == 1 and not g.prep), None
        )

    def _is_joined(self, group: Group, behind: int) -> bool:
        return group.first > behind and "mixed_and" in self.sentence.marks(behind)

    def _does_it(self, group: Group, behind: int, harm: Harm, *, passive: bool) -> bool:
        """Whether people in front of an active verb do it or something else is told of them."""
        if passive:
            return False
        if harm.measure == "displaced" and id(group) in self.bound:
            # "shot dead four policemen and fled"
            return True
        if harm.frame == "either" and "determiner_one" in self.sentence.marks(behind):
            # "officers evacuated the complex", "rebels kidnapped the envoy's son"
            return True
        if harm.weak and "to" in self.sentence.marks(behind) and self._has_people_near(behind + 1):
            # "four youths shot at the policemen"
            return True
        # "several armed men kidnapped Duarte"
        return harm.frame == "either" and has_object(self.sentence, behind)

    def _has_people_near(self, start: int) -> bool:
        """Whether people are told at `start`, or behind one article there."""
        return any(start <= group.first <= start + 1 for group in self.groups)

    def _pair_before(self, group: Group) -> Group | None:
        """A single person in front of a plural verb is one of a pair, or stands in an apposition."""
        if any(other.joined_to is group for other in self.groups):
            return group
        at = self.sentence.before(group.first)
        return group if at >= 0 and "joint_or" in self.sentence.marks(at) else None


def _is_dead(group: Group, harm: Harm) -> bool:
    """As in "left one person dead and some bystanders hurt": whose noun tells them dead, is not hurt as well."""
    return group.own == "killed" != harm.measure


def _agreeing(group: Group | None, harm: Harm, *, passive: bool) -> Group | None:
    """The people, unless the participle agrees with others than these: "13 blessés, a été tué".

    Rough amounts may take a singular ("une vingtaine de personnes a été blessée"), two persons a plural.
    """
    if group is None or not harm.participle or group.low is None:
        return group
    if harm.many:
        return None if group.low == 1 and not passive and group.joined_to is None else group
    return None if group.low > 1 and group.qualifier == "exact" else group
