"""The real window on a database that is damaged or held by another program."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.store.backup import make_backup
from tests.e2e.conftest import Installation
from tests.e2e.test_window import Desk, OpenWindow, open_window

__all__ = ["open_window"]

pytestmark = [pytest.mark.x11, pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")]


def database(tektra: Installation) -> Path:
    """The installation's database."""
    return tektra.programs.home / "data" / "tektra.db"


def buttons(desk: Desk) -> list[str]:
    """What the banners offer."""
    return [button.text() for button in desk.window.banners.findChildren(QAbstractButton) if button.isVisible()]


def test_a_damaged_database_offers_the_last_good_backup(tektra: Installation, open_window: OpenWindow) -> None:
    assert tektra.ask("kept in the backup").wait() == 0
    tektra.run("daemon", "stop")
    make_backup(database(tektra), database(tektra).parent / "backups", time.time())
    database(tektra).write_bytes(os.urandom(60_000))
    with open_window() as desk:
        desk.until(lambda: any(text.startswith("Restore backup") for text in buttons(desk)))
        assert len(desk.window.sidebar.rows) == 0
        desk.press(next(text for text in buttons(desk) if text.startswith("Restore backup")))
        desk.press("Restore")
        desk.until(lambda: len(desk.window.sidebar.rows) == 1)
    assert [chat["title"] for chat in tektra.json("chats")] == ["kept in the backup"]


def test_a_locked_database_can_be_tried_again_and_nothing_else(tektra: Installation, open_window: OpenWindow) -> None:
    assert tektra.ask("still there").wait() == 0
    tektra.run("daemon", "stop")
    holder = sqlite3.connect(database(tektra), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with open_window() as desk:
        desk.until(lambda: "Try again" in buttons(desk))
        assert not any(text.startswith("Restore") for text in buttons(desk))
        holder.execute("ROLLBACK")
        holder.close()
        desk.press("Try again")
        desk.until(lambda: len(desk.window.sidebar.rows) == 1)
        desk.until(lambda: not buttons(desk))
