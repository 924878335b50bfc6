"""Every command, event and caller, by name. Commands are `noun.verb`, events `noun.past`."""

from __future__ import annotations

from enum import StrEnum


class Caller(StrEnum):
    """Who may call a command. Default deny: a command lists its callers."""

    UI = "ui"
    CLI = "cli"
    HTTP_LOCAL = "http_local"
    HTTP_REMOTE = "http_remote"


class EventName(StrEnum):
    """Facts for whoever listens. The payload's class stands beside each name in `events.py`."""

    CHAT_CREATED = "chat.created"
    CHAT_CHANGED = "chat.changed"
    CHAT_DELETED = "chat.deleted"
    CHAT_RESTORED = "chat.restored"
    CHAT_REWRITTEN = "chat.rewritten"
    CHAT_PURGED = "chat.purged"
    CHATS_CHANGED = "chats.changed"
    FOLDERS_CHANGED = "folders.changed"
    LIBRARY_CHANGED = "library.changed"
    MESSAGE_STARTED = "message.started"
    MESSAGE_ENDED = "message.ended"
    MODEL_CHANGED = "model.changed"
    MODELS_CHANGED = "models.changed"
    WORKER_DIED = "worker.died"
    SETTINGS_CHANGED = "settings.changed"
    ENGINES_CHANGED = "engines.changed"
    STORE_CHANGED = "store.changed"
    CORE_STOPPED = "core.stopped"
