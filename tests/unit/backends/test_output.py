"""From the bytes of tokens to the deltas of an answer."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from app.backends.output import OutputParser
from app.backends.thinking import detect_thinking, tags_of
from app.backends.tool_calls import HERMES, LLAMA3, MISTRAL, ToolFormat
from app.types.generation import (
    ChosenToken,
    Delta,
    StopReason,
    TextDelta,
    ThinkingDelta,
    TokenLogprob,
    ToolCallDelta,
)

THINK = tags_of("<think>", "</think>")
CALL = '<tool_call>{"name": "clock", "arguments": {}}</tool_call>'


def feed(parser: OutputParser, pieces: Iterable[str | bytes]) -> list[Delta]:
    deltas: list[Delta] = []
    for number, piece in enumerate(pieces):
        data = piece.encode() if isinstance(piece, str) else piece
        chosen = ChosenToken(TokenLogprob(number, data.decode("utf-8", "replace"), -0.5))
        deltas += parser.feed(data, chosen)
    return deltas + parser.finish()


def texts(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, TextDelta))


def thoughts(deltas: list[Delta]) -> str:
    return "".join(delta.text for delta in deltas if isinstance(delta, ThinkingDelta))


def calls(deltas: list[Delta]) -> list[str]:
    return [delta.call.name for delta in deltas if isinstance(delta, ToolCallDelta)]


def tokens(deltas: list[Delta]) -> int:
    return sum(delta.tokens for delta in deltas if isinstance(delta, TextDelta | ThinkingDelta | ToolCallDelta))


def noted(deltas: list[Delta]) -> list[str]:
    """The texts of the tokens whose logprobs came with text."""
    return [token.chosen.text for delta in deltas if isinstance(delta, TextDelta) for token in delta.logprobs]


def test_plain_text_comes_token_by_token() -> None:
    parser = OutputParser(choice=2)
    chosen = ChosenToken(TokenLogprob(7, "Hi", -0.1))
    assert parser.feed(b"Hi", chosen) == [TextDelta("Hi", 1, 2, (chosen,))]
    assert parser.feed(b" there") == [TextDelta(" there", 1, 2)]
    assert parser.finish() == []
    assert parser.ended is None
    assert parser.special_texts == frozenset()


def test_a_character_in_parts_comes_whole_with_all_its_tokens() -> None:
    deltas = feed(OutputParser(), [bytes([byte]) for byte in "é👋a".encode()])
    assert [delta.text for delta in deltas if isinstance(delta, TextDelta)] == ["é", "👋", "a"]
    assert [delta.tokens for delta in deltas if isinstance(delta, TextDelta)] == [2, 4, 1]
    assert len(noted(deltas)) == 7


def test_half_a_character_at_the_end_is_dropped() -> None:
    assert texts(feed(OutputParser(), ["ok", "👋".encode()[:-1]])) == "ok"


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert texts(feed(OutputParser(), [b"a\xffb", b"c"])) == "a\ufffdbc"


def test_a_control_token_counts_and_says_nothing() -> None:
    assert feed(OutputParser(), ["a", b"", "b"]) == [
        TextDelta("a", 1, 0, (ChosenToken(TokenLogprob(0, "a", -0.5)),)),
        TextDelta("b", 2, 0, (ChosenToken(TokenLogprob(1, "", -0.5)), ChosenToken(TokenLogprob(2, "b", -0.5)))),
    ]


def test_a_stop_string_ends_the_answer() -> None:
    parser = OutputParser(stops=("###",))
    assert texts(feed(parser, ["one #", "#", "# two", " three"])) == "one "
    assert parser.ended is StopReason.STOP_STRING
    assert parser.feed(b"more") == []


def test_a_stop_string_of_partial_characters() -> None:
    data = "bye 👋".encode()
    parser = OutputParser(stops=("👋",))
    assert texts(feed(parser, [data[:6], data[6:]])) == "bye "
    assert parser.ended is StopReason.STOP_STRING


def test_what_is_held_back_keeps_its_count_and_its_logprobs() -> None:
    parser = OutputParser(stops=("####",))
    first = parser.feed(b"a#", ChosenToken(TokenLogprob(0, "a#", -1)))
    assert first == [TextDelta("a", 1, 0, (ChosenToken(TokenLogprob(0, "a#", -1)),))]
    assert parser.feed(b"#", ChosenToken(TokenLogprob(1, "#", -1))) == []
    (second,) = parser.feed(b"b", ChosenToken(TokenLogprob(2, "b", -1)))
    assert isinstance(second, TextDelta)
    assert (second.text, second.tokens) == ("##b", 2)
    assert [token.chosen.token for token in second.logprobs] == [1, 2]


def test_tokens_of_a_stop_string_are_not_shown() -> None:
    deltas = feed(OutputParser(stops=("STOP",)), ["yes", "ST", "OP"])
    assert noted(deltas) == ["yes"]


def test_thoughts_are_apart() -> None:
    parser = OutputParser(thinking=THINK)
    deltas = feed(parser, ["<th", "ink>", "\n", "Hm", ".", "</think", ">\n\n", "Yes", "!"])
    assert thoughts(deltas) == "Hm."
    assert texts(deltas) == "Yes!"
    assert tokens(deltas) == 9, "tags are counted with what they led to"
    assert noted(deltas) == ["Yes", "!"], "the logprobs of thoughts and tags are nobody's"


def test_a_thought_that_the_prompt_opened() -> None:
    parser = OutputParser(thinking=THINK, in_thinking=True)
    assert parser.thinks
    deltas = feed(parser, ["Hm", "</think>", "Yes"])
    assert (thoughts(deltas), texts(deltas)) == ("Hm", "Yes")
    assert not parser.thinks


def test_stop_strings_are_looked_for_in_the_answer_only() -> None:
    parser = OutputParser(stops=("stop", "{"), thinking=THINK, tools=HERMES)
    deltas = feed(parser, ["<think>", "stop", "</think>", "a ", CALL, "b ", "stop", "c"])
    assert (thoughts(deltas), texts(deltas), calls(deltas)) == ("stop", "a b ", ["clock"])
    assert parser.ended is StopReason.TOOL_CALLS


def test_after_a_stop_string_nothing_comes() -> None:
    parser = OutputParser(stops=("stop",), thinking=THINK, tools=HERMES)
    deltas = feed(parser, [f"a stop{CALL}<think>b</think>c"])
    assert deltas == [TextDelta("a ", 1, 0, (ChosenToken(TokenLogprob(0, f"a stop{CALL}<think>b</think>c", -0.5)),))]
    assert parser.ended is StopReason.STOP_STRING


def test_tool_calls() -> None:
    parser = OutputParser(tools=HERMES, choice=1)
    deltas = feed(parser, ["Let me", " see", "<tool", "_call>", CALL[11:], "\n", CALL])
    assert texts(deltas) == "Let me see"
    assert calls(deltas) == ["clock", "clock"]
    assert tokens(deltas) == 7
    assert all(delta.choice == 1 for delta in deltas if isinstance(delta, TextDelta | ToolCallDelta))
    assert parser.ended is StopReason.TOOL_CALLS


def test_several_calls_in_one_share_their_tokens() -> None:
    parser = OutputParser(tools=replace(LLAMA3, tools=frozenset({"a", "b"})))
    array = '<|python_tag|>[{"name": "a", "parameters": {}}, {"name": "b", "parameters": {}}]'
    deltas = feed(parser, [array[:20], array[20:]])
    assert [(delta.call.name, delta.tokens) for delta in deltas if isinstance(delta, ToolCallDelta)] == [
        ("a", 2),
        ("b", 0),
    ]


def test_what_was_no_call_is_text_with_its_logprobs() -> None:
    pieces = ["<tool_call>", "{oops}", " and", " on"]
    deltas = feed(OutputParser(tools=HERMES), pieces)
    assert texts(deltas) == "".join(pieces)
    assert noted(deltas) == pieces
    assert tokens(deltas) == 4


def test_a_call_that_never_ends_is_text() -> None:
    parser = OutputParser(tools=HERMES)
    assert texts(feed(parser, ["<tool_call>", '{"name": "cl'])) == '<tool_call>{"name": "cl'
    assert parser.ended is None


def test_tags_inside_a_call_belong_to_it() -> None:
    call = '<tool_call>{"name": "write", "arguments": {"text": "<think>x</think>"}}</tool_call>'
    for pieces in ([call], list(call)):
        deltas = feed(OutputParser(thinking=THINK, tools=HERMES), pieces)
        (delta,) = deltas
        assert isinstance(delta, ToolCallDelta)
        assert delta.call.arguments == '{"text": "<think>x</think>"}'


def test_a_call_inside_a_thought_is_a_thought() -> None:
    deltas = feed(OutputParser(thinking=THINK, tools=HERMES), ["<think>", CALL, "</think>", "no"])
    assert (thoughts(deltas), texts(deltas), calls(deltas)) == (CALL, "no", [])


def test_held_text_comes_before_the_thought_after_it() -> None:
    parser = OutputParser(stops=("#!",), thinking=THINK, tools=HERMES)
    deltas = feed(parser, ["a #", "<think>", "b", "</think>", "c <tool", "<think>", "d", "</think>"])
    assert [
        (type(delta).__name__[:2], delta.text) for delta in deltas if isinstance(delta, TextDelta | ThinkingDelta)
    ] == [
        ("Te", "a "),
        ("Te", "#"),
        ("Th", "b"),
        ("Te", "c "),
        ("Te", "<tool"),
        ("Th", "d"),
    ]
    assert tokens(deltas) == 7


def test_a_thought_that_is_cut_off_is_one() -> None:
    assert thoughts(feed(OutputParser(thinking=THINK), ["<think>", "on and", " </th"])) == "on and </th"


def test_an_answer_that_goes_round_in_circles_ends() -> None:
    parser = OutputParser(tools=HERMES)
    shown = sum(tokens(parser.feed(b" again and")) for _ in range(5000) if not parser.ended)
    assert parser.ended is StopReason.REPETITION
    assert 400 <= shown < 1000
    parser.finish()
    assert parser.ended is StopReason.REPETITION


def test_circles_in_thoughts_end_too() -> None:
    parser = OutputParser(thinking=THINK, in_thinking=True)
    for _ in range(1000):
        parser.feed(b" wait,")
    assert parser.ended is StopReason.REPETITION


def test_a_circle_has_not_its_whole_allowance_again_after_a_restart() -> None:
    parser = OutputParser()
    parser.prime(" wait," * 380, [b" wait,"] * 380)
    pieces = 0
    while parser.ended is None:
        parser.feed(b" wait,")
        pieces += 1
    assert (parser.ended, 10 < pieces < 50) == (StopReason.REPETITION, True)


def test_what_was_written_before_is_taken_in_silently() -> None:
    parser = OutputParser(thinking=THINK, tools=HERMES)
    parser.prime('Well: <tool_call>{"name": "clock", ')
    assert calls(feed(parser, ['"arguments": {}}', "</tool_call>"])) == ["clock"]
    parser = OutputParser(thinking=THINK)
    parser.prime("<think>Hm")
    deltas = feed(parser, [" so", "</think>", "Yes"])
    assert (thoughts(deltas), texts(deltas), tokens(deltas)) == (" so", "Yes", 3)


@pytest.mark.parametrize(
    ("form", "tool", "rest"),
    [
        (HERMES, "", '{"name": "clock", "arguments": {}}</tool_call>'),
        (HERMES, "clock", " {}}\n</tool_call>"),
        (LLAMA3, "", 'clock", "parameters": {}}'),
        (LLAMA3, "clock", " {}}"),
        (MISTRAL, "clock", "clock[ARGS]{}"),
    ],
)
def test_a_call_that_the_prompt_began(form: ToolFormat, tool: str, rest: str) -> None:
    opened = replace(form, tools=frozenset({"clock"}), opened=form.opening(tool))
    deltas = feed(OutputParser(tools=opened), list(rest))
    assert (texts(deltas), calls(deltas), tokens(deltas)) == ("", ["clock"], len(rest))


def test_control_tokens_that_belong_to_tags_are_named() -> None:
    parser = OutputParser(thinking=detect_thinking("<|channel|>analysis"), tools=LLAMA3)
    assert {"<|channel|>", "<|python_tag|>"} <= parser.special_texts


@pytest.mark.parametrize("seed", range(60))
def test_however_the_tokens_are_cut_the_answer_is_the_same(seed: int) -> None:
    chooser = random.Random(seed)  # noqa: S311 (reproducible cases, not secrets)
    parts = [
        "<think>",
        "</think>",
        " ",
        "\n",
        CALL,
        "<tool_call>",
        '{"a"',
        "STOP",
        "ST",
        "é👋",
        "text ",
        "`<think>",
        "<",
    ]
    stops = ("STOP",) if seed % 3 == 0 else ()
    data = "".join(chooser.choices(parts, k=14)).encode()
    expected: tuple[str, str, list[str], StopReason | None] | None = None
    for _ in range(12):
        places = sorted(chooser.sample(range(1, len(data)), min(len(data) - 1, 9)))
        parser = OutputParser(stops=stops, thinking=THINK, tools=HERMES)
        deltas = feed(parser, [data[start:end] for start, end in pairwise([0, *places, len(data)])])
        found = (texts(deltas), thoughts(deltas), calls(deltas), parser.ended)
        expected = expected or found
        assert found == expected
        assert tokens(deltas) <= len(places) + 1
