"""The echo engine's script, words and behaviour, without a process."""

from __future__ import annotations

from typing import Any

import pytest

from app.backends.echo.script import Script, parse_options, parse_prompt
from app.backends.echo.text import SAMPLE, TOKENS_PER_MESSAGE, answer_tokens, count_prompt, tokens_of
from app.backends.echo.worker import EchoWorker
from app.errors import EngineError, InvalidInput, PromptTooLong
from app.types.generation import Delta, Finished, GenerateRequest, Sampling, StopReason, TextDelta
from app.types.messages import Message, Role
from app.types.models import LoadSpec
from tests.helpers.jobs import ListJob


def play(prompt: str, *already: str, spec: LoadSpec | None = None, **sampling: Any) -> list[Delta]:
    worker = EchoWorker()
    worker.load(spec or LoadSpec("echo", ""))
    messages = (Message.of(Role.USER, prompt), *(Message.of(Role.ASSISTANT, text) for text in already))
    job = ListJob(GenerateRequest(messages, Sampling(**sampling), continue_final=bool(already)))
    worker.start(job)
    assert job.ended
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
