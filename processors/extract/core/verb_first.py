"""Which people a harm verb takes where verbs come first: "قتل ثلاثة", "28 عنصرا سقطوا", "أصيب واعتقل آخرون"."""

from processors.extract.core.entry import Harm, Word
from processors.extract.core.group import SERVING, Group
from processors.extract.core.harm_nouns import HarmNouns
from processors.extract.core.names import named_behind
from processors.extract.core.pronouns import one_by_relative, one_by_verb, two_by_verb
from processors.extract.core.second_words import second_words
from processors.extract.core.victims import BODIES

_NEAR = 2
_SUBJECT_NEAR = 4
_PAIR = 2
# Things that are no subject: what tells when, and bodies of men.
_NO_SUBJECT = BODIES | {"skip"}


class VerbFirst(HarmNouns):
    """Finds the people of a verb in a language whose verbs stand in front of their subjects."""

    def verb_first(self, index: int, behind: int, word: Word, harm: Harm) -> tuple[str, Group | None]:
        noun = self.verbal_noun(index, behind, word, harm)
        if noun is not None:
            return noun
        following = self.sentence.word(behind)
        plain = following is not None and following.is_plain_thing and behind not in self.starts
        if following is not None and plain and not following.marks & _NO_SUBJECT:
            # "غرق المركب": the thing is the subject, unless it tells when ("توفي اليوم ثلاثة").
            struck = self.struck_behind(behind + following.length) if harm.frame == "either" else None
            return ("verb-people", struck) if struck is not None else ("", None)
        share = self._share_of_verb(behind, harm) or (word.joined and self._shared_with_next(behind, harm))
        if share:
            return "verb-people", share
        after = self.object_behind(behind, harm)
        before = self.people_before(index)
        if harm.near and not harm.many:
            # "انتحارية تفجر نفسها", where "شرطي أوقف السيارة" does it.
            before = self.starts_before(index) if harm.frame == "subject" else None
        far = after is not None and harm.many and after.first - behind > _NEAR
        if far and before is not None and not _are_police(before, harm):
            return "people-verb", before
        if after is not None:
            return "verb-people", after
        struck = self.starts.get(behind)
        if harm.frame == "either" and struck is not None and struck.kind == "many" and struck.definite:
            # "ثلاثة مهاجمين دهسوا المارة": known people are its object, so those in front do it.
            return "", None
        if word.length > 1 and self.sentence.words[behind - 1] == harm.takes:
            # "القبض على" has its people behind it, whoever stands in front.
            before = None
        return self._told_before(index, behind, harm, before)

    def _told_before(
        self, index: int, behind: int, harm: Harm, before: Group | None
    ) -> tuple[str, Group | None]:
        """The people of a verb that has none behind it: those in front, somebody by name, or whom its form tells."""
        if before is not None and before.kind == "many" and not harm.many and before.last < index:
            # "أطلق مجهولون النار فأصيب": a verb of one is of no plural in front.
            before = None
        if before is not None and (before.low or 0) > 1 and self._is_of_one(index, harm):
            # "دهس التلميذين ثم سلم نفسه": what belongs to one.
            before = None
        name = None if harm.many or harm.light else named_behind(self.sentence, index, behind)
        if name is not None and before is not None and (before.kind != "one" or id(before) in self.bound):
            # "إصابة عشرات آخرين، وقد لقي حمداني حتفه": one verb, one person told by name.
            return "verb-name", name
        if before is not None and harm.many and before.kind == "one":
            before = self.several_before(before, index)
        if before is not None and "of_two" in self.sentence.marks(index) and self._tells_share(before, index):
            return "", None
        if before is not None and _are_police(before, harm):
            # "أعوان الأمن أوقفوا قبل ذلك شخصا"
            held = self.held_further_on(behind)
            return ("verb-people", held) if held is not None else ("", None)
        if before is not None and self._is_subject(before, index, behind, harm):
            return "people-verb", before
        name = name or named_behind(self.sentence, index, behind)
        if name is not None:
            return "verb-name", name
        told = two_by_verb(self, index, behind, harm) or one_by_relative(self, index, behind, harm)
        return "people-verb", told or one_by_verb(self, index, behind, harm)

    def _is_of_one(self, index: int, harm: Harm) -> bool:
        """Whether the second word of a verb holds the pronoun of one ("سلم نفسه")."""
        second = second_words(self.sentence, index, harm)
        lexicon = self.sentence.pack.lexicon
        word = self.sentence.words[second[0]] if second else ""
        return (
            harm.measure == "detained"
            and word.endswith(lexicon.pronouns)
            and not word.endswith(lexicon.several)
        )

    def _tells_share(self, whole: Group, index: int) -> bool:
        """As in "50 قتيلا بينهم موظفان في السفارة خطفا": a verb of two tells what happened to a share before."""
        if whole.own is None or (whole.low or 0) <= _PAIR:
            return False
        return any(
            g.among and g.low == _PAIR and whole.last <= g.first and g.last <= index for g in self.groups
        )

    def _shared_with_next(self, behind: int, harm: Harm) -> Group | None:
        """As in "أصيب واعتقل آخرون": two verbs in a row of the people behind them."""
        following = self.sentence.word(behind)
        if following is None or following.harm is None or not following.joined or harm.light or harm.near:
            return None
        other = following.harm
        if other.frame not in ("either", "subject") or other.near or other.measure == harm.measure:
            return None
        group = self.starts.get(behind + following.length)
        return group if group is not None and group.others and not group.prep and not group.conj else None

    def _share_of_verb(self, behind: int, harm: Harm) -> Group | None:
        """As in "أصيب 20 توفي منهم خمسة": a verb of one right in front of "of them" tells of the share alone."""
        sentence = self.sentence
        if harm.many or harm.light or "among_after" not in sentence.marks(behind):
            return None
        share = self.starts.get(sentence.after(behind))
        return share if share is not None and share.among and share.low is not None else None

    def _is_subject(self, group: Group, index: int, behind: int, harm: Harm) -> bool:
        """Whether people in front of a verb are those harmed, and not those who do it."""
        if harm.light:
            # "28 عنصرا من قوات النظام سقطوا": whoever fights has not merely fallen.
            return harm.many and group.kind == "number" and group.victims in SERVING
        if harm.near:
            return index - group.last <= 1
        if harm.frame != "either":
            return True
        if not harm.many:
            if harm.present and behind < self.sentence.size and self.has_plain_object(behind):
                # "شرطي يقتل خطيبته": a plain word behind is its object.
                return False
            near = index - group.last <= _SUBJECT_NEAR or self._is_led_to(behind)
            return near and id(group) not in self.bound
        while behind + 1 < self.sentence.size and self.sentence.words[behind] == '"':
            behind += 1
        if behind < self.sentence.size and not harm.present and self.has_plain_object(behind):
            # "صيادون قتلوا غزالا"
            return False
        if harm.present and behind < self.sentence.size:
            # "حراس يقتلون دبا": a plain word right behind is the object.
            following = self.sentence.word(behind)
            plain = following is not None and (bool(following.prep) or "prepositions" in following.marks)
            return plain or not self.sentence.words[behind].isalpha()
        return True

    def _is_led_to(self, behind: int) -> bool:
        """As in "قتل جراء شظايا": what stands behind the verb is no object, so its subject may stand far in front."""
        return "prepositions" in self.sentence.marks(behind)


def _are_police(group: Group, harm: Harm) -> bool:
    """Whether those in front of a verb of arrest are police without a number: they do it."""
    return harm.measure == "detained" and harm.many and group.kind == "many" and group.victims == "security"
