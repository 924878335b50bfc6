"""Numbers, dates and keys as people read them."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QLocale
from PySide6.QtGui import QKeySequence

_GB = 10**9


def number(value: float, decimals: int = 0) -> str:
    """With the separators of the person's locale."""
    return _locale().toString(float(value), "f", decimals)


def size_text(size: int) -> str:
    """A size in bytes as file managers show it, by 1,000 and in the language's own form: "25 kB", "4.2 MB"."""
    unit = 10 ** (3 * min(3, max(0, (len(str(size)) - 1) // 3)))
    tenths = unit == _GB or (unit > 1 and size < 10 * unit)
    return _locale().formattedDataSize(size, 1 if tenths else 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def day(timestamp: float) -> str:
    """The date of a moment, with the month's name, which no locale can read as a day: "3 March 2026"."""
    return _locale().toString(QDateTime.fromSecsSinceEpoch(int(timestamp)).date(), "d MMMM yyyy")


def short_day(timestamp: float) -> str:
    """The same for a narrow column, and without the year: "3 Mar"."""
    return _locale().toString(QDateTime.fromSecsSinceEpoch(int(timestamp)).date(), "d MMM")


def month_name(year: int, month: int, *, with_year: bool) -> str:
    """A month as a heading: "October", or "October 2025"."""
    return _locale().toString(QDate(year, month, 1), "MMMM yyyy" if with_year else "MMMM")


def clock_time(timestamp: float) -> str:
    """The time of day of a moment: "2:05 PM"."""
    return _locale().toString(QDateTime.fromSecsSinceEpoch(int(timestamp)).time(), QLocale.FormatType.ShortFormat)


def keys_text(keys: QKeySequence) -> str:
    """A shortcut as its hint shows it: "Ctrl N"."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


def _locale() -> QLocale:
    """The person's; where the system names none ("C"), the English one."""
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale
