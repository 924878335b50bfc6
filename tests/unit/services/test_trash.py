"""The trash: for good when a person says so, after 30 days, and what engines kept goes along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.backends.llama_cpp.cache.states import state_file
from app.bridge.names import EventName
from app.errors import InvalidInput
from app.services.trash import DAY_S, KEPT_S, Trash
from app.types.chats import MessageStatus
from tests.unit.services.desk import Desk


@dataclass
class Days:
    """A clock, and waiting that lasts until the test lets it end."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.began.set()
        await self.over.wait()
        self.over.clear()

    async def pass_by(self, seconds: float) -> None:
        """Let a round end, time pass and the next round end."""
        await self.began.wait()
        self.began.clear()
        self.now += seconds
        self.over.set()
        await self.began.wait()


@pytest.fixture
def days(desk: Desk) -> Days:
    return Days(desk.store._clock())


@pytest.fixture
async def trash(desk: Desk, days: Days, tmp_path: Path) -> AsyncIterator[Trash]:
    trash = Trash(desk.store, desk.answers, tmp_path / "states", desk.answers._bus, lambda: days.now, days.sleep)
    yield trash
    await trash.close()


async def chat(desk: Desk, question: str = "question") -> str:
    return (await desk.say(question, "answer")).chat_id


async def make_temporary(desk: Desk, chat_id: str) -> None:
    await desk.store._write(lambda c: c.execute("UPDATE chats SET temporary = 1 WHERE id = ?", (chat_id,)).rowcount)


async def all_ids(desk: Desk) -> frozenset[str]:
    return await desk.store.library.chat_ids()


def kept(folder: Path, *names: str) -> list[Path]:
    (folder / "states").mkdir(exist_ok=True)
    paths = [state_file(folder / "states", name, model) for name in names for model in ("a", "b")]
    for path in paths:
        path.write_bytes(b"state")
    return paths


async def test_a_purged_chat_is_gone_with_what_engines_kept(desk: Desk, trash: Trash, tmp_path: Path) -> None:
    gone, stays = await chat(desk), await chat(desk)
    files = kept(tmp_path, gone, stays)
    with pytest.raises(InvalidInput, match="not in the trash"):
        await trash.purge(chat_id=gone)
    await desk.chats.delete(chat_id=gone)
    await trash.purge(chat_id=gone)
    assert await all_ids(desk) == {stays}
    assert [path.exists() for path in files] == [False, False, True, True]
    assert desk.names()[-1] is EventName.CHAT_PURGED


async def test_purging_stops_what_is_being_written(desk: Desk, trash: Trash) -> None:
    started = await desk.chats.send(text="question")
    await make_temporary(desk, started.chat.id)
    await trash.purge(chat_id=started.chat.id)
    assert desk.answers.count == 0
    assert await all_ids(desk) == frozenset()


async def test_the_trash_is_emptied(desk: Desk, trash: Trash) -> None:
    stays, *gone = [await chat(desk, f"question {number}") for number in range(3)]
    for chat_id in gone:
        await desk.chats.delete(chat_id=chat_id)
    assert await trash.empty() == 2
    assert await trash.empty() == 0
    assert await all_ids(desk) == {stays}


async def test_what_comes_to_life_again_stays(desk: Desk, trash: Trash, monkeypatch: pytest.MonkeyPatch) -> None:
    chat_id = await chat(desk)
    await desk.chats.delete(chat_id=chat_id)

    async def restored_meanwhile() -> tuple[str, ...]:
        await desk.store.restore(chat_id)
        return chat_id, "nobody"

    monkeypatch.setattr(desk.store.library, "in_trash", restored_meanwhile)
    assert await trash.empty() == 0
    assert await all_ids(desk) == {chat_id}


async def test_every_day_goes_what_was_deleted_30_days_ago(
    desk: Desk, trash: Trash, days: Days, tmp_path: Path
) -> None:
    old, busy, stays = [await chat(desk, name) for name in ("old", "busy", "stays")]
    started = await desk.chats.send(text="more", chat_id=busy)
    for chat_id in (old, busy):
        await desk.store.delete(chat_id)
    files = kept(tmp_path, stays, "nobody")
    (message, *_) = (await desk.chats.open(chat_id=stays)).messages[::-1]
    await desk.store._write(
        lambda c: c.execute("UPDATE messages SET deleted_at = ? WHERE id = ?", (days.now, message.id)).rowcount
    )
    await trash.start()
    await days.pass_by(0)
    assert await all_ids(desk) == {old, busy, stays}
    assert [path.exists() for path in files] == [True, True, False, False]
    await days.pass_by(KEPT_S + 60)
    assert await all_ids(desk) == {busy, stays}
    assert (await desk.store.summary(stays)).message_count == 1
    assert set(days.slept) == {DAY_S}
    await desk.answers.stop([started.answer.id], MessageStatus.STOPPED)
    await days.pass_by(DAY_S)
    assert await all_ids(desk) == {stays}


async def test_temporary_chats_go_at_the_start_and_at_the_end(desk: Desk, trash: Trash, days: Days) -> None:
    left, stays = await chat(desk), await chat(desk)
    await make_temporary(desk, left)
    await trash.start()
    await days.began.wait()
    assert await all_ids(desk) == {stays}
    new = await chat(desk)
    await make_temporary(desk, new)
    await days.pass_by(DAY_S)
    assert await all_ids(desk) == {stays, new}
    await trash.close()
    assert await all_ids(desk) == {stays}


@pytest.mark.parametrize("when", ["left", "at the end", "at the start"])
async def test_no_file_has_a_word_of_a_temporary_chat_that_is_gone(
    desk: Desk, trash: Trash, days: Days, tmp_path: Path, when: str
) -> None:
    def has_it() -> bool:
        return any(b"quartzjib" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    chat_id = await chat(desk, "zyxquartzjib")
    await chat(desk, "an ordinary one")
    await make_temporary(desk, chat_id)
    assert has_it(), "as long as it is open"
    if when == "left":
        await trash.purge(chat_id=chat_id)
    elif when == "at the end":
        await trash.close()
    else:
        await trash.start()
        await days.began.wait()
    assert not has_it()


async def test_a_database_that_cannot_be_read_is_left_alone(desk: Desk, trash: Trash, days: Days) -> None:
    await chat(desk)
    await desk.store.close()
    await trash.start()
    await days.began.wait()
    assert EventName.CHAT_PURGED not in desk.names()


async def test_a_round_that_does_not_end_does_not_hold_the_stop_up(desk: Desk, tmp_path: Path) -> None:
    stubborn, began, let_go = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def sleep(_: float) -> None:
        began.set()
        try:
            await let_go.wait()
        except asyncio.CancelledError:
            stubborn.set()
            await let_go.wait()

    trash = Trash(desk.store, desk.answers, tmp_path / "states", desk.answers._bus, lambda: 0.0, sleep)
    await trash.start()
    await began.wait()
    closing = asyncio.create_task(trash.close())
    await stubborn.wait()
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    let_go.set()
    await trash.close()
