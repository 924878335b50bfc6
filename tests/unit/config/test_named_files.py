"""Files that settings name: refused when they are set and cannot be used, reported when they are missing later."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config.keeper import ConfigKeeper
from app.config.named_files import MAX_CERTIFICATES_BYTES
from app.config.paths import Paths
from app.config.writer import ConfigWriter
from app.errors import InvalidInput

BINARY, CERTIFICATES = "backends.mistral_rs.binary", "network.ca_file"


def _missing(_: Path) -> None:
    """Nothing is there."""


def _text(file: Path) -> None:
    file.write_text("hello")


def _folder(file: Path) -> None:
    file.mkdir()


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _huge(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(MAX_CERTIFICATES_BYTES + 1)


def _damaged(file: Path) -> None:
    file.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")


@pytest.fixture
def writer(paths: Paths) -> ConfigWriter:
    return ConfigWriter(ConfigKeeper(paths, {}))


@pytest.mark.parametrize(
    ("key", "make", "message"),
    [
        (BINARY, _missing, "There is no file"),
        (BINARY, _folder, "is a folder"),
        (BINARY, _pipe, "There is no file"),
        (BINARY, _text, "no program"),
        (CERTIFICATES, _missing, "There is no file"),
        (CERTIFICATES, _folder, "is a folder"),
        (CERTIFICATES, _pipe, "There is no file"),
        (CERTIFICATES, _text, "no certificates"),
        (CERTIFICATES, _damaged, "no certificates"),
        (CERTIFICATES, _huge, "too large"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused(
    key: str, make: Callable[[Path], None], message: str, writer: ConfigWriter, paths: Paths, tmp_path: Path
) -> None:
    make(tmp_path / "named")
    for change in (writer.check(key, str(tmp_path / "named")), writer.set({key: str(tmp_path / "named")})):
        with pytest.raises(InvalidInput, match=message) as caught:
            await change
        assert caught.value.hint
        assert caught.value.params == {"key": key}
    assert not paths.user_config.exists()


async def test_files_that_can_be_used_are_taken(
    writer: ConfigWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    program, pem = tmp_path / "mistralrs", tmp_path / "ca.pem"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    authorities = ssl.create_default_context().get_ca_certs(binary_form=True)
    pem.write_text(ssl.DER_cert_to_PEM_cert(authorities[0]))
    await writer.set({BINARY: "~/mistralrs", CERTIFICATES: str(pem)})
    await writer.set({BINARY: "", CERTIFICATES: ""})


async def test_a_file_that_vanishes_is_reported_and_keeps_nothing_else_from_being_set(
    writer: ConfigWriter, paths: Paths, tmp_path: Path
) -> None:
    program = tmp_path / "mistralrs"
    program.write_text("")
    program.chmod(0o755)
    await writer.set({BINARY: str(program)})
    program.unlink()
    keeper = ConfigKeeper(paths, {})
    (issue,) = keeper.now.problems
    assert (issue.key, issue.file, issue.line) == (BINARY, str(paths.user_config), 2)
    assert "There is no file" in issue.message
    assert keeper.now.settings.backends.mistral_rs.binary == str(program)
    assert await ConfigWriter(keeper).set({"chat.read_ahead": False})
