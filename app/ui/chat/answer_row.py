"""An answer: who wrote it, its text, its state, what can be done with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.errors import AppError, StoreError, error_from_dict
from app.types.chats import ContextPolicy, MessageStatus, ToolDecision
from app.types.generation import StopReason
from app.ui.chat.actions import Act, Decided, Do, ShowVersion
from app.ui.chat.answer_footer import SIDE, AnswerFooter
from app.ui.chat.answer_parts import AnswerParts
from app.ui.chat.figures import figures
from app.ui.chat.markdown import SHOWN_CHARS
from app.ui.chat.messages import ShownMessage, WaitingWords, waiting_words
from app.ui.chat.row import NOTE, Row, shortened_words
from app.ui.chat.text_formats import LINE, PARAGRAPH_GAP
from app.ui.chat.thought_view import ThoughtView
from app.ui.chat.times import full_time, short_time
from app.ui.chat.version_arrows import VersionArrows
from app.ui.chat.waiting_line import WaitingLine
from app.ui.theme import current, ui_font
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind
from app.ui.widgets.labels import Paragraph, Tone, muted_label, text_label
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.words import number
from app.ui.window.picker_model import ENGINE_NAMES

AFTER_ANSWER = 18
HEAD, MARK = 20, 20
HEAD_GAP, READ_GAP, CARD_GAP, FOOTER_GAP = 8, 8, 22, 20


class AnswerRow(Row):
    """An answer: who wrote it, its text, its state, what can be done. Lives in the GUI thread."""

    room_below = AFTER_ANSWER

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # when it grows, only what is new is painted
        self._id = ""
        self._last = False
        self._name = text_label("", 12, QFont.Weight.DemiBold)
        self._engine = muted_label()
        self._time = muted_label()
        self.parts = AnswerParts(self)
        self.parts.height_changed.connect(self.height_changed)
        self.parts.link_chosen.connect(self.link_chosen)
        self.parts.decided.connect(self._decide)
        self.body = self.parts.first
        self.waiting = WaitingLine(self)
        self._thoughts: ThoughtView | None = None
        self._read = Paragraph("", 12, 18, muted=True)
        self._note = muted_label()
        self._card: Banner | None = None
        self._head_shows: tuple[object, ...] = ()
        self._card_shows: tuple[MessageStatus, str] | None = None
        self.footer = AnswerFooter(self)
        self.footer.retry.connect(self._ask_retry)
        self.footer.go_on.connect(self._ask_go_on)
        self.footer.acted.connect(self._act)
        self.footer.menu_wanted.connect(self._menu)
        self.footer.version_chosen.connect(self._show_version)
        for label in (self._name, self._engine, self._time, self._note, self._read):
            label.setParent(self)
            label.show()

    @property
    def message_id(self) -> str:
        """The answer."""
        return self._id

    @property
    def thoughts(self) -> ThoughtView:
        """What it thought; made when it is needed, as most answers have none."""
        if self._thoughts is None:
            self._thoughts = ThoughtView(self)
            self._thoughts.height_changed.connect(self.height_changed)
            self._thoughts.link_chosen.connect(self.link_chosen)
            self._thoughts.hide()
        return self._thoughts

    @property
    def card(self) -> Banner:
        """What went wrong, and the remedies; made when it is needed."""
        if self._card is None:
            self._card = Banner(self)
            self._card.installEventFilter(self)
            self._card.hide()
        return self._card

    @property
    def arrows(self) -> VersionArrows:
        """At the beginning of the footer."""
        return self.footer.versions

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the present state of the answer."""
        stored = shown.stored
        self._id, self._last = shown.id, last
        self._show_head(shown)
        name = self.tr("Answer by %1").replace("%1", stored.model_name or self.tr("the model"))
        self.setAccessibleName(name)
        self.show_editor(shown, prompt=False)
        self.parts.owner = shown.id
        self.parts.set_answer(shown.text, shown.tools, finished=not shown.running, name=name)
        self.parts.setVisible((bool(shown.text) or bool(shown.tools)) and self.editor is None)
        self.parts.set_caret(shown=shown.running and bool(shown.text) and not shown.stalled)
        if shown.thinking or self._thoughts is not None:
            self.thoughts.owner = shown.id
            self.thoughts.setVisible(bool(shown.thinking))
            self.thoughts.show_thoughts(
                shown.thinking, shown.thinking_s, finished=not shown.running, thinks=shown.thinks
            )
        self._read.say(stored.note)
        self._read.setVisible(bool(stored.note))
        self._show_state(shown)
        self._show_card(shown)
        self._note.setVisible(self.parts.truncated and self.editor is None)
        self._note.setText(shortened_words(SHOWN_CHARS, len(shown.text)))
        self._show_footer(shown)

    def row_height(self, width: int) -> int:
        """Head, text, state, card, footer; the footer's room is kept while the answer runs, so that nothing jumps."""
        self._name.setGeometry(MARK + 8, 0, min(self._name.sizeHint().width(), width // 2), HEAD)
        engine = self._name.geometry().right() + 9
        room = max(0, width - engine)
        used = min(room, self._engine.sizeHint().width() if self._engine.text() else 0)
        self._engine.setGeometry(engine, 0, used, HEAD)
        time = engine + used + (9 if used else 0)
        self._time.setGeometry(time, 0, max(0, min(width - time, self._time.sizeHint().width())), HEAD)
        top = HEAD + HEAD_GAP
        if not self._read.isHidden():
            height = self._read.heightForWidth(width)
            self._read.setGeometry(0, top, width, height)
            top += height + READ_GAP
        if self._thoughts is not None and not self._thoughts.isHidden():
            height = self.thoughts.view_height(width)
            self.thoughts.setGeometry(0, top, width, height)
            more = not (self.parts.isHidden() and self.waiting.isHidden() and self.editor is None)
            top += height + (PARAGRAPH_GAP if more else 0)
        if self.editor is not None:
            height = self.editor.editor_height(width)
            self.editor.setGeometry(0, top, width, height)
            top += height
        if not self.parts.isHidden():
            height = self.parts.parts_height(width)
            self.parts.setGeometry(0, top, width, height)
            top += height
        if not self._note.isHidden():
            self._note.setGeometry(0, top + 4, width, NOTE)
            top += 4 + NOTE
        if not self.waiting.isHidden():
            top += PARAGRAPH_GAP if not self.parts.isHidden() else 0
            self.waiting.setGeometry(0, top, width, LINE)
            top += LINE
        if self._card is not None and not self._card.isHidden():
            height = self.card.heightForWidth(width)
            top += CARD_GAP if not self.parts.isHidden() else 4
            self.card.setGeometry(0, top, width, height)
            top += height
        # Six less at the left: the icon, not its button, stands under the text.
        left = -6 if self.footer.has_icons else 0
        self.footer.setGeometry(left, top + FOOTER_GAP, width - left, SIDE)
        mirror(self, (self._name, self._engine, self._time, self.footer), width)
        return top + FOOTER_GAP + SIDE + AFTER_ANSWER

    def restyle(self) -> None:
        """Take over today's theme."""
        self.parts.restyle()
        if self._thoughts is not None:
            self._thoughts.restyle()
        if self.editor is not None:
            self.editor.restyle()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: the mark stands elsewhere where one reads from the right."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tektra's mark beside the model's name."""
        tokens = current()
        with smooth(self) as painter:
            box = mirrored(self, QRect(0, 0, MARK, MARK))
            rounded(painter, box, 5, tokens.accent)
            painter.setFont(ui_font(11, QFont.Weight.Bold))
            painter.setPen(QColor(tokens.on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "T")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done."""
        self.footer.reveal(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again, but never under the last answer."""
        self.footer.reveal(on=self._last or self.in_use)

    def show_keyboard(self) -> None:
        """The buttons are seen while one of them has the focus."""
        self.footer.reveal(on=self._last or self.in_use or self.underMouse())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card's details were unfolded, or folded again."""
        if watched is self._card and event.type() == QEvent.Type.LayoutRequest:
            self.height_changed.emit()
        return super().eventFilter(watched, event)

    def focus_actions(self) -> None:
        """What needs a decision first, then the buttons."""
        card = self.parts.asking()
        if card is not None:
            card.take_focus()
        elif self.editor is not None:
            self.editor.field.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.footer.focus_first()

    def _show_head(self, shown: ShownMessage) -> None:
        stored = shown.stored
        head = (stored.model_name, stored.backend, stored.created_at, stored.edited_at)
        if head == self._head_shows:
            return  # asked for with each piece of a running answer
        self._head_shows = head
        self._name.setText(stored.model_name or self.tr("Tektra"))
        self._engine.setText(ENGINE_NAMES.get(stored.backend, "") if stored.backend else "")
        when = short_time(stored.created_at)
        self._time.setText(when if stored.edited_at is None else self.tr("{0} · edited").format(when))
        self._time.setToolTip(full_time(stored.created_at, stored.edited_at))

    def _show_state(self, shown: ShownMessage) -> None:
        """The line where text will come, or why there is none."""
        wait = waiting_words(shown, number, QCoreApplication.translate) if shown.running else WaitingWords()
        empty = not shown.text and not shown.tools
        silent = empty and not shown.running and shown.stored.status is not MessageStatus.FAILED
        if wait.words:
            self.waiting.wait_for(wait.words, wait.figures)
        elif silent and shown.stored.status is MessageStatus.STOPPED:
            self.waiting.say(self.tr("Stopped before the first word."))
        elif silent and shown.stored.status is MessageStatus.COMPLETE:
            self.waiting.say(self.tr("The answer is empty."))
        else:
            self.waiting.say("")
        self.waiting.setVisible(
            bool(wait.words) or (empty and shown.stored.status is not MessageStatus.FAILED and self.editor is None)
        )

    def _show_card(self, shown: ShownMessage) -> None:
        """The card of an answer that failed, was interrupted, or went round in circles."""
        stored = shown.stored
        error = error_from_dict(stored.error) if stored.error else None
        if stored.status is MessageStatus.FAILED and error is None:
            error = AppError(self.tr("The answer could not be finished."))
        circles = self._last and not shown.running and stored.stop_reason is StopReason.REPETITION
        if not circles and stored.status not in (MessageStatus.FAILED, MessageStatus.INTERRUPTED):
            self._card_shows = None
            if self._card is not None:
                self._card.hide()
            return
        actions = self._remedies(shown) if self._last else ()
        shows = (stored.status, f"{error} {bool(shown.text)} {self._last}")
        if shows == self._card_shows:
            return
        self._card_shows = shows
        if circles:
            hint = self.tr("What had arrived is kept. It can go on, or begin anew.")
            self.card.put(Tone.WARN, self.tr("The answer went round in circles and was stopped."), hint, actions)
        elif stored.status is MessageStatus.INTERRUPTED:
            title = self.tr("Interrupted. What had arrived is kept.") if shown.text else self.tr("Interrupted.")
            hint, detail = (error.message, error.detail) if error is not None else ("", "")
            self.card.put(Tone.WARN, title, hint, actions, detail)
        elif isinstance(error, StoreError):  # the window's banner says what is wrong with the database
            detail = "\n".join(part for part in (error.message, error.detail) if part)
            self.card.put(Tone.WARN, self.tr("This answer could not be saved."), "", actions, detail)
        elif error is not None:
            self.card.put(Tone.BAD, error.message, error.hint, actions, error.detail)

    def _remedies(self, shown: ShownMessage) -> tuple[BannerAction, ...]:
        """What can be done, the likeliest first."""
        again = BannerAction(self.tr("Try again"), self._ask_retry)
        actions = (again, BannerAction(self.tr("Continue"), self._ask_go_on)) if shown.can_continue else (again,)
        if shown.older_turns:
            drop = BannerAction(self.tr("Leave out the oldest messages"), self._ask_drop)
            summarise = BannerAction(self.tr("Summarise the oldest messages"), self._ask_summarise)
            actions = (drop, summarise, *actions)
        elif shown.stored.status is not MessageStatus.FAILED:
            actions = actions[::-1]
        return (replace(actions[0], kind=ButtonKind.PRIMARY), *actions[1:])

    def _show_footer(self, shown: ShownMessage) -> None:
        stored = shown.stored
        self.footer.setVisible(not shown.running and self.editor is None)
        if shown.running:
            return
        has_card = self._card_shows is not None
        # The card says already why the answer ended.
        reason = None if has_card else stored.stop_reason
        words = figures(stored.usage, reason, number, QCoreApplication.translate)
        self.footer.set_state(
            shown,
            words,
            retry=not (has_card and self._last),
            go_on=self._last and shown.can_continue and not has_card,
            last=self._last,
        )
        self.show_keyboard()

    @Slot()
    def _ask_retry(self) -> None:
        self.retry.emit(self._id)

    @Slot()
    def _ask_drop(self) -> None:
        self.shorten.emit(self._id, ContextPolicy.DROP)

    @Slot()
    def _ask_summarise(self) -> None:
        self.shorten.emit(self._id, ContextPolicy.SUMMARISE)

    @Slot()
    def _ask_go_on(self) -> None:
        self.go_on.emit(self._id)

    @Slot(object)
    def _act(self, act: Act) -> None:
        self.ask(Do(self._id, act))

    @Slot()
    def _menu(self) -> None:
        self.open_menu_at(self.footer.more_button.mapToGlobal(QPoint(0, SIDE)))

    @Slot(str)
    def _show_version(self, message_id: str) -> None:
        self.ask(ShowVersion(message_id))

    @Slot(str, object)
    def _decide(self, tool_id: str, decision: ToolDecision) -> None:
        self.ask(Decided(self._id, tool_id, decision))
