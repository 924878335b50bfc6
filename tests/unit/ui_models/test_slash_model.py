"""Saved prompts: finding them, their variables, names for new ones."""

from __future__ import annotations

import pytest

from app.types.library import SavedPrompt
from app.ui.composer.slash_model import (
    MAX_VARIABLES,
    Variable,
    filled,
    matching,
    name_for,
    preview,
    typed_name,
    variables,
)

PROMPTS = (
    SavedPrompt("1", "translate", "Translate into {{language}}"),
    SavedPrompt("2", "summary", "Sum up"),
    SavedPrompt("3", "my-summary", "Sum up in my way"),
    SavedPrompt("4", "Abstract", "A summary of a paper"),
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/", ""),
        ("/sum", "sum"),
        ("/mein-text_2", "mein-text_2"),
        ("/übung", "übung"),
        ("/sum it", None),
        ("/etc/hosts", None),
        (" /sum", None),
        ("", None),
        ("a/b", None),
        ("/a\n", None),
    ],
)
def test_what_is_typed_after_the_slash(text: str, name: str | None) -> None:
    assert typed_name(text) == name


def test_names_that_begin_so_come_first_then_those_that_have_it_then_texts() -> None:
    assert [prompt.name for prompt in matching(PROMPTS, "SUM")] == ["summary", "my-summary", "Abstract"]
    assert [prompt.name for prompt in matching(PROMPTS, "")] == ["Abstract", "my-summary", "summary", "translate"]
    assert matching(PROMPTS, "nothing") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", ()),
        ("{{a}} and {{ b : two words }}", (Variable("a"), Variable("b", "two words"))),
        ("{{a}} {{a:later}} {{a:last}}", (Variable("a", "later"),)),
        ("{{}} {{:x}} {{  }} {a} {{a{b}}} {{two\nlines}}", ()),
        ("{{a:http://x}}", (Variable("a", "http://x"),)),
        ("{{ name of it }}", (Variable("name of it"),)),
    ],
)
def test_variables_of_a_prompt(text: str, found: tuple[Variable, ...]) -> None:
    assert variables(text) == found


def test_values_are_put_in_once_and_not_looked_at_again() -> None:
    text = "{{a}}, {{b:x}}, {{ a }}, {{c}}"
    assert filled(text, {"a": "{{b}}", "b": ""}) == "{{b}}, , {{b}}, {{c}}"


def test_too_many_variables_stay_in_the_text() -> None:
    text = " ".join(f"{{{{v{i}}}}}" for i in range(MAX_VARIABLES + 5))
    assert len(variables(text)) == MAX_VARIABLES


def test_hostile_texts_are_quick() -> None:
    assert variables("{{" * 50_000) == ()
    assert variables("{{" + " " * 50_000) == ()


def test_a_name_to_begin_with() -> None:
    assert name_for("  Sum this text up, please! ") == "sum-this-text-up"
    assert name_for("…") == ""
    assert len(name_for("x" * 400)) == 60


def test_a_preview_is_one_short_line() -> None:
    assert preview("a\n  b") == "a b"
    assert preview("word " * 100, 12) == "word word w…"
