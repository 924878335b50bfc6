"""The window's process: probe the display, dress the application, paint first, connect after.

Only Qt's Core, Gui and Widgets and light modules are imported before the first paint; a test holds a list against it.
"""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app import __version__
from app.config.paths import Paths, resolve_paths
from app.log import configure_logging, level_from_environment
from app.process import own_command, own_environment
from app.ui.bridge.socket import SocketBridge
from app.ui.chat.view import ChatView
from app.ui.desktop.desk import REOPENS, DesktopDesk
from app.ui.desktop.handover import Handover, give, take
from app.ui.display import require_display
from app.ui.scale import set_factor
from app.ui.theme import Scheme, theme
from app.ui.translation import speak
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile

_SWITCH_INTERVAL_S = 0.0005
"""How long another Python thread may keep the interpreter from the window's."""
_SIGNAL_CHECK_MS = 250


def run_window(args: argparse.Namespace) -> int:
    """Open the window and return the exit code when it is closed.

    Raises:
        NoDisplay: There is no display to open it on.
        ConfigError: Tektra's folders cannot be created.
    """
    require_display()
    paths = resolve_paths()
    paths.ensure()
    configure_logging(paths.logs, "window", level_from_environment())
    own = dict(os.environ)
    handover = take(own)
    known = WindowStateFile(paths.window_state).load().preferences
    began = handover or Handover(language=known.language, zoom=known.zoom)
    set_factor(os.environ, began.zoom)
    app = make_application(args.theme)
    speak(app, began.language)
    if args.gallery:
        return _run_gallery(app)
    code, left = _run_chat(app, paths, args, began, own, back=handover is not None)
    if code == REOPENS:
        if left.card >= 0:
            os.set_inheritable(left.card, True)  # noqa: FBT003 - Python's own form
        give(own, left)
        _start_anew(own)
    return code


def _start_anew(environ: Mapping[str, str]) -> None:
    """Become a new process: Qt takes its scale, and the window its language, only at the start.

    `environ` is the person's: what this process set for Qt must not count a second time.
    """
    command = own_command(*sys.argv[1:])
    environ = {**environ, "PYTHONPATH": own_environment()["PYTHONPATH"]}
    if os.name == "nt":
        import subprocess

        subprocess.Popen(command, env=environ)
        return
    os.execve(command[0], command, environ)  # noqa: S606 - this program itself


def make_application(scheme: str | None) -> QApplication:
    """The application object with Tektra's name and theme."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    QCoreApplication.setApplicationName("Tektra")
    QCoreApplication.setApplicationVersion(__version__)
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(sys.argv[:1])
    app.setDesktopFileName("tektra")
    theme().apply(app, Scheme(scheme) if scheme else Scheme.SYSTEM)
    return app


def _run_chat(
    app: QApplication,
    paths: Paths,
    args: argparse.Namespace,
    began: Handover,
    own: Mapping[str, str],
    *,
    back: bool,
) -> tuple[int, Handover]:
    """The exit code, and where the person was at the end."""
    bridge = SocketBridge(paths)
    views: list[ChatView] = []

    def make_view(_bridge: object) -> ChatView:
        views.append(ChatView(bridge))
        return views[-1]

    state = WindowStateFile(paths.window_state)
    window = MainWindow(bridge, state, make_view, theme_is_given=args.theme is not None)
    if args.size:
        window.resize(*args.size)
    desk = DesktopDesk(window, bridge, paths, began, own)
    if args.command == "quick" and not back:
        desk.ask_quickly()
    else:
        window.show()
        window.activateWindow()  # without it, requests of assistive technology to focus a control do nothing
    if back:
        desk.welcome_back(began)
    QTimer.singleShot(0, desk, desk.start)
    QTimer.singleShot(0, window, bridge.start)
    QTimer.singleShot(0, window, _settle_memory)
    QTimer.singleShot(0, window, window.settings.live.follow_system)
    driver = None
    if args.ask is not None:
        from app.ui.ask import AskDriver

        driver = AskDriver(window, views[0], bridge, args.ask, args.screenshot)
        driver.done.connect(app.exit)
        QTimer.singleShot(0, driver.start)
    timer = _let_signals_in(window)
    try:
        code = app.exec()
        return code, desk.handover()
    finally:
        timer.stop()
        desk.end()
        window.close()
        bridge.close()


def _run_gallery(app: QApplication) -> int:
    from app.ui.gallery import Gallery

    gallery = Gallery()
    gallery.show()
    timer = _let_signals_in(gallery)
    code = app.exec()
    timer.stop()
    return code


def _let_signals_in(owner: QWidget) -> QTimer:
    """Ctrl-C and SIGTERM close the window; Python sees them only while Python code runs, hence the timer."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QApplication.closeAllWindows())
    timer = QTimer(owner)
    timer.timeout.connect(_nothing)
    timer.start(_SIGNAL_CHECK_MS)
    return timer


def _nothing() -> None:
    """Gives Python a chance to run signal handlers."""


def _settle_memory() -> None:
    """What exists now stays; the collector need not walk through it again (a pause of some 10 ms otherwise)."""
    gc.collect()
    gc.freeze()
