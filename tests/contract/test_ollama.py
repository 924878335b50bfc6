"""What only Ollama does: its own models, fetching and handing over, chats that outgrow its window, its death.

Runs against a real server; skips with the sentence that says how to build one.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.backends.base import Keeps, Probes, Pulls
from app.backends.ollama.backend import OllamaBackend
from app.backends.ollama.engine import OllamaEngine
from app.errors import (
    EngineError,
    EngineUnavailable,
    InvalidInput,
    ModelFileError,
    ModelNotFound,
    PromptTooLong,
    Unsupported,
    WorkerDied,
)
from app.gguf import read_header
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.embeddings import EmbedRequest
from app.types.engines import EngineState, OllamaOptions, PullProgress
from app.types.generation import AnswerFormat, Finished, FormatKind, Sampling, StopReason, TextDelta, ToolSpec
from app.types.models import BackendName, Capability, LoadSpec, ModelSource, ModelSpec, SourceKind
from app.types.privacy import LedgerEntry, Purpose
from tests.contract.cases import ask, assistant, collect, starter_file, stream, user
from tests.helpers.model_registry import Registry, model_registry
from tests.helpers.ollama_server import OllamaProcess, hand_over, ollama_server
from tests.helpers.tiny_models import write_bert

pytestmark = pytest.mark.engine

MODEL = "smollm2:135m"
SMALL = 512
"""A window that is soon full."""
SPEC = LoadSpec(MODEL, "/wherever/it/was.gguf", context_tokens=SMALL)
WEATHER = ToolSpec("weather", "Tells the weather.", '{"type":"object","properties":{"city":{"type":"string"}}}')


class Notes:
    """A ledger that keeps what it is told."""

    def __init__(self) -> None:
        self.entries: list[LedgerEntry] = []

    def note(self, entry: LedgerEntry) -> None:
        self.entries.append(entry)


@pytest.fixture(scope="module")
def server() -> Iterator[OllamaProcess]:
    """One for this file, with the starter model."""
    with ollama_server() as running:
        hand_over(running, starter_file(), MODEL)
        yield running


@pytest.fixture
def mortal() -> Iterator[OllamaProcess]:
    """One that a test may kill, with the starter model."""
    with ollama_server() as running:
        hand_over(running, starter_file(), MODEL)
        yield running


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with model_registry() as running:
        yield running


def engine_of(server: OllamaProcess, ledger: Notes | None = None) -> OllamaEngine:
    return OllamaEngine(Net(NetOptions, ledger or Notes()), lambda: OllamaOptions(server.host))


Make = Callable[..., OllamaBackend]


@pytest.fixture
async def make() -> AsyncIterator[Make]:
    """Makes instances for a server; all are closed at the end."""
    instances: list[OllamaBackend] = []

    def made(server: OllamaProcess, exits: list[str] | None = None) -> OllamaBackend:
        backend = engine_of(server).create((exits if exits is not None else []).append)
        assert isinstance(backend, OllamaBackend)
        instances.append(backend)
        return backend

    yield made
    for instance in instances:
        await instance.close()


async def made(server: OllamaProcess, name: str, **parts: Any) -> None:
    """A variant of the starter model."""
    import ollama

    client = ollama.AsyncClient(server.host)
    await client.create(name, from_=engine_of(server).name_for(MODEL), **parts)
    await client._client.aclose()


async def steps_of(steps: Any) -> list[PullProgress]:
    return [step async for step in steps]


# ---- What it has ---------------------------------------------------------------------------------------------------


async def test_a_look_finds_the_server_its_models_and_what_they_can(server: OllamaProcess) -> None:
    engine = engine_of(server)
    assert isinstance(engine, Probes)
    assert isinstance(engine, Keeps)
    assert isinstance(engine, Pulls)
    assert not engine.availability().usable
    await engine.probe()
    there = engine.availability()
    assert there.usable
    assert there.state is EngineState.READY
    assert there.version
    assert there.where == f"http://{server.host}"
    kept = {spec.id: spec for spec in engine.kept()}["ollama/tektra/smollm2:135m"]
    assert kept.source == ModelSource(SourceKind.ENGINE, "tektra/smollm2:135m")
    assert kept.backend_preferences == (BackendName.OLLAMA,)
    assert kept.capabilities == {Capability.TEXT}
    assert "Q4_1" in kept.description
    assert "8,192" in kept.description
    assert engine.supports(kept, None).ok


async def test_a_file_is_supported_once_it_was_handed_over(server: OllamaProcess) -> None:
    engine = engine_of(server)
    await engine.probe()
    facts = read_header(starter_file())
    model = ModelSpec(MODEL, "SmolLM2", ModelSource(SourceKind.FILE, str(starter_file())))
    support = engine.supports(model, facts)
    assert support.ok
    assert support.abilities is not None
    assert Capability.CONTINUE in support.abilities
    other = engine.supports(replace(model, id="mine"), facts)
    assert not other.ok
    assert "tektra give mine" in other.reason
    changed = engine.supports(model, replace(facts, file_bytes=facts.file_bytes // 2))
    assert not changed.ok
    assert "another file" in changed.reason


async def test_its_own_model_is_loaded_by_its_name(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    loaded = await backend.load(LoadSpec("ollama/x", "TEKTRA/smollm2:135M", context_tokens=SMALL))
    assert loaded.context_tokens == SMALL
    assert (await collect(backend, ask("Hello.", max_tokens=2))).text


async def test_a_window_is_no_larger_than_the_model_was_trained_for(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    assert (await backend.load(replace(SPEC, context_tokens=100_000))).context_tokens == 8192


async def test_a_model_that_it_does_not_have_is_named_with_the_remedy(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    with pytest.raises(ModelNotFound, match="nobody/has-this") as caught:
        await backend.load(LoadSpec("x", "nobody/has-this"))
    assert "tektra pull nobody/has-this:latest" in caught.value.hint


async def test_a_file_that_it_does_not_have_any_more_is_a_failure_of_the_engine(
    server: OllamaProcess, make: Make
) -> None:
    with pytest.raises(EngineError, match="any more") as caught:
        await make(server).load(LoadSpec("other", "/other.gguf"))
    assert "tektra give other" in caught.value.hint


# ---- Chats that outgrow the window ---------------------------------------------------------------------------------


async def test_a_long_chat_is_refused_where_its_beginning_would_be_left_out(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    old = [
        turn
        for number in range(12)
        for turn in (user(f"Fact {number}: " + "the sea is wide. " * 12), assistant("Yes."))
    ]
    with pytest.raises(PromptTooLong) as caught:
        await collect(backend, ask(*old, "What was the first fact?", max_tokens=4))
    assert caught.value.params["prompt_tokens"] > caught.value.params["context_tokens"] == SMALL
    short = await collect(backend, ask(*old[:8], "What was the first fact?", max_tokens=4))
    assert short.finished.usage.prompt_tokens > SMALL // 4


async def test_one_message_longer_than_the_window_is_refused(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    with pytest.raises(PromptTooLong):
        await collect(backend, ask("the sea is wide. " * 150, max_tokens=4))
    fits = await collect(backend, ask("the sea is wide. " * 80, max_tokens=4))
    assert fits.finished.usage.prompt_tokens > SMALL // 2


async def test_a_long_message_in_the_middle_is_not_taken_for_left_out(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    chat = (user("the sea is wide. " * 70), assistant("Yes."), user("Is it?"))
    whole = await collect(backend, ask(*chat, max_tokens=4))
    assert whole.finished.usage.prompt_tokens > 300


async def test_an_answer_without_a_limit_ends_with_the_window(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(replace(SPEC, context_tokens=64))
    greedy = Sampling(temperature=0.0, repeat_penalty=1.0, max_tokens=None)
    outcome = await collect(backend, ask("Count.", sampling=replace(greedy, max_tokens=None, temperature=1.5, seed=1)))
    usage = outcome.finished.usage
    assert usage.prompt_tokens + usage.completion_tokens <= 64
    assert outcome.finished.reason in (StopReason.CONTEXT, StopReason.FINISHED)


# ---- Forms, tools, thoughts, vectors -------------------------------------------------------------------------------


async def test_an_answer_has_the_form_that_was_asked_for(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    schema = '{"type":"object","properties":{"sea":{"type":"boolean"}},"required":["sea"]}'
    outcome = await collect(
        backend, ask("Is the sea wet?", max_tokens=40, format=AnswerFormat(FormatKind.JSON_SCHEMA, schema))
    )
    assert isinstance(json.loads(outcome.text)["sea"], bool)
    with pytest.raises(Unsupported, match="grammar"):
        await collect(backend, ask("Hello", format=AnswerFormat(FormatKind.GRAMMAR, 'root ::= "a"')))


async def test_tools_are_for_models_whose_template_knows_them(server: OllamaProcess, make: Make) -> None:
    from app.backends.ollama.templates import form_for

    form = form_for("<|im_start|> <tool_call>")
    assert form
    await made(server, "hermes", template=form.template)
    backend = make(server)
    loaded = await backend.load(LoadSpec("h", "hermes", context_tokens=1024))
    assert {Capability.TOOLS, Capability.CONTINUE} <= loaded.abilities
    call = '<tool_call>\n{"name": "weather", "arguments": {"city": "Rome"}}\n</tool_call>'
    outcome = await collect(backend, ask(f"Say exactly this:\n{call}", max_tokens=40, tools=(WEATHER,)))
    assert outcome.deltas
    with pytest.raises(Unsupported, match="leaves it to the model"):
        await collect(backend, ask("Hello", tools=(WEATHER,), tool_choice="required"))


THINKS = """{{- range $i, $_ := .Messages }}
{{- $last := eq (len (slice $.Messages $i)) 1 }}<|im_start|>{{ .Role }}
{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ .Content }}<|im_end|>
{{ if $last }}<|im_start|>assistant
{{ if and $.IsThinkSet $.Think }}<think>
{{ end }}{{ end }}{{ end }}"""


async def test_thoughts_come_apart_from_the_answer(server: OllamaProcess, make: Make) -> None:
    await made(server, "thinker", template=THINKS)
    backend = make(server)
    loaded = await backend.load(LoadSpec("t", "thinker", context_tokens=SMALL))
    assert Capability.THINKING in loaded.abilities
    for thinking in (True, None, False):
        outcome = await collect(backend, ask("Is the sea wet?", max_tokens=8, thinking=thinking))
        assert outcome.text or outcome.thoughts


async def test_a_template_that_closes_every_turn_continues_none(server: OllamaProcess, make: Make) -> None:
    await made(
        server, "closed", template="{{ range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}"
    )
    backend = make(server)
    loaded = await backend.load(LoadSpec("c", "closed", context_tokens=SMALL))
    assert Capability.CONTINUE not in loaded.abilities
    with pytest.raises(Unsupported, match="middle of an answer"):
        await collect(backend, ask("One", assistant("Two"), continue_final=True))


async def test_an_embedding_model_makes_vectors_and_no_text(server: OllamaProcess, tmp_path: Path, make: Make) -> None:
    hand_over(server, write_bert(tmp_path / "bert.gguf"), "bert")
    backend = make(server)
    loaded = await backend.load(LoadSpec("bert", "/x.gguf", context_tokens=64))
    assert loaded.abilities == {Capability.EMBEDDINGS}
    vectors = await backend.embed(EmbedRequest(("one", "two")))
    (one,), (two,) = vectors.texts
    assert one != two
    assert sum(number * number for number in one) == pytest.approx(1.0, abs=1e-3)
    assert vectors.tokens > 0
    with pytest.raises(Unsupported):
        await backend.embed(EmbedRequest(("one",), normalize=False))
    with pytest.raises(InvalidInput):
        await backend.embed(EmbedRequest(("word " * 500,)))


async def test_several_choices_are_several_answers(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    sampling = Sampling(temperature=1.5, seed=7, max_tokens=6)
    deltas = [delta async for delta in stream(backend, ask("Tell me about the sea.", sampling=sampling, choices=2))]
    texts = ["".join(d.text for d in deltas if isinstance(d, TextDelta) and d.choice == choice) for choice in (0, 1)]
    assert all(texts)
    assert texts[0] != texts[1]
    assert [delta.choice for delta in deltas if isinstance(delta, Finished)] == [0, 1]


async def test_requests_with_other_sampling_do_not_load_the_model_anew(server: OllamaProcess, make: Make) -> None:
    backend = make(server)
    await backend.load(SPEC)
    before = server.log.count("starting runner") + server.log.count("starting llama server")
    await collect(backend, ask("Hello.", max_tokens=2))
    await collect(backend, ask("Hello.", sampling=Sampling(stop=("x",), max_tokens=3, seed=3)))
    assert server.log.count("starting runner") + server.log.count("starting llama server") == before


# ---- Its death -----------------------------------------------------------------------------------------------------


async def test_a_server_that_dies_in_mid_answer_is_told(mortal: OllamaProcess, make: Make) -> None:
    exits: list[str] = []
    backend = make(mortal, exits)
    await backend.load(SPEC)
    answer = stream(backend, ask("Write all the numbers from 1 to 1000.", max_tokens=None))
    await anext(answer)
    mortal.stop(kill=True)
    with pytest.raises(WorkerDied) as caught:
        async for _ in answer:
            pass
    assert caught.value.params["before_first_token"] is False
    assert caught.value.hint
    with pytest.raises(EngineUnavailable) as absent:
        await collect(backend, ask("Anybody?"))
    assert absent.value.params["reason"] == "absent"
    assert "ollama serve" in absent.value.hint
    assert len(exits) == 1
    with pytest.raises(WorkerDied):
        await backend.ping()
    mortal.start()
    await backend.load(SPEC)
    assert (await collect(backend, ask("Again.", max_tokens=2))).text


async def test_a_runner_that_dies_in_mid_answer_is_told(mortal: OllamaProcess, make: Make) -> None:
    backend = make(mortal)
    await backend.load(SPEC)
    answer = stream(backend, ask("Write all the numbers from 1 to 1000.", max_tokens=None))
    await anext(answer)
    for pid in mortal.family()[1:]:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(WorkerDied) as caught:
        async for _ in answer:
            pass
    assert caught.value.params["before_first_token"] is False
    await backend.ping()


async def test_without_a_server_a_look_says_what_to_do(mortal: OllamaProcess) -> None:
    engine = engine_of(mortal)
    await engine.probe()
    mortal.stop()
    await engine.probe()
    there = engine.availability()
    assert there.state is EngineState.NOT_RUNNING
    assert "ollama serve" in there.hint
    with pytest.raises(EngineUnavailable):
        await engine.create(lambda _: None).load(SPEC)


# ---- Fetching, handing over, removing ------------------------------------------------------------------------------


async def test_a_model_is_fetched_with_progress_and_is_in_the_ledger(server: OllamaProcess, registry: Registry) -> None:
    registry.offer("someone/sea:1b", starter_file())
    ledger = Notes()
    engine = engine_of(server, ledger)
    name = f"{registry.host}/someone/sea:1b"
    steps = await steps_of(engine.pull(name))
    assert steps[-1].status == "success"
    sizes = [step.total_bytes for step in steps if step.total_bytes]
    assert sizes[-1] >= starter_file().stat().st_size
    assert all(step.done_bytes <= step.total_bytes for step in steps if step.total_bytes)
    assert {entry.purpose for entry in ledger.entries} == {Purpose.PULL}
    await engine.probe()
    assert f"ollama/{name}" in {spec.id for spec in engine.kept()}
    await engine.remove(name)
    await engine.probe()
    assert f"ollama/{name}" not in {spec.id for spec in engine.kept()}
    with pytest.raises(ModelNotFound):
        await engine.remove(name)


async def test_a_model_that_nobody_has_is_named(server: OllamaProcess, registry: Registry) -> None:
    with pytest.raises(ModelNotFound, match="no/such"):
        await steps_of(engine_of(server).pull(f"{registry.host}/no/such:1b"))


async def test_a_fetch_that_is_left_ends_at_the_server(
    mortal: OllamaProcess, registry: Registry, tmp_path: Path
) -> None:
    file = write_bert(tmp_path / "other.gguf", context=96)
    with file.open("ab") as grown:
        grown.write(os.urandom(4_000_000))  # as large as several parts, and unlike every other file
    registry.offer("someone/slow:1b", file)
    registry.hold_at = 1_000_000
    try:
        steps = engine_of(mortal).pull(f"{registry.host}/someone/slow:1b")
        async with asyncio.timeout(30), aclosing(steps):
            async for step in steps:
                if 0 < step.done_bytes < step.total_bytes:
                    break
        engine = engine_of(mortal)
        await engine.probe()
        assert not any("slow" in spec.id for spec in engine.kept())
    finally:
        registry.hold_at = None
        registry.go_on.set()


async def test_handing_over_twice_sends_the_bytes_once(server: OllamaProcess, tmp_path: Path) -> None:
    ledger = Notes()
    file = write_bert(tmp_path / "again.gguf", context=80)
    size = file.stat().st_size
    first = await steps_of(engine_of(server, ledger).hand_over(file, "tektra/again"))
    assert first[-1] == PullProgress("success", 2 * size, 2 * size)
    sent = sum(entry.bytes_sent for entry in ledger.entries)
    assert sent >= size
    assert {entry.purpose for entry in ledger.entries} == {Purpose.HAND_OVER}
    await steps_of(engine_of(server, ledger).hand_over(file, "tektra/again"))
    assert sum(entry.bytes_sent for entry in ledger.entries) < sent + size
    await engine_of(server).remove("tektra/again")


async def test_what_is_no_model_is_not_handed_over(server: OllamaProcess, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(starter_file().read_bytes()[:4096])
    for path in (broken, tmp_path / "nowhere.gguf"):
        with pytest.raises(ModelFileError):
            await steps_of(engine_of(server).hand_over(path, "tektra/broken"))
    with pytest.raises(InvalidInput):
        await steps_of(engine_of(server).hand_over(starter_file(), "../../etc/passwd"))
