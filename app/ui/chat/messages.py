"""One message as it is shown, the subscription that feeds it, and the words for its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.client.reading import NumberText, Reading
from app.errors import AppError, PromptTooLong
from app.types.chats import ChatMessage, MessageStatus, ToolUse
from app.types.generation import StopReason
from app.types.messages import Role
from app.types.streams import AnswerPhase, AnswerProgress, AnswerText, AnswerThinking
from app.ui.chat.tool_model import put_use

RUNNING = frozenset({MessageStatus.WAITING, MessageStatus.STREAMING})
CUT_OFF = frozenset({MessageStatus.INTERRUPTED, MessageStatus.STOPPED, MessageStatus.FAILED})
_TOOL_PHASES = frozenset({AnswerPhase.APPROVAL, AnswerPhase.TOOL})
LIMITS = frozenset({StopReason.LENGTH, StopReason.CONTEXT, StopReason.REPETITION})


Translate = Callable[[str, str], str]
"""Context and text to the text in the person's language."""


def untranslated(_context: str, text: str) -> str:
    """English, as it stands in the code."""
    return text


class ShownMessage:
    """A stored message and what came since. Lives in the GUI thread; `ChatState` changes it."""

    def __init__(self, stored: ChatMessage) -> None:
        self.stored = stored
        self.text = stored.text
        self.thinking = stored.thinking
        self.thinking_s = stored.thinking_s
        self.tools = stored.tools
        self.editing: str | None = None
        """What its text is being changed to; None while nobody edits it."""
        self.progress: AnswerProgress | None = None
        self.reading = Reading()
        self.stalled = False
        """True while the connection to the core is lost."""
        self.streamed = 0
        """Tokens of the answer that came since the store's state."""

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
        cut_off = self.stored.status in CUT_OFF or self.stored.stop_reason in LIMITS
        return cut_off and not self.running and bool(self.text) and not self.from_person

    @property
    def thinks(self) -> bool:
        """Whether it thinks, and has not begun to write."""
        return self.running and bool(self.thinking) and not self.text

    @property
    def older_turns(self) -> int:
        """When the chat was too long for it: how many of its oldest turns could be left out."""
        error = self.stored.error or {}
        turns = error.get("params", {}).get("older_turns", 0) if error.get("code") == PromptTooLong.code else 0
        return turns if isinstance(turns, int) else 0

    def take(self, stored: ChatMessage) -> bool:
        """Take over the store's state; False when nothing is different."""
        if stored == self.stored and stored.text == self.text and self.progress is None:
            return False
        self.stored, self.text, self.progress, self.stalled, self.streamed = stored, stored.text, None, False, 0
        self.thinking, self.thinking_s, self.tools = stored.thinking, stored.thinking_s, stored.tools
        return True

    def add_text(self, item: AnswerText) -> None:
        """More text came."""
        self.text += item.text
        self.streamed += item.tokens
        if self.progress is None or self.progress.phase is not AnswerPhase.WRITING:
            self.progress = AnswerProgress(AnswerPhase.WRITING)

    def add_thinking(self, item: AnswerThinking) -> None:
        """More was thought."""
        self.thinking += item.text
        self.thinking_s = item.seconds

    def add_tool(self, use: ToolUse) -> None:
        """A tool call came, or went on."""
        self.tools = put_use(self.tools, use)

    def wait(self, progress: AnswerProgress) -> None:
        """The core says what it waits for."""
        self.progress = progress
        self.reading.take(progress)

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


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """What a running answer waits for."""

    words: str = ""
    """"" while its text comes."""
    figures: str = ""
    """How far it is; they change all the time, so that only who looks at them learns of them."""


def waiting_words(shown: ShownMessage, number: NumberText, translate: Translate = untranslated) -> WaitingWords:
    """What a running answer waits for."""
    if shown.stalled:
        return WaitingWords(translate("Waiting", "Waiting for the connection…"))
    progress = shown.progress
    if shown.thinks and (progress is None or progress.phase not in _TOOL_PHASES):
        return WaitingWords()  # the line of its thoughts says it
    if progress is None:
        return WaitingWords("" if shown.text else translate("Waiting", "Waiting…"))
    if progress.phase is AnswerPhase.READING:
        figures = shown.reading.words(number)
        if figures:
            return WaitingWords(translate("Waiting", "Reading your message"), figures)
        return WaitingWords(translate("Waiting", "Reading your message…"))
    return WaitingWords(_phase_words(shown, progress, translate))


def _phase_words(shown: ShownMessage, progress: AnswerProgress, translate: Translate) -> str:
    if progress.phase is AnswerPhase.QUEUED:
        return translate("Waiting", "Waiting for another answer to end…")
    if progress.phase is AnswerPhase.LOADING:
        loading = translate("Waiting", "Loading {0}…") if shown.stored.model_name else ""
        words = loading.format(shown.stored.model_name) or translate("Waiting", "Loading the model…")
        return f"{progress.note} {words}".lstrip()
    if progress.phase is AnswerPhase.SUMMARISING:
        return progress.note
    if progress.phase is AnswerPhase.APPROVAL:
        return translate("Waiting", "Waiting for your decision…")
    if progress.phase is AnswerPhase.TOOL:
        return translate("Waiting", "Using a tool…")
    return "" if shown.text else translate("Waiting", "Writing…")
