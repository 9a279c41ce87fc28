"""Figures that a toll has come to: «ارتفعت الحصيلة إلى 38», "the death toll reached 38", «القتلى: 5»."""

from processors.extract.core.binding import Binder
from processors.extract.core.finding import Finding
from processors.extract.core.group import Group
from processors.extract.core.second_words import second_words
from processors.extract.core.sentence import Sentence

_TOLLS = frozenset({"toll", "toll_killed", "toll_wounded"})
_OWN = ("killed", "wounded")
_RISING = ("rise", "exceed")
_CLIMBING = frozenset({*_RISING, "reach"})
_TOLL_REACH = 40
_MEASURE_REACH = 8
_INVERTED_REACH = 6
# As in "porte à 9 le nombre de victimes": an article at most between the figure and its toll word.
_TOUCHING = 1
_RISE_REACH = 3
# A toll word so near behind its verb is what rises.
_TOLL_BEHIND = 3
# Tokens from victims to their figure: whose they are ("قتلى الجيش خمسة").
_OWNED_REACH = 3
# Tokens from a bare "toll" to its figure.
_DEFAULT_REACH = 14


def read_tolls(binder: Binder) -> None:
    """As in "حصيلة القتلى ترتفع إلى 38", "the death toll reached 38"."""
    sentence = binder.sentence
    tolls = frozenset(sentence.all_with(_TOLLS))
    rises = not sentence.roles.keys().isdisjoint(_CLIMBING)
    rising = binder.starts if rises or ":" in sentence.words else {}
    for index in sorted(tolls.union(rising)):
        told = index in tolls and not binder.consumed[index]
        if not told and not _rising_victims(binder, index):
            continue
        measure, behind = _toll_measure(sentence, index)
        _take_over(binder, index, behind)
        binder.toll_measure = measure or binder.toll_measure
        group = _inverted(binder, index, _TOUCHING) or _reached(binder, index, behind)
        if group is None:
            group = _inverted(binder, index, _INVERTED_REACH)
        if group is None and measure is not None:
            group = _rising_alone(binder, index, behind)
        if group is None or (measure is None and group.own is None):
            continue
        if (
            group.own is None
            and group.first - index > _DEFAULT_REACH
            and _is_default(sentence, index, behind)
        ):
            # "حصيلة" of anything, and a figure of something else far behind it.
            continue
        if id(group) in binder.bound:
            continue
        _take_over(binder, index, behind, figure=True)
        _exceed(sentence, index, group)
        if group.victims == "unknown":
            behind = group.first if group.first > index else index + _MEASURE_REACH
            group.victims = _toll_victims(sentence, index, min(behind, sentence.size))
        binder.add(Finding("toll", group.own or measure or "killed", group, index, index + 1))


def _exceed(sentence: Sentence, index: int, group: Group) -> None:
    """As in "تجاوز عدد القتلى 50": the bound of the figure stands in front of the toll."""
    verb = sentence.before(index)
    told = group.qualifier == "exact" and "exceed" in sentence.marks(verb)
    if told and "negator" not in sentence.marks(sentence.before(verb)):
        group.qualifier, group.high = "more_than", None


def _is_default(sentence: Sentence, index: int, behind: int) -> bool:
    """Whether a toll word tells no harm but by itself."""
    word = sentence.at[index]
    marks = sentence.marks(index)
    return "toll_killed" not in marks and word is not None and behind == index + word.length


def _rising_alone(binder: Binder, index: int, behind: int) -> Group | None:
    """As in "ارتفاع حصيلة القتلى": more people are dead, how many is not told."""
    rise = binder.sentence.has("rise", index - _RISE_REACH, index)
    if rise < 0:
        return None
    group = next((g for g in binder.groups if index < g.first < behind and g.kind == "many"), None)
    if binder.is_hypothetical(index) or "maybe" in binder.sentence.marks(binder.sentence.before(rise)):
        # "من المتوقع أن يرتفع عدد القتلى": nobody has died yet.
        if group is not None:
            binder.bound.add(id(group))
        return None
    if group is not None and group.own is not None:
        binder.bound.discard(id(group))
        return group
    if "toll_killed" not in binder.sentence.marks(index):
        return None
    group = Group("many", behind - 1, behind - 1, behind)
    group.own, group.qualifier, group.word = "killed", "vague", binder.sentence.text_of(behind - 1, behind)
    return group


