"""Who says it, with chains and contradiction; what happened; when and where."""

from datetime import UTC, datetime

import pytest

from processors.extract.core import ArticleText, Claim, Engine, Reading

_AT = datetime(2026, 5, 7, 9, 35, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _read(engine: Engine, text: str, lang: str = "ar", title: str = "", outlet: str | None = None) -> Reading:
    return engine.read(ArticleText(title, text, lang, _AT, outlet))


def _one(engine: Engine, text: str, lang: str = "ar") -> Claim:
    return _read(engine, text, lang).claims[0]


@pytest.mark.parametrize(
    ("text", "lang", "speaker", "kind"),
    [
        ("قالت وزارة الصحة إن سبعة أشخاص قتلوا.", "ar", "وزارة الصحة", "named"),
        ("أعلنت مصادر طبية مقتل سبعة أشخاص.", "ar", "مصادر طبية", "anonymous"),
        ("قتل سبعة أشخاص، وفق ما أفاد الدفاع المدني.", "ar", "الدفاع المدني", "named"),
        ("قتل سبعة أشخاص، بحسب بيان للهلال الأحمر الليبي.", "ar", "الهلال الأحمر الليبي", "named"),
        ("أفاد مراسل شبكة النهر بمقتل سبعة مدنيين.", "ar", "مراسل شبكة النهر", "outlet"),
        ("قالت الجماعة المسلحة في بيان إنها قتلت سبعة جنود.", "ar", "الجماعة المسلحة", "group"),
        ("Seven people were killed, the interior ministry said.", "en", "interior ministry", "named"),
        ("According to witnesses, seven people were killed.", "en", "witnesses", "anonymous"),
        ("According to figures issued by the army, seven people died.", "en", "army", "named"),
        ("شرطة الشرقية تكشف تفاصيل مقتل سبعة أشخاص.", "ar", "شرطة الشرقية", "named"),
        ("Seven people were killed, according to the Red Cross.", "en", "Red Cross", "named"),
    ],
)
def test_the_speaker_and_its_kind(engine: Engine, text: str, lang: str, speaker: str, kind: str) -> None:
    claim = _one(engine, text, lang)
    assert speaker in (claim.attribution or "")
    assert claim.speaker == kind


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("AS HAS BEEN SAID, SEVEN PEOPLE WERE KILLED.", "en"),
        ("كشفت التحقيقات تفاصيل مقتل سبعة أشخاص.", "ar"),
    ],
)
def test_words_that_are_nobody_do_not_speak(engine: Engine, text: str, lang: str) -> None:
    assert _one(engine, text, lang).attribution is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("هاجمت الفصائل معسكرا وقتلت 12 جنديا ردا على غارات جوية.", "ar"),
        ("Rebels attacked a base and killed 12 soldiers in revenge for air strikes.", "en"),
    ],
)
def test_what_is_avenged_is_not_what_happened(engine: Engine, text: str, lang: str) -> None:
    assert "air_strike" not in {event.type for event in _read(engine, text, lang).events}


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Four convicted men were hanged on Tuesday.", "present"),
        ("A court sentenced a man who killed two people.", "look_back"),
    ],
)
def test_the_execution_of_the_convicted_is_no_look_back(engine: Engine, text: str, tense: str) -> None:
    assert _one(engine, text, "en").tense == tense


def test_an_earlier_figure_without_a_noun_counts_the_same_people(engine: Engine) -> None:
    text = "أعلنت الكتيبة مقتل خمسة من جنودها، بعدما كانت قد أعلنت صباحا مقتل ثلاثة."
    told = [(claim.low, claim.victims, claim.tense) for claim in _read(engine, text).claims]
    assert told == [(5, "combatant", "present"), (3, "combatant", "earlier")]


def test_the_outlet_speaks_where_nobody_is_named(engine: Engine) -> None:
    claim = _one(engine, "قتل سبعة أشخاص في انفجار.")
    assert (claim.attribution, claim.speaker) == (None, "outlet")


@pytest.mark.parametrize(
    ("text", "lang", "origin"),
    [
        ("نقلت وكالة النور عن مصادر في المعارضة أنها قتلت ثلاثين جنديا.", "ar", "مصادر في المعارضة"),
        ("غرق 12 صيادا، بحسب ما نقلت وكالة النور عن خفر السواحل.", "ar", "خفر السواحل"),
        ("The agency, quoting the health ministry, put the death toll at 21.", "en", "health ministry"),
    ],
)
def test_a_chain_has_its_ultimate_origin(engine: Engine, text: str, lang: str, origin: str) -> None:
    claim = _one(engine, text, lang)
    assert origin in (claim.origin or "")
    assert origin in (claim.attribution or "")


@pytest.mark.parametrize(
    ("text", "lang", "attribution", "origin"),
    [
        (
            "Twelve people drowned, the Fleuve news agency reported on Sunday, quoting the river police.",
            "en",
            "Fleuve news agency",
            "river police",
        ),
        ("Seven men died, the Daily Echo reported, citing hospital sources.", "en", "Daily Echo", None),
        ("Seven men died, the ministry said, citing figures from hospitals.", "en", "ministry", None),
        (
            "Neuf personnes sont mortes, a rapporté l'agence Sahel, citant la protection civile.",
            "fr",
            "l'agence Sahel",
            "la protection civile",
        ),
    ],
)
def test_a_speaker_in_front_of_its_verb_may_quote_a_body(
    engine: Engine, text: str, lang: str, attribution: str, origin: str | None
) -> None:
    claim = _one(engine, text, lang)
    assert attribution in (claim.attribution or "")
    assert (claim.origin or "").removeprefix("the ") == (origin or "")


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("an elderly fruit seller", "anonymous"),
        ("a harbour pilot", "anonymous"),
        ("a Red Cross worker", "named"),
        ("a police inspector", "named"),
        ("fruit seller Adam Noor", "named"),
    ],
)
def test_one_of_many_is_nobody_by_name(engine: Engine, who: str, kind: str) -> None:
    assert _one(engine, f"Three men drowned in the lake, {who} said.", "en").speaker == kind


def test_a_voice_without_a_name_goes_on_with_the_last(engine: Engine) -> None:
    text = "قال مدير المستشفى إن الإصابات خطيرة. وأضاف أن خمسة أطفال قتلوا."
    assert [c.attribution for c in _read(engine, text).claims if c.low == 5] == ["مدير المستشفى"]


def test_a_gain_that_another_side_denies_is_one_event(engine: Engine) -> None:
    text = (
        "قالت وكالة سهل إن القوات سيطرت على حي الوعر في حمص. "
        "من جهته، قال سليم الحسن القيادي في المعارضة إن المقاتلين طردوا القوات من حي الوعر وقتلوا عشرة جنود."
    )
    gains = [event for event in _read(engine, text).events if event.type == "territory"]
    text_two = text.replace("طردوا القوات من", "استعادت الفصائل السيطرة على")
    gains_two = [event for event in _read(engine, text_two).events if event.type == "territory"]
    assert [event.attribution for event in gains] == ["وكالة سهل"]
    (event,) = gains_two
    assert event.attribution == "وكالة سهل"
    assert len(event.denied_by) == 1
    assert "سليم الحسن" in event.denied_by[0]


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("قتل خمسة في غارة جوية على المدينة.", "ar", "air_strike"),
        ("قتل خمسة في قصف مدفعي على المدينة.", "ar", "shelling"),
        ("قتل خمسة في انفجار سيارة مفخخة.", "ar", "bombing"),
        ("لقي خمسة مصرعهم في حادث سير.", "ar", "accident"),
        ("قتل خمسة في زلزال.", "ar", "natural_disaster"),
        ("قتل خمسة جنود في اشتباكات.", "ar", "armed_clash"),
        ("خطف مسلحون خمسة عمال.", "ar", "abduction"),
        ("Five died when a suicide bomber blew himself up.", "en", "suicide_attack"),
        ("Five people drowned when their boat capsized.", "en", "accident"),
        ("Five people were kidnapped.", "en", "abduction"),
        ("Five people were shot dead by gunmen.", "en", "shooting"),
    ],
)
def test_the_kind_of_event(engine: Engine, text: str, lang: str, kind: str) -> None:
    reading = _read(engine, text, lang)
    event = reading.claims[0].event
    assert event is not None
    assert reading.events[event].type == kind


