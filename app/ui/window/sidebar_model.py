"""The sidebar's chats without Qt: pinned ones, folders, then newest first by day; changed one at a time."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.types.chats import ChatSummary
from app.types.library import Folder

WEEK_DAYS = 7
TITLE_CHARS = 200
FOLDER_CHARS = 80


class Group(StrEnum):
    """A heading in the list."""

    PINNED = "pinned"
    FOLDERS = "folders"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    """Every month that is longer ago has a heading of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a heading (neither chat nor folder), a folder, or a chat."""

    group: Group
    chat: ChatSummary | None = None
    folder: Folder | None = None
    month: tuple[int, int] = (0, 0)
    """Of a heading: year and month."""
    count: int = 0
    """Of a folder: its chats."""
    unfolded: bool = False
    answering: bool = False
    """Of a folder: one of its chats is being answered."""
    unread: bool = False

    @property
    def key(self) -> str:
        """What tells this row from others, whatever moves; "" for headings."""
        if self.chat is not None:
            return self.chat.id
        return folder_key(self.folder.id) if self.folder is not None else ""

    @property
    def inside(self) -> bool:
        """Whether it is a chat in a folder."""
        return self.chat is not None and self.group is Group.FOLDERS


@dataclass(frozen=True, slots=True)
class Drop:
    """What letting a chat go over a row means."""

    row: int
    """The row that lights up."""
    folder_id: str | None = None
    pin: bool | None = None
    """None leaves it as it is."""


class ChatRows:
    """All chats and the rows they make. Nothing here knows of Qt."""

    def __init__(self) -> None:
        self._chats: dict[str, ChatSummary] = {}
        self._order: list[tuple[float, str]] = []
        """The chats newest first: sorting all of them at each change would cost a frame."""
        self._made: dict[str, Row] = {}
        self._busy: set[str] = set()
        self._others: dict[str, ChatSummary] = {}
        self._folders: tuple[Folder, ...] = ()
        self._unfolded: set[str] = set()
        self.rows: list[Row] = []
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._chats)

    @property
    def folders(self) -> tuple[Folder, ...]:
        """In their order."""
        return self._folders

    def get(self, chat_id: str) -> ChatSummary | None:
        """A chat that is in the list, or one that was opened from elsewhere: the archive, or a temporary one."""
        return self._chats.get(chat_id) or self._others.get(chat_id)

    def newest(self, count: int) -> tuple[ChatSummary, ...]:
        """The chats of the list that were used last, also those in folders that are folded away."""
        return tuple(self._chats[chat_id] for _, chat_id in self._order[:count])

    def folder(self, folder_id: str | None) -> Folder | None:
        """A folder that is there."""
        return next((folder for folder in self._folders if folder.id == folder_id), None)

    def inside(self, folder_id: str) -> tuple[str, ...]:
        """The chats of a folder, pinned ones too."""
        return tuple(chat.id for chat in self._chats.values() if chat.folder_id == folder_id)

    @property
    def answering(self) -> tuple[int, ...]:
        """The rows whose dot moves."""
        chats = (self._chats[chat_id] for chat_id in self._busy)
        found = {self._index.get(chat.id, self._index.get(folder_key(chat.folder_id or ""), -1)) for chat in chats}
        return tuple(sorted(found - {-1}))

    def row_of(self, key: str) -> int:
        """Where a chat (or by `folder_key` a folder) stands; -1 when it is not in the list, or folded away."""
        return self._index.get(key, -1)

    def set_all(self, chats: Iterable[ChatSummary], today: date) -> None:
        """Replace everything; chats from elsewhere stay known until they are taken in or dropped."""
        self._chats = {chat.id: chat for chat in chats if is_listed(chat)}
        self._order = sorted(map(_place, self._chats.values()))
        self._busy = {chat.id for chat in self._chats.values() if chat.answering}
        self._others = {key: chat for key, chat in self._others.items() if key not in self._chats}
        self.regroup(today)

    def set_folders(self, folders: Sequence[Folder], today: date) -> None:
        """Other folders."""
        self._folders = tuple(sorted(folders, key=lambda folder: folder.position))
        self._unfolded &= {folder.id for folder in folders}
        self.regroup(today)

    def fold(self, folder_id: str, today: date, *, unfolded: bool | None = None) -> None:
        """Fold a folder away or open it; None turns it round."""
        if unfolded is None:
            unfolded = folder_id not in self._unfolded
        (self._unfolded.add if unfolded else self._unfolded.discard)(folder_id)
        self.regroup(today)

    @property
    def unfolded(self) -> tuple[str, ...]:
        """The folders that are open."""
        return tuple(sorted(self._unfolded))

    def remember(self, unfolded: Iterable[str]) -> None:
        """Folders that were open the last time; before the first ones come."""
        self._unfolded = set(unfolded)

    def reveal(self, chat_id: str, today: date) -> bool:
        """Open the folder in which a chat lies; False where there is nothing to do."""
        chat = self._chats.get(chat_id)
        if chat is None or chat_id in self._index or chat.folder_id is None:
            return False
        self.fold(chat.folder_id, today, unfolded=True)
        return True

    def stays(self, chat: ChatSummary) -> bool:
        """Whether taking this state in would leave every row in its place."""
        known = self._chats.get(chat.id)
        if known is None or not is_listed(chat) or chat.id not in self._index:
            return False
        places = ((item.updated_at, item.pinned, item.folder_id) for item in (known, chat))
        return next(places) == next(places) and not self.rows[self._index[chat.id]].inside

    def put(self, chat: ChatSummary, today: date) -> bool:
        """Add or change a chat. False when only its own row changed, True when rows moved."""
        if self.stays(chat):
            at = self._index[chat.id]
            self._take(chat)
            self.rows[at] = self._row(self.rows[at].group, chat)
            return False
        if is_listed(chat):
            self._others.pop(chat.id, None)
            self._take(chat)
        else:
            known = self._leave(chat.id)
            self._others[chat.id] = chat
            if not known:
                return False
        self.regroup(today)
        return True

    def drop(self, chat_id: str, today: date) -> bool:
        """Remove a chat; False when it was not there."""
        other = self._others.pop(chat_id, None)
        if not self._leave(chat_id):
            return other is not None
        self.regroup(today)
        return True

    def drop_at(self, row: int, chat_id: str) -> Drop | None:
        """What letting a chat go over a row means; None where it means nothing, or changes nothing."""
        chat = self._chats.get(chat_id)
        if chat is None or not 0 <= row < len(self.rows):
            return None
        over = self.rows[row]
        if over.group is Group.PINNED:
            drop = Drop(self._heading(row), chat.folder_id, pin=True)
        elif over.group is Group.FOLDERS:
            folder_id = over.folder.id if over.folder is not None else over.chat.folder_id if over.chat else None
            drop = Drop(self.row_of(folder_key(folder_id or "")), folder_id, pin=False if chat.pinned else None)
            if folder_id is None:
                return None
        else:
            drop = Drop(self._heading(row), None, pin=False if chat.pinned else None)
        same = drop.folder_id == chat.folder_id and drop.pin in (None, chat.pinned)
        return None if same else drop

    def position_at(self, row: int, folder_id: str) -> int | None:
        """Which place among the folders a folder gets that is let go over a row; None where that changes nothing."""
        if not 0 <= row < len(self.rows) or self.rows[row].group is not Group.FOLDERS:
            return None
        over = self.rows[row]
        if over.chat is not None:
            over = self.rows[self.row_of(folder_key(over.chat.folder_id or ""))]
        ids = [folder.id for folder in self._folders]
        place = ids.index(over.folder.id) if over.folder is not None else 0
        return None if folder_id not in ids or ids[place] == folder_id else place

    def regroup(self, today: date) -> None:
        """Build the rows again, for another day for instance."""
        pinned: list[ChatSummary] = []
        plain: list[ChatSummary] = []
        inside: dict[str | None, list[ChatSummary]] = {folder.id: [] for folder in self._folders}
        for _, chat_id in self._order:
            chat = self._chats[chat_id]
            (pinned if chat.pinned else inside.get(chat.folder_id, plain)).append(chat)
        rows: list[Row] = []
        if pinned:
            rows.append(Row(Group.PINNED))
            rows.extend(self._row(Group.PINNED, chat) for chat in pinned)
        if self._folders:
            rows.append(Row(Group.FOLDERS))
        for folder in self._folders:
            self._add_folder(rows, folder, inside[folder.id])
        self._add_days(rows, plain, today)
        self.rows = rows
        self._index = {row.key: at for at, row in enumerate(rows) if row.key}

    def _take(self, chat: ChatSummary) -> None:
        known = self._chats.get(chat.id)
        if known is None or known.updated_at != chat.updated_at:
            self._leave(chat.id)
            insort(self._order, _place(chat))
        self._chats[chat.id] = chat
        (self._busy.add if chat.answering else self._busy.discard)(chat.id)

    def _leave(self, chat_id: str) -> bool:
        known = self._chats.pop(chat_id, None)
        if known is not None:
            del self._order[bisect_left(self._order, _place(known))]
            self._busy.discard(chat_id)
            self._made.pop(chat_id, None)
        return known is not None

    def _row(self, group: Group, chat: ChatSummary) -> Row:
        """The row of a chat, the same one as long as nothing about it changes."""
        row = self._made.get(chat.id)
        if row is None or row.chat is not chat or row.group is not group:
            row = self._made[chat.id] = Row(group, chat)
        return row

    def _add_folder(self, rows: list[Row], folder: Folder, chats: list[ChatSummary]) -> None:
        unfolded = folder.id in self._unfolded
        rows.append(
            Row(
                Group.FOLDERS,
                folder=folder,
                count=len(chats),
                unfolded=unfolded,
                answering=not unfolded and any(chat.answering for chat in chats),
                unread=not unfolded and any(chat.unread for chat in chats),
            )
        )
        if unfolded:
            rows.extend(self._row(Group.FOLDERS, chat) for chat in chats)

    def _add_days(self, rows: list[Row], newest: list[ChatSummary], today: date) -> None:
        """A heading where a new day, week or month begins; chats before `end` belong to the same one."""
        bounds = _bounds(today)
        group, end = Group.TODAY, float("inf")
        for chat in newest:
            if chat.updated_at < end:
                at = bisect_left(bounds, -chat.updated_at)
                month = (0, 0)
                if at < len(bounds):
                    group, end = _GROUPS[at], -bounds[at]
                else:
                    group, month, end = Group.MONTH, *_month_of(chat.updated_at)
                rows.append(Row(group, month=month))
            rows.append(self._row(group, chat))

    def _heading(self, row: int) -> int:
        while row > 0 and self.rows[row].key:
            row -= 1
        return row


_GROUPS = (Group.TODAY, Group.YESTERDAY, Group.WEEK)


def folder_key(folder_id: str) -> str:
    """A folder's row; no chat's id begins like this."""
    return f"folder:{folder_id}"


def is_listed(chat: ChatSummary) -> bool:
    """Whether a chat stands in the sidebar."""
    return chat.deleted_at is None and chat.archived_at is None and not chat.temporary


def _place(chat: ChatSummary) -> tuple[float, str]:
    return (-chat.updated_at, chat.id)


def _month_of(moment: float) -> tuple[tuple[int, int], float]:
    """The person's own month, and its first second."""
    there = datetime.fromtimestamp(moment).astimezone()
    return (there.year, there.month), datetime(there.year, there.month, 1).astimezone().timestamp()


def _bounds(today: date) -> list[float]:
    """The first second of today, yesterday and a week ago, negated so that they ascend."""
    starts = [date.fromordinal(today.toordinal() - days) for days in (0, 1, WEEK_DAYS)]
    return [-datetime(day.year, day.month, day.day).astimezone().timestamp() for day in starts]


def clean_title(title: str, length: int = TITLE_CHARS) -> str:
    """A title as the core takes it: one line without edges, 200 characters at most."""
    return " ".join(title.split())[:length].strip()
