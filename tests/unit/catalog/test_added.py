"""The list of opened models on disk: damage is kept aside and told, a kill in the middle loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalog.added import MAX_BYTES, Added, AddedFile, AddedModels
from app.catalog.catalog import Catalog
from app.config.paths import Paths
from app.errors import ModelError
from app.process import ROOT
from tests.helpers.gguf_files import write_tiny_gguf

Open = Callable[..., Catalog]

ENTRY = {"id": "a", "name": "A", "path": "/a.gguf"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\x00" * 100,
        b"\xff\xfe{\x00}\x00",
        b"[" * 100_000,
        b'{"version": 2}',
        b'{"version": "1"}',
        b'{"version": 1, "default": 5}',
        b'{"version": 1, "surprise": true}',
        json.dumps({"files": [{"id": "a"}]}).encode(),
        json.dumps({"files": [ENTRY, {**ENTRY, "id": "A"}]}).encode(),
        json.dumps({"files": [{**ENTRY, "path": "relative.gguf"}]}).encode(),
        json.dumps({"files": [{**ENTRY, "id": ""}]}).encode(),
        b" " * (MAX_BYTES + 1),
    ],
)
def test_damaged_list_is_kept_aside_and_told(raw: bytes, open_catalog: Open, paths: Paths, tmp_path: Path) -> None:
    paths.data.mkdir(parents=True)
    paths.added_models.write_bytes(raw)
    catalog = open_catalog()
    assert catalog.models() == ()
    assert "models.broken-1.json" in catalog.problems[0].message
    assert catalog.problems[0].file == str(paths.added_models)
    assert "\n" not in str(catalog.problems[0])
    assert (paths.data / "models.broken-1.json").read_bytes() == raw
    spec = catalog.add_file(write_tiny_gguf(tmp_path / "tiny.gguf"))
    assert open_catalog().models() == (spec,)


def test_second_damage_does_not_replace_the_first(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "models.json").write_text(f"damage {number}")
        AddedModels(tmp_path / "models.json").load()
    assert (tmp_path / "models.broken-1.json").read_text() == "damage 1"
    assert (tmp_path / "models.broken-2.json").read_text() == "damage 2"


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    added = Added(default="b", files=(AddedFile("a", "Ä \udcff", "/a\udcff.gguf"), AddedFile("b", "B", "/b.gguf")))
    AddedModels(tmp_path / "models.json").save(added)
    assert AddedModels(tmp_path / "models.json").load() == (added, "")


def test_list_that_cannot_be_read_is_not_replaced(open_catalog: Open, paths: Paths, tmp_path: Path) -> None:
    paths.added_models.mkdir(parents=True)  # a folder: whatever is in it is not ours to remove
    catalog = open_catalog()
    assert "cannot be read" in catalog.problems[0].message
    with pytest.raises(ModelError, match="could not be saved"):
        catalog.add_file(write_tiny_gguf(tmp_path / "tiny.gguf"))
    assert paths.added_models.is_dir()


def test_kill_in_the_middle_of_a_write_keeps_the_old_list(tmp_path: Path) -> None:
    file = tmp_path / "models.json"
    old = Added(default="a", files=(AddedFile("a", "A", "/a.gguf"),))
    AddedModels(file).save(old)
    code = (
        "import os, signal, sys; from pathlib import Path; from app.catalog.added import Added, AddedModels; "
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL); "
        "AddedModels(Path(sys.argv[1])).save(Added(default='new'))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    assert AddedModels(file).load() == (old, "")
    assert list(tmp_path.iterdir()) == [file]  # the unfinished file is gone
