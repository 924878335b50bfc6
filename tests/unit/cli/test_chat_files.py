"""What the terminal says of imports, and what the name of a file says of its form."""

from __future__ import annotations

import pytest

from app.cli.chat_files import import_words, preview_words
from app.cli.file_forms import ENDINGS, FORMATS
from app.types.transfer import ImportPreview, ImportResult, ImportSource


@pytest.mark.parametrize(
    ("chats", "messages", "known", "lines"),
    [
        (1, 1, 0, ["Imported 1 chat with 1 message."]),
        (0, 0, 0, ["Nothing was imported: no conversation with a message is in the file.", "1 picture"]),
        (0, 0, 1, ["Nothing new: 1 chat was here already.", "1 picture"]),
        (0, 0, 2, ["Nothing new: 2 chats were here already.", "1 picture"]),
        (2, 3, 1, ["Imported 2 chats with 3 messages.", "1 was here already and was left out.", "1 picture"]),
        (1200, 2, 3, ["Imported 1,200 chats with 2 messages.", "3 were here already and were left out."]),
    ],
)
def test_one_is_one(chats: int, messages: int, known: int, lines: list[str]) -> None:
    left_out = ("1 picture",) if lines[-1] == "1 picture" else ()
    assert import_words(ImportResult(ImportSource.TEKTRA, chats, messages, known, left_out)) == lines


def test_so_it_is_in_a_preview() -> None:
    looked = ImportPreview(ImportSource.CHATGPT, 1, 4, known=1, left_out=("1 picture",))
    assert preview_words(looked) == ["1 chat with 4 messages, 1 of them here already.", "1 picture"]
    empty = ImportPreview(ImportSource.CHATGPT, 0, 0, left_out=("1 empty chat is left out.",))
    assert preview_words(empty) == ["No conversation with a message is in the file.", "1 empty chat is left out."]


def test_a_zip_is_for_reading() -> None:
    assert ENDINGS[".zip"] == "md"
    assert set(ENDINGS.values()) == set(FORMATS)
