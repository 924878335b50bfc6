"""Settings and data from a terminal, against a real core: written, reloaded, checked, and in the end deleted."""

from __future__ import annotations

import json

import pytest

from app.process import is_alive
from tests.e2e.conftest import Installation
from tests.helpers.waiting import wait_until

THREADS = "backends.llama_cpp.threads"


def test_settings_are_set_listed_and_reset(tektra: Installation) -> None:
    tektra.configure("# mine\n[limits]\nmax_queue = 9 # nine\n")
    said = tektra.run("settings", "set", THREADS, "3", "chat.read_ahead", "no", "backends.default", "llama_cpp,ollama")
    assert said.process.returncode == 0, said.stderr
    assert f"{THREADS} = 3\n" in said.stdout
    text = (tektra.programs.home / "config" / "config.toml").read_text()
    assert text.startswith("# mine\n[limits]\nmax_queue = 9 # nine\n")
    assert tektra.run("settings", "get", THREADS).stdout == "3\n"
    assert tektra.run("settings", "get", "backends.default").stdout == "llama_cpp,ollama\n"
    set_ones = {info["key"]: info for info in tektra.json("settings", "list")}
    assert set(set_ones) == {
        THREADS,
        "chat.read_ahead",
        "backends.default",
        "limits.max_queue",
        "general.default_model",
    }
    assert set_ones["general.default_model"]["locked_by"] == "TEKTRA_GENERAL_DEFAULT_MODEL"
    assert len(tektra.json("settings", "list", "--all")) > len(set_ones)
    assert "environment" not in tektra.run("settings").stdout
    tektra.run("settings", "reset", THREADS, "chat.read_ahead", "backends.default")
    assert (tektra.programs.home / "config" / "config.toml").read_text() == "# mine\n[limits]\nmax_queue = 9 # nine\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((THREADS, "many"), "not a whole number"),
        ((THREADS, "5000"), "Allowed: a whole number from 0 to 1024."),
        ((THREADS,), "Each setting needs a value."),
        (("backends.llama_cpp.thread", "2"), f"Did you mean {THREADS}?"),
        (("general.default_model", "echo"), "TEKTRA_GENERAL_DEFAULT_MODEL"),
        (("general.linger_s", "nan"), "out of range"),
    ],
)
def test_wrong_changes_are_wrong_usage(words: tuple[str, ...], said: str, tektra: Installation) -> None:
    program = tektra.run("settings", "set", *words)
    assert program.process.returncode == 2
    assert said in program.stderr
    assert not (tektra.programs.home / "config" / "config.toml").exists()


def test_an_edit_outside_counts_at_once_and_a_broken_one_is_told(tektra: Installation) -> None:
    assert tektra.run("settings", "check").stdout == "The settings are in order.\n"
    tektra.configure("[limits]\nmax_queue = 5\n")
    wait_until(lambda: tektra.run("settings", "get", "limits.max_queue").stdout == "5\n", what="the new value")
    tektra.configure("[limits]\nmax_queue = 6\n[chat\n")
    wait_until(lambda: tektra.run("settings", "check").process.returncode == 1, what="the mistake to be found")
    (issue,) = tektra.run("settings", "check").stdout.splitlines()
    assert f"{tektra.run('settings', 'path').stdout.strip()}:3: " in issue
    assert tektra.run("settings", "get", "limits.max_queue").stdout == "5\n"
    refused = tektra.run("settings", "set", "limits.max_queue", "7")
    assert refused.process.returncode == 1
    assert "line 3 of config.toml" in refused.stderr
    asked = tektra.ask("hello")
    assert asked.wait() == 0
    assert "tektra settings check" in asked.stderr
    assert asked.stdout.strip() == "hello"


def test_backups_are_made_listed_and_restored(tektra: Installation) -> None:
    assert tektra.ask("first").wait() == 0
    made = tektra.json("data", "back-up")
    assert tektra.ask("second").wait() == 0
    assert made["name"] in tektra.run("data", "info").stdout
    assert tektra.json("data", "info")["chats"] == 2
    restored = tektra.run("data", "restore", made["name"])
    assert restored.process.returncode == 0, restored.stderr
    assert [chat["title"] for chat in tektra.json("chats")] == ["first"]
    assert tektra.run("data", "restore", "nothing").process.returncode == 2


def test_everything_is_deleted_even_in_mid_answer(tektra: Installation) -> None:
    program = tektra.ask("/echo tokens=100000 rate=50")
    tektra.until_text(program, "\n")
    core, worker = tektra.core_pid(), tektra.worker_pid()
    home = tektra.programs.home
    (home / "data" / "mine.gguf").write_text("a model that somebody put here")
    tektra.run("settings", "set", THREADS, "3")
    refused = tektra.run("data", "delete-all", "--confirm", "yes")
    assert refused.process.returncode == 2
    assert is_alive(core)
    done = tektra.run("data", "delete-all", "--confirm", "delete everything", "--json")
    assert done.process.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"deleted": True}
    assert not is_alive(core)
    wait_until(lambda: not is_alive(worker), what="the worker to end")
    program.wait()
    kept = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    kept = {name for name in kept if not name.startswith(("programs/", "run/"))}  # what terminals printed, and locks
    assert kept <= {"data/mine.gguf", "logs/cli.log"}
    assert tektra.json("chats") == []


def test_a_deletion_that_was_cut_off_is_finished_by_the_next_start(tektra: Installation) -> None:
    assert tektra.ask("secret").wait() == 0
    tektra.run("daemon", "stop")
    (tektra.programs.home / "data" / "erasing").write_text("")
    assert tektra.json("chats") == []
    assert not (tektra.programs.home / "data" / "erasing").exists()
    assert tektra.ask("new").wait() == 0
    tektra.run("daemon", "stop")
    assert [chat["title"] for chat in tektra.json("chats")] == ["new"]
