"""The echo engine's script, words and behaviour, without a process."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.backends.echo.script import Script, parse_calls, parse_options, parse_prompt
from app.backends.echo.text import SAMPLE, TOKENS_PER_MESSAGE, answer_tokens, count_prompt, tokens_of
from app.backends.echo.worker import EchoWorker
from app.errors import Cancelled, EngineError, InvalidInput, PromptTooLong, Unsupported
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    Priority,
    Sampling,
    StopReason,
    TextDelta,
    ToolCallDelta,
    ToolSpec,
)
from app.types.messages import Message, Role, TextPart, ToolCall
from app.types.models import LoadSpec
from tests.helpers.jobs import ListJob


def play(prompt: str, *already: str, spec: LoadSpec | None = None, **sampling: Any) -> list[Delta]:
    worker = EchoWorker()
    worker.load(spec or LoadSpec("echo", ""))
    messages = (Message.of(Role.USER, prompt), *(Message.of(Role.ASSISTANT, text) for text in already))
    job = ListJob(GenerateRequest(messages, Sampling(**sampling), continue_final=bool(already)))
    worker.start(job)
    while worker.busy:
        worker.step()
    assert job.ended
    if job.error:
        raise job.error
    return job.deltas


def text_of(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))


def end_of(deltas: list[Delta]) -> Finished:
    assert isinstance(deltas[-1], Finished)
    return deltas[-1]


@pytest.mark.parametrize("text", ["", "one", " two  words\n", "x" * 100, "\n" * 30, SAMPLE, "👩‍👩‍👧‍👦 é"])
def test_tokens_join_to_the_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text


def test_prompts_are_counted_by_words_and_messages() -> None:
    assert count_prompt((Message.of(Role.USER, "one two"), Message.of(Role.USER, ""))) == 2 + 2 * TOKENS_PER_MESSAGE


def test_a_text_is_repeated_with_space_between_until_there_is_enough() -> None:
    assert "".join(answer_tokens("a b", 6)) == "a b a b "
    assert "".join(answer_tokens("a b", 1)) == "a"


def test_an_ordinary_prompt_is_no_script() -> None:
    defaults = Script(rate=5)
    assert parse_prompt("echo tokens=5", defaults) == (defaults, "echo tokens=5")
    assert parse_prompt("/echoes", defaults) == (defaults, "/echoes")
    assert parse_prompt("", defaults) == (defaults, "")


def test_a_directive_changes_the_defaults_and_the_rest_is_the_text() -> None:
    script, text = parse_prompt("/echo tokens=5 crash signal=sigkill fail=a_b\nthe\ntext", Script(rate=5))
    assert script == Script(rate=5, tokens=5, crash=True, signal="KILL", fail="a b")
    assert text == "the\ntext"
    assert parse_prompt("/echo", Script())[1] == SAMPLE


@pytest.mark.parametrize(
    "line",
    [
        "/echo what",
        "/echo what=5",
        "/echo tokens=many",
        "/echo tokens=-1",
        "/echo tokens=99999999999",
        "/echo rate=nan",
        "/echo read_s=1e9",
        "/echo hang=maybe",
        "/echo signal=INT",
        "/echo load_s=1",
    ],
)
def test_words_that_mean_nothing_are_refused(line: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_prompt(line, Script())
    assert caught.value.hint


def test_switches_can_be_spelled_out() -> None:
    assert parse_options({"hang": "yes", "crash": "0"}) == Script(hang=True)
    assert parse_options({"crash": False, "load_fail": True}).load_fail


def test_an_unknown_option_is_refused_at_load() -> None:
    with pytest.raises(InvalidInput, match="device"):
        EchoWorker().load(LoadSpec("echo", "", options={"device": "cpu"}))


def test_the_load_can_fail_and_take_its_time() -> None:
    with pytest.raises(EngineError, match="no luck"):
        EchoWorker().load(LoadSpec("echo", "", options={"load_fail": "no luck"}))
    loaded = EchoWorker().load(LoadSpec("echo", "", options={"load_s": 0.05}))
    assert loaded.load_s >= 0.05


def test_it_echoes_and_counts() -> None:
    deltas = play("one two three")
    assert text_of(deltas) == "one two three"
    usage = end_of(deltas).usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (3 + TOKENS_PER_MESSAGE, 3)
    assert end_of(deltas).reason is StopReason.FINISHED


def test_the_last_user_message_counts() -> None:
    assert text_of(play("one two three", "one t")) == "wo three"


@pytest.mark.parametrize("already", ["", "one", "one ", "one two thr", "one two three", "one two three and more"])
def test_a_continued_answer_makes_the_whole(already: str) -> None:
    assert text_of(play("one two three", already)) == "one two three"[len(already) :]


def test_faults_count_from_the_beginning_of_the_whole_answer() -> None:
    with pytest.raises(EngineError, match="told to fail"):
        play("/echo fail_after=2\none two three four")
    assert text_of(play("/echo fail_after=2\none two three four", "one two three")) == " four"


def test_a_fault_behind_the_last_token_happens() -> None:
    with pytest.raises(EngineError):
        play("/echo fail_after=2\none two")


def test_limits_end_the_answer_with_their_reasons() -> None:
    assert end_of(play("one two three", max_tokens=2)).reason is StopReason.LENGTH
    small = LoadSpec("echo", "", context_tokens=8)
    deltas = play("/echo tokens=50", spec=small)
    assert end_of(deltas).reason is StopReason.CONTEXT
    assert end_of(deltas).usage.completion_tokens == 8 - 2 - TOKENS_PER_MESSAGE
    with pytest.raises(PromptTooLong):
        play("one two three four five six", spec=small)


def test_a_stop_string_ends_it_and_held_back_text_is_shown_in_the_end() -> None:
    deltas = play("one two three", stop=("wo th",))
    assert (text_of(deltas), end_of(deltas).reason) == ("one t", StopReason.STOP_STRING)
    deltas = play("one two", stop=("two three",))
    assert (text_of(deltas), end_of(deltas).reason) == ("one two", StopReason.FINISHED)
    assert sum(delta.tokens for delta in deltas if isinstance(delta, TextDelta)) == 2


def test_a_stopped_request_ends_without_a_word() -> None:
    worker = EchoWorker()
    worker.load(LoadSpec("echo", ""))
    for line in ("/echo hang", "/echo hang_after=0", "/echo rate=1 tokens=9", "/echo read_s=60"):
        job = ListJob(GenerateRequest((Message.of(Role.USER, line),)), stopped=True)
        worker.start(job)
        worker.step()
        assert job.ended
        assert not any(isinstance(delta, TextDelta | Finished) for delta in job.deltas)


def test_without_a_model_nothing_is_generated() -> None:
    with pytest.raises(EngineError, match="No model"):
        EchoWorker().start(ListJob(GenerateRequest(())))


def test_a_conversation_needs_a_message() -> None:
    worker = EchoWorker()
    worker.load(LoadSpec("echo", ""))
    with pytest.raises(InvalidInput, match="no message"):
        worker.start(ListJob(GenerateRequest(())))


def several(count: int, *requests: GenerateRequest, parallel: int = 4) -> tuple[EchoWorker, list[ListJob]]:
    """A worker with jobs that were started and not yet played."""
    worker = EchoWorker()
    worker.load(LoadSpec("echo", "", parallel=parallel))
    jobs = [
        ListJob(request, may_pause=True)
        for request in requests or [asked(f"{number} b c d") for number in range(count)]
    ]
    for job in jobs:
        worker.start(job)
    return worker, jobs


def asked(text: str, **changes: Any) -> GenerateRequest:
    return replace(GenerateRequest((Message.of(Role.USER, text),)), **changes)


def test_answers_come_side_by_side_and_the_rest_wait() -> None:
    worker, jobs = several(3, parallel=2)
    while worker.busy:
        worker.step()
    assert [job.text for job in jobs] == ["0 b c d", "1 b c d", "2 b c d"]
    slow, jobs = several(2, asked("/echo hang"), asked("quick"))
    slow.step()
    assert [job.ended for job in jobs] == [False, True]
    jobs[0].cancel()
    slow.step()
    assert jobs[0].ended


def test_one_that_fails_leaves_the_others_alone() -> None:
    worker, jobs = several(2, asked("/echo fail_after=1\na b c"), asked("a b c"))
    while worker.busy:
        worker.step()
    assert isinstance(jobs[0].error, EngineError)
    assert (jobs[0].text, jobs[1].text, jobs[1].error) == ("a", "a b c", None)


def test_an_answer_goes_on_after_a_crash_from_what_was_written() -> None:
    whole = asked("/echo\none two three four five", sampling=Sampling(max_tokens=4))
    _, (job,) = played(replace(whole, written="one two", written_tokens=2))
    assert job.text == " three four"
    assert (job.finished.usage.completion_tokens, job.finished.reason) == (4, StopReason.LENGTH)


def test_what_was_read_is_not_read_again_and_a_draft_writes_nothing() -> None:
    draft = asked("one two thr", priority=Priority.DRAFT, sampling=Sampling(max_tokens=0))
    _, jobs = played(draft, asked("one two three"), asked("one two three"))
    assert [job.text for job in jobs] == ["", "one two three", "one two three"]
    assert [job.finished.usage.reused_tokens for job in jobs] == [0, 3, 4]


def test_drafts_give_way_to_answers() -> None:
    worker, (draft, answer) = several(2, asked("a", priority=Priority.DRAFT), asked("/echo hang"))
    answer.cancel()
    worker.step()
    assert (draft.ended, answer.ended) == (True, True)
    worker, (draft, answer) = several(2, asked("/echo hang", priority=Priority.DRAFT), asked("b"))
    worker.step()
    assert (draft.ended, answer.ended) == (False, True)


def test_unloading_ends_what_runs() -> None:
    worker, (job,) = several(1, asked("/echo hang"))
    worker.unload()
    assert isinstance(job.error, Cancelled)
    assert not worker.busy


def test_one_prompt_has_one_answer() -> None:
    with pytest.raises(Unsupported):
        several(1, asked("a", choices=2))


def played(*requests: GenerateRequest) -> tuple[EchoWorker, list[ListJob]]:
    """One after the other, to their ends."""
    worker, jobs = several(1, requests[0])
    for request in (None, *requests[1:]):
        if request is not None:
            jobs.append(ListJob(request))
            worker.start(jobs[-1])
        while worker.busy:
            worker.step()
    return worker, jobs


CALLS = 'Let me see.\n/tool echo {"text":"hi"}\n  /tool nothing\n/then\n/then\n/tool time {broken\nnever said\n'


def test_calls_go_out_together_until_then() -> None:
    said, calls = parse_calls(CALLS, ())
    assert said == "Let me see.\n"
    assert calls == (ToolCall("echo", '{"text":"hi"}', "echo00000"), ToolCall("nothing", "", "echo00001"))
    assert parse_calls(CALLS, ("hi", "no")) == ("", (ToolCall("time", "{broken", "echo00002"),))
    assert parse_calls(CALLS, ("hi", "no", "never")) == ("hi\nno\nnever", ())
    assert parse_calls("no calls", ()) == ("no calls", ())


def test_tools_are_called_where_they_are_offered_and_their_results_are_the_answer() -> None:
    assert text_of(play(CALLS)) == CALLS, "none are offered"
    asked = (Message.of(Role.USER, "/echo rate=0\n" + CALLS),)
    deltas = calling(asked)
    assert text_of(deltas) == "Let me see.\n"
    calls = [delta.call for delta in deltas if isinstance(delta, ToolCallDelta)]
    assert [call.name for call in calls] == ["echo", "nothing"]
    assert end_of(deltas).reason is StopReason.TOOL_CALLS
    results = [Message(Role.TOOL, (TextPart(call.name),), tool_call_id=call.id) for call in calls]
    more = calling((*asked, *results))
    assert [delta.call.name for delta in more if isinstance(delta, ToolCallDelta)] == ["time"]
    last = calling((*asked, *results, Message.of(Role.TOOL, "12:00")))
    assert (text_of(last), end_of(last).reason) == ("echo\nnothing\n12:00", StopReason.FINISHED)
    short = calling(asked, max_tokens=1)
    assert end_of(short).reason is StopReason.LENGTH
    assert not any(isinstance(delta, ToolCallDelta) for delta in short)


def calling(messages: tuple[Message, ...], **sampling: Any) -> list[Delta]:
    worker = EchoWorker()
    worker.load(LoadSpec("echo", ""))
    job = ListJob(GenerateRequest(messages, Sampling(**sampling), tools=(ToolSpec("echo"),)))
    worker.start(job)
    while worker.busy:
        worker.step()
    return job.deltas
