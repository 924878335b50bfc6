"""Both themes: the tokens are those of the design, every text can be read, and a switch reaches everything."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.process import ROOT
from app.ui.theme import DARK, Accent, Scheme, Tokens, code_font, current, pixmap, theme, ui_font
from app.ui.theme.accents import blend, tokens_for
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
    ("accent_text", "bubble"),
    ("accent_text", "inset"),
    ("text_2", "bubble"),
    ("text_2", "selected"),
    ("canvas", "text"),
    ("toast_accent", "text"),
    ("bad", "surface"),
    ("warn", "surface"),
    ("ok", "surface"),
    *((syntax, "inset") for syntax in ("syn_key", "syn_str", "syn_fn", "syn_num", "ok", "bad")),
)
NAMED_PAIRS = tuple((f"{text} on {ground}", text, ground) for text, ground in PAIRS)
LOOKS = pytest.mark.parametrize(
    "tokens",
    [
        pytest.param(tokens_for(dark=dark, high=high, accent=accent), id=f"{accent}-{shade}-{kind}")
        for accent in Accent
        for dark, shade in ((False, "light"), (True, "dark"))
        for high, kind in ((False, "plain"), (True, "high"))
    ],
)


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


def ratio(a: str | QColor, b: str | QColor) -> float:
    return contrast(QColor(a), QColor(b))


@LOOKS
def test_every_text_can_be_read(tokens: Tokens) -> None:
    """Over all pairs that are used, so that a new accent or theme cannot slip through."""
    wanted = 7 if tokens.high else 4.5
    pairs = [(name, getattr(tokens, text), getattr(tokens, ground)) for name, text, ground in NAMED_PAIRS]
    pairs += [(f"tag {tone}", *tag_colors(tone, tokens)) for tone in Tone]
    low = {name: round(ratio(text, ground), 2) for name, text, ground in pairs if ratio(text, ground) < wanted}
    assert low == {}


@LOOKS
def test_text_can_be_read_while_a_control_is_pointed_at_or_pressed(tokens: Tokens) -> None:
    for share in (HOVER, PRESSED):
        for ground in (tokens.surface, tokens.canvas, tokens.sidebar):
            assert ratio(tokens.text, mix(ground, tokens.text, share)) >= 4.5
            assert ratio(tokens.text_2, mix(ground, tokens.text, share)) >= 4.5
    pressed = mix(tokens.accent, "#FFFFFF" if tokens.dark else "#000000", 0.16)
    assert ratio(tokens.on_accent, pressed) >= 4.5


@LOOKS
def test_the_focus_ring_and_in_high_contrast_every_line_stand_out(tokens: Tokens) -> None:
    lines = ("focus", "border", "border_strong") if tokens.high else ("focus",)
    grounds = ("canvas", "sidebar", "surface", "inset", "selected", "bubble")
    assert min(ratio(getattr(tokens, line), getattr(tokens, ground)) for line in lines for ground in grounds) >= 3


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


def test_accent_contrast_and_column_change_at_once_and_stay_over_a_change_of_the_theme(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme().apply(qapp, Scheme.LIGHT)
    with qtbot.waitSignal(theme().changed):
        theme().set_look(accent=Accent.VIOLET)
    with qtbot.waitSignal(theme().changed):
        theme().set_look(high=True)
    theme().set_scheme(Scheme.DARK)
    assert current() is tokens_for(dark=True, high=True, accent=Accent.VIOLET)
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == QColor(current().accent)
    with qtbot.waitSignal(theme().changed):
        theme().set_column("wide")
    assert theme().column > 760
    with qtbot.waitSignal(theme().changed):
        theme().set_column("unheard of")
    assert theme().column == 760
    with qtbot.assertNotEmitted(theme().changed):
        theme().set_look(accent=Accent.VIOLET, high=True)


def test_more_contrast_draws_icons_thicker_and_what_is_chosen_with_a_line(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)

    def ink() -> int:
        image = pixmap("pencil", "#000000", 16, 1.0).toImage()
        return sum(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))

    plain, faint = ink(), current().faint
    assert current().line_of_chosen is None
    theme().set_look(high=True)
    assert ink() > 1.2 * plain
    assert current().faint > faint
    assert current().line_of_chosen == current().border
    theme().set_look(high=False)
    assert ink() == plain


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


def test_colours_are_blended() -> None:
    assert blend("#000000", "#FFFFFF", 0.5) == "#808080"
    assert blend("#102030", "#FFFFFF", 0) == "#102030"


def test_signs_that_were_typed_are_not_shown_as_others(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(ui_font(15))
    assert metrics.horizontalAdvance("->") == pytest.approx(
        metrics.horizontalAdvance("-") + metrics.horizontalAdvance(">")
    )
