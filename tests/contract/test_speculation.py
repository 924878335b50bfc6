"""Guessing ahead in the llama.cpp engine: it changes how many steps an answer takes, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.backends.llama_cpp.batching.pays import MOST
from app.backends.llama_cpp.batching.speculation import Speculation
from app.backends.llama_cpp.loading.loaded import Loaded
from app.backends.llama_cpp.native.context import NO_ROOM
from app.backends.llama_cpp.worker import LlamaCppWorker
from app.errors import InvalidInput, ModelFileError
from app.types.generation import (
    AnswerFormat,
    Delta,
    FormatKind,
    GenerateRequest,
    Priority,
    PromptRead,
    Sampling,
    StopReason,
    TextDelta,
    TokenBias,
)
from app.types.models import LoadSpec, Tuning
from app.types.models import Speculation as Speculate
from tests.contract.cases import ask, assistant, starter_file, user
from tests.helpers.jobs import ListJob

pytestmark = pytest.mark.engine

CONTEXT = 512
OTHER_VOCABULARY = Path(__file__).parents[1] / "data" / "vision" / "colour-shape.gguf"
WORDS = "apple, river, stone, cloud, candle, mirror, ladder, garden, button, feather"
COPY = f"Repeat this list exactly, word for word: {WORDS}, {WORDS}, {WORDS}."
SCHEMA = '{"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}'
LIVELY = Sampling(temperature=0.9, seed=11, max_tokens=60)


class Always:
    """Guesses whether it pays or not."""

    def choose(self, most: int) -> int:
        return max(0, most)

    def plain(self, seconds: float) -> None:
        """Time does not count."""

    def told(self, guessed: int, right: int, seconds: float) -> None:
        """Nor does success."""

    def noted(self, *, right: bool) -> None:
        """In neither way."""


class Engine:
    """A worker without a process, watched step by step."""

    def __init__(self, **changes: object) -> None:
        self.worker = LlamaCppWorker(Always)
        spec = LoadSpec("m", str(starter_file()), context_tokens=CONTEXT, threads=1, parallel=2)
        self.worker.load(replace(spec, **changes))  # type: ignore[arg-type]  # each test names fields of LoadSpec
        self.answering = 0
        """Steps in which an answer had begun; how many the prompt takes depends on the time."""

    @property
    def loaded(self) -> Loaded:
        assert self.worker._loaded
        return self.worker._loaded

    @property
    def speculation(self) -> Speculation:
        assert self.loaded.speculation
        return self.loaded.speculation

    def start(self, request: GenerateRequest) -> ListJob:
        job = ListJob(request)
        self.worker.start(job)
        return job

    def step(self) -> None:
        self.worker.step()
        self.loaded.cache.check()

    def run(self, request: GenerateRequest) -> ListJob:
        """The whole answer."""
        job = self.start(request)
        while not job.ended:
            self.step()
            self.answering += any(isinstance(delta, TextDelta) for delta in job.deltas)
        return job

    def guessed(self, act: Callable[[], object]) -> tuple[int, int]:
        """How many tokens were guessed meanwhile, and how many of them were right."""
        before = self.speculation.guessed, self.speculation.right
        act()
        return self.speculation.guessed - before[0], self.speculation.right - before[1]


def made(**changes: object) -> Iterator[Engine]:
    """An engine that is idle, empty of jobs and in step with the library when it is given back."""
    engine = Engine(**changes)
    yield engine
    assert not engine.worker.busy
    assert engine.loaded.cache.in_use == 0
    engine.loaded.cache.check()
    engine.worker.unload()


@pytest.fixture(scope="module")
def plain() -> Iterator[Engine]:
    """The model alone."""
    yield from made(tuning=Tuning(speculation=Speculate.OFF))


@pytest.fixture(scope="module")
def ahead() -> Iterator[Engine]:
    """Guesses from the text."""
    yield from made()


@pytest.fixture(scope="module")
def twin() -> Iterator[Engine]:
    """The model guesses for itself."""
    yield from made(draft_model=str(starter_file()))


def told(job: ListJob) -> list[Delta]:
    """What the person gets, without figures of time."""
    return [delta for delta in job.deltas[:-1] if not isinstance(delta, PromptRead)]


def same(plain: Engine, other: Engine, request: GenerateRequest) -> tuple[ListJob, int]:
    """Both say the same in the same pieces; the guessing one's answer, and how many guesses were right."""
    alone, before = plain.run(request), other.speculation.right
    job = other.run(request)
    assert job.error == alone.error
    assert told(job) == told(alone)
    assert job.finished.reason is alone.finished.reason
    assert job.finished.usage.completion_tokens == alone.finished.usage.completion_tokens
    return job, other.speculation.right - before


