"""A person asks about a picture from the terminal: the whole program, with the tiny vision model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.process import ROOT
from tests.e2e.conftest import Installation

pytest.importorskip("PIL.Image", reason="Pillow comes with the engine's extra")

from tests.data.vision.pictures import draw

pytestmark = pytest.mark.engine

VISION = ROOT / "tests" / "data" / "vision"
QUESTION = "What is in the picture?"
CONFIG = f"""
[presets.exact]
temperature = 0.0
repeat_penalty = 1.0
max_tokens = 16

[[models]]
id = "seer"
name = "Seer"
source = "file:{VISION / "colour-shape.gguf"}"
context_tokens = 1024
"""


@pytest.fixture
def seer(tektra: Installation) -> Installation:
    """An installation that knows the tiny vision model; its projector lies beside it."""
    tektra.configure(CONFIG)
    return tektra


def picture(folder: Path, colour: str, shape: str, seed: int, name: str = "") -> str:
    path = folder / (name or f"{colour}-{shape}.png")
    draw(colour, shape, 4_000_000_000 + seed, 200).save(path)
    return str(path)


def ask(seer: Installation, *words: str) -> dict[str, Any]:
    """What the terminal prints as JSON."""
    program = seer.run("run", "--model", "seer", "--preset", "exact", "--json", *words)
    assert program.process.returncode == 0, program.stderr
    found: dict[str, Any] = json.loads(program.stdout)
    return found


def test_pictures_are_asked_about_turn_by_turn_and_stay_in_the_chat(seer: Installation, tmp_path: Path) -> None:
    seer.run("settings", "set", "chat.auto_titles", "false")  # its window is too small for both
    first = ask(seer, "--image", picture(tmp_path, "red", "circle", 1), QUESTION)
    assert first["answer"]["text"] == "A red circle."
    chat = first["chat"]["id"]
    second = ask(seer, "--chat", chat, "--image", picture(tmp_path, "blue", "star", 2, "b ☔.webp"), QUESTION)
    assert second["answer"]["text"] == "A blue star."
    assert second["answer"]["usage"]["reused_tokens"] >= first["answer"]["usage"]["prompt_tokens"]
    third = ask(seer, "--chat", chat, "Which colour is it?")
    assert third["answer"]["text"] == "Blue."
    messages = seer.json("chats", "show", chat)["messages"]
    names = [[item["name"] for item in message["attachments"]] for message in messages]
    assert names == [["red-circle.png"], [], ["b ☔.webp"], [], [], []]
    assert messages[2]["attachments"][0]["media_type"] == "image/webp"


def test_the_list_says_that_it_sees_and_what_it_saw(seer: Installation, tmp_path: Path) -> None:
    model = next(model for model in seer.json("models") if model["id"] == "seer")
    assert model["capabilities"] == ["image", "text"]
    ask(seer, "--image", picture(tmp_path, "red", "circle", 1), QUESTION)
    assert seer.json("models", "show", "seer")["loaded"]["self_test"] == "It sees: “A red circle.”"
    assert "It sees: “A red circle.”" in seer.run("models", "show", "seer").stdout


def test_files_that_are_no_pictures_are_said_and_nothing_is_stored(seer: Installation, tmp_path: Path) -> None:
    text = tmp_path / "note.png"
    text.write_text("hello")
    for path, words in ((str(text), "note.png is not a picture"), (str(tmp_path / "none.png"), "There is no file")):
        program = seer.run("run", "--model", "seer", "--image", path, QUESTION)
        assert program.process.returncode == 2, program.stderr
        assert words in program.stderr
    assert seer.json("chats") == []


def test_a_damaged_picture_fails_its_answer_with_the_reason(seer: Installation, tmp_path: Path) -> None:
    whole = Path(picture(tmp_path, "red", "circle", 1)).read_bytes()
    cut = tmp_path / "cut.png"
    cut.write_bytes(whole[: len(whole) // 2])
    program = seer.run("run", "--model", "seer", "--image", str(cut), QUESTION)
    assert program.process.returncode == 2
    assert "damaged or cut off" in program.stderr
    assert ask(seer, "--image", picture(tmp_path, "red", "circle", 1), QUESTION)["answer"]["text"] == "A red circle."


def test_a_model_without_eyes_is_not_asked(tektra: Installation, tmp_path: Path) -> None:
    program = tektra.run("run", "--image", picture(tmp_path, "red", "circle", 1), QUESTION)  # echo
    assert program.process.returncode != 0
    assert "pictures" in program.stderr
    assert "Traceback" not in program.stderr
