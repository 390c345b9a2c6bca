"""Time: instants are UTC, days are those of Asia/Shanghai."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, aware, in UTC. Only edges call this; below, `now` is an argument."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The calendar day in Shanghai on which the instant falls."""
    return at.astimezone(SHANGHAI).date()


def at_local(day: date, hour: time) -> datetime:
    """The instant at which the clock in Shanghai shows that hour on that day."""
    return datetime.combine(day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Midnight in Shanghai at which the day begins."""
    return at_local(day, time.min)


def spoken_day(at: datetime, today: date) -> str:
    """The day as a resident would say it: 今天, 明天, or 11月24日（周二）."""
    day = day_of(at)
    near = {today: "今天", today + timedelta(days=1): "明天", today - timedelta(days=1): "昨天"}
    if day in near:
        return near[day]
    weekday = "一二三四五六日"[day.weekday()]
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日（周{weekday}）"


def spoken_time(at: datetime, today: date) -> str:
    """Day and hour as a resident would say them: 今天 17:30."""
    return f"{spoken_day(at, today)} {at.astimezone(SHANGHAI):%H:%M}"
