"""What a window keeps of unsent files and unsaved edits."""

from __future__ import annotations

import json

import pytest

from app.types.attachments import MAX_FILES
from app.ui.composer.unsent_model import (
    MAX_EDIT_BYTES,
    MAX_EDITS,
    MAX_KEPT,
    MAX_QUESTION_BYTES,
    MAX_QUESTIONS,
    Kept,
    KeptFile,
    KeptQuestion,
    pack,
    pack_edits,
    that_fit,
    unpack,
    unpack_edits,
)

FILES = (KeptFile(None, "ä.png", b"\x89PNG"), KeptFile("a", "Pasted text.txt", b"words", pasted=True))
QUESTIONS = (KeptQuestion("a", "and this?", "smol"), KeptQuestion(None, ""))
WAITING = (KeptFile("a", "b.pdf", b"%PDF", question=0), KeptFile(None, "c.txt", b"c", question=1))
ALL = Kept(QUESTIONS, (*FILES, *WAITING))


def packed(kept: Kept = ALL) -> bytes:
    return b"".join(pack(kept))


def test_files_and_questions_come_back_as_they_were() -> None:
    assert unpack(packed()) == ALL
    assert ALL.of(None) == FILES
    assert ALL.of(0) == WAITING[:1]


def test_nothing_is_nothing() -> None:
    assert not Kept()
    assert Kept(QUESTIONS)
    assert unpack(packed(Kept())) == Kept()


def test_what_finds_no_room_is_not_kept() -> None:
    large, small, huge = (KeptFile("a", "x", bytes(size)) for size in (MAX_KEPT - 5, 5, 6))
    assert that_fit((), (large, huge, KeptFile("a", "empty", b""), small)) == Kept((), (large, small))


def test_the_first_questions_are_kept_and_their_files() -> None:
    long = KeptQuestion("a", "x" * MAX_QUESTION_BYTES)
    assert that_fit((QUESTIONS[0], long, QUESTIONS[1]), WAITING) == Kept(QUESTIONS[:1], WAITING[:1])
    assert len(that_fit((QUESTIONS[0],) * (MAX_QUESTIONS + 1), ()).questions) == MAX_QUESTIONS


@pytest.mark.parametrize("cut", range(len(packed())))
def test_of_a_broken_file_what_is_whole_is_taken(cut: int) -> None:
    found = unpack(packed()[:cut])
    assert found.files == ALL.files[: len(found.files)]
    assert found.questions in (QUESTIONS, ())


@pytest.mark.parametrize(
    "head",
    [
        {},
        ["x"],
        [[], {}],
        [[], [], []],
        [[], ["x"]],
        [[], [[None, "x", 1, False]]],
        [[], [[1, "x", 1, False, None]]],
        [[], [[None, 1, 1, False, None]]],
        [[], [[None, "x", 0, False, None]]],
        [[], [[None, "x", True, False, None]]],
        [[], [[None, "x", -1, False, None]]],
        [[], [[None, "x", MAX_KEPT + 1, False, None]]],
        [[], [[None, "x", 1, 0, None]]],
        [[], [[None, "x", 1, False, 0]]],
        [[], [[None, "x", 1, False, -1]]],
        [[], [[None, "x", 1, False, "0"]]],
        [["x"], []],
        [[[None, "x"]], []],
        [[[1, "x", None]], []],
        [[[None, 1, None]], []],
        [[[None, "x", 1]], []],
    ],
)
def test_foreign_entries_are_nothing(head: object) -> None:
    words = json.dumps(head).encode()
    assert unpack(b"TKU2" + len(words).to_bytes(4, "big") + words + b"data") == Kept()


def test_another_kind_of_file_is_nothing() -> None:
    assert unpack(b"TKU1" + packed()[4:]) == Kept()
    assert unpack(b"") == Kept()


def test_no_message_gets_more_files_than_it_takes() -> None:
    both = tuple(KeptFile("a", "x", b"x", question=question) for question in (None, 0) for _ in range(MAX_FILES + 1))
    found = unpack(packed(Kept(QUESTIONS, both)))
    assert [len(found.of(question)) for question in (None, 0)] == [MAX_FILES, MAX_FILES]


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
