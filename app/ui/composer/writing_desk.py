"""Writing and sending in the window: the composer with all that stands around it, for one chat at a time."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.bridge.signatures import chat_new_draft, chat_open
from app.errors import AppError
from app.types.chats import Chat, ChatOptions, ContextPolicy
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.chat.messages import RUNNING
from app.ui.composer.aside import Aside
from app.ui.composer.attach_model import AttachedFile, attachments
from app.ui.composer.draft_keeper import DraftKeeper
from app.ui.composer.drafts_model import TEMPORARY, Draft, Drafts
from app.ui.composer.files_desk import FilesDesk
from app.ui.composer.measure import Measure
from app.ui.composer.meter_line import FullNotice, MeterFigure
from app.ui.composer.meter_model import Shown
from app.ui.composer.queue_desk import QueueDesk
from app.ui.composer.queue_model import Waiting, new_key
from app.ui.composer.recall_model import Recall
from app.ui.composer.slash_desk import SlashDesk
from app.ui.panel.options_keeper import OptionsKeeper
from app.ui.settings.client import SettingsClient
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.menu import make_menu
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import number
from app.ui.window.chat_pane import ChatPane
from app.ui.window.composer import Composer
from app.ui.window.draft_handover import DraftHandover
from app.ui.window.prompt_model import MAX_PROMPT

log = logging.getLogger(__name__)

SOON = (LinkState.CONNECTING, LinkState.LOST, LinkState.WAITING)
"""While the link is so, a question waits in the composer."""
WHILE_ANSWERING = "chat.while_answering"


class WritingDesk(QObject):
    """Everything between a key in the composer and the chat's `send`. Lives in the GUI thread.

    Signals:
        note_changed(): A question waits for the core, or no longer.
        model_wanted(): Another model is to be chosen.
        lines_changed(): What stands above the composer came, went, or has another height.
    """

    note_changed = Signal()
    model_wanted = Signal()
    lines_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        bridge: UiBridge,
        composer: Composer,
        chat: ChatPane,
        toast: Toast,
        client: SettingsClient,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._composer = composer
        self._chat = chat
        self._toast = toast
        self._client = client
        self._chat_id: str | None = None
        self._model_id: str | None = None
        self._visit = 0
        self._filling = False
        self._edited = False
        self._begin = NOTHING
        self._flight: list[tuple[Waiting, bool]] = []
        self._recall = Recall()
        self.drafts = Drafts()
        self.options = OptionsKeeper(bridge, self)
        self.handover = DraftHandover(bridge, composer, self)
        self.handover.options = self._new_options
        self.keeper = DraftKeeper(bridge, self.drafts, self)
        self.files = FilesDesk(window, bridge, composer, toast.tell)
        self.aside = Aside(composer, self.files, lambda: self._draft)
        self.slash = SlashDesk(window, bridge, composer, toast.tell)
        self.measure = Measure(bridge, composer, self._own_options, self)
        self.queue = QueueDesk(bridge, chat, self.drafts, self.keeper, toast, self)
        self.strip = self.queue.strip
        self.notice = FullNotice()
        self.figure = MeterFigure()
        self.plus = IconButton("plus", self.tr("Attach files and insert prompts"))
        self.lines = QWidget()
        """What stands above the composer."""
        self._build()
        self._connect()

    def _build(self) -> None:
        self._composer.equip((self.files.row,), (self.plus,), (self.figure,))
        self._composer.edit.keys_first = self._takes
        self.lines.setMaximumWidth(COLUMN_WIDTH)
        column = QVBoxLayout(self.lines)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.lines.hide()

    def _connect(self) -> None:
        composer, chat = self._composer, self._chat
        composer.send_requested.connect(self._send)
        composer.send_otherwise_requested.connect(self._send_otherwise)
        composer.stop_requested.connect(self.stop)
        composer.refused.connect(self._paste_refused)
        composer.edited.connect(self._composer_edited)
        chat.send_refused.connect(self._send_refused)
        chat.answering_changed.connect(composer.set_answering)
        chat.answering_changed.connect(self.handover.answering_changed)
        self.plus.clicked.connect(self._open_menu)
        self.files.changed.connect(self.measure.soon)
        self.files.changed.connect(self._order)
        self.files.model_wanted.connect(self.model_wanted)
        self.options.edited.connect(self._options_edited)
        self.options.changed.connect(self.measure.soon)
        self.options.refused.connect(self._told)
        self.measure.measured.connect(self._measured)
        chat.port.streamed.connect(self.measure.streamed)
        self.notice.policy_chosen.connect(self._choose_policy)
        self.queue.send_wanted.connect(self._send_waiting)
        self.queue.edit_wanted.connect(self._edit_waiting)
        self.queue.shown.connect(self._show_lines)
        self.queue.settled.connect(self._settled)
        self._bridge.link_changed.connect(self._link_changed)

    # Chats

    def opened(self, chat_id: str | None, *, begun: bool = False) -> None:
        """Another chat is open, or (`begun`) the new one became it; the draft of each stays with it."""
        self._recall.leave()
        if begun and chat_id is not None:
            self.drafts.begun(chat_id, temporary=self._begin.temporary)
            self._chat_id = chat_id
            self.options.begun(chat_id)
        elif self._visit and chat_id == self._chat_id and not self._is_new_temporary:
            self.begin_with()
            return
        else:
            self._leave()
            self._chat_id = chat_id
            self.begin_with()
            self._show_draft()
        self._visit += 1
        self._show_waiting()
        self._composer.set_answering(self._chat.answering)
        if not begun:
            self._read_stored()
        self.keeper.soon()

    def _show_draft(self) -> None:
        self._edited = False
        self._fill(self._draft.text)
        self.options.open(self._chat_id, self._draft.options)

    def _show_waiting(self) -> None:
        self.files.show_files(self._draft.files)
        self.queue.open(self._place)

    def _leave(self) -> None:
        self._composer.hold(held=False)
        self.aside.put_back()
        self._draft.text = self._composer.text
        self.keeper.flush()

    def forget(self, chat_id: str) -> None:
        """A chat is gone."""
        if chat_id != self._chat_id:
            self.drafts.forget(chat_id)

    def set_model(self, model: ModelInfo | None, picked: str | None, *, loaded: bool) -> None:
        """The model of the next question, and the one that was picked for it."""
        self._model_id = picked
        self.files.set_model(model)
        self.handover.set_place(self._chat_id, picked, loaded=loaded)
        self.measure.set_place(self._chat_id, picked, self._draft.files)
        self.options.set_model(picked)

    def close(self) -> None:
        """The window goes: what waits its turn is kept as a draft."""
        self.aside.put_back()
        self._draft.text = self._composer.text
        self.keeper.flush()
        self.options.flush()
        self.handover.end()
        self.measure.stop()

    @property
    def _is_new_temporary(self) -> bool:
        return self._chat_id is None and self._begin.temporary

    @property
    def _place(self) -> str | None:
        return TEMPORARY if self._is_new_temporary else self._chat_id

    @property
    def _draft(self) -> Draft:
        return self.drafts.of(self._place)

    def _read_stored(self) -> None:
        if self._bridge.link is not LinkState.CONNECTED or self._is_new_temporary:
            return
        if self._chat_id is None:
            self._bridge.invoke(chat_new_draft).then(partial(self._stored_draft, self._visit), _unread)
        else:
            reply = self._bridge.invoke(chat_open, chat_id=self._chat_id, limit=1)
            reply.then(partial(self._stored_chat, self._visit), _unread)

    def _stored_chat(self, visit: int, chat: Chat) -> None:
        if visit == self._visit:
            self._draft.private = chat.summary.temporary
            self.options.take(chat.options)
            if not any(message.status in RUNNING for message in chat.messages):
                self.queue.nothing_runs()
            self._stored_draft(visit, chat.draft)

    def _stored_draft(self, visit: int, text: str) -> None:
        if visit != self._visit or self._composer.held:
            return
        draft = self._draft
        draft.text = self._composer.text
        if draft.read(text, edited=self._edited):
            self._fill(draft.text)
            self.keeper.soon()

    def take_back(self, chat_id: str | None, items: list[Waiting]) -> None:
        """Questions that a window before this one had not sent wait again, until the person says more."""
        draft, opened = self.drafts.of(chat_id), chat_id == self._place
        if opened:
            draft.text = self._composer.text
        if draft.take_back(items) and opened and not self._composer.held:
            self._fill(draft.text)
        if opened:
            self.queue.show()

    def _fill(self, text: str) -> None:
        self._filling = True
        self._composer.set_text(text)
        self._filling = False

    def ask(self, question: str) -> None:
        """An example of the empty page: it is asked at once, and what is being written stays."""
        self.aside.ask(question, self._toast.tell)

    def put(self, text: str) -> None:
        """An example, or a prompt of the palette: it belongs into the field."""
        self._composer.set_text(text)
        self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _composer_edited(self) -> None:
        if not self._filling:
            self._edited = True
            self._draft.text = self._composer.text
            self.keeper.soon()

    def _own_options(self) -> ChatOptions:
        return self.options.options

    def _new_options(self) -> ChatOptions | None:
        return self._draft.options if self._chat_id is None and self._draft.options != ChatOptions() else None

    @Slot()
    def _options_edited(self) -> None:
        if self._chat_id is None:
            self._draft.options = self.options.options

    # Sending

    @Slot(str)
    def _send(self, text: str) -> None:
        self._ask(text, stops=self._stops_by_itself)

    @Slot(str)
    def _send_otherwise(self, text: str) -> None:
        self._ask(text, stops=not self._stops_by_itself)

    @property
    def _stops_by_itself(self) -> bool:
        return bool(self._client.value(WHILE_ANSWERING, "queue") == "stop")

    def _ask(self, text: str, *, stops: bool) -> None:
        if self._bridge.link in SOON:
            self._composer.hold(held=True)
            self.note_changed.emit()
            return
        if self.files.refuses():
            return
        item = self._waiting(text, self.files.take())
        self.handover.sent()
        self.aside.sent()
        self._recall.leave()
        self.slash.last_question = text or self.slash.last_question
        self._composer.set_text("")
        self.options.flush()
        if not self._chat.answering:
            self._send_now(item, queued=False)
        else:
            self.queue.add(item, urgent=stops)
        self.keeper.flush()

    def _waiting(self, text: str, files: list[AttachedFile]) -> Waiting:
        return Waiting(new_key(), text, files, self._model_id)

    def _send_now(self, item: Waiting, *, queued: bool) -> None:
        self._flight.append((item, queued))
        begin = self._begin if self._chat_id is None else NOTHING
        extras = replace(begin, attachments=attachments(item.files), options=self._new_options())
        self._chat.send(item.text, item.model_id, extras)

    def begin_with(self, *, folder_id: str | None = None, temporary: bool = False) -> None:
        """Where the new chat that is open now will lie; leaving it forgets that. A temporary one has its own draft."""
        if temporary:
            self._leave()
        self._begin = SendExtras(folder_id=folder_id, temporary=temporary)
        self._chat.port.begins.emit(temporary)
        if not temporary:
            return
        self._show_draft()
        self._visit += 1
        self._show_waiting()
        self.measure.set_place(None, self._model_id, self._draft.files)

    def kept(self, chat_id: str, *, temporary: bool) -> None:
        """A chat is temporary, or is not any more: then its draft is stored like others."""
        draft = self.drafts.known(chat_id)
        if draft is not None and draft.private is not temporary:
            draft.private = temporary
            self.keeper.soon()

    @Slot()
    def stop(self) -> None:
        """Stop the answer, or take a question back that waits for the core."""
        if self._composer.held:
            self._composer.hold(held=False)
            self.aside.put_back()
            self.note_changed.emit()
            return
        self.queue.stopped()
        self._chat.stop()

    @Slot(str, object)
    def _send_refused(self, text: str, error: AppError) -> None:
        words = f"{error.message} {error.hint}".strip()
        entry = next((entry for entry in self._flight if entry[0].text == text), None)
        if entry is not None:
            self._flight.remove(entry)
        if entry is not None and entry[1]:
            self.queue.put_back(entry[0])
            self._toast.tell(words)
            return
        if entry is not None and entry[0].files:
            self.files.put_back(entry[0].files, self._draft.files)
        if not self._composer.text and not self.aside.keeps(text):
            self._composer.set_text(text)
            self._toast.tell(words)
        else:
            self._toast.tell(words, self.tr("Copy the question"), partial(_copy, text))

    @Slot(int)
    def _paste_refused(self, count: int) -> None:
        words = self.tr("That text has {0} characters; a question can hold {1}.")
        self._toast.tell(words.format(number(count), number(MAX_PROMPT)))

    @Slot(object)
    def _told(self, error: AppError) -> None:
        self._toast.tell(f"{error.message} {error.hint}".strip())

    @Slot(object)
    def _send_waiting(self, item: Waiting) -> None:
        self._send_now(item, queued=True)

    @Slot(object)
    def _edit_waiting(self, item: Waiting) -> None:
        self._composer.set_text("\n\n".join(part for part in (item.text, self._composer.text) if part))
        self.files.put_back(item.files, self._draft.files)
        self._composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _settled(self) -> None:
        self._flight.clear()

    # The meter

    @Slot(object)
    def _measured(self, shown: Shown) -> None:
        self.figure.show_fill(shown)
        self.notice.show_fill(shown)
        self._show_lines()

    @Slot(object)
    def _choose_policy(self, policy: ContextPolicy) -> None:
        self.options.change(context_policy=policy)
        self.options.flush()

    @Slot()
    def _show_lines(self) -> None:
        self.lines.setVisible(not (self.strip.isHidden() and self.notice.isHidden()))
        self._order()
        self.lines_changed.emit()

    @property
    def lines_height(self) -> int:
        """How much stands above the composer."""
        layout = self.lines.layout()
        if self.lines.isHidden() or layout is None:
            return 0
        return layout.totalHeightForWidth(min(self._composer.width(), COLUMN_WIDTH))

    @Slot()
    def _order(self) -> None:
        """Tab goes through all of it as it is seen, from above."""
        above = (*self.strip.stops, *self.notice.stops, *self.files.row.chips.values())
        stops = (*above, self._composer.edit, self.plus, self._composer.button)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # Keys, menu, link

    def _takes(self, event: QKeyEvent) -> bool:
        if self.slash.takes(event):
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down) or self._composer.held:
            return False
        step = self._recall.up if event.key() == Qt.Key.Key_Up else self._recall.down
        found = step(self._chat.questions, self._composer.text)
        if found is None:
            return False
        self._composer.set_text(found)
        return True

    @Slot()
    def _open_menu(self) -> None:
        menu = make_menu(self.plus)
        entries = (
            (self.tr("Attach files…"), self.files.choose),
            (self.tr("Saved prompts…"), self.slash.open),
            (self.tr("Save as prompt…"), self.slash.save),
        )
        for words, slot in entries:
            action = QAction(words, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(self.plus.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    @Slot(object, object)
    def _link_changed(self, state: LinkState, _error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            if self._composer.held:
                self._composer.hold(held=False)
                self._composer.submit()
                self.aside.put_back()
            elif self._draft.stored is None:
                self._read_stored()
            self.measure.soon()
        elif state not in SOON and self._composer.held:
            self._composer.hold(held=False)
            self.aside.put_back()
        self.note_changed.emit()


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)


def _unread(error: AppError) -> None:
    """The chat view says what is wrong with a chat that cannot be read."""
    log.info("a stored draft was not read: %s", error.code)
