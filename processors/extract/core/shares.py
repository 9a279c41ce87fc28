"""What is read once the harm words have their people: shares ("among them") and plain victims."""

from processors.extract.core.binding import Binder
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence
from processors.extract.core.victims import body_victims

# States that last: "threatened to kill 20 hostages" still tells of 20 hostages.
_STANDING = frozenset({"detained", "missing", "displaced"})
_SHELTER_REACH = 3
# Behind more than this many Arabic counts in the singular.
_SINGULAR_BEHIND = 10
_RELEASE_REACH = 4
_MOST_REACH = 4
_TELLS_OF_MOST = frozenset({"gravely", "police_body", "armed_body", "adjective", "modifier"})
# Tokens from "found him" to "dead".
_FOUND_REACH = 8
# Tokens from "suffered" back to who suffered.
_SUFFERER_REACH = 9


def read_victims(binder: Binder) -> None:
    """People whose noun tells the harm ("7 قتلى", "12 dead"), where no verb has taken them."""
    for group in binder.groups:
        if group.own is None and _is_case(binder, group):
            group.own = "wounded"
        if (
            group.of_harm is not None
            and group.own is None
            and id(group) not in binder.bound
            and not group.among
        ):
            # "ثلاثة من الموقوفين": some of those whose harm is told already.
            group.own, group.among = group.of_harm, True
        if group.own is None or id(group) in binder.bound or group.among or _is_any(binder, group):
            continue
        if (group.definite and group.kind in ("many", "one")) or binder.consumed_by_negation(group):
            continue
        if not _is_told(binder, group):
            continue
        if group.own not in _STANDING and binder.is_hypothetical(group.first):
            continue
        if group.victims == "unknown":
            group.victims = _suffered_by(binder, group)
        finding = Finding("counted-victims", group.own, group, group.first, group.last)
        binder.add(finding)
        if group.kind == "number" and group.low is not None:
            binder.coordinate(finding)


def _is_any(binder: Binder, group: Group) -> bool:
    """As in "had no word on any casualties", "did they suffer casualties?": whether there are some is not told."""
    sentence = binder.sentence
    if group.kind != "many" or not sentence.pack.grammar.particles_apart:
        return False
    asked = sentence.words[sentence.size - 1] == "?" or sentence.has("whether", 0, group.first) >= 0
    return "any" in sentence.marks(sentence.before(group.first)) or asked


def _suffered_by(binder: Binder, group: Group) -> str:
    """As in "the rebels have sustained 148 casualties": whose losses they are, in front of the verb."""
    sentence = binder.sentence
    at = sentence.before(group.first)
    verb = sentence.word(at)
    suffers = verb is not None and verb.harm is not None and verb.harm.frame == "subject"
    if verb is None or verb.harm is None or not suffers or not verb.harm.needs:
        return "unknown"
    for before in range(at - 1, max(-1, at - _SUFFERER_REACH), -1):
        if sentence.is_comma(before) or "speech" in sentence.marks(before):
            return "unknown"
        word = sentence.at[before]
        if word is not None and word.person is not None and word.person.harm is None:
            return word.person.victims
        body = body_victims(sentence, before, before + 1)
        if body is not None:
            return body
    return "unknown"


def _is_case(binder: Binder, group: Group) -> bool:
    """As in "استقبل المستشفى 14 حالة": cases that a hospital takes in are its wounded."""
    sentence = binder.sentence
    if (
        group.low is None
        or group.prep
        or "case_noun" not in sentence.marks(group.head)
        or id(group) in binder.bound
    ):
        return False
    return sentence.has("hospital", 0, sentence.size) >= 0


def _is_of_joint_figure(binder: Binder, group: Group) -> bool:
    """As in "5000 قتيل ومفقود": counted by the number of the noun before it; "ضحية الهجوم" says who somebody is."""
    if not binder.sentence.pack.grammar.verb_first:
        return False
    before = group.joined_to
    joint = before is not None and before.last == group.first and (before.low or 0) > _SINGULAR_BEHIND
    return joint or group.own == "killed_or_wounded"


def _is_told(binder: Binder, group: Group) -> bool:
    """A lone "قتيل" counts where something brings it about; "بإصابات متفاوتة" says how, not who."""
    sentence = binder.sentence
    if sentence.has("unknown_amount", group.first - 3, group.first) >= 0:
        return False
    if group.own == "displaced" and sentence.has("shelter", group.first - _SHELTER_REACH, group.first) >= 0:
        # "مدرسة تؤوي نازحين"
        return group.low is not None
    if group.kind == "many" and _is_said_of(binder, group):
        return False
    if group.kind == "many":
        return not _tells_how(sentence, group) and (not group.prep or sentence.pack.grammar.particles_apart)
    if group.kind == "one" and _is_of_joint_figure(binder, group):
        return False
    if group.kind != "one" or group.first == 0 or group.joined_to is not None:
        return True
    if group.own == "wounded" and "by_wound" in sentence.marks(group.last):
        # "إحضار شاب مصاب بطعنات"
        return True
    if any(other.joined_to is group and other.own is not None for other in binder.groups):
        # "قتيل و20 جريحا"
        return True
    if "found_dead" in sentence.marks(group.head):
        # "عثر عليه أحد المارة متوفى"
        return sentence.has("found", group.first - _FOUND_REACH, group.first) >= 0
    return sentence.has("cause", group.first - 4, group.first) >= 0


