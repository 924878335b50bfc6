"""The strict rules of every window test beside the general ones: no Qt warning, no widget, timer or thread left behind.

Without PySide6 nothing here is collected: the core's tests have to run on machines that have no Qt.
"""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

HAS_QT = importlib.util.find_spec("PySide6") is not None
collect_ignore_glob = [] if HAS_QT else ["*"]
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of every window with a smallest size and of every menu."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support "))


if HAS_QT:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot
    from shiboken6 import isValid

    from app.ui.theme import TEXT_PX, Accent, Scheme, theme
    from app.ui.window.shortcuts import SHIPPED, shortcuts
    from tests.helpers.fake_bridge import FakeBridge
    from tests.ui.window_rig import A, B, Rig, Start
    from tests.ui.window_samples import scripted

    @pytest.fixture(scope="session")
    def qapp(qapp_args: list[str], qapp_cls: type[QApplication], pytestconfig: pytest.Config) -> QApplication:
        """The application of the whole run, dressed in the light theme and without a blinking caret."""
        app = QApplication.instance() or qapp_cls(qapp_args)
        assert isinstance(app, QApplication)
        app.setCursorFlashTime(0)
        theme().apply(app, Scheme.LIGHT)
        gc.freeze()  # The leak check looks only at what tests make.
        return app

    @pytest.fixture(autouse=True)
    def no_leaks(qapp: QApplication) -> Iterator[None]:
        """After the test: the same top-level widgets as before, no timer and no thread that still runs."""
        theme().set_scheme(Scheme.LIGHT)
        theme().set_text_px(TEXT_PX)
        theme().set_look(accent=Accent.TEAL, high=False)
        theme().set_column("normal")
        theme().still = False
        shortcuts().take({action.value: keys for action, keys in SHIPPED.items()})
        before = set(qapp.topLevelWidgets())
        yield
        leftovers = _leftovers(qapp, before)
        for widget in qapp.topLevelWidgets():
            if widget not in before:
                widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not leftovers, f"left behind: {leftovers}"

    @pytest.fixture
    def start(qtbot: QtBot, tmp_path: Path) -> Start:
        """Opens a window with a fake core that knows two chats, or with the bridge that is given."""
        rigs: list[Rig] = []  # keeps the windows alive until qtbot closes them

        def run(bridge: FakeBridge | None = None) -> Rig:
            rigs.append(Rig(qtbot, tmp_path, bridge or scripted(FakeBridge(), (A, B))))
            return rigs[-1]

        return run

    def _leftovers(qapp: QApplication, before: set[QWidget]) -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        widgets = [repr(w) for w in qapp.topLevelWidgets() if w not in before and isValid(w) and w.isVisible()]
        known: list[QObject] = [thing for thing in gc.get_objects() if _is(thing, QTimer) or _is(thing, QThread)]
        timers = [repr(t.parent()) for t in known if isinstance(t, QTimer) and isValid(t) and t.isActive()]
        threads = [repr(t) for t in known if isinstance(t, QThread) and isValid(t) and t.isRunning()]
        main = QThread.currentThread()
        return widgets + timers + [name for name in threads if name != repr(main)]

    def _is(thing: object, kind: type) -> bool:
        return issubclass(type(thing), kind)
