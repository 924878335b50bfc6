"""Bad files and bad input through the real program: a sentence that names the cause, nothing lost, no traceback."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.conftest import Installation
from tests.helpers.gguf_files import write_tiny_gguf

STARTER = "smollm2:135m"
BRIEF = "[presets.brief]\nmax_tokens = 8\n"
"""That the engine answers at all is what counts here, not for how long."""


def refused(tektra: Installation, *args: str, stdin: str = "") -> str:
    """Run a command that has to fail in plain words; the words."""
    program = tektra.run(*args, stdin=stdin)
    assert program.process.returncode not in (0, None)
    assert "Traceback" not in program.stderr
    assert program.stderr.strip()
    return program.stderr


@pytest.mark.parametrize("damage", ["missing", "empty", "not_gguf", "truncated", "folder"])
def test_a_model_file_that_cannot_be_used(tektra: Installation, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "model.gguf"
    if damage == "folder":
        path.mkdir()
    elif damage != "missing":
        write_tiny_gguf(path)
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "not_gguf":
        path.write_bytes(b"PK\x03\x04" + bytes(1000))
    elif damage == "truncated":
        os.truncate(path, path.stat().st_size - 40)
    words = refused(tektra, "run", str(path), "hi")
    assert "model.gguf" in words
    assert tektra.json("chats") == []
    assert [model["id"] for model in tektra.json("models") if model["path"] == str(path)] == []


@pytest.mark.engine
def test_a_model_file_of_the_person_is_used_where_it_lies_and_stays(
    tektra: Installation, tmp_path: Path, starter_model: Path
) -> None:
    mine = tmp_path / "mine.gguf"
    mine.symlink_to(starter_model)
    tektra.configure(BRIEF)
    program = tektra.run("run", str(mine), "Say hi.", "--preset", "brief")
    assert program.process.returncode == 0, program.stderr
    assert program.stdout.strip()
    tektra.run("daemon", "stop")
    listed = [model for model in tektra.json("models") if model["path"] == str(starter_model)]
    assert len(listed) >= 1


@pytest.mark.engine
def test_a_prompt_longer_than_the_context_is_told_in_numbers_and_kept(tektra: Installation) -> None:
    words = refused(tektra, "run", "--model", STARTER, stdin="many words " * 95_000)
    assert "8,192" in words or "8192" in words
    message = tektra.last_message()
    assert message["status"] == "failed"
    assert message["error"]["code"] == "prompt_too_long"
    assert message["error"]["params"]["prompt_tokens"] > message["error"]["params"]["context_tokens"]
    shown = tektra.json("chats", "show", tektra.json("chats")[0]["id"])
    assert len(shown["messages"][0]["text"]) > 1_000_000


@pytest.mark.engine
@pytest.mark.parametrize("text", ["🐙👩‍👩‍👧", "שלום עולם", "a\x01b\x1b[31m", "ﷺ" * 20])
def test_unusual_text_reaches_the_real_engine_and_comes_back(tektra: Installation, text: str) -> None:
    tektra.configure(BRIEF)
    program = tektra.run("run", "--model", STARTER, "--preset", "brief", stdin=text)
    assert program.process.returncode == 0, program.stderr
    shown = tektra.json("chats", "show", tektra.json("chats")[0]["id"])
    assert shown["messages"][0]["text"] == text


def test_an_empty_prompt_is_refused(tektra: Installation) -> None:
    refused(tektra, "run", "")
    refused(tektra, "run", stdin=" \n ")
    assert tektra.json("chats") == []


def test_a_database_that_is_garbage_is_kept_aside_and_work_goes_on(tektra: Installation) -> None:
    assert tektra.ask("kept").wait() == 0
    tektra.run("daemon", "stop")
    database = tektra.programs.home / "data" / "tektra.db"
    database.write_bytes(os.urandom(50_000))
    told = tektra.ask("goes on")
    assert told.wait() == 0
    assert "damaged" in told.stderr
    store = tektra.status()["store"]
    assert store["writable"]
    assert Path(store["set_aside"]).read_bytes()
    assert len(tektra.json("chats")) == 1


def test_a_database_of_a_newer_version_is_read_only(tektra: Installation) -> None:
    assert tektra.ask("old chat").wait() == 0
    tektra.run("daemon", "stop")
    connection = sqlite3.connect(tektra.programs.home / "data" / "tektra.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    words = refused(tektra, "run", "new question")
    assert "newer" in words
    assert [chat["title"] for chat in tektra.json("chats")] == ["old chat"]


def test_a_locked_database_is_said_and_works_again_afterwards(tektra: Installation) -> None:
    assert tektra.ask("before").wait() == 0
    connection = sqlite3.connect(tektra.programs.home / "data" / "tektra.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    words = refused(tektra, "run", "in vain")
    assert "database" in words
    connection.execute("ROLLBACK")
    connection.close()
    assert tektra.ask("after").wait() == 0
