"""The sidebar's chats without Qt: newest first, grouped by day, changed one at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.types.chats import ChatSummary

WEEK_DAYS = 7


class Group(StrEnum):
    """A heading in the list."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a heading (`chat` is None) or a chat."""

    group: Group
    chat: ChatSummary | None = None


class ChatRows:
    """All chats and the rows they make. Nothing here knows of Qt."""

    def __init__(self) -> None:
        self._chats: dict[str, ChatSummary] = {}
        self.rows: tuple[Row, ...] = ()
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._chats)

    def get(self, chat_id: str) -> ChatSummary | None:
        """A chat that is in the list."""
        return self._chats.get(chat_id)

    def row_of(self, chat_id: str) -> int:
        """Where a chat stands; -1 when it is not in the list."""
        return self._index.get(chat_id, -1)

    def set_all(self, chats: Iterable[ChatSummary], today: date) -> None:
        """Replace everything."""
        self._chats = {chat.id: chat for chat in chats if chat.deleted_at is None}
        self.regroup(today)

    def put(self, chat: ChatSummary, today: date) -> bool:
        """Add or change a chat. False when only its own row changed, True when rows moved."""
        at = self.row_of(chat.id)
        known = self._chats.get(chat.id)
        self._chats[chat.id] = chat
        if known is not None and known.updated_at == chat.updated_at:
            changed = list(self.rows)
            changed[at] = Row(self.rows[at].group, chat)
            self.rows = tuple(changed)
            return False
        self.regroup(today)
        return True

    def drop(self, chat_id: str, today: date) -> bool:
        """Remove a chat; False when it was not there."""
        if self._chats.pop(chat_id, None) is None:
            return False
        self.regroup(today)
        return True

    def regroup(self, today: date) -> None:
        """Build the rows again, for another day for instance."""
        rows: list[Row] = []
        index: dict[str, int] = {}
        last: Group | None = None
        bounds = _bounds(today)
        for chat in sorted(self._chats.values(), key=lambda chat: (-chat.updated_at, chat.id)):
            group = _GROUPS[bisect_left(bounds, -chat.updated_at)]
            if group is not last:
                rows.append(Row(group))
                last = group
            index[chat.id] = len(rows)
            rows.append(Row(group, chat))
        self.rows = tuple(rows)
        self._index = index


_GROUPS = (Group.TODAY, Group.YESTERDAY, Group.WEEK, Group.OLDER)


def _bounds(today: date) -> list[float]:
    """The first second of today, yesterday and a week ago, negated so that they ascend."""
    starts = [date.fromordinal(today.toordinal() - days) for days in (0, 1, WEEK_DAYS)]
    return [-datetime(day.year, day.month, day.day).astimezone().timestamp() for day in starts]


def clean_title(title: str) -> str:
    """A title as the core takes it: one line without edges, 200 characters at most."""
    return " ".join(title.split())[:200].strip()
