"""Cleaning a question and telling a model file by its name."""

from __future__ import annotations

import pytest

from app.ui.window.prompt_model import clean_prompt, is_model_file, sendable


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("שלום 👩‍👩‍👧 مرحبا", "שלום 👩‍👩‍👧 مرحبا"),
    ],
)
def test_what_no_engine_can_read_is_taken_out(raw: str, clean: str) -> None:
    assert clean_prompt(raw) == clean


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    clean = clean_prompt("lone \ud83d half")
    assert clean.encode().decode() == clean
    assert set(clean.removeprefix("lone ").removesuffix(" half")) == {"\ufffd"}


@pytest.mark.parametrize("text", ["", "  \n\t ", "\x00", "\r\n"])
def test_nothing_is_not_a_question(text: str) -> None:
    assert sendable(text) == ""


def test_inner_space_of_a_question_is_kept() -> None:
    assert sendable("\n def f():\n    pass\n\n") == "def f():\n    pass"


@pytest.mark.parametrize(
    ("path", "yes"), [("/a/b.gguf", True), ("/a/B.GGUF", True), ("/a/gguf", False), ("/a/b.pdf", False)]
)
def test_model_files_are_told_by_their_ending(path: str, *, yes: bool) -> None:
    assert is_model_file(path) is yes
