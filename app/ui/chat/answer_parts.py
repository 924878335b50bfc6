"""An answer's text with its tool calls where they stand in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.types.chats import ToolDecision, ToolUse
from app.ui.chat.body import MessageBody
from app.ui.chat.text_formats import PARAGRAPH_GAP
from app.ui.chat.tool_card import ToolCard
from app.ui.chat.tool_model import segments


class AnswerParts(QWidget):
    """Bodies and cards in one column; `first` is the body that is always there. Lives in the GUI thread.

    Signals:
        height_changed(): A part has another height; the row has to be measured again.
        link_chosen(address: str, text: str): A link was activated.
        decided(tool_id: str, decision: ToolDecision): The person answered a tool call.
    """

    height_changed = Signal()
    link_chosen = Signal(str, str)
    decided = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.owner = ""
        """The message that it shows."""
        self.first = self._make_body()
        self._bodies = [self.first]
        self._cards: dict[str, ToolCard] = {}
        self._order: list[MessageBody | ToolCard] = [self.first]
        self._shown: tuple[str, tuple[ToolUse, ...], bool, str] = ("", (), False, "")

    @property
    def truncated(self) -> bool:
        """Whether the text is longer than what is shown."""
        return any(body.truncated for body in self._bodies)

    @property
    def cards(self) -> tuple[ToolCard, ...]:
        """The tool calls that are shown."""
        return tuple(self._cards.values())

    def set_answer(self, text: str, tools: tuple[ToolUse, ...], *, finished: bool, name: str) -> None:
        """Show a text and its tool calls. Only what is new costs anything."""
        shown = (text, tools, finished, name)
        if shown == self._shown:
            return
        self._shown = shown
        for body in self._bodies:
            body.owner = self.owner
        if not tools and len(self._order) == 1 and self._order[0] is self.first:
            self.first.set_text(text, finished=finished, name=name)
            return
        self._arrange_parts(segments(text, tools), finished=finished, name=name)

    def set_caret(self, *, shown: bool) -> None:
        """Mark the end of a running answer."""
        last = self._order[-1] if self._order else None
        for body in self._bodies:
            body.set_caret(shown=shown and body is last)

    def parts_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        top = 0
        for part in self._order:
            if top:
                top += PARAGRAPH_GAP
            height = part.card_height(width) if isinstance(part, ToolCard) else part.body_height(width)
            part.setGeometry(0, top, width, height)
            top += height
        return top

    def restyle(self) -> None:
        """Take over today's theme."""
        for body in self._bodies:
            body.restyle()
        for card in self._cards.values():
            card.restyle()

    def asking(self) -> ToolCard | None:
        """The first tool call that waits for the person."""
        return next((card for card in self._cards.values() if card.asks), None)

    def _arrange_parts(self, parts: list[str | ToolUse], *, finished: bool, name: str) -> None:
        order: list[MessageBody | ToolCard] = []
        texts = 0
        for index, part in enumerate(parts):
            if isinstance(part, ToolUse):
                order.append(self._card(part, running=not finished))
                continue
            if texts == len(self._bodies):
                self._bodies.append(self._make_body())
            body = self._bodies[texts]
            texts += 1
            body.set_text(part, finished=finished or index < len(parts) - 1, name=name)
            order.append(body)
        for body in self._bodies[texts:]:
            body.hide()
        used = {part.id for part in parts if isinstance(part, ToolUse)}
        for tool_id in [tool_id for tool_id in self._cards if tool_id not in used]:
            self._cards.pop(tool_id).deleteLater()
        for widget in order:
            widget.show()
        self._order = order

    def _card(self, use: ToolUse, *, running: bool) -> ToolCard:
        card = self._cards.get(use.id)
        if card is None:
            card = self._cards[use.id] = ToolCard(self)
            card.height_changed.connect(self.height_changed)
            card.decided.connect(self._decided)
        card.show_use(use, running=running)
        return card

    def _make_body(self) -> MessageBody:
        body = MessageBody(self)
        body.owner = self.owner
        body.height_changed.connect(self.height_changed)
        body.link_chosen.connect(self.link_chosen)
        return body

    @Slot(str, object)
    def _decided(self, tool_id: str, decision: ToolDecision) -> None:
        self.decided.emit(tool_id, decision)
