"""Many answers side by side in the llama.cpp engine, watched step by step in this process."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.backends.llama_cpp.batching.choice import Choice
from app.backends.llama_cpp.cache.states import Kept
from app.backends.llama_cpp.loading.loaded import Loaded
from app.backends.llama_cpp.worker import LlamaCppWorker
from app.errors import AppError, InvalidInput
from app.types.generation import (
    AnswerFormat,
    Finished,
    FormatKind,
    GenerateRequest,
    Priority,
    PromptRead,
    StopReason,
    TextDelta,
    TokenBias,
)
from app.types.models import LoadSpec
from tests.contract.cases import ask, starter_file
from tests.helpers.jobs import ListJob

pytestmark = pytest.mark.engine

CONTEXT = 512
PARALLEL = 4
LONG = "The wind and the sea and the sand and a gull. " * 18
"""Read in several steps."""
QUESTIONS = (
    "Tell me a long story about the sea.",
    "What is a cat? Describe one in a paragraph.",
    "Explain how bread is baked.",
    "Why is the sky blue?",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[LlamaCppWorker]:
    """The worker's engine with the starter model."""
    worker = LlamaCppWorker()
    spec = LoadSpec("smollm2:135m", str(starter_file()), context_tokens=CONTEXT, threads=1, parallel=PARALLEL)
    worker.load(replace(spec, batch_tokens=48))  # so that also a quick machine reads long prompts in several steps
    yield worker
    worker.unload()


@pytest.fixture(autouse=True)
def _nothing_is_left(engine: LlamaCppWorker) -> Iterator[None]:
    """Each test ends its jobs, and no sequence of the cache belongs to anybody then."""
    yield
    assert not engine.busy
    assert loaded(engine).cache.in_use == 0
    loaded(engine).cache.check()


def loaded(engine: LlamaCppWorker) -> Loaded:
    assert engine._loaded
    return engine._loaded


def start(engine: LlamaCppWorker, request: GenerateRequest) -> ListJob:
    job = ListJob(request)
    engine.start(job)
    return job


def run(engine: LlamaCppWorker, *requests: GenerateRequest) -> list[ListJob]:
    """Answer requests side by side."""
    jobs = [start(engine, request) for request in requests]
    finish(engine, *jobs)
    return jobs


def finish(engine: LlamaCppWorker, *jobs: ListJob) -> None:
    while not all(job.ended for job in jobs):
        step(engine)


def step(engine: LlamaCppWorker) -> None:
    engine.step()
    loaded(engine).cache.check()


def texts(job: ListJob) -> int:
    """Tokens that came as text."""
    return sum(delta.tokens for delta in job.deltas if isinstance(delta, TextDelta))


def reads(job: ListJob) -> list[PromptRead]:
    return [delta for delta in job.deltas if isinstance(delta, PromptRead)]


def until_writing(engine: LlamaCppWorker, job: ListJob) -> None:
    while not texts(job):
        step(engine)


def test_answers_side_by_side_are_those_of_answers_alone(engine: LlamaCppWorker) -> None:
    requests = [ask(question, max_tokens=24) for question in QUESTIONS]
    alone = [run(engine, request)[0] for request in requests]
    together = run(engine, *requests)
    assert [job.text for job in together] == [job.text for job in alone]


def test_one_step_gives_every_running_answer_its_token(engine: LlamaCppWorker) -> None:
    jobs = [start(engine, ask(question, max_tokens=30)) for question in QUESTIONS]
    for job in jobs:
        until_writing(engine, job)
    before = [texts(job) for job in jobs]
    for _ in range(4):
        step(engine)
    assert [texts(job) - count for job, count in zip(jobs, before, strict=True)] == [4, 4, 4, 4]
    finish(engine, *jobs)


def test_a_long_prompt_does_not_hold_up_a_running_answer(engine: LlamaCppWorker) -> None:
    writing = start(engine, ask(QUESTIONS[0], max_tokens=None))
    until_writing(engine, writing)
    reading = start(engine, ask(LONG, max_tokens=1))
    steps, before = 0, texts(writing)
    while not reading.ended:
        step(engine)
        steps += 1
    assert steps >= 3
    assert texts(writing) - before == steps, "one token for each chunk of the other's prompt"
    writing.cancel()
    finish(engine, writing)


def test_two_long_prompts_are_read_side_by_side(engine: LlamaCppWorker) -> None:
    first = start(engine, ask("A. " + LONG, max_tokens=1))
    second = start(engine, ask("B. " + LONG, max_tokens=1))
    while not first.ended and not second.ended:
        step(engine)
    left = [job for job in (first, second) if not job.ended]
    for job in left:
        assert reads(job)[-1].done_tokens > reads(job)[-1].total_tokens / 2
    finish(engine, first, second)


