"""The place of the one banner: the connection to the core and the state of the database, in words."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bridge.events import EventPayload, StoreEvent
from app.bridge.names import EventName
from app.bridge.signatures import store_restore_backup, store_retry
from app.errors import AppError
from app.types.status import CoreStatus, StoreStatus
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind
from app.ui.widgets.labels import Tone
from app.ui.widgets.words import number
from app.ui.window.banner_model import BannerKind, BannerSpec, choose_banner, link_banner, store_banner

QUIET_MS = 300
"""Shorter waits are not worth a word."""


class BannerArea(QWidget):
    """Shows at most one banner. Lives in the GUI thread; listens to the connection and to `store.changed`.

    Signals:
        note_changed(text: str): A quiet line for below the composer while the core starts; "" for none.
        changed(): What can be done is another thing now: look at `blocked` again.
    """

    note_changed = Signal(str)
    changed = Signal()

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._link: BannerSpec | None = None
        self._store: BannerSpec | None = None
        self._dismissed = ""
        self.banner = Banner(self)
        self.banner.setMaximumWidth(COLUMN_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 0)
        row.addStretch(1)
        row.addWidget(self.banner, 100)
        row.addStretch(1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(QUIET_MS)
        self._wait.timeout.connect(self._say_connecting)
        bridge.link_changed.connect(self.link)
        bridge.core_event.connect(self._event)
        self.hide()
        self.link(bridge.link, None)

    @property
    def kind(self) -> BannerKind | None:
        """What is shown now."""
        shown = choose_banner(self._link, self._store)
        return shown.kind if shown is not None else None

    @property
    def blocked(self) -> str:
        """Why nothing can be sent now; "" when it can, or will soon."""
        if self._link is not None and self._link.kind in (BannerKind.STOPPED, BannerKind.FAILED):
            return self.tr("Start Tektra's engine room first")
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
        self._set_store(status.store)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, StoreEvent):
            self._set_store(payload.store)

    @Slot()
    def _say_connecting(self) -> None:
        self.note_changed.emit(self.tr("Starting Tektra's engine room…"))

    def _set_store(self, store: StoreStatus) -> None:
        spec = store_banner(store)
        seen = spec is not None and spec.kind is BannerKind.RECOVERED and spec.detail == self._dismissed
        self._store = None if seen else spec
        self._show()

    def _show(self) -> None:
        spec = choose_banner(self._link, self._store)
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
            return Tone.WARN, self.tr("Tektra's engine room stopped. Starting it again…"), spec.cause or kept
        if spec.kind is BannerKind.STOPPED:
            return Tone.NEUTRAL, self.tr("Tektra's engine room was stopped."), self.tr("Start it to go on.")
        if spec.kind is BannerKind.FAILED:
            return Tone.BAD, spec.cause or self.tr("Tektra's engine room could not be started."), spec.hint or kept
        if spec.kind is BannerKind.WAITING:
            title = self.tr("Another version of Tektra is still answering.")
            return Tone.NEUTRAL, title, self.tr("This window goes on as soon as that is done.")
        if spec.kind is BannerKind.STORE:
            return Tone.BAD, spec.cause or self.tr("Chats cannot be saved."), spec.hint
        words = self.tr("{0} chats could be read again. The damaged file was kept aside.")
        hint = words.format(number(spec.recovered))
        return Tone.WARN, self.tr("The chat database was damaged."), hint

    def _actions(self, spec: BannerSpec) -> tuple[BannerAction, ...]:
        if spec.kind is BannerKind.STOPPED:
            return (BannerAction(self.tr("Start"), self._bridge.start_core, ButtonKind.PRIMARY),)
        if spec.kind is BannerKind.FAILED:
            return (BannerAction(self.tr("Try again"), self._bridge.start_core, ButtonKind.PRIMARY),)
        if spec.kind is BannerKind.RECOVERED:
            return (BannerAction(self.tr("OK"), self._dismiss),)
        actions: list[BannerAction] = []
        if spec.can_retry:
            actions.append(BannerAction(self.tr("Try again"), self._retry, ButtonKind.PRIMARY))
        if spec.can_restore:
            actions.append(BannerAction(self.tr("Restore the last backup"), self._restore))
        return tuple(actions)

    @Slot()
    def _retry(self) -> None:
        self._bridge.invoke(store_retry).then(self._set_store)

    @Slot()
    def _restore(self) -> None:
        self._bridge.invoke(store_restore_backup).then(self._set_store)

    @Slot()
    def _dismiss(self) -> None:
        if self._store is not None:
            self._dismissed = self._store.detail
        self._store = None
        self._show()