def _toll_victims(sentence: Sentence, first: int, last: int) -> str:
    """Whom a toll counts, told between the toll word and its figure: "القتلى في صفوف قوات الأمن إلى 60"."""
    for at in range(first, last):
        word = sentence.at[at]
        if word is None:
            continue
        front = sentence.at[at - 1] if at else None
        # "قتلى الجيش": right behind the victims it is whose they are.
        led = front is not None and front.person is not None and front.person.harm is not None
        led = led or sentence.has("ranks", first, at) >= 0 or "of" in sentence.marks(sentence.before(at))
        if word.person is not None and word.person.harm is None and word.person.number == "p":
            return word.person.victims
        if led and "police_body" in word.marks:
            return "security"
        if led and "armed_body" in word.marks:
            return "combatant"
    return "unknown"


def _rising_victims(binder: Binder, index: int) -> bool:
    """As in "قتلى التنظيم ارتفع إلى 25": victims told to rise are a toll without a toll word."""
    group = binder.starts.get(index)
    if group is None or group.kind != "many" or group.own is None:
        return False
    if _climbs(binder, group):
        return True
    if not group.definite:
        return False
    if _is_listed(binder, group) or _goes_on(binder, group):
        return True
    return any(_rises_itself(binder.sentence, role, index) for role in _RISING)


def _rises_itself(sentence: Sentence, role: str, index: int) -> bool:
    """Whether what rises behind victims is no toll of others: "the missing were found, the number of dead rose"."""
    verb = sentence.has(role, index, index + _MEASURE_REACH)
    return verb >= 0 and all(sentence.has(toll, verb + 1, verb + _TOLL_BEHIND) < 0 for toll in _TOLLS)


def _climbs(binder: Binder, group: Group) -> bool:
    """As in "ارتفعت حالات الوفاة إلى 38", "بلغ قتلى الجيش خمسة": the verb right in front, the figure close behind."""
    sentence = binder.sentence
    if sentence.marks(sentence.before(group.first)).isdisjoint(_CLIMBING):
        return False
    for at in range(group.last, min(group.last + _OWNED_REACH, sentence.size)):
        if _is_figure(binder, at + ("to" in sentence.marks(at))):
            return True
        if (
            sentence.is_comma(at)
            or not sentence.words[at].isalpha()
            or sentence.marks(at) & {"from", "clause"}
        ):
            return False
    return False


def _goes_on(binder: Binder, group: Group) -> bool:
    """As in "ارتفع عدد القتلى إلى 8 والجرحى إلى 20": a second toll behind the verb of the first."""
    sentence = binder.sentence
    if binder.toll_measure in (None, group.own) or "to" not in sentence.marks(group.last):
        return False
    return _is_figure(binder, group.last + 1)


def _is_listed(binder: Binder, group: Group) -> bool:
    """As in a list of facts: "القتلى: 5", "الجرحى المبلغ عنهم: 12"."""
    sentence = binder.sentence
    colon = sentence.has("reported", group.last, group.last + 1)
    colon = sentence.after(colon) if colon >= 0 else group.last
    if colon >= sentence.size or sentence.words[colon] != ":":
        return False
    return _is_figure(binder, colon + 1)


def _is_figure(binder: Binder, at: int) -> bool:
    """Whether people told by their number begin at token `at`."""
    return any(group.first == at and group.kind in ("bare", "number", "two") for group in binder.groups)


def _take_over(binder: Binder, first: int, last: int, *, figure: bool = False) -> None:
    """The people that a toll word counts ("عدد القتلى") are no claim of their own; with a figure, nor is their harm."""
    for group in binder.groups:
        if first <= group.first < last and group.kind == "many" and (figure or group.own is not None):
            binder.bound.add(id(group))
    if figure:
        for at in range(first, min(last, binder.sentence.size)):
            binder.consumed[at] = binder.consumed[at] or 1


