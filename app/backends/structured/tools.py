"""Tools in a request: whether they can be used, and the grammar of an answer that has to call one."""

from __future__ import annotations

import json
import re
from typing import Any

from app.backends.structured.json_rules import SPACE, json_literal, literal
from app.backends.structured.problems import refused
from app.backends.structured.schema import SchemaRules
from app.backends.tool_calls import ToolFormat
from app.errors import InvalidInput
from app.types.generation import AnswerFormat, FormatKind, GenerateRequest, ToolSpec

MAX_TOOLS = 128
MAX_CHARS = 512 * 1024
"""Of all tools together, with their descriptions."""
AUTO, NONE, REQUIRED = "auto", "none", "required"

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_NAME_HINT = "Use 1 to 64 letters, digits and _ . -"


def check_tools(tools: tuple[ToolSpec, ...], tool_choice: str) -> None:
    """Accept tools that can be shown to a model.

    Raises:
        InvalidInput: Says which one cannot be used, and why.
    """
    if len(tools) > MAX_TOOLS:
        raise _wrong(f"there are {len(tools)}", f"Use at most {MAX_TOOLS}.")
    names = [tool.name for tool in tools]
    if sum(len(tool.name) + len(tool.description) + len(tool.parameters) for tool in tools) > MAX_CHARS:
        raise _wrong("they are too long", f"Use at most {MAX_CHARS} characters for all together.")
    for tool in tools:
        if not _NAME.fullmatch(tool.name):
            raise _wrong(f"{json.dumps(tool.name)[:80]} is no name of a tool", _NAME_HINT)
        if names.count(tool.name) > 1:
            raise _wrong(f"“{tool.name}” is there twice", "Give each tool a name of its own.")
        _parameters(tool)
    if tool_choice == REQUIRED and not tools:
        raise _wrong("one has to be called and there is none", "Add a tool, or leave the choice to the model.")
    if tool_choice not in {AUTO, NONE, REQUIRED, *names}:
        raise InvalidInput(
            "The setting “tool_choice” names no tool of the request.",
            hint=f"Use {AUTO}, {NONE}, {REQUIRED} or the name of a tool.",
            params={"setting": "tool_choice"},
        )


def forces_a_call(tool_choice: str) -> bool:
    """Whether the answer has to be a call."""
    return tool_choice not in {AUTO, NONE}


def answer_form(request: GenerateRequest, tool_format: ToolFormat | None) -> AnswerFormat:
    """The form of an answer, which is that of a call where one has to be made.

    Raises:
        InvalidInput: The schema of a tool's arguments cannot be used.
    """
    if tool_format is None or not forces_a_call(request.tool_choice):
        return request.format
    return AnswerFormat(FormatKind.GRAMMAR, tool_call_grammar(request.tools, request.tool_choice, tool_format))


def tool_call_grammar(tools: tuple[ToolSpec, ...], tool_choice: str, tool_format: ToolFormat) -> str:
    """The grammar of one call as a model writes it: of the tool that `tool_choice` names, or of any.

    Raises:
        InvalidInput: The schema of a tool's arguments cannot be used.
    """
    rules = SchemaRules(strict=False)
    key = "parameters" if tool_format.bare else "arguments"
    calls: list[str] = []
    for tool in tools:
        if tool_choice in {REQUIRED, tool.name}:
            arguments = rules.add_schema(json.dumps({"type": "object", **_parameters(tool)}))
            calls.append(
                rules.add(
                    f'"{{" {SPACE} {json_literal("name")} ":" {SPACE} {json_literal(tool.name)} "," {SPACE} '
                    f'{json_literal(key)} ":" {SPACE} {arguments} {SPACE} "}}"'
                )
            )
    call = rules.add(" | ".join(calls))
    if tool_format.bare:
        return rules.grammar(call)
    if not tool_format.end:
        return rules.grammar(rules.add(f'{literal(tool_format.begin)} {SPACE} "[" {call} "]"'))
    return rules.grammar(rules.add(f"{literal(tool_format.begin)} {SPACE} {call} {SPACE} {literal(tool_format.end)}"))


def _parameters(tool: ToolSpec) -> dict[str, Any]:
    try:
        found = json.loads(tool.parameters)
    except (ValueError, RecursionError) as exc:
        raise _wrong(f"the parameters of “{tool.name}” are no JSON", "Give a JSON schema of an object.") from exc
    if not isinstance(found, dict):
        raise _wrong(f"the parameters of “{tool.name}” are no object", "Give a JSON schema of an object.")
    return found


def _wrong(reason: str, hint: str) -> InvalidInput:
    return refused("tools", reason, hint)
