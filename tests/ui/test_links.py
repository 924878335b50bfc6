"""The question before a link opens: it shows where the link really leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.chat.links import LinkDialog, LinkQuestion
from app.ui.chat.text_view import TextView
from tests.ui.test_sweep import check


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def dialog(window: QWidget, address: str) -> LinkDialog | None:
    LinkQuestion(window).ask(address)
    return window.findChild(LinkDialog)


def asked(window: QWidget, address: str) -> str | None:
    """The host and the address as they are shown."""
    shown = dialog(window, address)
    return f"{shown.host.plain} {shown.address.toPlainText()}" if shown is not None else None


@pytest.mark.parametrize(
    ("address", "host", "shown", "warned"),
    [
        ("https://аррӏе.com/x", "xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com/x", "аррӏе.com"),
        ("https://example.com@evil.org/", "evil.org", "https://example.com@evil.org/", "before the @"),
        ("https://a.com/\u202efdp", "a.com", "https://a.com/%E2%80%AEfdp", ""),
        ("HTTP://A.com", "a.com", "http://a.com", "not encrypted"),
        ("https://127.0.0.1:80/", "127.0.0.1", "https://127.0.0.1:80/", "a number and no name"),
    ],
)
def test_tricks_are_seen(window: QWidget, address: str, host: str, shown: str, warned: str) -> None:
    question = dialog(window, address)
    assert question is not None
    assert (question.host.plain, question.address.toPlainText()) == (host, shown)
    assert [warned in warning.title for warning in question.warnings] == [True] * bool(warned)


def test_mail(window: QWidget) -> None:
    question = dialog(window, "mailto:me@example.com")
    assert question is not None
    assert question.address.toPlainText() == "mailto:me@example.com"
    assert question.host.isHidden()
    assert question.warnings == []


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(bytes(url.toEncoded().data()).decode()))
    return urls


def test_enter_and_escape_are_no(qtbot: QtBot, window: QWidget, opened: list[str]) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        question = dialog(window, "https://example.com/")
        assert question is not None
        qtbot.waitUntil(question.isVisible)
        assert question.focusWidget() is question.cancel_button
        with qtbot.waitSignal(question.rejected):
            QTest.keyClick(question.focusWidget(), key)
        QApplication.sendPostedEvents(question, QEvent.Type.DeferredDelete)
    assert opened == []


def test_open_and_copy(qtbot: QtBot, window: QWidget, opened: list[str]) -> None:
    question = dialog(window, "https://example.com/a?b=c%20d")
    assert question is not None
    question.copy_button.click()
    assert QGuiApplication.clipboard().text() == "https://example.com/a?b=c%20d"
    assert opened == []
    with qtbot.waitSignal(question.accepted):
        QTest.keyClick(question.open_button, Qt.Key.Key_Space)
    assert opened == ["https://example.com/a?b=c%20d"]


def test_every_control_has_a_name_and_the_address_can_be_selected(qtbot: QtBot, window: QWidget) -> None:
    question = dialog(window, "https://example.com/" + "a/" * 200)
    assert question is not None
    qtbot.waitUntil(question.isVisible)
    check(question)
    question.address.setFocus()
    QTest.keyClick(question.address, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert question.address.textCursor().selectedText() == question.address.toPlainText()
    assert question.address.document().size().height() <= question.address.height()


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


def test_a_text_that_is_another_address_is_warned_of(window: QWidget) -> None:
    LinkQuestion(window).ask("https://evil.example", "https://bank.com")
    question = window.findChild(LinkDialog)
    assert question is not None
    assert [warning.title for warning in question.warnings] == [
        "The text of this link reads “https://bank.com”, but it leads to another site."
    ]


def test_a_link_of_an_answer_comes_with_its_text(qtbot: QtBot) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.setHtml(
        '<p><a href="https://a.org">a</a> <a href="https://evil.example">https://<b>bank</b>.com</a></p>'
        '<p><a href="https://evil.example">here</a></p>'
    )
    heard: list[tuple[str, str]] = []
    view.link_chosen.connect(lambda address, text: heard.append((address, text)))
    view.anchorClicked.emit(QUrl("https://evil.example"))
    view.anchorClicked.emit(QUrl("https://a.org"))
    view.anchorClicked.emit(QUrl("https://unknown.org"))
    assert heard == [("https://evil.example", "https://bank.com"), ("https://a.org", "a"), ("https://unknown.org", "")]