def _toll_measure(sentence: Sentence, index: int) -> tuple[str | None, int]:
    """What a toll word counts, by the word itself or by the harm that follows it."""
    word = sentence.at[index]
    behind = index + (word.length if word is not None else 1)
    own = next((measure for measure in _OWN if f"toll_{measure}" in sentence.marks(index)), None)
    if own is not None:
        return own, behind
    if word is not None and word.person is not None and word.person.harm is not None:
        return word.person.harm, behind
    for at in range(behind, min(behind + _MEASURE_REACH, sentence.size)):
        found = sentence.at[at]
        if sentence.is_hard(at):
            break
        if found is None:
            continue
        if found.person is not None and found.person.harm is not None:
            told = found.person.harm
            victims = told == "killed_or_wounded" and sentence.pack.grammar.verb_first
            return "killed" if victims else told, at + found.length
        if found.harm is not None and "manner" not in found.marks:
            needed = found.harm.needs and not found.harm.or_near
            if needed and not second_words(sentence, at, found.harm):
                # "عدد من خسرهم الفريق"
                continue
            return found.harm.measure, at + found.length
        if "reach" in found.marks and at > behind and not _leads_to_harm(sentence, at):
            break
    return ("killed" if "toll_default" in sentence.marks(index) else None), behind


def _leads_to_harm(sentence: Sentence, at: int) -> bool:
    """As in "the number of people known to have died": the verb, and not yet the figure."""
    following = sentence.word(at + 1)
    return following is not None and following.harm is not None


def _reached(binder: Binder, index: int, behind: int) -> Group | None:
    """The figure that a toll has come to: the last one behind "to", "reached", "stands at"."""
    sentence = binder.sentence
    # "بلغ عدد الموقوفين في القضية 431": where the verb stands first, its figure is the next.
    before = sentence.marks(sentence.before(index))
    awaited = sentence.pack.grammar.verb_first and "reach" in before and "to" not in before
    best: Group | None = None
    for group in binder.groups:
        if group.first < behind or group.among or group.kind in ("pronoun", "object"):
            continue
        if group.first - behind > _TOLL_REACH or (
            best is not None and group.first - best.last > _INVERTED_REACH
        ):
            break
        if best is not None and _begins_next(sentence, best, group):
            break
        apart = best is not None and any(sentence.is_comma(at) for at in range(best.last, group.first))
        if apart and sentence.pack.grammar.particles_apart:
            # "rose to 200, with scores of victims identified"
            break
        if group.kind in ("many", "one") and group.own is None:
            continue
        if group.kind == "many" and group.own == "killed_or_wounded" and group.first == behind:
            # "عدد القتلى ضحايا الحريق": whose they are, and no figure.
            continue
        at = sentence.before(group.first)
        led = at >= 0 and ("reach" in sentence.marks(at) or "to" in sentence.marks(at))
        # "فإن الرقم لا يتجاوز المئة": the word that leads to a figure may be one that bounds it.
        leading = sentence.has("reach", group.first, max(group.core, group.first + 1)) >= 0
        led = led or leading or group.first == behind
        # "بلغ القتلى 64: 38 في الموصل": behind the figure its parts are told.
        led = led or (best is None and sentence.words[at] == ":")
        led = led or (awaited and best is None and group.kind in ("number", "bare") and not group.prep)
        led = led or (bool(group.prep) and group.own is not None and group.kind == "number")
        if led and "from" not in sentence.marks(at):
            if best is None and _is_only_possible(sentence, behind, group.first):
                return None
            best = group
    return best


def _is_only_possible(sentence: Sentence, first: int, last: int) -> bool:
    """As in "the toll could be as high as 500": a word of doubt or future between the toll and its figure."""
    if sentence.pack.grammar.verb_first:
        return False
    return any(sentence.has(role, first, last) >= 0 for role in ("modal", "expected"))


def _begins_next(sentence: Sentence, best: Group, group: Group) -> bool:
    """Whether another toll begins between the figure of this one and `group`: "إلى 8 والجرحى إلى 20"."""
    if group.kind == "many" and group.own is not None and group.definite:
        return "to" in sentence.marks(group.last)
    return any(sentence.marks(at) & _TOLLS for at in range(best.core, group.first))


def _inverted(binder: Binder, index: int, reach: int) -> Group | None:
    """As in "ارتفعت إلى 42 مدنيا حصيلة القتلى": the figure stands in front of the toll word."""
    sentence = binder.sentence
    for group in reversed(binder.groups):
        if group.last > index or index - group.last > reach or id(group) in binder.bound:
            continue
        if any(sentence.is_comma(at) for at in range(group.last, index)):
            # "put the injured at 40, so the number of dead may grow"
            continue
        at = sentence.before(group.first)
        if at >= 0 and "to" in sentence.marks(at) and group.kind in ("number", "two", "bare", "loose"):
            return group
    return None
