"""Find in chat: which messages hold the words, and which of them is looked at. Without Qt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from app.bridge.signatures import chat_find
from app.errors import AppError

if TYPE_CHECKING:
    from app.ui.bridge.base import Reply

    P = ParamSpec("P")
    R = TypeVar("R")

MAX_CHARS = 500
"""Nobody looks for more; a pasted page is cut."""


class FindCalls(Protocol):
    """The part of `UiBridge` that is needed here."""

    def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> Reply[R]:
        """Call a command."""
        ...


class FindListener(Protocol):
    """Who is told. Calls come from the GUI thread's event loop."""

    def on_found(self) -> None:
        """The matches are others now, or another one is looked at."""
        ...

    def nearest(self, ids: tuple[str, ...]) -> int:
        """Which of the messages is looked at first."""
        ...

    def on_find_failed(self, error: AppError) -> None:
        """The core could not look."""
        ...


class FindModel:
    """The words and their matches in one chat. Lives in the GUI thread."""

    def __init__(self, bridge: FindCalls, listener: FindListener) -> None:
        self._bridge = bridge
        self._listener = listener
        self._chat_id: str | None = None
        self._asked = 0
        self.text = ""
        """What is looked for; "" for nothing."""
        self.ids: tuple[str, ...] = ()
        """The messages that hold it, oldest first."""
        self.index = -1
        """Which of them is looked at; -1 for none."""
        self.searching = False

    @property
    def current(self) -> str | None:
        """The message that is looked at."""
        return self.ids[self.index] if 0 <= self.index < len(self.ids) else None

    def look(self, chat_id: str | None, text: str) -> None:
        """Look for other words, or in another chat. What an older question brings counts no more."""
        text = text[:MAX_CHARS]
        self._asked += 1
        self._chat_id, self.text = chat_id, text
        if chat_id is None or not text.strip():
            self.ids, self.index, self.searching = (), -1, False
            self._listener.on_found()
            return
        self.searching = True
        reply = self._bridge.invoke(chat_find, chat_id=chat_id, text=text)
        reply.then(partial(self._found, self._asked), partial(self._failed, self._asked))

    def again(self) -> None:
        """Look once more for the same words: the chat has changed."""
        self.look(self._chat_id, self.text)

    def step(self, by: int) -> None:
        """Go on to the next match (1) or the one before (-1), round at the ends."""
        if self.ids:
            self.index = (self.index + by) % len(self.ids)
            self._listener.on_found()

    def _found(self, asked: int, ids: tuple[str, ...]) -> None:
        if asked != self._asked:
            return
        before = self.current
        self.searching, self.ids = False, ids
        # A match that is still one stays.
        self.index = ids.index(before) if before in ids else self._listener.nearest(ids) if ids else -1
        self._listener.on_found()

    def _failed(self, asked: int, error: AppError) -> None:
        if asked == self._asked:
            self.ids, self.index, self.searching = (), -1, False
            self._listener.on_find_failed(error)