def test_greedy_answers_are_the_models_own_in_fewer_steps(plain: Engine, ahead: Engine) -> None:
    request = ask(COPY, max_tokens=80)
    before = plain.answering, ahead.answering
    _, right = same(plain, ahead, request)
    assert right >= 20
    assert ahead.answering - before[1] <= plain.answering - before[0] - right


def test_a_wrong_guess_leaves_nothing_behind(plain: Engine, ahead: Engine) -> None:
    request = ask("Tell me a story about a fox. The fox is a fox, and a fox is the fox.", max_tokens=80)
    guessed, right = ahead.guessed(lambda: same(plain, ahead, request))
    assert guessed > right


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_seed_gives_the_same_text(plain: Engine, ahead: Engine, twin: Engine, seed: int) -> None:
    request = GenerateRequest((user(COPY),), replace(LIVELY, seed=seed))
    same(plain, ahead, request)
    assert same(plain, twin, request)[1]


@pytest.mark.parametrize(
    "sampling",
    [
        replace(LIVELY, repeat_penalty=1.3, presence_penalty=0.5),
        replace(LIVELY, mirostat=2),
        replace(LIVELY, dry_multiplier=0.8),
    ],
    ids=["penalties", "mirostat", "dry"],
)
def test_samplers_that_remember_see_each_token_once(plain: Engine, twin: Engine, sampling: Sampling) -> None:
    same(plain, twin, GenerateRequest((user(COPY),), sampling))


def test_the_model_guesses_its_own_answer(plain: Engine, twin: Engine) -> None:
    request = ask("Why is the sky blue?", max_tokens=1 + 5 * (MOST + 1))
    alone = plain.run(request)
    guessed, right = twin.guessed(lambda: same(plain, twin, request))
    assert guessed == right >= 4 * MOST
    assert alone.finished.reason is StopReason.LENGTH


def test_a_guessing_model_follows_from_chat_to_chat(plain: Engine, twin: Engine) -> None:
    for question in ("Name three cities.", "Name three rivers.", "Name three cities.", "x"):
        same(plain, twin, ask(question, max_tokens=20))


def test_a_guessing_model_reads_long_prompts_bit_by_bit(plain: Engine, twin: Engine) -> None:
    job, right = same(plain, twin, ask("The wind and the sea and a gull. " * 25, max_tokens=40))
    assert job.finished.usage.prompt_tokens > 200
    assert right


def test_the_end_of_the_turn_ends_it_within_guesses(plain: Engine, twin: Engine) -> None:
    job, _ = same(plain, twin, ask("What is the capital of France? One word.", max_tokens=200))
    assert job.finished.reason is StopReason.FINISHED


@pytest.mark.parametrize("limit", range(1, 12))
def test_no_answer_is_longer_than_it_may_be(plain: Engine, twin: Engine, limit: int) -> None:
    job, _ = same(plain, twin, ask("Count from one to fifty.", max_tokens=limit))
    assert job.finished.usage.completion_tokens == limit


@pytest.mark.parametrize("stop", ["stone", ", c", "ndle"])
def test_a_stop_string_ends_it_within_guesses(plain: Engine, ahead: Engine, stop: str) -> None:
    request = ask(COPY, max_tokens=80)
    request = replace(request, sampling=replace(request.sampling, stop=(stop,)))
    job, _ = same(plain, ahead, request)
    assert job.finished.reason is StopReason.STOP_STRING


def test_a_form_holds(plain: Engine, twin: Engine) -> None:
    form = AnswerFormat(FormatKind.JSON_SCHEMA, SCHEMA)
    same(plain, twin, replace(ask("Describe a person as JSON.", max_tokens=60), format=form))


def test_logprobs_are_those_of_the_models_own_rows(plain: Engine, twin: Engine) -> None:
    job, right = same(plain, twin, replace(ask(COPY, max_tokens=30), top_logprobs=3))
    assert right
    assert all(delta.logprobs for delta in told(job) if isinstance(delta, TextDelta) and delta.tokens)


