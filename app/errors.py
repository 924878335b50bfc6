"""The one exception tree.

Every error a person may meet is an `AppError`: a stable `code` for programs, a `message` that names the cause in one
sentence, a `hint` that names
the remedy, and a `detail` for the folded part (log lines, paths, numbers). Status codes, exit codes and dialogs exist
only at the edges.

    AppError
    ├── ConfigError          the folders of an installation
    ├── ModelError           model files and the catalogue
    │   ├── ModelNotFound
    │   ├── ModelFileError       missing, truncated, not a GGUF, unreadable
    │   └── NoEngineForModel     nothing installed can run it
    ├── EngineError          what happens inside a worker or an engine server
    │   ├── WorkerDied           killed, crashed, or gone
    │   ├── PromptTooLong
    │   ├── OutOfMemory          the model does not fit
    │   ├── Busy                 the bounded queue is full
    │   ├── Cancelled
    │   ├── Unsupported          the engine cannot do this
    │   ├── EngineUnavailable    not there, not answering, too old, or its port is taken
    │   ├── KeyRefused           a provider's key is missing, wrong or expired
    │   └── LocalOnly            it would leave this machine, and “Local only” is on
    ├── StoreError           the database
    │   ├── StoreLocked
    │   ├── StoreFull
    │   ├── StoreTooNew          written by a newer Tektra: opened read-only
    │   ├── StoreDamaged         the file is corrupt
    │   └── ChatNotFound
    ├── BridgeError          the connection between a front end and the core
    │   ├── CoreUnavailable
    │   ├── ChannelGone
    │   └── FrameError           malformed or oversized frame
    ├── InvalidInput         an argument that cannot be used
    └── InternalError        a bug: logged with its traceback, shown as "internal"
"""

from __future__ import annotations

from typing import Any, ClassVar, Self


class AppError(Exception):
    """An error that a person may read.

    Args:
        message: One sentence with the cause.
        hint: What to do about it, or "".
        detail: Facts for the folded part of an error card, or "".
        params: JSON-able numbers and names, for front ends that translate by code.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str = "", detail: str = "", params: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.detail = detail
        self.params: dict[str, Any] = params or {}

    def copy(self) -> Self:
        """The same error to raise once more: each raise collects its own traceback."""
        return type(self)(self.message, hint=self.hint, detail=self.detail, params=dict(self.params))

    def to_dict(self) -> dict[str, Any]:
        """The JSON form that travels on the bridge and between processes."""
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "detail": self.detail,
            "params": self.params,
        }


class ConfigError(AppError):
    """A folder in which Tektra keeps its files cannot be used."""

    code = "config"


class ModelError(AppError):
    """Something about a model."""

    code = "model"


class ModelNotFound(ModelError):
    """No model has this id, or no model is installed at all."""

    code = "model_not_found"


class ModelFileError(ModelError):
    """The model's file is missing, truncated, unreadable or not a GGUF."""

    code = "model_file"


class NoEngineForModel(ModelError):
    """No enabled and installed engine can run the model; `detail` carries the ranked reasons."""

    code = "no_engine"


class EngineError(AppError):
    """An engine refused or failed."""

    code = "engine"


class WorkerDied(EngineError):
    """The worker process ended while it was needed."""

    code = "worker_died"


class PromptTooLong(EngineError):
    """The prompt does not fit the context window; `params` has prompt_tokens and context_tokens."""

    code = "prompt_too_long"


class OutOfMemory(EngineError):
    """A model does not fit the memory that models may have; `params` has need_bytes, have_bytes and largest_context,
    which is the largest context window with which it would fit, or 0.
    """

    code = "out_of_memory"


class Busy(EngineError):
    """The bounded queue is full, or the chat already has a running answer."""

    code = "busy"


class Cancelled(EngineError):
    """The request was stopped on purpose."""

    code = "cancelled"


class Unsupported(EngineError):
    """The engine does not have this ability."""

    code = "unsupported"


class EngineUnavailable(EngineError):
    """The engine is not there, does not answer, is too old, or cannot start; `params["reason"]` is one of absent,
    refused, timeout, too_old, port_in_use, start_failed, bad_reply.
    """

    code = "engine_unavailable"


class KeyRefused(EngineError):
    """A provider wants a key, or another one than it was given. Never carries the key."""

    code = "key_refused"


class LocalOnly(EngineError):
    """Text would leave this machine, and “Local only” is on; `params` has the origin."""

    code = "local_only"


class StoreError(AppError):
    """The database refused or failed."""

    code = "store"


class StoreLocked(StoreError):
    """Another process holds the database."""

    code = "store_locked"


class StoreFull(StoreError):
    """The disk, or the database's size limit, is full."""

    code = "store_full"


class StoreTooNew(StoreError):
    """The database was written by a newer Tektra; it is open read-only."""

    code = "store_too_new"


class StoreDamaged(StoreError):
    """The database file is corrupt; `params` has recovered_chats once what could be read was copied."""

    code = "store_damaged"


class ChatNotFound(StoreError):
    """No chat or message has this id."""

    code = "chat_not_found"


class BridgeError(AppError):
    """The connection between a front end and the core failed."""

    code = "bridge"


class CoreUnavailable(BridgeError):
    """No core answers and none could be started."""

    code = "core_unavailable"


class ChannelGone(BridgeError):
    """The channel ended too long ago, or its buffer no longer reaches back to the wanted item."""

    code = "channel_gone"


class FrameError(BridgeError):
    """A malformed or oversized frame."""

    code = "frame"


class InvalidInput(AppError):
    """An argument that cannot be used."""

    code = "invalid_input"


class InternalError(AppError):
    """A bug in Tektra; the traceback is in the log."""

    code = "internal"


def internal_error(exc: Exception) -> InternalError:
    """What a person is shown of a bug; whoever catches it logs the traceback."""
    return InternalError(
        "Something went wrong inside Tektra.",
        hint="Try again; if it comes back, the log has the details for a report.",
        detail=f"{type(exc).__name__}: {exc}",
    )


def _subclasses(cls: type[AppError]) -> list[type[AppError]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in _subclasses(sub))]


def error_from_dict(data: dict[str, Any]) -> AppError:
    """Rebuild an error that crossed a process border; an unknown code becomes a plain `AppError` with the code in
    `params`.
    """
    classes = {cls.code: cls for cls in _subclasses(AppError)}
    code = str(data.get("code", AppError.code))
    params = dict(data.get("params") or {})
    cls = classes.get(code, AppError)
    if code not in classes:
        params["code"] = code
    return cls(
        str(data.get("message", "")), hint=str(data.get("hint", "")), detail=str(data.get("detail", "")), params=params
    )
