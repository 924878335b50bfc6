"""Lines of Ollama's stream become deltas."""

from __future__ import annotations

import json

import pytest

from app.backends.ollama.answer import AnswerReader, Limits, Line
from app.backends.thinking import tags_of
from app.errors import EngineError
from app.types.generation import Delta, Finished, StopReason, TextDelta, ThinkingDelta, ToolCallDelta

DONE = Line(done="stop", prompt_tokens=7, tokens=3, decode_ns=1_500_000_000)


def read(lines: list[Line], limits: Limits | None = None) -> list[Delta]:
    reader = AnswerReader(limits or Limits())
    deltas: list[Delta] = []
    for line in lines:
        deltas += reader.feed(line)
        if reader.ended:
            break
    return [*deltas, *reader.finish(0.5, 2.0)]


def finished(deltas: list[Delta]) -> Finished:
    last = deltas[-1]
    assert isinstance(last, Finished)
    return last


def text(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))


def thoughts(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, ThinkingDelta))


def test_text_and_figures() -> None:
    deltas = read([Line("The"), Line(" sea"), DONE], Limits(written_tokens=2, choice=1))
    assert deltas[:2] == [TextDelta("The", 1, 1), TextDelta(" sea", 1, 1)]
    end = finished(deltas)
    assert (end.reason, end.choice) == (StopReason.FINISHED, 1)
    assert (end.usage.prompt_tokens, end.usage.completion_tokens) == (7, 5)
    assert end.usage.tokens_per_s == pytest.approx(2.0)
    assert end.usage.first_token_s == 0.5


def test_figures_by_the_clock_where_it_tells_none() -> None:
    usage = finished(read([Line("a"), Line("b"), Line(done="")], Limits(prompt_tokens=9))).usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.tokens_per_s) == (9, 2, 1.0)
    assert finished([*AnswerReader(Limits(stop=("x",))).feed(Line()), *_stopped()]).usage.tokens_per_s == 0.0


def _stopped() -> list[Delta]:
    reader = AnswerReader(Limits(stop=("x",)))
    deltas = list(reader.feed(Line("x")))
    assert reader.ended
    return [*deltas, *reader.finish(0.1, 0.0)]


@pytest.mark.parametrize(("limit", "reason"), [(None, StopReason.CONTEXT), (3, StopReason.LENGTH)])
def test_a_limit_is_the_requests_or_the_windows(limit: int | None, reason: StopReason) -> None:
    assert finished(read([Line("a"), Line(done="length")], Limits(max_tokens=limit))).reason is reason


def test_thoughts_that_ollama_tells_apart() -> None:
    deltas = read([Line(thinking="Hm"), Line(thinking=".", text="Yes"), DONE])
    assert (thoughts(deltas), text(deltas)) == ("Hm.", "Yes")
    assert sum(delta.tokens for delta in deltas if isinstance(delta, (TextDelta, ThinkingDelta))) == 2


def test_thoughts_that_it_leaves_in_the_text() -> None:
    limits = Limits(tags=tags_of("<think>", "</think>"))
    deltas = read([Line("<thi"), Line("nk>Hm"), Line(".</think>"), Line("\n\nYes"), Line("."), DONE], limits)
    assert (thoughts(deltas), text(deltas)) == ("Hm.", "Yes.")
    held = read([Line("a <thi"), DONE], limits)
    assert text(held) == "a <thi"


def test_calls_have_their_arguments_as_text_and_ids_of_their_own() -> None:
    deltas = read([Line(calls=(("weather", {"city": "Köln"}), ("time", {}))), DONE])
    one, two = [delta.call for delta in deltas if isinstance(delta, ToolCallDelta)]
    assert (one.name, json.loads(one.arguments)) == ("weather", {"city": "Köln"})
    assert two.arguments == "{}"
    assert one.id
    assert one.id != two.id
    assert finished(deltas).reason is StopReason.TOOL_CALLS


def test_a_stop_string_in_pieces_ends_it_and_is_not_shown() -> None:
    deltas = read([Line("one E"), Line("N"), Line("D two"), Line("three")], Limits(stop=("END",)))
    assert text(deltas) == "one "
    assert finished(deltas).reason is StopReason.STOP_STRING
    assert finished(deltas).usage.completion_tokens == 3
    assert text(read([Line("one E"), DONE], Limits(stop=("END",)))) == "one E"


def test_an_answer_in_circles_is_ended() -> None:
    reader, count = AnswerReader(Limits()), 0
    while not reader.ended and count < 10_000:
        list(reader.feed(Line(" sea")))
        count += 1
    assert finished(list(reader.finish(0.1, 1.0))).reason is StopReason.REPETITION
    assert reader.tokens == count < 1000


def test_an_end_that_belongs_to_no_answer_is_an_error() -> None:
    with pytest.raises(EngineError):
        read([Line(done="load")])


def test_lone_surrogates_are_replaced() -> None:
    assert text(read([Line("a\ud800"), DONE])) == "a\ufffd"
