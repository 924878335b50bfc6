"""Where chats are: pinned, archived, in folders; saved prompts and drafts."""

from __future__ import annotations

import pytest

from app.errors import ChatNotFound, InvalidInput
from app.store import Store
from app.store.places import MAX_FOLDER_NAME, MAX_PROMPT_NAME, MAX_PROMPT_TEXT
from app.types.chats import MessageStatus, TitleSource
from app.types.library import Folder, SavedPrompt
from tests.unit.store.conftest import Clock, OpenStore, add_chat


@pytest.fixture
async def store(open_store: OpenStore) -> Store:
    return await open_store()


async def ids(store: Store, **where: bool) -> list[str]:
    return [chat.id for chat in await store.chats(**where)]


async def test_a_chat_is_in_one_list_at_a_time(store: Store) -> None:
    chat = await add_chat(store)
    archived = await store.library.archive(chat.id, archived=True)
    assert archived.archived_at is not None
    assert (await ids(store), await ids(store, archived=True)) == ([], [chat.id])
    assert (await store.library.archive(chat.id, archived=True)).archived_at == archived.archived_at
    await store.delete(chat.id)
    assert (await ids(store, archived=True), await ids(store, deleted=True)) == ([], [chat.id])
    await store.restore(chat.id)
    assert (await store.library.archive(chat.id, archived=False)).archived_at is None
    assert await ids(store) == [chat.id]


async def test_the_flags_of_a_chat(store: Store) -> None:
    chat = await add_chat(store)
    assert (chat.pinned, chat.unread, chat.title_source) == (False, False, TitleSource.PROMPT)
    assert (await store.library.pin(chat.id, pinned=True)).pinned
    assert not (await store.library.pin(chat.id, pinned=False)).pinned
    assert (await store.rename(chat.id, "Mine")).title_source is TitleSource.PERSON
    assert (await store.library.set_model(chat.id, "m")).model_id == "m"
    assert (await store.library.set_model(chat.id, None)).model_id is None
    with pytest.raises(ChatNotFound):
        await store.library.pin("nobody", pinned=True)


async def test_a_title_of_a_model_gives_way(store: Store) -> None:
    chat = await add_chat(store)
    titled = await store.library.set_title(chat.id, "Short", unless=TitleSource.MODEL)
    assert titled is not None
    assert (titled.title, titled.title_source) == ("Short", TitleSource.MODEL)
    assert await store.library.set_title(chat.id, "Shorter", unless=TitleSource.MODEL) is None
    await store.rename(chat.id, "Mine")
    assert await store.library.set_title(chat.id, "Shorter", unless=TitleSource.MODEL) is None
    asked = await store.library.set_title(chat.id, "Wanted")
    assert asked is not None
    assert asked.title == "Wanted"


@pytest.mark.parametrize(
    ("status", "unread"),
    [
        (MessageStatus.COMPLETE, True),
        (MessageStatus.FAILED, True),
        (MessageStatus.STOPPED, False),
        (MessageStatus.INTERRUPTED, False),
    ],
)
async def test_an_answer_that_ends_by_itself_is_unread(store: Store, status: MessageStatus, *, unread: bool) -> None:
    exchange = await store.begin_exchange(None, "question", None)
    await store.finish(exchange.answer.id, status)
    assert (await store.summary(exchange.chat.id)).unread is unread
    assert not (await store.library.mark_read(exchange.chat.id)).unread


async def test_a_temporary_chat_is_in_no_list_until_it_is_kept(store: Store) -> None:
    chat = await add_chat(store)
    await store._write(lambda c: c.execute("UPDATE chats SET temporary = 1").rowcount)
    assert await ids(store) == []
    assert await ids(store, archived=True) == []
    assert await store.library.temporary() == (chat.id,)
    assert await store.library.count() == 0
    assert (await store.summary(chat.id)).temporary
    assert not (await store.library.keep(chat.id)).temporary
    assert await ids(store) == [chat.id]
    assert await store.library.count() == 1


@pytest.mark.parametrize("options", ["{}", '{"assistant_id": 3}', '{"assistant_id": nonsense', '["assistant_id"]'])
async def test_options_that_name_no_assistant(store: Store, options: str) -> None:
    chat = await add_chat(store)
    await store._write(lambda c: c.execute("UPDATE chats SET options = ?", (options,)).rowcount)
    assert (await store.summary(chat.id)).assistant_id is None


async def test_a_list_says_which_assistant_a_chat_has(store: Store) -> None:
    chat = await add_chat(store)
    await store._write(lambda c: c.execute("""UPDATE chats SET options = '{"assistant_id": "a1"}'""").rowcount)
    assert (await store.summary(chat.id)).assistant_id == "a1"


