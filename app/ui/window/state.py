"""How the window was left: a small file in the cache that is read before the first paint.

Losing it costs nothing, so a broken file is ignored and a full disk is only logged.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app.bridge.events import EventPayload, StoppedEvent
from app.bridge.names import EventName
from app.errors import AppError
from app.ui.bridge.link_state import LinkState
from app.ui.window.preferences import Preferences, parse

log = logging.getLogger(__name__)

MIN_WIDTH = 480
MIN_HEIGHT = 400
_MAX_BYTES = 65_536
MAX_FOLDERS = 200
"""So many open folders are remembered: the file stays small."""
_VISIBLE = 80
"""So much of the title bar must lie on a screen, else the window could not be moved."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in screen coordinates."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowState:
    """Everything that is remembered."""

    x: int | None = None
    y: int | None = None
    width: int = 1280
    height: int = 832
    maximized: bool = False
    last_chat: str | None = None
    sidebar_collapsed: bool = False
    preferences: Preferences = field(default_factory=Preferences)
    places: tuple[tuple[str, str, int, int], ...] = ()
    """Where chats were left, as `ScrollPlaces` writes it."""
    unfolded: tuple[str, ...] = ()
    """The folders of the sidebar that are open."""


class WindowStateFile:
    """Reads and writes one `WindowState`. Quick: the file has a few hundred bytes.

    After everything was deleted it writes nothing, until there is a core again, with which a new life begins.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._erased = False

    @property
    def erased(self) -> bool:
        """Whether everything was deleted, so that nothing may be written."""
        return self._erased

    def beside(self, name: str) -> Path:
        """Another file or folder of the window's."""
        return self._path.with_name(name)

    def core_told(self, _name: EventName, payload: EventPayload) -> None:
        """Hear whether everything is being deleted."""
        self._erased = self._erased or (isinstance(payload, StoppedEvent) and payload.erased)

    def link_changed(self, state: LinkState, _error: AppError | None) -> None:
        """Hear whether there is a core."""
        self._erased = self._erased and state is not LinkState.CONNECTED

    def load(self) -> WindowState:
        """The state as it was saved; the default where the file is missing or broken, field by field."""
        try:
            with self._path.open("rb") as file:
                data = json.loads(file.read(_MAX_BYTES))
        except (OSError, ValueError, RecursionError):
            return WindowState()
        return _parse(data) if isinstance(data, dict) else WindowState()

    def save(self, state: WindowState) -> None:
        """Write it in one step: a killed window leaves the old file or the new one."""
        if self._erased:
            return
        from app.files import write_atomically

        try:
            write_atomically(self._path, json.dumps(_plain(state)).encode(), durable=False)
        except OSError as exc:
            log.info("the window's state could not be saved: %s", exc)


def fit(state: WindowState, screens: tuple[Box, ...]) -> Box | None:
    """Where to put the window: as saved, but reachable and no larger than its screen. None lets the system choose."""
    if not screens:
        return None
    if state.x is None or state.y is None:
        home = screens[0]
        width, height = min(state.width, home.width), min(state.height, home.height)
        return Box(home.x + (home.width - width) // 2, home.y + (home.height - height) // 2, width, height)
    wanted = Box(state.x, state.y, state.width, state.height)
    home = max(screens, key=lambda screen: _overlap(screen, wanted))
    width, height = min(wanted.width, home.width), min(wanted.height, home.height)
    right, bottom = home.x + home.width, home.y + home.height
    x = min(max(wanted.x, home.x + _VISIBLE - width), right - _VISIBLE)
    y = min(max(wanted.y, home.y), bottom - _VISIBLE)
    if _overlap(home, wanted) == 0:
        x, y = home.x + (home.width - width) // 2, home.y + (home.height - height) // 2
    return Box(x, y, width, height)


def _overlap(a: Box, b: Box) -> int:
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return max(0, width) * max(0, height)


def _plain(state: WindowState) -> dict[str, Any]:
    plain = {item.name: getattr(state, item.name) for item in fields(state)}
    return {**plain, "preferences": state.preferences.to_dict()}


def _parse(data: dict[str, Any]) -> WindowState:
    checks: dict[str, Callable[[Any], bool]] = {
        "x": _is_place,
        "y": _is_place,
        "width": lambda value: _is_place(value) and value >= MIN_WIDTH,
        "height": lambda value: _is_place(value) and value >= MIN_HEIGHT,
        "maximized": lambda value: isinstance(value, bool),
        "last_chat": _is_name,
        "sidebar_collapsed": lambda value: isinstance(value, bool),
    }
    good = {key: value for key, value in data.items() if key in checks and checks[key](value)}
    places = data.get("places")
    kept = tuple(tuple(one) for one in places if _is_scroll_place(one)) if isinstance(places, list) else ()
    folders = data.get("unfolded")
    opened = tuple(filter(_is_name, folders)) if isinstance(folders, list) else ()
    return replace(
        WindowState(), **good, preferences=parse(data.get("preferences")), places=kept, unfolded=opened[:MAX_FOLDERS]
    )


def _is_scroll_place(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    names, numbers = value[:2], value[2:]
    return all(map(_is_name, names)) and all(map(_is_place, numbers))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 100_000
