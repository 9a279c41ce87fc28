"""Builds a lexicon from the data files of one language folder: forms are spelled out once, at load."""

import tomllib
from importlib.resources import files
from typing import Any

from language.folding import fold_key
from language.tokens import Tokens
from processors.extract.core.entry import Entry, Harm, Person
from processors.extract.core.lexicon import Lexicon

Table = dict[str, Any]

_BUILT = ("participle", "participles", "with_have", "with_be")
"""Forms that some languages build from one stem: how a participle agrees, and what its auxiliaries lead."""


def read_table(lang: str, name: str) -> Table:
    """One data file of a language as a table.

    Raises:
        FileNotFoundError: this language has no such file.
    """
    folder = files("processors.extract.core").joinpath("languages", lang)
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


def build_lexicon(lang: str) -> Lexicon:
    """Every form of people.toml, harm.toml and marks.toml of `lang`."""
    grammar = read_table(lang, "grammar")
    forms = _Forms(grammar)
    for role, entries in read_table(lang, "marks").items():
        for text in entries:
            forms.add_mark(text, role)
    harm = read_table(lang, "harm")
    for table in harm["verbs"]:
        forms.add_verbs(table)
    for table in harm["nouns"]:
        forms.add_words(table["words"], _harm(table))
    forms.add_people(read_table(lang, "people"))
    events = read_table(lang, "events")
    for kind, table in events.items():
        for text in table["words"]:
            forms.add_mark(text, f"event:{kind}")
    proclitics = [(fold_key(prefix), flags) for prefix, flags in grammar["proclitics"].items()]
    enclitics = [(fold_key(suffix), who) for suffix, who in grammar["enclitics"].items()]
    feminine = (fold_key(grammar["feminine"]), fold_key(grammar["bound_feminine"]))
    endings = [(fold_key(bound), fold_key(plain)) for bound, plain in grammar["bound_endings"].items()]
    return Lexicon(forms.single, forms.phrases(), proclitics, enclitics, feminine, endings, forms.bound)


