"""Keeping chats in order by the terminal, over a real core: search, places, copies, the trash, titles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import Installation


def ask(tektra: Installation, prompt: str) -> str:
    """The id of a new chat."""
    found: str = tektra.json("run", prompt)["chat"]["id"]
    return found


def test_chats_are_found_pinned_archived_and_put_into_folders(tektra: Installation) -> None:
    sky, sea = ask(tektra, "Why is the sky blue?"), ask(tektra, "Why is the sea salty?")
    hits = tektra.json("chats", "search", "sky", "blu")
    assert (hits[0]["chat"]["id"], hits[0]["role"]) == (sky, None)
    assert {hit["role"] for hit in hits[1:]} == {"user", "assistant"}
    assert [hits[1]["snippet"][low:high] for low, high in hits[1]["marks"]] == ["sky", "blu"]
    assert "Nothing was found." in tektra.run("chats", "search", "nowhere").stdout
    assert "sky" in tektra.run("chats", "search", '"the sky"').stdout
    assert tektra.json("chats", "pin", sky[:30])["pinned"]
    assert not tektra.json("chats", "unpin", sky)["pinned"]
    tektra.json("chats", "archive", sea)
    assert [chat["id"] for chat in tektra.json("chats")] == [sky]
    assert [chat["id"] for chat in tektra.json("chats", "--archived")] == [sea]
    assert tektra.json("chats", "search", "salty", "--not-archived") == []
    tektra.json("chats", "unarchive", sea)
    folders = tektra.json("chats", "folder", "create", "Nature")
    assert tektra.json("chats", "folder", "move", sky, "nature")["folder_id"] == folders[0]["id"]
    tektra.json("chats", "folder", "create", "Work")
    assert [one["name"] for one in tektra.json("chats", "folder", "order", "Work", "1")] == ["Work", "Nature"]
    assert [one["name"] for one in tektra.json("chats", "folder", "rename", "Work", "Job")] == ["Job", "Nature"]
    assert [one["name"] for one in tektra.json("chats", "folder", "delete", "Job")] == ["Nature"]
    assert tektra.json("chats", "folder", "move", sky)["folder_id"] is None
    assert "Nature" in tektra.run("chats", "folder").stdout
    wrong = tektra.run("chats", "folder", "delete", "Nowhere")
    assert (wrong.process.returncode, "no folder" in wrong.stderr) == (2, True)
    assert not any(chat["unread"] for chat in tektra.json("chats"))


def test_copies_and_the_trash(tektra: Installation, tektra_home: Path) -> None:
    chat = ask(tektra, "Remember me")
    copy = tektra.json("chats", "duplicate", chat)
    assert copy["title"] == "Remember me (2)"
    assert tektra.json("chats", "rename", copy["id"], "Another")["title_source"] == "person"
    tektra.json("chats", "delete", copy["id"])
    assert [one["title"] for one in tektra.json("chats", "trash")] == ["Another"]
    tektra.json("chats", "trash", "restore", copy["id"])
    assert "The trash is empty." in tektra.run("chats", "trash").stdout
    for known in (chat, copy["id"]):
        tektra.json("chats", "delete", known)
    assert tektra.json("chats", "trash", "purge", chat) == {"deleted": 1}
    assert tektra.json("chats", "trash", "empty") == {"deleted": 1}
    assert tektra.json("chats") == []
    tektra.run("daemon", "stop")
    with closing(sqlite3.connect(tektra_home / "data" / "tektra.db")) as c:
        assert c.execute("SELECT count(*) FROM messages").fetchone() == (0,)
    gone = tektra.run("chats", "trash", "restore", chat)
    assert (gone.process.returncode, "tektra chats trash" in gone.stderr) == (4, True)


@pytest.mark.engine
def test_the_model_that_answered_finds_a_title_or_says_that_it_cannot(tektra: Installation) -> None:
    question = "Write a python function that reverses a list"
    asked = tektra.run("run", "--json", "--model", "smollm2:135m", "--preset", "precise", question)
    chat_id = json.loads(asked.stdout)["chat"]["id"]
    program = tektra.run("chats", "retitle", chat_id)
    chat = tektra.json("chats")[0]
    if program.process.returncode == 0:
        assert (chat["title_source"], 0 < len(chat["title"]) <= 60) == ("model", True)
    else:
        assert (program.process.returncode, "found no title" in program.stderr) == (5, True)
        assert chat["title"] == question
    echoed = ask(tektra, "hello")
    refused = tektra.run("chats", "retitle", echoed)
    assert (refused.process.returncode, "echo" in refused.stderr) == (2, True)
