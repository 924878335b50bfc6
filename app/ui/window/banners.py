"""The place of the one banner: the connection to the core, the state of the database and of the settings, in words."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bridge.events import EventPayload, SettingsEvent, StoreEvent
from app.bridge.names import EventName
from app.bridge.signatures import store_restore_backup, store_retry
from app.errors import AppError
from app.types.status import CoreStatus, StoreStatus
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind
from app.ui.widgets.labels import Tone
from app.ui.widgets.words import clock_time, day, number
from app.ui.window.banner_model import (
    BannerKind,
    BannerSpec,
    choose_banner,
    link_banner,
    restore_question,
    settings_banner,
    store_banner,
)

_SIDE = 24
QUIET_MS = 300
"""Shorter waits are not worth a word."""


class BannerArea(QWidget):
    """Shows at most one banner. Lives in the GUI thread; listens to the connection and to `store.changed`.

    Signals:
        note_changed(text: str): A quiet line for below the composer while the core starts; "" for none.
        changed(): What can be done is another thing now: look at `blocked` again.
        chats_replaced(): Another database is in use, or one that could not be read can be: fetch the chats again.
    """

    note_changed = Signal(str)
    changed = Signal()
    chats_replaced = Signal()

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._link: BannerSpec | None = None
        self._store: BannerSpec | None = None
        self._known: StoreStatus | None = None
        self._settings: BannerSpec | None = None
        self._question: BannerSpec | None = None
        self._dismissed: set[tuple[BannerKind, str]] = set()
        self.banner = Banner(self)
        self.banner.setMaximumWidth(COLUMN_WIDTH)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 12, _SIDE, 0)
        row.addWidget(self.banner)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(QUIET_MS)
        self._wait.timeout.connect(self._say_connecting)
        bridge.link_changed.connect(self.link)
        bridge.core_event.connect(self._event)
        self.hide()
        self.link(bridge.link, None)

    def leave_room(self, taken: int) -> None:
        """Stand in the middle of the chat, beside which a panel takes so much of the width."""
        left, right = (taken, 0) if self.isRightToLeft() else (0, taken)
        self._row.setContentsMargins(_SIDE + left, 12, _SIDE + right, 0)

    @property
    def kind(self) -> BannerKind | None:
        """What is shown now."""
        shown = self._chosen()
        return shown.kind if shown is not None else None

    @property
    def blocked(self) -> str:
        """Why nothing can be sent now; "" when it can, or will soon."""
        if self._link is not None and self._link.kind in (BannerKind.STOPPED, BannerKind.FAILED):
            return self.tr("Start Tektra's core first")
        return ""

    @Slot(object, object)
    def link(self, state: LinkState, error: AppError | None) -> None:
        """The connection changed."""
        self._link = link_banner(state, error)
        if state is LinkState.CONNECTING:
            self._wait.start()
        else:
            self._wait.stop()
            self.note_changed.emit("")
        self._show()

    @Slot(object)
    def status(self, status: CoreStatus) -> None:
        """A fresh status of the core came."""
        self._settings = settings_banner(status.config_problems)
        self._set_store(status.store)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, StoreEvent):
            self._set_store(payload.store)
        elif isinstance(payload, SettingsEvent):
            self._settings = settings_banner(tuple(map(str, payload.issues)))
            self._show()

    @Slot()
    def _say_connecting(self) -> None:
        self.note_changed.emit(self.tr("Starting Tektra's core…"))

    def _set_store(self, store: StoreStatus) -> None:
        self._store = store_banner(store)
        if self._store is None or not self._store.can_restore:
            self._question = None
        before, self._known = self._known, store
        self._show()
        if before is not None and (store.set_aside != before.set_aside or (store.writable and not before.writable)):
            self.chats_replaced.emit()

    def _chosen(self) -> BannerSpec | None:
        """What is most worth a word of all that was not dismissed."""
        waiting = (self._link, self._question, self._store, self._settings)
        return choose_banner(*(spec for spec in waiting if spec and (spec.kind, spec.detail) not in self._dismissed))

    def _show(self) -> None:
        spec = self._chosen()
        quiet = spec is None or spec.kind is BannerKind.CONNECTING
        self.setVisible(not quiet)
        if spec is None or quiet:
            self.banner.hide()
        else:
            tone, title, hint = self._words(spec)
            self.banner.say(tone, title, hint, self._actions(spec), spec.detail)
        self.changed.emit()

    def _words(self, spec: BannerSpec) -> tuple[Tone, str, str]:
        kept = self.tr("Your chats are kept.")
        if spec.kind is BannerKind.LOST:
            return Tone.WARN, self.tr("Tektra's core stopped. Starting it again…"), spec.cause or kept
        if spec.kind is BannerKind.STOPPED:
            return Tone.NEUTRAL, self.tr("Tektra's core was stopped."), self.tr("Start it to go on.")
        if spec.kind is BannerKind.FAILED:
            return Tone.BAD, spec.cause or self.tr("Tektra's core could not be started."), spec.hint or kept
        if spec.kind is BannerKind.WAITING:
            title = self.tr("Another version of Tektra is still answering.")
            return Tone.NEUTRAL, title, self.tr("This window goes on as soon as that is done.")
        return self._store_words(spec)

    def _store_words(self, spec: BannerSpec) -> tuple[Tone, str, str]:
        if spec.kind is BannerKind.STORE:
            return Tone.BAD, spec.cause or self.tr("Chats cannot be saved."), spec.hint
        if spec.kind is BannerKind.RECOVERED:
            return Tone.WARN, self.tr("The chat database was damaged."), self._recovered_words(spec)
        if spec.kind is BannerKind.REPLACED:
            title = self.tr("Your chats come from another copy of the database now.")
            return Tone.NEUTRAL, title, self.tr("The file that was in use before was kept.")
        if spec.kind is BannerKind.RESTORE:
            hint = self.tr("Later chats and answers leave the list. Today's database is kept in a file of its own.")
            return Tone.WARN, self._question_words(spec.backup_at), hint
        hint = self.tr("Tektra goes on without them.")
        return Tone.NEUTRAL, self.tr("Some settings were not understood."), hint

    def _recovered_words(self, spec: BannerSpec) -> str:
        if spec.recovered == 1:
            found = self.tr("1 chat could be recovered.")
        else:
            found = self.tr("{0} chats could be recovered.").format(number(spec.recovered))
        return self.tr("{0} The damaged file was kept.").format(found)

    def _question_words(self, made_at: float | None) -> str:
        if made_at is None:
            return self.tr("Go back to the last backup?")
        return self.tr("Go back to the backup from {0}, {1}?").format(day(made_at), clock_time(made_at))

    def _actions(self, spec: BannerSpec) -> tuple[BannerAction, ...]:
        if spec.kind is BannerKind.STOPPED:
            return (BannerAction(self.tr("Start"), self._bridge.start_core, ButtonKind.PRIMARY),)
        if spec.kind is BannerKind.FAILED:
            return (BannerAction(self.tr("Try again"), self._bridge.start_core, ButtonKind.PRIMARY),)
        if spec.kind in (BannerKind.REPLACED, BannerKind.SETTINGS):
            return (BannerAction(self.tr("OK"), self._dismiss),)
        if spec.kind is BannerKind.RESTORE:
            return (
                BannerAction(self.tr("Restore"), self._restore, ButtonKind.PRIMARY),
                BannerAction(self.tr("Cancel"), self._forget_question),
            )
        actions: list[BannerAction] = []
        if spec.kind is BannerKind.RECOVERED:
            actions.append(BannerAction(self.tr("Keep these chats"), self._dismiss, ButtonKind.PRIMARY))
        if spec.can_retry:
            actions.append(BannerAction(self.tr("Try again"), self._retry, ButtonKind.PRIMARY))
        if spec.can_restore:
            actions.append(BannerAction(self._restore_words(spec.backup_at), self._ask_restore))
        return tuple(actions)

    def _restore_words(self, made_at: float | None) -> str:
        if made_at is None:
            return self.tr("Restore the last backup")
        return self.tr("Restore backup from {0}").format(day(made_at))

    @Slot()
    def _retry(self) -> None:
        self._bridge.invoke(store_retry).then(self._set_store)

    @Slot()
    def _ask_restore(self) -> None:
        if self._store is not None:
            self._question = restore_question(self._store)
        self._show()

    @Slot()
    def _forget_question(self) -> None:
        self._question = None
        self._show()

    @Slot()
    def _restore(self) -> None:
        self._question = None
        self._show()
        self._bridge.invoke(store_restore_backup).then(self._set_store)

    @Slot()
    def _dismiss(self) -> None:
        shown = self._chosen()
        if shown is not None:
            self._dismissed.add((shown.kind, shown.detail))
        self._show()
