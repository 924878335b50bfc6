"""Guards the pin of PySide6: 6.12.0 drops a reference to None and to booleans on each call that returns one."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

CALLS = 1000
TOLERANCE = 100
"""References that come and go by themselves; a broken wheel loses one for each call."""
IMMORTAL = 2**30
"""From Python 3.12 on these objects' counts are fixed, far above any real one."""


def test_references_to_none_and_booleans_are_kept(qtbot: QtBot) -> None:
    target = QObject()
    constants: tuple[object, ...] = (None, True, False)
    before = [sys.getrefcount(constant) for constant in constants]
    for number in range(CALLS):
        target.setObjectName(str(number))
        target.blockSignals(number % 2 == 0)
    after = [sys.getrefcount(constant) for constant in constants]
    lost = [old - new for old, new in zip(before, after, strict=True) if old < IMMORTAL]
    assert all(count < TOLERANCE for count in lost), f"references lost in {CALLS} calls: {lost}"