def test_the_place_is_the_finest_of_those_beside_the_claim(engine: Engine) -> None:
    claim = _one(engine, "قتل خمسة مدنيين في قصف على حي الوعر في مدينة حمص وسط سوريا.")
    assert claim.place_text == "حي الوعر"
    assert claim.country == "sy"


def test_an_unknown_quarter_is_told_and_lies_in_its_city(engine: Engine) -> None:
    claim = _one(engine, "قتل أربعة مدنيين في انفجار في حي الزعفران جنوبي كركوك.")
    assert claim.place_text == "حي الزعفران"
    assert claim.country == "iq"


def test_the_speakers_place_is_not_the_claims(engine: Engine) -> None:
    claim = _one(engine, "قالت شرطة بغداد إن خمسة أشخاص قتلوا في البصرة.")
    assert claim.place_text == "البصرة"


def test_the_outlets_country_settles_what_the_text_leaves_open(engine: Engine) -> None:
    reading = _read(engine, "قتل خمسة أشخاص في حادث سير.", outlet="أخبار تونس")
    assert [claim.country for claim in reading.claims] == ["tn"]


def test_the_day_of_the_happening_is_read(engine: Engine) -> None:
    period = _one(engine, "قتل خمسة أشخاص في انفجار أمس الأربعاء.").occurred_at
    assert period is not None
    assert period.start <= datetime(2026, 5, 6, 12, tzinfo=UTC) < period.end


def test_what_happened_long_ago_is_looked_back_at(engine: Engine) -> None:
    assert _one(engine, "قتل خمسة أشخاص في انفجار في مارس 2014.").tense == "look_back"
    reading = _read(engine, "أودى الحريق بحياة 29 عاملا.", title="الذكرى الثانية لحريق المصنع")
    assert [claim.tense for claim in reading.claims] == ["look_back"]


def test_an_older_figure_of_the_same_happening_is_earlier(engine: Engine) -> None:
    claim = _one(engine, "وكانت الوزارة قد أعلنت في حصيلة سابقة مقتل 19 شخصا.")
    assert claim.tense == "earlier"


def test_people_without_a_clear_harm_are_for_review(engine: Engine) -> None:
    reading = _read(engine, "شارك 300 متظاهر في تشييع الراحل.")
    assert reading.claims == ()
    text = "تجمع 40 عاملا أمام مستشفى نقل إليه المصابون."
    assert [review.quote for review in _read(engine, text).reviews] == ["40 عاملا"]


@pytest.mark.parametrize(
    ("end", "speaker"),
    [
        ("وصرح بذلك مدير شرطة الوادي العقيد سالم الناصر.", "مدير شرطة الوادي العقيد سالم الناصر"),
        ("أوضح ذلك الناطق الإعلامي لصحة التلال.", "الناطق الإعلامي لصحة التلال"),
        ("وأوضح ذلك الطبيب أن حالتهم مستقرة.", None),
        ("ولم يصرح بذلك مدير الشرطة.", None),
        ("وصرح مدير الشرطة بأن الطريق مفتوح.", None),
    ],
)
def test_last_line_says_who_told_all_of_it(engine: Engine, end: str, speaker: str | None) -> None:
    text = f"قال شهود إن ثلاثة عمال أصيبوا. وتوفي طفل في تصادم سيارتين. ونقلت السيارتان. {end}"
    claims = _read(engine, text).claims
    assert [claim.attribution for claim in claims if claim.measure == "wounded"] == ["شهود"]
    assert [claim.attribution for claim in claims if claim.measure == "killed"] == [speaker]
