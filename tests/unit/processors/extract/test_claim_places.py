"""Where a claim happened: the finest place as written, told beside it or carried on from before."""

import pytest

from language.folding import fold
from processors.extract.core import ArticleText, Claim, Engine
from processors.extract.core.announced import announced, matches
from processors.extract.core.language_pack import language_pack


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def _claims(engine: Engine, text: str, lang: str, title: str = "") -> tuple[Claim, ...]:
    return engine.read(ArticleText(title, text, lang, None, None)).claims


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("غرق طفلان في سد بولاية البيض.", "ar", "El Bayadh Province"),
        ("أصيب سبعة ركاب في حادث بولاية تيسمسيلت.", "ar", "Tissemsilt Province"),
        ("توفي راعيان صعقا بإقليم بولمان.", "ar", "Boulemane Province"),
        ("غرق ثلاثة أشخاص في سيول بمحافظة ظفار.", "ar", "Dhofar Governorate"),
        ("Deux bergers ont été tués dans la wilaya d'Illizi.", "fr", "Illizi Province"),
        ("Two shepherds were killed in Azilal province.", "en", "Azilal Province"),
        ("Two shepherds were killed in Azilal.", "en", "Azilal"),
    ],
)
def test_a_province_is_not_its_town(engine: Engine, text: str, lang: str, name: str) -> None:
    place = _claims(engine, text, lang)[0].place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "lang", "place", "country"),
    [
        ("قتل ثلاثة أشخاص في مدينة حيس جنوبي الحديدة.", "ar", "مدينة حيس", "ye"),
        ("قتل ثلاثة أشخاص في سوق شعبي بمدينة الحسكة.", "ar", "الحسكة", "sy"),
        ("أصيب خمسة عمال في منطقة عين غراب بولاية القصرين في تونس.", "ar", "منطقة عين غراب", "tn"),
        ("قتل راعيان في جبل المغيلة بولاية القصرين في تونس.", "ar", "جبل المغيلة", "tn"),
        ("قتل شخصان قرب مفترق الشعبية شرق غزة.", "ar", "مفترق الشعبية", "ps"),
        ("قتل شخصان في مفترق طرق بمدينة الحسكة.", "ar", "الحسكة", "sy"),
        ("خططوا لهجوم نابل الذي أسفر عن مقتل ثلاثة أشخاص.", "ar", "نابل", "tn"),
        ("وفاة سائحة في رالي بمدينة الحمامات في تونس.", "ar", "الحمامات", "tn"),
        ("قتل جنديان في جزيرة يونبيونغ التابعة لكوريا الجنوبية.", "ar", "جزيرة يونبيونغ", "kr"),
        ("غرق تسعة أشخاص في نهر النيجر قرب موبتي.", "ar", "موبتي", "ml"),
        ("غرق أربعة أشخاص في النيل عند مدينة دسوق شمالي مصر.", "ar", "مدينة دسوق", "eg"),
        ("Three people were killed in Plumtree Street in Detroit.", "en", "Plumtree Street", "us"),
        ("A clash took place in Medellin, Colombia, and three people were killed.", "en", "Medellin", "co"),
        ("Six people died in a raid in the Gajiram district of Nigeria's Borno state.", "en", "Borno", "ng"),
        ("Three people were killed in the Zacamil neighborhood of San Salvador.", "en", "Zacamil", "sv"),
    ],
)
def test_the_finest_place_beside_the_claim(
    engine: Engine, text: str, lang: str, place: str, country: str
) -> None:
    claim = _claims(engine, text, lang)[0]
    assert place in (claim.place_text or "")
    assert claim.country == country


@pytest.mark.parametrize(
    ("text", "lang", "place"),
    [
        ("قصفت طائرات مبنى في مدينة حيس. وقتل سبعة أشخاص.", "ar", "مدينة حيس"),
        ("A car bomb exploded in Kirkuk, in northern Iraq. Seven people were killed.", "en", "Kirkuk"),
    ],
)
def test_a_place_told_in_the_sentence_before_carries_on(
    engine: Engine, text: str, lang: str, place: str
) -> None:
    assert place in (_claims(engine, text, lang)[0].place_text or "")


