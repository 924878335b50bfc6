"""When a message was written, as a person says it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.ui.widgets.words import clock_time, day, short_day


class Day(Enum):
    """How far back a moment lies."""

    TODAY = 0
    YESTERDAY = 1
    THIS_YEAR = 2
    OLDER = 3


def which_day(moment: datetime, now: datetime) -> Day:
    """How far back a moment lies, by the calendar and not by hours."""
    if moment.date() >= now.date():
        return Day.TODAY
    if moment.date() == now.date() - timedelta(days=1):
        return Day.YESTERDAY
    return Day.THIS_YEAR if moment.year == now.year else Day.OLDER


def short_time(timestamp: float, now: float | None = None) -> str:
    """For instance "14:32", "Yesterday 14:32", "3 Mar 14:32", "3 March 2024"."""
    today = datetime.fromtimestamp(time.time() if now is None else now).astimezone()
    when = which_day(datetime.fromtimestamp(timestamp).astimezone(), today)
    if when is Day.TODAY:
        return clock_time(timestamp)
    if when is Day.YESTERDAY:
        return QCoreApplication.translate("Times", "Yesterday {0}").format(clock_time(timestamp))
    return f"{short_day(timestamp)} {clock_time(timestamp)}" if when is Day.THIS_YEAR else day(timestamp)


def full_time(timestamp: float, edited: float | None = None) -> str:
    """For instance "3 March 2026, 14:32", and when it was edited."""
    written = f"{day(timestamp)}, {clock_time(timestamp)}"
    if edited is None:
        return written
    changed = f"{day(edited)}, {clock_time(edited)}"
    return QCoreApplication.translate("Times", "{0}\nEdited {1}").format(written, changed)
