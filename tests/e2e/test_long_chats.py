"""A conversation that outgrows its model's window, from the terminal, with real processes."""

from __future__ import annotations

from typing import Any

from tests.e2e.conftest import Installation

SMALL = """\
[[models]]
id = "small"
name = "Small"
source = "engine:echo"
backend_preferences = ["echo"]
context_tokens = 200
"""
WORDS = " ".join(["tide"] * 30)


def grow(tektra: Installation) -> str:
    """A conversation of three questions, which is as long as the window; its id."""
    tektra.configure(SMALL)
    first: dict[str, Any] = tektra.json("run", "small", f"one {WORDS}")
    chat: str = first["chat"]["id"]
    for number in ("two", "three"):
        tektra.json("run", "--chat", chat, "--model", "small", f"{number} {WORDS}")
    return chat


def test_it_is_refused_with_the_way_on_and_then_shortened(tektra: Installation) -> None:
    chat = grow(tektra)
    refused = tektra.run("run", "--chat", chat, "--model", "small", f"four {WORDS}")
    assert refused.process.returncode == 5
    assert "200" in refused.stderr
    assert f"tektra run --chat {chat} --context-policy drop" in refused.stderr
    answer = tektra.json("run", "--chat", chat, "--model", "small", "--context-policy", "drop", f"five {WORDS}")[
        "answer"
    ]
    assert answer["text"] == f"five {WORDS}"
    assert answer["note"] == "The first 4 messages were not read: the chat is longer than the model's window."
    again = tektra.json("run", "--chat", chat, "--model", "small", "six")["answer"]
    assert again["note"] == answer["note"], "the choice stays, and so does the beginning of the prompt"
    assert len(tektra.json("chats", "show", chat)["messages"]) == 12


def test_it_is_summed_up_by_the_model(tektra: Installation) -> None:
    chat = grow(tektra)
    options = ("--chat", chat, "--model", "small", "--context-policy", "summarise")
    answer = tektra.json("run", *options, f"four {WORDS}")["answer"]
    assert answer["status"] == "complete"
    assert "read as a summary" in answer["note"]
    assert f"four {WORDS}" in answer["text"]
    assert answer["text"].startswith("Summary of our conversation so far:"), "echo says what it has read"


def test_the_setting_is_the_default(tektra: Installation) -> None:
    chat = grow(tektra)
    tektra.run("daemon", "stop")
    tektra.configure(f'[chat]\ncontext_policy = "drop"\n{SMALL}')
    answer = tektra.json("run", "--chat", chat, "--model", "small", f"four {WORDS}")["answer"]
    assert "not read" in answer["note"]
