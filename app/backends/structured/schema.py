"""JSON schemas as grammars in GBNF.

Whatever the grammar lets through is valid JSON of the schema's form; a schema with a rule that no grammar can enforce
is refused, not half obeyed (but see `strict`). Nothing is fetched: references stay within the schema.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from app.backends.structured.gbnf import MAX_REPEATS, ROOT, check_grammar
from app.backends.structured.json_rules import (
    COMMON_RULES,
    FORMATS,
    SPACE,
    VALUE,
    integers,
    json_literal,
    numbers,
    other_keys,
)
from app.backends.structured.problems import refused
from app.errors import InvalidInput

ANY_OBJECT = '{"type":"object"}'
MAX_CHARS = 64 * 1024
MAX_NAME = 256
"""Characters of a property's name."""
MAX_STEPS = 20_000
"""Parts looked at, also again and again by reference."""
MAX_DEPTH = 64
MAX_RULES = 5000
MAX_LIMIT = 10**18
"""Of a number's limits."""
UNENFORCEABLE = (
    frozenset({"contains", "maxContains", "minContains", "uniqueItems", "unevaluatedItems"})
    | {"dependencies", "dependentRequired", "dependentSchemas", "maxProperties", "minProperties"}
    | {"patternProperties", "propertyNames", "unevaluatedProperties"}
    | {"else", "if", "multipleOf", "not", "pattern", "then"}
)
"""Rules about values that no grammar of a sensible size can keep."""

