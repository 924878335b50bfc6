"""Letters that hide or turn a text around are named."""

from __future__ import annotations

import pytest

from app.ui.chat.markdown.visible import visible, visible_code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\n\tb", "a\n\tb"),
        ("a\u202eb", "a⟦U+202E⟧b"),
        ("\x1b[31m", "⟦U+001B⟧[31m"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("x\U000e0041y", "x⟦U+E0041⟧y"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("שלום \u200f\u2067עולם\u2069", "שלום \u200f\u2067עולם\u2069"),
    ],
)
def test_text(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_code_names_what_has_no_width() -> None:
    assert visible_code("x\u200b = '\u2066'") == "x⟦U+200B⟧ = '⟦U+2066⟧'"
    assert visible_code("x = 1") == "x = 1"
    assert visible_code("'👩\u200d👧'") == "'👩\u200d👧'"
