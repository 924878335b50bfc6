"""The small controls: what they show, how the keyboard reaches them, what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QImage, QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStyleOptionMenuItem, QWidget
from pytestqt.qtbot import QtBot

from app.ui.gallery import Gallery
from app.ui.theme import Scheme, pixmap, theme
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import IconButton, TextButton
from app.ui.widgets.corners import round_shape
from app.ui.widgets.focus import FocusRing
from app.ui.widgets.fold import FoldButton
from app.ui.widgets.labels import DotShape, ElidedLabel, Paragraph, StatusDot, Tag, Tone
from app.ui.widgets.menu import make_menu
from app.ui.widgets.popover import Popover
from app.ui.widgets.tips import MAX_CHARS, plain_tip
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import size_text
from tests.ui.tips import tip_text


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def box(*widgets: QWidget) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(20, 20, 20, 20)
    for widget in widgets:
        row.addWidget(widget)
    return frame


def test_the_ring_comes_with_the_keyboard_only(qtbot: QtBot) -> None:
    first, second = TextButton("One"), IconButton("x", "Two")
    frame = shown(qtbot, box(first, second))
    frame.activateWindow()
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    ring = frame.findChild(FocusRing)
    assert ring is None or not ring.isVisible()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    ring = frame.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    assert ring.isVisible()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_the_ring_follows_its_control_and_no_other(qtbot: QtBot) -> None:
    first, button = TextButton("First"), TextButton("One")
    frame = shown(qtbot, box(first, button))
    frame.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = frame.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    button.move(60, 30)
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    first.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    button.move(90, 30)
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)


def test_controls_keep_the_role_and_the_name_of_the_real_ones(qtbot: QtBot) -> None:
    icon = IconButton("copy", "Copy")
    text = TextButton("Try again")
    frame = shown(qtbot, box(icon, text))
    assert frame.isVisible()
    for control, name in ((icon, "Copy"), (text, "Try again")):
        heard = QAccessible.queryAccessibleInterface(control)
        assert heard.role() == QAccessible.Role.Button
        assert heard.text(QAccessible.Text.Name) == name
    assert icon.toolTip() == "Copy"
    assert (icon.sizeHint().width(), text.sizeHint().height()) == (32, 34)
    assert TextButton("x", small=True).sizeHint().height() == 28


def test_a_button_is_pressed_with_the_space_bar(qtbot: QtBot) -> None:
    button = TextButton("Go")
    shown(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_state_is_said_in_words_as_well(qtbot: QtBot) -> None:
    dot = StatusDot()
    qtbot.addWidget(dot)
    pictures: list[QImage] = []
    for shape in DotShape:
        dot.set_state(shape, f"state {shape.value}")
        assert dot.accessibleName() == dot.toolTip() == f"state {shape.value}"
        pictures.append(dot.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])


def test_the_chevron_of_a_fold_points_where_the_words_go(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []

    def paint(name: str, color: str, side: int) -> QPixmap:
        painted.append(name)
        return pixmap(name, color, side)

    monkeypatch.setattr("app.ui.widgets.fold.pixmap", paint)
    button = FoldButton("More")
    for way in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        button.setLayoutDirection(way)
        button.setChecked(False)
        button.grab()
        button.setChecked(True)
        button.grab()
    assert painted == ["chevron-right", "chevron-down", "chevron-left", "chevron-down"]


def test_sizes_are_written_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = (0, 999, 1_500, 25_000, 4_200_000, 94_000_000, 1_500_000_000, 17_200_000_000)
    assert [size_text(size) for size in sizes] == [
        *("0 bytes", "999 bytes", "1.5 kB", "25 kB", "4.2 MB", "94 MB", "1.5 GB", "17.2 GB"),
    ]
    monkeypatch.setattr("app.ui.widgets.words._locale", lambda: QLocale(QLocale.Language.German))
    assert size_text(4_200_000) == "4,2 MB"


def test_a_long_text_is_cut_and_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("a very long title that has no room")
    label.setFixedWidth(60)
    shown(qtbot, label)
    label.grab()
    assert label.toolTip() == "a very long title that has no room"
    label.setFixedWidth(600)
    label.grab()
    assert label.toolTip() == ""


HOSTILE = "a <img src=file:///x> <b>name</b>  \n <i> & &lt;"


@pytest.mark.parametrize("text", [HOSTILE, "<b>" + "x" * 10_000, "1 < 2 &amp; 3", "plain"])
def test_a_tooltip_shows_a_text_as_it_is_and_no_more_than_a_glance(text: str) -> None:
    shown_text = tip_text(plain_tip(text))
    assert shown_text == text if len(text) <= MAX_CHARS else shown_text == f"{text[:MAX_CHARS]}…"


def test_tooltips_of_controls_show_no_markup(qtbot: QtBot) -> None:
    button = TextButton("Allow")
    button.explain(f"Allow {HOSTILE}", QKeySequence("Ctrl+N"))
    assert tip_text(button.toolTip()) == f"Allow {HOSTILE} (Ctrl+N)"
    label = ElidedLabel(HOSTILE * 1_000)
    label.setFixedWidth(60)
    shown(qtbot, label)
    label.grab()
    assert tip_text(label.toolTip()).startswith("a <img src=file:///x>")
    assert len(label.toolTip()) < 2 * MAX_CHARS
    assert len(label.shown()) < 60


def test_markup_in_a_message_stays_text(qtbot: QtBot) -> None:
    paragraph = Paragraph("<b>bold</b> & <img src=x>\nnext")
    qtbot.addWidget(paragraph)
    heard = QAccessible.queryAccessibleInterface(paragraph).text(QAccessible.Text.Name)
    assert heard == "<b>bold</b> & <img src=x>\nnext"


def test_a_tag_without_words_is_hidden(qtbot: QtBot) -> None:
    tag = Tag("ready", Tone.OK)
    frame = shown(qtbot, box(tag))
    tag.set_tag("")
    assert not tag.isVisible()
    assert frame.isVisible()


def test_a_toast_goes_by_itself_or_with_its_action(qtbot: QtBot) -> None:
    frame = QWidget()
    frame.resize(500, 300)
    toast = Toast(frame)
    toast.place(QPoint(250, 280), 468)
    shown(qtbot, frame)
    done: list[str] = []
    toast.tell("Chat moved to the trash", "Undo", lambda: done.append("undone"))
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - 250) <= 1
    assert toast.geometry().bottom() == 279
    action = toast.findChild(QPushButton)
    assert isinstance(action, QPushButton)
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert toast.message == ""
    toast.tell("Gone soon", ms=1)
    qtbot.waitUntil(lambda: not toast.isVisible())
    assert done == ["undone"]


def test_a_long_toast_wraps_inside_the_window(qtbot: QtBot) -> None:
    frame = QWidget()
    frame.resize(400, 300)
    toast = Toast(frame)
    toast.place(QPoint(200, 280), 368)
    shown(qtbot, frame)
    toast.tell("The prompt has 9,000 tokens and the context holds 8,192. " * 3, ms=1)
    assert frame.rect().contains(toast.geometry())
    assert toast.height() > 60
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_can_be_read_after_the_theme_changed(qtbot: QtBot) -> None:
    frame = QWidget()
    frame.resize(500, 300)
    toast = Toast(frame)
    toast.place(QPoint(250, 280), 468)
    shown(qtbot, frame)
    toast.tell("Chat moved to the trash")
    theme().set_scheme(Scheme.DARK)
    image = toast.grab().toImage()
    seen = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
    assert {theme().tokens.text, theme().tokens.canvas} <= seen
    toast.hide()


def test_a_banner_shows_cause_buttons_and_folded_details(qtbot: QtBot) -> None:
    pressed: list[str] = []
    banner = Banner()
    frame = shown(qtbot, box(banner))
    banner.say(Tone.BAD, "Cause", "Remedy", (BannerAction("Try again", lambda: pressed.append("again")),), "ENOSPC")
    buttons = {button.text(): button for button in banner.findChildren(QPushButton) if button.isVisible()}
    assert list(buttons) == ["Details", "Try again"] or list(buttons) == ["Try again", "Details"]
    detail = next(part for part in banner.findChildren(Paragraph) if part.plain == "ENOSPC")
    assert not detail.isVisible()
    QTest.mouseClick(buttons["Details"], Qt.MouseButton.LeftButton)
    assert detail.isVisible()
    QTest.mouseClick(buttons["Try again"], Qt.MouseButton.LeftButton)
    assert pressed == ["again"]
    banner.say(Tone.WARN, "Other")
    assert frame.isVisible()
    assert [button.text() for button in banner.findChildren(QPushButton) if button.isVisible()] == []


def test_a_popover_closes_with_esc_and_gives_the_focus_back(qtbot: QtBot) -> None:
    opener = TextButton("Open")
    frame = shown(qtbot, box(opener))
    frame.activateWindow()
    popover = Popover(frame)
    popover.open_for(opener)
    popover.setFocus()
    with qtbot.waitSignal(popover.closed):
        QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert opener.hasFocus()


def test_a_press_elsewhere_closes_a_popover_and_still_counts(qtbot: QtBot) -> None:
    opener, other = TextButton("Open"), TextButton("Other")
    frame = shown(qtbot, box(opener, other))
    popover = Popover(frame)
    popover.setGeometry(0, 0, 10, 10)
    popover.open_for(opener)
    with qtbot.waitSignal(other.clicked):
        QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert not popover.isVisible()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_gallery_shows_every_control_in_both_themes(qtbot: QtBot, scheme: Scheme) -> None:
    theme().set_scheme(scheme)
    gallery = Gallery()
    shown(qtbot, gallery)
    image = gallery.grab().toImage()
    background = image.pixelColor(2, 2).name().upper()
    assert background == theme().tokens.canvas
    assert gallery.toast.isVisible()
    switch = next(b for b in gallery.findChildren(TextButton) if b.text() == "Other theme")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert theme().tokens.dark is (scheme is Scheme.LIGHT)


def test_a_menu_writes_shortcuts_as_everything_else_does(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = make_menu(parent)
    plain, entry = menu.addAction("Rename"), menu.addAction("New chat")
    entry.setShortcut("Ctrl+Shift+N")
    shown = []
    for action in (plain, entry):
        option = QStyleOptionMenuItem()
        menu.initStyleOption(option, action)
        shown.append(option.text)
    assert shown == ["Rename", "New chat\tCtrl Shift N"]
    assert entry.text() == "New chat", "who hears it hears the words"


def test_a_menu_has_no_corners_where_nothing_composes_windows(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = make_menu(parent)
    menu.addAction("Rename")
    menu.popup(QPoint(0, 0))
    menu.resize(200, 60)
    assert menu.mask().contains(QPoint(100, 30))
    assert not menu.mask().contains(QPoint(0, 0))
    menu.close()


def test_what_is_left_without_round_corners(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(100, 60)
    shape = round_shape(widget, 12).toImage()
    inside = [QColor(shape.pixelColor(*place)) for place in ((50, 30), (99, 30), (12, 0))]
    corners = [QColor(shape.pixelColor(*place)) for place in ((0, 0), (99, 0), (0, 59), (99, 59))]
    assert len({color.name() for color in inside}) == len({color.name() for color in corners}) == 1
    assert inside[0] != corners[0]
