"""Which way texts run, and a text of lines that run both ways."""

from __future__ import annotations

import pytest

from app.ui.chat.directions import direction, one_way_paragraphs, right_to_left
from app.ui.chat.markdown.write import as_markdown, as_text

ARABIC = "مرحبا بالعالم"


@pytest.mark.parametrize(
    ("text", "way"),
    [("", None), ("  12 + (3)", None), ("one שתיים", False), (f"1. {ARABIC} one", True), ("שתיים", True)],
)
def test_the_first_letter_says_which_way_a_text_runs(text: str, way: bool | None) -> None:
    assert direction(text) is way
    assert right_to_left(text) is bool(way)


@pytest.mark.parametrize("text", ["", "one\ntwo\n\nthree", f"{ARABIC}\n\n{ARABIC}", "\n1\n"])
def test_a_text_that_runs_one_way_is_one_paragraph(text: str) -> None:
    (only,) = one_way_paragraphs(text)
    assert only.text == text.replace("\n", "\u2028")
    assert not only.joined


def test_lines_that_run_the_other_way_are_paragraphs_of_their_own() -> None:
    lines = [
        "",
        ARABIC,
        "",
        "def add(a, b):",
        "    return (",
        "        a + b",
        "    )",
        "",
        f"  {ARABIC}",
        "{",
        "https://a.b/c/",
    ]
    found = one_way_paragraphs("\n".join(lines))
    assert [one.text.split("\u2028") for one in found] == [lines[:3], lines[3:8], lines[8:10], lines[10:]]
    assert [one.joined for one in found] == [False, True, True, True]
    assert as_text(found) == as_markdown(found) == "\n".join(lines)
