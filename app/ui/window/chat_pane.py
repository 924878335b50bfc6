"""What the window needs of the chat view. `app.ui.chat.view.ChatView` is the real one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance

from app.types.models import ModelInfo
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.chat.port import ChatPort


class ChatPane(Protocol):
    """A widget that shows one chat and runs its commands. Its signals are described at `ChatView`."""

    @property
    def chat_opened(self) -> SignalInstance:
        """(chat_id): a send created this chat."""
        raise NotImplementedError

    @property
    def send_refused(self) -> SignalInstance:
        """(text, error): the prompt was not stored."""
        raise NotImplementedError

    @property
    def answering_changed(self) -> SignalInstance:
        """(answering): Send turns into Stop and back."""
        raise NotImplementedError

    @property
    def answer_ended(self) -> SignalInstance:
        """(message): an answer ended, in whatever way; after `answering_changed`."""
        raise NotImplementedError

    @property
    def suggestion_chosen(self) -> SignalInstance:
        """(text): an example prompt was picked, to be asked at once."""
        raise NotImplementedError

    @property
    def port(self) -> ChatPort:
        """What is told and asked for about messages."""
        raise NotImplementedError

    @property
    def chat_id(self) -> str | None:
        """The open chat."""
        raise NotImplementedError

    @property
    def answering(self) -> bool:
        """Whether an answer is on its way."""
        raise NotImplementedError

    def open_chat(self, chat_id: str | None) -> None:
        """Show a chat, or the empty state."""

    def show_message(self, message_id: str) -> None:
        """Go to a message of the open chat and point it out."""

    @property
    def questions(self) -> tuple[str, ...]:
        """What the person asked in the open chat, oldest first."""
        raise NotImplementedError

    def send(self, text: str, model_id: str | None = None, extras: SendExtras = NOTHING) -> None:
        """Ask in the open chat, or in a new one."""

    def stop(self) -> None:
        """Stop the running answer."""

    def set_model(self, model: ModelInfo | None) -> None:
        """The model that the empty state names."""
