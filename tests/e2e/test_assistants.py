"""Assistants, presets and documents over the real core: from the terminal and as a window would ask."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.bridge import signatures as cmd
from app.bridge.names import EventName
from app.client.aio import AsyncClient
from app.config.paths import Paths, resolve_paths
from app.errors import InvalidInput, PromptTooLong
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import ChatOptions, OptionSource
from app.types.generation import Sampling, SamplingOverrides
from app.types.library import Assistant, ModelOptions
from tests.e2e.conftest import Installation
from tests.helpers.pdf_files import bomb, many_pages, pdf

HOSTILE = {
    "bomb.pdf": (bomb(3_000), "too much memory"),
    "pages.pdf": (many_pages(10_000), "10,000 pages"),
    "nuls.txt": (b"a\x00b" * 1_000, "not plain text"),
    "secret.pdf": (pdf(["x"], encrypted=True), "password"),
    "cut.pdf": (pdf(["Hello"] * 50)[:900], "damaged"),
}


@pytest.fixture
def paths(tektra: Installation) -> Paths:
    """A core serves them."""
    tektra.json("models")
    return resolve_paths()


@pytest.fixture
async def client(paths: Paths) -> AsyncIterator[AsyncClient]:
    """As a window is connected."""
    async with await AsyncClient.connect(paths, spawn=False) as client:
        yield client


def test_a_file_is_asked_about(tektra: Installation, tmp_path: Path) -> None:
    notes, report = tmp_path / "notes.md", tmp_path / "report.pdf"
    notes.write_text("# Green\n", "utf-8")
    report.write_bytes(pdf(["The page"]))
    program = tektra.run("run", "--file", str(notes), "--file", str(report), "--json", "What colour?")
    assert program.process.returncode == 0, program.stderr
    found = json.loads(program.stdout)
    assert "What colour?" in found["answer"]["text"]
    prompt = tektra.json("chats", "show", found["chat"]["id"])["messages"][0]
    assert [(item["name"], item["media_type"]) for item in prompt["attachments"]] == [
        ("notes.md", "text/markdown"),
        ("report.pdf", "application/pdf"),
    ]
    read = found["answer"]["usage"]["prompt_tokens"]
    plain = json.loads(tektra.run("run", "--json", "What colour?").stdout)["answer"]["usage"]["prompt_tokens"]
    assert read > plain + 8, "both were read"


def test_files_made_to_do_harm_are_refused_and_leave_nothing(tektra: Installation, tmp_path: Path) -> None:
    started = time.monotonic()
    for name, (data, words) in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
        program = tektra.run("run", "--file", str(tmp_path / name), "What is it?")
        assert program.process.returncode == 2, name
        assert words in program.stderr, program.stderr
        assert name in program.stderr
    (tmp_path / "huge.txt").write_bytes(b"x" * 50_000_000)
    program = tektra.run("run", "--file", str(tmp_path / "huge.txt"), "What is it?")
    assert "48 MB" in program.stderr
    assert tektra.json("chats") == []
    assert time.monotonic() - started < 60
    assert tektra.status()["memory_bytes"] < 400_000_000


def test_what_cannot_fit_is_refused_with_numbers(tektra: Installation, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 50_000, "utf-8")
    program = tektra.run("run", "--file", str(tmp_path / "long.txt"), "Sum it up")
    assert program.process.returncode == 5
    assert "context window holds" in program.stderr
    assert tektra.json("chats") == []


def test_presets_and_assistants_from_the_terminal(tektra: Installation, tmp_path: Path) -> None:
    names = [preset["name"] for preset in tektra.json("presets")]
    assert names[:4] == ["fast", "balanced", "creative", "precise"]
    file = tmp_path / "mine.toml"
    file.write_text("[presets.mine]\nmax_tokens = 3\n", "utf-8")
    assert tektra.run("presets", "import", str(file)).stdout == "Taken in: mine\n"
    again = tektra.run("presets", "import", str(file))
    assert again.process.returncode == 2
    assert "mine" in again.stderr
    assert tektra.run("presets", "import", str(file), "--replace").process.returncode == 0
    assert tektra.run("presets", "export", "-").stdout == "[presets.mine]\nmax_tokens = 3\n"
    assert tektra.run("presets", "rename", "mine", "yours").stdout == "mine is called yours now.\n"
    assert tektra.json("presets", "rename", "yours", "mine")[0]["name"] == "mine"
    assert tektra.run("presets", "export", str(file)).process.returncode == 2, "it is there"
    assert tektra.run("presets", "show", "mine").stdout == "[presets.mine]\nmax_tokens = 3\n"
    short = json.loads(tektra.run("run", "--preset", "mine", "--json", "one two three four five").stdout)
    assert short["answer"]["usage"]["completion_tokens"] == 3
    follows = tektra.run("run", "--chat", short["chat"]["id"], "--json", "one two three four five")
    assert json.loads(follows.stdout)["answer"]["usage"]["completion_tokens"] == 3, "it holds for those that follow"
    assert tektra.run("presets", "delete", "mine").process.returncode == 0
    assert tektra.run("presets", "delete", "fast").process.returncode == 2
    assert "no assistants yet" in tektra.run("assistants").stdout
    assert "There is no assistant" in tektra.run("run", "--assistant", "Nobody", "Hi").stderr


async def test_an_assistant_answers_in_its_way(tektra: Installation, client: AsyncClient) -> None:
    await client.invoke(cmd.preset_save, name="brief", sampling=Sampling(max_tokens=2))
    pirate = await client.invoke(
        cmd.assistant_save,
        assistant=Assistant("", "Pirate", "🏴‍☠️", "You are a pirate.", "echo", "brief", SamplingOverrides(top_k=1)),
    )
    started = await client.invoke(cmd.chat_send, text="one two three", options=ChatOptions(pirate.id))
    async for _ in client.follow(started.answer.channel or "", 0):
        pass
    chat = await client.invoke(cmd.chat_open, chat_id=started.chat.id)
    assert chat.messages[-1].usage is not None
    assert chat.messages[-1].usage.completion_tokens == 2
    assert chat.options == ChatOptions(pirate.id)
    found = await client.invoke(cmd.chat_options, chat_id=chat.summary.id)
    assert (found.preset, found.system_prompt, found.sampling.top_k) == ("brief", "You are a pirate.", 1)
    assert found.sources["preset"] is OptionSource.ASSISTANT
    program = tektra.run("run", "--chat", chat.summary.id, "--system", "Be kind.", "--json", "four")
    assert program.process.returncode == 0, program.stderr
    chat = await client.invoke(cmd.chat_open, chat_id=started.chat.id)
    assert chat.options == ChatOptions(pirate.id, "Be kind.")
    assert "Pirate" in tektra.run("assistants", "list").stdout
    again = tektra.run("run", "--assistant", "pirate", "--json", "one two three four")
    assert json.loads(again.stdout)["answer"]["usage"]["completion_tokens"] == 2
    await client.invoke(cmd.assistant_delete, assistant_id=pirate.id)
    found = await client.invoke(cmd.chat_options, chat_id=chat.summary.id)
    assert (found.preset, found.system_prompt) == ("balanced", "Be kind.")


async def test_the_meter_agrees_with_the_engine(tektra: Installation, client: AsyncClient) -> None:
    await client.invoke(cmd.model_set_options, model_id="echo", options=ModelOptions(system_prompt="Be kind."))
    guess = await client.invoke(cmd.chat_measure, text="one two three")
    assert not guess.exact
    assert tektra.status()["workers"] == [], "nothing is loaded for it"
    notes = Attachment(AttachmentKind.DOCUMENT, "notes.txt", b"The sky is green.")
    info = await client.invoke(cmd.document_check, attachment=notes)
    assert (info.characters, info.problem) == (17, "")
    first = await client.invoke(cmd.chat_send, text="one two three", attachments=(notes,))
    async for _ in client.follow(first.answer.channel or "", 0):
        pass
    use = await client.invoke(cmd.chat_measure, text="four five", chat_id=first.chat.id, attachments=(notes,))
    assert use.exact
    second = await client.invoke(cmd.chat_send, text="four five", chat_id=first.chat.id, attachments=(notes,))
    async for _ in client.follow(second.answer.channel or "", 0):
        pass
    answer = (await client.invoke(cmd.chat_open, chat_id=first.chat.id)).messages[-1]
    assert answer.usage is not None
    assert use.tokens == answer.usage.prompt_tokens
    with pytest.raises(PromptTooLong):
        await client.invoke(
            cmd.chat_send, text="x", chat_id=first.chat.id, attachments=(replace_data(notes, b"word " * 60_000),)
        )
    with pytest.raises(InvalidInput):
        await client.invoke(cmd.document_check, attachment=replace_data(notes, b"\x00"))


def replace_data(attachment: Attachment, data: bytes) -> Attachment:
    return Attachment(attachment.kind, attachment.name, data)


async def test_windows_hear_of_changes(client: AsyncClient) -> None:
    heard: list[EventName] = []

    async def listen() -> None:
        async for name, _ in client.events():
            heard.append(name)
            if heard.count(EventName.LIBRARY_CHANGED) == 3:
                return

    listening = asyncio.create_task(listen())
    await client.invoke(cmd.preset_save, name="one", sampling=Sampling(top_k=1))
    await client.invoke(cmd.assistant_save, assistant=Assistant("", "A"))
    await client.invoke(cmd.preset_delete, name="one")
    async with asyncio.timeout(10):
        await listening
    assert EventName.MODELS_CHANGED not in heard, "a preset is nothing to look at engines for"
