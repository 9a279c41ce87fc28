"""Which people a harm word takes, by its frame: noun, owner, verb in front of or behind its people."""

from processors.extract.core.auxiliaries import has_object, is_noun, is_passive, is_plural
from processors.extract.core.entry import Harm, Word
from processors.extract.core.finding import Finding
from processors.extract.core.group import SERVING, Group
from processors.extract.core.harm_words import JOINED_MEASURES, NEED_REACH, HarmWords
from processors.extract.core.names import named_before, named_behind, named_ending
from processors.extract.core.pronouns import (
    in_front_of_relative,
    of_pronoun,
    one_by_relative,
    one_by_verb,
    stands_for,
    two_by_verb,
)
from processors.extract.core.reach import NO_LOOSE
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence
from processors.extract.core.victims import BODIES

_NEAR = 2
_PLAIN_NOUN = 3
_WHEN_REACH = 6
_SUBJECT_NEAR = 4
# Behind one of these an Arabic form is a verbal noun ("تورط في قتل مدنيين").
_BEGINS_ANEW = frozenset({"mixed_and", "clause"})
_LEADING = frozenset({"prepositions", "of", "to"})
# Things that are no subject: what tells when, and bodies of men.
_NO_SUBJECT = BODIES | {"skip"}


class Frames(HarmWords):
    """Finds the people of a harm word; what is bound already steers it."""

    def __init__(self, sentence: Sentence, groups: list[Group], consumed: bytearray) -> None:
        super().__init__(sentence, groups, consumed)
        self.findings: list[Finding] = []
        self.bound: set[int] = set()

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
            return self._of_noun(index, behind, word, harm)
        if harm.frame == "active":
            if harm.needs and is_passive(self.sentence, index):
                return "people-verb", self._before_passive(index, harm)
            reach = self.sentence.pack.grammar.object_reach * (1 + harm.strict)
            return "verb-people", self.people_behind(behind, reach, harm)
        if harm.frame == "owned":
            owner = self._owner(index)
            return ("owned-noun", owner) if owner is not None else self._of_when(index, behind, harm)
        if harm.frame == "state":
            return "people-state", self._of_state(index)
        if self.sentence.pack.grammar.verb_first:
            return self._verb_first(index, behind, word, harm)
        return (
            ("", None)
            if is_noun(self.sentence, index)
            else self._subject_first(index, behind, harm, joint=joint)
        )

    def _before_passive(self, index: int, harm: Harm) -> Group | None:
        """As in "he was found in his car dead", where no other clause begins in front of the word that is needed."""
        sentence = self.sentence
        for at in range(index + 1, min(index + NEED_REACH, sentence.size)):
            if sentence.words[at] in harm.needs:
                return self.people_before(index)
            if sentence.is_comma(at) or sentence.marks(at) & _BEGINS_ANEW:
                break
        return None

    def _of_state(self, index: int) -> Group | None:
        if not self.sentence.pack.grammar.verb_first:
            return self.in_state(index)
        # "استقبل المستشفى 67 شخصا بإصابات": where nothing else is told of those right in front.
        group = self.starts_before(index)
        told = group is not None and group.low is not None and group.kind != "one" and group.own is None
        return group if told and group is not None and id(group) not in self.bound else None

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
        owner = self.starts_before(at)
        if owner is not None:
            return owner
        return named_ending(sentence, at, owner=True)

    def is_dead_by_name(self, index: int, group: Group) -> bool:
        """Whether a relative clause at `index`, or wounds right in front of it, go on about people who are told dead.

        As in "توفي الحارس متأثرا بجروح أصيب بها".
        """
        before = self.sentence.marks(self.sentence.before(index))
        return self.is_dead(group) and not before.isdisjoint({"relative", "by_wound"})

    def is_dead(self, group: Group) -> bool:
        """Whether these people are told dead already."""
        return any(f.group is group and f.measure == "killed" for f in self.findings)

    def _of_noun(self, index: int, behind: int, word: Word, harm: Harm) -> tuple[str, Group | None]:
        group = self.people_behind(behind, self.sentence.pack.grammar.noun_reach, harm)
        if group is not None:
            return "noun-people", group
        if word.definite or harm.light or harm.measure in NO_LOOSE:
            return "", None
        name = named_behind(self.sentence, index, behind)
        if name is None and "done_to_one" in self.sentence.marks(index):
            return "noun-people", self._plain_behind(behind)
        return "noun-name", name

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

    def _plain_behind(self, index: int) -> Group | None:
        """As in "the fatal shooting of a barista": one person by a noun that the lexicon does not know."""
        sentence = self.sentence
        if index + 1 >= sentence.size or "indefinite" not in sentence.marks(index):
            return None
        last = index + 1
        while last < sentence.size and last - index <= _PLAIN_NOUN and sentence.word(last) is None:
            if not sentence.words[last].isalpha():
                break
            last += 1
        if last == index + 1:
            return None
        group = Group("one", index, index, last)
        group.low = group.high = 1
        group.head = last - 1
        return group

    def _verbal_noun(
        self, index: int, behind: int, word: Word, harm: Harm
    ) -> tuple[str, Group | None] | None:
        """As in "بعد جريمة قتل", "تورط في قتل مدنيين": a form that is a verb elsewhere; None where it is none here."""
        sentence, reach = self.sentence, self.sentence.pack.grammar.noun_reach
        marks = sentence.marks(sentence.before(index))
        if "scene_of" in marks and not word.joined and not harm.many:
            return "noun-people", self.people_behind(behind, reach, Harm(harm.measure, "noun"))
        if "deed" in marks and harm.frame == "either" and not word.joined:
            return "noun-people", self.people_behind(behind, reach, Harm(harm.measure, "noun"))
        led = marks & _LEADING and not word.joined and not harm.many and harm.frame == "either"
        if not word.prep and not led:
            return None
        group = self.people_behind(behind, reach, harm)
        return ("noun-people", group) if group else ("noun-name", named_behind(sentence, index, behind))

    def _verb_first(self, index: int, behind: int, word: Word, harm: Harm) -> tuple[str, Group | None]:
        noun = self._verbal_noun(index, behind, word, harm)
        if noun is not None:
            return noun
        following = self.sentence.word(behind)
        if following is not None and following.is_plain_thing and not following.marks & _NO_SUBJECT:
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
        if after is not None and before is not None and harm.many and after.first - behind > _NEAR:
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
        name = None if harm.many or harm.light else named_behind(self.sentence, index, behind)
        if name is not None and before is not None and (before.kind != "one" or id(before) in self.bound):
            # "إصابة عشرات آخرين، وقد لقي حمداني حتفه": one verb, one person told by name.
            return "verb-name", name
        if before is not None and harm.many and before.kind == "one":
            before = self.several_before(before, index)
        if before is not None and self._is_subject(before, index, behind, harm):
            return "people-verb", before
        name = name or named_behind(self.sentence, index, behind)
        if name is not None:
            return "verb-name", name
        told = two_by_verb(self, index, harm) or one_by_relative(self, index, behind, harm)
        return "people-verb", told or one_by_verb(self, index, behind, harm)

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
            if harm.present and behind < self.sentence.size and self._has_plain_object(behind):
                # "شرطي يقتل خطيبته": a plain word behind is its object.
                return False
            near = index - group.last <= _SUBJECT_NEAR or self._is_led_to(behind)
            return near and id(group) not in self.bound
        while behind + 1 < self.sentence.size and self.sentence.words[behind] == '"':
            behind += 1
        if behind < self.sentence.size and not harm.present and self._has_plain_object(behind):
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

    def _has_plain_object(self, behind: int) -> bool:
        """Whether a bare word that nothing is known of stands right behind the verb."""
        sentence = self.sentence
        token = sentence.words[behind]
        if not token.isalpha() or sentence.word(behind) is not None or sentence.inside[behind]:
            return False
        return not any(token.startswith(prefix) for prefix in sentence.pack.lexicon.proclitics)

    def _subject_first(self, index: int, behind: int, harm: Harm, *, joint: bool) -> tuple[str, Group | None]:
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
        if before is not None and plural and before.kind == "one" and before.joined_to is None:
            before = self._pair_before(before)
        if before is not None and (passive or harm.frame != "either" or before.kind != "pronoun"):
            return "people-verb", before
        if passive or harm.frame == "subject":
            name = named_before(sentence, index, plural=plural) or self._who_was_wounded(index, harm)
            if name is None and not plural:
                return "noun-verb", self._plain_before(index, harm)
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

    def _plain_before(self, index: int, harm: Harm) -> Group | None:
        """As in "a baker was killed": one person by a noun that the lexicon does not know."""
        if harm.measure not in JOINED_MEASURES or harm.weak:
            return None
        sentence = self.sentence
        at = sentence.before(index)
        while at >= 0 and sentence.marks(at) & {"be", "have"}:
            at = sentence.before(at)
        last = at + 1
        while (
            at >= 0
            and last - at <= _PLAIN_NOUN
            and sentence.word(at) is None
            and sentence.words[at].isalpha()
        ):
            at -= 1
        if at < 0 or at + 1 >= last or "indefinite" not in sentence.marks(at):
            return None
        group = Group("one", at, at, last)
        group.low = group.high = 1
        group.head = last - 1
        return group


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
