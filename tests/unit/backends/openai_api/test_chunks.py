"""Chunks of streamed answers, as real servers send them and as they should not."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from app.backends.openai_api.chunks import ChunkReader
from app.backends.openai_api.quirks import Quirks
from app.backends.thinking import tags_of
from app.errors import AppError, EngineError, EngineUnavailable, PromptTooLong
from app.types.generation import (
    Delta,
    Finished,
    GenerateRequest,
    Sampling,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolCallDelta,
)
from app.types.messages import Message, Role

HI = (Message.of(Role.USER, "Hi"),)
THINKS = Quirks(tags=tags_of("<think>", "</think>"))


def reader(quirks: Quirks | None = None, clock: Callable[[], float] | None = None, **request: Any) -> ChunkReader:
    ticks = count()
    return ChunkReader(
        GenerateRequest(HI, **request),
        quirks or Quirks(),
        prompt_tokens=12,
        clock=clock or (lambda: float(next(ticks))),
    )


def chunk(delta: Any = None, finish: Any = None, index: Any = 0, **more: Any) -> dict[str, Any]:
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish}], **more}


def text_chunk(text: str, **more: Any) -> dict[str, Any]:
    return chunk({"role": "assistant", "content": text}, **more)


def fed(chunks: ChunkReader, *items: Any) -> list[Delta]:
    return [delta for item in items for delta in chunks.feed(item)] + chunks.finish()


def text(deltas: list[Delta], choice: int = 0) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta) and delta.choice == choice)


def thoughts(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, ThinkingDelta))


def calls(deltas: list[Delta]) -> list[tuple[str, str]]:
    return [(delta.call.name, delta.call.arguments) for delta in deltas if isinstance(delta, ToolCallDelta)]


def end(deltas: list[Delta]) -> Finished:
    assert isinstance(deltas[-1], Finished)
    return deltas[-1]


def test_an_answer_as_openai_sends_it() -> None:
    deltas = fed(
        reader(),
        chunk({"role": "assistant", "content": ""}),
        chunk({"content": "Hel"}),
        chunk({"content": "lo"}),
        chunk({}, "stop"),
        {
            "choices": [],
            "usage": {"prompt_tokens": 30, "completion_tokens": 9, "prompt_tokens_details": {"cached_tokens": 8}},
        },
    )
    assert text(deltas) == "Hello"
    finished = end(deltas)
    assert finished.reason is StopReason.FINISHED
    usage = finished.usage
    assert (usage.prompt_tokens, usage.completion_tokens, usage.reused_tokens) == (30, 9, 8)
    assert usage.first_token_s == 1.0
    assert usage.tokens_per_s == 8.0, "8 more tokens in the one second between the pieces"


def test_time_in_a_queue_counts_towards_the_first_token() -> None:
    chunks = reader(clock=lambda: 10.0)
    chunks.started(7.5)
    assert end(fed(chunks, text_chunk("a", finish="stop"))).usage.first_token_s == 2.5


def test_an_answer_as_mistral_rs_sends_it() -> None:
    usage = {"prompt_tokens": 30, "completion_tokens": 2, "avg_compl_tok_per_sec": 26.5}
    deltas = fed(reader(), text_chunk("Hi"), text_chunk("!", finish="stop", usage=usage))
    assert end(deltas).usage.tokens_per_s == 26.5
    odd = {
        "prompt_tokens": True,
        "completion_tokens": -4,
        "avg_compl_tok_per_sec": float("nan"),
        "prompt_tokens_details": 3,
    }
    usage_kept = end(fed(reader(), text_chunk("Hi", finish="stop", usage=odd))).usage
    assert (usage_kept.prompt_tokens, usage_kept.completion_tokens, usage_kept.tokens_per_s) == (12, 1, 0.0)


def test_speeds_of_llama_cpp_and_what_an_earlier_attempt_wrote() -> None:
    deltas = fed(
        reader(written="He", written_tokens=5), text_chunk("llo", finish="stop", timings={"predicted_per_second": 90.0})
    )
    assert end(deltas).usage.tokens_per_s == 90.0
    assert end(deltas).usage.completion_tokens == 6


def test_thoughts_in_fields_of_their_own_and_in_the_text() -> None:
    deltas = fed(
        reader(), chunk({"reasoning_content": "hm"}), chunk({"reasoning": "!"}), text_chunk("Yes", finish="stop")
    )
    assert (thoughts(deltas), text(deltas)) == ("hm!", "Yes")
    deltas = fed(reader(THINKS), text_chunk("<thi"), text_chunk("nk>hm</think>\nYes <th"), chunk({}, "stop"))
    assert (thoughts(deltas), text(deltas)) == ("hm", "Yes <th")
    parts = [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
        {"type": "text", "text": "Yes"},
        {"type": "odd"},
    ]
    deltas = fed(reader(), chunk({"content": parts}, "stop"))
    assert (thoughts(deltas), text(deltas)) == ("hm", "Yes")
    deltas = fed(reader(), chunk({"content": [{"type": "thinking", "thinking": "hm"}]}, "stop"))
    assert thoughts(deltas) == "hm"


def test_a_stop_string_ends_the_answer_at_once() -> None:
    chunks = reader(sampling=Sampling(stop=("END",)))
    assert text(chunks.feed(text_chunk("one E"))) == "one "
    assert not chunks.ended
    chunks.feed(text_chunk("ND two"))
    assert chunks.ended
    assert chunks.feed(text_chunk("three")) == []
    deltas = chunks.finish()
    assert text(deltas) == ""
    assert end(deltas).reason is StopReason.STOP_STRING
    assert end(deltas).usage.prompt_tokens == 12, "the estimate, since the server was not heard to the end"


def test_nothing_after_a_stop_string_in_the_same_piece_is_shown() -> None:
    chunks = reader(THINKS, sampling=Sampling(stop=("END",)))
    call = {"index": 0, "id": "c", "function": {"name": "f", "arguments": "{}"}}
    deltas = fed(chunks, chunk({"content": "aEND<think>hm</think>", "tool_calls": [call]}))
    assert text(deltas) == "a"
    assert thoughts(deltas) == ""
    assert calls(deltas) == []


def test_what_is_held_back_for_a_stop_string_is_shown_at_the_end() -> None:
    assert text(fed(reader(sampling=Sampling(stop=("END",))), text_chunk("the EN", finish="stop"))) == "the EN"


def test_an_answer_in_circles_is_ended() -> None:
    chunks = reader()
    pieces = 0
    while not chunks.ended and pieces < 5000:
        chunks.feed(text_chunk(("again ", "and ")[pieces % 2]))
        pieces += 1
    assert pieces < 1000
    assert end(chunks.finish()).reason is StopReason.REPETITION


def test_tool_calls_in_fragments_also_of_several_at_once() -> None:
    def fragment(index: int | None, name: str | None, arguments: Any, call_id: str | None = None) -> dict[str, Any]:
        return {"index": index, "id": call_id, "function": {"name": name, "arguments": arguments}}

    deltas = fed(
        reader(),
        text_chunk("Let me see."),
        chunk({"tool_calls": [fragment(0, "weather", "", "call_1")]}),
        chunk({"tool_calls": [fragment(1, "time", '{"zone"', "call_2")]}),
        chunk({"tool_calls": [fragment(0, None, '{"city": '), fragment(1, None, ': "CET"}')]}),
        chunk({"tool_calls": [fragment(0, None, '"Rome"}')]}),
        chunk({}, "tool_calls"),
    )
    assert calls(deltas) == [("weather", '{"city": "Rome"}'), ("time", '{"zone": "CET"}')]
    assert [delta.call.id for delta in deltas if isinstance(delta, ToolCallDelta)] == ["call_1", "call_2"]
    assert end(deltas).reason is StopReason.TOOL_CALLS
    whole = [
        {"id": "a", "function": {"name": "f", "arguments": {"x": 1}}},
        {"function": {"name": "g", "arguments": None}},
    ]
    assert calls(fed(reader(), chunk({"tool_calls": whole}, "stop"))) == [("f", '{"x": 1}'), ("g", "{}")]
    same = [{"index": 0, "id": name, "function": {"name": name, "arguments": "{}"}} for name in "ab"]
    assert calls(fed(reader(), chunk({"tool_calls": same}, "stop"))) == [("a", "{}"), ("b", "{}")]
    twice = [{"index": 0, "id": "a", "function": {"name": "f", "arguments": half}} for half in ('{"x":', "1}")]
    assert calls(fed(reader(), chunk({"tool_calls": twice}, "stop"))) == [("f", '{"x": 1}')]


def test_a_call_that_is_none_is_text_unless_it_was_cut_off() -> None:
    broken = {"index": 0, "function": {"name": "weather", "arguments": '{"city'}}
    deltas = fed(reader(), chunk({"tool_calls": [broken]}, "tool_calls"))
    assert text(deltas) == 'weather({"city)'
    assert end(deltas).reason is StopReason.FINISHED
    deltas = fed(reader(sampling=Sampling(max_tokens=1)), chunk({"tool_calls": [broken]}, "length"))
    assert text(deltas) == ""
    assert end(deltas).reason is StopReason.LENGTH
    nameless = {"index": 0, "function": {"arguments": "[]"}}
    assert text(fed(reader(), chunk({"tool_calls": [nameless, {"index": 1}]}, "stop"))) == "([])()"


@pytest.mark.parametrize(
    ("finish", "limit", "reason"),
    [
        ("length", 1, StopReason.LENGTH),
        ("length", 50, StopReason.LENGTH),
        ("length", None, StopReason.LENGTH),
        ("context", None, StopReason.CONTEXT),
        ("max_tokens", 1, StopReason.LENGTH),
        ("something new", 1, StopReason.FINISHED),
    ],
)
def test_why_an_answer_ended(finish: str, limit: int | None, reason: StopReason) -> None:
    deltas = fed(reader(sampling=Sampling(max_tokens=limit)), text_chunk("a", finish=finish))
    assert end(deltas).reason is reason


@pytest.mark.parametrize(
    ("finish", "words"), [("content_filter", "filtered"), ("error", "gave up"), ("canceled", "gave up")]
)
def test_answers_that_a_server_takes_back(finish: str, words: str) -> None:
    chunks = reader()
    chunks.feed(text_chunk("a", finish=finish))
    with pytest.raises(EngineError, match=words):
        chunks.finish()


def test_several_choices_come_mixed() -> None:
    deltas = fed(
        reader(choices=2),
        text_chunk("a", index=0),
        text_chunk("x", index=1),
        text_chunk("b", index=0, finish="stop"),
        text_chunk("y", index=1, finish="length", usage={"prompt_tokens": 3, "completion_tokens": 4}),
    )
    assert (text(deltas, 0), text(deltas, 1)) == ("ab", "xy")
    ends = [delta for delta in deltas if isinstance(delta, Finished)]
    assert [(delta.choice, delta.reason, delta.usage.completion_tokens) for delta in ends] == [
        (0, StopReason.FINISHED, 2),
        (1, StopReason.LENGTH, 2),
    ]


@pytest.mark.parametrize(("written", "reason"), [(87, StopReason.LENGTH), (88, StopReason.CONTEXT)])
def test_only_a_full_window_is_the_end_of_the_window(written: int, reason: StopReason) -> None:
    fills = ChunkReader(
        GenerateRequest(HI), Quirks(), fills=lambda usage: usage.prompt_tokens + usage.completion_tokens >= 100
    )
    usage = {"prompt_tokens": 12, "completion_tokens": written}
    finished = fed(fills, text_chunk("a", finish="length", usage=usage))[-1]
    assert isinstance(finished, Finished)
    assert finished.reason is reason


def test_probabilities_in_both_forms() -> None:
    entry: dict[str, Any] = {"token": "Hi", "logprob": -0.5, "top_logprobs": [{"token": "Yo", "logprob": -1.5}]}
    for logprobs in ({"content": [entry]}, entry):
        item = {"choices": [{"index": 0, "delta": {"content": "Hi"}, "logprobs": logprobs, "finish_reason": "stop"}]}
        shown = fed(reader(), item)[0]
        assert isinstance(shown, TextDelta)
        (chosen,) = shown.logprobs
        assert (chosen.chosen.text, chosen.chosen.logprob) == ("Hi", -0.5)
        assert chosen.alternatives[0].text == "Yo"
    entry["top_logprobs"] = [{"token": 19556, "bytes": "Yo", "logprob": -1.5}]
    (shown, _) = fed(reader(), {"choices": [{"delta": {"content": "Hi"}, "logprobs": entry, "finish_reason": "stop"}]})
    assert isinstance(shown, TextDelta)
    assert (shown.logprobs[0].alternatives[0].token, shown.logprobs[0].alternatives[0].text) == (19556, "Yo")
    nothing = {"choices": [{"delta": {"content": "Hi"}, "logprobs": {"content": None}, "finish_reason": "stop"}]}
    assert text(fed(reader(), nothing)) == "Hi"


def test_what_is_unknown_is_passed_over() -> None:
    deltas = fed(
        reader(),
        {"type": "progress"},
        {"choices": []},
        {"choices": None, "usage": "?"},
        text_chunk("a", finish="stop", new=1),
    )
    assert text(deltas) == "a"


def test_a_stream_that_ends_early_is_an_error_and_one_that_is_complete_is_not() -> None:
    chunks = reader()
    chunks.feed(text_chunk("a"))
    with pytest.raises(EngineUnavailable, match="closed"):
        chunks.finish()
    chunks.done()
    assert end(chunks.finish()).reason is StopReason.FINISHED
    empty = reader()
    empty.done()
    with pytest.raises(EngineUnavailable, match="closed"):
        empty.finish()


def test_an_error_in_the_middle() -> None:
    chunks = reader(sampling=Sampling(stop=("END",)))
    chunks.feed(text_chunk("a EN"))
    with pytest.raises(EngineError) as raised:
        chunks.feed({"error": {"message": "boom sk-abcdef123456"}})
    assert raised.value.detail == "boom …"
    assert text(chunks.flush()) == "EN"
    with pytest.raises(PromptTooLong):
        reader().feed({"error": "the maximum context length is 10"})


@pytest.mark.parametrize(
    "item",
    [
        [],
        "text",
        None,
        {"choices": 5},
        {"choices": {"0": 1}},
        {"choices": [5]},
        chunk({}, index=True),
        chunk({}, index=1),
        chunk({}, index=-1),
        chunk({}, index="0"),
        chunk("text"),
        chunk({"content": 5}),
        chunk({"content": {"a": 1}}),
        chunk({"content": [5]}),
        chunk({"reasoning_content": []}),
        chunk({}, finish=5),
        chunk({"tool_calls": {"a": 1}}),
        chunk({"tool_calls": [5]}),
        chunk({"tool_calls": [{"index": "0"}]}),
        chunk({"tool_calls": [{"index": True}]}),
        chunk({"tool_calls": [{"index": 0, "function": 5}]}),
        chunk({"tool_calls": [{"index": 0, "function": {"arguments": []}}]}),
        chunk({"tool_calls": [{"index": number} for number in range(200)]}),
        chunk({"tool_calls": [{"index": 0, "function": {"arguments": "x" * 5_000_000}}]}),
        {"choices": [{"delta": {"content": "a"}, "logprobs": {"content": 5}}]},
        {"choices": [{"delta": {"content": "a"}, "logprobs": {"content": [5]}}]},
        {"choices": [{"delta": {"content": "a"}, "logprobs": {"token": "a", "logprob": "x"}}]},
        {"choices": [{"delta": {"content": "a"}, "logprobs": {"token": "a", "logprob": True}}]},
    ],
)
def test_wrong_types_are_an_error_and_no_crash(item: Any) -> None:
    with pytest.raises(EngineUnavailable, match="unusable"):
        reader().feed(item)


def test_random_garbage_is_an_error_at_worst() -> None:
    draw = random.Random(5)  # noqa: S311 (the same garbage every time)
    keys = ["choices", "delta", "content", "index", "tool_calls", "function", "arguments", "logprobs", "error", "usage"]

    def garbage(depth: int) -> Any:
        kind = draw.randrange(9 if depth else 6)
        if kind < 6:
            return draw.choice([None, True, 0, -1, 1e400, "", "text", "\ud800", [], {}])
        if kind == 6:
            return [garbage(depth - 1) for _ in range(draw.randrange(3))]
        return {draw.choice(keys): garbage(depth - 1) for _ in range(draw.randrange(4))}

    for _ in range(3000):
        chunks = reader(THINKS, sampling=Sampling(stop=("x",)), choices=2)
        for _ in range(3):
            try:
                chunks.feed({"choices": [garbage(4)]} if draw.random() < 0.7 else garbage(5))
            except AppError:
                break
        chunks.flush()