def test_a_place_told_since_the_last_claim_comes_before_that_of_the_last_claim(engine: Engine) -> None:
    text = "Two people were killed in Tikrit. A second bomb exploded in Kirkuk. Seven people were wounded."
    assert [claim.place_text for claim in _claims(engine, text, "en")] == ["Tikrit", "Kirkuk"]


def test_the_site_named_behind_a_headline_is_no_place_of_it(engine: Engine) -> None:
    title = "Bomb kills 8 people - KXYZ Channel 9 Mobile, Alabama News & Traffic"
    (claim, *_) = _claims(engine, "A bomb killed 8 people in Kirkuk, Iraq.", "en", title)
    assert claim.field == "title"
    assert claim.place_text == "Kirkuk"
    assert claim.country == "iq"


def test_what_takes_place_is_no_place(engine: Engine) -> None:
    text = "An attack took place on the way to a court. Three people were killed, under way to work."
    assert [claim.place_text for claim in _claims(engine, text, "en")] == [None]


@pytest.mark.parametrize(
    ("text", "lang", "place"),
    [
        ("أصيب 12 شخصا في حادث قرب سبها، ونقل بعض المصابين جوا نحو طرابلس.", "ar", "سبها"),
        ("قتل سبعة جنود قرب الموصل، ونقل 12 جريحا إلى مستشفى أربيل.", "ar", "الموصل"),
        ("Nine people were injured near Sfax and were flown to a hospital in Tunis.", "en", "Sfax"),
    ],
)
def test_where_the_hurt_were_taken_is_no_place_of_the_harm(
    engine: Engine, text: str, lang: str, place: str
) -> None:
    assert {claim.place_text for claim in _claims(engine, text, lang)} == {place}


def test_a_site_that_begins_with_its_town_lies_there(engine: Engine) -> None:
    (claim,) = _claims(engine, "Four men were hanged at Kirkuk central prison.", "en")
    assert (claim.place_text, claim.country) == ("Kirkuk central prison", "iq")


def test_a_shelled_hospital_is_the_place_of_the_harm(engine: Engine) -> None:
    (claim,) = _claims(engine, "قتل ثلاثة أشخاص في قصف مستشفى ينبع.", "ar")
    assert "ينبع" in (claim.place_text or "")


@pytest.mark.parametrize(
    ("text", "lang", "country"),
    [
        ("قتل ستة عمال في انهيار مساكن عمالية في وهران.", "ar", "dz"),
        ("قتل تسعة أشخاص في مساكن.", "ar", "zz"),
        ("قتل مسلحون جنديا تركيا وجرحوا آخر في دهوك.", "ar", "iq"),
        ("قتل جندي في تركيا.", "ar", "tr"),
        ("Four people drowned in the Niger River near Lokoja.", "en", "ng"),
        ("Four people drowned in Niger.", "en", "ne"),
    ],
)
def test_a_plain_word_an_adjective_and_a_river_are_no_country(
    engine: Engine, text: str, lang: str, country: str
) -> None:
    assert _claims(engine, text, lang)[0].country == country


def test_words_of_the_outlet_s_name_are_no_place(engine: Engine) -> None:
    text = "Two people were killed in a fire, the Nairobi Courier was told."
    assert engine.read(ArticleText("", text, "en", None, "Nairobi Courier")).claims[0].place_text is None


def test_the_outlet_s_home_is_the_country_where_nothing_else_tells_one(engine: Engine) -> None:
    text = "قتل شخصان في حريق."
    assert engine.read(ArticleText("", text, "ar", None, "الخبر", "dz")).claims[0].country == "dz"
    assert (
        engine.read(ArticleText("", text + " وقع الحريق في الموصل.", "ar", None, "الخبر", "dz"))
        .claims[0]
        .country
        == "iq"
    )


