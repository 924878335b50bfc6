"""An answer: who wrote it, its text, its state, what can be done with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.errors import AppError, error_from_dict
from app.types.chats import ContextPolicy, MessageStatus
from app.types.generation import StopReason
from app.ui.chat.answer_footer import SIDE, AnswerFooter
from app.ui.chat.body import MessageBody
from app.ui.chat.figures import figures
from app.ui.chat.markdown import SHOWN_CHARS
from app.ui.chat.messages import ShownMessage, WaitingWords, waiting_words
from app.ui.chat.row import NOTE, Row, shortened_words
from app.ui.chat.text_formats import LINE, PARAGRAPH_GAP
from app.ui.chat.thought_view import ThoughtView
from app.ui.chat.waiting_line import WaitingLine
from app.ui.theme import current, ui_font
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind
from app.ui.widgets.labels import Paragraph, Tone, muted_label, text_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.words import number
from app.ui.window.picker_model import ENGINE_NAMES

AFTER_ANSWER = 18
HEAD, MARK = 20, 20
HEAD_GAP, READ_GAP, CARD_GAP, FOOTER_GAP = 8, 8, 22, 20


class AnswerRow(Row):
    """An answer: who wrote it, its text, its state, what can be done. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._last = False
        self._name = text_label("", 12, QFont.Weight.DemiBold)
        self._engine = muted_label()
        self.body = MessageBody(self)
        self.body.height_changed.connect(self.height_changed)
        self.body.link_chosen.connect(self.link_chosen)
        self.waiting = WaitingLine(self)
        self.thoughts = ThoughtView(self)
        self.thoughts.height_changed.connect(self.height_changed)
        self.thoughts.link_chosen.connect(self.link_chosen)
        self._read = Paragraph("", 12, 18, muted=True)
        self._note = muted_label()
        self.card = Banner(self)
        self.card.installEventFilter(self)
        self._card_shows: tuple[MessageStatus, str] | None = None
        self.footer = AnswerFooter(self)
        self.footer.retry.connect(self._ask_retry)
        self.footer.go_on.connect(self._ask_go_on)
        for label in (self._name, self._engine, self._note, self._read):
            label.setParent(self)
            label.show()

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the present state of the answer."""
        stored = shown.stored
        self._id, self._last = shown.id, last
        self._show_head(stored.model_name, ENGINE_NAMES.get(stored.backend, "") if stored.backend else "")
        name = self.tr("Answer by %1").replace("%1", stored.model_name or self.tr("the model"))
        self.body.set_text(shown.text, finished=not shown.running, name=name)
        self.body.setVisible(bool(shown.text))
        self.body.set_caret(shown=shown.running and bool(shown.text) and not shown.stalled)
        self.thoughts.setVisible(bool(shown.thinking) and not shown.thinks)
        if not self.thoughts.isHidden():
            self.thoughts.show_thoughts(shown.thinking, shown.thinking_s, finished=not shown.running)
        self._read.say(stored.note)
        self._read.setVisible(bool(stored.note))
        self._show_state(shown)
        self._show_card(shown)
        self._note.setVisible(self.body.truncated)
        self._note.setText(shortened_words(SHOWN_CHARS, len(shown.text)))
        self._show_footer(shown)

    def row_height(self, width: int) -> int:
        """Head, text, state, card, footer; the footer's room is kept while the answer runs, so that nothing jumps."""
        self._name.setGeometry(MARK + 8, 0, min(self._name.sizeHint().width(), width // 2), HEAD)
        engine = self._name.geometry().right() + 9
        self._engine.setGeometry(engine, 0, max(0, width - engine), HEAD)
        top = HEAD + HEAD_GAP
        if not self._read.isHidden():
            height = self._read.heightForWidth(width)
            self._read.setGeometry(0, top, width, height)
            top += height + READ_GAP
        if not self.thoughts.isHidden():
            height = self.thoughts.view_height(width)
            self.thoughts.setGeometry(0, top, width, height)
            top += height + (PARAGRAPH_GAP if not self.body.isHidden() else 0)
        if not self.body.isHidden():
            height = self.body.body_height(width)
            self.body.setGeometry(0, top, width, height)
            top += height
        if not self._note.isHidden():
            self._note.setGeometry(0, top + 4, width, NOTE)
            top += 4 + NOTE
        if not self.waiting.isHidden():
            self.waiting.setGeometry(0, top, width, LINE)
            top += LINE
        if not self.card.isHidden():
            height = self.card.heightForWidth(width)
            top += CARD_GAP if not self.body.isHidden() else 4
            self.card.setGeometry(0, top, width, height)
            top += height
        # Six less at the left: the icon, not its button, stands under the text.
        left = -6 if not self.footer.copy_button.isHidden() or not self.footer.retry_button.isHidden() else 0
        self.footer.setGeometry(left, top + FOOTER_GAP, width - left, SIDE)
        return top + FOOTER_GAP + SIDE + AFTER_ANSWER

    def restyle(self) -> None:
        """Take over today's theme."""
        self.body.restyle()
        self.thoughts.restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tektra's mark beside the model's name."""
        tokens = current()
        with smooth(self) as painter:
            box = QRect(0, 0, MARK, MARK)
            rounded(painter, box, 5, tokens.accent)
            painter.setFont(ui_font(11, QFont.Weight.Bold))
            painter.setPen(QColor(tokens.on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "T")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done."""
        self.footer.reveal(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again, but never under the last answer."""
        self.footer.reveal(on=self._last)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card's details were unfolded, or folded again."""
        if watched is self.card and event.type() == QEvent.Type.LayoutRequest:
            self.height_changed.emit()
        return super().eventFilter(watched, event)

    def _show_head(self, name: str, engine: str) -> None:
        self._name.setText(name or self.tr("Tektra"))
        self._engine.setText(engine)

    def _show_state(self, shown: ShownMessage) -> None:
        """The line where text will come, or why there is none."""
        wait = waiting_words(shown, number) if shown.running else WaitingWords()
        silent = not shown.text and not shown.running and shown.stored.status is not MessageStatus.FAILED
        if wait.words:
            self.waiting.wait_for(wait.words, wait.figures)
        elif silent and shown.stored.status is MessageStatus.STOPPED:
            self.waiting.say(self.tr("Stopped before the first word."))
        elif silent and shown.stored.status is MessageStatus.COMPLETE:
            self.waiting.say(self.tr("The answer is empty."))
        else:
            self.waiting.say("")
        self.waiting.setVisible(
            bool(wait.words) or (not shown.text and shown.stored.status is not MessageStatus.FAILED)
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
            self.card.hide()
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
        has_card = self._card_shows is not None
        # The card says already why the answer ended.
        reason = None if has_card else stored.stop_reason
        words = "" if shown.running else figures(stored.usage, reason, number)
        self.footer.set_state(
            shown.text,
            words,
            retry=self._last and not shown.running and not has_card,
            go_on=self._last and shown.can_continue and not has_card,
        )
        self.footer.setVisible(not shown.running)
        self.footer.reveal(on=self._last or self.underMouse())

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