def test_who_waits_interactively_is_read_before_background_work(engine: LlamaCppWorker) -> None:
    later = start(engine, ask("A. " + LONG, max_tokens=1, priority=Priority.BACKGROUND))
    step(engine)
    done = reads(later)[-1].done_tokens
    urgent = start(engine, ask("B. " + LONG, max_tokens=1))
    while not urgent.ended:
        assert reads(later)[-1].done_tokens <= done + 16
        step(engine)
    finish(engine, later)


def test_more_requests_than_places_wait_their_turn(engine: LlamaCppWorker) -> None:
    jobs = [start(engine, ask(f"Count to {number}.", max_tokens=4)) for number in range(PARALLEL + 2)]
    step(engine)
    assert loaded(engine).cache.in_use == PARALLEL
    assert not reads(jobs[-1])
    urgent = start(engine, ask("Now.", max_tokens=4))
    finish(engine, *jobs, urgent)
    assert all(job.error is None for job in jobs)


def test_what_is_urgent_need_not_wait_for_background_work(engine: LlamaCppWorker) -> None:
    later = [start(engine, ask(q, max_tokens=50, priority=Priority.BACKGROUND)) for q in QUESTIONS]
    for job in later:
        until_writing(engine, job)
    (urgent,) = run(engine, ask("Now.", max_tokens=2))
    assert urgent.finished.reason is StopReason.LENGTH
    assert not any(job.ended for job in later)
    for job in later:
        job.cancel()
    finish(engine, *later)


@pytest.mark.parametrize("phase", ["queue", "prefill", "decode"])
def test_a_stop_frees_the_place_and_leaves_the_others_alone(engine: LlamaCppWorker, phase: str) -> None:
    others = [
        start(engine, ask(question, max_tokens=12)) for question in QUESTIONS[: PARALLEL if phase == "queue" else 2]
    ]
    step(engine)
    job = start(engine, ask(LONG if phase == "prefill" else "Go on for ever.", max_tokens=None))
    step(engine)
    if phase == "decode":
        until_writing(engine, job)
    assert not job.ended
    job.cancel()
    step(engine)
    assert job.ended
    assert job.error is None
    assert not any(isinstance(delta, Finished) for delta in job.deltas)
    finish(engine, *others)
    assert all(texts(other) for other in others)


def test_what_was_read_before_a_stop_is_kept(engine: LlamaCppWorker) -> None:
    job = start(engine, ask("C. " + LONG, max_tokens=1))
    step(engine)
    done = reads(job)[-1].done_tokens
    job.cancel()
    finish(engine, job)
    again = start(engine, ask("C. " + LONG, max_tokens=1))
    finish(engine, again)
    assert again.finished.usage.reused_tokens >= done


def test_a_prefix_is_copied_from_an_answer_that_still_runs(engine: LlamaCppWorker) -> None:
    first = start(engine, ask("D. " + LONG, max_tokens=40))
    until_writing(engine, first)
    (second,) = run(engine, ask("D. " + LONG, max_tokens=2))
    assert not first.ended
    usage = second.finished.usage
    assert usage.reused_tokens == usage.prompt_tokens - 2
    finish(engine, first)


def test_a_conversation_comes_back_from_where_it_was_parked(engine: LlamaCppWorker) -> None:
    (first,) = run(engine, ask("E. " + LONG, max_tokens=8))
    run(engine, ask("F. " + LONG, max_tokens=2))
    (again,) = run(engine, ask("E. " + LONG, max_tokens=8))
    assert again.finished.usage.reused_tokens == again.finished.usage.prompt_tokens - 2
    assert again.text == first.text


def test_several_choices_share_one_prompt(engine: LlamaCppWorker) -> None:
    request = ask("G. " + LONG, choices=3)
    request = replace(request, sampling=replace(request.sampling, temperature=1.5, seed=3, max_tokens=8))
    (job,) = run(engine, request)
    ends = {delta.choice: delta for delta in job.deltas if isinstance(delta, Finished)}
    assert sorted(ends) == [0, 1, 2]
    prompt_tokens = ends[0].usage.prompt_tokens
    assert [ends[choice].usage.reused_tokens for choice in (1, 2)] == [prompt_tokens - 2] * 2
    answers = {
        "".join(d.text for d in job.deltas if isinstance(d, TextDelta) and d.choice == choice) for choice in ends
    }
    assert len(answers) == 3
    assert reads(job)[-1].done_tokens == prompt_tokens


