"""The settings as the window knows them, and the commands on them. Main window and settings window share one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.bridge.events import EventPayload, SettingsEvent
from app.bridge.names import EventName
from app.bridge.signatures import settings_check, settings_describe, settings_problems, settings_reset, settings_set
from app.errors import AppError
from app.types.settings import ConfigIssue, SettingInfo, SettingsReply
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.translation import setting_words

_NO_NAMES: Mapping[str, str] = MappingProxyType({})
log = logging.getLogger(__name__)

Value = str | int | float | bool | list[str]
OnReply = Callable[[SettingsReply], None]
OnError = Callable[[AppError], None]


class SettingsClient(QObject):
    """Every setting with its value. Lives in the GUI thread; listens to `settings.changed`.

    Signals:
        changed(keys: frozenset[str]): These have other values, or are known now.
        issues_changed(): What is wrong with the files is another thing.
        link_changed(): The core came or went.
    """

    changed = Signal(object)
    issues_changed = Signal()
    link_changed = Signal()

    def __init__(self, bridge: UiBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._infos: dict[str, SettingInfo] = {}
        self._offered: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, Mapping[str, str]] = {}
        self.issues: tuple[ConfigIssue, ...] = ()
        bridge.core_event.connect(self._event)
        bridge.link_changed.connect(self._link)
        if bridge.link is LinkState.CONNECTED:
            self.refresh()

    @property
    def all(self) -> tuple[SettingInfo, ...]:
        """In the order of their declaration; () before the core was asked."""
        return tuple(self._infos.values())

    @property
    def connected(self) -> bool:
        """Whether changes can be made now."""
        return self._bridge.link is LinkState.CONNECTED

    def get(self, key: str) -> SettingInfo | None:
        """One setting."""
        return self._infos.get(key)

    def value(self, key: str, default: Any = None) -> Any:
        """A setting's value; the default while it is not known."""
        info = self._infos.get(key)
        return info.value if info is not None else default

    def offered(self, key: str) -> tuple[str, ...]:
        """Values of a text that are known elsewhere, such as names of devices."""
        return self._offered.get(key.rpartition(".")[2], ())

    def name_of(self, key: str, value: object) -> str:
        """How people call a value that was offered; "" where it has no other name."""
        return self._names.get(key.rpartition(".")[2], {}).get(str(value), "")

    def offer(self, name: str, values: tuple[str, ...], names: Mapping[str, str] = _NO_NAMES) -> None:
        """Tell the values that settings with this last name can have, and how people call them."""
        if self._offered.get(name) != values or self._names.get(name, _NO_NAMES) != names:
            self._offered[name], self._names[name] = values, names
            self.changed.emit(frozenset(key for key in self._infos if key.rpartition(".")[2] == name))

    def refresh(self) -> None:
        """Ask for everything."""
        self._bridge.invoke(settings_describe).then(self._set_all, self._failed)
        self._bridge.invoke(settings_problems).then(self._set_issues, self._failed)

    def check(self, key: str, value: Value, on_reply: Callable[[str], None], on_error: OnError) -> None:
        """Ask what would be wrong with a value."""
        self._bridge.invoke(settings_check, key=key, value=value).then(on_reply, on_error)

    def set(
        self, values: Mapping[str, Value], on_reply: OnReply | None = None, on_error: OnError | None = None
    ) -> None:
        """Change settings; without `on_error` the window shows a toast."""

        def done(reply: SettingsReply) -> None:
            self._take(reply.changed)
            if on_reply is not None:
                on_reply(reply)

        self._bridge.invoke(settings_set, values=dict(values)).then(done, self._in_words(on_error))

    def reset(self, keys: tuple[str, ...], on_reply: OnReply | None = None, on_error: OnError | None = None) -> None:
        """Give settings their defaults again."""

        def done(reply: SettingsReply) -> None:
            self._take(reply.changed)
            if on_reply is not None:
                on_reply(reply)

        self._bridge.invoke(settings_reset, keys=keys).then(done, self._in_words(on_error))

    def _in_words(self, on_error: OnError | None) -> OnError | None:
        """Say of an error what a person sees here: labels, and not the keys of the file."""
        if on_error is None:
            return None

        def labelled(error: AppError) -> None:
            named = error.copy()
            info = self._infos.get(str(error.params.get("key", "")))
            if info is not None and info.label and named.message.startswith(f"{info.key} "):
                named.message = f"“{info.label}”{named.message.removeprefix(info.key)}"
            for key in self._infos:
                named.message = named.message.replace(f" ({key})", "")
            on_error(named)

        return labelled

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, SettingsEvent):
            self._take(payload.changed)
            self._set_issues(payload.issues)

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self.refresh()
        self.link_changed.emit()

    def _set_all(self, infos: tuple[SettingInfo, ...]) -> None:
        before = self._infos
        self._infos = {info.key: info for info in map(_worded, infos)}
        keys = frozenset(key for key, info in self._infos.items() if before.get(key) != info)
        if keys:
            self.changed.emit(keys)

    def _take(self, infos: tuple[SettingInfo, ...]) -> None:
        fresh = {info.key: info for info in map(_worded, infos)}
        keys = frozenset(key for key, info in fresh.items() if self._infos.get(key) != info)
        self._infos.update(fresh)
        if keys:
            self.changed.emit(keys)

    def _set_issues(self, issues: tuple[ConfigIssue, ...]) -> None:
        if issues != self.issues:
            self.issues = issues
            self.issues_changed.emit()

    def _failed(self, error: AppError) -> None:
        """The window says already that the core is away; anything else is not worth a toast at every start."""
        log.info("the settings could not be read: %s", error.code)


def _worded(info: SettingInfo) -> SettingInfo:
    """With its words in the language of the window; its group stays, since pages know groups by their names."""
    return replace(info, label=setting_words(info.label), help=setting_words(info.help))
