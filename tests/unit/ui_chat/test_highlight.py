"""Colours of code: which words get one, at which place."""

from __future__ import annotations

import pytest

from app.rich.highlight import MAX_CHARS, highlight


def colored(text: str, language: str) -> list[tuple[str, str]]:
    """The coloured words with their colours."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    return [
        (lines[piece.line][2 * piece.start : 2 * (piece.start + piece.length)].decode("utf-16-le"), piece.color)
        for piece in highlight(text, language)
    ]


def test_words_of_python_get_the_colours_of_the_design() -> None:
    found = colored('from x import y\n\njobs = deque(["read"])  # note\nn = 12', "python")
    for expected in (
        ("from", "syn_key"),
        ("deque", "syn_fn"),
        ("read", "syn_str"),
        ("12", "syn_num"),
        ("# note", "text_3"),
    ):
        assert expected in found


@pytest.mark.parametrize("language", ["diff", "patch", "udiff"])
def test_a_diff_shows_what_comes_and_what_goes(language: str) -> None:
    text = "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n same\n-old 😀\n+new"
    assert dict(colored(text, language)) == {
        "--- a/x.py": "bad",
        "+++ b/x.py": "ok",
        "@@ -1,2 +1,2 @@": "syn_fn",
        "-old 😀": "bad",
        "+new": "ok",
    }


def test_places_count_as_qt_counts() -> None:
    assert ("return", "syn_key") in colored('x = "😀"; return', "python")


def test_unknown_languages_and_very_long_code_stay_plain() -> None:
    assert highlight("x = 1", "no such language") == []
    assert highlight("x = 1", "") == []
    assert highlight("x = 1\n" * MAX_CHARS, "python") == []