def test_more_choices_than_places(engine: LlamaCppWorker) -> None:
    (job,) = run(engine, ask("Hello", max_tokens=2, choices=PARALLEL + 3))
    assert sum(isinstance(delta, Finished) for delta in job.deltas) == PARALLEL + 3


def test_a_stop_ends_all_choices(engine: LlamaCppWorker) -> None:
    job = start(engine, ask(QUESTIONS[0], max_tokens=None, choices=3))
    until_writing(engine, job)
    step(engine)
    job.cancel()
    step(engine)
    assert job.ended


def test_what_an_earlier_attempt_wrote_is_gone_on_with(engine: LlamaCppWorker) -> None:
    (whole,) = run(engine, ask(QUESTIONS[0], max_tokens=30))
    written = whole.text[: whole.text.index(" ", 40)]
    (rest,) = run(engine, ask(QUESTIONS[0], max_tokens=30, written=written, written_tokens=10))
    assert (written + rest.text).startswith(whole.text[: len(written) + 20])
    assert rest.finished.usage.completion_tokens == 30
    assert texts(rest) == 20
    assert rest.finished.usage.prompt_tokens == whole.finished.usage.prompt_tokens


def test_all_was_written_before(engine: LlamaCppWorker) -> None:
    (job,) = run(engine, ask("Hello", max_tokens=5, written="Hi there, you", written_tokens=5))
    assert (job.text, job.finished.reason) == ("", StopReason.LENGTH)


def test_no_tokens_are_wanted(engine: LlamaCppWorker) -> None:
    for _ in range(2):
        (job,) = run(engine, ask("Hello", max_tokens=0))
        assert (job.text, job.finished.reason) == ("", StopReason.LENGTH)
        assert reads(job)[-1].done_tokens == reads(job)[-1].total_tokens


def test_progress_says_how_long_it_will_take(engine: LlamaCppWorker) -> None:
    (job,) = run(engine, ask("H. " + LONG, max_tokens=1))
    told = reads(job)
    assert all(read.remaining_s is not None and read.remaining_s >= 0 for read in told)
    assert told[-1].remaining_s == 0


def test_a_draft_is_read_ahead_and_only_the_last_words_remain(engine: LlamaCppWorker) -> None:
    (draft,) = run(engine, ask("I. " + LONG + "How are y", max_tokens=None, priority=Priority.DRAFT))
    assert (draft.text, draft.finished.reason) == ("", StopReason.LENGTH)
    (sent,) = run(engine, ask("I. " + LONG + "How are you today?", max_tokens=2))
    usage = sent.finished.usage
    assert usage.prompt_tokens - usage.reused_tokens < 16


def test_a_draft_gives_way_at_once_and_goes_on_later(engine: LlamaCppWorker) -> None:
    draft = start(engine, ask("J. " + LONG, priority=Priority.DRAFT))
    step(engine)
    done = reads(draft)[-1].done_tokens
    job = start(engine, ask("Hello", max_tokens=6))
    while not job.ended:
        step(engine)
        assert reads(draft)[-1].done_tokens == done
    finish(engine, draft)
    assert reads(draft)[-1].done_tokens == reads(draft)[-1].total_tokens


def test_sending_while_the_draft_is_still_read_takes_over_what_it_has(engine: LlamaCppWorker) -> None:
    draft = start(engine, ask("K. " + LONG, priority=Priority.DRAFT))
    step(engine)
    done = reads(draft)[-1].done_tokens
    assert done
    (sent,) = run(engine, ask("K. " + LONG, max_tokens=2))
    assert sent.finished.usage.reused_tokens >= done
    draft.cancel()
    finish(engine, draft)


def test_drafts_do_not_take_places_from_others(engine: LlamaCppWorker) -> None:
    drafts = [start(engine, ask(f"{n}. " + LONG, priority=Priority.DRAFT)) for n in range(12)]
    step(engine)
    jobs = run(engine, *[ask(question, max_tokens=2) for question in QUESTIONS])
    assert all(job.finished.reason is StopReason.LENGTH for job in jobs)
    for draft in drafts:
        draft.cancel()
    finish(engine, *drafts)


def test_a_full_context_ends_that_answer_only(engine: LlamaCppWorker) -> None:
    filling = ask(LONG * 2, max_tokens=None)
    model = loaded(engine).model
    ends = tuple(TokenBias(token, -math.inf) for token in range(model.vocabulary) if model.is_end(token))
    full = start(engine, replace(filling, sampling=replace(filling.sampling, logit_bias=ends)))
    other = start(engine, ask("Hello", max_tokens=4))
    finish(engine, full, other)
    assert other.finished.reason is StopReason.LENGTH
    assert full.finished.reason is StopReason.CONTEXT
    usage = full.finished.usage
    assert usage.prompt_tokens + usage.completion_tokens == CONTEXT + 1


