"""Titles are one visible line of limited length, and ids sort by time."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.store.ids import new_id
from app.store.titles import AUTOMATIC_TITLE, MAX_TITLE, clean_title, numbered, title_from_prompt
from app.types.messages import clean_text


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("  plain  ", "plain"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("nul\0 bell\a esc\x1b[31m", "nul bell esc[31m"),
        ("turned \u202earound\u2066", "turned around"),
        ("שלום עולם", "שלום עולם"),
        ("family 👨‍👩‍👧", "family 👨‍👩‍👧"),
        ("lone \ud83d surrogate", clean_text("lone \ud83d surrogate")),
        (" \n\0\u202e", ""),
        ("", ""),
    ],
)
def test_a_title_is_one_clean_line(typed: str, title: str) -> None:
    assert clean_title(typed) == title


@pytest.mark.parametrize(
    "text", ["word " * 100, "x" * 1000, "語" * 1000, "👨‍👩‍👧" * 100, "e\u0301" * 500, "\n" * 5000 + "x"]
)
def test_a_long_title_is_cut_between_characters(text: str) -> None:
    title = clean_title(text)
    assert len(title) <= MAX_TITLE
    kept = title.removesuffix("…")
    assert not kept.endswith(("\u200d", " "))
    following = text.strip()[len(kept) :][:1]
    assert not following or unicodedata.category(following) != "Mn"


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("What is a monad?\nExplain.", "What is a monad?"),
        ("\n\n  ```\nfix this code\n```", "fix this code"),
        ("🎉🎉", "🎉🎉"),
        ("```python\nimport os\n```", "import os"),
        ("~~~\nimport os", "import os"),
        ("```python\n```", "```python"),
        ("# Heading one with `code` #\nand more", "Heading one with code"),
        ("| # | A | B |\n|---|---|---|\n| 1 | x | y |", "A B"),
        ("> - [x] **Buy** _some_ ~~milk~~ `a*b*c`", "Buy some milk a*b*c"),
        ("1. **Use `os.path`, __all of it__**", "Use os.path, all of it"),
        ("***\n\n2) so", "so"),
        ("What does __init__ do in C# with 2*3*4 | 5?", "What does __init__ do in C# with 2*3*4 | 5?"),
        ("-5 °C, #hash, a_b_c and 1.5 * 2 * 3", "-5 °C, #hash, a_b_c and 1.5 * 2 * 3"),
        ("**" * 8 + "deep" + "**" * 8, "**" * 8 + "deep" + "**" * 8),
        ("   \n\t", ""),
        ("", ""),
    ],
)
def test_a_prompt_gives_its_first_telling_line(prompt: str, title: str) -> None:
    assert title_from_prompt(prompt) == title


def test_a_long_prompt_is_shortened_at_a_word() -> None:
    title = title_from_prompt("Please compare the following three database engines in detail: " + "a" * 1_000_000)
    assert title == "Please compare the following three database engines in…"
    assert len(title) <= AUTOMATIC_TITLE


@pytest.mark.parametrize("piece", ["*", "*a", "`", "a `", "[x] ", "> ", "- ", "|", "_a ", "~~a", "#"])
def test_marks_without_end_take_no_time(piece: str) -> None:
    begun = time.process_time()
    assert len(title_from_prompt((piece * 1000 + "\n") * 1000)) <= AUTOMATIC_TITLE
    assert time.process_time() - begun < 1.0


def test_ids_rise_and_are_never_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: [new_id() for _ in range(500)], range(4)))
    assert len({one for ids in made for one in ids}) == 2000
    assert all(ids == sorted(ids) for ids in made)
    assert all(len(one) == 32 and one[12] == "7" and one[16] in "89ab" for ids in made for one in ids)


@pytest.mark.parametrize(
    ("title", "taken", "copy"),
    [
        ("Sky", (), "Sky (2)"),
        ("Sky", ("Sky (2)", "Sky (3)"), "Sky (4)"),
        ("Sky (2)", ("Sky (2)",), "Sky (3)"),
        ("", (), "New chat (2)"),
        ("x" * 200, (), "x" * 195 + "… (2)"),
    ],
)
def test_a_copy_has_the_next_number(title: str, taken: tuple[str, ...], copy: str) -> None:
    assert numbered(title, taken) == copy
