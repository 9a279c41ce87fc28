"""The names of the rules, as a claim carries them, and what each reads."""

from typing import Final

RULES: Final[dict[str, str]] = {
    "verb-people": 'a verb of harm with its people behind it: «قتل خمسة مدنيين», "killed six"',
    "people-verb": 'people in front of their verb: «خمسة عمال قتلوا», "six people were killed"',
    "people-state": 'people in a state: "left six dead", "with 5 still missing"',
    "noun-people": 'a verbal noun with its people: «مقتل خمسة», "the death of six"',
    "noun-pronoun": "a verbal noun with a pronoun: «مقتله», «إصابتهم»",
    "noun-name": "a verbal noun with a person's name: «مقتل الصحفي فلان»",
    "noun-verb": 'one person by an unknown noun: "a baker was killed"',
    "verb-name": "a verb with a person's name behind it: «توفي الشيخ فلان»",
    "name-verb": 'a person\'s name in front of the verb: "John Miller was arrested"',
    "owned-noun": 'harm that belongs to somebody: "the boy\'s murder", "his death"',
    "joint-verb-people": "one figure for two verbs: «قتل وأصيب 20»",
    "joint-noun-people": "one figure for two verbal nouns: «مقتل وإصابة 20»",
    "joint-people-verb": 'one figure in front of two verbs: "20 were killed or wounded"',
    "coordinated": "people beside people who have a harm: «مقتل ثلاثة مدنيين وجندي»",
    "counted-victims": 'people whose noun tells the harm: «7 قتلى», "12 dead"',
    "share": 'a part of a figure: «بينهم طفلان», "including 3 children"',
    "toll": 'a toll that has come to a figure: «ارتفعت الحصيلة إلى 38», "the death toll reached 38"',
    "no-loss": 'a loss that is denied: «دون وقوع ضحايا», "no casualties"',
    "no-one": 'nobody harmed: «لم يصب أحد», "no one was hurt"',
    "denial": "harm that a speaker denies: «نفت الوزارة سقوط قتلى»",
}
