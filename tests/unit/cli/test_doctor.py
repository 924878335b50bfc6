"""How findings look in a terminal, and a child that cannot run the checks."""

from __future__ import annotations

import io

import pytest

from app.cli.compare import read_pair
from app.cli.doctor import _read, show
from app.cli.terminal import Terminal
from app.config.paths import resolve_paths
from app.errors import InternalError
from app.types.compare import Pair
from app.types.doctor import DoctorReport, DoctorSection, Finding
from app.types.engines import CheckState
from app.types.models import BackendName


def shown(*findings: Finding) -> str:
    out = io.StringIO()
    show(DoctorReport("1.0", "Linux", 0.0, findings), Terminal(resolve_paths(), io.StringIO(), out, io.StringIO()))
    return out.getvalue()


def test_findings_stand_in_sections_with_a_word_for_their_state() -> None:
    text = shown(
        Finding(DoctorSection.ENGINES, "Ollama", CheckState.WARNING, "It is not running.", "Start it."),
        Finding(DoctorSection.DISK, "Data", CheckState.BAD, "word " * 60, ""),
        Finding(DoctorSection.SOUND, "Sound", CheckState.UNKNOWN, "a\nb\x1b[31m"),
    )
    lines = text.splitlines()
    assert lines[:5] == [
        "Tektra 1.0, Linux",
        "",
        "Engines",
        "  look     Ollama: It is not running.",
        "           → Start it.",
    ]
    assert max(len(line) for line in lines) <= 125
    assert "  BAD      Data: word word" in text
    assert "  unknown  Sound: a b" in text
    assert lines[-1] == "1 bad, 1 to look at. For a bug report: tektra doctor --report"


def test_where_nothing_is_wrong_that_is_said() -> None:
    assert shown(Finding(DoctorSection.DISK, "Data", CheckState.GOOD, "")).endswith(
        "  ok       Data:\n\nNothing is wrong.\n"
    )
    assert shown().endswith("Nothing is wrong.\n")


@pytest.mark.parametrize("out", [b"", b"{}", b"[]", b'{"report": {}, "text": ""}', b"\xff"])
def test_a_child_that_says_nonsense_is_an_error_with_what_it_complained_of(out: bytes) -> None:
    with pytest.raises(InternalError) as caught:
        _read(out, "ImportError: no module")
    assert "ImportError" in caught.value.detail


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("smol", Pair("smol")),
        ("smol@ollama", Pair("smol", BackendName.OLLAMA)),
        ("smol@llama.cpp", Pair("smol", BackendName.LLAMA_CPP)),
        ("smol@MISTRAL.RS", Pair("smol", BackendName.MISTRAL_RS)),
        ("user@smol", Pair("user@smol")),
        ("a@b@mlx", Pair("a@b", BackendName.MLX)),
        ("@ollama", Pair("@ollama")),
    ],
)
def test_a_pair_is_a_model_and_perhaps_an_engine(word: str, pair: Pair) -> None:
    assert read_pair(word) == pair
