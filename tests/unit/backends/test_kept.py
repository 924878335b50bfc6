"""When conversations are copied out and taken back: it must pay, and stall nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.backends.llama_cpp.cache.kept import MAX_KNOWN, MAX_WRITES, MIN_GROWTH, MIN_TOKENS, KeptStates
from app.backends.llama_cpp.cache.states import StateStore, fingerprint
from app.backends.llama_cpp.prompting.prompt import Unit

CHAT = tuple(range(2000))
BYTES_PER_TOKEN = 100
SLOW = 100.0
"""Tokens that a second reads."""


class Clock:
    """Each look takes a millisecond."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


class Access:
    """A context whose states are numbers of its sequences."""

    def __init__(self) -> None:
        self.lengths: dict[int, int] = {}
        self.copies = 0
        self.refuses = False
        self.silent = False

    def state_size(self, sequence: int) -> int:
        return self.lengths[sequence] * BYTES_PER_TOKEN

    def state_of(self, sequence: int) -> memoryview | None:
        self.copies += 1
        return None if self.silent else memoryview(bytearray(self.state_size(sequence)))

    def restore(self, sequence: int, data: bytearray | memoryview) -> bool:
        self.lengths[sequence] = 0 if self.refuses else len(data) // BYTES_PER_TOKEN
        return not self.refuses


class Engine:
    """Kept states over a folder, as one run of a worker sees them."""

    def __init__(self, folder: Path) -> None:
        self.access = Access()
        self.store = StateStore(folder, 10**9, fingerprint("x"), free_bytes=lambda _: 10**12)
        self.kept = KeptStates(self.store, self.access, clock=Clock())

    def answered(self, units: tuple[Unit, ...], *, others: bool = False, conversation: str = "chat") -> int:
        """An answer ended; how many copies there are now."""
        self.access.lengths[0] = len(units)
        self.kept.after_answer(conversation, units, 0, others=others)
        return self.access.copies

    def lost(self, units: tuple[Unit, ...], *, others: bool = False) -> int:
        self.access.lengths[0] = len(units)
        self.kept.before_loss("chat", units, 0, others=others)
        return self.access.copies


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(tmp_path)
    yield made
    made.kept.close()


def test_a_chat_is_there_again_after_the_worker_ended(engine: Engine, tmp_path: Path) -> None:
    assert engine.answered(CHAT) == 1
    engine.kept.close()
    later = Engine(tmp_path)
    prompt = (*CHAT, 7, 8, 9)
    assert later.kept.before_read("chat", prompt, 0, 3, SLOW) == CHAT
    assert later.access.lengths == {3: len(CHAT)}
    assert later.kept.before_read("other", prompt, 0, 3, SLOW) is None
    later.kept.close()


def test_what_is_still_being_written_is_found_as_well(engine: Engine) -> None:
    engine.answered(CHAT)
    assert engine.kept.before_read("chat", CHAT, 0, 1, SLOW) == CHAT


def test_a_state_that_goes_on_differently_is_taken_for_its_beginning(engine: Engine) -> None:
    engine.answered(CHAT)
    edited = (*CHAT[:1500], -1, -2)
    assert engine.kept.before_read("chat", edited, 0, 1, SLOW) == CHAT, "the caller drops what differs"


@pytest.mark.parametrize(
    ("prompt", "cached", "tokens_per_s"),
    [
        (CHAT, len(CHAT) - MIN_TOKENS, SLOW),  # a sequence has nearly all of it
        (CHAT[: MIN_TOKENS - 1], 0, SLOW),
        ((-1, *CHAT), 0, SLOW),
        (CHAT, 0, 1e12),  # reading is quicker
    ],
)
def test_nothing_is_restored_that_does_not_pay(
    engine: Engine, prompt: tuple[int, ...], cached: int, tokens_per_s: float
) -> None:
    engine.answered(CHAT)
    assert engine.kept.before_read("chat", prompt, cached, 1, tokens_per_s) is None
    assert 1 not in engine.access.lengths


def test_a_state_that_the_library_refuses_is_replaced_by_the_next(engine: Engine) -> None:
    assert engine.answered(CHAT) == 1
    engine.kept.flush()
    engine.access.refuses = True
    assert engine.kept.before_read("chat", CHAT, 0, 1, SLOW) == ()
    assert engine.answered(CHAT) == 2


def test_a_state_that_found_no_room_is_there_later(engine: Engine) -> None:
    engine.answered(CHAT)
    engine.kept.flush()
    engine.access.refuses = True
    assert engine.kept.before_read("chat", CHAT, 0, 1, SLOW) == ()
    engine.access.refuses = False
    assert engine.kept.before_read("chat", CHAT, 0, 1, SLOW) == CHAT


def test_a_growing_chat_is_copied_again_when_it_has_grown_by_a_quarter(engine: Engine) -> None:
    assert engine.answered(CHAT[: MIN_GROWTH - 1]) == 0
    assert engine.answered(CHAT[:1000]) == 1
    assert engine.answered(CHAT[:1200]) == 1
    assert engine.answered(CHAT[:1260]) == 2
    assert engine.answered((*CHAT[:500], *range(-800, 0))) == 3, "an edited chat is another one from the edit on"
    engine.kept.flush()
    copied = []
    for length in range(300, 20_000, 100):
        before = engine.access.copies
        if engine.answered(CHAT[:1] + tuple(range(5, 5 + length)), conversation="long") > before:
            copied.append(length)
            engine.kept.flush()
    assert sum(copied) <= 5 * 20_000


def test_the_last_chance_is_taken_for_less(engine: Engine) -> None:
    engine.answered(CHAT[:1000])
    assert engine.lost(CHAT[: 1000 + MIN_TOKENS - 1]) == 1
    assert engine.lost(CHAT[: 1000 + MIN_TOKENS]) == 2


def test_a_long_copy_waits_until_nobody_else_writes(engine: Engine) -> None:
    engine.answered(CHAT)  # 200 kB took a millisecond: the rate is known now
    long = tuple(range(200_000))
    assert engine.answered(long, others=True) == 1
    engine.kept.flush()
    assert engine.answered(long) == 2


def test_short_copies_do_not_wait(engine: Engine) -> None:
    assert engine.answered(CHAT, others=True) == 1


def test_pictures_unnamed_chats_and_silent_libraries_are_left_alone(engine: Engine) -> None:
    assert engine.answered((*CHAT, ("media", "abc", 0))) == 0
    assert engine.answered(CHAT, conversation="") == 0
    engine.access.silent = True
    engine.answered(CHAT)
    assert engine.kept.before_read("chat", CHAT, 0, 1, SLOW) is None


def test_a_slow_disk_does_not_fill_the_memory(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    release = threading.Event()

    def slow(*_: object) -> bool:
        return release.wait(30)

    monkeypatch.setattr(engine.store, "save", slow)
    counts = [engine.answered(CHAT, conversation=f"chat {number}") for number in range(MAX_WRITES + 2)]
    assert counts == [1, *[MAX_WRITES] * (MAX_WRITES + 1)]
    release.set()


def test_many_chats_do_not_fill_the_memory(engine: Engine) -> None:
    for number in range(2 * MAX_KNOWN):
        engine.answered(CHAT[:300], conversation=f"chat {number}")
        engine.kept.flush()
    assert len(engine.kept._known) == MAX_KNOWN
    assert engine.access.copies == 2 * MAX_KNOWN
    assert not engine.kept._writes
