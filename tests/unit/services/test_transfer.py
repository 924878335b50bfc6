"""Imports and exports over a real database: all or nothing, twice is once, and out is in."""

from __future__ import annotations

import asyncio
import errno
import json
import time
import zipfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import AsyncGeneratorType
from typing import Any, cast

import pytest

from app.bridge.channels import ChannelHub, ChannelItem
from app.bridge.events import EventBus
from app.bridge.names import EventName
from app.errors import AppError, Cancelled, ChatNotFound, InvalidInput
from app.services.chat_import import Import, read_file
from app.services.transfer import TransferService
from app.store import MessageTree, Store
from app.store.archive import StoredPiece
from app.store.archives import Archive
from app.transfer.names import NameBook
from app.types.attachments import Attachment, AttachmentKind
from app.types.chats import MessageStatus, TitleSource
from app.types.generation import StopReason, Usage
from app.types.models import BackendName
from app.types.transfer import ExportFormat, TransferEnded
from tests.helpers.chat_files import write_chats
from tests.helpers.waiting import wait_until_async
from tests.unit.transfer.test_source import DATA, PNG


class Rig:
    """A service with its own database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.channels = ChannelHub()
        self.bus = EventBus()
        self.told: list[EventName] = []
        self.bus.listen(lambda name, _: self.told.append(name))
        self.service = TransferService(store, self.channels, self.bus, lambda: None)

    async def ended(self, channel: str) -> TransferEnded:
        """The result, or the error that the channel closed with."""
        done: asyncio.Future[AppError | None] = asyncio.get_running_loop().create_future()
        items: list[object] = []

        def receive(item: ChannelItem) -> None:
            if item.end:
                done.set_result(item.error)
            else:
                items.append(item.data)

        self.channels.get(channel).receive(receive)
        error = await done
        if error is not None:
            raise error
        last = items[-1]
        assert isinstance(last, TransferEnded)
        return last

    async def take_in(self, path: Path) -> TransferEnded:
        return await self.ended(await self.service.start_import(path=str(path)))

    async def write(
        self, path: Path, form: ExportFormat, *chats: str, thinking: bool = False, replace: bool = False
    ) -> TransferEnded:
        return await self.ended(
            await self.service.start_export(
                path=str(path), form=form, chat_ids=chats, thinking=thinking, replace=replace
            )
        )


async def open_rig(folder: Path) -> Rig:
    return Rig(await Store.open(folder / "tektra.db", folder / "backups"))


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    made = await open_rig(tmp_path / "a")
    yield made
    await made.service.close()
    await made.store.close()


async def a_chat(store: Store) -> str:
    """Two versions of an answer, a picture, thoughts and a stopped answer."""
    picture = Attachment(AttachmentKind.IMAGE, "dot.png", PNG)
    exchange = await store.begin_exchange(None, "What is <b>this</b>?\n```\nopen", "m", attached=[picture])
    await store.mark_streaming(exchange.answer.id, BackendName.ECHO, "Model & Co")
    await store.append(exchange.answer.id, "hmm", thinking=True)
    await store.append(exchange.answer.id, "A *dot*.")
    usage = Usage(5, 1, 3, 0.5, 20.0)
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE, usage, StopReason.FINISHED, thinking_s=1.5)
    again = await store.begin_retry(exchange.answer.id, "m")
    await store.append(again.answer.id, "A pixel\x00 \u202ehidden")
    await store.finish(again.answer.id, MessageStatus.STOPPED, None, StopReason.STOPPED)
    return exchange.chat.id


def names_in(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


async def test_what_is_exported_and_imported_elsewhere_is_exported_the_same(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    await rig.take_in(DATA / "open_webui.json")
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    result = (await rig.write(first, ExportFormat.JSON)).exported
    assert result is not None
    assert (result.chats, result.messages, result.size) == (3, 8, first.stat().st_size)
    other = await open_rig(tmp_path / "b")
    brought = (await other.take_in(first)).imported
    assert brought is not None
    assert (brought.chats, brought.messages, brought.known) == (3, 8, 0)
    assert EventName.CHATS_CHANGED in other.told
    await other.write(second, ExportFormat.JSON)
    assert json.loads(second.read_text()) == json.loads(first.read_text())
    await other.store.close()


async def test_large_files_of_one_message_come_back_whole(rig: Rig, tmp_path: Path) -> None:
    files = [Attachment(AttachmentKind.DOCUMENT, f"{i}.txt", bytes([65 + i]) * (13 * 1024 * 1024)) for i in range(2)]
    exchange = await rig.store.begin_exchange(None, "Read these", "m", attached=files)
    await rig.store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    await rig.write(tmp_path / "large.json", ExportFormat.JSON)
    other = await open_rig(tmp_path / "b")
    brought = (await other.take_in(tmp_path / "large.json")).imported
    assert brought is not None
    (chat,) = await other.store.chats()
    found = await other.store.attached((await other.store.chat(chat.id)).messages[0].id)
    assert [item for items in found.values() for item in items] == files
    await other.store.close()


async def test_an_import_twice_adds_each_chat_once(rig: Rig) -> None:
    await rig.take_in(DATA / "chatgpt.json")
    preview = await rig.service.preview(path=str(DATA / "chatgpt.json"))
    assert (preview.chats, preview.messages, preview.known) == (1, 4, 1)
    again = (await rig.take_in(DATA / "chatgpt.json")).imported
    assert again is not None
    assert (again.chats, again.known) == (0, 1)
    (chat,) = await rig.store.chats()
    await rig.store.delete(chat.id)
    brought_back = (await rig.take_in(DATA / "chatgpt.json")).imported
    assert brought_back is not None
    assert brought_back.chats == 1


async def test_our_own_chats_are_known_where_they_came_from(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    await rig.write(tmp_path / "own.json", ExportFormat.JSON)
    result = (await rig.take_in(tmp_path / "own.json")).imported
    assert result is not None
    assert (result.chats, result.known) == (0, 1)


async def test_a_file_that_breaks_off_after_many_chats_leaves_nothing(rig: Rig, tmp_path: Path) -> None:
    chats = json.loads((DATA / "chatgpt.json").read_text())[:1]
    many = [{**chats[0], "conversation_id": f"c{i}"} for i in range(30)]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(many, indent=1)[:-30])
    with pytest.raises(InvalidInput, match="line"):
        await rig.take_in(path)
    assert await rig.store.chats() == ()
    assert await rig.store.read(lambda c, _: c.execute("SELECT count(*) FROM messages").fetchone()[0]) == 0
    assert EventName.CHATS_CHANGED not in rig.told


async def test_a_stopped_import_leaves_nothing(rig: Rig, tmp_path: Path) -> None:
    chats = json.loads((DATA / "chatgpt.json").read_text())[:1]
    path = tmp_path / "many.json"
    path.write_text(json.dumps([{**chats[0], "conversation_id": f"c{i}"} for i in range(3000)]))
    channel = await rig.service.start_import(path=str(path))
    begun = asyncio.Event()
    rig.channels.get(channel).receive(lambda _item: begun.set())
    await begun.wait()
    await rig.service.stop(channel=channel)
    with pytest.raises(Cancelled):
        await rig.ended(channel)
    assert await rig.store.read(lambda c, _: c.execute("SELECT count(*) FROM chats").fetchone()[0]) == 0


async def test_markdown_is_readable_and_closes_what_a_message_leaves_open(rig: Rig, tmp_path: Path) -> None:
    chat = await a_chat(rig.store)
    path = tmp_path / "chat.md"
    await rig.write(path, ExportFormat.MARKDOWN, chat, thinking=True)
    text = path.read_text()
    assert text.startswith("# What is <b>this</b>?\n")
    assert "```\nopen\n```\n" in text
    assert "*Attached: dot.png (68 bytes)*" in text
    assert "A pixel" in text
    assert "A *dot*." not in text  # the other version is the one that is shown


async def test_html_holds_everything_and_runs_nothing(rig: Rig, tmp_path: Path) -> None:
    answer = (
        "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png)\n\n| a |\n|---|\n| 1 |"
    )
    exchange = await rig.store.begin_exchange(None, "<img src=x onerror=alert(1)>", "m")
    await rig.store.append(exchange.answer.id, answer)
    await rig.store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    await a_chat(rig.store)
    path = tmp_path / "all.html"
    await rig.write(path, ExportFormat.HTML)
    text = path.read_text()
    assert "<script" not in text
    assert "<img src=x" not in text
    assert 'src="https' not in text
    assert 'href="javascript' not in text
    assert "default-src 'none'" in text
    assert "<table>" in text
    assert 'src="data:image/png;base64,' in text
    assert text.rstrip().endswith("</html>")


async def test_a_zip_holds_one_file_for_each_chat(rig: Rig, tmp_path: Path) -> None:
    for _ in range(2):
        await a_chat(rig.store)
    path = tmp_path / "chats.zip"
    await rig.write(path, ExportFormat.MARKDOWN)
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        assert names == ["What is b this b.md", "What is b this b (2).md"]
        assert packed.testzip() is None


@pytest.mark.parametrize("bad", ["folder", "missing/x.md", "relative.md"])
async def test_a_place_that_cannot_be_written_is_named(bad: str, rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    await a_chat(rig.store)
    path = Path(bad) if bad == "relative.md" else tmp_path / bad
    with pytest.raises(InvalidInput) as caught:
        await rig.write(path, ExportFormat.MARKDOWN)
    assert caught.value.hint
    assert names_in(tmp_path) == ["a", "folder"]


async def test_a_disk_that_is_full_keeps_the_file_that_was_there(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    path = tmp_path / "chat.md"
    path.write_text("before")
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.chat_export.temporary_name", lambda _: tmp_path / "full")
        patch.setattr("app.services.chat_export.os.O_EXCL", 0)
        with pytest.raises(InvalidInput, match="No space left"):
            await rig.write(path, ExportFormat.MARKDOWN, replace=True)
    assert path.read_text() == "before"


def no_second_names(*_: object) -> None:
    """`os.link` on a file system that has none."""
    raise PermissionError("this file system has no second names")


@pytest.mark.parametrize("links", [True, False])
async def test_a_file_that_is_there_is_replaced_only_where_that_was_said(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr("app.services.chat_export.os.link", no_second_names)
    await a_chat(rig.store)
    path = tmp_path / "chat.md"
    await rig.write(path, ExportFormat.MARKDOWN)
    whole = path.read_text()
    path.write_text("mine")
    with pytest.raises(InvalidInput, match="already"):
        await rig.write(path, ExportFormat.MARKDOWN)
    assert path.read_text() == "mine"
    await rig.write(path, ExportFormat.MARKDOWN, replace=True)
    assert path.read_text() == whole
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InvalidInput, match="already"):
        await rig.write(path, ExportFormat.MARKDOWN)
    assert names_in(tmp_path) == ["a", "chat.md"]


@pytest.mark.parametrize("links", [True, False])
async def test_a_file_that_came_meanwhile_stays(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr("app.services.chat_export.os.link", no_second_names)
    await a_chat(rig.store)
    path, read = tmp_path / "chat.md", rig.store.archive.some_messages

    async def another_one(chat_id: str, after: int) -> StoredPiece:
        path.write_text("mine")
        return await read(chat_id, after)

    monkeypatch.setattr(rig.store.archive, "some_messages", another_one)
    with pytest.raises(InvalidInput, match="already"):
        await rig.write(path, ExportFormat.MARKDOWN)
    assert path.read_text() == "mine"
    assert names_in(tmp_path) == ["a", "chat.md"]


async def test_a_folder_that_may_not_be_written_is_said(rig: Rig, tmp_path: Path) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(errno.EACCES, "read-only")

    await a_chat(rig.store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.chat_export.os.open", refused)
        with pytest.raises(InvalidInput, match="Permission denied") as caught:
            await rig.write(tmp_path / "chat.md", ExportFormat.MARKDOWN)
    assert "another place" in caught.value.hint
    assert names_in(tmp_path) == ["a"]


async def test_a_chat_that_is_gone_is_said(rig: Rig, tmp_path: Path) -> None:
    with pytest.raises(ChatNotFound):
        await rig.write(tmp_path / "x.md", ExportFormat.MARKDOWN, "0" * 32)
    assert not (tmp_path / "x.md").exists()


async def test_two_imports_of_one_file_add_each_chat_once(rig: Rig) -> None:
    results = await asyncio.gather(rig.take_in(DATA / "chatgpt.json"), rig.take_in(DATA / "chatgpt.json"))
    assert sorted(ended.imported.chats for ended in results if ended.imported) == [0, 1]
    assert len(await rig.store.chats()) == 1


async def test_two_exports_to_one_place_are_both_whole(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    path = tmp_path / "chats.json"
    results = await asyncio.gather(*(rig.write(path, ExportFormat.JSON, replace=True) for _ in range(2)))
    assert [ended.exported.chats for ended in results if ended.exported] == [1, 1]
    assert len(json.loads(path.read_text())["chats"]) == 1
    assert names_in(tmp_path) == ["a", "chats.json"]


async def test_a_stopped_export_into_a_zip_says_that_it_was_stopped(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    channel = ""
    read = rig.store.archive.some_messages

    async def stopped_between(chat_id: str, after: int) -> StoredPiece:
        if after:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
        return await read(chat_id, after)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rig.store.archive, "some_messages", stopped_between)
        channel = await rig.service.start_export(path=str(tmp_path / "x.zip"), form=ExportFormat.MARKDOWN)
        with pytest.raises(Cancelled):
            await rig.ended(channel)
    assert names_in(tmp_path) == ["a"]


async def test_an_import_that_is_stopped_in_its_last_step_is_whole(rig: Rig) -> None:
    publish = rig.store.archive.publish

    async def stopped_meanwhile(folders: Mapping[str, str]) -> None:
        (running,) = rig.service._running.values()
        running.cancel()
        await publish(folders)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rig.store.archive, "publish", stopped_meanwhile)
        ended = await rig.take_in(DATA / "chatgpt.json")
    assert ended.imported is not None
    assert (await rig.store.chats())[0].message_count == 4


async def test_a_folder_without_a_name_is_none(rig: Rig, tmp_path: Path) -> None:
    await a_chat(rig.store)
    await rig.write(tmp_path / "own.json", ExportFormat.JSON)
    written = json.loads((tmp_path / "own.json").read_text())
    written["chats"][0] |= {"folder": "\u202e", "origin": "tektra:elsewhere"}
    (tmp_path / "own.json").write_text(json.dumps(written))
    await rig.take_in(tmp_path / "own.json")
    assert await rig.store.library.folders() == ()
    assert [chat.folder_id for chat in await rig.store.chats()] == [None, None]


@pytest.mark.parametrize(
    ("asked", "title"), [("```python\n# Sort **this**\n```", "Sort this"), ("\u202e \n", "New chat")]
)
async def test_a_chat_without_a_title_takes_its_first_question(
    asked: str, title: str, rig: Rig, tmp_path: Path
) -> None:
    (conversation, *_) = json.loads((DATA / "chatgpt.json").read_text())
    conversation["title"] = "\u202e"
    for node in conversation["mapping"].values():
        message = node.get("message") or {}
        if (message.get("author") or {}).get("role") == "user":
            message["content"] = {"content_type": "text", "parts": [asked]}
    (tmp_path / "untitled.json").write_text(json.dumps([conversation]))
    await rig.take_in(tmp_path / "untitled.json")
    (chat,) = await rig.store.chats()
    source = TitleSource.MODEL if title == "New chat" else TitleSource.PROMPT
    assert (chat.title, chat.title_source) == (title, source)


def test_thousands_of_equal_titles_get_their_names_at_once() -> None:
    book = NameBook(".md")
    begun = time.process_time()
    names = [book.name("New chat") for _ in range(20_000)]
    assert len(set(names)) == 20_000
    assert time.process_time() - begun < 2.0


async def test_an_export_reads_every_message_once(rig: Rig, tmp_path: Path) -> None:
    chat_id = await a_chat(rig.store)
    shown = (await rig.store.chat(chat_id)).messages
    await MessageTree(rig.store).delete(shown[-1].id)
    pieces, read = list[int](), rig.store.archive.some_messages

    async def counted(chat_id: str, after: int) -> StoredPiece:
        piece = await read(chat_id, after)
        pieces.append(len(piece.messages))
        return piece

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rig.store.archive, "some_messages", counted)
        await rig.write(tmp_path / "x.json", ExportFormat.JSON)
    (written,) = json.loads((tmp_path / "x.json").read_text())["chats"]
    assert (written["shown"], len(written["messages"]), pieces) == (1, 2, [2, 0])


@pytest.mark.parametrize("step", ["begin_chat", "add_messages", "end_chat"])
async def test_an_import_that_is_stopped_in_any_step_leaves_nothing(
    step: str, rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, reached = getattr(Archive, step), asyncio.Event()

    async def noted(*args: Any) -> Any:
        doing = asyncio.ensure_future(do(*args))
        await asyncio.sleep(0)  # the job is on its way to the database thread
        reached.set()
        return await doing

    monkeypatch.setattr(Archive, step, noted)
    job = Import(rig.store.archive, write_chats(tmp_path / "some.json", 3))
    importing = asyncio.create_task(job.run(lambda _: None))
    await reached.wait()
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    assert await rig.store.library.temporary() == ()
    assert await rig.store.chats() == ()


async def test_a_reader_that_is_far_ahead_ends_when_it_is_left(tmp_path: Path) -> None:
    path = await asyncio.to_thread(write_chats, tmp_path / "many.json", 400)
    async with asyncio.timeout(20):
        reading = read_file(path)
        await anext(reading)
        frame = cast("AsyncGeneratorType[Any, None]", reading).ag_frame
        assert frame is not None
        process = frame.f_locals["process"]
        await wait_until_async(lambda: process.stdout._paused, what="a pipe that is full")
        await reading.aclose()
