"""What was journalled survives: a killed core, a full answer, a failed ending."""

from __future__ import annotations

import shutil

from app.types.chats import MessageStatus
from app.types.generation import StopReason
from tests.unit.store.conftest import OpenStore, Place
from tests.unit.store.processes import line_of, running


async def test_a_killed_core_loses_nothing_that_was_sent_on(open_store: OpenStore, place: Place) -> None:
    place.database.parent.mkdir(parents=True)
    with running("journal_until_killed.py", place.database) as core:
        waiting_id, answer_id = line_of(core).split()
        while int(line_of(core)) < 300:
            pass
        core.kill()
        assert core.stdout is not None
        seen = max([300, *(int(rest) for rest in core.stdout.read().split("\n")[:-1])])
    store = await open_store()
    assert store.status().writable
    (_, answer) = await store.history(answer_id)
    assert answer.text.startswith("".join(f"{number} " for number in range(seen + 1)))
    assert (answer.status, answer.stop_reason) == (MessageStatus.INTERRUPTED, StopReason.INTERRUPTED)
    (_, waiting) = await store.history(waiting_id)
    assert (waiting.status, waiting.text) == (MessageStatus.INTERRUPTED, "")
    assert not any(chat.answering for chat in await store.chats())
    again = await store.reopen(answer_id)
    await store.append(answer_id, "and on")
    done = await store.finish(answer_id, MessageStatus.COMPLETE)
    assert done.text == again.answer.text + "and on"


async def test_the_journal_is_empty_after_the_fold(open_store: OpenStore) -> None:
    store = await open_store()

    def rows() -> int:
        with store._database.reading() as c:
            return int(c.execute("SELECT count(*) FROM journal").fetchone()[0])

    exchange = await store.begin_exchange(None, "q", "m")
    for _ in range(5):
        await store.append(exchange.answer.id, "x")
    assert await store._thread.run(rows) == 5
    await store.finish(exchange.answer.id, MessageStatus.STOPPED, None, StopReason.STOPPED)
    assert await store._thread.run(rows) == 0


async def test_a_delta_costs_the_same_in_a_long_answer(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")

    def pages_changed() -> int:
        with store._database.reading() as c:
            c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with store._database.writing() as c:
            c.execute("INSERT INTO journal (message_id, text) VALUES (?, 'x')", (exchange.answer.id,))
        with store._database.reading() as c:
            return int(c.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1])

    short = await store._thread.run(pages_changed)
    await store.append(exchange.answer.id, "y" * 2_000_000)
    assert await store._thread.run(pages_changed) <= short + 1


async def test_two_answers_stream_side_by_side(open_store: OpenStore) -> None:
    store = await open_store()
    one = await store.begin_exchange(None, "one", "m")
    two = await store.begin_exchange(None, "two", "m")
    for number in range(20):
        await store.append(one.answer.id, f"a{number}")
        await store.append(two.answer.id, f"b{number}")
    done = [await store.finish(e.answer.id, MessageStatus.COMPLETE) for e in (one, two)]
    assert [m.text for m in done] == ["".join(f"{c}{n}" for n in range(20)) for c in "ab"]


async def test_closing_in_mid_answer_leaves_it_interrupted(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "half")
    await store.close()
    (_, answer) = await (await open_store()).history(exchange.answer.id)
    assert (answer.text, answer.status) == ("half", MessageStatus.INTERRUPTED)


async def test_an_answer_whose_engine_never_began_keeps_the_name_of_its_model(open_store: OpenStore) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.name_model(exchange.answer.id, "SmolLM2")
    await store.name_model(exchange.answer.id, "Another")
    await store.close()
    (_, answer) = await (await open_store()).history(exchange.answer.id)
    assert (answer.model_name, answer.status) == ("SmolLM2", MessageStatus.INTERRUPTED)


async def test_a_copy_taken_in_mid_answer_opens_with_what_had_arrived(open_store: OpenStore, place: Place) -> None:
    store = await open_store()
    exchange = await store.begin_exchange(None, "q", "m")
    await store.append(exchange.answer.id, "half")
    copies = place.root / "copy"
    copies.mkdir()
    for path in place.database.parent.glob("tektra.db*"):
        shutil.copy(path, copies / path.name)
    place.root = place.root / "other"
    (place.root / "data").mkdir(parents=True)
    for path in copies.iterdir():
        shutil.copy(path, place.database.parent / path.name)
    (_, answer) = await (await open_store()).history(exchange.answer.id)
    assert (answer.text, answer.status) == ("half", MessageStatus.INTERRUPTED)
    assert (await store.finish(exchange.answer.id, MessageStatus.COMPLETE)).status is MessageStatus.COMPLETE
