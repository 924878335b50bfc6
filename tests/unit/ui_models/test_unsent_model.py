"""What a window keeps of unsent files and unsaved edits."""

from __future__ import annotations

import json

import pytest

from app.types.attachments import MAX_FILES
from app.ui.composer.unsent_model import (
    MAX_EDIT_BYTES,
    MAX_EDITS,
    MAX_KEPT,
    KeptFile,
    pack_edits,
    pack_files,
    that_fit,
    unpack_edits,
    unpack_files,
)

FILES = (KeptFile(None, "ä.png", b"\x89PNG"), KeptFile("a", "Pasted text.txt", b"words", pasted=True))


def packed(files: tuple[KeptFile, ...] = FILES) -> bytes:
    return b"".join(pack_files(files))


def test_files_come_back_as_they_were() -> None:
    assert unpack_files(packed()) == FILES


def test_what_finds_no_room_is_not_kept() -> None:
    large, small, huge = (KeptFile("a", "x", bytes(size)) for size in (MAX_KEPT - 5, 5, 6))
    assert that_fit((large, huge, KeptFile("a", "empty", b""), small)) == (large, small)


@pytest.mark.parametrize("cut", range(len(packed())))
def test_of_a_broken_file_what_is_whole_is_taken(cut: int) -> None:
    assert unpack_files(packed()[:cut]) == FILES[: len(unpack_files(packed()[:cut]))]


@pytest.mark.parametrize(
    "head",
    [
        {},
        ["x"],
        [[None, "x", 1]],
        [[1, "x", 1, False]],
        [[None, 1, 1, False]],
        [[None, "x", 0, False]],
        [[None, "x", True, False]],
        [[None, "x", -1, False]],
        [[None, "x", MAX_KEPT + 1, False]],
        [[None, "x", 1, 0]],
    ],
)
def test_foreign_entries_are_nothing(head: object) -> None:
    words = json.dumps(head).encode()
    assert unpack_files(b"TKU1" + len(words).to_bytes(4, "big") + words + b"data") == ()


def test_another_kind_of_file_is_nothing() -> None:
    assert unpack_files(b"TKU2" + packed()[4:]) == ()
    assert unpack_files(b"") == ()


def test_no_chat_gets_more_files_than_a_message_takes() -> None:
    assert len(unpack_files(packed((FILES[1],) * (MAX_FILES + 1)))) == MAX_FILES


def test_the_newest_edits_come_back() -> None:
    edits = {str(number): f"text {number}" for number in range(MAX_EDITS + 2)}
    kept = unpack_edits(pack_edits(edits))
    assert list(kept) == list(edits)[2:]
    assert unpack_edits(pack_edits({"old": "x", "long": "y" * MAX_EDIT_BYTES})) == {}


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000])
def test_broken_edits_are_none(data: bytes) -> None:
    assert unpack_edits(data) == {}


def test_an_edit_is_text() -> None:
    assert unpack_edits(b'{"a": 1, "b": "x"}') == {"b": "x"}
