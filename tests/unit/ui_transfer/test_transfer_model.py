"""Forms, names of files and figures of import and export."""

from __future__ import annotations

import pytest

from app.types.transfer import ExportFormat, ImportPreview, ImportSource
from app.ui.transfer.model import Form, Wish, file_name, new_chats, pages_in, share, with_ending


@pytest.mark.parametrize(
    ("wish", "ending", "core"),
    [
        (Wish(), ".md", ExportFormat.MARKDOWN),
        (Wish(Form.MARKDOWN, apart=True), ".zip", ExportFormat.MARKDOWN),
        (Wish(Form.MARKDOWN, ("a",), apart=True), ".md", ExportFormat.MARKDOWN),
        (Wish(Form.JSON), ".json", ExportFormat.JSON),
        (Wish(Form.HTML, apart=True), ".zip", ExportFormat.HTML),
        (Wish(Form.PDF, apart=True), ".pdf", ExportFormat.HTML),
    ],
)
def test_the_form_says_what_the_core_writes_and_how_the_file_is_called(
    wish: Wish, ending: str, core: ExportFormat
) -> None:
    assert (wish.ending, wish.core_form) == (ending, core)


def test_only_a_form_that_can_leave_the_thinking_out_asks_for_it() -> None:
    assert [form for form in Form if not Wish(form).can_think] == [Form.JSON]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Deque or list for a queue?", "Deque or list for a queue.md"),
        ("a/b\\c:d\n\te", "a b c d e.md"),
        ("  ..hidden.. ", "hidden.md"),
        ("", "Tektra.md"),
        ("???", "Tektra.md"),
        ("x" * 500, "x" * 80 + ".md"),
        ("Grüße", "Grüße.md"),
        ("a\u202eb\x00", "a b.md"),
    ],
)
def test_a_title_becomes_a_name_that_every_disk_takes(title: str, name: str) -> None:
    assert file_name(title, ".md") == name


def test_the_ending_is_added_once() -> None:
    assert with_ending("/a/b.PDF", ".pdf") == "/a/b.PDF"
    assert with_ending("/a/b.txt", ".pdf") == "/a/b.txt.pdf"


def test_shares_and_new_chats() -> None:
    assert (share(0, 0), share(1, 4), share(9, 4)) == (0.0, 0.25, 1.0)
    assert new_chats(ImportPreview(ImportSource.TEKTRA, 10, 20, known=4)) == 6
    assert new_chats(ImportPreview(ImportSource.TEKTRA, 1, 2, known=4)) == 0


@pytest.mark.parametrize(
    ("said", "pages"),
    [("1 20\n7 20\n", (7, 20)), ("1 20\n7 2", (1, 20)), ("", None), ("7 20", None), ("a b\n", None), ("7\n", None)],
)
def test_pages_are_read_from_what_the_printing_says(said: str, pages: tuple[int, int] | None) -> None:
    assert pages_in(said) == pages
