"""The list of providers with keys: kept over a restart, harmless when broken, and never a key in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.backends.cloud.key_names import MAX_BYTES, KeyNames
from app.backends.cloud.keys import KeyStore
from app.errors import EngineError
from tests.helpers.logfail import ExpectedLogs
from tests.unit.backends.cloud.test_keys import KEY, Locked, Memory


def test_who_gets_a_key_is_known_until_it_is_deleted(tmp_path: Path) -> None:
    file, memory = tmp_path / "names.json", Memory()
    keys = KeyStore({}, lambda: memory, KeyNames(file))
    keys.set("one", KEY)
    keys.set("two", KEY)
    keys.set("one", KEY)
    assert KeyStore({}, lambda: memory, KeyNames(file)).names() == ("one", "two")
    assert KEY not in file.read_text()
    keys.delete("one")
    keys.delete("never")
    assert keys.names() == ("two",)
    assert KeyStore({}, lambda: memory).names() == ()


def test_a_key_that_stays_keeps_its_name(tmp_path: Path) -> None:
    names = KeyNames(tmp_path / "names.json")
    names.add("one")
    with pytest.raises(EngineError):
        KeyStore({}, Locked, names).delete("one")
    assert names.all() == ("one",)


@pytest.mark.parametrize("content", [b"{", b"{}", b"[1]", b"\xff", b"[" * 100_000, b" " * (MAX_BYTES + 1)])
def test_a_broken_list_counts_as_empty(content: bytes, tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cannot be read")
    file = tmp_path / "names.json"
    file.write_bytes(content)
    names = KeyNames(file)
    assert names.all() == ()
    names.add("one")
    assert names.all() == ("one",)


def test_a_list_that_cannot_be_written_is_in_the_log(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("cannot be kept")
    (tmp_path / "file").write_text("")
    KeyNames(tmp_path / "file" / "names.json").add("one")
