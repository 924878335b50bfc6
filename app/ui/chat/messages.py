"""One message as it is shown, the subscription that feeds it, and the words for its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.errors import AppError
from app.types.chats import ChatMessage, MessageStatus
from app.types.messages import Role
from app.types.streams import AnswerPhase, AnswerProgress, AnswerText
from app.ui.chat.figures import NumberText

RUNNING = frozenset({MessageStatus.WAITING, MessageStatus.STREAMING})
CUT_OFF = frozenset({MessageStatus.INTERRUPTED, MessageStatus.STOPPED, MessageStatus.FAILED})


class ShownMessage:
    """A stored message and what came since. Lives in the GUI thread; `ChatState` changes it."""

    def __init__(self, stored: ChatMessage) -> None:
        self.stored = stored
        self.text = stored.text
        self.progress: AnswerProgress | None = None
        self.stalled = False
        """True while the connection to the core is lost."""

    @property
    def id(self) -> str:
        """The store's id."""
        return self.stored.id

    @property
    def from_person(self) -> bool:
        """Whether it is a prompt."""
        return self.stored.role is Role.USER

    @property
    def running(self) -> bool:
        """Whether more may come."""
        return self.stored.status in RUNNING

    @property
    def can_continue(self) -> bool:
        """Whether it was cut off after some text."""
        return self.stored.status in CUT_OFF and bool(self.text) and not self.from_person

    def take(self, stored: ChatMessage) -> bool:
        """Take over the store's state; False when nothing is different."""
        if stored == self.stored and stored.text == self.text and self.progress is None:
            return False
        self.stored, self.text, self.progress, self.stalled = stored, stored.text, None, False
        return True

    def add_text(self, item: AnswerText) -> None:
        """More text came."""
        self.text += item.text
        if self.progress is None or self.progress.phase is not AnswerPhase.WRITING:
            self.progress = AnswerProgress(AnswerPhase.WRITING)

    def give_up(self, error: AppError | None) -> None:
        """Nothing more can be received, whatever the core does with it."""
        problem = error or AppError("The rest of this answer did not arrive.", hint="Open the chat again.")
        self.stored = replace(self.stored, status=MessageStatus.FAILED, error=problem.to_dict())
        self.progress = None


class Follow:
    """One subscription to a channel. After `close` nothing that still arrives counts."""

    def __init__(
        self,
        message_id: str,
        channel: str,
        seq: int,
        on_item: Callable[[str, Any], None],
        on_end: Callable[[str, AppError | None], None],
    ) -> None:
        self._message_id = message_id
        self.channel = channel
        self.seq = seq
        """The last item that came."""
        self.leave: Callable[[], None] | None = None
        self._deliver = on_item
        self._deliver_end = on_end
        self._open = True

    def on_item(self, item: Any) -> None:
        """The next item; a bridge delivers every item once and in order."""
        if self._open:
            self.seq += 1
            self._deliver(self._message_id, item)

    def on_end(self, error: AppError | None) -> None:
        """The channel's end."""
        if self._open:
            self._open = False
            self._deliver_end(self._message_id, error)

    def close(self) -> None:
        """Leave the channel."""
        if self._open:
            self._open = False
            if self.leave is not None:
                self.leave()


def waiting_words(shown: ShownMessage, number: NumberText) -> str:
    """What a running answer waits for; "" while its text comes."""
    if shown.stalled:
        return "Waiting for the connection…"
    progress = shown.progress
    name = shown.stored.model_name or "the model"
    if progress is None:
        return "" if shown.text else "Waiting…"
    if progress.phase is AnswerPhase.QUEUED:
        return "Waiting for another answer to end…"
    if progress.phase is AnswerPhase.LOADING:
        return f"{progress.note} Loading {name}…".lstrip()
    if progress.phase is AnswerPhase.READING:
        if progress.total_tokens <= 0:
            return "Reading the prompt…"
        share = min(100, 100 * progress.done_tokens // progress.total_tokens)
        return f"Reading the prompt… {number(share, 0)} %"
    return "" if shown.text else "Writing…"
