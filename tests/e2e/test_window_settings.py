"""The real window over a real core: settings that a person changes there, and those that change in the file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from app.config.paths import resolve_paths
from app.ui.settings.page import SettingsPage
from app.ui.settings.pages_model import Page
from app.ui.settings.window import SettingsWindow
from app.ui.theme import theme
from tests.e2e.test_window import Desk, OpenWindow, open_window

__all__ = ["open_window"]

pytestmark = [pytest.mark.x11, pytest.mark.qt_log_ignore("This plugin does not support ")]

QUEUE = "limits.max_queue"


def open_settings(desk: Desk, page: Page) -> tuple[SettingsWindow, SettingsPage]:
    """The settings window with a page whose rows are there."""
    desk.until(lambda: desk.window.settings.client.all)
    desk.window.settings.open()
    shown = desk.window.settings.window
    assert shown is not None
    shown.open_page(page)
    desk.until(lambda: shown.page(page).rows())
    return shown, shown.page(page)


def enter(page: SettingsPage, key: str, text: str) -> QLineEdit:
    """Type into a field and press Enter."""
    field = page.rows()[key].control.focusProxy()
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.textEdited.emit(text)
    field.editingFinished.emit()
    return field


def test_a_setting_is_refused_saved_with_its_comments_and_reset(open_window: OpenWindow) -> None:
    file = resolve_paths().user_config
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# mine\n[limits]\nmax_queue = 7 # few\n", encoding="utf-8")
    with open_window() as desk:
        _, page = open_settings(desk, Page.HARDWARE)
        row = page.rows()[QUEUE]
        field = enter(page, QUEUE, "0")
        desk.until(lambda: row.problem.plain)
        assert file.read_text(encoding="utf-8").count("7 # few") == 1
        enter(page, QUEUE, "9")
        desk.until(lambda: "max_queue = 9 # few" in file.read_text(encoding="utf-8"))
        assert file.read_text(encoding="utf-8").startswith("# mine\n")
        desk.until(row.reset_button.isVisible)
        row.reset_button.click()
        desk.until(lambda: field.text() == "16")
        assert "max_queue" not in file.read_text(encoding="utf-8")


def test_the_file_is_followed_and_a_broken_one_is_told(open_window: OpenWindow) -> None:
    file = resolve_paths().user_config
    file.parent.mkdir(parents=True, exist_ok=True)
    with open_window() as desk:
        shown, _ = open_settings(desk, Page.APPEARANCE)
        file.write_text('[appearance]\ntheme = "dark"\nfont_size = 20\n', encoding="utf-8")
        desk.until(lambda: theme().tokens.dark and theme().text_px == 20)
        file.write_text('[appearance\ntheme = "light"\n', encoding="utf-8")
        desk.until(shown.banner.isVisible)
        assert "cannot be read" in shown.banner.title
        assert theme().tokens.dark
        file.write_text("", encoding="utf-8")
        desk.until(lambda: not theme().tokens.dark and not shown.banner.isVisible())
