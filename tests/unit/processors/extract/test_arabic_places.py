"""Where an Arabic claim happened: coasts, quoted names, homes and seats, new scenes."""

import pytest

from processors.extract.core import ArticleText, Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        # Coasts and borders are told by whose they are; their guards are not.
        ("غرق تسعة مهاجرين قبالة السواحل الجزائرية.", "السواحل الجزائرية", "dz"),
        ("أصيب حارس على الحدود الأردنية السورية أمس.", "الحدود الأردنية السورية", "jo"),
        ("قتل شرطي من حرس الحدود السعودي.", None, "zz"),
        # A name in quotes is quoted without the word in front of them.
        ('قتل أربعة في بلدة "كفر رمان" في لبنان.', "كفر رمان", "lb"),
        ('أصيب أربعة في مخيم "النرجس الأبيض" بالأردن.', 'مخيم "النرجس الأبيض"', "jo"),
        # Where somebody is from, or has a seat, is not where it happened, if another place is told.
        ("قتل خمسة رجال من بلدة تلبيسة في غارة على حمص.", "حمص", "sy"),
        ("انتشل الغواصون جثتين لشابين من بنزرت قبالة سواحل قابس.", "قابس", "tn"),
        ("قتل خمسة رجال من بلدة تلبيسة.", "بلدة تلبيسة", "sy"),
        ("ذكر مركز الرصد الذي يتخذ من بريطانيا مقرا له أن ستة قتلوا في درعا.", "درعا", "sy"),
        # A father is no town, a climber no mountain, an attacker no gate; a clan is no place.
        ("ارتفع عدد الوفيات إلى اثنين هما أب ورضيعته وأصيب سبعة.", None, "zz"),
        ("أصيب سبعة في إب.", "إب", "ye"),
        ("خطف مسلحون متسلق جبال ألماني الجنسية في كابول.", "كابول", "af"),
        ("اعتقلت الشرطة في الرباط منفذ عملية الطعن.", "الرباط", "ma"),
        ("أصيب ثلاثة في آل حماد.", None, "zz"),
        # An area that no gazetteer holds is as fine as a town, not as coarse as a province.
        ("أصيب تلميذان في منطقة الحبارات بمدينة مكثر في تونس.", "منطقة الحبارات", "tn"),
        ("أصيب تلميذان في منطقة سيدي زيان المتاخمة لجبل سمامة في تونس.", "منطقة سيدي زيان", "tn"),
        # Whither somebody makes is not where it happened, nor whence a distance is told, nor a victim's name.
        ("أحبط خفر السواحل قرب جرجيس إبحار زورق نحو إيطاليا. وأوقف 16 شخصا.", "جرجيس", "tn"),
        (
            "شيع الفقيد في مدينة كرمنشاه التي تبعد 500 كيلومترا جنوب غربي طهران. وقتل ثلاثة.",
            "مدينة كرمنشاه",
            "ir",
        ),
        ("وقع الانفجار شمالي العاصمة بغداد. وقتل ثلاثة.", "بغداد", "iq"),
        ("أدت موجة الصقيع إلى وفاة الطفلة رانية.", None, "zz"),
        ("قتل راكب في بلدة حيدان على بعد 40 كلم من صعدة.", "بلدة حيدان", "ye"),
        # Where a journey began or led to is not where it ended; where it ended is.
        ("توفي تسعة حجاج عندما انقلبت حافلتهم أثناء عودتهم من مكة المكرمة إلى حائل.", None, "sa"),
        ("لقي ستة مصرعهم بانقلاب شاحنة كانت متجهة من نجران إلى بيشة.", None, "sa"),
        ("سقطت طائرة كانت في رحلة من الدوحة إلى كراتشي وقتل 33 شخصا.", None, "qa"),
        ("لقي ستة مصرعهم قرب الطائف في انقلاب حافلة قادمة من جازان.", "الطائف", "sa"),
        ("قتل حارسان بقذيفة أطلقت من صعدة على نجران.", "نجران", "sa"),
        # What is told of somebody else behind is no finer place; many places are told as such.
        ("شهدت البلاد نزوح 90 ألف شخص داخل اليمن ومقتل رجل بلغم في تعز.", "اليمن", "ye"),
        ("خلفت الحرائق منذ مطلع الصيف 19 قتيلا في مختلف المحافظات.", "مختلف المحافظات", "zz"),
        ("أصيب حارسان في ورشفانة غرب العاصمة الليبية.", "ورشفانة", "ly"),
        ("توفي رضيع في مستشفى خاص.", None, "zz"),
        # "On the spot" is no place.
        ("عولج ستة مصابين في الموقع.", None, "zz"),
        # What a quarter is like is no name of it.
        ("أصيب حارس في حي فقير.", None, "zz"),
        # Inhabited centres and coasts, behind what leads to them; a body and a time are none.
        ("وعلى مقربة من مركز الصلبية جرح ثلاثة أشخاص في تصادم.", "مركز الصلبية", "zz"),
        ("قتل حارس قرب ساحل العويند بعد منتصف الليل.", "ساحل العويند", "zz"),
        ("أصيب حارس في مركز الشرطة.", None, "zz"),
        ("غرق صياد بحر الأسبوع الماضي.", None, "zz"),
        # A breast is no quarter; what a hall measures and a hill overlooks is no name of it.
        ("أصيب شاب برصاصة في الصدر.", None, "zz"),
        ("قتل شاب في مدينة الصدر.", "مدينة الصدر", "iq"),
        ("أصيب عامل في حريق صالة مساحتها 40 مترا بجدة.", "جدة", "sa"),
        ("أصيب ثلاثة عمال في انهيار سقف مسجد أثناء ترميمه في تبوك.", "تبوك", "sa"),
        # From within a country it is fired; it strikes elsewhere.
        (
            "قتل أربعة حراس بقذائف على منطقة جازان أطلقها مجهولون من داخل الأراضي اليمنية.",
            "جازان",
            "sa",
        ),
        # A side of the country is where it happened, if nothing finer is told; so is a province nobody knows.
        ("أودت السيول بحياة 120 شخصا في جنوب البلاد.", "جنوب البلاد", "zz"),
        ("قتل ستة حراس في قرية كفر نوران شمال البلاد.", "قرية كفر نوران", "zz"),
        ("قتل حارس في إقليم سومار.", "إقليم سومار", "zz"),
        # Towns of the Gulf whose names are words as well.
        ("قتل حارس في تصادم في طريف.", "طريف", "sa"),
        ("أصيب حارسان على مدخل ضمد.", "ضمد", "sa"),
        ("قتل حارس كان ظريفا، وكان حديثه طريفا.", None, "zz"),
        # A word that names nobody may name a road; what became of a mosque is no name of it.
        ("وقع الحادث على طريق الكامل وأصيب سائق.", "طريق الكامل", "zz"),
        ("انهار مسجد بالكامل وأصيب حارس في تعز.", "تعز", "ye"),
        # The seat of some villages and a plot of houses, where their town follows; a plot against somebody is none.
        ("قتل سائق في مركز طلان غرب مدينة أبها.", "مركز طلان", "sa"),
        ("أصيب تلميذ بمركز بحر أبو نخلة التابع لمحافظة محايل.", "مركز بحر أبو نخلة", "sa"),
        ("قتل شاب في مخطط الدانة بالطائف.", "مخطط الدانة", "sa"),
        ("أوقف خمسة ضالعين في مخطط الهجوم بقابس.", "قابس", "tn"),
        ("أصيب ثلاثة في مركز شرطة غرب كسلا.", "مركز شرطة غرب كسلا", "sd"),
        # Who is told beside a mosque's preacher is no name of it, nor the way home one of a road.
        ("قتل إمام مسجد ونجله في بلدة صبيا.", "بلدة صبيا", "sa"),
        ("أصيبت ثلاث طالبات في طريق عودتهن من تبوك.", "تبوك", "sa"),
        # What is named after somebody, and palaces; a hall for weddings has no name.
        ("أصيب ثلاثة نجارين بمركز الأميرة هيفاء الثقافي.", "مركز الأميرة هيفاء الثقافي", "zz"),
        ("قتل حارس عند بوابة الشيخ سلطان قبل الفجر.", "بوابة الشيخ سلطان", "zz"),
        ("أصيب حارس في هجوم على قصر الورد.", "قصر الورد", "zz"),
        ("أصيب حارس في قصر الأفراح بجدة.", "جدة", "sa"),
        # The finer place lies in the known one, where nobody else is told between the two.
        (
            "لقي سبعة عمال حتفهم في مدينة وهران، بعد انهيار سقف في حي النسيم.",
            "حي النسيم",
            "dz",
        ),
        ("قتل سبعة عمال في وهران، وأصيب حارس في حي النسيم.", "وهران", "dz"),
        ("أصيب عامل في مدينة وهران وقتل حارس في مدينة تلمسان.", "مدينة وهران", "dz"),
        # A place told "to be exact", and the one that only says how far away it was.
        (
            "جد حادث بمعتمدية مكثر وتحديدا على مستوى منطقة الحبابسة وأسفر عن وفاة سائق.",
            "منطقة الحبابسة",
            "tn",
        ),
        ("انفجر لغم ببلدة كفر نوران على مقربة من الحدود التركية، فأصيب راع.", "بلدة كفر نوران", "tr"),
        # A road is told by the town to which it leads, and lies in front of it.
        (
            "وقع انفجار في كابول على الطريق المؤدي إلى غزني وأسفر عن مقتل خمسة.",
            "الطريق المؤدي إلى غزني",
            "af",
        ),
        # A quarter "on the edge of" a town has no name.
        ("هوجمت دورية في حي على أطراف كسلا وقتل شرطي.", "حي على أطراف كسلا", "sd"),
        # Streets and municipalities as the Maghreb calls them.
        ("انهار سقف شقة بزنقة ابن بطوطة وأصيب حارس.", "زنقة ابن بطوطة", "zz"),
        ("قتل عاملان قرب بلدية تاداميت بولاية تيزي وزو.", "بلدية تاداميت", "dz"),
    ],
)
def test_an_arabic_claim_has_the_place_of_its_happening(
    engine: Engine, text: str, place: str | None, country: str
) -> None:
    claim = engine.read(ArticleText("", text, "ar")).claims[0]
    assert claim.place_text == place
    assert claim.country == country


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # A town goes before a site that may be anywhere, and another town is a new scene.
        ("قتل تسعة عند حاجز. ووقع انفجار في قندوز. وقال شهود إن شرطيا قتل.", ["حاجز", "قندوز"]),
        (
            "قتل تسعة في مسجد بمدينة لاهور. ووقع انفجار آخر في كراتشي. وقال شهود إن شرطيا قتل.",
            ["مسجد بمدينة لاهور", "كراتشي"],
        ),
        (
            "قتل تسعة في مسجد بمدينة لاهور. وشهدت باكستان هجمات مماثلة. وقال شهود إن شرطيا قتل.",
            ["مسجد بمدينة لاهور", "مسجد بمدينة لاهور"],
        ),
    ],
)
def test_another_town_told_since_is_a_new_scene(engine: Engine, text: str, places: list[str | None]) -> None:
    assert [claim.place_text for claim in engine.read(ArticleText("", text, "ar")).claims] == places


