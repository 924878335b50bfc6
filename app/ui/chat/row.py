"""What the list of messages needs of a row, whoever speaks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.chat.messages import ShownMessage
from app.ui.widgets.words import number

NOTE = 20
"""The height of the line under a shortened text."""


class Row(QWidget):
    """What the list needs of a row. Lives in the GUI thread.

    Signals:
        height_changed(): The row has to be measured again.
        link_chosen(address: str): A link was activated.
        retry(message_id: str): Answer the prompt again.
        go_on(message_id: str): Continue this answer.
        shorten(message_id: str, policy: ContextPolicy): The chat was too long: answer without its oldest messages.
    """

    height_changed = Signal()
    link_chosen = Signal(str)
    retry = Signal(str)
    go_on = Signal(str)
    shorten = Signal(str, object)

    def row_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        raise NotImplementedError

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the present state of the message; `last` is the one at the end of the chat."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take over today's theme."""
        raise NotImplementedError


def shortened_words(shown: int, total: int) -> str:
    """Said under a text that is too long to be shown."""
    return f"The first {number(shown, 0)} of {number(total, 0)} characters are shown. Copying takes all of them."
