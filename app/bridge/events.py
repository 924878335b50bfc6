"""The payload of every event, and the bus that carries them inside the core."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from app.bridge.names import EventName
from app.types.chats import ChatMessage, ChatSummary
from app.types.models import ModelInfo
from app.types.settings import ConfigIssue, SettingInfo
from app.types.status import StoreStatus

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """chat.created, chat.changed (title, model, place, newest message), chat.deleted, chat.restored, chat.rewritten
    (messages were edited or deleted, or another branch was chosen: open it again), chat.purged (it is gone for good).
    """

    chat: ChatSummary


@dataclass(frozen=True, slots=True)
class MessageEvent:
    """message.started (an answer began; follow its channel), message.ended."""

    message: ChatMessage


@dataclass(frozen=True, slots=True)
class ModelEvent:
    """model.changed: one model's state."""

    model: ModelInfo


@dataclass(frozen=True, slots=True)
class WorkerDiedEvent:
    """worker.died: an engine process ended unasked; `restarting` says whether it comes back by itself."""

    model_id: str
    cause: str
    restarting: bool


@dataclass(frozen=True, slots=True)
class StoreEvent:
    """store.changed: the database became readable, writable, or stopped being so."""

    store: StoreStatus


@dataclass(frozen=True, slots=True)
class StoppedEvent:
    """core.stopped: the core ends now; `on_purpose` tells windows not to start it again by themselves, and `erased`
    that everything is being deleted, so that they write nothing any more.
    """

    on_purpose: bool
    erased: bool = False


@dataclass(frozen=True, slots=True)
class SettingsEvent:
    """settings.changed: by a front end, or because a file changed; with what is wrong with the files now."""

    changed: tuple[SettingInfo, ...]
    issues: tuple[ConfigIssue, ...]


@dataclass(frozen=True, slots=True)
class EmptyEvent:
    """models.changed, engines.changed, folders.changed, library.changed (saved prompts, assistants, presets, options of
    models), chats.changed (many chats at once, or another database is in place): ask for the list, and for what is
    open, again.
    """


EventPayload = (
    ChatEvent | MessageEvent | ModelEvent | WorkerDiedEvent | SettingsEvent | StoreEvent | StoppedEvent | EmptyEvent
)

PAYLOADS: dict[EventName, type] = {
    EventName.CHAT_CREATED: ChatEvent,
    EventName.CHAT_CHANGED: ChatEvent,
    EventName.CHAT_DELETED: ChatEvent,
    EventName.CHAT_RESTORED: ChatEvent,
    EventName.CHAT_REWRITTEN: ChatEvent,
    EventName.CHAT_PURGED: ChatEvent,
    EventName.CHATS_CHANGED: EmptyEvent,
    EventName.FOLDERS_CHANGED: EmptyEvent,
    EventName.LIBRARY_CHANGED: EmptyEvent,
    EventName.MESSAGE_STARTED: MessageEvent,
    EventName.MESSAGE_ENDED: MessageEvent,
    EventName.MODEL_CHANGED: ModelEvent,
    EventName.MODELS_CHANGED: EmptyEvent,
    EventName.WORKER_DIED: WorkerDiedEvent,
    EventName.SETTINGS_CHANGED: SettingsEvent,
    EventName.ENGINES_CHANGED: EmptyEvent,
    EventName.STORE_CHANGED: StoreEvent,
    EventName.CORE_STOPPED: StoppedEvent,
}

Listener = Callable[[EventName, EventPayload], None]


class EventBus:
    """Fan-out of facts. Runs on the core's event loop; listeners return quickly.

    Listeners that are added or removed during an emit count from the next one. A listener that raises is logged and
    does not stop the others.
    """

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; call the result to remove it."""
        self._listeners = (*self._listeners, listener)

        def remove() -> None:
            self._listeners = tuple(known for known in self._listeners if known is not listener)

        return remove

    def emit(self, name: EventName, payload: EventPayload) -> None:
        """Tell everyone. The payload's class is the one that `PAYLOADS` lists."""
        if not isinstance(payload, PAYLOADS[name]):
            raise TypeError(f"{name} carries {PAYLOADS[name].__name__}, not {type(payload).__name__}")
        for listener in self._listeners:
            try:
                listener(name, payload)
            except Exception:
                log.exception("a listener of %s failed", name)


def decode_event(name: str, data: Any) -> tuple[EventName, EventPayload]:
    """The event that a frame carries.

    Raises:
        InvalidInput: Unknown name or malformed payload.
    """
    from app.errors import InvalidInput
    from app.wire import from_wire

    try:
        known = EventName(name)
    except ValueError as exc:
        raise InvalidInput(f"Unknown event {name!r}.") from exc
    return known, cast("EventPayload", from_wire(PAYLOADS[known], data))
