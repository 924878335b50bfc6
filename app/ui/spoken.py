"""What the core says, in the language of the window: errors and sentences in values. Qt-free.

The window's bridge hands everything through `spoken` that comes from the core; the few errors that the window makes
itself outside of widgets go through it as well. In English nothing is done. Codes, parameters, details and whatever
goes back to the core stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from app.bridge.events import WorkerDiedEvent
from app.bridge.signatures.replies import RankedEngine
from app.errors import AppError
from app.types.chats import ChatMessage, ToolInfo
from app.types.compare import CompareEnded, CompareLoading
from app.types.doctor import Finding
from app.types.documents import DocumentInfo
from app.types.engines import AbilityCheck, EngineInfo, ProviderInfo, PullProgress
from app.types.models import ModelInfo
from app.types.privacy import LedgerEntry
from app.types.settings import ConfigIssue
from app.types.status import CoreStatus, StoreStatus, WorkerStatus
from app.types.streams import AnswerProgress
from app.types.transfer import ImportPreview, ImportResult
from app.ui.phrases import Phrasebook

T = TypeVar("T")

SAYING: dict[type, tuple[str, ...]] = {
    AbilityCheck: ("note",),
    AnswerProgress: ("note",),
    ChatMessage: ("error", "note"),
    CompareEnded: ("error",),
    CompareLoading: ("note",),
    ConfigIssue: ("message", "hint"),
    CoreStatus: ("config_problems",),
    DocumentInfo: ("problem",),
    EngineInfo: ("reason", "hint"),
    Finding: ("name", "text", "hint"),
    ImportPreview: ("left_out",),
    ImportResult: ("left_out",),
    LedgerEntry: ("detail",),
    ModelInfo: ("reason",),
    ProviderInfo: ("key_place", "note", "idle_note"),
    PullProgress: ("status",),
    RankedEngine: ("reason", "hint"),
    StoreStatus: ("problem",),
    ToolInfo: ("description",),
    WorkerDiedEvent: ("cause",),
    WorkerStatus: ("cause",),
}
"""Where values have sentences for people. A dictionary there is the form of an error."""

_SENTENCES_OF_AN_ERROR = ("message", "hint")
_KEPT = 2_000
"""So many sentences are remembered: the same few are said over and over."""


class _Speaker:
    """Remembers what it has said."""

    def __init__(self) -> None:
        self._open: Callable[[], Phrasebook] | None = None
        self._book: Phrasebook | None = None
        self._said: dict[str, str] = {}

    @property
    def silent(self) -> bool:
        """Nothing is translated."""
        return self._open is None

    def use(self, open_book: Callable[[], Phrasebook] | None) -> None:
        """Take another language; None is that of the core. The book is opened with the first sentence."""
        self._open, self._book = open_book, None
        self._said.clear()

    def say(self, text: str) -> str:
        """One text."""
        if not text or self._open is None:
            return text
        known = self._said.get(text)
        if known is None:
            self._book = self._book or self._open()
            known = self._book.say(text)
            if len(self._said) >= _KEPT:
                self._said.clear()
            self._said[text] = known
        return known


_speaker = _Speaker()
use = _speaker.use
say = _speaker.say


def spoken(value: T) -> T:
    """The value with all its sentences in the language of the window; the same object where it has none."""
    return value if _speaker.silent else _spoken(value)


def _spoken(value: Any) -> Any:
    if isinstance(value, AppError):
        return _error(value)
    if isinstance(value, tuple | list):
        if all(map(_is_mute, set(map(type, value)))):
            return value
        fresh = [_spoken(item) for item in value]
        changed = any(new is not old for new, old in zip(fresh, value, strict=True))
        return type(value)(fresh) if changed else value
    kind: type = type(value)
    if not is_dataclass(kind):
        return value
    told, deeper = _plan(kind)
    changes = {name: _said(getattr(value, name)) for name in told}
    changes |= {name: _spoken(getattr(value, name)) for name in deeper}
    changes = {name: new for name, new in changes.items() if new is not getattr(value, name)}
    return replace(value, **changes) if changes else value


@cache
def _is_mute(kind: type) -> bool:
    """Nothing in such a value is a sentence."""
    if is_dataclass(kind):
        return not _says(kind)
    return not issubclass(kind, AppError | tuple | list)


def _error(error: AppError) -> AppError:
    fresh = error.copy()
    fresh.message, fresh.hint = _speaker.say(error.message), _speaker.say(error.hint)
    return fresh


def _said(value: Any) -> Any:
    """A field that holds a sentence, several, or an error."""
    if isinstance(value, str):
        return _speaker.say(value)
    if isinstance(value, tuple):
        return tuple(map(_speaker.say, value))
    if isinstance(value, dict):
        return value | {key: _speaker.say(str(value[key])) for key in _SENTENCES_OF_AN_ERROR if value.get(key)}
    return value


@cache
def _plan(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields that say something, and fields in which something lies that does."""
    told = SAYING.get(kind, ())
    hints = get_type_hints(kind)
    names = (field.name for field in fields(kind) if field.name not in told)
    return told, tuple(name for name in names if any(map(_says, _classes(hints[name]))))


def _says(kind: type) -> bool:
    return any(_plan(kind))


def _classes(hint: Any) -> Iterator[type]:
    """The dataclasses in an annotation."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from _classes(inner)
