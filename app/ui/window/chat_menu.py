"""The menus of a chat, of a folder, and of the button beside "New chat"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.types.chats import ChatSummary
from app.types.library import Folder
from app.ui.theme import current, icon
from app.ui.widgets.menu import make_menu
from app.ui.window.chat_actions import ChatActions
from app.ui.window.shortcuts import Action, shortcuts


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("chat_menu", text)


@dataclass(frozen=True, slots=True)
class Around:
    """What the menus need beside the chat."""

    actions: ChatActions
    folders: Sequence[Folder]
    rename: Callable[[], None]
    export: Callable[[], None]


def chat_menu(parent: QWidget, chat: ChatSummary, around: Around) -> QMenu:
    """Everything that can be done with a chat. It deletes itself when it closes."""
    menu = make_menu(parent)
    actions = around.actions
    if chat.temporary:
        _add(menu, "check", tr("Keep this chat"), lambda: actions.keep(chat.id))
        menu.addSeparator()
    _add(menu, "pencil", tr("Rename"), around.rename, Action.RENAME_CHAT)
    _add(menu, "sparkles", tr("Find a new title"), lambda: actions.retitle(chat.id))
    if not chat.temporary:
        if chat.archived_at is None:
            pin = ("pin-off", tr("Unpin")) if chat.pinned else ("pin", tr("Pin"))
            _add(menu, *pin, lambda: actions.pin(chat.id, pinned=not chat.pinned))
            _add_folders(menu, chat, around)
        _add(menu, "copy-plus", tr("Duplicate"), lambda: actions.duplicate(chat.id))
    _add(menu, "upload", tr("Export…"), around.export)
    menu.addSeparator()
    if chat.archived_at is not None:
        _add(menu, "archive-restore", tr("Take out of the archive"), lambda: actions.take_out(chat.id))
    elif not chat.temporary:
        _add(menu, "archive", tr("Archive this chat"), lambda: actions.archive(chat.id))
    _add(menu, "trash-2", tr("Delete"), lambda: actions.delete(chat.id), Action.DELETE_CHAT)
    return menu


@dataclass(frozen=True, slots=True)
class FolderAround:
    """What the menu of a folder needs beside it."""

    actions: ChatActions
    count: int
    chat_ids: tuple[str, ...]
    rename: Callable[[], None]
    new_chat: Callable[[], None]
    export: Callable[[], None]


def folder_menu(parent: QWidget, folder: Folder, around: FolderAround) -> QMenu:
    """Everything that can be done with a folder."""
    menu = make_menu(parent)
    actions, place = around.actions, folder.position
    _add(menu, "square-pen", tr("New chat in this folder"), around.new_chat)
    menu.addSeparator()
    _add(menu, "pencil", tr("Rename"), around.rename, Action.RENAME_CHAT)
    up = _add(menu, "arrow-up", tr("Move up"), lambda: actions.move_folder(folder.id, place - 1))
    up.setEnabled(place > 0)
    down = _add(menu, "arrow-down", tr("Move down"), lambda: actions.move_folder(folder.id, place + 1))
    down.setEnabled(place < around.count - 1)
    export = _add(menu, "upload", tr("Export its chats…"), around.export)
    export.setEnabled(bool(around.chat_ids))
    menu.addSeparator()
    delete = _add(menu, "trash-2", tr("Delete the folder"), lambda: actions.delete_folder(folder, around.chat_ids))
    delete.setShortcut(shortcuts().of(Action.DELETE_CHAT))
    delete.setToolTip(tr("Its chats stay"))
    return menu


def new_menu(
    parent: QWidget,
    new_chat: Callable[[], None],
    temporary: Callable[[], None],
    folder: Callable[[], None],
    taken: Callable[[], None],
) -> QMenu:
    """What else can be made."""
    menu = make_menu(parent)
    _add(menu, "square-pen", tr("New chat"), new_chat, Action.NEW_CHAT)
    entry = _add(menu, "message-square-dashed", tr("New temporary chat"), temporary, Action.TEMPORARY_CHAT)
    entry.setToolTip(tr("It is in no list and in no search, and gone when Tektra's core ends"))
    menu.addSeparator()
    _add(menu, "folder-plus", tr("New folder"), folder)
    _add(menu, "download", tr("Import chats…"), taken)
    return menu


def _add_folders(menu: QMenu, chat: ChatSummary, around: Around) -> None:
    tokens = current()
    inner = make_menu(menu)
    inner.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # it goes with the menu that it belongs to
    inner.setTitle(tr("Move to folder"))
    inner.setIcon(icon("folder-input", tokens.text_2))
    for folder in around.folders:
        sign = "check" if folder.id == chat.folder_id else "folder"
        name = folder.name.replace("&", "&&")
        entry = _add(inner, sign, name, partial(around.actions.move, chat, folder))
        entry.setEnabled(folder.id != chat.folder_id)
    if chat.folder_id is not None:
        _add(inner, "x", tr("Out of its folder"), lambda: around.actions.move(chat, None))
    if around.folders:
        inner.addSeparator()
    _add(inner, "folder-plus", tr("New folder"), lambda: around.actions.make_folder(chat))
    menu.addMenu(inner)


def _add(menu: QMenu, sign: str, words: str, run: Callable[[], None], keys: Action | None = None) -> QAction:
    entry = menu.addAction(icon(sign, current().text_2), words)
    if keys is not None:
        entry.setShortcut(shortcuts().of(keys))

    def fire() -> None:  # Qt would hand `checked` to whatever takes an argument
        run()

    entry.triggered.connect(fire)
    return entry