async def test_folders_keep_their_order(store: Store) -> None:
    work, home, old = [await store.library.create_folder(name) for name in ("Work", " Ho\nme ", "Old")]
    assert [(one.name, one.position) for one in (work, home, old)] == [("Work", 0), ("Ho me", 1), ("Old", 2)]
    moved = await store.library.move_folder(old.id, 0)
    assert [one.name for one in moved] == ["Old", "Work", "Ho me"]
    assert [one.name for one in await store.library.move_folder(old.id, 99)] == ["Work", "Ho me", "Old"]
    assert [one.name for one in await store.library.move_folder(old.id, -5)] == ["Old", "Work", "Ho me"]
    assert (await store.library.rename_folder(work.id, "Job")) == Folder(work.id, "Job", 1)
    assert not await store.library.delete_folder(home.id)
    assert [(one.name, one.position) for one in await store.library.folders()] == [("Old", 0), ("Job", 1)]
    assert len((await store.library.create_folder("x" * 500)).name) == MAX_FOLDER_NAME


async def test_chats_outlive_their_folder(store: Store) -> None:
    chat, folder = await add_chat(store), await store.library.create_folder("Work")
    assert (await store.library.move(chat.id, folder.id)).folder_id == folder.id
    with pytest.raises(InvalidInput, match="no such folder"):
        await store.library.move(chat.id, "nowhere")
    assert (await store.summary(chat.id)).folder_id == folder.id
    assert await store.library.delete_folder(folder.id)
    assert (await store.summary(chat.id)).folder_id is None
    folder = await store.library.create_folder("Work")
    await store.library.move(chat.id, folder.id)
    assert (await store.library.move(chat.id, None)).folder_id is None


async def test_a_folder_needs_a_name_and_to_be_there(store: Store) -> None:
    folder = await store.library.create_folder("Work")
    for bad in ("", " \n", "\u202e"):
        with pytest.raises(InvalidInput, match="needs a name"):
            await store.library.create_folder(bad)
        with pytest.raises(InvalidInput, match="needs a name"):
            await store.library.rename_folder(folder.id, bad)
    for attempt in (store.library.rename_folder("x", "y"), store.library.move_folder("x", 0)):
        with pytest.raises(InvalidInput, match="no such folder"):
            await attempt
    with pytest.raises(InvalidInput, match="no such folder"):
        await store.library.delete_folder("x")


async def test_saved_prompts_by_name_and_back_after_their_end(store: Store) -> None:
    summary = await store.library.save_prompt(SavedPrompt("", "sum-up", "Sum up {{text}}"))
    translate = await store.library.save_prompt(SavedPrompt("", "/Übersetzen", "Translate"))
    assert [prompt.name for prompt in await store.library.prompts()] == ["sum-up", "Übersetzen"]
    changed = await store.library.save_prompt(SavedPrompt(summary.id, "sum-up", "Shorter"))
    assert (changed.id, changed.text) == (summary.id, "Shorter")
    assert await store.library.delete_prompt(translate.id) == translate
    assert await store.library.save_prompt(translate) == translate
    assert len(await store.library.prompts()) == 2
    with pytest.raises(InvalidInput, match="no such prompt"):
        await store.library.delete_prompt("nobody")


@pytest.mark.parametrize(
    ("name", "text", "id_", "what"),
    [
        ("two words", "x", "", "after a slash"),
        ("", "x", "", "after a slash"),
        ("a_b", "x", "", "after a slash"),
        ("-a", "x", "", "after a slash"),
        ("x" * (MAX_PROMPT_NAME + 1), "x", "", "after a slash"),
        ("ok", " \n", "", "needs a text"),
        ("ok", "x" * (MAX_PROMPT_TEXT + 1), "", "are allowed"),
        ("Taken", "x", "", "already"),
        ("ok", "x", "not an id", "not a saved prompt"),
    ],
)
async def test_a_prompt_that_cannot_be_saved(store: Store, name: str, text: str, id_: str, what: str) -> None:
    await store.library.save_prompt(SavedPrompt("", "taken", "x"))
    with pytest.raises(InvalidInput, match=what) as caught:
        await store.library.save_prompt(SavedPrompt(id_, name, text))
    assert caught.value.hint
    assert len(await store.library.prompts()) == 1


async def test_drafts_are_kept_for_each_chat(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    chat = await add_chat(store)
    await store.library.keep_draft(chat.id, "half a \ud800 thought")
    await store.library.keep_draft("", "something new")
    await store.close()
    store = await open_store()
    assert (await store.chat(chat.id)).draft == "half a \ufffd thought"
    assert await store.library.new_draft() == "something new"
    await store.library.keep_draft(chat.id, "")
    assert (await store.chat(chat.id)).draft == ""
    with pytest.raises(ChatNotFound):
        await store.library.keep_draft("nobody", "text")
