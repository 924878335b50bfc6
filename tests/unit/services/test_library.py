"""Keeping chats in order: what each command tells front ends, and what is refused."""

from __future__ import annotations

import pytest

from app.bridge.events import ChatEvent
from app.bridge.names import EventName
from app.errors import ChatNotFound, InvalidInput, ModelNotFound
from app.services.library import MOST_HITS, LibraryService
from app.services.places import PlaceService
from app.types.library import SavedPrompt
from app.types.messages import Role
from tests.helpers.scripted_models import MODEL
from tests.unit.services.desk import Desk


@pytest.fixture
def library(desk: Desk) -> LibraryService:
    bus = desk.answers._bus
    return LibraryService(desk.store.library, desk.answers, desk.models.resolve, bus, lambda: 1024)


@pytest.fixture
def places(desk: Desk) -> PlaceService:
    return PlaceService(desk.store.library, desk.answers._bus)


async def test_every_change_is_told(desk: Desk, library: LibraryService, places: PlaceService) -> None:
    chat_id = (await desk.say("question", "answer")).chat_id
    folder = await places.create_folder(name="Work")
    desk.events.clear()
    assert (await library.pin(chat_id=chat_id, pinned=True)).pinned
    assert (await library.move(chat_id=chat_id, folder_id=folder.id)).folder_id == folder.id
    assert (await library.archive(chat_id=chat_id, archived=True)).archived_at
    assert not (await library.mark_read(chat_id=chat_id)).unread
    assert not (await library.keep(chat_id=chat_id)).temporary
    assert (await library.set_model(chat_id=chat_id, model_id=MODEL.id)).model_id == MODEL.id
    assert desk.names() == [EventName.CHAT_CHANGED] * 6
    assert [chat.id for chat in await desk.chats.list(archived=True)] == [chat_id]
    assert await desk.chats.list() == ()


async def test_an_answer_is_unread_until_it_is_seen(desk: Desk, library: LibraryService) -> None:
    chat_id = (await desk.say("question", "answer")).chat_id
    await desk.chats.list()  # after the summary that the answer's end asks for
    told = [payload.chat.unread for _, payload in desk.events if isinstance(payload, ChatEvent)]
    assert told == [False, True]
    await library.mark_read(chat_id=chat_id)
    assert not (await desk.chats.list())[0].unread


async def test_a_copy_is_a_new_chat(desk: Desk, library: LibraryService) -> None:
    chat_id = (await desk.say("question", "answer")).chat_id
    await desk.chats.list()
    desk.events.clear()
    copy = await library.duplicate(chat_id=chat_id)
    assert (copy.title, copy.message_count) == ("question (2)", 2)
    assert desk.names() == [EventName.CHAT_CREATED]


async def test_a_model_of_a_chat_has_to_be_there(desk: Desk, library: LibraryService) -> None:
    chat_id = (await desk.say("question", "answer")).chat_id
    with pytest.raises(ModelNotFound):
        await library.set_model(chat_id=chat_id, model_id="nobody")
    assert (await library.set_model(chat_id=chat_id, model_id=None)).model_id is None


async def test_a_search_shows_the_place(desk: Desk, library: LibraryService) -> None:
    answer = await desk.say("Why is the sky blue?", "Because of\n", "Rayleigh scattering.")
    title, prompt = await library.search(query="sky")
    assert (title.message_id, prompt.role) == (None, Role.USER)
    (hit,) = await library.search(query="rayl")
    assert (hit.message_id, hit.chat.id, hit.snippet) == (
        answer.id,
        answer.chat_id,
        "Because of Rayleigh scattering.",
    )
    assert [hit.snippet[low:high] for low, high in hit.marks] == ["Rayl"]
    assert await library.search(query="  ") == ()
    for limit in (0, MOST_HITS + 1):
        with pytest.raises(InvalidInput):
            await library.search(query="sky", limit=limit)
        with pytest.raises(InvalidInput):
            await library.find_titles(query="sky", limit=limit)
    assert [one.id for one in await library.find_titles(query="ky blu")] == [answer.chat_id]


async def test_drafts_come_back_with_their_chat(desk: Desk, library: LibraryService) -> None:
    chat_id = (await desk.say("question", "answer")).chat_id
    await library.keep_draft(text="not yet", chat_id=chat_id)
    await library.keep_draft(text="new")
    assert (await desk.chats.open(chat_id=chat_id)).draft == "not yet"
    assert await library.new_draft() == "new"
    with pytest.raises(InvalidInput, match="are allowed"):
        await library.keep_draft(text="x" * 1025)
    with pytest.raises(ChatNotFound):
        await library.keep_draft(text="x", chat_id="nobody")


async def test_folders_and_prompts_are_told(desk: Desk, places: PlaceService, library: LibraryService) -> None:
    work, home = [await places.create_folder(name=name) for name in ("Work", "Home")]
    await places.rename_folder(folder_id=work.id, name="Job")
    assert [one.name for one in await places.move_folder(folder_id=home.id, position=0)] == ["Home", "Job"]
    assert desk.names() == [EventName.FOLDERS_CHANGED] * 4
    chat_id = (await desk.say("question", "answer")).chat_id
    await library.move(chat_id=chat_id, folder_id=work.id)
    await desk.chats.list()
    desk.events.clear()
    assert [one.name for one in await places.delete_folder(folder_id=work.id)] == ["Home"]
    assert await places.delete_folder(folder_id=home.id) == ()
    assert desk.names() == [EventName.FOLDERS_CHANGED, EventName.CHATS_CHANGED, EventName.FOLDERS_CHANGED]
    desk.events.clear()
    saved = await places.save_prompt(prompt=SavedPrompt("", "short", "In short:"))
    assert await places.prompts() == (saved,)
    assert await places.delete_prompt(prompt_id=saved.id) == saved
    assert await places.folders() == ()
    assert desk.names() == [EventName.LIBRARY_CHANGED] * 2
