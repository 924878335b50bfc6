"""Questions that wait for an answer to end: shown, changed, and sent in order, also in chats that were left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bridge.events import EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import AnswerStarted, chat_send
from app.errors import AppError
from app.types.chats import ChatMessage, MessageStatus
from app.ui.bridge.base import UiBridge
from app.ui.composer.attach_model import attachments
from app.ui.composer.draft_keeper import DraftKeeper
from app.ui.composer.drafts_model import Drafts
from app.ui.composer.queue_model import SendQueue, Waiting
from app.ui.composer.queue_strip import QueueStrip
from app.ui.widgets.toast import Toast
from app.ui.window.chat_pane import ChatPane


class QueueDesk(QObject):
    """Lives in the GUI thread; listens to `message.ended`.

    Signals:
        send_wanted(item: Waiting): Its turn has come, in the open chat.
        edit_wanted(item: Waiting): It belongs into the composer again.
        shown(): The strip shows others.
        changed(): Other questions wait, in whatever chat.
        settled(): No answer runs in the open chat.
    """

    send_wanted = Signal(object)
    edit_wanted = Signal(object)
    shown = Signal()
    changed = Signal()
    settled = Signal()

    def __init__(
        self, bridge: UiBridge, chat: ChatPane, drafts: Drafts, keeper: DraftKeeper, toast: Toast, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._chat = chat
        self._drafts = drafts
        self._keeper = keeper
        self._toast = toast
        self._chat_id: str | None = None
        self.strip = QueueStrip()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._settled)
        self.strip.edit_requested.connect(self._edit)
        self.strip.remove_requested.connect(self._remove)
        self.strip.resume_requested.connect(self._resume)
        chat.answering_changed.connect(self._answering_changed)
        chat.answer_ended.connect(self._answer_ended)
        bridge.core_event.connect(self._event)

    @property
    def _queue(self) -> SendQueue:
        return self._drafts.of(self._chat_id).queue

    def open(self, chat_id: str | None) -> None:
        """Another chat."""
        self._chat_id = chat_id
        self.show()

    def show(self) -> None:
        """Show what waits."""
        self.strip.show_queue(self._queue)
        self.shown.emit()
        self.changed.emit()

    def add(self, item: Waiting, *, urgent: bool = False) -> None:
        """One more; an urgent one goes first, and the answer is stopped for it."""
        if urgent:
            self._queue.add_urgent(item)
            self._chat.stop()
        else:
            self._queue.add(item)
        self.show()

    def stopped(self) -> None:
        """The person pressed Stop."""
        self._queue.stopped()
        self.show()

    def nothing_runs(self) -> None:
        """The chat was read, and no answer runs in it: it may have ended while the core was away."""
        self._settle.start()

    def put_back(self, item: Waiting) -> None:
        """It was refused."""
        self._queue.put_back(item)
        self.show()

    @Slot(bool)
    def _answering_changed(self, answering: bool) -> None:  # noqa: FBT001 - a slot of answering_changed(bool)
        if not answering:
            self._settle.start()

    @Slot(object)
    def _answer_ended(self, message: ChatMessage) -> None:
        if message.chat_id == self._chat_id and not self._chat.answering:
            self._go_on(good=message.status is MessageStatus.COMPLETE)

    @Slot()
    def _settled(self) -> None:
        """No answer runs, and none of what waits was sent: it waits for the person."""
        if not self._chat.answering:
            self.settled.emit()
            if len(self._queue) and not self._queue.resting:
                self._go_on(good=False)

    def _go_on(self, *, good: bool) -> None:
        item = self._queue.next(good=good)
        if item is not None:
            self.send_wanted.emit(item)
            self._keeper.soon()
        self.show()

    @Slot()
    def _resume(self) -> None:
        self._queue.resume()
        if self._chat.answering:
            self.show()
        else:
            self._go_on(good=True)

    @Slot(int)
    def _edit(self, key: int) -> None:
        item = self._queue.remove(key)
        if item is not None:
            self.edit_wanted.emit(item)
        self.show()

    @Slot(int)
    def _remove(self, key: int) -> None:
        queue = self._queue
        item = queue.remove(key)
        self.show()
        self._keeper.soon()
        if item is not None:
            self._toast.tell(self.tr("The question was removed."), self.tr("Undo"), partial(self._undo, queue, item))

    def _undo(self, queue: SendQueue, item: Waiting) -> None:
        queue.add(item)
        self._keeper.soon()
        self.show()
        self._settle.start()

    # Chats that were left

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is not EventName.MESSAGE_ENDED or not isinstance(payload, MessageEvent):
            return
        chat_id = payload.message.chat_id
        draft = self._drafts.known(chat_id) if chat_id != self._chat_id else None
        item = draft.queue.next(good=payload.message.status is MessageStatus.COMPLETE) if draft is not None else None
        if item is None:
            return
        reply = self._bridge.invoke(
            chat_send,
            text=item.text,
            chat_id=chat_id,
            model_id=item.model_id,
            attachments=attachments(item.files),
        )
        reply.then(_sent, partial(self._not_sent, chat_id, item))
        self._keeper.soon()
        self.changed.emit()

    def _not_sent(self, chat_id: str, item: Waiting, error: AppError) -> None:
        self._drafts.of(chat_id).queue.put_back(item)
        self._keeper.soon()
        self.show()
        self._toast.tell(f"{error.message} {error.hint}".strip())


def _sent(_: AnswerStarted) -> None:
    """The chat shows it when it is opened."""
