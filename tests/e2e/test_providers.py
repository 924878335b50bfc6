"""A provider from the terminal to a real endpoint and back; its key is in nothing that is written on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.process import ROOT
from tests.helpers.endpoint_server import ALIAS, Endpoint, endpoint_server
from tests.helpers.procs import Programs

pytestmark = pytest.mark.engine
KEY = "sk-test-5d4c3b2a19080706"
WRONG = "sk-test-ffffeeeeddddcccc"
VISION = ROOT / "tests" / "data" / "vision"
TALKATIVE = {"TEKTRA_GENERAL_LOG_LEVEL": "debug", "OPENAI_LOG": "debug", "ANTHROPIC_LOG": "debug"}


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A server that asks for a key."""
    projector = VISION / "mmproj-colour-shape.gguf"
    with endpoint_server(VISION / "colour-shape.gguf", projector=projector, key=KEY) as server:
        yield server


def written(home: Path) -> str:
    """Everything in every file of the installation, and the files' names."""
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_socket()]
    return "\n".join(f"{path}\n{path.read_text('utf-8', 'replace')}" for path in files)


def said(programs: Programs, *argv: str, code: int = 0, **environ: str) -> Any:
    """The JSON of a command."""
    program = programs.start(*argv, "--json", **TALKATIVE, **environ)
    assert program.wait() == code, program.stderr
    return json.loads(program.stdout)


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
def test_a_provider_is_set_up_tested_and_removed(
    programs: Programs, tektra_home: Path, endpoint: Endpoint, kind: str
) -> None:
    address = endpoint.openai if kind == "openai" else endpoint.url
    said(programs, "daemon", "start", TEKTRA_KEY_HERE=KEY)
    said(programs, "providers", "add", "here", "--kind", kind, "--endpoint", address, "--no-key")
    tested = said(programs, "providers", "test", "here")
    assert (tested["state"], tested["models"], tested["on_this_machine"]) == ("good", [ALIAS], True)
    assert {"text", "image"} <= set(tested["abilities"])
    assert tested["key_place"] == "The variable TEKTRA_KEY_HERE"
    assert said(programs, "providers") == [tested]
    entries = [entry for entry in said(programs, "ledger") if entry["backend"] == "cloud"]
    assert {(entry["origin"], entry["purpose"], entry["verdict"]) for entry in entries} == {
        (endpoint.url, "test", "allowed")
    }
    said(programs, "daemon", "stop")

    said(programs, "daemon", "start", TEKTRA_KEY_HERE=WRONG)
    assert said(programs, "providers") == [tested]
    refused = said(programs, "providers", "test", "here", code=1)
    assert (refused["state"], "expired" in refused["note"]) == ("bad", True)
    assert len(said(programs, "ledger")) >= 1
    said(programs, "providers", "remove", "here")
    assert said(programs, "providers") == []
    said(programs, "daemon", "stop")
    found = written(tektra_home)
    assert "here" in found
    assert "Rome" not in found, "what was asked is in no log either, however much libraries are told to say"
    for key in (KEY, WRONG):
        assert key not in found
        assert key[8:] not in found


def test_local_only_keeps_a_provider_elsewhere_from_being_asked(programs: Programs) -> None:
    said(programs, "daemon", "start", TEKTRA_KEY_FAR=KEY)
    said(programs, "providers", "add", "far", "--no-key")
    error = said(programs, "providers", "test", "far", code=5)["error"]
    assert error["code"] == "local_only"
    [entry] = [entry for entry in said(programs, "ledger") if entry["backend"] == "cloud"]
    assert (entry["origin"], entry["verdict"]) == ("https://api.openai.com:443", "blocked")
    said(programs, "daemon", "stop")


def test_what_local_only_keeps_back_in_a_chat_is_in_the_ledger(programs: Programs) -> None:
    said(programs, "daemon", "start", TEKTRA_BACKENDS_CLOUD_ENABLED="true", TEKTRA_FAR=KEY)
    said(programs, "providers", "add", "far", "--endpoint", "https://far.example/v1", "--model", "m1", "--no-key")
    for _ in range(2):
        error = said(programs, "run", "--model", "far/m1", "hi", code=5)["answer"]["error"]
        assert "Local only" in error["message"] + error["hint"]
    [entry] = [entry for entry in said(programs, "ledger") if entry["backend"] == "cloud"]
    assert (entry["origin"], entry["verdict"], entry["purpose"]) == ("https://far.example:443", "blocked", "answer")
    assert (entry["count"], entry["bytes_sent"]) == (2, 0)
    said(programs, "daemon", "stop")
