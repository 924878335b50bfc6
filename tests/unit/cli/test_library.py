"""`tektra presets`, `tektra assistants` and what of them `tektra run` sends, against a real door."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest

from app.cli.files import read_attachments
from app.cli.library import _write, find_assistant
from app.cli.main import run_command
from app.cli.parser import parse
from app.cli.terminal import Terminal
from app.config.paths import Paths, resolve_paths
from app.errors import InvalidInput
from app.types.attachments import AttachmentKind
from app.types.library import Assistant

ANN, BOB, BOB2 = Assistant("1", "Ann"), Assistant("2", "Bob"), Assistant("3", "bob")


def test_an_assistant_is_found_by_name_or_id() -> None:
    assert find_assistant((ANN, BOB), "ANN") is ANN
    assert find_assistant((ANN, BOB, BOB2), "3") is BOB2
    with pytest.raises(InvalidInput, match="2 assistants are called") as caught:
        find_assistant((ANN, BOB, BOB2), "Bob")
    assert "2, 3" in caught.value.hint
    with pytest.raises(InvalidInput, match="no assistant 'x'"):
        find_assistant((ANN,), "x")


def test_command_lines() -> None:
    run = parse(["run", "--system", "", "--assistant", "Ann", "--file", "a.txt", "--file", "b.pdf", "Hi"])
    assert (run.system, run.assistant, run.file) == ("", "Ann", ["a.txt", "b.pdf"])
    assert parse(["run", "Hi"]).system is None
    assert parse(["presets"]).action is None
    export = parse(["presets", "export", "x.toml", "fast", "--json"])
    assert (export.action, export.file, export.names, export.json) == ("export", "x.toml", ["fast"], True)
    taken = parse(["presets", "import", "-", "--replace"])
    assert (taken.action, taken.file, taken.replace) == ("import", "-", True)
    assert parse(["assistants", "list", "--json"]).json


def test_documents_go_last(tmp_path: Path) -> None:
    for name in ("a.png", "b.wav", "c.txt"):
        (tmp_path / name).write_bytes(b"x")
    found = read_attachments([str(tmp_path / "a.png")], [str(tmp_path / "b.wav")], [str(tmp_path / "c.txt")])
    assert [item.kind for item in found] == [AttachmentKind.IMAGE, AttachmentKind.AUDIO, AttachmentKind.DOCUMENT]


def run(*argv: str, stdin: str = "") -> tuple[int, str]:
    """The exit code and what was complained of, where no core is needed for it."""
    out = io.StringIO()
    terminal = Terminal(resolve_paths(), io.StringIO(stdin), out, out, spawn=no_core)
    return run_command(parse(argv), terminal), out.getvalue()


def no_core(paths: Paths) -> subprocess.Popen[bytes]:
    raise AssertionError("no core was to be started")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"x" * (1024 * 1024 + 1), "is larger than 1 MiB"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_said_before_a_core_is_asked(
    data: bytes | None, words: str, tmp_path: Path
) -> None:
    file = tmp_path / "presets.toml"
    if data is not None:
        file.write_bytes(data)
    code, said = run("presets", "import", str(file))
    assert code == 2
    assert words in said
    assert str(file) in said
    code, said = run("presets", "import", str(file), "--json")
    assert json.loads(said[: said.rindex("}") + 1])["error"]["code"] == "invalid_input"


def test_an_export_goes_over_no_file_and_says_where_it_cannot_go(tmp_path: Path) -> None:
    _write(str(tmp_path / "new.toml"), "[presets]\n")
    assert (tmp_path / "new.toml").read_text() == "[presets]\n"
    with pytest.raises(InvalidInput, match="is there already"):
        _write(str(tmp_path / "new.toml"), "")
    with pytest.raises(InvalidInput, match="cannot be written"):
        _write(str(tmp_path / "none" / "new.toml"), "")
    assert (tmp_path / "new.toml").read_text() == "[presets]\n"
