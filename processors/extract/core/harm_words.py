"""Which words of a sentence tell harm where they stand, and which two share their people."""

from processors.extract.core.auxiliaries import is_passive, led_by_have
from processors.extract.core.entry import Harm, Word
from processors.extract.core.reach_in_front import ReachInFront
from processors.extract.core.second_words import second_words

_COURT_REACH = 6
# Tokens from "carried out" to the sentence of death.
_LED_REACH = 7
# Tokens from "led to" to what it led to.
_MEANT_REACH = 5
# Tokens from "demanded" to what, with whoever demands it between them.
_DEMAND_REACH = 3
_PRISON_REACH = 16
_UNLESS_REACH = 4
_SUBJECT_NEAR = 2
JOINED_MEASURES = frozenset({"killed", "wounded"})


# Whom "قضى" tells as dead by itself: somebody plain.
_PLAIN = frozenset({"civilian", "unknown"})
_COUNTED = frozenset({"number", "two"})
_EVENT, _EVENT_REACH = "event:", 4
_FAR_EVENT_REACH = 10
_DURING = frozenset({"over", "cumulative"})
_LEADS_ON = frozenset({"prepositions", "look_back"})
_ARTICLES = frozenset({"determiner_one", "partitive", "of", "more", "others"})


_BEHIND_NOUN = frozenset({"be", "have", "prepositions", "to", "mixed_and", "clause"})


