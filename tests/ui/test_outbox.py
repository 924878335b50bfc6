"""Large calls are made into bytes beside the GUI thread, and nothing overtakes them."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from app.bridge.signatures import chat_keep_draft, chat_send, core_status
from app.config.paths import resolve_paths
from app.errors import AppError, FrameError
from app.types.attachments import MIB, Attachment, AttachmentKind
from app.ui.bridge.base import LinkState
from app.ui.bridge.outbox import Outbox
from app.ui.bridge.socket import SocketBridge
from tests.helpers.logfail import ExpectedLogs


class Box:
    """An outbox and what it wrote."""

    def __init__(self) -> None:
        self.parent = QObject()
        self.written: list[bytes] = []
        self.failed: list[tuple[int, AppError]] = []
        self.box = Outbox(self.written.append, self._fail, self.parent)

    def _fail(self, call: int, error: AppError) -> None:
        self.failed.append((call, error))


def test_what_comes_later_waits_for_a_large_call(qtbot: QtBot) -> None:
    box = Box()
    go = threading.Event()

    def slow() -> bytes:
        assert go.wait(20)
        return b"large"

    box.box.send(b"first")
    box.box.make(1, slow)
    box.box.make(2, lambda: b"second large")
    box.box.send(b"last")
    assert box.written == [b"first"]
    go.set()
    qtbot.waitUntil(lambda: len(box.written) == 4)
    assert box.written == [b"first", b"large", b"second large", b"last"]
    box.box.send(b"again")
    assert box.written[-1] == b"again"


def test_a_call_that_cannot_be_made_lets_the_others_go(qtbot: QtBot, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("a call could not be encoded", logging.ERROR)
    box = Box()

    def too_large() -> bytes:
        raise FrameError("It is too large.")

    def breaks() -> bytes:
        raise ValueError("odd")

    box.box.make(1, too_large)
    box.box.make(2, breaks)
    box.box.send(b"last")
    qtbot.waitUntil(lambda: len(box.failed) == 2 and box.written == [b"last"])
    assert {call: error.code for call, error in box.failed} == {1: FrameError.code, 2: "bridge"}


def test_what_was_for_a_connection_goes_with_it(qtbot: QtBot) -> None:
    box = Box()
    done = threading.Event()

    def late() -> bytes:
        assert done.wait(20)
        return b"old"

    box.box.make(1, late)
    box.box.send(b"old too")
    box.box.clear()
    with qtbot.waitSignal(box.box._made):
        done.set()
    box.box.send(b"new")
    assert box.written == [b"new"]


def test_a_window_that_goes_sends_what_is_being_made(qapp: QCoreApplication) -> None:
    box = Box()
    go = threading.Event()

    def slow() -> bytes:
        go.set()
        return b"large"

    def fails() -> bytes:
        raise FrameError("It is too large.")

    box.box.make(1, slow)
    box.box.make(2, fails)
    box.box.send(b"last")
    box.box.finish(20)
    assert box.written == [b"large", b"last"]
    never = threading.Event()
    box.box.make(3, lambda: bytes(never.wait(20)))
    box.box.finish(0.01)
    assert box.written == [b"large", b"last"], "it does not wait for ever"
    never.set()


READER = """
import socket, sys
with socket.socket(socket.AF_UNIX) as server:
    server.bind(sys.argv[1])
    server.listen()
    print("listens", flush=True)
    peer, _ = server.accept()
    got = bytearray()
    while data := peer.recv(65536):
        got.extend(data)
    print(len(got), got.count(b'"last"'))
"""


def test_a_bridge_that_closes_hands_over_what_it_has(qapp: QCoreApplication) -> None:
    """The other end is a process: while Qt waits for it, no thread of this one runs."""
    paths = resolve_paths()
    paths.ensure()
    command = [sys.executable, "-c", READER, str(paths.socket)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as core:
        assert core.stdout is not None
        assert core.stdout.readline() == "listens\n"
        bridge = SocketBridge(paths)
        bridge._core._socket.connectToServer(str(paths.socket))
        bridge._core.state = LinkState.CONNECTED
        bridge.invoke(chat_keep_draft, text="x" * 8 * MIB).then(_ignore, _ignore)
        large = (Attachment(AttachmentKind.IMAGE, "a.png", b"y" * MIB),)
        bridge.invoke(chat_send, text="last", attachments=large).then(_ignore, _ignore)
        bridge.close()
        count, last = map(int, core.stdout.readline().split())
    assert count > 9 * MIB
    assert last == 1


def test_the_bridge_sends_20_mb_in_order_without_standing_still(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = resolve_paths()
    bridge = SocketBridge(paths)
    written: list[bytes] = []
    monkeypatch.setattr(bridge, "_outbox", Outbox(written.append, bridge._not_made, bridge))
    monkeypatch.setattr(bridge._core, "state", LinkState.CONNECTED)
    large = (Attachment(AttachmentKind.IMAGE, "a.png", b"x" * (16 * MIB)),)
    bridge.invoke(chat_send, text="first").then(_ignore, _ignore)
    start = time.thread_time()
    bridge.invoke(chat_send, text="large", attachments=large).then(_ignore, _ignore)
    bridge.invoke(core_status).then(_ignore, _ignore)
    assert time.thread_time() - start < 0.05
    qtbot.waitUntil(lambda: len(written) == 3)
    assert [b'"large"' in data[:2000] for data in written] == [False, True, False]
    assert len(written[1]) > 16 * MIB
    bridge.close()


def _ignore(_: Any) -> None:
    """Nobody answers here."""
