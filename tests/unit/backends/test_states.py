"""Kept states as files: whole or none, of this model or none, within their budget."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.backends.llama_cpp.cache.states import (
    StateStore,
    export_state,
    fingerprint,
    import_state,
    state_file,
    write_state,
)
from app.errors import EngineError, InvalidInput
from tests.helpers.logfail import ExpectedLogs

MARK = fingerprint("model", "f16", "build 1")
TOKENS = tuple(range(100, 200))
DATA = bytes(range(256)) * 4
ROOM = 10**12


def always(_tokens: tuple[int, ...], _size: int) -> bool:
    return True


class Clock:
    """Seconds that a test turns by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., StateStore]:
    clock = Clock()

    def made(max_bytes: int = ROOM, mark: bytes = MARK, free: int = ROOM) -> StateStore:
        return StateStore(tmp_path / "states", max_bytes, mark, free_bytes=lambda _: free, now=clock)

    return made


def test_what_was_saved_is_found(make: Callable[..., StateStore], tmp_path: Path) -> None:
    store = make()
    assert store.find("chat", always) is None
    assert store.save("chat", TOKENS, memoryview(DATA))
    kept = store.find("chat", always)
    assert kept is not None
    assert (kept.tokens, bytes(kept.data)) == (TOKENS, DATA)
    assert store.find("another chat", always) is None
    [file] = (tmp_path / "states").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_the_caller_sees_tokens_and_size_before_the_data_is_read(make: Callable[..., StateStore]) -> None:
    store = make()
    store.save("chat", TOKENS, DATA)
    seen: list[tuple[tuple[int, ...], int]] = []

    def refuse(tokens: tuple[int, ...], size: int) -> bool:
        seen.append((tokens, size))
        return False

    assert store.find("chat", refuse) is None
    assert seen == [(TOKENS, len(DATA))]
    assert store.find("chat", always) is not None, "what was not wanted once stays"


def test_a_newer_state_takes_the_place_of_the_older(make: Callable[..., StateStore]) -> None:
    store = make()
    store.save("chat", TOKENS, DATA)
    store.save("chat", TOKENS[:5], b"new")
    kept = store.find("chat", always)
    assert kept is not None
    assert (kept.tokens, bytes(kept.data)) == (TOKENS[:5], b"new")


@pytest.mark.parametrize("conversation", ["../../escape", "a/b", "x" * 5000, "nul\0", "\udce4", "ä", " "])
def test_any_key_is_a_file_inside_the_folder(
    make: Callable[..., StateStore], tmp_path: Path, conversation: str
) -> None:
    store = make()
    assert store.save(conversation, TOKENS, DATA)
    assert store.find(conversation, always) is not None
    assert [path.parent for path in tmp_path.rglob("*.state")] == [tmp_path / "states"]


def test_a_state_of_another_model_or_build_is_none_and_removed(make: Callable[..., StateStore], tmp_path: Path) -> None:
    make().save("chat", TOKENS, DATA)
    other = make(mark=fingerprint("model", "f16", "build 2"))
    assert other.find("chat", always) is None
    assert list((tmp_path / "states").iterdir()) == []


def test_a_state_cut_off_anywhere_is_none_and_removed(make: Callable[..., StateStore], tmp_path: Path) -> None:
    store = make()
    store.save("chat", TOKENS, DATA)
    file = state_file(tmp_path / "states", "chat")
    whole = file.read_bytes()
    for length in [*range(70), *range(70, len(whole), 97), len(whole) - 1]:
        file.write_bytes(whole[:length])
        assert store.find("chat", always) is None, length
        assert not file.exists()
    file.write_bytes(whole + b"\0")
    assert store.find("chat", always) is None


def test_a_single_wrong_byte_anywhere_is_noticed(make: Callable[..., StateStore], tmp_path: Path) -> None:
    store = make()
    store.save("chat", TOKENS, DATA)
    file = state_file(tmp_path / "states", "chat")
    whole = file.read_bytes()
    for place in [*range(70), *range(70, len(whole), 13)]:
        bent = bytearray(whole)
        bent[place] ^= 0x40
        file.write_bytes(bent)
        assert store.find("chat", always) is None, place
    file.write_bytes(whole)
    assert store.find("chat", always) is not None


def test_the_longest_unused_go_when_the_budget_is_full(make: Callable[..., StateStore]) -> None:
    store = make(max_bytes=5000)
    for name in ("a", "b", "c"):
        assert store.save(name, TOKENS, DATA)
    assert store.find("a", always) is not None, "used again: now b is the oldest"
    assert store.save("d", TOKENS, DATA)
    assert {name for name in "abcd" if store.find(name, always)} == {"a", "c", "d"}


def test_nothing_larger_than_the_budget_is_kept_and_nothing_goes_for_it(make: Callable[..., StateStore]) -> None:
    store = make(max_bytes=2000)
    assert store.save("a", TOKENS, DATA)
    assert not store.save("b", TOKENS, DATA * 10)
    assert store.find("a", always) is not None


def test_the_cache_leaves_most_of_a_full_disk_free(make: Callable[..., StateStore]) -> None:
    assert not make(free=10_000).save("a", TOKENS, DATA)
    assert make(free=100_000).save("a", TOKENS, DATA)


