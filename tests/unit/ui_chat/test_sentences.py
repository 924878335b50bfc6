"""What of a growing answer is said, and how."""

from __future__ import annotations

import pytest

from app.ui.chat.markdown import render
from app.ui.chat.sentences import LONG, Names, finished, spoken

NAMES = Names(lambda language: f"code {language}", lambda rows: f"table {rows}")
TEXT = (
    "# Head\n\nFirst sentence. Second one? It is 3.5 or e.g. so: “Yes!” he said. Last\n\n"
    "1. one\n2. two\n\n```py\nx = 1. \n\ny = 2\n```\nAfter it.\n\n| a | b |\n|---|---|\n| 1 | 2. |\n| 3 | 4 |\n\n"
    "$$\nx^2\n$$\n\n---\n\nEnd with $y$"
)


def said(text: str, step: int) -> list[str]:
    parts: list[str] = []
    start = 0
    for length in range(step, len(text) + step, step):
        end = finished(text[:length], start)
        assert start <= end <= length
        if end > start:
            parts.append(text[start:end])
        start = end
    parts.append(text[start:])
    return parts


@pytest.mark.parametrize("step", [1, 3, 10, 1000])
def test_nothing_is_lost_and_blocks_stay_whole(step: int) -> None:
    parts = said(TEXT, step)
    assert "".join(parts) == TEXT
    assert sum("```" in part for part in parts) == 1
    assert sum("|" in part for part in parts) == 1
    words = " ".join(filter(None, (spoken(render(part).blocks, NAMES) for part in parts)))
    assert words.count("code py") == words.count("table 2") == 1


def test_sentences_are_said_as_they_end() -> None:
    text = "One. Two"
    assert finished(text, 0) == len("One.")
    assert finished(text + "! ", 4) == len("One. Two!")
    assert finished("Price 3. ", 0) == 0, "a number's dot may go on"
    assert finished("你好。再见", 0) == 3
    assert finished("a line\nmore", 0) == len("a line\n")


def test_an_open_block_waits() -> None:
    assert finished("So.\n```py\nx = 1. \n", 0) == len("So.\n")
    assert finished("~~~\nx\n```\n", 0) == 0
    assert finished("| a. b |\n", 0) == 0
    assert finished("| a |", 0) == 0


def test_a_sentence_without_end_is_said_up_to_a_space() -> None:
    text = "word " * LONG
    assert 0 < finished(text, 0) <= LONG
    assert finished("x" * 2 * LONG, 0) == 0


def test_what_is_not_read_out_is_named() -> None:
    assert spoken(render(TEXT).blocks, NAMES) == (
        "Head First sentence. Second one? It is 3.5 or e.g. so: “Yes!” he said. Last 1. one 2. two code py "
        "After it. table 2 x^2 End with y"
    )
