"""Verdicts: what an article is to those before it, facts first."""

from datetime import timedelta

import pytest

from contracts.article import Article, JudgedArticle, Verdict
from contracts.document import WireStatus
from processors.dedup.core import Deduplicator, DedupSettings
from tests.unit.processors.dedup.wire_texts import ENGLISH, START, STORY, article


def judged(deduplicator: Deduplicator, *articles: Article) -> list[JudgedArticle]:
    return [deduplicator.judge(one).judged for one in articles]


@pytest.fixture
def dedup() -> Deduplicator:
    return Deduplicator()


def verdict_of(body: str, hours: float = 2, first: str = STORY, **more: object) -> JudgedArticle:
    """The verdict on another outlet's text, after STORY."""
    lang = "ar" if first is STORY else "en"
    return judged(
        Deduplicator(), article("a", 0, first, lang=lang), article("b", hours, body, lang=lang, **more)
    )[1]


def test_the_first_article_is_new(dedup: Deduplicator) -> None:
    (one,) = judged(dedup, article("a", 0))
    assert (one.verdict, one.of, one.revision, one.previous) == (Verdict.NEW, None, 1, None)


def test_the_same_item_unchanged_is_a_repeat_whatever_its_blanks_and_date(dedup: Deduplicator) -> None:
    again = article("a", 5, STORY.replace("\n\n", "\n \n"), source_id="source of a", outlet="outlet of a")
    _, one = judged(dedup, article("a", 0), again)
    assert (one.verdict, one.of, one.revision) == (Verdict.REPEAT, "a", 1)


def test_another_figure_in_the_same_item_is_a_revision_that_carries_the_state_before(
    dedup: Deduplicator,
) -> None:
    _, one = judged(dedup, article("a", 0), article("a", 2, STORY.replace("أحد عشر", "ثلاثة عشر")))
    assert (one.verdict, one.of, one.revision, one.why) == (Verdict.REVISION, "a", 2, "figure:11>13")
    assert one.previous is not None
    assert (one.previous.revision, one.previous.body) == (1, STORY)


def test_a_status_alone_makes_a_revision(dedup: Deduplicator) -> None:
    _, one = judged(dedup, article("a", 0, status=WireStatus.WITHHELD), article("a", 1))
    assert (one.verdict, one.why) == (Verdict.REVISION, "status:withheld>usable")


@pytest.mark.parametrize(
    "body",
    [
        STORY,
        "الزرقاء (وكالة البادية) - " + STORY,
        STORY.rsplit("\n\n", 1)[0],
        STORY.rsplit("\n\n", 2)[0],
        STORY + "\n\nالمصدر: وكالة البادية",
        STORY.replace("أحد عشر عاملا", "11 عاملا"),
        STORY.replace("تسع سيارات", "٩ سيارات"),
        STORY.replace("وأوضح القائد", "وبيّن القائد").replace("استغرق التبريد", "امتد التبريد"),
    ],
    ids=[
        "whole",
        "dateline",
        "tail cut",
        "half cut",
        "source line",
        "digits",
        "eastern digits",
        "words changed",
    ],
)
def test_the_same_facts_in_another_outlet_are_a_copy(body: str) -> None:
    one = verdict_of(body, title="عنوان آخر تماما")
    assert (one.verdict, one.of) == (Verdict.COPY, "a")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (STORY.replace("أحد عشر عاملا", "خمسة عشر عاملا"), "figure:11>15"),
        (STORY.replace("تسع سيارات", "12 سيارة"), "figure:9>12"),
        (STORY.replace("كانت مغلقة", "لم تكن مغلقة"), "negation:لم"),
        (STORY.replace("مدينة الزرقاء", "مدينة إربد"), "place:"),
        (STORY.replace("أحد عشر عاملا قتلوا", "عشرات العمال قتلوا"), "figure:11>"),
    ],
    ids=["toll", "engines", "negation", "place", "vague"],
)
def test_another_figure_negation_or_place_is_an_update(body: str, why: str) -> None:
    one = verdict_of(body)
    assert (one.verdict, one.of) == (Verdict.UPDATE, "a")
    assert one.why.startswith(why)


