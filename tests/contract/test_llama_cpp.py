"""What only llama.cpp promises: the bare loop's text, reused prefixes, typed errors for broken files."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.backends.base import Backend
from app.errors import InvalidInput, ModelFileError
from app.hardware import default_threads
from app.types.generation import PromptRead, Sampling, StopReason
from app.types.messages import Message
from app.types.models import LoadSpec
from tests.bench.bare_llama import PROMPT, run_bare
from tests.contract.cases import Case, ask, assistant, collect, enter, llama_case, starter_file, user

pytestmark = pytest.mark.engine

QUESTION = "Tell me a long story about the sea."
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"
"""What the starter model's template adds by itself."""


@pytest.fixture
def case() -> Case:
    return llama_case()


@pytest.fixture
async def backend(case: Case) -> AsyncIterator[Backend]:
    instance = case.create()
    await instance.load(case.spec)
    yield instance
    await instance.close()


async def test_greedy_text_is_that_of_the_bare_loop(backend: Backend) -> None:
    ours = await collect(backend, ask(QUESTION, max_tokens=64))
    prompt = f"<|im_start|>system\n{SYSTEM}<|im_end|>\n{PROMPT}"
    bare = await asyncio.to_thread(run_bare, starter_file(), prompt, tokens=64)
    assert ours.text == bare.text
    assert ours.finished.usage.completion_tokens == bare.tokens


async def test_greedy_text_does_not_depend_on_what_the_cache_held_before(backend: Backend) -> None:
    request = ask("The wind and the sea and the sand. " * 12 + "Go on.", max_tokens=24)
    first = await collect(backend, request)
    await collect(backend, ask("Something else entirely."))
    assert (await collect(backend, request)).text == first.text


async def test_the_same_seed_draws_the_same_text(backend: Backend) -> None:
    sampling = Sampling(temperature=1.0, seed=7, max_tokens=16)
    texts = [(await collect(backend, ask(QUESTION, sampling=replace(sampling, seed=seed)))).text for seed in (7, 7, 8)]
    assert texts[0] == texts[1] != texts[2]


async def test_the_prefix_is_reused_from_turn_to_turn(backend: Backend) -> None:
    turns: tuple[Message, ...] = (user("Name a fish."),)
    before = 0
    for question in ("And a bird?", "And a tree?", "And a stone?"):
        outcome = await collect(backend, ask(*turns, max_tokens=16))
        usage = outcome.finished.usage
        read = [delta for delta in outcome.deltas if isinstance(delta, PromptRead)]
        assert all(delta.reused_tokens == usage.reused_tokens for delta in read)
        assert usage.reused_tokens >= before
        before = usage.prompt_tokens
        turns = (*turns, assistant(outcome.text), user(question))


async def test_what_was_read_before_a_stop_is_not_read_again(backend: Backend, case: Case) -> None:
    answer = await enter(backend, case, "reading")
    read = await anext(answer)
    await answer.aclose()
    assert isinstance(read, PromptRead)
    again = await enter(backend, case, "reading")
    more = await anext(again)
    assert isinstance(more, PromptRead)
    assert more.reused_tokens >= read.done_tokens
    await again.aclose()


async def test_an_answer_goes_on_as_if_it_had_not_been_interrupted(backend: Backend) -> None:
    whole = await collect(backend, ask(QUESTION, max_tokens=24))
    cut = whole.text.index(" ", 20)
    rest = await collect(backend, ask(QUESTION, assistant(whole.text[:cut]), continue_final=True, max_tokens=24))
    assert (whole.text[:cut] + rest.text).startswith(whole.text)
    assert rest.finished.usage.reused_tokens > 30


async def test_a_full_context_ends_the_answer_with_that_reason(backend: Backend, case: Case) -> None:
    loaded = await backend.load(replace(case.spec, context_tokens=64))
    assert loaded.context_tokens == 64
    outcome = await collect(backend, ask(QUESTION, max_tokens=None))
    usage = outcome.finished.usage
    assert outcome.finished.reason is StopReason.CONTEXT
    assert usage.prompt_tokens + usage.completion_tokens == 65  # the last token needs no place any more


async def test_the_context_is_capped_by_the_trained_one_and_zero_means_it(backend: Backend, case: Case) -> None:
    for wanted in (1_000_000, 0):
        assert (await backend.load(replace(case.spec, context_tokens=wanted))).context_tokens == 8192


async def test_safe_mode_and_default_threads_load_and_answer(backend: Backend, case: Case) -> None:
    assert default_threads() >= 1
    await backend.load(replace(case.spec, safe_mode=True, threads=0, gpu_layers=-1))
    await collect(backend, ask("Hello", max_tokens=2))


async def test_unloading_gives_the_memory_back(backend: Backend) -> None:
    await collect(backend, ask("Hello", max_tokens=2))
    loaded = (await backend.status()).memory_bytes
    await backend.unload()
    assert (await backend.status()).memory_bytes < loaded - 150_000_000


@pytest.mark.parametrize(
    "bad", [{"threads": -1}, {"threads": 2**40}, {"batch_tokens": 0}, {"gpu_layers": -2}, {"context_tokens": -1}]
)
async def test_load_numbers_out_of_range_are_refused(backend: Backend, case: Case, bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        await backend.load(replace(case.spec, **bad))


def broken_files(folder: Path) -> dict[str, Path]:
    """Files that are no models, each in its own way."""
    with starter_file().open("rb") as whole:
        beginning = whole.read(6_000_000)
    contents = {
        "empty": b"",
        "text": b"This is not a model.",
        "only the magic": b"GGUF",
        "cut in the header": beginning[:2000],
        "cut in the weights": beginning,
        "header of noise": b"GGUF\x03\0\0\0" + b"\xff" * 64,
    }
    files = {"missing": folder / "missing.gguf", "a folder": folder}
    for name, content in contents.items():
        files[name] = folder / f"{name}.gguf"
        files[name].write_bytes(content)
    return files


async def test_broken_files_are_typed_errors_and_the_worker_lives_on(case: Case, tmp_path: Path) -> None:
    backend = case.create()
    for name, path in broken_files(tmp_path).items():
        with pytest.raises(ModelFileError) as caught:
            await backend.load(LoadSpec("broken", str(path)))
        assert caught.value.hint, name
        assert str(path) in caught.value.detail, name
    pid = (await backend.status()).pid
    await backend.load(case.spec)
    await collect(backend, ask("Hello", max_tokens=2))
    assert (await backend.status()).pid == pid
    await backend.close()


async def test_a_file_that_is_cut_off_says_by_how_much(case: Case, tmp_path: Path) -> None:
    backend = case.create()
    with pytest.raises(ModelFileError, match="incomplete") as caught:
        await backend.load(LoadSpec("broken", str(broken_files(tmp_path)["cut in the weights"])))
    assert "6000000 bytes" in caught.value.detail
    await backend.close()


async def test_a_failed_load_leaves_no_model_behind(backend: Backend, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError):
        await backend.load(LoadSpec("broken", str(tmp_path / "missing.gguf")))
    assert (await backend.status()).model_id == ""
