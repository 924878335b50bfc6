"""Tool calls in the text of an answer."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import replace

import pytest

from app.backends.tool_calls import (
    HERMES,
    LLAMA3,
    MAX_FAILURES,
    MISTRAL,
    CallSpan,
    ToolCallParser,
    ToolFormat,
    detect_tool_format,
    marked,
    random_id,
    tool_format,
)
from app.errors import InvalidInput
from app.types.messages import ToolCall
from tests.helpers.cuts import cuttings

Result = list[str | tuple[str, object]]
BARE = replace(LLAMA3, tools=frozenset({"weather", "clock"}))
CITY = '{"city": "Köln"}'
WEATHER = ("weather", {"city": "Köln"})


def ids() -> ToolCallParser:
    return ToolCallParser(HERMES)


def parse(form: ToolFormat, pieces: list[str]) -> tuple[Result, list[ToolCall]]:
    """Text and calls in order; and the calls as they are."""
    numbers = itertools.count(1)
    parser = ToolCallParser(form, lambda: f"id{next(numbers):07}")
    result: Result = []
    calls: list[ToolCall] = []
    whole = ""
    for spans in itertools.chain(map(parser.feed, pieces), [parser.flush()]):
        for span in spans:
            whole += span if isinstance(span, str) else span.text
            if isinstance(span, CallSpan):
                calls += span.calls
                result += [(call.name, json.loads(call.arguments)) for call in span.calls]
            elif result and isinstance(result[-1], str):
                result[-1] += span
            else:
                result.append(span)
    assert whole == "".join(pieces), "nothing is lost"
    return result, calls


def check(form: ToolFormat, text: str, *expected: str | tuple[str, object]) -> list[ToolCall]:
    calls: list[ToolCall] = []
    for pieces in cuttings(text):
        found, calls = parse(form, pieces)
        assert found == list(expected), pieces
    return calls


def hermes(arguments: str = CITY, name: str = "weather") -> str:
    return f'<tool_call>\n{{"name": "{name}", "arguments": {arguments}}}\n</tool_call>'


def test_hermes() -> None:
    calls = check(HERMES, "Let me look.\n" + hermes(), "Let me look.\n", WEATHER)
    assert calls == [ToolCall("weather", CITY, "id0000001")]


def test_several_calls_and_text_after_them() -> None:
    calls = check(HERMES, hermes() + "\n" + hermes("{}", "clock") + "\nDone.", WEATHER, ("clock", {}), "Done.")
    assert [call.id for call in calls] == ["id0000001", "id0000002"]


def test_marks_inside_a_string_are_arguments() -> None:
    inner = '{"text": "</tool_call> {[ \\" \\\\"}'
    check(HERMES, hermes(inner), ("weather", {"text": '</tool_call> {[ " \\'}))


def test_a_call_without_its_closing_mark_is_one() -> None:
    check(HERMES, '<tool_call>{"name": "clock", "arguments": {}}', ("clock", {}))
    check(HERMES, '<tool_call>{"name": "clock", "arguments": {}}\n</tool', ("clock", {}), "</tool")
    check(HERMES, '<tool_call>{"name": "clock", "arguments": {}} and so on', ("clock", {}), "and so on")


@pytest.mark.parametrize(
    "text",
    [
        "<tool_call>",
        "<tool_call>  ",
        "<tool_call> nothing of the sort </tool_call>",
        '<tool_call>{"name": "weather", "arguments": {"city": "K',
        '<tool_call>{"name": "weather", "arguments": "no object"}</tool_call>',
        '<tool_call>{"name": "weather", "arguments": [1]}</tool_call>',
        '<tool_call>{"name": "weather"}</tool_call>',
        '<tool_call>{"name": "", "arguments": {}}</tool_call>',
        '<tool_call>{"name": 3, "arguments": {}}</tool_call>',
        '<tool_call>{"name": "weather", "arguments": {"x": NaN}}</tool_call>',
        "<tool_call>{'name': 'weather', 'arguments': {}}</tool_call>",
        "<tool_call>[{}, 3]</tool_call>",
        '<tool_call>[{"name": "a", "arguments": {}}, 3]</tool_call>',
        "<tool_call>[3]</tool_call>",
        '<tool_call>{"name": "a", "arguments": {"n": ' + "9" * 5000 + "}}</tool_call>",
        "<tool_call>" + " " * 300 + '{"name": "a", "arguments": {}}',
        "<tool_call>" + '{"name": ' + "[" * 100 + "]" * 100 + "}",
        "a < b and <tool_cal",
    ],
)
def test_what_is_no_call_stays_text(text: str) -> None:
    check(HERMES, text, text)


def test_after_a_broken_call_a_good_one_is_found() -> None:
    broken = '<tool_call>{"name": oops}</tool_call>'
    check(HERMES, broken + hermes(), broken, WEATHER)
    check(HERMES, "<tool_call>" + hermes(), "<tool_call>", WEATHER)
    unclosed = '<tool_call>{"name": "x '
    check(HERMES, unclosed + hermes("{}"), unclosed, ("weather", {}))


def test_other_spellings_of_a_call() -> None:
    check(HERMES, '<tool_call>{"name": "clock", "arguments": null}</tool_call>', ("clock", {}))
    check(HERMES, '<tool_call>{"name": "a", "arguments": "{\\"b\\": 1}"}</tool_call>', ("a", {"b": 1}))
    check(HERMES, '<tool_call>{"function": {"name": "a", "arguments": {"b": 1}}}</tool_call>', ("a", {"b": 1}))
    check(HERMES, '<tool_call>{"function": "a", "parameters": {}}</tool_call>', ("a", {}))
    check(HERMES, '<tool_call>{"tool_name": "a", "parameters": {}}</tool_call>', ("a", {}))
    check(HERMES, '<tool_call>{"name": "a", "arguments": {"b": "1\n2"}}</tool_call>', ("a", {"b": "1\n2"}))


def test_half_a_surrogate_becomes_a_character() -> None:
    (call,) = check(HERMES, hermes('{"x": "\\ud800"}', "a\\ud800"), ("a\ufffd", {"x": "\ufffd"}))
    call.arguments.encode()


def test_text_before_a_call_is_handed_on_at_once() -> None:
    parser = ids()
    assert list(parser.feed("Well <")) == ["Well "]
    assert parser.held == 1
    assert not parser.inside
    assert list(parser.feed("tool_call>")) == []
    assert parser.inside
    assert list(parser.flush()) == ["<tool_call>"]


def test_ids_of_the_parser_are_long_enough_and_unique() -> None:
    parser = ids()
    spans = [span for span in parser.feed(hermes() * 50) if isinstance(span, CallSpan)]
    names = [call.id for span in spans for call in span.calls]
    assert len(set(names)) == 50
    assert all(len(name) == 9 and name.isalnum() for name in names)
    assert random_id() != random_id()


def test_the_models_own_ids_are_kept_where_they_can_be() -> None:
    text = '[TOOL_CALLS][{"name": "a", "arguments": {}, "id": "%s"}, {"name": "b", "arguments": {}, "id": "%s"}]'
    _, calls = parse(MISTRAL, [text % ("abcdef123", "x")])
    assert [call.id for call in calls] == ["abcdef123", "id0000001"]
    _, calls = parse(MISTRAL, [text % ("abcdef123", "abcdef123")])
    assert [call.id for call in calls] == ["abcdef123", "id0000001"]
    _, calls = parse(MISTRAL, ['[TOOL_CALLS][{"name": "a", "arguments": {}, "id": 7}]'])
    assert [call.id for call in calls] == ["id0000001"]


def test_mistral() -> None:
    array = '[TOOL_CALLS] [{"name": "weather", "arguments": {"city": "Köln"}}, {"name": "clock", "arguments": {}}]'
    check(MISTRAL, array, WEATHER, ("clock", {}))
    check(MISTRAL, f"[TOOL_CALLS]weather[ARGS]{CITY}[TOOL_CALLS]clock[ARGS]{{}}", WEATHER, ("clock", {}))
    check(MISTRAL, f"So: [TOOL_CALLS]weather {CITY}", "So: ", WEATHER)
    (call,) = check(MISTRAL, f"[TOOL_CALLS]weather[CALL_ID]abcdef123[ARGS]{CITY}", WEATHER)
    assert call.id == "abcdef123"
    for text in (
        "[TOOL_CALLS]weather",
        "[TOOL_CALLS]" + "x" * 300 + "{}",
        "[TOOL_CALLS]weather[ARGS]{]",
        "[TOOL_CALLS][]",
    ):
        check(MISTRAL, text, text)
    check(MISTRAL, "[TOOL_CALLS]weather[ARGS]{,}", "[TOOL_CALLS]weather[ARGS]{,}")


def test_llama() -> None:
    call = '{"name": "weather", "parameters": {"city": "Köln"}}'
    check(BARE, call, WEATHER)
    check(BARE, f"\n{call}; {call}", WEATHER, WEATHER)
    check(BARE, f"<|python_tag|>{call};{call}", WEATHER, WEATHER)
    check(BARE, '{"type": "function", "name": "clock", "parameters": {}}', ("clock", {}))
    check(BARE, '{"function": "clock", "arguments": {}}\nThat is it.', ("clock", {}), "That is it.")


@pytest.mark.parametrize(
    "text",
    [
        '{"city": "Köln"}',
        '{"name": "Alice", "parameters": {}}',
        '{"name": "weather", "age": 3}',
        '{"type": "person", "name": "Alice", "parameters": {}}',
        "{not json",
        '{"names": []}',
        '{"nam',
        "{",
        ' ; {"',
        "{ }",
        "Well: " + '{"name": "weather", "parameters": {}}',
        "<|python_tag|>print(1)",
        '{"name": "weather", "parameters": {',
        "{5}",
    ],
)
def test_other_json_is_an_answer(text: str) -> None:
    check(BARE, text, text)


def test_json_that_is_no_call_is_not_held_back() -> None:
    parser = ToolCallParser(BARE)
    assert list(parser.feed('{"name": "Al')) == []
    assert list(parser.feed('ice", "age": ')) == ["{", '"name": "Alice", "age": ']
    parser = ToolCallParser(BARE)
    assert list(parser.feed('{"ci')) == ['{"ci']


def test_a_configured_form() -> None:
    form = tool_format("<|call|>|<|/call|>", "")
    assert form is not None
    assert (form.begin, form.end) == ("<|call|>", "<|/call|>")
    assert form.special_texts == {"<|call|>", "<|/call|>"}
    check(form, f'<|call|>{{"name": "weather", "arguments": {CITY}}}<|/call|>', WEATHER)
    open_ended = tool_format("CALL:|", "")
    assert open_ended == marked("CALL:", "")
    check(marked("CALL:", ""), 'CALL: {"name": "clock", "arguments": {}}', ("clock", {}))


@pytest.mark.parametrize("setting", ["nonsense", "|END", " |x", "a|b|c", "||"])
def test_a_setting_that_is_no_form_is_refused(setting: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        tool_format(setting, "")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("… <tool_call> …", HERMES),
        ("… [TOOL_CALLS] …", MISTRAL),
        ("… <|python_tag|> …", LLAMA3),
        ('{"name": f, "parameters": dictionary of argument name and value}', LLAMA3),
        ("<|tool_call|>", marked("<|tool_call|>", "<|/tool_call|>")),
        ("<|START_ACTION|>", marked("<|START_ACTION|>", "<|END_ACTION|>")),
        ("<tool_call>\n<function=", None),
        ("nothing", None),
    ],
)
def test_the_form_is_recognised_from_the_template(source: str, expected: ToolFormat | None) -> None:
    assert detect_tool_format(source) == expected
    assert tool_format("auto", source) == expected
    assert tool_format("mistral", source) == MISTRAL


def test_looking_for_calls_has_an_end() -> None:
    text = '<tool_call>{"' * 20_000
    began = time.process_time()
    check_once, _ = parse(HERMES, [text])
    assert check_once == [text]
    assert time.process_time() - began < 5
    parser = ids()
    list(parser.feed("<tool_call>x" * MAX_FAILURES))
    assert list(parser.feed(hermes())) == [hermes()], "it is text now"


def test_what_passes_leaves_no_trace() -> None:
    parser = ids()
    assert parser.passes("plain text")
    assert not parser.passes("a < b")
    list(parser.feed(hermes()))
    assert not parser.passes("\n"), "space after a call is no text"
    assert not ToolCallParser(BARE).passes("{")
