"""The question before a link opens: it shows where the link really leads."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.links import LinkQuestion


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def asked(window: QWidget, address: str) -> str | None:
    LinkQuestion(window).ask(address)
    boxes = window.findChildren(QMessageBox)
    text = boxes[0].informativeText() if boxes else None
    for box in boxes:
        box.close()
    return text


@pytest.mark.parametrize(
    ("address", "host", "shown"),
    [
        ("https://аррӏе.com/x", "xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com/x"),
        ("https://example.com@evil.org/", "evil.org", "https://example.com@evil.org/"),
        ("https://a.com/\u202efdp", "a.com", "https://a.com/%E2%80%AEfdp"),
        ("HTTP://A.com", "a.com", "http://a.com"),
    ],
)
def test_tricks_are_seen(window: QWidget, address: str, host: str, shown: str) -> None:
    assert asked(window, address) == f"It leads to {host}.\n\n{shown}"


def test_mail(window: QWidget) -> None:
    assert asked(window, "mailto:me@example.com") == "mailto:me@example.com"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://exa\u202emple.com/",
        "https://example.com%00.evil.org",
        "https://",
        "\thttps://a.com",
        "https://a.com\nb",
        "tektra:x",
        "",
    ],
)
def test_other_schemes_are_not_even_asked_about(window: QWidget, address: str) -> None:
    assert asked(window, address) is None


def test_a_long_address_is_cut(window: QWidget) -> None:
    text = asked(window, "https://a.com/" + "x" * 5_000)
    assert text is not None
    assert len(text) < 700