def test_an_event_of_the_headline_s_place_writes_that_place(engine: Engine) -> None:
    reading = engine.read(
        ArticleText(
            "Ferry sinks off Lagos", "The bodies of 29 people from the ferry that capsized were found.", "en"
        )
    )
    assert {event.place_text for event in reading.events} == {"Lagos"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A site without a name, with the town that it is told to lie in.
        (
            "A bomb killed nine people at a vegetable market in northern Baghdad.",
            "vegetable market in northern Baghdad",
        ),
        ("Gunmen stormed a church on Sunday, killing four people.", "church"),
        # Streets, sides of a town, a scene told in the next sentence.
        ("A man was shot on the city's east side.", "city's east side"),
        (
            "A man was shot Monday. It happened near the 1400 block of Fulton Street.",
            "1400 block of Fulton Street",
        ),
        ("A man was shot Monday. The shooting occurred at a gas station in Toledo.", "gas station in Toledo"),
        # Where somebody is from, went or was taken, and whose police speak, is not where it happened.
        ("A 29-year-old woman from Cali was murdered.", None),
        ("Two crewmen of a flight to Miami were killed.", None),
        ("A man was shot. Milwaukee County prosecutors will review the case.", None),
        ("BOGOTA, 4 MAY 89 (COAST RADIO) -- [TEXT] THREE FARMERS WERE KILLED BY GUNMEN.", None),
        # What was told before holds on for one happening, not for a total nor for an arrest elsewhere.
        ("Two men were killed in Aleppo. More than 300 people have been killed this year.", "Aleppo|None"),
        (
            "A man was shot in the 900 block of Elm Street. A suspect was arrested on Friday.",
            "900 block of Elm Street|None",
        ),
        ("Two men were killed in Aleppo. Five others were wounded.", "Aleppo|Aleppo"),
    ],
)
def test_an_english_claim_has_the_place_of_its_happening(
    engine: Engine, text: str, expected: str | None
) -> None:
    places = [claim.place_text for claim in engine.read(ArticleText("", text, "en")).claims]
    assert "|".join(map(str, places)) == str(expected)


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        # At the head of a headline a name is a place, whatever else the word can mean.
        ("المهدية : مقتل شخصين في حادث", "قال والي المهدية في تونس إن الحادث وقع ليلا.", "المهدية"),
        # An agency, a paper, an address on the web and where somebody is from tell no place.
        ("", "قال مصدر لوكالة تونس إفريقيا للأنباء إن شخصين قتلا.", None),
        ("", "نشرت صحيفة الرياض أن شخصين قتلا.", None),
        ("", "قتل شخصان (https://example.org/aleppo) في القصف.", None),
        ("", "توفي شاب أصيل مدينة حيس في حادث.", None),
        ("", "قتل شخصان في مدينة حيس.", "مدينة حيس"),
    ],
)
def test_what_is_no_place_of_the_claim(engine: Engine, title: str, text: str, place: str | None) -> None:
    told = _claims(engine, text, "ar", title)[0].place_text
    assert told == place if place is None else place in (told or "")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # A place far back is not this claim's wording; a region gives way to the town in it that is told behind.
        (
            "قتل شخصان في مدينة حيس. " + "وقال السكان إن الطريق مغلق منذ أيام. " * 8 + "وأصيب ستة.",
            ["مدينة حيس", None],
        ),
        ("قتل شخصان في مدينة حيس. وأصيب ستة.", ["مدينة حيس", "مدينة حيس"]),
        ("وفي محافظة الحديدة، قتل شخصان في هجوم على نقطة بمديرية باجل.", ["باجل"]),
        (
            "وقع القصف في ولاية لوغار. وقتل خمسة جنود بصاروخ أطلقته القوة التي أنهت مهمتها القتالية"
            " الماضية في أفغانستان.",
            ["لوغار"],
        ),
        ("دوز : مقتل شاب في شجار بولاية قبلي.", ["دوز"]),
        # A clause keeps its place where a comma parts it from the next; a pronoun stands for the place told last.
        ("قتل ثلاثة في برلين وأصيب عشرة، وقد لقي المنفذ مصرعه في ميلانو.", ["برلين", "برلين", "ميلانو"]),
        (
            "كانت بغداد أشد تضررا، حيث قتل فيها 26 مدنيا وجرح 80 آخرون، تليها محافظة نينوى.",
            ["بغداد", "بغداد"],
        ),
    ],
)
def test_how_far_a_place_carries(engine: Engine, text: str, places: list[str | None]) -> None:
    assert [claim.place_text for claim in _claims(engine, text, "ar")] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قوات الحكومة تدمر منصة صواريخ في صعدة وتقتل عشرة مسلحين.", "صعدة"),
        ("قتل عشرة مسلحين في تدمر.", "تدمر"),
        ("أصيب 14 شخصا في انقلاب حافلة بالقرب من ينبع.", "ينبع"),
    ],
)
def test_a_verb_that_is_spelt_like_a_town(engine: Engine, text: str, place: str) -> None:
    assert _claims(engine, text, "ar")[0].place_text == place


