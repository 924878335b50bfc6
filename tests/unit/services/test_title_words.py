"""What models say when they are asked for a title, and what is left of it."""

from __future__ import annotations

import pytest

from app.services.title_words import MAX_ANSWER, MAX_QUESTION, fits, title_from_answer, title_messages
from app.store.titles import AUTOMATIC_TITLE
from app.types.messages import Role


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


def test_the_model_reads_the_beginning_of_what_was_said() -> None:
    *examples, task = title_messages("q" * 10_000, "answer")
    assert [turn.role for turn in examples] == [Role.USER, Role.ASSISTANT] * (len(examples) // 2)
    assert "answer" not in task.text
    assert len(task.text) < MAX_QUESTION + 200
    short, later = title_messages("hi", "a" * 10_000)[-1], title_messages("q" * 100, "answer", "and now?")[-1]
    assert "hi\n\naaa" in short.text
    assert len(short.text) < MAX_ANSWER + 200
    assert later.text.endswith("\n\nand now?")


@pytest.mark.parametrize(
    ("title", "said", "fitting"),
    [
        ("Boiling soft eggs", "How long do I have to boil an egg until it is soft?", True),
        ("TCP and UDP compared", "What is the difference between TCP and UDP?", True),
        ("Welch ich wirklichkeit?", "Wie koche ich Reis?", False),
        ("Kündigung für das Fitnessstudio", "My laptop does not start any more.", False),
        ("青い空", "なぜ空は青いの", True),
        ("Greeting", "hi", False),
        ("AI", "AI", False),
        ("", "anything", False),
    ],
)
def test_a_title_has_to_have_to_do_with_what_was_said(title: str, said: str, *, fitting: bool) -> None:
    assert fits(title, "unrelated", said) is fitting
