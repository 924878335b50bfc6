"""Chats that outlive their core: what was read of them is there again. And states, vectors and tokens by terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.process import is_alive
from tests.e2e.conftest import Installation
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.engine

STARTER = "smollm2:135m"
STORY = "A fox met an owl in the old forest and asked for the way home. " * 8


def answered(tektra: Installation, *words: str) -> dict[str, Any]:
    """The answer to a question."""
    program = tektra.run("run", "--json", "--model", STARTER, "--preset", "precise", *words)
    assert program.process.returncode == 0, program.stderr
    found: dict[str, Any] = json.loads(program.stdout)["answer"]
    return found


def restart(tektra: Installation) -> None:
    """End the core and its workers in order; the next command starts another one."""
    pids = [tektra.core_pid(), tektra.worker_pid()]
    tektra.run("daemon", "stop")
    wait_until(lambda: not any(map(is_alive, pids)), what="core and worker to end")


def test_a_chat_goes_on_after_a_restart_without_being_read_again(tektra: Installation, tektra_home: Path) -> None:
    first = answered(tektra, f"{STORY}Who met the owl? Answer in three words.")
    assert first["usage"]["reused_tokens"] < 40, "the template's own words, which a first look at the engine read"
    restart(tektra)
    assert list((tektra_home / "cache" / "states").glob("*.state"))
    second = answered(tektra, "--chat", first["chat_id"], "And what did it ask for? Answer in three words.")
    assert second["usage"]["reused_tokens"] > first["usage"]["prompt_tokens"] * 0.9


def test_a_state_file_saves_and_loads_and_says_what_is_wrong(tektra: Installation, tmp_path: Path) -> None:
    chat = answered(tektra, f"{STORY}Who met the owl? Answer in three words.")["chat_id"]
    path = tmp_path / "my chat.state"
    saved = tektra.json("chats", "save-state", chat, str(path))
    assert saved["tokens"] > 100
    assert tektra.json("chats", "load-state", chat, str(path))["tokens"] == saved["tokens"]
    path.write_bytes(path.read_bytes()[:-1])
    program = tektra.run("chats", "load-state", chat, str(path))
    assert (program.process.returncode, "damaged" in program.stderr) == (2, True)
    program = tektra.run("chats", "save-state", chat, "/proc/x.state")
    assert (program.process.returncode, "cannot be written" in program.stderr) == (5, True)


def test_tokens_vectors_devices_and_facts_by_the_terminal(tektra: Installation) -> None:
    tokens = tektra.json("tokens", "--model", STARTER, "Hello there")
    assert "".join(token["text"] for token in tokens) == "Hello there"
    vectors = tektra.json("embed", "--model", STARTER, "a fox", "an owl")
    assert [len(vector) for text in vectors["texts"] for vector in text] == [576, 576]
    assert "cpu" in {device["kind"] for device in tektra.json("devices")}
    shown = tektra.json("models", "show", STARTER)
    assert shown["loaded"]["device"] == "cpu"
    assert shown["facts"]["layers"] == 30
