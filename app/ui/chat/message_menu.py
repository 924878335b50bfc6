"""The menu of all that can be done with one message."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.types.models import LoadState, ModelInfo
from app.ui.chat.actions import Act, Do, offered
from app.ui.chat.messages import ShownMessage
from app.ui.theme import current
from app.ui.theme.icons import icon
from app.ui.widgets.menu import make_menu
from app.ui.window.shortcuts import Action, shortcuts

ICONS = {
    Act.COPY: "copy",
    Act.QUOTE: "text-quote",
    Act.EDIT: "pencil",
    Act.REGENERATE: "refresh-cw",
    Act.CONTINUE: "play",
    Act.BRANCH: "git-branch",
    Act.DELETE: "trash-2",
}
_KEYS = {Act.COPY: Action.COPY_ANSWER, Act.REGENERATE: Action.REGENERATE, Act.CONTINUE: Action.CONTINUE}
_GROUP_ENDS = frozenset({Act.QUOTE, Act.BRANCH})
MAX_MODELS = 30
MAX_LINKS = 30
LINK_CHARS = 80

Run = Callable[[Do], None]


def words_of(act: Act, *, prompt: bool) -> str:
    """What an entry is called."""
    translate = QCoreApplication.translate
    return {
        Act.COPY: translate("MessageMenu", "Copy as Markdown"),
        Act.COPY_TEXT: translate("MessageMenu", "Copy as plain text"),
        Act.COPY_THINKING: translate("MessageMenu", "Copy with thoughts"),
        Act.QUOTE: translate("MessageMenu", "Quote in the composer"),
        Act.EDIT: translate("MessageMenu", "Edit"),
        Act.REGENERATE: translate("MessageMenu", "Answer again"),
        Act.CONTINUE: translate("MessageMenu", "Continue"),
        Act.BRANCH: translate("MessageMenu", "New chat from here"),
        Act.DELETE: translate("MessageMenu", "Delete message") if prompt else translate("MessageMenu", "Delete answer"),
    }[act]


def message_menu(
    parent: QWidget, shown: ShownMessage, run: Run, models: tuple[ModelInfo, ...], *, last: bool, busy: bool
) -> QMenu:
    """A menu that deletes itself; `run` gets what was chosen, and while it is `busy` nothing new is answered."""
    menu = make_menu(parent)
    for act in offered(shown, last=last):
        entry = menu.addAction(words_of(act, prompt=shown.from_person))
        if act in ICONS:
            entry.setIcon(icon(ICONS[act], current().text_2))
        if last and not shown.from_person and act in _KEYS:
            _show_keys(entry, shortcuts().of(_KEYS[act]))
        entry.setEnabled(not (busy and act in (Act.REGENERATE, Act.CONTINUE)))
        entry.triggered.connect(partial(_run, run, Do(shown.id, act)))
        if act is Act.REGENERATE:
            _add_models(menu, shown, run, models, busy=busy)
        if act in _GROUP_ENDS:
            menu.addSeparator()
    return menu


def _add_models(menu: QMenu, shown: ShownMessage, run: Run, models: tuple[ModelInfo, ...], *, busy: bool) -> None:
    usable = [model for model in models if model.state is not LoadState.UNAVAILABLE]
    if not usable:
        return
    inner = menu.addMenu(QCoreApplication.translate("MessageMenu", "Answer with another model"))
    inner.setIcon(icon("arrow-left-right", current().text_2))
    inner.setEnabled(not busy)
    for model in usable[:MAX_MODELS]:
        entry = inner.addAction(model.name.replace("&", "&&"))
        if model.id == shown.stored.model_id:
            entry.setCheckable(True)
            entry.setChecked(True)
        entry.triggered.connect(partial(_run, run, Do(shown.id, Act.REGENERATE, model.id)))


def add_links(menu: QMenu, addresses: tuple[str, ...], follow: Callable[[str], None]) -> None:
    """The links of a message at the end of its menu: with the keyboard there is no other way to them."""
    if not addresses:
        return
    menu.addSeparator()
    inner = menu.addMenu(QCoreApplication.translate("MessageMenu", "Open link"))
    inner.setIcon(icon("external-link", current().text_2))
    for address in addresses[:MAX_LINKS]:
        shown = address if len(address) <= LINK_CHARS else f"{address[:LINK_CHARS]}…"
        inner.addAction(shown.replace("&", "&&")).triggered.connect(partial(_follow, follow, address))


def _follow(follow: Callable[[str], None], address: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what triggered(bool) gives
    follow(address)


def _show_keys(entry: QAction, keys: QKeySequence) -> None:
    """Say the keys; the window itself listens to them."""
    text = keys.toString(QKeySequence.SequenceFormat.NativeText)
    if text:
        entry.setText(f"{entry.text()}\t{text}")


def _run(run: Run, request: Do, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what triggered(bool) gives
    run(request)
