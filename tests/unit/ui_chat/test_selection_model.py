"""A selection over several messages, and blocks written back as text."""

from __future__ import annotations

import pytest

from app.ui.chat.markdown import Table, render
from app.ui.chat.markdown.write import as_markdown, as_text
from app.ui.chat.selection_model import Place, Selection, joined


@pytest.mark.parametrize("turned", [False, True])
def test_what_lies_in_it(turned: bool) -> None:
    ends = (Place(1, 2, 5), Place(3, 0, 4))
    selection = Selection(*(ends[::-1] if turned else ends))
    assert selection.rows == range(1, 4)
    assert not selection.one_text
    assert selection.within(0, 0, 9) is None
    assert selection.within(1, 1, 9) is None
    assert selection.within(1, 2, 9) == (5, 9)
    assert selection.within(2, 0, 9) == (0, 9)
    assert selection.within(3, 0, 9) == (0, 4)
    assert selection.within(3, 0, 2) == (0, 2)
    assert selection.within(3, 1, 9) is None
    assert not selection.whole_row(1, 3, 9)
    assert selection.whole_row(2, 3, 9)
    assert not selection.whole_row(3, 1, 9)


def test_in_one_text() -> None:
    selection = Selection(Place(1, 0, 7), Place(1, 0, 3))
    assert selection.one_text
    assert selection.within(1, 0, 9) == (3, 7)


def test_who_said_what() -> None:
    assert joined([("You", "Hi"), ("Model", ""), ("Model", "Hello")]) == "You:\n\nHi\n\nModel:\n\nHello"
    assert joined([("You", "Hi"), ("Model", "")]) == "Hi"
    assert joined([]) == ""


SOURCES = [
    "Plain *it* **bold** ***both*** ~~gone~~ `code` [x](https://example.com).",
    "## Heading\n\nText\n\n---\n\nmore",
    "- a\n- b\n  - c\n- [ ] open\n- [x] done",
    "1. a\n2. b\n\n   second",
    "9. a\n10. b\n\n    ```sh\n    ls\n    ```\n    - deep\n\n      more deep",
    "> quoted\n> on\n\n> > deeper",
    "```py\nx = 1\n\ny = `2`\n```",
    "````\n```\n````",
    "| a | b | c |\n|---|:-:|--:|\n| 1 | `\\|` | **3** |",
    "So $x^2$ and\n\n\\[\ny\n\\]",
    "`` a`b `` and `` ` ``",
]


@pytest.mark.parametrize("source", SOURCES)
def test_markdown_comes_back_as_the_same_blocks(source: str) -> None:
    blocks = render(source).blocks
    assert render(as_markdown(blocks)).blocks == blocks


def test_a_table_without_rows() -> None:
    assert as_markdown([Table(())]) == as_text([Table(())]) == ""


def test_plain_text_has_no_marks() -> None:
    text = as_text(
        render("# T\n\n- *a*\n- [x] b `c`\n\n> q\n\n```py\nx\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n---\n\n$x$").blocks
    )
    assert text == "T\n\n• a\n☑ b c\n\nq\n\nx\n\na\tb\n1\t2\n\n―――\n\n$x$"