def _is_said_of(binder: Binder, group: Group) -> bool:
    """As in "تحرير 25 رهينة كانوا محتجزين": what those right in front were."""
    at = binder.sentence.before(group.first)
    if not binder.sentence.pack.grammar.verb_first or "aux" not in binder.sentence.marks(at):
        return False
    before = binder.starts_before(at)
    return before is not None and before.own == group.own


def _tells_how(sentence: Sentence, group: Group) -> bool:
    """As in "أدى إلى إصابته إصابات بالغة": the noun of the harm word in front says how bad it was."""
    if not sentence.pack.grammar.verb_first or group.head < 0:
        return False
    before = sentence.word(sentence.before(group.first))
    return before is not None and before.harm is not None and before.harm.measure == group.own == "wounded"


def read_shares(binder: Binder) -> None:
    """As in "بينهم ثلاثة أطفال": shares take the harm of their whole, unless they tell their own."""
    by_group = {id(finding.group): finding for finding in binder.findings}
    for group in binder.groups:
        if group.kind == "many" and not group.among and _stands_behind(binder, group):
            group.among = True
        if not group.among or id(group) in binder.bound or not _may_be_counted(binder, group):
            continue
        whole = _whole_of(binder, group, by_group)
        if whole is None and group.own is None and group.among_measure is None and not group.of_them:
            group.among_measure = binder.toll_measure
        # "وبين القتلى خمسة نازحين": the displaced among the dead are dead.
        own = None if group.own == "displaced" and group.among_measure else group.own
        measure = own or group.among_measure or (whole.measure if whole is not None else None)
        if measure is None or (measure == "detained" and _is_released(binder, group)):
            continue
        if whole is None:
            finding = Finding("share", measure, group, group.first, group.last)
        else:
            finding = Finding("share", measure, group, whole.harm_first, whole.harm_last)
            finding.weak = whole.weak and not group.dead_of_them
            if whole.measure in (measure, "killed_or_wounded") or group.dead_of_them:
                finding.whole = whole
        binder.add(finding)
        by_group[id(group)] = finding


def _stands_behind(binder: Binder, group: Group) -> bool:
    """As in "killed ten people, soldiers among them": a plain plural in front of "among them"."""
    sentence = binder.sentence
    if group.definite or group.own is not None or id(group) in binder.bound or not group.first:
        return False
    if not sentence.pack.grammar.adjectives_before or not sentence.is_comma(group.first - 1):
        return False
    behind = sentence.word(group.last)
    if behind is None or "among_behind" not in behind.marks:
        return False
    after = group.last + behind.length
    return after >= sentence.size or not sentence.words[after].isalpha()


def _may_be_counted(binder: Binder, group: Group) -> bool:
    """Whether "most of them" tells of people who are told right in front as harmed, whom it describes."""
    if not group.most:
        return True
    sentence = binder.sentence
    noun = sentence.word(group.last)
    led = sentence.pack.grammar.adjectives_before and group.first > 0 and sentence.is_comma(group.first - 1)
    if not led or not any(f.group.last <= group.first for f in binder.findings):
        return False
    if noun is not None and noun.person is not None and noun.person.harm is None:
        group.victims = noun.person.victims
        return True
    # "most of them oil workers", "many of them seriously", and not "mostly suffering from cuts"
    if noun is not None:
        return not noun.marks.isdisjoint(_TELLS_OF_MOST)
    ahead = (sentence.word(at) for at in range(group.last + 1, group.last + _MOST_REACH))
    return any(word is not None and word.person is not None and word.person.number == "p" for word in ahead)


def _is_released(binder: Binder, group: Group) -> bool:
    """As in "اعتقل 40 شخصا قبل أن يطلق سراح سبعة منهم": who is let go is no share of those held."""
    sentence = binder.sentence
    if sentence.has("release", group.first - _RELEASE_REACH, group.first) >= 0:
        return True
    # "25 were captured, and a few of them had been released"
    behind = sentence.pack.grammar.adjectives_before and group.of_them
    return behind and sentence.has("release", group.last, group.last + _RELEASE_REACH) >= 0


def _whole_of(binder: Binder, group: Group, by_group: dict[int, Finding]) -> Finding | None:
    """The nearest finding in front of the share; its parent's where that has one."""
    if group.parent is not None and id(group.parent) in by_group:
        return by_group[id(group.parent)]
    best: Finding | None = None
    for finding in binder.findings:
        nearer = best is None or finding.group.first > best.group.first
        if finding.group.first < group.first and not finding.group.among and nearer:
            best = finding
    return best