def test_a_chat_replaces_its_own_state_also_when_the_budget_holds_only_one(make: Callable[..., StateStore]) -> None:
    store = make(max_bytes=2000)
    assert store.save("a", TOKENS, DATA)
    assert store.save("a", (*TOKENS, 1), DATA)
    kept = store.find("a", always)
    assert kept is not None
    assert kept.tokens == (*TOKENS, 1)


@pytest.mark.parametrize(
    ("sizes", "again", "left"), [((100, 600), 650, "ab"), ((100, 600), 950, "b"), ((300, 300), 300, "ab")]
)
def test_the_state_that_is_replaced_counts_as_gone(
    make: Callable[..., StateStore], sizes: tuple[int, int], again: int, left: str
) -> None:
    store = make(max_bytes=1_000_000)
    for name, size in zip("ab", sizes, strict=True):
        assert store.save(name, (1,), bytes(size * 1000))
    assert store.save("b", (1, 2), bytes(again * 1000))
    kept = store.find("b", always)
    assert kept is not None
    assert (kept.tokens, len(kept.data)) == ((1, 2), again * 1000)
    assert "".join(name for name in "ab" if store.find(name, always)) == left


def test_a_state_that_will_not_go_keeps_the_new_one_out(
    make: Callable[..., StateStore], monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    store = make(max_bytes=2000)
    assert store.save("a", TOKENS, DATA)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    expected_logs.expect("could not be kept")
    assert not store.save("b", TOKENS, DATA), "the budget would be exceeded"
    assert store.find("a", always) is not None


def test_a_disk_that_refuses_costs_nothing_but_the_cache(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    (tmp_path / "file").touch()
    store = StateStore(tmp_path / "file", ROOM, MARK)
    expected_logs.expect("could not be kept")
    assert not store.save("chat", TOKENS, DATA)
    expected_logs.expect("cannot be read")
    assert store.find("chat", always) is None
    store.forget("chat")


def test_what_killed_processes_left_is_removed_once_it_is_old(make: Callable[..., StateStore], tmp_path: Path) -> None:
    store = make()
    store.save("a", TOKENS, DATA)
    old, new = (tmp_path / "states" / f".x.{name}.new" for name in ("old", "new"))
    for file, age in ((old, 5000.0), (new, 1.0)):
        file.touch()
        os.utime(file, (1_000_000.0 - age, 1_000_000.0 - age))
    store.save("b", TOKENS, DATA)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_forgotten_chat_is_gone(make: Callable[..., StateStore]) -> None:
    store = make()
    store.save("chat", TOKENS, DATA)
    store.forget("chat")
    store.forget("chat")
    assert store.find("chat", always) is None


def test_a_state_is_written_where_a_person_wants_it_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "my chat.state"
    info = export_state(str(path), MARK, TOKENS, DATA)
    assert (info.tokens, info.bytes) == (len(TOKENS), path.stat().st_size)
    kept = import_state(str(path), MARK, 1000, ROOM)
    assert (kept.tokens, bytes(kept.data)) == (TOKENS, DATA)


@pytest.mark.parametrize("path", ["", "relative.state", "/tmp/nul\0byte", "/no/such/folder/x.state", "/tmp"])
def test_a_place_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput):
        export_state(path, MARK, TOKENS, DATA)


def test_only_states_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.state"
    export_state(str(path), MARK, TOKENS, DATA)
    export_state(str(path), MARK, TOKENS[:5], DATA)
    assert import_state(str(path), MARK, 1000, ROOM).tokens == TOKENS[:5]
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ada", "utf-8")
    with pytest.raises(InvalidInput, match="something else"):
        export_state(str(letter), MARK, TOKENS, DATA)
    assert letter.read_text("utf-8") == "Dear Ada"


def test_a_place_that_cannot_be_written_is_an_error() -> None:
    with pytest.raises(EngineError, match="cannot be written"):
        export_state("/proc/tektra.state", MARK, TOKENS, DATA)


def test_files_that_cannot_be_taken_back_say_why(tmp_path: Path) -> None:
    path = tmp_path / "x.state"
    write_state(path, MARK, TOKENS, DATA)
    whole = path.read_bytes()
    with pytest.raises(InvalidInput, match="another model"):
        import_state(str(path), fingerprint("other"), 1000, ROOM)
    with pytest.raises(InvalidInput, match="100 tokens; the model's window has 99"):
        import_state(str(path), MARK, 99, ROOM)
    with pytest.raises(InvalidInput, match="there is memory for 10"):
        import_state(str(path), MARK, 1000, 10)
    for damaged in (b"", b"GGUF" + whole[4:], whole[:-1], whole[:70], whole[:-1] + b"?"):
        path.write_bytes(damaged)
        with pytest.raises(InvalidInput, match="damaged"):
            import_state(str(path), MARK, 1000, ROOM)
    for missing in (tmp_path / "none", tmp_path):
        with pytest.raises(InvalidInput, match="cannot be read"):
            import_state(str(missing), MARK, 1000, ROOM)


def test_a_chat_that_changes_models_finds_what_each_has_read(tmp_path: Path) -> None:
    first, second = (StateStore(tmp_path, ROOM, fingerprint(model), model=model) for model in "ab")
    assert first.save("chat", TOKENS, DATA)
    assert second.find("chat", always) is None
    assert second.save("chat", TOKENS[:5], b"new")
    kept = first.find("chat", always)
    assert kept is not None
    assert kept.tokens == tuple(TOKENS)
