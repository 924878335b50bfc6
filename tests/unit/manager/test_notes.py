"""What is remembered about engines survives, and never gets in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.manager.notes import FAILURE_COUNTS_S, MAX_NOTES, MEMORY_STEP, SPEEDS, SURE, EngineNote, EngineNotes
from app.manager.remedies import Remedy
from app.types.generation import Usage
from app.types.models import BackendName
from tests.helpers.logfail import ExpectedLogs

LLAMA, SAFE = BackendName.LLAMA_CPP, Remedy.SAFE_MODE


class Wall:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.json"


def reopened(path: Path, wall: Wall, machine: str = "here") -> EngineNotes:
    notes = EngineNotes(path, machine, wall)
    notes.read()
    return notes


def usage(speed: float, tokens: int = 20) -> Usage:
    return Usage(completion_tokens=tokens, tokens_per_s=speed)


def test_safe_mode_is_remembered_for_this_machine_model_and_engine(path: Path, wall: Wall) -> None:
    reopened(path, wall).remember_remedy("m", LLAMA, SAFE, "It crashed.")
    again = reopened(path, wall)
    assert again.get("m", LLAMA) == EngineNote(remedies=("safe_mode",), reason="It crashed.")
    assert not again.get("other", LLAMA).remedies
    assert not again.get("m", BackendName.MLX).remedies
    assert not reopened(path, wall, "elsewhere").get("m", LLAMA).remedies


def test_what_a_model_saw_is_remembered_for_its_projector(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_look("m", LLAMA, "eyes", "It sees: “A red circle.”")
    notes.remember_answer("m", LLAMA, "1", usage(100.0))
    again = reopened(path, wall)
    assert again.look("m", LLAMA, "eyes") == "It sees: “A red circle.”"
    assert again.look("m", LLAMA, "other eyes") == again.look("n", LLAMA, "eyes") == ""


def test_speed_is_the_middle_of_the_last_answers(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    for speed, middle in ((100.0, 100.0), (0.7, 50.35), (90.0, 90.0), (80.0, 85.0), (0.9, 80.0), (70.0, 70.0)):
        notes.remember_answer("m", LLAMA, "1", usage(speed))
        assert notes.tokens_per_s("m", LLAMA, "1") == pytest.approx(middle)
    assert len(notes.get("m", LLAMA).speeds) == SPEEDS
    assert reopened(path, wall).tokens_per_s("m", LLAMA, "1") == 70.0


def test_speed_belongs_to_a_version(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_answer("m", LLAMA, "1", usage(100.0))
    assert notes.tokens_per_s("m", LLAMA, "1", least=SURE) is None
    assert notes.tokens_per_s("m", LLAMA, "2") is None
    notes.remember_answer("m", LLAMA, "2", usage(10.0))
    assert (notes.tokens_per_s("m", LLAMA, "1"), notes.tokens_per_s("m", LLAMA, "2")) == (None, 10.0)


def test_an_answer_beside_others_says_nothing_about_speed(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_answer("m", LLAMA, "1", usage(9.0), alone=False)
    assert notes.tokens_per_s("m", LLAMA, "1") is None


@pytest.mark.parametrize("odd", [usage(0.0), usage(-1.0), usage(float("nan")), usage(float("inf")), usage(9.0, 15)])
def test_measurements_that_say_nothing_are_left_out(path: Path, wall: Wall, odd: Usage) -> None:
    notes = reopened(path, wall)
    notes.remember_answer("m", LLAMA, "1", odd)
    assert notes.tokens_per_s("m", LLAMA, "1") is None
    assert not path.exists()


def test_a_failure_counts_for_a_day_or_until_an_answer(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_failure("m", LLAMA, "It crashed.")
    assert reopened(path, wall).recent_failure("m", LLAMA) == "It crashed."
    wall.now += FAILURE_COUNTS_S
    assert notes.recent_failure("m", LLAMA) == ""
    notes.remember_failure("m", LLAMA, "It crashed again.")
    notes.remember_answer("m", LLAMA, "1", usage(10.0))
    assert notes.recent_failure("m", LLAMA) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"version": 1, "notes": {"k": {"safe_mode": "yes"}}}',
        b'{"version": 1, "notes": {"k": 3}}',
        b'{"version": 1, "notes": {}, "more": 1}',
        b'{"version": 1, "notes": 3}',
        b'{"version": 99, "notes": {}}',
    ],
)
def test_a_broken_file_is_started_afresh_and_logged(
    path: Path, wall: Wall, content: bytes, expected_logs: ExpectedLogs
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    expected_logs.expect("started afresh")
    notes = reopened(path, wall)
    assert notes.get("m", LLAMA) == EngineNote()
    notes.remember_remedy("m", LLAMA, SAFE, "why")
    assert json.loads(path.read_text())["version"] == 4


def test_a_file_that_cannot_be_written_costs_only_a_log_line(
    tmp_path: Path, wall: Wall, expected_logs: ExpectedLogs
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    expected_logs.expect("cannot be written")
    notes = EngineNotes(blocked / "notes.json", "here", wall)
    notes.remember_remedy("m", LLAMA, SAFE, "why")
    assert notes.get("m", LLAMA).remedies


def test_nothing_is_left_beside_the_file(path: Path, wall: Wall) -> None:
    reopened(path, wall).remember_remedy("m", LLAMA, SAFE, "why")
    assert [found.name for found in path.parent.iterdir()] == ["notes.json"]


def test_the_oldest_notes_are_dropped(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_remedy("first", LLAMA, SAFE, "why")
    notes.remember_remedy("second", LLAMA, SAFE, "why")
    notes.remember_failure("first", LLAMA, "fresh again")
    for number in range(MAX_NOTES - 1):
        notes.remember_remedy(f"m{number}", LLAMA, SAFE, "why")
    assert notes.get("first", LLAMA).remedies
    assert not notes.get("second", LLAMA).remedies
    assert len(json.loads(path.read_text())["notes"]) == MAX_NOTES


def test_remedies_add_up(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_remedy("m", LLAMA, SAFE, "It crashed.")
    notes.remember_remedy("m", LLAMA, Remedy.PLAIN, "Again.")
    assert reopened(path, wall).get("m", LLAMA) == EngineNote(remedies=("plain", "safe_mode"), reason="Again.")


def test_memory_is_remembered_where_it_changed_much(path: Path, wall: Wall) -> None:
    notes = reopened(path, wall)
    notes.remember_memory("m", LLAMA, -5)
    notes.remember_memory("m", LLAMA, MEMORY_STEP - 5)
    assert reopened(path, wall).get("m", LLAMA).memory_beyond == -5
    notes.remember_memory("m", LLAMA, MEMORY_STEP)
    assert reopened(path, wall).get("m", LLAMA).memory_beyond == MEMORY_STEP


def test_the_first_form_of_the_file_is_understood(path: Path, wall: Wall) -> None:
    note = {"safe_mode": True, "reason": "It crashed.", "tokens_per_s": 9.5, "failure": "", "failed_at": 0.0}
    other = {"safe_mode": False, "reason": "", "tokens_per_s": 4.0, "failure": "", "failed_at": 0.0}
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 1, "notes": {"here/m/llama_cpp": note, "here/n/llama_cpp": other}}))
    notes = reopened(path, wall)
    assert notes.get("m", LLAMA) == EngineNote(("safe_mode",), "It crashed.")
    assert notes.get("n", LLAMA) == EngineNote()


def test_speeds_without_a_version_are_forgotten_and_the_rest_is_kept(path: Path, wall: Wall) -> None:
    path.parent.mkdir()
    note = {"remedies": ["safe_mode"], "tokens_per_s": 0.7, "memory_beyond": 5}
    path.write_text(json.dumps({"version": 3, "notes": {"here/m/llama_cpp": note}}))
    assert reopened(path, wall).get("m", LLAMA) == EngineNote(("safe_mode",), memory_beyond=5)