class HarmWords(ReachInFront):
    """Tells harm words from forms that only look like them."""

    def is_harm(self, index: int, word: Word, harm: Harm) -> bool:
        sentence = self.sentence
        owned = bool(word.pronoun) and not harm.many and not self.has_object_before(index, word, harm)
        if harm.frame != "noun" and (word.definite or owned):
            return False
        if harm.frame == "either" and self._is_noun(index, word):
            return False
        if self._is_escaped(index) or self._is_aimed(index, word) or self._is_no_state(index, word, harm):
            return False
        if self._names_people(index, word) or (harm.participle and led_by_have(self.sentence, index)):
            return False
        if harm.measure == "displaced" and self._only_describes(index, word):
            return False
        if word.future or (harm.present and self._is_only_possible(index, word)):
            return False
        behind = index + word.length
        if harm.unless and not harm.unless.isdisjoint(sentence.words[behind : behind + _UNLESS_REACH]):
            # "فقدان السائق السيطرة": what is lost is no person.
            return False
        if (
            (word.prep and harm.strict)
            or self._is_sentenced(index, word.prep)
            or self._is_meant(index, word, harm)
        ):
            return False
        if (
            self._is_only_sentenced(index, harm)
            or "manner" in word.marks
            or (harm.needs and not self._is_completed(index, word, harm))
        ):
            return False
        return self._begins_deed(index, word, harm) or not self.is_hypothetical(index)

    def _begins_deed(self, index: int, word: Word, harm: Harm) -> bool:
        """As in "أحبطت محاولة تسلل وقتلت 12": a past verb behind "and" tells what was done, whatever was tried."""
        past = word.joined and not word.prep and harm.frame != "noun" and not harm.present
        return past and self.sentence.pack.lexicon.ends_feminine(self.sentence.words[index])

    def _is_only_sentenced(self, index: int, harm: Harm) -> bool:
        """As "حكم الإعدام" alone is a sentence; "نفذت السلطات حكم الإعدام" carries it out."""
        return bool(harm.behind) and self.sentence.has(harm.behind, max(0, index - _LED_REACH), index) < 0

    def _is_only_possible(self, index: int, word: Word) -> bool:
        """As in "قد تنهي حياته", and "قد تطرأ وتنهي حياته" behind "and"."""
        before = self.sentence.before(index)
        if "maybe" in self.sentence.marks(before):
            return True
        return word.joined and "maybe" in self.sentence.marks(self.sentence.before(before))

    def _is_escaped(self, index: int) -> bool:
        """As in "نجا من الموت طفلان", "was almost killed"."""
        before = self.sentence.before(index)
        if "barely" in self.sentence.marks(before):
            return index not in self.starts
        if "of" not in self.sentence.marks(before) or not self.sentence.pack.grammar.verb_first:
            return False
        return "escape" in self.sentence.marks(self.sentence.before(before))

    def _is_meant(self, index: int, word: Word, harm: Harm) -> bool:
        """As in "الأبحاث جارية لإيقاف شخصين", "طالب بإعدام القتلة": what is wanted has not happened."""
        sentence = self.sentence
        deed = harm.measure == "detained" or "meant" in word.marks
        if not word.prep or not deed or not sentence.pack.grammar.purpose:
            return False
        if sentence.has("demand", max(0, index - _DEMAND_REACH), index) >= 0:
            return True
        if word.prep != sentence.pack.grammar.purpose or word.person is not None:
            return False
        return sentence.has("leads_to", max(0, index - _MEANT_REACH), index) < 0

    def _is_sentenced(self, index: int, prep: str) -> bool:
        """As in "قضت المحكمة بإعدام تسعة": who is sentenced to die is not dead."""
        marks = self.sentence.marks(index)
        if "prison" in marks:
            # "أحكاما بسجن 17 شخصا"
            return self.sentence.has("court", max(0, index - _PRISON_REACH), index) >= 0
        if "event:execution" not in marks or not prep:
            return False
        return self.sentence.has("court", max(0, index - _COURT_REACH), index) >= 0

    def has_object_before(self, index: int, word: Word, harm: Harm) -> bool:
        """As in "الراعي الذي قتلته مجموعة": the pronoun behind the verb stands for people in front of it."""
        if not word.pronoun or harm.frame not in ("either", "active"):
            return False
        return "relative" in self.sentence.marks(self.sentence.before(index))

    def _is_noun(self, index: int, word: Word) -> bool:
        """As in "where the poisoned were taken": a participle with its article, in front of a verb, is no verb."""
        sentence = self.sentence
        leads = sentence.pack.grammar.particles_apart and index > 0 and not word.length > 1
        if not leads or "determiner_one" not in sentence.marks(index - 1):
            return False
        if sentence.words[index - 1] in sentence.pack.grammar.definite and word.person is not None:
            # "helped bring the injured to a clinic"
            return index + 1 >= sentence.size or bool(sentence.marks(index + 1) & _BEHIND_NOUN)
        return bool(sentence.marks(index + 1) & {"be", "have"})

    def _is_aimed(self, index: int, word: Word) -> bool:
        """As in "two men shot at each other", "shot at the bus": what they aimed at, and nobody who was hit."""
        sentence, behind = self.sentence, index + word.length
        if (
            "of_shots" not in word.marks
            or behind >= sentence.size
            or "to" not in sentence.marks(behind)
            or is_passive(sentence, behind - 1)
        ):
            return False
        at = behind + 1
        while "determiner_one" in sentence.marks(at):
            at += 1
        return "aimed" in sentence.marks(at)

    def _is_no_state(self, index: int, word: Word, harm: Harm) -> bool:
        """As in "a missing plate", "the search for the missing"."""
        sentence = self.sentence
        if harm.frame != "state":
            return False
        known = index > 0 and sentence.pack.grammar.adjectives_before and word.length == 1
        if known and sentence.words[index - 1] in sentence.pack.grammar.definite:
            return True
        return self._is_adjective(index, word)

    def _is_adjective(self, index: int, word: Word) -> bool:
        """As in "because of a missing plate": the state of a thing, behind its article."""
        sentence = self.sentence
        behind = index + word.length
        if not sentence.pack.grammar.adjectives_before or behind >= sentence.size or word.length > 1:
            return False
        following = sentence.word(behind)
        plain = sentence.words[behind].isalpha() and (
            following is None or (following.thing and following.person is None)
        )
        return plain and "determiner_one" in sentence.marks(index - 1)

    def _names_people(self, index: int, word: Word) -> bool:
        """As in "les blessés ont été évacués": a participle that is a noun too, right behind its article."""
        grammar = self.sentence.pack.grammar
        if grammar.adjectives_before or not grammar.particles_apart or not index:
            return False
        if word.person is None and not self._is_participle(word):
            return False
        return bool(self.sentence.marks(self.sentence.before(index)) & _ARTICLES)

    @staticmethod
    def _is_participle(word: Word) -> bool:
        return word.harm is not None and word.harm.participle

    def _only_describes(self, index: int, word: Word) -> bool:
        """As in "a school sheltering displaced families": says who lives there."""
        sentence = self.sentence
        following = sentence.word(index + word.length)
        person = following.person if following is not None else None
        marks = sentence.marks(sentence.before(index))
        if not sentence.pack.grammar.particles_apart or "shelter" in marks:
            return "shelter" in marks
        leads = marks & {"prepositions", "of", "determiner_one", "owner"}
        return bool(leads) and person is not None and person.number == "p"

    def _is_completed(self, index: int, word: Word, harm: Harm) -> bool:
        """Whether the second word of a verb follows ("لقي … حتفه"), or counted people do where they are enough."""
        if second_words(self.sentence, index, harm):
            return True
        if not harm.or_near:
            return False
        behind = self.starts.get(index + word.length)
        # "قضى طفل في الحادث", not "قضى القاضي": of one, somebody plain.
        if behind is not None and not behind.prep:
            plain = behind.kind == "one" and behind.victims in _PLAIN and not behind.definite
            if plain or behind.kind in _COUNTED:
                return True
        return self._is_told_of_event(index, word)

    def _is_told_of_event(self, index: int, word: Word) -> bool:
        """As in "أن ثلاثين راكبا قضوا في غرق العبارة": counted people in front, and what killed them behind."""
        at = index + word.length
        sentence, touching = self.sentence, self.starts_before(index)
        # "إن 55 عسكريا من الجيش والشرطة قضوا في العام الماضي في مواجهات"
        several = touching is None and word.harm is not None and word.harm.many
        before = self.people_before(index) if several else touching
        if before is None or before.kind not in _COUNTED:
            return False
        if not sentence.marks(at).isdisjoint(_DURING):
            # "قضوا خلال العاصفة": who spends a time has it right behind.
            return True
        if sentence.marks(at).isdisjoint(_LEADS_ON):
            return False
        reach = _FAR_EVENT_REACH if several else _EVENT_REACH
        return any(mark.startswith(_EVENT) for n in range(at + 1, at + reach) for mark in sentence.marks(n))

    def _both_do(self, harm: Harm, following: Word) -> bool:
        """As in "قتلوا وأصابوا عددا من المسلحين": two verbs of several that share their object."""
        other = following.harm
        both = other is not None and other.many and harm.frame == "either" and other.frame == "active"
        return both and self.sentence.pack.grammar.verb_first

    def _dies_later(self, harm: Harm, other: Harm) -> bool:
        """As in "the guard was wounded and died": one harm behind the other, and no figure for both."""
        later = harm.measure == "wounded" and harm.frame == "either" and other.frame == "subject"
        return later and not self.sentence.pack.grammar.verb_first

    def joint_with(self, index: int, word: Word, harm: Harm) -> int:
        """The harm word that shares its people with this one ("قتل وأصيب 20"), or -1."""
        sentence = self.sentence
        at = index + word.length
        following = sentence.word(at)
        if following is None or harm.measure not in JOINED_MEASURES or word.length > 1:
            return -1
        if harm.many and not self._both_do(harm, following):
            return -1
        if not following.joined:
            if "joint_or" not in following.marks or not sentence.pack.grammar.particles_apart:
                return -1
            at += 1
            following = sentence.word(at)
        if following is None or at in self.starts:
            return -1
        close = self.starts_before(index)
        behind = self.starts.get(at + following.length)
        if sentence.pack.grammar.verb_first and close is not None and behind is not None and not harm.many:
            # "إن شخصا قتل وأصيب أربعة": each verb has people of its own.
            return -1
        if sentence.pack.grammar.verb_first and behind is not None and behind.others and not harm.many:
            one = self.people_before(index)
            if one is not None and one.low == 1 and index - one.last <= _SUBJECT_NEAR:
                # "أحد عناصر المقاومة قتل وأصيب آخرون"
                return -1
        other = following.harm
        if (
            other is None
            or other.measure not in JOINED_MEASURES
            or other.measure == harm.measure
            or other.weak
            or self._dies_later(harm, other)
        ):
            return -1
        return at
