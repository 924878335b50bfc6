"""What MLX promises beyond the contract: kept beginnings, chance that can be repeated, drafts, and broken folders."""

from __future__ import annotations

import asyncio
import json
import math
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from app.backends.base import Backend
from app.backends.worker.backend import WorkerBackend
from app.errors import InvalidInput, ModelFileError, Unsupported
from app.types.generation import (
    AnswerFormat,
    FormatKind,
    Priority,
    PromptRead,
    Sampling,
    StopReason,
    TextDelta,
    TokenBias,
)
from app.types.models import LoraSpec, Tuning
from tests.contract.cases import CASES, Case, ask, assistant, collect, enter, stream, user

pytestmark = [pytest.mark.engine, pytest.mark.asyncio(loop_scope="module")]

QUESTION = "What is the capital of France?"


@pytest.fixture(scope="module")
def case() -> Case:
    with CASES["mlx"]() as opened:
        return opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def backend(case: Case) -> AsyncIterator[WorkerBackend]:
    instance = case.create()
    assert isinstance(instance, WorkerBackend)
    await instance.load(case.spec)
    yield instance
    await instance.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bare(case: Case) -> AsyncIterator[Backend]:
    """An instance without a model."""
    instance = case.create()
    yield instance
    await instance.close()


async def test_the_starter_model_knows_the_capital_of_france(backend: Backend) -> None:
    outcome = await collect(backend, ask(QUESTION, max_tokens=16))
    assert "Paris" in outcome.text


async def test_the_end_of_a_turn_ends_the_answer(backend: Backend) -> None:
    outcome = await collect(backend, ask(QUESTION, max_tokens=40))
    assert outcome.finished.reason is StopReason.FINISHED
    assert "<|im_end|>" not in outcome.text


async def test_what_was_read_is_not_read_again(backend: Backend) -> None:
    first = await collect(backend, ask("Name a fish, please.", max_tokens=4))
    before = first.finished.usage
    turns = (user("Name a fish, please."), assistant(first.text), user("And a bird?"))
    second = await collect(backend, ask(*turns, max_tokens=2))
    assert second.finished.usage.reused_tokens >= before.prompt_tokens
    told = [delta for delta in second.deltas if isinstance(delta, PromptRead)]
    assert all(delta.reused_tokens == second.finished.usage.reused_tokens for delta in told)


async def test_text_does_not_depend_on_what_was_kept(backend: Backend) -> None:
    request = ask("Count from one to five, please.", max_tokens=6)
    first = await collect(backend, request)
    await collect(backend, ask("Count from one to ten.", max_tokens=3))
    again = await collect(backend, request)
    assert again.finished.usage.reused_tokens > 0
    assert again.text == first.text


async def test_the_same_seed_draws_the_same_text(backend: Backend) -> None:
    sampling = Sampling(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, max_tokens=6)
    texts = [
        (await collect(backend, ask("Tell me a story.", sampling=replace(sampling, seed=seed)))).text
        for seed in (7, 7, 8)
    ]
    assert texts[0] == texts[1] != texts[2]


async def test_a_ban_is_obeyed_and_probabilities_are_told(backend: Backend) -> None:
    request = replace(ask(QUESTION, max_tokens=1), top_logprobs=2)
    outcome = await collect(backend, request)
    (chosen,) = [one for delta in outcome.deltas if isinstance(delta, TextDelta) for one in delta.logprobs]
    assert chosen.chosen.token == chosen.alternatives[0].token
    assert chosen.alternatives[1].logprob <= chosen.chosen.logprob < 0
    banned = replace(request.sampling, logit_bias=(TokenBias(chosen.chosen.token, -math.inf),))
    other = await collect(backend, replace(request, sampling=banned))
    (instead,) = [one for delta in other.deltas if isinstance(delta, TextDelta) for one in delta.logprobs]
    assert instead.chosen.token == chosen.alternatives[1].token


async def test_penalties_change_what_is_written(backend: Backend) -> None:
    request = ask(QUESTION, max_tokens=5)
    harsh = replace(request.sampling, repeat_penalty=5.0, presence_penalty=2.0, frequency_penalty=2.0)
    plain = await collect(backend, request)
    assert (await collect(backend, replace(request, sampling=harsh))).text != plain.text


async def test_xtc_leaves_the_likeliest_out(backend: Backend) -> None:
    request = ask(QUESTION, max_tokens=4)
    plain = await collect(backend, request)
    others = Sampling(0.01, 0, 1.0, 0.0, repeat_penalty=1.0, xtc_probability=1.0, xtc_threshold=0.01, max_tokens=4)
    assert (await collect(backend, replace(request, sampling=others))).text != plain.text


async def test_an_answer_goes_on_from_what_an_earlier_attempt_wrote(backend: Backend) -> None:
    request = ask(QUESTION, max_tokens=8)
    whole = await collect(backend, request)
    head = whole.text[: whole.text.index(" ", 6)]
    written = len(await backend.tokenize(head)) if isinstance(backend, WorkerBackend) else 0
    rest = await collect(backend, replace(request, written=head, written_tokens=written))
    assert head + rest.text == whole.text
    assert rest.finished.usage.completion_tokens == whole.finished.usage.completion_tokens


