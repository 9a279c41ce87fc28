"""Who does it, between a verb and those to whom it is done: "قتل مسلحون مجهولون ضابطا"."""

from processors.extract.core.entry import Harm
from processors.extract.core.group import Group
from processors.extract.core.sentence import Sentence

OTHER_CLAUSE = frozenset({"clause", "that", "relative", "speech", "among", "also"})
_AGENT_REACH = 8
_MEANS_REACH = 5
# Tokens from who or what struck them to those struck ("غارة أمريكية سبعة").
_STRUCK_REACH = 3
# Words that say who the doers are ("مسلحون مجهولون ملثمون").
_DESCRIBED_BY = 2


class Doers:
    """One sentence, and the people that begin at each of its tokens."""

    def __init__(self, sentence: Sentence, groups: list[Group]) -> None:
        self.sentence = sentence
        self.starts: dict[int, Group] = {group.first: group for group in groups}

    def done_to_by(self, doers: Group, harm: Harm) -> Group | None:
        """As in "اعتقل الجنود خمسة شبان", "اغتال مسلحان قاضيا": those behind several people right behind a verb.

        Known people behind a verb do it; so do people in the nominative, where others stand right behind them.
        None when there are no others.
        """
        grammar = self.sentence.pack.grammar
        if harm.frame not in ("either", "active") or harm.light or not grammar.nominative:
            return None
        if doers.prep or doers.conj or doers.among or doers.kind not in ("many", "two"):
            return None
        nominative = self._is_nominative(doers.head if doers.kind == "two" else doers.last - 1, doers)
        owned = not nominative and self._is_owner(doers.last)
        if not (nominative or owned or (doers.kind == "many" and doers.definite)):
            return None
        at = self._past_description(doers.last + owned, from_somewhere=nominative)
        if "to_death" in self.sentence.marks(at):
            # "طعن مهاجمون حتى الموت خمسة"
            at = self.sentence.after(at)
        done_to = self.starts.get(at)
        if done_to is None or not self._is_object(done_to):
            return None
        if owned and not doers.definite and done_to.kind not in ("number", "two", "bare", "one"):
            return None
        if doers.kind == "two" and done_to.kind == "one" and not self._ends_as(at, (grammar.accusative,)):
            # "قتل عاملان شقيق أحدهما ..."
            return None
        return done_to

    def _past_description(self, at: int, *, from_somewhere: bool) -> int:
        """Behind the words that say who the doers are: "مجهولون", "حوثيون", "من الحركة"."""
        sentence = self.sentence
        for _ in range(_DESCRIBED_BY):
            described = self.starts.get(at)
            if described is not None:
                if not self._is_nominative(at, described):
                    break
                at = described.last
            elif self._ends_as(at, sentence.pack.grammar.nominative):
                at += 1
            elif from_somewhere and "of" in sentence.marks(at) and self._is_owner(at + 1):
                at += 2
            else:
                break
        return at

    def _is_object(self, group: Group) -> bool:
        if group.prep or group.conj or group.among or group.joined_to is not None or group.definite:
            return False
        return group.kind not in ("pronoun", "object") and not self._is_nominative(group.first, group)

    def _is_owner(self, at: int) -> bool:
        """A plain word with the article right behind people: whose they are."""
        sentence = self.sentence
        if at >= sentence.size or sentence.inside[at] or at in self.starts:
            return False
        word = sentence.word(at)
        if word is not None and (
            word.harm is not None or word.joined or word.prep or word.marks & OTHER_CLAUSE
        ):
            return False
        return sentence.pack.lexicon.starts_definite(sentence.words[at])

    def _is_nominative(self, at: int, group: Group) -> bool:
        return group.kind in ("many", "two") and self._ends_as(at, self.sentence.pack.grammar.nominative)

    def _ends_as(self, at: int, endings: tuple[str, ...]) -> bool:
        return 0 <= at < self.sentence.size and self.sentence.words[at].endswith(endings)

    def past_agent(self, group: Group, harm: Harm) -> Group:
        """As in "يقتل مسلح شخصين": the second of two that touch is the object."""
        if harm.frame not in ("either", "active") or not self.sentence.pack.grammar.verb_first:
            return group
        if group.kind not in ("one", "many"):
            return group
        following = self.starts.get(group.last)
        if following is not None and not following.prep and following.joined_to is None:
            return following
        struck = self.struck_behind(group.last) if group.kind == "one" else None
        if struck is not None:
            return struck
        agent = group.definite or self.sentence.has("own_means", group.last, group.last + _MEANS_REACH) >= 0
        if group.kind == "one" and agent and harm.frame == "either":
            return self._object_further_on(group) or group
        return group

    def struck_behind(self, last: int) -> Group | None:
        """As in "دهس سائق متهور خمسة مشاة": those counted behind who or what struck them, and a word or two on it."""
        sentence = self.sentence
        for at in range(last, min(last + _STRUCK_REACH, sentence.size)):
            group = self.starts.get(at)
            if group is not None:
                counted = group.kind in ("number", "two") and group.own is None and group.joined_to is None
                return group if counted and not (group.prep or group.conj or group.among) else None
            word, token = sentence.word(at), sentence.words[at]
            if not token.isalpha() or (word is None and self._may_lead(token)):
                return None
            if word is not None and (word.prep or word.joined or word.harm or word.marks & OTHER_CLAUSE):
                return None
        return None

    def _may_lead(self, token: str) -> bool:
        lexicon = self.sentence.pack.lexicon
        return lexicon.may_be_led(token) or lexicon.may_be_joined(token)

    def held_further_on(self, first: int) -> Group | None:
        """As in "رجال الدرك أوقفوا فجرا قرب الميناء كهلا": whom those arrest who stand in front of their verb."""
        sentence = self.sentence
        for at in range(first, min(first + sentence.pack.grammar.object_reach, sentence.size)):
            word = sentence.word(at)
            if sentence.is_hard(at) or sentence.is_comma(at):
                return None
            told = word is not None and "skip" not in word.marks
            if told and word is not None and (word.harm is not None or word.marks & OTHER_CLAUSE):
                return None
            group = self.starts.get(at)
            if group is None or group.prep or group.conj:
                continue
            if group.kind in ("number", "two") or self._ends_as(at, (sentence.pack.grammar.accusative,)):
                return group
        return None

    def _object_further_on(self, agent: Group) -> Group | None:
        """As in "ودهس المهاجم بسيارته عددا من المارة": a counted object behind a single agent."""
        sentence = self.sentence
        for index in range(agent.last, min(agent.last + _AGENT_REACH, sentence.size)):
            group = self.starts.get(index)
            if group is not None:
                counted = group.kind == "number" and not group.prep and not group.conj and not group.among
                return group if counted else None
            word = sentence.at[index]
            if (
                sentence.is_hard(index)
                or sentence.is_comma(index)
                or (word is not None and word.harm is not None)
            ):
                return None
        return None