@pytest.mark.parametrize(
    ("text", "place", "town"),
    [
        # The capital only says where the town in front of it lies.
        ("وقع انفجار في مدينة الزاوية غربي العاصمة الليبية طرابلس. وقتل سبعة.", "مدينة الزاوية", "Zawiya"),
        ("قتل تسعة شرقي العاصمة الليبية طرابلس.", "طرابلس", "Tripoli"),
        # No "and" stands behind a preposition: this is no "and Jeddah".
        ("قتل خمسة في وجدة.", "وجدة", "Oujda"),
        # What the happening struck, though where it was planned stands behind the victims.
        ("الهجوم الذي هز كابول وقتل فيه 40 شخصا دبر في باكستان.", "كابول", "Kabul"),
        # A site carries the town that it is told to lie in.
        (
            "استهدف انفجار، فجر الجمعة، كنيسة ماري مينا في مدينة طنطا. وقتل تسعة أشخاص.",
            "كنيسة ماري مينا",
            "Tanta",
        ),
    ],
)
def test_the_place_where_it_happened_of_those_told_beside_it(
    engine: Engine, text: str, place: str, town: str
) -> None:
    claim = engine.read(ArticleText("", text, "ar", None, None)).claims[0]
    assert claim.place_text is not None
    assert claim.place is not None
    assert (place in claim.place_text, claim.place.name) == (True, town)


def test_what_a_headline_is_put_under_gives_way_to_a_finer_place(engine: Engine) -> None:
    title = "قفصة: وفاة عاملين وإصابة ثلاثة في انقلاب شاحنة بالرديف"
    claims = engine.read(ArticleText(title, "انقلبت الشاحنة اليوم.", "ar")).claims
    assert [claim.place_text for claim in claims] == ["الرديف", "الرديف"]
    claims = engine.read(ArticleText("قفصة: وفاة عاملين", "انقلبت الشاحنة اليوم.", "ar")).claims
    assert [claim.place_text for claim in claims] == ["قفصة"]
