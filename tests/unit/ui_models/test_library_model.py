"""What the library's pages decide without Qt."""

from __future__ import annotations

import pytest

from app.types.library import TRASH_DAYS, Assistant, SavedPrompt
from app.ui.composer.slash_model import variables
from app.ui.library.library_model import (
    Entry,
    Wrong,
    check_assistant,
    check_prompt,
    days_left,
    initial,
    matching,
    one_line,
    picture_of,
)

DAY = 86_400.0


def test_a_filter_wants_every_word_in_title_or_line() -> None:
    entries = (Entry("a", "Straße nach Rom"), Entry("b", "Rome", "by train"), Entry("c", "Train"))
    assert [entry.id for entry in matching(entries, " TRAIN ")] == ["b", "c"]
    assert [entry.id for entry in matching(entries, "rom train")] == ["b"]
    assert [entry.id for entry in matching(entries, "STRASSE")] == ["a"]
    assert matching(entries, "") == entries


def test_the_rest_of_today_counts_as_a_day() -> None:
    assert days_left(0.0, 0.0) == TRASH_DAYS
    assert days_left(0.0, 0.5 * DAY) == TRASH_DAYS
    assert days_left(0.0, (TRASH_DAYS - 0.5) * DAY) == 1
    assert days_left(0.0, 2 * TRASH_DAYS * DAY) == 0


def test_a_long_text_becomes_one_short_line() -> None:
    assert one_line(" a\n\tb ") == "a b"
    assert one_line("word " * 100).endswith("word…")
    assert len(one_line("x" * 1_000_000)) == 161


def test_the_page_shows_the_variables_that_the_composer_asks_for() -> None:
    text = "{{a}} {{ b : 3 }} {{a:later}} {{}} {x} {{c:}} {{d:with {brace}}}"
    assert [(each.name, each.default) for each in variables(text)] == [("a", "later"), ("b", "3"), ("c", "")]


def test_a_picture_is_an_emoji_or_the_first_letter() -> None:
    assert picture_of(Assistant("1", "editor", "✍️")) == "✍️"
    assert picture_of(Assistant("1", " editor")) == "E"
    assert picture_of(Assistant("1", "editor", "png:aGFsbG8=")) == "E"
    assert initial("  ") == ""


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("summary-2", "Sum up", Wrong.NOTHING),
        ("Übersetzen", "Translate", Wrong.NOTHING),
        ("", "Sum up", Wrong.NAME),
        ("two words", "Sum up", Wrong.NAME),
        ("under_score", "Sum up", Wrong.NAME),
        ("x" * 81, "Sum up", Wrong.NAME),
        ("FIX", "Correct", Wrong.TAKEN),
        ("summary", " \n", Wrong.TEXT),
    ],
)
def test_what_a_saved_prompt_may_be(name: str, text: str, wrong: Wrong) -> None:
    assert check_prompt(SavedPrompt("", name, text), (SavedPrompt("f", "fix", "Correct."),)) is wrong


def test_a_prompt_may_keep_its_own_name() -> None:
    fix = SavedPrompt("f", "fix", "Correct.")
    assert check_prompt(fix, (fix,)) is Wrong.NOTHING


def test_an_assistant_needs_a_name() -> None:
    assert check_assistant(Assistant("", "Editor")) is Wrong.NOTHING
    assert check_assistant(Assistant("", "  ")) is Wrong.NAME