def test_a_full_window_ends_it_at_the_same_token(plain: Engine, twin: Engine) -> None:
    model = plain.loaded.model
    ends = tuple(TokenBias(token, -math.inf) for token in range(model.vocabulary) if model.is_end(token))
    request = ask("Sing about the wind and the sea. " * 46, max_tokens=None)
    request = replace(request, sampling=replace(request.sampling, logit_bias=ends))
    job, _ = same(plain, twin, request)
    assert job.finished.reason is StopReason.CONTEXT


def test_the_cache_of_a_guessed_answer_serves_the_next_turn(plain: Engine, ahead: Engine) -> None:
    first = ask(COPY, max_tokens=40)
    jobs = [engine.run(first) for engine in (plain, ahead)]
    followed = replace(
        ask("x", max_tokens=8), messages=(*first.messages, assistant(jobs[0].text), user("And now backwards."))
    )
    again = [engine.run(followed) for engine in (plain, ahead)]
    assert again[0].text == again[1].text
    assert again[0].finished.usage.reused_tokens == again[1].finished.usage.reused_tokens > 0


def test_two_answers_at_once_do_not_guess(plain: Engine, ahead: Engine) -> None:
    request = ask(COPY, max_tokens=20)

    def together() -> None:
        jobs = [ahead.start(request), ahead.start(ask(COPY, max_tokens=20))]
        while not any(job.ended for job in jobs):
            ahead.step()
        for job in jobs:
            job.cancel()
        ahead.step()

    assert ahead.guessed(together) == (0, 0)


def test_nothing_is_guessed_while_a_prompt_is_read(ahead: Engine) -> None:
    first = ahead.start(ask(COPY, max_tokens=None))
    while not first.text:
        ahead.step()
    second = ahead.start(ask("The sea is wide. " * 40, max_tokens=1, priority=Priority.BACKGROUND))

    def read() -> None:
        while not second.ended:
            ahead.step()

    assert ahead.guessed(read) == (0, 0)
    first.cancel()
    ahead.step()


def test_cancelling_between_guesses_leaves_no_sequence(twin: Engine) -> None:
    job = twin.start(ask(COPY, max_tokens=None))
    while not twin.guessed(twin.step)[1]:
        assert not job.ended
    job.cancel()
    twin.step()
    assert job.ended
    assert twin.loaded.cache.in_use == 0


def test_without_room_for_guesses_the_answer_goes_on_alone(
    plain: Engine, ahead: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ahead.loaded.context
    assert context
    decode, refused = context.decode, []

    def narrow() -> int:
        if context._rows > 1 and any(choice.writes for choice in ahead.loaded.scheduler._active):
            refused.append(context._rows)
            return NO_ROOM
        return decode()

    monkeypatch.setattr(context, "decode", narrow)
    _, right = same(plain, ahead, ask(COPY, max_tokens=40))
    assert refused
    assert not right


def test_a_guessing_model_that_fails_is_given_up(plain: Engine) -> None:
    for engine in made(draft_model=str(starter_file())):
        same(plain, engine, ask("Name three cities.", max_tokens=12))
        model = engine.speculation._model
        assert model
        assert model._context
        model._context.decode = lambda: -1  # type: ignore[method-assign]  # the library fails
        assert not same(plain, engine, ask("Why is the sky blue?", max_tokens=12))[1]
        assert model._context is None


def test_off_means_off(plain: Engine) -> None:
    assert plain.loaded.speculation is None


def test_rounding_that_depends_on_the_batch_means_off() -> None:
    for engine in made(tuning=Tuning(flash_attention="off")):
        assert engine.loaded.speculation is None


def test_a_model_of_another_vocabulary_is_refused() -> None:
    with pytest.raises(InvalidInput, match="another vocabulary"):
        Engine(draft_model=str(OTHER_VOCABULARY))


def test_a_missing_guessing_model_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "gone.gguf"
    with pytest.raises(ModelFileError) as caught:
        Engine(draft_model=str(missing))
    assert str(missing) in caught.value.detail


def test_where_it_is_off_no_guessing_model_is_loaded(tmp_path: Path) -> None:
    off = Tuning(speculation=Speculate.OFF)
    for engine in made(draft_model=str(tmp_path / "gone.gguf"), tuning=off):
        assert engine.run(ask("Hi", max_tokens=2)).text