def test_without_room_for_all_some_wait_and_every_answer_is_whole(engine: LlamaCppWorker) -> None:
    requests = [ask(f"{n}. {LONG}", max_tokens=12) for n in range(3)]
    alone = [run(engine, request)[0] for request in requests[:1]]
    jobs = run(engine, *requests)
    assert [job.error for job in jobs] == [None] * 3
    assert [job.finished.usage.completion_tokens for job in jobs[:1]] == [alone[0].finished.usage.completion_tokens]
    assert all(job.finished.reason in (StopReason.LENGTH, StopReason.FINISHED) for job in jobs)


def test_one_jobs_mistake_is_its_own(engine: LlamaCppWorker) -> None:
    good = start(engine, ask(QUESTIONS[0], max_tokens=8))
    bad = replace(ask("Hello"), format=AnswerFormat(FormatKind.GRAMMAR, "root ::= ((("))
    with pytest.raises(InvalidInput):
        start(engine, bad)
    finish(engine, good)
    assert good.finished.reason is StopReason.LENGTH


def test_a_failing_sampler_ends_its_own_answer_only(engine: LlamaCppWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    good = start(engine, ask(QUESTIONS[0], max_tokens=8))
    poor = start(engine, ask(QUESTIONS[1], max_tokens=8))
    until_writing(engine, poor)
    scheduler = loaded(engine).scheduler
    choice = next(choice for choice in scheduler._active if choice.job is poor)

    def fail(*_args: object) -> int:
        raise ValueError("on purpose")

    monkeypatch.setattr(choice.answer._sampler, "sample", fail)
    finish(engine, good, poor)
    assert good.finished.reason is StopReason.LENGTH
    assert isinstance(poor.error, AppError)
    assert poor.error.code == "internal"


def test_a_failing_choice_ends_its_siblings_and_nobody_else(
    engine: LlamaCppWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = start(engine, ask(QUESTIONS[0], max_tokens=24))
    poor = start(engine, ask(QUESTIONS[1], max_tokens=24, choices=2))
    scheduler = loaded(engine).scheduler

    def writing() -> list[Choice]:
        return [choice for choice in scheduler._active if choice.job is poor and choice.writes]

    while len(writing()) < 2:
        engine.step()

    def fail(*_args: object) -> int:
        raise ValueError("on purpose")

    monkeypatch.setattr(writing()[0].answer._sampler, "sample", fail)
    finish(engine, good, poor)
    assert good.finished.reason is StopReason.LENGTH
    assert good.error is None
    assert poor.error is not None


def test_a_batch_that_fails_is_tried_one_by_one(engine: LlamaCppWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [start(engine, ask(question, max_tokens=12)) for question in QUESTIONS[:3]]
    for job in jobs:
        until_writing(engine, job)
    context = loaded(engine).context
    assert context
    decode, codes = context.decode, iter([-3, None, -3])

    def failing() -> int:
        code = next(codes, None)
        return decode() if code is None else code

    monkeypatch.setattr(context, "decode", failing)
    finish(engine, *jobs)
    errors = [job.error for job in jobs]
    assert [error is None for error in errors] == [True, False, True]
    assert errors[1]
    assert "-3" in errors[1].detail
    assert texts(jobs[0]) == texts(jobs[2]) == 12


def test_unloading_ends_every_job() -> None:
    worker = LlamaCppWorker()
    worker.load(LoadSpec("smollm2:135m", str(starter_file()), context_tokens=256, threads=1, parallel=2))
    jobs = [start(worker, ask(question, max_tokens=50)) for question in QUESTIONS]
    worker.step()
    worker.unload()
    assert all(job.ended and job.error for job in jobs)
    assert not worker.busy
    worker.step()


def test_kept_texts_take_the_place_of_idle_ones_only_for_want_of_room(engine: LlamaCppWorker) -> None:
    run(engine, ask("A. " + LONG, max_tokens=1))
    cache = loaded(engine).cache
    units = loaded(engine).prompt(ask("A. " + LONG)).units
    kept = cache.copied(units)
    assert kept is not None
    held = [len(slot.units) for slot in cache._slots]
    assert not cache.adopt(Kept(kept.tokens, bytearray(b"no state" * 1000)))
    assert [len(slot.units) for slot in cache._slots] == held
    cache.check()
    copies = CONTEXT // len(kept.tokens) + 2
    assert all(cache.adopt(kept) for _ in range(copies)), "the oldest ones made room"
    cache.check()
    assert sum(len(slot.units) for slot in cache._slots) <= CONTEXT
