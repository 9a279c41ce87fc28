"""Articles to judge, with short ways to vary them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.article import Article

START = datetime(2026, 5, 4, 8, tzinfo=UTC)

STORY = (
    "قال قائد فرق الإطفاء إن أحد عشر عاملا قتلوا في حريق اندلع داخل مصنع للدهانات على أطراف مدينة الزرقاء "
    "صباح الاثنين.\n\n"
    "وأوضح القائد أن النيران بدأت في مخزن المذيبات ثم امتدت إلى صالة التعبئة حيث كان العمال يبدأون ورديتهم الأولى، "
    "وأن أبواب الطوارئ كانت مغلقة من الخارج.\n\n"
    "وشاركت في الإخماد تسع سيارات إطفاء من ثلاث مدن، واستغرق التبريد حتى العصر بسبب تكرار الانفجارات الصغيرة.\n\n"
    "وأمرت البلدية بفحص جميع مخازن المواد القابلة للاشتعال في المنطقة الصناعية خلال أسبوع."
)

ENGLISH = (
    "Rescuers pulled the last survivor from a flooded copper mine near the town of Kasama on Sunday, two days after "
    "heavy rain broke the wall of a pond and sent mud into the shafts.\n\nThe mining minister said fourteen men had "
    "died and that the search for others was over. He promised an inquiry into why the pond had been built above "
    "the main entrance.\n\nWorkers said they had reported cracks in the wall in January and again in March. The "
    "company did not answer questions. Pumps will run for another week before engineers can go down."
)


def article(article_id: str, hours: float, body: str = STORY, **more: Any) -> Article:
    """An article published so many hours after START and seen four minutes later."""
    cells: dict[str, Any] = {
        "source_id": f"source of {article_id}",
        "outlet": f"outlet of {article_id}",
        "lang": "ar",
        "title": "حريق في مصنع للدهانات",
        "published_at": START + timedelta(hours=hours),
        "seen_at": START + timedelta(hours=hours, minutes=4),
    }
    return Article(article_id=article_id, body=body, **cells | more)
