"""Both themes: the tokens are those of the design, every text can be read, and a switch reaches everything."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.process import ROOT
from app.ui.theme import DARK, LIGHT, Scheme, Tokens, code_font, current, pixmap, theme, ui_font
from app.ui.theme.fonts import resource_folder
from app.ui.widgets.labels import Tone, tag_colors
from app.ui.widgets.paint import HOVER, PRESSED, mix
from tests.helpers.logfail import ExpectedLogs

PAIRS = (
    *((text, ground) for text in ("text", "text_2", "text_3") for ground in ("canvas", "sidebar", "surface", "inset")),
    ("text", "bubble"),
    ("text", "selected"),
    ("on_accent", "accent"),
    ("accent_text", "canvas"),
    ("accent_text", "surface"),
    ("canvas", "text"),
    ("toast_accent", "text"),
    ("bad", "surface"),
    ("warn", "surface"),
    ("ok", "surface"),
    *((syntax, "inset") for syntax in ("syn_key", "syn_str", "syn_fn", "syn_num")),
)
THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def contrast(a: QColor, b: QColor) -> float:
    """The contrast ratio of WCAG 2."""

    def light(color: QColor) -> float:
        channels = (color.redF(), color.greenF(), color.blueF())
        parts = [part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4) for part in channels]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(autouse=True)
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_scheme(Scheme.LIGHT)


@THEMES
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_can_be_read(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(QColor(getattr(tokens, text)), QColor(getattr(tokens, ground))) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", list(Tone))
def test_every_tag_can_be_read(tokens: Tokens, tone: Tone) -> None:
    text, ground = tag_colors(tone, tokens)
    assert contrast(QColor(text), QColor(ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("share", [HOVER, PRESSED])
def test_text_can_be_read_while_a_control_is_pointed_at_or_pressed(tokens: Tokens, share: float) -> None:
    for ground in (tokens.surface, tokens.canvas, tokens.sidebar):
        assert contrast(QColor(tokens.text), mix(ground, tokens.text, share)) >= 4.5
        assert contrast(QColor(tokens.text_2), mix(ground, tokens.text, share)) >= 4.5
    pressed = mix(tokens.accent, "#FFFFFF" if tokens.dark else "#000000", 0.16)
    assert contrast(QColor(tokens.on_accent), pressed) >= 4.5


@THEMES
def test_the_focus_ring_stands_out(tokens: Tokens) -> None:
    assert contrast(QColor(tokens.focus), QColor(tokens.canvas)) >= 3
    assert contrast(QColor(tokens.focus), QColor(tokens.sidebar)) >= 3


def test_a_switch_changes_palette_and_style_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme().changed):
        theme().set_scheme(Scheme.DARK)
    assert current() is DARK
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)
    assert DARK.surface in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_scheme(Scheme.DARK)


def test_the_bundled_fonts_are_used(qapp: QApplication) -> None:
    assert QFontInfo(ui_font(13)).family() == "Inter"
    assert QFontInfo(code_font(13)).family() == "JetBrains Mono"
    assert ui_font(15, QFont.Weight.DemiBold).pixelSize() == 15
    for folder, licence in (("fonts", "Inter-OFL.txt"), ("fonts", "JetBrainsMono-OFL.txt"), ("icons", "LICENSE")):
        assert (resource_folder() / folder / licence).is_file()


def test_an_icon_has_the_colour_and_the_sharpness_that_were_asked_for(qapp: QApplication) -> None:
    picture = pixmap("check", "#ff0000", 16, scale=2.0)
    image = picture.toImage()
    assert (image.width(), picture.devicePixelRatio()) == (32, 2.0)
    colors = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 200
    }
    assert colors == {"#ff0000"}


def test_every_icon_that_the_code_names_is_bundled() -> None:
    bundled = {path.stem for path in (resource_folder() / "icons").glob("*.svg")}
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "app" / "ui").rglob("*.py"))
    calls = re.findall(r'(?:icon|pixmap|IconButton|set_icon)(?:\(|=)\s*"([a-z0-9-]+)"', sources)
    assert len(calls) > 5
    assert set(calls) <= bundled


def test_a_missing_icon_is_said_in_the_log_and_nothing_else(qapp: QApplication, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("no-such-icon")
    assert pixmap("no-such-icon", "#000000").width() == 16
