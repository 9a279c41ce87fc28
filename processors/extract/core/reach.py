"""How far a harm word reaches for its people behind it, and what makes it a mere possibility."""

from bisect import bisect_right

from processors.extract.core.doers import OTHER_CLAUSE, Doers
from processors.extract.core.entry import Harm
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

# Tokens from "by" to what tells how many did it.
_DOERS = 5
_HYPOTHESIS_REACH = 5
_MODAL_REACH = 3
# Tokens from "nearly" over its subject to "that".
_NEARLY_REACH = 4
_NAMED_BODY = 2
_LIGHT_REACH = 4
# Tokens from a verb to some of those told before; from one of which they are the subject.
_SHARE_REACH = (1, 3)
# A number with an unknown noun may be anything here ("فقدان 99 موطن شغل").
NO_LOOSE = frozenset({"missing", "displaced"})
_BODILY = frozenset({"killed", "wounded"})
_BODIES = frozenset({"police_body", "armed_body", "collective"})
_CLOSING = frozenset(",،.;!?؟؛:…")


class Reach(Doers):
    """One sentence with its groups, and which of its tokens are taken already."""

    def __init__(self, sentence: Sentence, groups: list[Group], consumed: bytearray) -> None:
        super().__init__(sentence, groups)
        self.groups = groups
        self.consumed = consumed
        self.ends = [group.last for group in groups]
        for group in groups:
            if group.kind in ("bare", "loose", "pronoun", "object"):
                continue
            for index in range(group.first, min(group.last, sentence.size)):
                word = sentence.at[index]
                tells_harm = word is not None and word.harm is not None and group.kind == "many"
                if not consumed[index] and not tells_harm:
                    consumed[index] = 1

    def starts_before(self, index: int) -> Group | None:
        """The group that ends right in front of token `index`."""
        at = bisect_right(self.ends, index) - 1
        group = self.groups[at] if at >= 0 else None
        return group if group is not None and group.last == index and not group.prep else None

    def people_behind(self, start: int, reach: int, harm: Harm) -> Group | None:
        """The first people behind a harm word that are its own, or None."""
        sentence = self.sentence
        index = start
        while index < min(start + reach, sentence.size):
            group = self.starts.get(index)
            if group is not None:
                done_to = self.done_to_by(group, harm) if index == start else None
                if done_to is not None:
                    return done_to
                if self._takes(group, index - start, harm) and not self._arrests(group, harm):
                    return self.past_agent(group, harm)
                if group.among or not (group.prep or self._arrests(group, harm)):
                    return None
                index = max(group.last, index + 1)
                continue
            if self._stops(index, index - start, harm):
                return None
            index += 1
        return None

    def _takes(self, group: Group, distance: int, harm: Harm) -> bool:
        if not self._is_led_right(group, distance, harm) or (group.conj and distance == 0):
            return False
        # "قبضت الشرطة على اثنين": the verb's own preposition leads to them.
        led = bool(harm.needs) and bool(group.prep)
        if group.among:
            # "توفي في الحال أربعة منهم"
            own = harm.frame == "subject" and self.sentence.pack.grammar.verb_first
            return group.of_them and (distance <= _SHARE_REACH[own] or led)
        if self._is_told_otherwise(group, distance, harm):
            return False
        if distance and group.own not in (None, harm.measure) and self._is_of_another_clause(group):
            return False
        if self._is_too_far(group, distance, harm):
            return False
        if group.kind in ("pronoun", "object"):
            return distance == 0 and harm.frame in ("active", "either")
        if group.kind in ("bare", "loose"):
            # "Killed nine people and wounded another 21": the word for more stands between them.
            between = self.sentence.word(group.first - 1) if distance == 1 else None
            more = between is not None and "more" in between.marks
            # "حملة اعتقلت خلالها تسعة"
            more = more or (between is not None and bool(between.pronoun) and "prepositions" in between.marks)
            # "أعدمت السلطات ثلاثة": who did it.
            more = more or (between is not None and harm.frame != "noun" and bool(between.marks & _BODIES))
            return (not distance or more or led) and (group.kind == "bare" or harm.measure not in NO_LOOSE)
        if group.kind == "one":
            return self._takes_one(group, distance, harm) and not self._is_of_family(group, distance)
        if group.kind == "many":
            known = group.definite and harm.measure != "displaced"
            return not known and group.own in (None, harm.measure)
        return True

    def _is_told_otherwise(self, group: Group, distance: int, harm: Harm) -> bool:
        """Whether a noun that tells a harm of its own cannot be the people of another."""
        before = self.sentence.before(group.first)
        if distance and harm.measure == "killed" and "on_board" in self.sentence.marks(before):
            # "غرق عبارة على متنها 300 راكب": how many of them died is told elsewhere.
            return True
        if distance and harm.measure in NO_LOOSE and group.own in _BODILY:
            # "خمسة في عداد المفقودين بعد الإعصار الذي خلف 143 مصابا"
            return True
        # "حالة وفاة لإصابة جديدة وحالتا وفاة", "وطعن بسكين وسقط أكثر من قتيل": the dead are told for themselves.
        dead = harm.measure == "wounded" and group.own == "killed"
        return dead and (harm.frame == "noun" or (distance > 1 and self.sentence.pack.grammar.verb_first))

    def _is_too_far(self, group: Group, distance: int, harm: Harm) -> bool:
        """Whether a word that means other things as well stands away from the people, or from a count of them."""
        if harm.light and group.own is None and distance > _LIGHT_REACH:
            # "سقطت حافلة في نهر، وعثر رجال الإنقاذ": what is told of them is something else.
            return True
        # "فقد العديد من قادته": lost, and not missing.
        uncounted = harm.measure == "missing" and group.low is None
        uncounted = uncounted or (harm.measure == "displaced" and group.kind == "many")
        return harm.near and (uncounted or not self._is_near(group, distance, harm))

    def _is_of_another_clause(self, group: Group) -> bool:
        """As in "un homme tué et trois blessés", "1 killed and 2 hurt": behind "and", their noun tells another harm."""
        if not self.sentence.pack.grammar.particles_apart:
            return False
        return "mixed_and" in self.sentence.marks(self.sentence.before(group.first))

    def _is_led_right(self, group: Group, distance: int, harm: Harm) -> bool:
        """Whether no preposition leads to the people but the one that this word takes ("الاحتفاظ بثلاثة")."""
        if not group.prep or group.prep not in harm.takes:
            return not group.prep and (not harm.strict or self._has_led(group, distance, harm))
        # "تحتفظ بأحد الألبومات": a word for one with no noun may count anything.
        alone = group.kind == "bare" and group.low == 1
        return not (group.prep and alone) or self.sentence.words[group.core].isdigit()

    def _arrests(self, group: Group, harm: Harm) -> bool:
        """As in "أطاح رجال الأمن بثلاثة": the police in front of those whom they arrest."""
        doers = group.kind == "many" and group.victims == "security" and not group.conj
        return doers and harm.measure == "detained" and harm.frame in ("active", "either")

    def _has_led(self, group: Group, distance: int, harm: Harm) -> bool:
        """As in "أوقعت الشرطة بعصابة من خمسة": the preposition leads to what the people make up."""
        between = self.sentence.words[group.first - distance : group.first]
        # "أوقعت الشرطة بـ(90) مخالفا": the preposition stands apart from brackets.
        apart = bool(between) and between[-1] in harm.takes
        return apart or any(
            word.startswith(letter) and len(word) > 1 for word in between for letter in harm.takes
        )

    def _is_near(self, group: Group, distance: int, harm: Harm) -> bool:
        """Right behind the verb, or with nothing but police or soldiers between who do it."""
        sentence, body, start = self.sentence, -_NAMED_BODY - 1, group.first - distance
        if self._is_aboard(group, harm):
            return True
        for at in range(start, group.first):
            if sentence.marks(at) & _BODIES:
                body = at
            named = at - body <= _NAMED_BODY and sentence.word(at) is None and sentence.words[at].isalpha()
            # "ضبطت شرطة الرياض ثلاثة": a plain word or two behind the body is its name.
            small = "skip" in sentence.marks(at) or sentence.words[at] in sentence.pack.lexicon.proclitics
            small = small or sentence.words[at] == '"'
            if body != at and not sentence.inside[at] and not named and not small:
                return body >= start and self._is_led_on(group, body + 1, strict=harm.strict)
        return True

    def _is_aboard(self, group: Group, harm: Harm) -> bool:
        """As in "أوقفت البحرية قاربا على متنه 22 مهاجرا", "إخلاء المبنى من 15 شخصا": where those counted were."""
        if group.kind not in ("number", "two") or group.low is None:
            return False
        marks = self.sentence.marks(self.sentence.before(group.first))
        return ("on_board" in marks) if harm.measure == "detained" else ("of" in marks)

    def _is_led_on(self, group: Group, start: int, *, strict: bool) -> bool:
        """As in "ضبطت دوريات الحدود في قطاع الجبل ثلاثة مهربين": where it was stands in front of those counted."""
        sentence = self.sentence
        if group.kind not in ("number", "two") and not group.prep:
            return False
        if group.kind == "number" and group.low == 1:
            return False
        if "prepositions" in sentence.marks(sentence.before(group.first)):
            return False
        for at in range(start, group.first):
            word = sentence.word(at)
            comma = sentence.is_comma(at) and (strict or at == group.first - 1)
            if sentence.words[at] in _CLOSING and not comma:
                return False
            if word is not None and (word.harm is not None or word.marks & OTHER_CLAUSE):
                return False
        led = sentence.words[group.first - 1]
        plain = sentence.word(group.first - 1) is None and not group.prep and len(led) > 1
        # "ضبطت الشرطة بحوزة ثلاثة أشخاص": on them.
        return not (plain and sentence.pack.lexicon.may_be_led(led))

    @staticmethod
    def _takes_one(group: Group, distance: int, harm: Harm) -> bool:
        if harm.measure == "displaced" or (harm.light and group.own is None):
            return False
        return not (group.definite and group.own is not None and distance > 1)

    def _is_of_family(self, group: Group, distance: int) -> bool:
        """As in "أودى بحياة أسرة الشاب": it is his family that died."""
        owner = self.sentence.word(self.sentence.before(group.first)) if distance else None
        person = owner.person if owner is not None and "owner_noun" in owner.marks else None
        return person is not None and person.needs_number

    def _stops(self, index: int, distance: int, harm: Harm) -> bool:
        sentence = self.sentence
        if sentence.is_hard(index):
            return True
        verb_first = sentence.pack.grammar.verb_first
        if sentence.is_comma(index):
            return not verb_first or (harm.frame == "noun" and not self._opens_aside(index, distance))
        word = sentence.at[index]
        if word is None:
            return False
        if word.thing and distance == 0 and word.person is None and harm.frame == "noun":
            # "الإطاحة بخلية من أربعة": a thing that they make up is led by the word's own preposition;
            # "إخلاء المبنى من 15": they leave it.
            left = harm.measure == "displaced" and word.definite
            return not (left or (word.prep and word.prep in harm.takes))
        if word.harm is not None and not self.consumed[index] and word.harm.frame != "state":
            return not (word.harm.frame == "noun" and verb_first and harm.frame != "noun" and distance > 0)
        if harm.frame == "noun" and verb_first and "prepositions" in word.marks and not word.prep:
            return True
        if harm.frame == "noun" and verb_first and distance > 0 and "mixed_and" in word.marks:
            # "مقتل القائد و محاصرة مسلحين": something else begins.
            return index + 1 < sentence.size and index + 1 not in self.starts
        # "killed by a Kane County deputy"
        agent = "agents" in word.marks and not verb_first
        if agent or ("clause" in word.marks and (distance > 0 or not verb_first)):
            # "killed when a coach": another clause begins.
            return True
        if harm.weak and "brings" in word.marks:
            # "Shooting leaves 1 dead": the noun, not the verb.
            return True
        return (
            "among" in word.marks
            # "اختطف الراعي من طرف مجموعة تضم أربعة مسلحين": those who did it.
            or ("made_of" in word.marks and sentence.has("agents", max(0, index - _DOERS), index) >= 0)
            or ("that" in word.marks and verb_first)
            # "لفظت طفلة أنفاسها، إضافة إلى ستة مصابين": more people, of whom something else is told.
            or ("also" in word.marks and verb_first and distance > 0)
            or ("speech" in word.marks and distance > 0 and word.joined)
        )

    def _opens_aside(self, index: int, distance: int) -> bool:
        """As in "مقتل، 39 شخصا، في الهجوم": counted people between commas, right behind their word."""
        counted = self.starts.get(index + 1) if distance == 0 else None
        return counted is not None and counted.kind == "number"

    def object_behind(self, behind: int, harm: Harm) -> Group | None:
        """The people behind a verb, but those of the next clause.

        As in "شرطي قتل في الهجوم و3 تلاميذ تعرضوا لجروح": people behind "and" who have a harm of their own.
        """
        group = self.people_behind(behind, self.sentence.pack.grammar.object_reach, harm)
        if group is None or group.first <= behind + 1:
            return group
        if group.kind == "one" and self.sentence.has("according", behind, group.first) >= 0:
            # "فارق الحياة وفق ما أفاد به مراسل": who says it is nobody harmed.
            return None
        joined = group.conj or "mixed_and" in self.sentence.marks(self.sentence.before(group.first))
        return None if joined and self.has_own_verb(group) else group

    def has_own_verb(self, group: Group) -> bool:
        """Whether a harm word follows closely that will take this group as its subject."""
        sentence = self.sentence
        led = False
        for at in range(group.last, min(group.last + 4, sentence.size)):
            word = sentence.at[at]
            if word is None:
                if led and sentence.words[at].isalpha() and not sentence.words[at].endswith("ly"):
                    # "14 bodies were found and 25 people were rescued"
                    return True
                continue
            if led and word.harm is None and any(mark.startswith("event:") for mark in word.marks):
                return True
            led = led or (sentence.pack.grammar.adjectives_before and "be" in word.marks)
            if word.harm is not None and not self.consumed[at]:
                return not word.joined or word.harm.many
            if not ("be" in word.marks or "have" in word.marks or "skip" in word.marks):
                return False
        return False

    def is_hypothetical(self, index: int) -> bool:
        """Whether a word of doubt, threat or intent stands shortly before, in the same clause."""
        sentence = self.sentence
        at = sentence.before(index)
        for step in range(_HYPOTHESIS_REACH):
            if at < 0 or sentence.is_hard(at) or sentence.is_comma(at):
                return False
            marks = sentence.marks(at)
            if "hypothetical" in marks or ("modal" in marks and step < _MODAL_REACH):
                return True
            at = sentence.before(at)
            if "that" in marks and sentence.pack.grammar.verb_first:
                # "كادت أن تودي": the doubt stands in front of the particle.
                nearly = sentence.has("nearly", at - _NEARLY_REACH, at) >= 0
                # "ويخشى المسعفون أن يرتفع عدد القتلى"
                nearly = nearly or sentence.has("doubts", at - _NEARLY_REACH, at) >= 0
                return nearly or "hypothetical" in sentence.marks(at)
            if "speech" in marks:
                return False
        return False
