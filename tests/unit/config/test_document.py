"""Files that cannot be used are said to be so and left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.config.document import MAX_TOML_BYTES, Document, read_toml
from app.types.settings import ConfigIssue

GOOD = b'[general]\ndefault_preset = "fast"\n'


@pytest.mark.parametrize(
    "raw",
    [GOOD, b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD.rstrip(b"\n")],
    ids=["plain", "bom", "crlf", "no newline at the end"],
)
def test_readable(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes(raw)
    document = read_toml(tmp_path / "c.toml")
    assert isinstance(document, Document)
    assert document.data == {"general": {"default_preset": "fast"}}
    assert document.lines.line_of("general", "default_preset") == 2


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xef\xbb\xbf", b"# nothing yet\n"])
def test_empty_is_fine(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes(raw)
    document = read_toml(tmp_path / "c.toml")
    assert isinstance(document, Document)
    assert document.data == {}


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (GOOD.decode().encode("utf-16"), None, "UTF-16"),
        (b"a = 1\nb = \n", 2, "not valid TOML"),
        (b"a = 1\na = 2\n", 2, "not valid TOML"),
        (b"a = 1\n[a]\n", 2, "not valid TOML"),
        (b'a = 1\n\nb = "caf\xe9"\n', 3, "not UTF-8"),
        (b"a = 1\nb = \x00\n", 2, "NUL"),
        (b"\x00" * 4096, 1, "NUL"),
        (b'a = """never closed\n', None, "not valid TOML"),
        (b"a = " + b"[" * 100_000, None, "not usable TOML"),
        (b"a = " + b"9" * 5000, None, "not usable TOML"),
        (b"#" * (MAX_TOML_BYTES + 1), None, "larger than 1024 KiB"),
    ],
)
def test_unusable(raw: bytes, line: int | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(raw)
    problem = read_toml(file)
    assert isinstance(problem, ConfigIssue)
    assert words in problem.message
    assert line is None or problem.line == line
    assert str(problem).startswith(str(file))
    assert "\n" not in str(problem)
    assert file.read_bytes() == raw


def test_things_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, words in [
        ("folder", "it is a folder"),
        ("pipe", "not an ordinary file"),
        ("loop", "symbolic links"),
        ("missing", "no such file"),
    ]:
        problem = read_toml(tmp_path / name)
        assert isinstance(problem, ConfigIssue)
        assert words in problem.message


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "c.toml").write_bytes(GOOD)
    monkeypatch.setattr(Path, "open", refuse)  # root, who runs tests in containers, may read everything
    problem = read_toml(tmp_path / "c.toml")
    assert isinstance(problem, ConfigIssue)
    assert "permission denied" in problem.message


def test_a_ten_megabyte_file_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "c.toml").open("wb") as stream:
        stream.truncate(10 * 1024 * 1024)
    assert isinstance(read_toml(tmp_path / "c.toml"), ConfigIssue)
