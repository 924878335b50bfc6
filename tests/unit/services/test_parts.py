"""Every part that Tektra ships is listed with its licence, and none of them asks for more than Tektra can give."""

from __future__ import annotations

import re
import tomllib
from email.message import EmailMessage
from importlib import metadata
from pathlib import Path

import pytest

from app.process import ROOT
from app.services import parts
from app.services.parts import LGPL, ROOTS, licence_of, shipped_parts

_GPL = re.compile(r"(?<![LA-Za-z])(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
EXTRAS = ("llama-cpp", "starter", "mistral-rs", "mlx")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name)[0]).lower()


def declared() -> set[str]:
    """What pyproject.toml asks for, by default and for engines."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in EXTRAS for line in project["optional-dependencies"][extra])]
    return {canonical(line) for line in lines} - {"tektra"}


def test_the_roots_are_what_pyproject_declares() -> None:
    assert {canonical(name) for name in ROOTS} == declared()


def test_every_default_dependency_is_listed_with_its_version_and_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = {canonical(part.name): part for part in shipped_parts()}
    for line in project["dependencies"]:
        name = canonical(line)
        if name == "pyside6-essentials" and name not in listed:
            continue  # the run without Qt
        assert listed[name].version == metadata.version(name)
        assert listed[name].licence not in ("", "unknown"), name


def test_no_part_is_under_the_gpl() -> None:
    wrong = {part.name: part.licence for part in shipped_parts() if _GPL.search(part.licence)}
    assert wrong == {}
    unknown = [part.name for part in shipped_parts() if part.licence == "unknown"]
    assert unknown == []


def test_what_is_inside_packages_is_listed_too() -> None:
    listed = {part.name: part for part in shipped_parts()}
    assert listed["Inter (font)"].licence == "OFL-1.1"
    assert re.fullmatch(r"\d+\.\d+", listed["Inter (font)"].version)
    assert "SIL OPEN FONT LICENSE" in listed["JetBrains Mono (font)"].text
    assert "ISC" in listed["Lucide (icons)"].text
    assert listed["Tektra"].licence == "Apache-2.0"
    for name, package in (("Qt", "PySide6-Essentials"), ("llama.cpp and ggml", "llama-cpp-python")):
        try:
            version = metadata.version(package)
        except metadata.PackageNotFoundError:
            assert name not in listed
        else:
            assert version in listed[name].version
    assert [part.name for part in shipped_parts()] == sorted(listed, key=str.casefold)


def test_qt_is_taken_under_the_lgpl_and_says_so() -> None:
    qt = [part for part in shipped_parts() if part.name in ("PySide6_Essentials", "shiboken6", "Qt")]
    assert {part.licence for part in qt} <= {LGPL}
    assert all("Lesser General Public License" in part.text for part in qt)


def test_every_part_comes_with_the_text_of_its_licence() -> None:
    listed = {part.name: part for part in shipped_parts()}
    assert [part.name for part in listed.values() if len(part.text) < 200] == []
    assert [part.name for part in listed.values() if "too long to be shown" in part.text] == []
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in listed["Python"].text
    for name, words in (
        ("llama.cpp and ggml", "The ggml authors"),
        ("mistralrs", "Eric Buehler"),
        ("SmolLM2-135M-Instruct (model)", "Apache License"),
        ("tokenizers", "Apache License"),
        ("sentencepiece", "Apache License"),
        ("Qt", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("Qt", "TERMS AND CONDITIONS"),
    ):
        assert name not in listed or words in listed[name].text


def test_a_wheel_has_no_file_beside_the_app_and_says_tektras_licence_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parts, "ROOT", tmp_path)
    (tektra,) = [part for part in shipped_parts() if part.name == "Tektra"]
    assert "Apache License" in tektra.text


def test_where_every_bundled_text_is_from_is_noted() -> None:
    folder = ROOT / "resources" / "licences"
    noted = (folder / "SOURCES.md").read_text("utf-8")
    texts = sorted(path.name for path in folder.glob("*.txt"))
    assert len(texts) == 7
    assert all(name in noted for name in texts)


def test_a_text_that_is_too_long_says_so(tmp_path: Path) -> None:
    file = tmp_path / "LICENSE"
    file.write_text("x" * (parts._MAX_TEXT + 5))
    assert parts._read(file) == "x" * parts._MAX_TEXT + parts._CUT
    file.write_text("x" * parts._MAX_TEXT)
    assert parts._read(file) == "x" * parts._MAX_TEXT


class Odd(metadata.Distribution):
    """A package with the metadata that a test wants."""

    def __init__(self, **headers: str) -> None:
        self.headers = headers

    def read_text(self, filename: str) -> str | None:
        if filename != "METADATA":
            return None
        message = EmailMessage()
        for name, value in self.headers.items():
            message[name.replace("_", "-")] = value
        return message.as_string()

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ({"License_Expression": "MIT"}, "MIT"),
        ({"License": "BSD"}, "BSD"),
        ({"License": "word " * 40, "Classifier": "License :: OSI Approved :: MIT License"}, "MIT License"),
        ({"Classifier": "Programming Language :: Python"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_licences_are_found_however_a_package_writes_them(headers: dict[str, str], licence: str) -> None:
    assert licence_of(Odd(Name="odd", Version="1", **headers)) == licence


def test_a_licence_that_only_the_packages_text_says_is_in_our_table() -> None:
    package = Odd(Name="click-default-group", Version="1.2.4", Classifier="License :: Public Domain")
    assert licence_of(package) == "BSD-3-Clause"


def test_a_damaged_font_has_no_version(tmp_path: Path) -> None:
    font = tmp_path / "x.ttf"
    assert parts._font_version(font) == ""
    font.write_bytes(b"\x00\x01\x00\x00\xff\xff")
    assert parts._font_version(font) == ""
    font.write_bytes(b"\x00" * 12)
    assert parts._font_version(font) == ""
