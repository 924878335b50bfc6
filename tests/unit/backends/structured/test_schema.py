"""JSON schemas as grammars: what an answer may be and may not be, and which schemas are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.backends.structured.json_rules import COMMON_RULES, integers, numbers
from app.backends.structured.schema import ANY_OBJECT, MAX_CHARS, MAX_NAME, MAX_RULES, schema_to_grammar
from app.errors import InvalidInput
from tests.helpers.writer import Writer

PERSON = {
    "type": "object",
    "properties": {"a": {"type": "integer"}, "b": {"type": "string"}, "c": True},
    "required": ["b"],
    "title": "Nobody minds",
}
NODE = {
    "$defs": {
        "node": {
            "type": "object",
            "properties": {
                "v": {"type": "integer"},
                "next": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/node"}]},
            },
            "required": ["v", "next"],
        }
    },
    "$ref": "#/$defs/node",
}
OPEN = {
    "properties": {"ab": {"type": "integer"}, "ac": {"type": "integer"}, "-]": {}},
    "additionalProperties": {"type": "string"},
}
EITHER = {
    "type": "object",
    "properties": {"a": {"type": "integer"}},
    "anyOf": [{"required": ["a"]}, {"properties": {"b": {"type": "null"}}, "required": ["b"]}],
}
BOTH = {
    "allOf": [{"$ref": "#/$defs/x"}, {"properties": {"q": {"type": "null"}, "p": {"type": "integer"}}}, True],
    "$defs": {"x": {"type": "object", "properties": {"p": {"type": "number", "minimum": 5}}, "required": ["p"]}},
    "required": ["q"],
}
FITTING: list[tuple[Any, list[str], list[str]]] = [
    (PERSON, ['{"b":"x"}', '{"a": 1, "b": "x"}', '{"b":"x","c":[1,{}]}', '{\n  "a": -3,\n  "b": "é\\n"\n}'],
     ["{}", '{"a":1}', '{"b":1}', '{"b":"x",}', '{"b":"x","d":1}', '{"b":"x\n"}', '{"b":"x","a":1}']),
    (json.loads(ANY_OBJECT), ["{}", "{ }", '{"a":{"b":[1,2.5e3,null,true]},"a":"\\u00e9"}'],
     ["[]", '{"a":tru}', '{"a":01}', '{"a":"\\ud800"}', "{a:1}", '{"a":1,}', '{"a":1}{']),
    ({}, ["1", '"a"', "[]", '{"x":[]}'], ["", "x"]),
    (True, ["1"], ["x"]),
    ({"enum": ['a"b', "c\\d", 1, None, {"x": [1]}, "ü"]}, ['"a\\"b"', '"c\\\\d"', "1", "null", '{"x": [1]}', '"ü"'],
     ['"a"', "2"]),
    ({"const": '"|"x'}, ['"\\"|\\"x"'], ['"x"', "x"]),
    ({"items": {"items": {"type": "integer"}, "minItems": 1, "maxItems": 2}, "minItems": 2},
     ["[[1],[2,3]]", "[[1], [2], [3]]"], ["[[1]]", "[[],[1]]", "[[1,2,3],[1]]"]),
    ({"type": "array", "maxItems": 0}, ["[]"], ["[1]"]),
    ({"type": "array", "maxItems": 1}, ["[]", "[1]"], ["[1,1]"]),
    ({"prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False}, ['[1,"a"]'], ["[1]", '[1,"a",2]']),
    ({"items": [{"type": "integer"}, {"type": "string"}], "maxItems": 1}, ["[1]"], ["[]", '[1,"a"]']),
    ({"prefixItems": [{"type": "integer"}], "items": {"type": "null"}, "minItems": 3}, ["[1,null,null,null]"],
     ["[1,null]"]),
    ({"type": "string", "minLength": 2, "maxLength": 4}, ['"ab"', '"abcd"', '"é\\n"'], ['"a"', '"abcde"']),
    ({"minLength": 1}, ['"ab"'], ['""']),
    (NODE, ['{"v":1,"next":{"v":2,"next":null}}'], ['{"v":1}', '{"v":1,"next":1}']),
    ({"properties": {"kids": {"type": "array", "items": {"$ref": "#"}}}}, ['{"kids":[{},{"kids":[]}]}'],
     ['{"kids":[1]}']),
    ({"$ref": "#/$defs/a~1b%20c/0", "$defs": {"a/b c": [{"type": "null"}]}}, ["null"], ["1"]),
    ({"type": ["string", "null"]}, ['"a"', "null"], ["1"]),
    ({"type": "string", "nullable": True}, ['"a"', "null"], ["1"]),
    ({"type": ["string", "null"], "nullable": True}, ['"a"', "null"], ["1"]),
    ({"type": "boolean"}, ["true", "false"], ["null", "1"]),
    (OPEN, ["{}", '{"ab":1}', '{"ab":1,"x":"y"}', '{"a":"s","abc":"t"}', '{"x":"y","z":"w"}', '{"":"s"}', '{"-":"s"}'],
     ['{"ab":"s"}', '{"x":1}', '{"ac":"s"}', '{"ac":1,"ab":1}']),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, ["{}", '{"a":1,"b":2}'], ['{"a":"x"}']),
    ({"type": "object", "additionalProperties": False}, ["{}"], ['{"a":1}']),
    ({"required": ["z"]}, ['{"z":1}'], ["{}"]),
    (EITHER, ['{"a":1}', '{"a":1,"b":null}', '{"b":null}'], ["{}"]),
    (BOTH, ['{"p":5,"q":null}'], ["{}", '{"p":2,"q":null}', '{"p":5.5,"q":null}', '{"p":5}']),
    ({"format": "date"}, ['"2024-02-29"'], ['"x"', '"2024-13-01"']),
    ({"type": "string", "format": "date-time"}, ['"2024-02-29T10:20:30Z"'], ['"x"']),
    ({"type": "string", "format": "time"}, ['"10:20:30.5+02:00"'], ['"25:00:00Z"']),
    ({"type": "string", "format": "uuid"}, ['"123e4567-e89b-12d3-a456-426614174000"'], ['"x"']),
    ({"type": "string", "format": "email"}, ['"x"'], ["1"]),
    ({"type": "integer", "exclusiveMinimum": 1, "minimum": 0.5, "exclusiveMaximum": 3.5}, ["2", "3"], ["1", "4"]),
    ({"type": "number", "minimum": 0, "maximum": 1}, ["0", "1", "0.5", "1.0"], ["1.1", "-0.1", "2", "-1", "1e5"]),
    ({"minimum": -2, "maximum": 3}, ["-2", "3", "-1.5", "2.9", "0", "-0.5", "3.0"], ["3.1", "-2.1", "4"]),
    ({"type": "number", "maximum": -3}, ["-3", "-3.5", "-10.25"], ["-2.9", "0", "3"]),
    ({"type": "number", "minimum": 2}, ["2", "2.5", "100"], ["1.9", "0", "-3"]),
    ({"type": "number"}, ["-1.5e-3"], ["1.", ".5"]),
]  # fmt: skip


@pytest.mark.engine
@pytest.mark.parametrize(("schema", "good", "bad"), FITTING, ids=lambda value: json.dumps(value)[:40])
def test_the_grammar_lets_through_what_the_schema_allows(
    writer: Writer, schema: Any, good: list[str], bad: list[str]
) -> None:
    text = json.dumps(schema)
    assert [answer for answer in good if not writer.fits_schema(text, answer)] == []
    assert [answer for answer in bad if writer.fits_schema(text, answer)] == []


@pytest.mark.engine
@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 5), (3, 17), (-5, 5), (-20, -7), (10, 99), (7, 1234), (None, 5), (5, None), (-3, None), (None, -4), (0, 0),
     (100, 100), (99, 101), (13, 87), (105, 340), (19, 21), (None, None)],
)  # fmt: skip
def test_whole_numbers_within_limits(writer: Writer, low: int | None, high: int | None) -> None:
    limits = {key: limit for key, limit in (("minimum", low), ("maximum", high)) if limit is not None}
    schema = json.dumps({"type": "integer", **limits})
    near = {limit + step for limit in (low, high) if limit is not None for step in (-101, -10, -1, 0, 1, 9, 90, 1000)}
    for number in sorted(near | {0, -1, 8, 10, 16, 101, -1000, 99999}):
        inside = (low is None or number >= low) and (high is None or number <= high)
        assert writer.fits_schema(schema, str(number)) == inside, number
    assert not any(writer.fits_schema(schema, text) for text in ("", "+1", "007", "1.5", "--1"))


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ('{"a":' * 50_000, "characters"),
        ("[" * 60_000, "no JSON"),
        (" " * (MAX_CHARS + 1), "characters"),
        ("5", "no object"),
        ("null", "no object"),
        (False, "allows nothing"),
        ({"anyOf": [3], "type": "object"}, "no object"),
        ({"$ref": "#"}, "itself without end"),
        ({"anyOf": [{"$ref": "#"}, {"type": "null"}]}, "itself without end"),
        ({"allOf": [{"$ref": "#"}]}, "without end"),
        ({"$ref": "https://example.org/schema"}, "leads out"),
        ({"$ref": "other.json"}, "leads out"),
        ({"$ref": 3}, "leads out"),
        ({"$ref": "#/$defs/none"}, "leads nowhere"),
        ({"$ref": "#/enum/9", "enum": [1]}, "leads nowhere"),
        ({"type": "text"}, "no type"),
        ({"type": {}}, "no type"),
        ({"type": "string", "pattern": "^a+$"}, "“pattern” cannot be enforced"),
        ({"not": {}}, "“not” cannot be enforced"),
        ({"type": "array", "uniqueItems": True}, "“uniqueItems”"),
        ({"allOf": [{"type": "string"}, {"type": "null"}]}, "“type” in two ways"),
        ({"allOf": 3}, "“allOf”"),
        ({"enum": []}, "“enum”"),
        ({"enum": ["\ud800"]}, "written as JSON"),
        ({"const": float("inf")}, "written as JSON"),
        ({"properties": []}, "“properties”"),
        ({"required": [1]}, "“required”"),
        ({"properties": {"\ud800": {}}}, "name of a property"),
        ({"properties": {"x" * (MAX_NAME + 1): {}}}, "name of a property"),
        ({"type": "string", "minLength": -1}, "“minLength”"),
        ({"type": "string", "minLength": True}, "“minLength”"),
        ({"type": "string", "minLength": 5, "maxLength": 2}, "string in it ends"),
        ({"type": "array", "minItems": 5, "maxItems": 2}, "array in it ends"),
        ({"type": "string", "maxLength": 10**9}, "“maxLength” is"),
        ({"type": "integer", "minimum": 3, "maximum": 1}, "no possible value"),
        ({"type": "number", "minimum": 0.5}, "limits of a number"),
        ({"type": "number", "exclusiveMinimum": 0}, "limits of a number"),
        ({"type": "number", "minimum": float("nan")}, "“minimum” is not a number"),
        ({"type": "integer", "maximum": "9"}, "“maximum” is not a number"),
        ({"type": "integer", "maximum": 10**400}, "“maximum” is not a number"),
        ({"properties": {f"{n:04}{'x' * 60}": {} for n in range(100)}, "additionalProperties": True}, "too large"),
        ({"anyOf": [{"const": n} for n in range(MAX_RULES)]}, "too large"),
    ],
    ids=lambda value: json.dumps(value)[:40],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_the_reason(schema: Any, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        schema_to_grammar(schema if isinstance(schema, str) else json.dumps(schema))
    assert words in caught.value.message
    assert caught.value.hint


def test_references_that_multiply_are_refused_in_time() -> None:
    doubled = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(40)}
    with pytest.raises(InvalidInput, match="without end"):
        schema_to_grammar(json.dumps({"$defs": doubled, "$ref": "#/$defs/a0"}))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^a+$"},
        {"type": "string", "maxLength": 10**9, "minLength": 10**9},
        {"type": "number", "exclusiveMinimum": 0, "minimum": 0.5},
        {"type": "array", "uniqueItems": True},
    ],
    ids=str,
)
def test_for_tools_what_cannot_be_enforced_is_left_out(schema: Any) -> None:
    assert "root ::= " in schema_to_grammar(json.dumps(schema), strict=False)


def test_numbers_without_limits_use_the_common_rules() -> None:
    assert {integers(None, None), numbers(None, None)} <= set(COMMON_RULES)