_TYPES = frozenset({"object", "array", "string", "number", "integer", "boolean", "null"})
_KEYS = {
    "object": ("properties", "required", "additionalProperties"),
    "array": ("items", "prefixItems", "minItems", "maxItems"),
    "string": ("minLength", "maxLength", "format"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
}
_CHOICES = ("anyOf", "oneOf")
KEYWORDS = (
    UNENFORCEABLE
    | {key for keys in _KEYS.values() for key in keys}
    | {"$ref", "additionalItems", "allOf", "const", "enum", "nullable", "type", *_CHOICES}
)
"""What demands something of a value; the rest are titles and the like."""
_Schema = Mapping[str, Any]


@lru_cache(maxsize=32)
def schema_to_grammar(text: str, *, strict: bool = True) -> str:
    """The grammar whose root is a value of this schema.

    With `strict=False` rules that cannot be enforced are left out: for tools, which check their arguments themselves.

    Raises:
        InvalidInput: The schema is no JSON, too large, or wants what cannot be enforced; says what.
    """
    rules = SchemaRules(strict=strict)
    return rules.grammar(rules.add_schema(text))


class SchemaRules:
    """Collects the rules of one grammar. Pure."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._rules: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._refs: dict[str, str] = {}
        self._document: Any = None
        self._steps = 0

    def add_schema(self, text: str) -> str:
        """The name of the rule for a whole schema; its references are its own."""
        self._document = _parsed(text)
        self._refs = {}
        return self._visit(self._document, 0)

    def add(self, body: str) -> str:
        """The name of a rule with this body."""
        if body in COMMON_RULES:
            return body
        if body not in self._names:
            self._names[body] = self._reserve()
            self._rules[self._names[body]] = body
        return self._names[body]

    def grammar(self, root: str) -> str:
        """All rules, checked."""
        rules = {ROOT: root, **self._rules, **COMMON_RULES}
        text = "\n".join(f"{name} ::= {body}" for name, body in rules.items())
        try:
            check_grammar(text)
        except InvalidInput as exc:
            problem = refused("schema", "it refers to itself without end, or is too large", "Make the schema simpler.")
            problem.detail = exc.message
            raise problem from exc
        return text

    def _reserve(self) -> str:
        name = f"r{len(self._rules)}"
        if len(self._rules) >= MAX_RULES:
            raise _wrong("it is too large", "Make the schema simpler.")
        self._rules[name] = ""
        return name

    def _visit(self, schema: Any, depth: int) -> str:
        self._spend(depth)
        if schema is True:
            return VALUE
        if not isinstance(schema, dict):
            raise _wrong("a part of it is no object" if schema is not False else "a part of it allows nothing")
        if _rules_in(schema) == {"$ref"}:
            return self._visit_ref(schema["$ref"], depth)
        schema = self._merged(schema, depth)
        self._check_enforceable(schema)
        if "const" in schema or "enum" in schema:
            return self._visit_values(schema)
        for key in _CHOICES:
            if key in schema:
                return self._visit_choice(schema, key, depth)
        kind = schema.get("type", _kind_of(schema))
        if isinstance(kind, list) or schema.get("nullable") is True:
            kinds = list(kind) if isinstance(kind, list) else [kind]
            kinds += ["null"] if schema.get("nullable") is True and "null" not in kinds else []
            base = {name: value for name, value in schema.items() if name != "nullable"}
            return self._union([{**base, "type": item} for item in kinds], depth)
        return self._visit_type(kind, schema, depth)

    def _visit_choice(self, schema: _Schema, key: str, depth: int) -> str:
        options = _list(schema, key)
        base = {name: value for name, value in schema.items() if name != key}
        if _rules_in(base):
            # Only here: what is put together has no name, so a reference to itself would not come to an end.
            options = [_merge(base, self._merged(item, depth + 1)) for item in options]
        return self._union(options, depth)

    def _visit_type(self, kind: Any, schema: _Schema, depth: int) -> str:
        if kind is None:
            return VALUE
        if not isinstance(kind, str) or kind not in _TYPES:
            raise _wrong(f"there is no type {json.dumps(kind)[:80]}")
        if kind == "object":
            return self._visit_object(schema, depth)
        if kind == "array":
            return self._visit_array(schema, depth)
        if kind == "string":
            return self._visit_string(schema)
        if kind in {"number", "integer"}:
            return self._visit_number(kind, schema)
        return str(kind)

    def _visit_ref(self, ref: Any, depth: int) -> str:
        target = self._target(ref)
        if ref not in self._refs:
            name = self._refs[ref] = self._reserve()
            self._rules[name] = self._visit(target, depth + 1)
        return self._refs[ref]

    def _target(self, ref: Any) -> Any:
        if not isinstance(ref, str) or not (ref == "#" or ref.startswith("#/")):
            raise _wrong(
                f"the reference {json.dumps(ref)[:80]} leads out of it",
                "Put the definition into the schema, under $defs.",
            )
        found = self._document
        for part in unquote(ref).split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(found, list) and key.isascii() and key.isdigit() and int(key) < len(found):
                found = found[int(key)]
            elif isinstance(found, dict) and key in found:
                found = found[key]
            else:
                raise _wrong(f"the reference {json.dumps(ref)[:80]} leads nowhere")
        return found

    def _merged(self, schema: Any, depth: int) -> dict[str, Any]:
        """The schema with its allOf, and a reference beside other rules, put together."""
        self._spend(depth)
        if schema is True:
            return {}
        if not isinstance(schema, dict):
            raise _wrong("a part of it is no object")
        merged = {key: value for key, value in schema.items() if key not in {"allOf", "$ref"}}
        parts = list(_list(schema, "allOf")) if "allOf" in schema else []
        parts += [self._target(schema["$ref"])] if "$ref" in schema else []
        for part in parts:
            merged = _merge(merged, self._merged(part, depth + 1))
        return merged

    def _check_enforceable(self, schema: _Schema) -> None:
        found = sorted(UNENFORCEABLE & {key for key, value in schema.items() if value is not False})
        if found and self._strict:
            raise _wrong(f"“{found[0]}” cannot be enforced while writing", "Remove it and check the answer yourself.")

    def _visit_values(self, schema: _Schema) -> str:
        values = [schema["const"]] if "const" in schema else _list(schema, "enum")
        try:
            return self.add(" | ".join(dict.fromkeys(json_literal(value) for value in values)))
        except (ValueError, RecursionError) as exc:
            raise _wrong("a value in it cannot be written as JSON") from exc

    def _union(self, schemas: list[Any], depth: int) -> str:
        return self.add(" | ".join(dict.fromkeys(self._visit(schema, depth + 1) for schema in schemas)))

    def _visit_object(self, schema: _Schema, depth: int) -> str:
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        if not isinstance(properties, dict) or not _all_texts(required):
            raise _wrong("“properties” or “required” has the wrong form")
        properties = {**properties, **{name: True for name in required if name not in properties}}
        if any(len(name) > MAX_NAME for name in properties):
            raise _wrong("the name of a property is too long", f"Use at most {MAX_NAME} characters.")
        extra = schema.get("additionalProperties", not properties)
        if not properties and extra is True:
            return "object"
        members = [
            (f'{self._key(name)} ":" {SPACE} {self._visit(item, depth + 1)}', name in required)
            for name, item in properties.items()
        ]
        more = ""
        if extra is not False:
            more = f'{self._other_key(properties)} ":" {SPACE} {self._visit(extra, depth + 1)}'
        return self.add(f'"{{" {SPACE} {self._members(members, more)} "}}"')

    def _key(self, name: str) -> str:
        try:
            return json_literal(name)
        except ValueError as exc:
            raise _wrong("the name of a property has characters that are no text") from exc

    def _other_key(self, properties: _Schema) -> str:
        if not properties:
            return "string"
        rules = other_keys(properties, f"k{len(self._rules)}-")
        if len(self._rules) + len(rules) > MAX_RULES:
            raise _wrong("it is too large", "Make the schema simpler.")
        self._rules |= rules
        return f'"\\"" {next(iter(rules))} "\\""'

    def _members(self, members: list[tuple[str, bool]], more: str) -> str:
        """Members in their order, with commas between those that are there.

        From the last to the first: what may follow when something stands before it, and when nothing does.
        """
        after = self.add(f'( "," {SPACE} {self.add(more)} )* {SPACE}' if more else SPACE)
        first = self.add(f"( {self.add(more)} {after} )?" if more else '""')
        for body, needed in reversed(members):
            member = self.add(body)
            following = f'"," {SPACE} {member} {after}'
            leading = f"{member} {after}"
            after, first = (
                self.add(following if needed else f"{following} | {after}"),
                self.add(leading if needed else f"{leading} | {first}"),
            )
        return first

    def _visit_array(self, schema: _Schema, depth: int) -> str:
        leading = _list(schema, "prefixItems") if "prefixItems" in schema else []
        items = schema.get("items", True)
        if isinstance(items, list):  # as older drafts write it
            leading, items = items, schema.get("additionalItems", False)
        low, high = self._limits(schema, "minItems", "maxItems")
        names = [self._visit(item, depth + 1) for item in leading]
        if items is False:
            high = len(names) if high is None else min(high, len(names))
        low = max(low, min(len(names), high if high is not None else len(names)))
        if high is not None and low > high:
            raise _wrong("an array in it ends before it begins")
        names = names[: high if high is not None else len(names)]
        rest = self._visit(items, depth + 1) if high is None or high > len(names) else ""
        return self.add(f'"[" {SPACE} {_sequence(names, rest, low, high)} "]"')

    def _visit_string(self, schema: _Schema) -> str:
        low, high = self._limits(schema, "minLength", "maxLength")
        form = FORMATS.get(str(schema.get("format")))
        if form and not low and high is None:
            return self.add(form)
        if not low and high is None:
            return "string"
        if high is not None and low > high:
            raise _wrong("a string in it ends before it begins")
        return self.add(f'"\\"" char{_times(low, high)} "\\""')

    def _limits(self, schema: _Schema, low_key: str, high_key: str) -> tuple[int, int | None]:
        found: list[int | None] = []
        for key in (low_key, high_key):
            value = schema.get(key)
            if value is not None and (type(value) is not int or value < 0):
                raise _wrong(f"“{key}” is not a whole number from 0 up")
            if value is not None and value > MAX_REPEATS:
                if self._strict:
                    raise _wrong(f"“{key}” is {value}", f"Use at most {MAX_REPEATS}.")
                value = MAX_REPEATS if key == low_key else None
            found.append(value)
        return found[0] or 0, found[1]

    def _visit_number(self, kind: str, schema: _Schema) -> str:
        whole = kind == "integer"
        low, high = (_limit(schema, key) for key in ("minimum", "maximum"))
        above, below = (_limit(schema, key) for key in ("exclusiveMinimum", "exclusiveMaximum"))
        if whole:
            low = _most(max, None if low is None else math.ceil(low), None if above is None else math.floor(above) + 1)
            high = _most(
                min, None if high is None else math.floor(high), None if below is None else math.ceil(below) - 1
            )
        elif above is not None or below is not None or any(limit is not None and limit % 1 for limit in (low, high)):
            if self._strict:
                raise _wrong(
                    "the limits of a number cannot be enforced while writing",
                    "Use whole numbers for minimum and maximum.",
                )
            return kind
        if low is not None and high is not None and low > high:
            raise _wrong("a number in it has no possible value")
        build = integers if whole else numbers
        return self.add(build(None if low is None else int(low), None if high is None else int(high)))

    def _spend(self, depth: int) -> None:
        self._steps += 1
        if depth > MAX_DEPTH or self._steps > MAX_STEPS:
            raise _wrong("it is nested too deep, or refers to itself without end", "Make the schema simpler.")


def _parsed(text: str) -> Any:
    if len(text) > MAX_CHARS:
        raise _wrong(f"it has {len(text)} characters", f"Use at most {MAX_CHARS}.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as exc:
        problem = _wrong("it is no JSON")
        problem.detail = str(exc)
        raise problem from exc


def _rules_in(schema: _Schema) -> set[str]:
    """What a schema demands: its keys without titles, descriptions and what nobody knows."""
    return set(schema) & KEYWORDS


def _merge(one: _Schema, other: _Schema) -> dict[str, Any]:
    """A schema that demands what both demand."""
    merged = dict(one)
    for key in _rules_in(other):
        mine, theirs = merged.get(key), other[key]
        if key not in merged or mine == theirs:
            merged[key] = theirs
        elif key == "properties" and isinstance(mine, dict) and isinstance(theirs, dict):
            both = {name: {"allOf": [mine[name], theirs[name]]} for name in mine if name in theirs}
            merged[key] = {**mine, **theirs, **both}
        elif key == "required" and isinstance(mine, list) and isinstance(theirs, list):
            merged[key] = mine + theirs
        elif key == "type" and {str(mine), str(theirs)} == {"integer", "number"}:
            merged[key] = "integer"
        else:
            raise _wrong(f"it demands “{key}” in two ways at once")
    return merged


def _kind_of(schema: _Schema) -> str | None:
    """The type that a schema means which does not say it."""
    return next((kind for kind, keys in _KEYS.items() if any(key in schema for key in keys)), None)


def _list(schema: _Schema, key: str) -> list[Any]:
    found = schema[key]
    if not isinstance(found, list) or not found:
        raise _wrong(f"“{key}” is no list with something in it")
    return found


def _all_texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(item, str) for item in found)


def _limit(schema: _Schema, key: str) -> float | None:
    found = schema.get(key)
    if found is not None and (type(found) not in {int, float} or not abs(found) <= MAX_LIMIT):
        raise _wrong(f"“{key}” is not a number up to {MAX_LIMIT}")
    return found


def _most(choose: Callable[[Iterable[int]], int], *limits: int | None) -> int | None:
    known = [limit for limit in limits if limit is not None]
    return choose(known) if known else None


def _sequence(names: list[str], rest: str, low: int, high: int | None) -> str:
    """The items of an array: the first ones one by one, then others alike."""
    more = f'( "," {SPACE} {rest} )' + _times(
        max(low - max(len(names), 1), 0), None if high is None else high - max(len(names), 1)
    )
    if names:
        fixed = f' "," {SPACE} '.join(names)
        return f"{fixed} {more} {SPACE}" if rest else f"{fixed} {SPACE}"
    if not rest:
        return ""
    return f"{rest} {more} {SPACE}" if low else f"( {rest} {more} {SPACE} )?"


def _times(low: int, high: int | None) -> str:
    if high is None:
        return {0: "*", 1: "+"}.get(low, f"{{{low},}}")
    return f"{{{low},{high}}}"


def _wrong(reason: str, hint: str = "") -> InvalidInput:
    return refused("schema", reason, hint)
