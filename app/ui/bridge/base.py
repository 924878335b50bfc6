"""What the window's parts see of the core. The real one is `socket.SocketBridge`; UI tests use
`tests.helpers.fake_bridge.FakeBridge`.

Everything here lives in the GUI thread: calls return at once, and callbacks come later from Qt's event loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.ui.bridge.link_state import LinkState

__all__ = ["LinkState", "Reply", "UiBridge"]

P = ParamSpec("P")
R = TypeVar("R")


class Reply(Generic[R]):
    """The answer to one `invoke`, when it comes. Exactly one of the two callbacks is called, once."""

    def __init__(self) -> None:
        self._on_result: Callable[[R], None] | None = None
        self._on_error: Callable[[AppError], None] | None = None

    def then(self, on_result: Callable[[R], None], on_error: Callable[[AppError], None] | None = None) -> None:
        """Say what to do with the result, and with an error; without `on_error` the window shows a toast."""
        self._on_result = on_result
        self._on_error = on_error

    def resolve(self, result: R) -> None:
        """For bridges: deliver the result."""
        if self._on_result is not None:
            self._on_result(result)

    def reject(self, error: AppError) -> bool:
        """For bridges: deliver an error; False when nobody handles it."""
        if self._on_error is None:
            return False
        self._on_error(error)
        return True


class UiBridge(QObject):
    """Invoke, events and channels for widgets and view models.

    Signals:
        link_changed(state: LinkState, error: AppError | None): The connection changed.
        core_event(name: EventName, payload: EventPayload): A fact from the core.
        unhandled(error: AppError): A call failed and nobody handled it.
    """

    link_changed = Signal(object, object)
    core_event = Signal(object, object)
    unhandled = Signal(object)

    @property
    def link(self) -> LinkState:
        """The connection now."""
        raise NotImplementedError

    def invoke(self, signature: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> Reply[R]:
        """Call a command. While the core is away the call is rejected with `CoreUnavailable`."""
        raise NotImplementedError

    def follow(
        self, channel: str, after: int, on_item: Callable[[Any], None], on_end: Callable[[AppError | None], None]
    ) -> Callable[[], None]:
        """Receive a channel's items (`StreamItem` values) after the given number; call the result to leave.

        `on_end` is called once: with None after the last item, or with the reason why no more can come (for instance
        `ChannelGone`, then open
        the chat again). A lost connection is not an end: the bridge resumes by itself where it was.
        """
        raise NotImplementedError

    def start_core(self) -> None:
        """Start the core after it was stopped on purpose or could not be started."""
        raise NotImplementedError