def test_english_copies_and_updates() -> None:
    assert verdict_of(ENGLISH, first=ENGLISH).verdict is Verdict.COPY
    assert verdict_of(ENGLISH.replace("fourteen men", "19 men"), first=ENGLISH).why == "figure:14>19"
    assert verdict_of(
        ENGLISH.replace("fourteen men had died", "fourteen men had not died"), first=ENGLISH
    ).why == ("negation:not")


def test_any_state_of_the_other_item_counts(dedup: Deduplicator) -> None:
    later = STORY.replace("أحد عشر", "ثلاثة عشر")
    found = judged(dedup, article("a", 0), article("a", 2, later), article("b", 3), article("c", 4, later))
    assert [(j.verdict, j.of) for j in found[2:]] == [(Verdict.COPY, "a"), (Verdict.COPY, "a")]


def test_other_words_about_the_same_happening_are_new() -> None:
    other = (
        "التهمت النيران مصنعا للطلاء في الزرقاء وأودت بحياة 11 عاملا كانوا في بداية نوبتهم، بحسب ما أفاد به قائد "
        "الإطفاء الذي تحدث عن مخارج مقفلة حالت دون هروبهم. وطلبت السلطات المحلية جردا لكل المستودعات الخطرة في المنطقة."
    )
    assert verdict_of(other).verdict is Verdict.NEW


def test_languages_are_apart(dedup: Deduplicator) -> None:
    assert judged(dedup, article("a", 0), article("b", 1, lang="fa"))[1].verdict is Verdict.NEW


@pytest.mark.parametrize("gap", [6, 24])
def test_the_next_issue_of_a_form_is_no_update(gap: float) -> None:
    market = (
        "أغلق مؤشر السوق عند {0} نقطة مرتفعا بنسبة {1} في المئة، وبلغت قيمة التداول {2} مليونا في {3} صفقة. "
        "وارتفعت أسهم {4} شركة وانخفضت أسهم {5} شركة فيما استقرت بقية الأسهم عند مستوياتها السابقة، "
        "بحسب النشرة اليومية لإدارة السوق."
    )
    first, second = market.format(1200, 3, 45, 870, 22, 14), market.format(1215, 2, 51, 903, 19, 17)
    one = judged(Deduplicator(), article("a", 0, first), article("b", gap, second))[1]
    assert (one.verdict, one.of) == (Verdict.NEW, None)


def test_the_next_days_summary_is_no_update_of_the_last_one() -> None:
    day = (
        "قتل {0} أشخاص في قصف على أحياء المدينة يوم {1}، بحسب الحصيلة اليومية للدفاع المدني الذي قال إن فرقه عملت "
        "في عدة مواقع ونقلت الجرحى إلى المستشفيات القريبة وأخمدت الحرائق التي خلفها القصف في الأسواق والمنازل."
    )
    found = judged(
        Deduplicator(), article("a", 0, day.format(4, "الاثنين")), article("b", 24, day.format(7, "الثلاثاء"))
    )
    assert found[1].verdict is Verdict.NEW


def test_short_lines_are_never_copies(dedup: Deduplicator) -> None:
    line = {"title": "", "body": "عاجل: قتلى في حريق"}
    assert judged(dedup, article("a", 0, **line), article("b", 1, **line))[1].verdict is Verdict.NEW


def test_a_flash_told_again_word_for_word_is_a_copy_and_one_word_off_is_not(dedup: Deduplicator) -> None:
    flash, other = (
        {"title": "", "body": f"الدفاع المدني: انتشال {n} جثث من البئر"} for n in ("سبع", "ثماني")
    )
    _, same, new = judged(dedup, article("a", 0, **flash), article("b", 1, **flash), article("c", 2, **other))
    assert (same.verdict, same.of) == (Verdict.COPY, "a")
    assert new.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (("الخميس 5", "السبت 7"), Verdict.NEW),
        (("الخميس 5", "الخميس 5"), Verdict.COPY),
        (("", ""), Verdict.COPY),
    ],
)
def test_a_regular_column_of_another_day_is_no_copy_of_the_last_one(
    days: tuple[str, str], verdict: Verdict
) -> None:
    column = (
        "موعد يومي مع أخبار البلدة خلال أربع وعشرين ساعة تعده لكم هيئة التحرير من مراسليها في جميع الأحياء "
        "والقرى المجاورة كل مساء قبل منتصف الليل\n{0}"
    )
    lines = ("افتتاح سوق الخضار الجديد وسط البلدة", "تشجير ضفة النهر ينتهي قبل الشتاء")
    sets = [
        article(name, hours, column.format(line), title=f"أخبار البلدة {day} أيار")
        for name, hours, line, day in zip("ab", (0, 48), lines, days, strict=True)
    ]
    assert judged(Deduplicator(), *sets)[1].verdict is verdict


