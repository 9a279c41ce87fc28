"""The sample story, scene by scene, and the alerts that a subscriber should get from it.

Place and outlets are for show: Taiz is a real city, the happening, the outlets and every figure are invented.
"""

from dataclasses import dataclass
from typing import Final, Literal

Channel = Literal["nabd", "sahel", "courier", "wire"]


@dataclass(frozen=True, slots=True)
class Scene:
    """At `at_s` seconds an item appears, or appears anew, in a channel. `kill` withdraws it (wires only)."""

    at_s: float
    channel: Channel
    item_id: str
    title: str
    text: str
    kill: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel of the newsroom and how the sources file names it."""

    name: str
    lang: str
    country: str


@dataclass(frozen=True, slots=True)
class Expected:
    """An alert that has to come: kind, measure, and the toll's bounds after it (None: no amount or no bound)."""

    kind: str
    measure: str
    low: int | None
    high: int | None
    item_id: str


OUTLETS: Final[dict[Channel, Outlet]] = {
    "nabd": Outlet("نبض تعز", "ar", "ye"),
    "sahel": Outlet("الساحل اليوم", "ar", "ye"),
    "courier": Outlet("Red Sea Courier", "en", "ye"),
    "wire": Outlet("Gulf Wire", "en", "ye"),
}

_TITLE = "قتلى وجرحى بقصف على سوق في تعز"

_MARKET = (
    "قُتل {killed} مدنيا وأصيب ثلاثون آخرون بجروح في قصف مدفعي استهدف سوق الخضار في حي الحصب غربي مدينة تعز "
    "جنوب غربي اليمن ظهر اليوم، وفق ما أعلن الدفاع المدني في المدينة.\n\n"
    "وقال أصحاب محال إن القذائف سقطت تباعا خلال دقائق بينما كان السوق مكتظا بالمتسوقين، وإن النيران التهمت عددا "
    "من البسطات قبل أن تصل فرق الإطفاء. وأغلقت المدارس القريبة أبوابها وطُلب من السكان البقاء في منازلهم.\n\n"
    "وتشهد أطراف المدينة الغربية تبادلا متقطعا للقصف منذ أسابيع رغم هدنة أُعلنت مطلع الشهر."
)

SCENES: Final = (
    Scene(0.0, "nabd", "nabd-301", _TITLE, _MARKET.format(killed="اثنا عشر")),
    Scene(4.0, "sahel", "sahel-88", _TITLE, _MARKET.format(killed="اثنا عشر")),
    Scene(8.0, "nabd", "nabd-301", _TITLE, _MARKET.format(killed="تسعة عشر")),
    Scene(
        12.0,
        "courier",
        "courier-17",
        "Houthi group puts market toll in Taiz far lower",
        "The Houthi group said in a statement on its television channel that only four civilians were killed in the "
        "shelling of the vegetable market in the Al-Hasab district of Taiz, in south-western Yemen, today.\n\n"
        "The group rejected what it called inflated figures and said its forces had not fired on the city. Residents "
        "reached by telephone said the market had been crowded when the shells landed.",
    ),
    Scene(
        16.0,
        "nabd",
        "nabd-305",
        "الدفاع المدني يصحح حصيلة قصف سوق تعز",
        "صحح الدفاع المدني في تعز حصيلة قصف سوق الخضار في حي الحصب غربي المدينة إلى 17 قتيلا من المدنيين، بعدما كان "
        "قد أعلن رقما أعلى.\n\n"
        "وأوضح متحدث باسمه أن اسمين سُجلا مرتين في مستشفيين مختلفين، واعتذر لذوي الضحايا عن الخطأ.",
    ),
    Scene(
        20.0,
        "wire",
        "urn:gulfwire:20413",
        "Twenty-eight killed in shelling of Taiz market",
        "TAIZ, Yemen (Gulf Wire) - Twenty-eight civilians were killed when shells hit the vegetable market in the "
        "Al-Hasab district of Taiz, in south-western Yemen, today, a market guard told Gulf Wire.\n\n"
        "The guard said bodies had been taken to two hospitals in private cars before ambulances came.",
    ),
    Scene(
        25.0,
        "wire",
        "urn:gulfwire:20413",
        "KILL: Taiz market shelling",
        "EDITORS: Gulf Wire withdraws its story on the shelling of a market in Taiz, Yemen. The guard quoted was not "
        "at the site. Do not use the story. There will be no substitute.",
        kill=True,
    ),
)

LASTS_S: Final = 27.0

EXPECTED: Final = (
    Expected("first", "killed", 12, 12, "nabd-301"),
    Expected("first", "wounded", 30, 30, "nabd-301"),
    Expected("rise", "killed", 19, 19, "nabd-301"),
    Expected("dispute_opened", "killed", 4, 19, "courier-17"),
    Expected("correction", "killed", 4, 17, "nabd-305"),
    Expected("rise", "killed", 4, 28, "urn:gulfwire:20413"),
    Expected("retraction", "killed", 4, 17, "urn:gulfwire:20413"),
)
