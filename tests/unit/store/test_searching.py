"""Searching: what is found, what is not, and that the index follows every change."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.errors import InvalidInput
from app.store import Store, searching
from app.store.searching import Found, Search
from app.store.words import parse_query, snippet
from app.types.chats import MessageStatus
from app.types.messages import Role
from tests.unit.store.conftest import Clock, OpenStore, Place, add_chat


async def found(store: Store, query: str, *, limit: int = 50, archived: bool = True) -> tuple[Found, ...]:
    return await store.library.search(parse_query(query), limit, archived=archived)


async def say(store: Store, prompt: str, answer: str, chat_id: str | None = None) -> str:
    exchange = await store.begin_exchange(chat_id, prompt, None)
    for piece in answer.split(" "):
        await store.append(exchange.answer.id, piece + " ")
    await store.finish(exchange.answer.id, MessageStatus.COMPLETE)
    return exchange.chat.id


async def test_titles_come_first_then_prompts_and_answers(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await say(store, "Why is the sky blue?", "Because of Rayleigh scattering in the sky.")
    await say(store, "Something else", "entirely")
    hits = await found(store, "SKY")
    assert {hit.chat.id for hit in hits} == {chat_id}
    assert hits[0].message_id is None
    assert {hit.role for hit in hits[1:]} == {Role.USER, Role.ASSISTANT}
    assert {hit.chat.title for hit in hits} == {"Why is the sky blue?"}
    assert [hit.role for hit in await found(store, "rayleigh scat")] == [Role.ASSISTANT]
    assert await found(store, "rayleigh entirely") == ()
    assert len(await found(store, "sky", limit=1)) == 1
    assert await found(store, "sky", limit=0) == ()
    assert await found(store, "") == ()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("cafe", "Das Café"),
        ("Cafè", "Das cafe\u0301"),
        ("漢字", "これは漢字です"),
        ("🎉 party", "a party 🎉"),
        ("100%", "100% sure"),
        ('"in order"', "words in order"),
        ("straße", "Die Straße"),
        ("nul", "a\0nul in it"),
    ],
)
async def test_what_is_found(open_store: OpenStore, query: str, text: str) -> None:
    store = await open_store()
    await say(store, "x", text)
    await say(store, "unrelated", "order in words; nothing at all")
    (hit,) = await found(store, query)
    assert snippet(hit.text, parse_query(query)).marks


async def test_an_answer_is_found_when_it_has_ended(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "question", None)
    await store.append(exchange.answer.id, "needle")
    assert await found(store, "needle") == ()
    await store.finish(exchange.answer.id, MessageStatus.STOPPED)
    assert len(await found(store, "needle")) == 1


async def test_an_answer_that_a_kill_cut_off_is_found(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "question", None)
    await store.append(exchange.answer.id, "needle")
    await store.close()
    assert len(await found(await open_store(), "needle")) == 1


async def test_what_nobody_sees_is_not_found(open_store: OpenStore) -> None:
    store = await open_store()
    trash, archive, secret = [await say(store, f"needle {name}", "needle") for name in ("trash", "archive", "secret")]
    await store.delete(trash)
    await store.library.archive(archive, archived=True)
    await store._write(lambda c: c.execute("UPDATE chats SET temporary = 1 WHERE id = ?", (secret,)).rowcount)
    assert {hit.chat.id for hit in await found(store, "needle")} == {archive}
    assert await found(store, "needle", archived=False) == ()
    await store.restore(trash)
    await store.library.keep(secret)
    await store._write(lambda c: c.execute("UPDATE messages SET deleted_at = 5 WHERE role = 'assistant'").rowcount)
    hits = await found(store, "needle", archived=False)
    assert {hit.chat.id for hit in hits} == {trash, secret}
    assert {hit.role for hit in hits} == {None, Role.USER}


async def test_the_index_follows_edits_and_titles(open_store: OpenStore) -> None:
    store = await open_store()
    chat_id = await say(store, "old words", "old answer")
    await store._write(lambda c: c.execute("UPDATE messages SET text = 'new needle' WHERE role = 'user'").rowcount)
    await store.rename(chat_id, "Pins")
    assert [hit.role for hit in await found(store, "needle")] == [Role.USER]
    assert [hit.role for hit in await found(store, "pins")] == [None]
    assert [hit.role for hit in await found(store, "old")] == [Role.ASSISTANT]
    assert await found(store, "words") == ()


async def test_newer_messages_come_first_when_they_say_the_same(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    chats = []
    for _ in range(5):
        clock.pass_by(60)
        chats.append(await say(store, "…", "needle"))
    assert [hit.chat.id for hit in await found(store, "needle")] == chats[::-1]


async def test_a_damaged_index_is_made_anew_at_the_next_start(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    await say(store, "needle", "in the haystack")
    await store.close()
    with closing(sqlite3.connect(place.database)) as c:
        c.execute("UPDATE message_words_data SET block = X'00112233445566778899' WHERE id > 10")
        c.execute("DELETE FROM title_words_idx")
        c.execute("DELETE FROM title_words_content")
        c.commit()
    store = await open_store()
    assert store.status().problem is None
    assert [hit.role for hit in await found(store, "needle")] == [None, Role.USER]
    await say(store, "another needle", "writing works")


async def test_rows_that_the_index_missed_are_found_after_the_next_start(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    await add_chat(store, "needle")
    await store.close()
    with closing(sqlite3.connect(place.database)) as c:
        c.execute("DROP TRIGGER message_words_added")
        c.execute(
            """INSERT INTO messages (id, chat_id, role, text, status, created_at)
            SELECT 'x', id, 'user', 'pin', 'complete', 1 FROM chats"""
        )
        c.commit()
    assert len(await found(await open_store(), "pin")) == 1


@pytest.mark.parametrize(
    ("query", "common", "turns"),
    [
        ("***", 99, {0, 3}),
        ("🎉 party", 99, {0, 3}),
        ("🎉 party", 2, {0, 3}),
        ("🎉 par", 2, {0, 3}),
        ("🎉 pony", 1, set()),
    ],
)
async def test_signs_are_looked_for_in_slices(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, query: str, common: int, turns: set[int]
) -> None:
    monkeypatch.setattr(searching, "FIRST_SLICE", 1)
    monkeypatch.setattr(searching, "SLICE_S", 0.0)  # every slice is as small
    monkeypatch.setattr(searching, "COMMON", common)
    store = await open_store()
    chat_id = None
    for turn in range(4):
        chat_id = await say(store, f"party {turn} ***🎉" if turn % 3 == 0 else f"party {turn}", "no", chat_id)
    hits = await found(store, query)
    assert {int(hit.text.split()[1]) for hit in hits if hit.message_id} == turns
    assert await found(store, "***", limit=1) == (await found(store, "***"))[:1]


async def test_a_search_for_signs_ends(open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FIRST_SLICE", 2)
    store = await open_store()
    chat_id = await say(store, "the oldest ***", "no")
    chat_id = await say(store, "a newer one ->", "no", chat_id)
    monkeypatch.setattr(searching, "READ_S", 0.0)
    await store.rename(chat_id, "without")
    with pytest.raises(InvalidInput, match="takes too long") as caught:
        await found(store, "***")
    assert "Add a word" in caught.value.hint
    assert await found(store, "newer") != (), "words are in the index"
    monkeypatch.setattr(searching, "READ_S", 2.0)
    monkeypatch.setattr(searching, "SLICE_S", -1.0)
    assert len(await found(store, "***")) == 1


async def test_what_goes_while_it_is_looked_for_is_not_found(
    open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store()
    gone, stays = await say(store, "sky ***", "no"), await say(store, "sky *** too", "no")
    look_on = searching.look_on

    def deleting(connection: sqlite3.Connection, search: Search) -> bool:
        connection.execute("UPDATE chats SET deleted_at = 1 WHERE id = ?", (gone,))
        return look_on(connection, search)

    monkeypatch.setattr(searching, "look_on", lambda c, s: look_on(c, s) and deleting(c, s))
    assert {hit.chat.id for hit in await found(store, "***")} == {stays}


async def test_titles_are_found_by_beginnings_and_parts_of_words(open_store: OpenStore, clock: Clock) -> None:
    store = await open_store()
    ids = {}
    for title in ("Café au lait", "caféteria 100%", "The Zebra crossing", "old zebras", "漢字 party"):
        clock.pass_by(1)
        chat_id = await say(store, "no", "no")
        ids[(await store.rename(chat_id, title)).id] = title
    await store.library.archive(next(iter(ids)), archived=True)
    await store.delete((await add_chat(store, "zebra in the trash")).id)

    async def titles(typed: str, limit: int = 9) -> list[str]:
        return [ids[one.id] for one in await store.library.find_titles(typed, limit)]

    assert await titles("ebra") == ["old zebras", "The Zebra crossing"]
    assert await titles("cros zeb") == ["The Zebra crossing"]
    assert await titles("CAFE") == ["caféteria 100%", "Café au lait"]
    assert await titles("CAFE", 1) == ["caféteria 100%"]
    assert await titles('"100% \0') == ["caféteria 100%"]
    assert await titles("漢") == ["漢字 party"]
    assert await titles("_") == await titles(" ") == await titles("zebra party") == []
