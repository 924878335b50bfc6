"""Older messages of the open chat, page by page. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.bridge.signatures import chat_page
from app.errors import AppError
from app.types.chats import ChatMessage

if TYPE_CHECKING:
    from app.ui.chat.state import ChatCalls, ChatState

PAGE = 60
"""Messages that are read when a chat is opened, and when somebody scrolls up."""
LEAP = 1_000
"""Messages that are read at once on the way to one that is far away."""

Then = Callable[[], None]


class Pager:
    """Reads what stands before the messages that are shown. Lives in the GUI thread."""

    def __init__(self, bridge: ChatCalls, state: ChatState) -> None:
        self._bridge = bridge
        self._state = state
        self.limit = PAGE
        self.older = 0
        """How many messages of the branch are not here yet."""
        self._asked = False
        self._wanted: list[tuple[str, Then, Then | None]] = []

    def reset(self, limit: int) -> None:
        """Another chat is opened."""
        self.limit, self.older, self._asked, self._wanted = limit, 0, False, []

    def more(self) -> None:
        """Read a page, unless one is on its way or there is none."""
        self._ask(PAGE)

    def ensure(self, message_id: str, then: Then, missing: Then | None = None) -> None:
        """Call `then` when this message is among those that are shown: at once, or after as many pages as it takes;
        `missing` when it is not in this branch.
        """
        if self._state.index(message_id) is not None:
            then()
        elif self._state.loading or self.older:
            self._wanted.append((message_id, then, missing))
            self._ask(LEAP)
        elif missing is not None:
            missing()

    def settle(self) -> None:
        """Messages came: whoever waits for one of them goes on."""
        wanted, self._wanted = self._wanted, []
        for one in wanted:
            self.ensure(*one)

    def _ask(self, limit: int) -> None:
        messages = self._state.messages
        if self._asked or not self.older or not messages:
            return
        self._asked = True
        reply = self._bridge.invoke(chat_page, message_id=messages[0].id, limit=limit)
        place = (self._state.visit, messages[0].id)
        reply.then(partial(self._came, place), partial(self._failed, place))

    def _came(self, place: tuple[int, str], page: tuple[ChatMessage, ...]) -> None:
        if place[0] != self._state.visit:
            return
        self._asked = False
        messages = self._state.messages
        if messages and messages[0].id == place[1]:
            self.older = max(0, self.older - len(page)) if page else 0
            if page:
                self._state.prepend(page)
        self.settle()

    def _failed(self, place: tuple[int, str], error: AppError) -> None:
        if place[0] != self._state.visit:
            return
        self._asked = False
        wanted, self._wanted = self._wanted, []
        if wanted:
            self._state.refuse(error)