async def test_a_draft_is_read_ahead_and_gives_way(backend: Backend, case: Case) -> None:
    typed = "The sea is wide and the wind is cold today, so we stay at home and read"
    draft = replace(ask(typed, max_tokens=0), priority=Priority.DRAFT)
    long = replace(ask(case.long_read, max_tokens=0), priority=Priority.DRAFT)
    waiting = stream(backend, long)
    await anext(waiting)
    await collect(backend, ask("Hello.", max_tokens=1))
    await waiting.aclose()
    read = await collect(backend, draft)
    assert read.text == ""
    sent = await collect(backend, ask(f"{typed} books.", max_tokens=1))
    assert sent.finished.usage.reused_tokens >= read.finished.usage.prompt_tokens - 2


async def test_tokens_are_shown_and_joined(backend: WorkerBackend) -> None:
    shown = await backend.tokenize("The sea 🌊")
    assert "".join(token.text for token in shown).startswith("The sea")
    assert await backend.detokenize(tuple(token.id for token in shown)) == "The sea 🌊"
    for number in (-1, 10**9):
        with pytest.raises(InvalidInput, match="no token"):
            await backend.detokenize((number,))


async def test_the_processor_is_among_the_devices(backend: WorkerBackend) -> None:
    assert "cpu" in {device.kind for device in await backend.devices()}


async def test_what_it_cannot_do_is_refused(backend: Backend) -> None:
    for request in (
        ask("Hello", choices=2),
        ask("Hello", format=AnswerFormat(FormatKind.JSON)),
    ):
        with pytest.raises(Unsupported) as caught:
            await collect(backend, request)
        assert caught.value.hint


async def test_settings_that_it_has_not_are_refused(bare: Backend, case: Case) -> None:
    for changes, error in (
        ({"tuning": Tuning(device="Vulkan0")}, InvalidInput),
        ({"tuning": Tuning(cache_type_k="q8_0")}, InvalidInput),
        ({"context_tokens": -1}, InvalidInput),
        ({"loras": (LoraSpec("/a.gguf"),)}, Unsupported),
        ({"tool_format": "nonsense"}, InvalidInput),
    ):
        with pytest.raises(error) as caught:
            await bare.load(replace(case.spec, **changes))
        assert caught.value.hint


async def test_a_gguf_file_is_refused_with_what_would_do(bare: Backend, case: Case, starter_model: Path) -> None:
    with pytest.raises(ModelFileError, match="not single files") as caught:
        await bare.load(replace(case.spec, path=str(starter_model)))
    assert "llama.cpp" in caught.value.hint


@pytest.mark.parametrize(
    ("file", "contents"),
    [
        ("config.json", b"{"),
        ("config.json", b"[]"),
        ("config.json", b'{"model_type": "../../evil"}'),
        ("config.json", b'{"model_type": "nobody_knows_it"}'),
        ("config.json", b'{"model_type": "cache"}'),
        ("config.json", b'{"model_type": "llama"}'),
        ("config.json", b'{"model_type": "llama", "model_file": "evil.py"}'),
        ("tokenizer.json", b"{}"),
        ("tokenizer_config.json", b"\xff"),
        ("model.safetensors", b"\x08\0\0\0\0\0\0\0{}      "),
        ("model.safetensors", b"\xff" * 64),
        ("chat_template.jinja", b"{% for"),
    ],
    ids=lambda value: value.decode("latin-1")[:24] if isinstance(value, bytes) else value,
)
async def test_a_broken_folder_is_named(bare: Backend, case: Case, tmp_path: Path, file: str, contents: bytes) -> None:
    folder = tmp_path / "model"
    shutil.copytree(case.spec.path, folder, symlinks=False)
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    (folder / file).write_bytes(contents)
    with pytest.raises(ModelFileError) as caught:
        await bare.load(replace(case.spec, path=str(folder), template=""))
    assert caught.value.hint
    assert not (tmp_path / "ran").exists()


async def test_a_window_is_no_larger_than_the_trained_one(bare: Backend, case: Case) -> None:
    trained = json.loads((Path(case.spec.path) / "config.json").read_text())["max_position_embeddings"]
    assert (await bare.load(replace(case.spec, context_tokens=10**6))).context_tokens == trained
    full = await bare.load(replace(case.spec, context_tokens=24))
    assert full.context_tokens == 24
    outcome = await collect(bare, ask("Tell me a long story of the sea.", max_tokens=None))
    assert outcome.finished.reason is StopReason.CONTEXT
    assert outcome.finished.usage.prompt_tokens + outcome.finished.usage.completion_tokens <= 24


async def test_unloading_ends_what_runs(bare: Backend, case: Case) -> None:
    await bare.load(case.spec)
    answer = await enter(bare, case, "writing")
    await asyncio.gather(bare.unload(), answer.aclose())
    assert (await bare.status()).model_id == ""
