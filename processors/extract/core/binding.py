"""Binds people to the words that say that they are harmed, within the clause."""

from processors.extract.core.entry import Harm, Word
from processors.extract.core.finding import Finding
from processors.extract.core.frames import Frames
from processors.extract.core.group import SERVING, Group, single
from processors.extract.core.names import named_in_front
from processors.extract.core.nobody import NEGATED
from processors.extract.core.second_words import second_words
from processors.extract.core.sentence import OWNER_ENDINGS, Sentence

_SIDE_BY_SIDE = 2
_CLAUSE_LEAD = 2
_ATTAINED_REACH = 3
# So many who flee have left their homes.
_MANY = 10
_JOINING = frozenset({"joint_or", "said_of_more"})


class Binder(Frames):
    """Reads one sentence's harm words from left to right."""

    def __init__(self, sentence: Sentence, groups: list[Group], consumed: bytearray) -> None:
        super().__init__(sentence, groups, consumed)
        self.toll_measure: str | None = None

    def bind(self) -> list[Finding]:
        """All findings of the harm words; shares and plain victims are read afterwards."""
        joint_until = -1
        for index in range(self.sentence.size):
            word = self.sentence.at[index]
            if word is None or word.harm is None or self.consumed[index] or index < joint_until:
                continue
            harm = next((h for h in (word.harm, word.otherwise) if h and self.is_harm(index, word, h)), None)
            if harm is None or self._is_told_as_part(index, word):
                continue
            second = second_words(self.sentence, index, harm)
            for at in second:
                self.consumed[at] = 1
            other = self.joint_with(index, word, harm)
            if other > 0:
                joint_until = other + 1
            # "راح ضحية الحريق سبعة": those harmed stand behind the word that the verb needs.
            past = harm.frame == "active" and index + word.length in second
            self._bind_one(index, word, harm, other, past=past)
        return self.findings

    def _bind_one(self, index: int, word: Word, harm: Harm, joint: int, *, past: bool) -> None:
        sentence = self.sentence
        behind = index + word.length + past
        if joint > 0:
            other = sentence.at[joint]
            behind = joint + (other.length if other is not None else 1)
        rule, group = self.people_of(index, behind, word, harm, joint=joint > 0)
        if "oneself" in word.marks:
            group = self._oneself(index, behind, group)
        group = self._or_share_in_front(index, harm, group)
        if group is None or self._tells_nothing(index, word, harm, group):
            return
        if group.kind == "many" and group.dual_like and "of_two" in sentence.marks(index):
            # "انتحاريين فجرا نفسيهما": a plural by its letters, two by its verb.
            group.settle_as_two()
        measure = "killed_or_wounded" if joint > 0 else self._measure_of(harm, index, group)
        to_death = {*sentence.marks(group.last), *sentence.marks(sentence.before(group.first))}
        dead_behind = group.first >= behind and "to_death" in to_death
        if measure == "wounded" and dead_behind:
            # "shot two women to death"
            measure = "killed"
        finding = Finding(f"joint-{rule}" if joint > 0 else rule, measure, group, index, behind)
        finding.weak = harm.weak and not dead_behind
        if measure == "killed" and "wounded" in (group.own, group.of_harm):
            finding.additional = True
        if word.person is not None:
            self.bound.update(id(g) for g in self.groups if g.head == index)
        self.add(finding)
        self.coordinate(finding)
        if "is_among" in word.marks:
            self._mark_parts(group)
        with_more = "said_of_more" in sentence.marks(behind)
        if with_more or (harm.frame == "subject" and rule == "people-verb"):
            self._beside_verb(finding, behind)

    def _oneself(self, index: int, behind: int, group: Group | None) -> Group:
        """As in "shot three people before killing himself": one who is none of those harmed in front."""
        if group is not None and id(group) not in self.bound:
            return group
        return single("object", index, behind)

    def _measure_of(self, harm: Harm, index: int, group: Group) -> str:
        """As in "فقد الجيش 40 جنديا": its dead, where others are missing."""
        if harm.measure != "missing" or harm.frame != "active":
            return harm.measure
        # "فقدت المدرسة أحد معلميها": who loses their own has lost them for good.
        head = self.sentence.word(group.head) if group.head >= 0 else None
        own = head is not None and bool(head.pronoun)
        return "killed" if own or self._is_lost_by_army(index, group) else harm.measure

    def _is_lost_by_army(self, index: int, group: Group) -> bool:
        """Whether an army stands between "lost" and its people, or suffers losses in front of it."""
        sentence = self.sentence
        between = range(index + 1, group.first)
        if any(sentence.marks(at) & {"armed_body", "police_body"} for at in between):
            return True
        return not between and sentence.has("suffers", 0, index) >= 0 <= sentence.has("armed_body", 0, index)

    def _is_told_as_part(self, index: int, word: Word) -> bool:
        """As in "four boys were among the dead": a share right in front of its verb is read as one."""
        return "is_among" in word.marks and any(g.among and g.last == index for g in self.groups)

    @staticmethod
    def _mark_parts(group: Group) -> None:
        """As in "a boy and a woman selling tea were among the dead": all that stand side by side are parts."""
        part: Group | None = group
        while part is not None:
            part.among = True
            part = part.joined_to

    def _tells_nothing(self, index: int, word: Word, harm: Harm, group: Group) -> bool:
        """Whether these people are told of as harmed by another word, or not as harmed."""
        if (harm.light and group.own is not None) or _is_carried(group, harm):
            return True
        if harm.measure == "displaced" and "patient" in self.sentence.marks(group.head):
            return True
        if "loses" in word.marks and not self._is_lost_by_army(index, group):
            # "خسر الفريق ثلاثة لاعبين"
            return True
        if ("flee" in word.marks and _only_runs(group)) or self._is_purpose(index, group):
            return True
        if "told_of_many" in word.marks and group.low is None and self.sentence.field != "title":
            # "people die every day"
            return True
        # "استشهاد الشاب متأثرا بجراحه التي أصيب بها", "توفيت امرأة كانت تتلقى العلاج"
        if not self.sentence.pack.grammar.verb_first or harm.measure != "wounded":
            return False
        one_behind = group.kind == "one" and group.last <= index and self.is_dead(group)
        return one_behind or self.is_dead_by_name(index, group)

    def _is_purpose(self, index: int, group: Group) -> bool:
        """As in "set off a bomb to kill the minister": what somebody known was meant to suffer."""
        sentence = self.sentence
        known = group.kind == "one" and group.definite and group.first > index
        if not known or not sentence.pack.grammar.adjectives_before:
            return False
        at = sentence.before(index)
        return "to" in sentence.marks(at) and sentence.has("attained", at - _ATTAINED_REACH, at) < 0

    def _or_share_in_front(self, index: int, harm: Harm, group: Group | None) -> Group | None:
        """As in "أصيب 20 بينهم خمسة توفوا": a share's own verb is none of the whole; None where it tells no more."""
        if group is None or not self.sentence.pack.grammar.verb_first or group.last > index:
            return group
        share = next((other for other in self.groups if other.among and other.last == index), None)
        if share is None or share is group:
            return group
        if harm.many and share.parent is group and id(group) not in self.bound and group.own is None:
            # "13 شخصا منهم ثلاثة وامرأة قتلوا": of nobody else is anything told.
            return group
        return None if self._shares_measure(share, harm.measure) else share

    def _shares_measure(self, share: Group, measure: str) -> bool:
        """Whether those whom a share belongs to are told of as harmed in the same way."""
        wholes = [f for f in self.findings if f.group.first < share.first and not f.group.among]
        return bool(wholes) and wholes[-1].measure == measure

    def add(self, finding: Finding) -> None:
        self.bound.add(id(finding.group))
        self.findings.append(finding)

    def consumed_by_negation(self, group: Group) -> bool:
        """Whether a denial has taken this group ("no casualties")."""
        return 0 <= group.head < self.sentence.size and self.consumed[group.head] == NEGATED

    def coordinate(self, finding: Finding) -> None:
        """As in "مقتل خمسة مدنيين وثلاثة جنود": what stands beside the people shares their harm."""
        group = finding.group
        if finding.harm_first > group.first and group.own != finding.measure:
            self._coordinated_before(finding)
            self._named_before(finding)
            if self.sentence.pack.grammar.verb_first:
                return
        for other in self.groups:
            if (
                other.joined_to is not group
                or other.own is not None
                or other.among
                or id(other) in self.bound
            ):
                continue
            if not self._shares_harm(other, finding.measure) or self._counts_dead(finding):
                continue
            shared = Finding("coordinated", finding.measure, other, finding.harm_first, finding.harm_last)
            shared.weak = finding.weak
            self.add(shared)
            group = other

    def _counts_dead(self, finding: Finding) -> bool:
        """As in "two bodies and nine people with wounds": people beside a noun for the dead are none."""
        return finding.rule == "counted-victims" and self.sentence.pack.grammar.particles_apart

    def _shares_harm(self, other: Group, measure: str) -> bool:
        """Whether people who stand beside those harmed are harmed as well, and nothing else is told of them."""
        sentence = self.sentence
        if other.kind == "bare" and not other.others and not self._is_elsewhere(other):
            return False
        if other.prep and sentence.pack.grammar.particles_apart:
            return False
        known = other.kind == "many" and other.definite and other.own is None
        if known and sentence.pack.grammar.verb_first and not (other.joined_to and other.joined_to.definite):
            # "دهس طفلا والأهالي ...": something else is told of people already known.
            return False
        who = other.kind == "many" and sentence.is_comma(other.first - 1)
        if other.kind == "many" and self._begins_clause(other):
            return False
        if who or other.most or "most" in sentence.marks(other.core):
            # "two guards, members of the police", "17 people, most of them children": who they are besides.
            return False
        if "speech" in sentence.marks(other.last) or (other.kind == "pronoun" and not other.conj):
            # "injured 35, the governor said", "shot the man, he ..."
            return False
        if other.last < sentence.size and sentence.words[other.last] in OWNER_ENDINGS:
            # "held two suspects, the sheriff's office said"
            return False
        state = self.sentence.word(other.last)
        if (
            measure == "wounded"
            and state is not None
            and state.harm is not None
            and state.harm.frame == "state"
        ):
            # "إصابة رجل وامرأة بجروح"
            return True
        beside = next((g for g in self.groups if g.joined_to is other), None)
        if sentence.pack.grammar.particles_apart and beside is not None and self.has_own_verb(beside):
            # "left six rebels dead, and 16 soldiers and 20 rebels wounded"
            return False
        return not self.has_own_verb(other) and not self.is_aside(other, other.last + 1)

    def _begins_clause(self, other: Group) -> bool:
        """As in "killed nine at a market, and soldiers sealed the area": a plain plural behind a comma and "and"."""
        sentence = self.sentence
        before = other.joined_to
        if not sentence.pack.grammar.adjectives_before or before is None or other.first < _CLAUSE_LEAD:
            return False
        led = sentence.is_comma(other.first - 2) and "mixed_and" in sentence.marks(other.first - 1)
        return led and before.last < other.first - 2 and other.own is None

    def _is_elsewhere(self, other: Group) -> bool:
        """As in "قتل خمسة في الرمادي وسبعة في الفلوجة", "ستة من الأولى مقابل تسعة من الثانية": as many more there."""
        sentence, before = self.sentence, other.joined_to
        if before is None or other.low is None or not sentence.pack.grammar.verb_first:
            return False
        first, second = before.last, other.last
        if second + 1 >= sentence.size or sentence.words[first] != sentence.words[second]:
            return False
        if "set_against" in sentence.marks(sentence.before(other.first)):
            return True
        return "in_place" in sentence.marks(second) and sentence.word(second + 1) is None

    def _named_before(self, finding: Finding) -> None:
        """As in "Ana Velez and seven other people were killed": a name in front of the first of the subjects."""
        group = finding.group
        while group.joined_to is not None and id(group.joined_to) in self.bound:
            group = group.joined_to
        name = named_in_front(self.sentence, self.sentence.before(group.first)) if group.first else None
        if name is None or any(g.first < name.last and name.first < g.last for g in self.groups):
            return
        shared = Finding("coordinated", finding.measure, name, finding.harm_first, finding.harm_last)
        shared.weak = finding.weak
        self.add(shared)

    def _coordinated_before(self, finding: Finding) -> None:
        """As in "أربعة قادة ونحو 30 متمردة قتلوا": those in front of the subject share its verb."""
        group = finding.group
        closed = any(self.sentence.is_comma(at) for at in range(group.last, finding.harm_first))
        # "14 climbers, nine of whom died": the part alone did; "..., two of them women, died": all did.
        while group.joined_to is not None and (closed or not finding.group.of_them):
            if group.first - group.joined_to.last > _SIDE_BY_SIDE:
                return
            group = group.joined_to
            if id(group) in self.bound or group.own is not None or group.among or group.prep:
                return
            if group.kind in ("bare", "loose", "pronoun") or (group.kind == "many" and group.definite):
                return
            shared = Finding("coordinated", finding.measure, group, finding.harm_first, finding.harm_last)
            shared.weak = finding.weak
            self.add(shared)

    def _beside_verb(self, finding: Finding, behind: int) -> None:
        """As in "the bomber killed himself and four others": a verb that holds its own object has others behind it."""
        joining = self.sentence.marks(behind)
        if not joining & _JOINING:
            return
        other = self.starts.get(self.sentence.after(behind))
        if other is None or other.kind != "number" or other.prep or id(other) in self.bound or other.own:
            return
        if not self.has_own_verb(other):
            self.add(Finding("coordinated", finding.measure, other, finding.harm_first, finding.harm_last))


def _only_runs(group: Group) -> bool:
    """As in "two robbers fled", where "residents fled" tells of homes left behind."""
    return group.kind in ("one", "two", "pronoun") or (group.low is not None and group.low < _MANY)


def _is_carried(group: Group, harm: Harm) -> bool:
    """As in "un blessé a été évacué", "إجلاء 3 مصابين": who is taken away has not lost a home."""
    if harm.measure != "displaced":
        return False
    if group.victims in SERVING:
        # "the gunmen fled", "100 rebels fled": nor have those who run from a fight.
        return True
    return group.own is not None or (harm.participle and group.low == 1)
