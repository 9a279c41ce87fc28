"""How a date that was read is reckoned: from its parts and the day of publication to whole days.

All of it is local: days are those of the place whose offset the publication carries.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

_RECENT = timedelta(days=300)
_SOON = timedelta(days=45)
_WEEKDAY_TOLERANCE = 2
"""Days by which publication and the day that the text is written from may differ (time zones, late release)."""
_OLDEST_YEAR, _LATEST_YEAR = 1900, 2100
_CENTURY_TURNS = 50


@dataclass(frozen=True, slots=True)
class Parts:
    """What a pattern gave: the matched groups as numbers; absent ones are not in it."""

    numbers: Mapping[str, int]
    published: date | None
    week_starts: int
    day_first: bool
    days: int
    past: bool

    def get(self, name: str) -> int | None:
        """The number of a group, None when the text did not give it."""
        return self.numbers.get(name)


Days = tuple[date, date]
"""First day, and the day after the last."""


def _one(day: date) -> Days:
    return day, day + timedelta(days=1)


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def _made(year: int, month: int, day: int) -> date | None:
    if not _OLDEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, published: date, *, past: bool) -> date | None:
    """The latest such day at or before publication; None when the coming one may be meant just as well."""
    this_year = _made(published.year, month, day)
    if this_year is not None and this_year <= published:
        return this_year
    before = _made(published.year - 1, month, day)
    if past or this_year is None or before is None:
        return before
    return None if published - before > _RECENT and this_year - published <= _SOON else before


def iso(parts: Parts) -> Days | None:
    """2017-03-22."""
    day = _made(parts.numbers["year"], parts.numbers["month"], parts.numbers["day"])
    return None if day is None else _one(day)


def numeric(parts: Parts) -> Days | None:
    """22/3/2017: the day first where the language has it so; else only when no other reading is possible."""
    first, second, year = parts.numbers["day"], parts.numbers["month"], parts.numbers["year"]
    if year < _OLDEST_YEAR:
        return _hijri(year, second, first)
    if parts.day_first or first > 12 or first == second:
        day = _made(year, second, first)
    elif second > 12:
        day = _made(year, first, second)
    else:
        return None
    return None if day is None else _one(day)


def hijri(parts: Parts) -> Days | None:
    """23 Ramadan 1438, by the Umm al-Qura calendar."""
    return _hijri(parts.numbers["year"], parts.numbers["hijri_month"], parts.numbers["day"])


def _hijri(year: int, month: int, day: int) -> Days | None:
    try:
        return _one(date(*Hijri(year, month, day).to_gregorian().datetuple()))
    except (ValueError, OverflowError):
        return None


def named_date(parts: Parts) -> Days | None:
    """22 March 2017, 22 March, 22-24 March, the third of March; with its weekday it must agree."""
    number, month = parts.get("day") or parts.get("ordinal"), parts.numbers["month"]
    year, short = parts.get("year"), parts.get("short_year")
    if parts.numbers.get("also", month) != month or number is None:
        return None
    if short is not None:
        year = 1900 + short if short >= _CENTURY_TURNS else 2000 + short
    if year is not None:
        day = _made(year, month, number)
    elif parts.published is None:
        return None
    else:
        day = _latest(month, number, parts.published, past=parts.past)
    if day is None or parts.numbers.get("weekday", day.weekday()) != day.weekday():
        return None
    last = _made(day.year, month, parts.numbers.get("day_to", number))
    return None if last is None or last < day else (day, last + timedelta(days=1))


def month_of_year(parts: Parts) -> Days | None:
    """March 2017."""
    month, year = parts.numbers["month"], parts.numbers["year"]
    agree = parts.numbers.get("also", month) == month
    return _whole_month(year, month) if agree and _OLDEST_YEAR <= year <= _LATEST_YEAR else None


def last_month_named(parts: Parts) -> Days | None:
    """Last March: the latest that is over."""
    month, published = parts.numbers["month"], parts.published
    if published is None or parts.numbers.get("also", month) != month:
        return None
    return _whole_month(published.year - (month >= published.month), month)


def day(parts: Parts) -> Days | None:
    """Today, yesterday; a weekday beside it decides when the two disagree by a day or two."""
    if parts.published is None:
        return None
    meant = parts.published + timedelta(days=parts.days)
    weekday = parts.get("weekday")
    if weekday is not None and weekday != meant.weekday():
        meant = _weekday_at_or_before(parts.published, weekday)
        if abs((parts.published + timedelta(days=parts.days) - meant).days) > _WEEKDAY_TOLERANCE:
            return None
    return _one(meant)


def _weekday_at_or_before(published: date, weekday: int) -> date:
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def weekday(parts: Parts) -> Days | None:
    """On Tuesday: the last one, the day of publication included."""
    if parts.published is None:
        return None
    return _one(_weekday_at_or_before(parts.published, parts.numbers["weekday"]))


def weekday_before(parts: Parts) -> Days | None:
    """Last Tuesday: the last one before the day of publication."""
    if parts.published is None:
        return None
    return _one(_weekday_at_or_before(parts.published - timedelta(days=1), parts.numbers["weekday"]))


def weekday_eve(parts: Parts) -> Days | None:
    """ليلة الخميس: the night that leads to Thursday, or that follows it; so both days."""
    found = weekday(parts)
    return None if found is None else (found[0] - timedelta(days=1), found[1])


def ago(parts: Parts) -> Days | None:
    """Three days ago."""
    count = parts.get("count")
    if parts.published is None or count is None or count > 60:
        return None
    return _one(parts.published - timedelta(days=count))


def last_week(parts: Parts) -> Days | None:
    """The week before this one, from the day on which the language's readers begin it."""
    if parts.published is None:
        return None
    this = _weekday_at_or_before(parts.published, parts.week_starts)
    return this - timedelta(days=7), this


def last_month(parts: Parts) -> Days | None:
    """The calendar month before this one."""
    if parts.published is None:
        return None
    end = parts.published.replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


def last_year(parts: Parts) -> Days | None:
    """The calendar year before this one."""
    if parts.published is None:
        return None
    return date(parts.published.year - 1, 1, 1), date(parts.published.year, 1, 1)


def this_month(parts: Parts) -> Days | None:
    """This month, up to the day of publication."""
    if parts.published is None:
        return None
    return parts.published.replace(day=1), parts.published + timedelta(days=1)


def this_year(parts: Parts) -> Days | None:
    """This year, up to the day of publication."""
    if parts.published is None:
        return None
    return date(parts.published.year, 1, 1), parts.published + timedelta(days=1)


def year(parts: Parts) -> Days | None:
    """In 2015; a year to come is none that anything happened in."""
    number = parts.numbers["year"]
    if parts.published is not None and number > parts.published.year:
        return None
    return date(number, 1, 1), date(number + 1, 1, 1)


def future(_parts: Parts) -> Days | None:
    """Next Tuesday: read so that no other rule takes it for a past one."""
    return None


RULES: Mapping[str, Callable[[Parts], Days | None]] = {
    "iso": iso,
    "numeric": numeric,
    "hijri": hijri,
    "date": named_date,
    "month": month_of_year,
    "last_month_named": last_month_named,
    "day": day,
    "weekday": weekday,
    "weekday_before": weekday_before,
    "weekday_eve": weekday_eve,
    "ago": ago,
    "last_week": last_week,
    "last_month": last_month,
    "last_year": last_year,
    "this_month": this_month,
    "this_year": this_year,
    "year": year,
    "future": future,
}
