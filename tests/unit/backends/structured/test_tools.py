"""Which tools a request may bring, and which calls a forced answer may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.backends.structured.tools import (
    MAX_CHARS,
    MAX_TOOLS,
    answer_form,
    check_tools,
    forces_a_call,
    tool_call_grammar,
)
from app.backends.tool_calls import HERMES, LLAMA3, MISTRAL, CallSpan, ToolCallParser, ToolFormat, marked
from app.errors import InvalidInput
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, ToolSpec
from tests.helpers.writer import Writer

WEATHER = ToolSpec(
    "weather",
    "The weather of a town.",
    '{"properties":{"town":{"type":"string","pattern":"^[A-Z]"},"days":{"$ref":"#/$defs/days"}},'
    '"required":["town"],"$defs":{"days":{"type":"integer","minimum":1}}}',
)
CLOCK = ToolSpec("clock.now")


@pytest.mark.parametrize(
    ("tools", "choice"),
    [((), "auto"), ((), "none"), ((WEATHER, CLOCK), "required"), ((WEATHER, CLOCK), "clock.now"), ((CLOCK,), "auto")],
)
def test_sound_tools_pass(tools: tuple[ToolSpec, ...], choice: str) -> None:
    check_tools(tools, choice)
    assert forces_a_call(choice) == (choice not in {"auto", "none"})


@pytest.mark.parametrize(
    ("tools", "choice", "words"),
    [
        (tuple(ToolSpec(f"t{n}") for n in range(MAX_TOOLS + 1)), "auto", "there are 129"),
        ((ToolSpec("a", "x" * MAX_CHARS),), "auto", "too long"),
        ((ToolSpec(""),), "auto", "no name"),
        ((ToolSpec("a b"),), "auto", "no name"),
        ((ToolSpec("a" * 65),), "auto", "no name"),
        ((ToolSpec('a"}'),), "auto", "no name"),
        ((CLOCK, CLOCK), "auto", "twice"),
        ((ToolSpec("a", parameters="{"),), "auto", "no JSON"),
        ((ToolSpec("a", parameters="[" * 100_000),), "auto", "no JSON"),
        ((ToolSpec("a", parameters="[]"),), "auto", "no object"),
        ((), "required", "there is none"),
        ((CLOCK,), "weather", "tool_choice"),
        ((), "clock.now", "tool_choice"),
    ],
)
def test_tools_that_cannot_be_used_are_named(tools: tuple[ToolSpec, ...], choice: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_tools(tools, choice)
    assert words in caught.value.message
    assert caught.value.hint


def test_a_schema_that_cannot_be_used_is_told_when_its_tool_has_to_be_called() -> None:
    broken = ToolSpec("a", parameters='{"$ref":"https://example.org/x"}')
    with pytest.raises(InvalidInput, match="schema"):
        tool_call_grammar((broken,), "required", LLAMA3)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("form", "choice", "text", "called"),
    [
        (
            HERMES,
            "required",
            '<tool_call>\n{"name": "weather", "arguments": {"town": "Rome"}}\n</tool_call>',
            "weather",
        ),
        (HERMES, "required", '<tool_call>{"name":"clock.now","arguments":{}}</tool_call>', "clock.now"),
        (HERMES, "weather", '<tool_call>\n{"name": "clock.now", "arguments": {}}\n</tool_call>', None),
        (HERMES, "required", '<tool_call>\n{"name": "weather", "arguments": {}}\n</tool_call>', None),
        (HERMES, "required", "It is warm.", None),
        (LLAMA3, "weather", '{"name": "weather", "parameters": {"town": "rome", "days": 3}}', "weather"),
        (LLAMA3, "weather", '{"name": "weather", "parameters": {"town": "rome", "days": 0}}', None),
        (MISTRAL, "clock.now", '[TOOL_CALLS][{"name": "clock.now", "arguments": {}}]', "clock.now"),
        (MISTRAL, "clock.now", '[{"name": "clock.now", "arguments": {}}]', None),
        (marked("<<", ">>"), "clock.now", '<<{"name": "clock.now", "arguments": {"x": 1}}>>', "clock.now"),
    ],
)
def test_a_forced_answer_is_a_call_of_the_right_tool_and_is_found_again(
    writer: Writer, form: ToolFormat, choice: str, text: str, called: str | None
) -> None:
    offered = replace(form, tools=frozenset({WEATHER.name, CLOCK.name}))
    request = GenerateRequest((), tools=(WEATHER, CLOCK), tool_choice=choice)
    grammar = answer_form(request, offered)
    assert writer.fits(grammar, text) == (called is not None)
    if called is not None:
        parser = ToolCallParser(offered)
        spans = [*parser.feed(text), *parser.flush()]
        assert [call.name for span in spans if isinstance(span, CallSpan) for call in span.calls] == [called]


@pytest.mark.engine
@pytest.mark.parametrize(
    ("form", "choice", "text"),
    [
        (HERMES, "required", '<tool_call>\n{"name": "clock.now", "arguments": {}}\n</tool_call>'),
        (HERMES, "weather", '<tool_call>\n{"name": "weather", "arguments": {"town": "Rome"}}\n</tool_call>'),
        (LLAMA3, "required", '{"name": "clock.now", "parameters": {}}'),
        (LLAMA3, "weather", '{"name": "weather", "parameters": {"town": "Rome"}}'),
        (MISTRAL, "weather", '[TOOL_CALLS][{"name": "weather", "arguments": {"town": "Rome"}}]'),
    ],
)
def test_a_call_goes_on_from_where_the_prompt_has_begun_it(
    writer: Writer, form: ToolFormat, choice: str, text: str
) -> None:
    request = GenerateRequest((), tools=(WEATHER, CLOCK), tool_choice=choice)
    opened = form.opening(*([] if choice == "required" else [choice]))
    assert text.startswith(opened)
    grammar = answer_form(request, form)
    assert writer.fits(grammar, text.removeprefix(opened), opened=opened)
    assert not writer.fits(grammar, text, opened=opened)


def test_only_a_forced_answer_has_the_form_of_a_call() -> None:
    free = GenerateRequest((), tools=(CLOCK,), format=AnswerFormat(FormatKind.JSON))
    assert answer_form(free, HERMES) is free.format
    assert answer_form(GenerateRequest((), tool_choice="required"), None).kind is FormatKind.TEXT
