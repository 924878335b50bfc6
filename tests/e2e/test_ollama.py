"""A real core and a real Ollama: a file is given, a model is fetched and removed, by the terminal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.cases import starter_file
from tests.e2e.conftest import Installation
from tests.helpers.model_registry import model_registry
from tests.helpers.ollama_server import OllamaProcess, ollama_server
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.engine

NAME = "tektra/smollm2:135m"


@pytest.fixture
def server() -> Iterator[OllamaProcess]:
    with ollama_server() as running:
        yield running


def listed(server: OllamaProcess) -> set[str]:
    """What Ollama says that it has."""
    import ollama

    client = ollama.Client(server.host)
    names = {model.model or "" for model in client.list().models}
    client._client.close()
    return names


def test_a_model_is_given_answers_and_is_removed(tektra: Installation, server: OllamaProcess) -> None:
    given = tektra.run("give", "smollm2:135m", OLLAMA_HOST=server.host)
    assert given.process.returncode == 0, given.stderr
    assert "can run smollm2:135m now" in given.stdout
    assert listed(server) == {NAME}
    asked = tektra.run("run", "--model", f"ollama/{NAME}", "--preset", "precise", "What is the capital of France?")
    assert asked.process.returncode == 0, asked.stderr
    assert "Paris" in asked.stdout
    assert tektra.run("remove", NAME).process.returncode == 0
    assert listed(server) == set()
    again = tektra.run("remove", NAME)
    assert again.process.returncode == 4
    assert f"no model “{NAME}”" in again.stderr


def test_a_fetch_goes_on_when_its_terminal_is_killed(tektra: Installation, server: OllamaProcess) -> None:
    with model_registry() as registry:
        registry.offer("someone/sea:1b", starter_file())
        registry.hold_at = 20_000_000
        name = f"{registry.host}/someone/sea:1b"
        fetching = tektra.start("pull", name, OLLAMA_HOST=server.host)
        wait_until(lambda: list((server.home / "models" / "blobs").glob("*-partial*")), what="the download to begin")
        fetching.kill9()
        registry.go_on.set()
        wait_until(lambda: name in listed(server), 60.0, "the model to be whole")


def test_without_a_server_the_remedy_is_named(tektra: Installation) -> None:
    absent = tektra.run("pull", "llama3.2:1b", OLLAMA_HOST="127.0.0.1:1")
    assert absent.process.returncode == 5
    assert "ollama serve" in absent.stderr
    wrong = tektra.run("pull", "../../etc/passwd")
    assert wrong.process.returncode == 2
    assert "cannot be the name" in wrong.stderr
