"""What is deleted cannot be read from the files any more."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.store import Store
from app.store.connection import connect
from app.store.library import Library
from app.store.options import ChatSetup
from app.store.traces import merge_all
from app.types.chats import MessageStatus
from tests.unit.store.conftest import OpenStore

SECRET = "zyxwvuquartz jkqvexbox"
WORDS = (b"quartz", b"exbox", b"rhythmglyph")


def left_in(folder: Path) -> list[tuple[str, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.name, word) for path in files for word in WORDS if word in path.read_bytes()]


async def say(store: Store, text: str, answer: str, setup: ChatSetup) -> str:
    exchange = await store.begin_exchange(None, text, None, setup=setup)
    await store.append(exchange.answer.id, answer)
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    return exchange.chat.id


@pytest.mark.parametrize("many", [0, 300])
async def test_a_temporary_chat_is_in_no_file_after_it_was_wiped(
    open_store: OpenStore, tmp_path: Path, many: int
) -> None:
    store = await open_store()
    library: Library = store.library
    plain = ChatSetup()
    for number in range(many):
        await say(store, f"zebra question {number}", "jk answer zyx", plain)
    chat_id = await say(store, SECRET, "rhythmglyph zyxw", replace(plain, temporary=True))
    other = await say(store, "an ordinary question", "an answer", plain)
    assert left_in(tmp_path), "while it is open it is in the database"
    await library.purge(chat_id)
    await library.wipe()
    assert left_in(tmp_path) == []
    assert other in await library.chat_ids()
    await library.wipe()
    assert len(await library.chat_ids()) == many + 1


def test_a_copy_from_before_there_was_an_index_has_nothing_to_merge(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "old.db")) as copy:
        merge_all(copy)
        assert copy.total_changes == 0