def test_the_window_goes_by_message_time() -> None:
    dedup = Deduplicator(DedupSettings(window_hours=72))
    first, inside, outside = judged(dedup, article("a", 0), article("b", 71, STORY), article("c", 200, STORY))
    assert (first.verdict, inside.verdict, outside.verdict) == (Verdict.NEW, Verdict.COPY, Verdict.NEW)


def test_rows_of_forgotten_items_are_deleted() -> None:
    dedup = Deduplicator(DedupSettings(window_hours=1, item_hours=2))
    dedup.judge(article("a", 0))
    assert dedup.judge(article("b", 5, ENGLISH)).rows["a"] is None
    assert set(dedup.rows) == {"b"}


def test_a_guid_that_changes_on_every_fetch_is_one_item(dedup: Deduplicator) -> None:
    same = {"url": "https://news.example/1", "source_id": "s", "outlet": "o"}
    found = judged(
        dedup,
        article("g1", 0, **same),
        article("g2", 1, **same),
        article("g3", 2, STORY.replace("أحد عشر", "ثلاثة عشر"), **same),
    )
    assert [j.verdict for j in found] == [Verdict.NEW, Verdict.REPEAT, Verdict.REVISION]
    assert {j.article.article_id for j in found} == {"g1"}


def test_one_guid_for_two_items_is_two_items(dedup: Deduplicator) -> None:
    one = {"url": "https://news.example/1", "source_id": "s", "outlet": "o"}
    two = {"url": "https://news.example/2", "source_id": "s", "outlet": "o", "title": "منجم غارق"}
    found = judged(
        dedup,
        article("g", 0, **one),
        article("g", 1, ENGLISH, **two),
        article("g", 2, **one),
        article("g", 3, ENGLISH, **two),
    )
    assert [j.verdict for j in found] == [Verdict.NEW, Verdict.NEW, Verdict.REPEAT, Verdict.REPEAT]
    assert found[0].article.article_id != found[1].article.article_id


def test_an_item_dated_anew_by_its_outlet_is_the_same(dedup: Deduplicator) -> None:
    moved = article("a", 0).model_copy(
        update={"published_at": START + timedelta(days=2), "seen_at": START + timedelta(days=2)}
    )
    assert judged(dedup, article("a", 0), moved)[1].verdict is Verdict.REPEAT


def test_a_state_that_comes_late_is_put_before_the_one_that_followed_it(dedup: Deduplicator) -> None:
    later = article("a", 3, STORY.replace("أحد عشر", "ثلاثة عشر"))
    dedup.judge(later)
    judgement = dedup.judge(article("a", 0))
    assert judgement.judged.verdict is Verdict.REVISION
    assert judgement.judged.previous is None
    assert judgement.again is not None
    assert judgement.again.article == later
    assert judgement.again.previous is not None
    assert judgement.again.previous.body == STORY


def test_one_story_across_outlets_and_the_older_id_stays(dedup: Deduplicator) -> None:
    titles = (
        "انهيار سد ترابي قرب كسلا يغرق قرى زراعية",
        "كسلا: انهيار السد الترابي يغرق القرى الزراعية ويقطع الطريق",
        "بورصة طوكيو ترتفع بدعم من أسهم التكنولوجيا",
    )
    bodies = (ENGLISH, STORY, STORY.replace("مصنع", "معمل")[::-1])
    found = judged(
        dedup, *(article(str(n), n, b, title=t) for n, (t, b) in enumerate(zip(titles, bodies, strict=True)))
    )
    assert found[0].story_id == found[1].story_id != found[2].story_id