class _Forms:
    def __init__(self, grammar: Table) -> None:
        self.single: dict[str, Entry] = {}
        self._many: dict[tuple[str, ...], Entry] = {}
        self._person_forms: dict[str, list[str]] = grammar["person_forms"]
        # Duals in front of a pronoun ("طفلاها"), where the same letters alone mean something else.
        self.bound: dict[str, Entry] = {}
        self._verb_forms: dict[str, list[str]] = grammar["verb_forms"]
        self._feminine: str = grammar["feminine"]
        self._bound_feminine: str = grammar["bound_feminine"]
        self._origin: str = grammar["origin"]
        self._accusative: str = grammar["accusative"]
        self._elided = frozenset(map(fold_key, grammar["elided"]))

    def phrases(self) -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
        table: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for words, entry in self._many.items():
            table.setdefault(words[0], []).append((words, entry))
        for found in table.values():
            found.sort(key=lambda pair: -len(pair[0]))
        return table

    def _entry(self, text: str) -> Entry:
        words = tuple(_phrase_tokens(text, self._elided))
        if len(words) == 1:
            return self.single.setdefault(words[0], Entry())
        return self._many.setdefault(words, Entry())

    def add_mark(self, text: str, role: str) -> None:
        entry = self._entry(text)
        entry.marks |= {role}

    def add_words(self, texts: list[str], harm: Harm) -> None:
        for text in texts:
            entry = self._entry(text)
            if entry.harm is None:
                entry.harm = harm
            elif entry.harm.needs and entry.otherwise is None:
                entry.otherwise = harm

    def add_verbs(self, table: Table) -> None:
        one, many = _harm(table), _harm(table, many=True)
        present, present_many = _harm(table, present=True), _harm(table, many=True, present=True)
        self.add_words(table.get("words", []), one)
        self.add_words(table.get("many", []), many)
        shapes = self._verb_forms
        for past in table.get("past", []):
            self.add_words([shape.replace("{p}", past) for shape in shapes["past_one"]], one)
            self.add_words([shape.replace("{p}", past) for shape in shapes["past_many"]], many)
        for stem in table.get("present", []):
            self.add_words([shape.replace("{i}", stem) for shape in shapes["present_one"]], present)
            self.add_words([shape.replace("{i}", stem) for shape in shapes["present_many"]], present_many)
        for built in _BUILT:
            several = built == "participles"
            told = _harm(table, many=several, participle=several or built == "participle")
            for stem in table.get("participle" if several else built, []):
                # Of several words the first one agrees: "placées en garde à vue".
                first, blank, rest = stem.partition(" ") if told.participle else (stem, "", "")
                self.add_words(
                    [shape.replace("{v}", first) + blank + rest for shape in shapes.get(built, [])], told
                )

    def add_people(self, people: Table) -> None:
        for measure, entries in people["victims"].items():
            for text in entries:
                self._add_noun(text, "unknown", measure)
        for victims in ("civilian", "combatant", "security", "other", "unknown"):
            for text in people[victims]:
                self._add_noun(text, victims, None)
        for text in people.get("pairs", {}).get("words", []):
            self._add_person(text, Person("d", "civilian"))
        for text in people["nationalities"]["words"]:
            self._add_nationality(text)
        for text in people["nationalities"]["broken"]:
            self._add_person(text, Person("p", "unknown", nationality=True))
        for text in people["unit_nouns"]["words"]:
            for form in {text, text + self._accusative} if " " not in text else {text}:
                self._entry(form).thing = True

    def _add_person(self, text: str, person: Person) -> None:
        entry = self._entry(text)
        if entry.person is None:
            entry.person = person

    def _add_noun(self, text: str, victims: str, harm: str | None) -> None:
        singular, _, plurals = text.partition("|")
        needs = plurals.endswith("=")
        plurals = plurals.rstrip("=")
        # ~ has feminine forms, ^ is also an adjective ("مصدر عسكري"), - has no dual.
        flags = singular[len(singular.rstrip("~^-")) :]
        singular = singular.rstrip("~^-")
        feminine = "~" in flags

        def person(number: str) -> Person:
            adjective = "^" in flags and number == "s"
            return Person(number, victims, harm=harm, needs_number=needs, nationality=adjective)

        for plural in filter(None, plurals.split(",")):
            for form in self._plural_forms(singular, plural):
                self._add_person(form, person("p"))
        if not singular:
            return
        self._add_singular(singular, person, dual="-" not in flags)
        if feminine:
            stem = self._t_form(singular)
            shapes = [("feminine_plural", "p"), ("feminine_dual", "d")]
            if not self._origin or not singular.endswith(self._origin):
                # "إعلامية" is an adjective far more often than a woman.
                shapes.append(("feminine_singular", "s"))
            for shape, number in shapes:
                for form in self._person_forms[shape]:
                    self._add_person(form.replace("{t}", stem), person(number))

    def _plural_forms(self, singular: str, plural: str) -> list[str]:
        if plural != "+":
            # A broken plural has an accusative of its own ("إن أطفالا"), a sound one is built below.
            return [plural, plural + self._accusative] if self._accusative and " " not in plural else [plural]
        shapes = [*self._person_forms["sound_plural"], *self._person_forms["construct_plural"]]
        stem = self._t_form(singular)
        return [shape.replace("{s}", singular).replace("{t}", stem) for shape in shapes]

    def _add_singular(self, singular: str, person: Any, *, dual: bool) -> None:
        first, _, rest = singular.partition(" ")
        stem = self._t_form(first)
        if rest:
            self._add_person(singular, person("s"))
            for shape in self._person_forms["phrase_dual"] if dual else ():
                self._add_person(f"{shape.replace('{t}', stem)} {rest}", person("d"))
            return
        for shape in self._person_forms["singular"]:
            self._add_person(shape.replace("{s}", first).replace("{t}", stem), person("s"))
        for shape in self._person_forms["dual"] if dual else ():
            self._add_person(shape.replace("{t}", stem), person("d"))
        for shape in self._person_forms["bound_dual"] if dual else ():
            entry = self.bound.setdefault(fold_key(shape.replace("{t}", stem)), Entry())
            entry.person = entry.person or person("d")

    def _t_form(self, singular: str) -> str:
        """A noun as it stands in front of an ending."""
        if self._feminine and singular.endswith(self._feminine):
            return singular.removesuffix(self._feminine) + self._bound_feminine
        return singular

    def _add_nationality(self, text: str) -> None:
        for form in self._plural_forms(text, "+"):
            self._add_person(form, Person("p", "unknown", nationality=True))
        for shape in self._person_forms["singular"]:
            form = shape.replace("{s}", text).replace("{t}", text)
            self._add_person(form, Person("s", "unknown", nationality=True))
        for shape in self._person_forms["dual"]:
            self._add_person(shape.replace("{t}", text), Person("d", "unknown", nationality=True))
        for shape, number in (("feminine_dual", "d"), ("feminine_plural", "p")):
            for form in self._person_forms[shape]:
                self._add_person(form.replace("{t}", text), Person(number, "unknown", nationality=True))
        for shape in self._person_forms["feminine_singular"]:
            self.add_mark(shape.replace("{t}", text), "adjective")


def _harm(table: Table, *, many: bool = False, present: bool = False, participle: bool = False) -> Harm:
    """What one table of harm.toml tells; a table of nouns has no frame of its own."""
    return Harm(
        table["measure"],
        table.get("frame", "noun"),
        many=many,
        present=present,
        participle=participle,
        light=table.get("light", False),
        weak=table.get("weak", False),
        near=table.get("near", False),
        or_near=table.get("or_near", False),
        needs=_folded(table, "needs"),
        unless=_folded(table, "unless"),
        takes=fold_key(table.get("takes", "")),
        strict=table.get("strict", False),
        behind=table.get("behind", ""),
    )


def _folded(table: Table, name: str) -> frozenset[str]:
    return frozenset(fold_key(word) for word in table.get(name, []))


def _phrase_tokens(text: str, elided: frozenset[str]) -> list[str]:
    return Tokens(fold_key(text), elided=elided).words
