"""What only mistral.rs promises: its port, its token, and causes of a failed start. The real engine answers."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from app.backends.base import Backend
from app.backends.mistral_rs import backend as backend_module
from app.backends.mistral_rs import server as server_module
from app.backends.mistral_rs.backend import MistralRsBackend
from app.backends.registry import EngineDeps, engines
from app.errors import EngineUnavailable, ModelFileError, Unsupported
from app.types.engines import MistralRsOptions
from app.types.generation import AnswerFormat, Finished, FormatKind, TextDelta
from app.types.models import BackendName, LoadSpec
from tests.contract.cases import ask, collect, mistral_rs_case, stream
from tests.helpers.hf_models import hf_folder
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.mistralrs import no_program

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def package_only() -> Iterator[None]:
    """The Python package, whether or not the program is there."""
    with no_program():
        yield


@pytest.fixture
def spec() -> LoadSpec:
    """The starter model."""
    return mistral_rs_case("mistral_rs", None).spec


def create(isq: str = "", logs: Path | None = None) -> Backend:
    deps = EngineDeps(mistral_rs=lambda: MistralRsOptions(isq=isq), logs=logs)
    return engines(deps)[BackendName.MISTRAL_RS].create(lambda _cause: None)


@pytest.fixture
async def loaded(spec: LoadSpec, tmp_path: Path) -> AsyncIterator[Backend]:
    """An instance for two answers at once."""
    instance = create(logs=tmp_path / "logs")
    await instance.load(replace(spec, parallel=2))
    yield instance
    await instance.close()


@pytest.fixture
def held_port() -> Iterator[int]:
    """A port that this very process listens on."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


async def test_answers_side_by_side_choices_forms_and_who_may_ask(loaded: Backend, tmp_path: Path) -> None:
    together = await asyncio.gather(*(collect(loaded, ask(f"Say {word}.", max_tokens=4)) for word in ("sea", "sand")))
    assert all(one.text for one in together)
    deltas = [delta async for delta in stream(loaded, ask("Hi", max_tokens=2, choices=2))]
    assert [delta.choice for delta in deltas if isinstance(delta, Finished)] == [0, 1]
    assert {delta.choice for delta in deltas if isinstance(delta, TextDelta)} == {0, 1}
    schema = '{"type":"object","properties":{"a":{"type":"boolean"}},"required":["a"],"additionalProperties":false}'
    formed = await collect(loaded, ask("Is it?", max_tokens=40, format=AnswerFormat(FormatKind.JSON_SCHEMA, schema)))
    assert isinstance(json.loads(formed.text)["a"], bool)
    assert isinstance(loaded, MistralRsBackend)
    running = loaded._running
    assert running is not None
    address = running.server.address
    assert address.token not in repr(address)
    async with httpx2.AsyncClient() as stranger:
        url = f"{address.base_url}/chat/completions"
        assert (await stranger.post(url, json={"messages": []})).status_code == 401
        assert (await stranger.get(f"{address.base_url}/models")).status_code == 401
        known = {"authorization": f"Bearer {address.token}"}
        assert (await stranger.post(url, json={"messages": 5}, headers=known)).status_code == 422
        assert (await stranger.post(url, content=b"[]", headers=known)).status_code == 422
        assert (await stranger.get(f"{address.base_url}/nothing", headers=known)).status_code == 404
    assert "Loading" in (tmp_path / "logs" / "mistral_rs.log").read_text()


async def test_a_port_that_somebody_took_is_tried_once_more_elsewhere(
    spec: LoadSpec, held_port: int, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    ports = iter([held_port, server_module.free_port()])
    monkeypatch.setattr(server_module, "free_port", lambda: next(ports))
    expected_logs.expect("port .* is in use")
    instance = create()
    await instance.load(spec)
    assert (await collect(instance, ask("Hi", max_tokens=1))).text
    await instance.close()


async def test_who_holds_the_port_is_said_when_that_fails_as_well(
    spec: LoadSpec, held_port: int, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    monkeypatch.setattr(server_module, "free_port", lambda: held_port)
    expected_logs.expect("port .* is in use")
    instance = create()
    with pytest.raises(EngineUnavailable) as refused:
        await instance.load(spec)
    assert refused.value.params["reason"] == "port_in_use"
    assert f"port {held_port} is in use by " in refused.value.message
    assert "python" in refused.value.params["holder"]
    await instance.close()


async def test_a_model_folder_is_loaded_and_quantised_on_the_way(spec: LoadSpec) -> None:
    folder = hf_folder(Path(spec.path))
    instance = create(isq="q8_0")
    await instance.load(replace(spec, path=str(folder), template=""))
    answer = await collect(instance, ask("Say hello.", max_tokens=4))
    assert answer.text.startswith("Hello")
    weights = (folder / "model.safetensors").stat().st_size
    assert (await instance.status()).memory_bytes < 2 * weights
    await instance.close()


async def test_failed_starts_have_their_cause(spec: LoadSpec, tmp_path: Path) -> None:
    wrong = create(isq="q99")
    with pytest.raises(Unsupported, match="quantisation"):
        await wrong.load(spec)
    assert (await wrong.status()).pid is None
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}')
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises((EngineUnavailable, ModelFileError, Unsupported)) as refused:
        await wrong.load(replace(spec, path=str(folder)))
    assert refused.value.hint
    await wrong.close()


async def test_a_server_that_cannot_be_stopped_politely_is_ended_anyway(
    spec: LoadSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "CLOSE_LIMIT_S", 0.0)
    monkeypatch.setattr(backend_module, "PING_LIMIT_S", 0.05)
    instance = create()
    await instance.load(spec)
    pid = (await instance.status()).pid
    await instance.close()
    assert pid is not None
    assert (await instance.status()).pid is None
