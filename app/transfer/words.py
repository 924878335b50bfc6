"""The words and dates of an exported page, in the language of the window. Pure but for the machine's time zone."""

from __future__ import annotations

import locale
from dataclasses import dataclass
from datetime import datetime

from app.types.archive import ArchivedMessage
from app.types.chats import ToolStatus
from app.types.messages import Role


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    names: dict[Role, str]
    chat: str
    system_prompt: str
    thoughts: str
    tool: str
    """{0} is its name, {1} how it ended."""
    tool_ends: dict[ToolStatus, str]
    attached: str
    """{0} is the file's name, {1} its size."""
    months: str
    """Their names, from January on."""
    date: str
    """{0} is the day, {1} the month's name, {2} the year."""
    sizes: tuple[str, str, str]
    point: str = "."


_MONTHS = "January February March April May June July August September October November December"
_MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"

ENGLISH = Words(
    names={Role.USER: "You", Role.ASSISTANT: "Answer", Role.SYSTEM: "System", Role.TOOL: "Tool"},
    chat="Chat",
    system_prompt="System prompt",
    thoughts="Thoughts",
    tool="Tool {0} ({1})",
    tool_ends={status: status.value.replace("asked", "waits for permission") for status in ToolStatus},
    attached="Attached: {0} ({1})",
    months=_MONTHS,
    date="{0} {1} {2}",
    sizes=("bytes", "kB", "MB"),
)
GERMAN = Words(
    names={Role.USER: "Sie", Role.ASSISTANT: "Antwort", Role.SYSTEM: "System", Role.TOOL: "Werkzeug"},
    chat="Chat",
    system_prompt="Systemprompt",
    thoughts="Gedanken",
    tool="Werkzeug {0} ({1})",
    tool_ends={
        ToolStatus.ASKED: "wartet auf Erlaubnis",
        ToolStatus.RUNNING: "läuft",
        ToolStatus.DONE: "fertig",
        ToolStatus.REFUSED: "abgelehnt",
        ToolStatus.FAILED: "fehlgeschlagen",
    },
    attached="Angehängt: {0} ({1})",
    months=_MONATE,
    date="{0}. {1} {2}",
    sizes=("Byte", "kB", "MB"),
    point=",",
)
_LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def words_of(language: str) -> Words:
    """The words of a language ("system", "en", "de"); English where there are none."""
    wanted = (locale.getlocale()[0] or "") if language == "system" else language
    return _LANGUAGES.get(wanted[:2].lower(), ENGLISH)


def speaker(said: ArchivedMessage, words: Words = ENGLISH) -> str:
    """Who speaks, with the model's name."""
    name = one_line(said.model_name)
    return name if said.role is Role.ASSISTANT and name else words.names[said.role]


def moment(at: float, words: Words = ENGLISH, *, zone: bool = True) -> str:
    """A time on this machine's clock: "22 November 2026, 14:05 (UTC+1)"."""
    try:
        when = datetime.fromtimestamp(at).astimezone()
    except (OverflowError, OSError, ValueError):
        return "?"
    date = words.date.format(when.day, words.months.split()[when.month - 1], when.year)
    return f"{date}, {when:%H:%M}" + (f" ({_zone(when)})" if zone else "")


def iso_moment(at: float) -> str:
    """The same for programs; "" for what is no time."""
    try:
        return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return ""


def size_text(count: int, words: Words = ENGLISH) -> str:
    """The size of a file: "512 bytes", "1.2 MB"."""
    steps, size = 0, float(count)
    while size >= 1000 and steps < len(words.sizes) - 1:
        steps, size = steps + 1, size / 1000
    shown = f"{size:,.0f}" if not steps or size >= 100 else f"{size:.1f}".replace(".", words.point)
    return f"{shown} {words.sizes[steps]}"


def one_line(text: str) -> str:
    """The text without breaks."""
    return " ".join(text.split())


def _zone(when: datetime) -> str:
    offset = when.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset is not None else 0
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