def test_names_are_found_about_their_anchors_as_in_the_whole_text() -> None:
    pack = language_pack("en")
    assert pack.place_patterns is not None
    text = " ".join(
        f"near the {n}00 block of n. {n}th street, in the old mill neighborhood and on the city's north side;"
        for n in range(10, 60)
    )
    whole = [match.span() for match in pack.place_patterns.finditer(text)]
    assert [(name.start, name.end) for name in announced(pack, fold(text))]
    assert [match.span() for match in matches(pack.place_patterns, pack.place_anchors, text)] == whole


def test_where_wire_copy_was_filed_and_who_leads_are_no_places(engine: Engine) -> None:
    text = "صنعاء (وكالة) - قال سكان إن غارات شنها تحالف تقوده السعودية قتلت 36 مدنيا في مصنع بمحافظة حجة."
    assert _claims(engine, text, "ar")[0].place_text == "مصنع بمحافظة حجة"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A man was shot in Englewood on Tuesday.", "Englewood"),
        ("Three people were shot at Club Neon in downtown Tampa.", "Club Neon"),
        ("A boy was shot at Lincoln Park in Milwaukee.", "Lincoln Park"),
        ("A man was killed at Broad and Olney streets.", "Broad and Olney streets"),
        ("A man was killed on Interstate 95 near Fayetteville.", "Interstate 95"),
        ("A driver was killed on I-95 near Fayetteville.", "I-95"),
        ("A woman was killed in a crash on Highway 9.", "Highway 9"),
        ("Two men were shot at a party at the Ottawa Banquet Hall.", "Ottawa Banquet Hall"),
        ("Two boys were shot outside Lincoln High School on Monday.", "Lincoln High School"),
        ("A boy was shot at a high school in Denver.", "high school in Denver"),
        ("SIX PEASANTS WERE KILLED IN LA PALMITA, CHALATENANGO DEPARTMENT.", "LA PALMITA"),
        # Months, languages, bodies and what is owned are no places.
        ("Two men were killed in January.", None),
        ("Two men were killed, the tribe said in Spanish.", None),
        ("Two men were killed in Tomwell's car.", None),
        ("THREE MEN WERE KILLED IN COMBAT, THE RADIO SAID.", None),
    ],
)
def test_a_name_behind_a_preposition_of_place(engine: Engine, text: str, place: str | None) -> None:
    assert _claims(engine, text, "en")[0].place_text == place


@pytest.mark.parametrize(
    ("text", "lang", "place"),
    [
        ("توفيت بمستشفى صفاقس عاملة كانت من بين مصابي حادث انقلاب حافلة بمنزل بوزيان.", "ar", "منزل بوزيان"),
        ("قتل خمسة أشخاص في قصف مستشفى الموصل في نينوى.", "ar", "الموصل"),
        ("Nine people were killed when a bus overturned on the road to Fethiye, Turkey.", "en", "Fethiye"),
        ("A bomb killed twelve people in Tikrit, north of Baghdad.", "en", "Tikrit"),
    ],
)
def test_hospitals_roads_and_bearings(engine: Engine, text: str, lang: str, place: str) -> None:
    assert place in (_claims(engine, text, lang)[0].place_text or "")


def test_where_the_home_of_mourners_lies_is_no_place_of_the_claim(engine: Engine) -> None:
    text = "Residents of Tikrit, north of Baghdad, mourned after a car bombing, which killed twelve people."
    (claim, *_) = _claims(engine, text, "en", "Tikrit buries its dead")
    assert claim.place_text == "Tikrit"


def test_who_drives_somewhere_is_not_there(engine: Engine) -> None:
    text = "A man driving to Fethiye saw the crash in Antalya. Two people were killed."
    assert _claims(engine, text, "en")[0].place_text == "Antalya"


@pytest.mark.parametrize(
    ("text", "lang", "country"),
    [
        ("Five people drowned when a dinghy sank off the cape, the Greek coast guard said.", "en", "gr"),
        ("غرق خمسة أشخاص في انقلاب قارب، وفق خفر السواحل اليوناني.", "ar", "gr"),
        ("Five people drowned when a dinghy sank off the cape, the coast guard said.", "en", "zz"),
        ("Five Greek sailors drowned when a dinghy sank, survivors said.", "en", "zz"),
    ],
)
def test_without_a_place_the_country_is_that_of_the_body_that_speaks(
    engine: Engine, text: str, lang: str, country: str
) -> None:
    assert _claims(engine, text, lang)[0].country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("غرق ستة صيادين قبالة جربة في تونس. وتبحث فرق من ليبيا عن جثث الصيادين الستة.", "tn"),
        ("توفي شاب في مدينة صفاقس في تونس. ولقي الشاب حتفه قبل سفره إلى مدينة باليرمو في إيطاليا.", "tn"),
    ],
)
def test_known_people_were_harmed_where_they_were_told_first(engine: Engine, text: str, country: str) -> None:
    assert {claim.country for claim in _claims(engine, text, "ar")} == {country}


def test_a_known_place_that_is_named_like_a_site_is_that_place(engine: Engine) -> None:
    claim = _claims(engine, "أصيب جنديان في جبل سمامة.", "ar")[0]
    assert (claim.place_text, claim.country) == ("جبل سمامة", "tn")


@pytest.mark.parametrize(
    ("text", "lang", "name", "kind"),
    [
        (
            "قال زعيم محلي في ولاية بلاتو النيجيرية إن عشرين قرويا قتلوا في هجوم.",
            "ar",
            "Plateau State",
            "region",
        ),
        ("Police in Zamfara said nine farmers were killed by gunmen in Nigeria.", "en", "Zamfara", "region"),
        (
            "The interior ministry said nine farmers were killed by gunmen in Nigeria.",
            "en",
            "Nigeria",
            "country",
        ),
    ],
)
def test_a_speakers_seat_tells_where_when_the_text_tells_the_country_alone(
    engine: Engine, text: str, lang: str, name: str, kind: str
) -> None:
    place = _claims(engine, text, lang)[0].place
    assert place is not None
    assert (place.name, place.kind) == (name, kind)


def test_a_river_tells_the_country_where_nothing_else_does(engine: Engine) -> None:
    (claim,) = _claims(engine, "انتشل غواصون سبع جثث من نهر عطبرة.", "ar")
    assert (claim.country, claim.place_text) == ("sd", None)


@pytest.mark.parametrize(
    "text",
    [
        "انقلبت حافلة في مدينة طنطا وقتل 9 ركاب. وكانت قادمة من مدينة أسوان. وكانت الحصيلة الأولى مصرع 7.",
        "صدم قطار سيارة في مدينة طنطا. وكان القطار في اتجاهه إلى أسوان. وقتل في الحادث 9 ركاب.",
        "صدم قطار سيارة في مدينة طنطا. وكان القطار متوجها إلى أسوان. وقتل في الحادث 9 ركاب.",
        "صدمت حافلة سيارة في مدينة طنطا. وكانت الحافلة الرابطة بين أسوان والأقصر فارغة. وقتل في الحادث 9 ركاب.",
    ],
)
def test_where_a_bus_comes_from_or_goes_to_is_not_where_it_crashed(engine: Engine, text: str) -> None:
    places = [claim.place for claim in _claims(engine, text, "ar")]
    assert places
    assert {place and place.name for place in places} == {"Tanta"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قتل تسعة في تفجير بحي الزهراء بمدينة حمص.", "Homs"),
        ("قتل تسعة في تفجير بحي السكري بحلب.", "as-Sukkari"),
        ("قتل تسعة في تفجير بحي الكرادة في بغداد.", "Karrada"),
    ],
)
def test_a_quarter_that_only_another_town_has_by_its_name_is_told_by_its_town(
    engine: Engine, text: str, name: str
) -> None:
    place = _claims(engine, text, "ar")[0].place
    assert place is not None
    assert place.name == name
