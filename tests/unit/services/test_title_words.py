"""What models say when they are asked for a title, and what is left of it."""

from __future__ import annotations

import pytest

from app.services.title_words import MAX_ANSWER, MAX_QUESTION, title_from_answer, title_prompt
from app.store.titles import AUTOMATIC_TITLE


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Blue Sky Explained", "Blue Sky Explained"),
        ('"Blue Sky Explained."', "Blue Sky Explained"),
        ("Title: “Blue Sky”", "Blue Sky"),
        ("**Title:** Blue Sky", "Blue Sky"),
        ("Chat title: 'Blue sky'", "Blue sky"),
        ("Titel - Blauer Himmel", "Blauer Himmel"),
        ("# Blue Sky\n\nThis title sums up …", "Blue Sky"),
        ("- Blue Sky", "Blue Sky"),
        ("1. Blue Sky\n2. Sky", "Blue Sky"),
        ("Here is a title:\nBlue Sky", "Blue Sky"),
        ("Sure! How about this one\n“Blue Sky”", "Blue Sky"),
        ("<think>The person wants …</think>\nBlue Sky", "Blue Sky"),
        ("<think>The person wants a title and", ""),
        ("<title>Blue Sky</title>", "Blue Sky"),
        ("<|assistant|> Blue Sky", "Blue Sky"),
        ("Why is the sky blue?", "Why is the sky blue?"),
        ("snake_case and `code`", "snake_case and code"),
        ("青い空について。", "青い空について"),
        ("I'm sorry, I cannot do that", ""),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", ""),
        ("", ""),
        ("…\n---\n🎉", ""),
        ("\u202eBlue\x07 Sky", "Blue Sky"),
        ("Title: Title: Blue", "Blue"),
    ],
)
def test_a_title_is_found_in_what_a_model_says(said: str, title: str) -> None:
    assert title_from_answer(said) == title


def test_a_long_title_is_shortened() -> None:
    assert len(title_from_answer("verylongword" * 50)) <= AUTOMATIC_TITLE
    assert title_from_answer("word " * 3_000_000) == ""


def test_the_model_reads_the_beginning_of_question_and_answer() -> None:
    prompt = title_prompt("q" * 10_000, "a" * 10_000)
    assert len(prompt) < MAX_QUESTION + MAX_ANSWER + 400
    assert "Later question" not in prompt
    assert "Later question:\nand now?" in title_prompt("q", "a", "and now?")
