"""Finds the sentences that the core says, for packaging/translations.py.

The core raises its errors and writes its notes in English, where they happen; the window puts them into its own
language by looking them up again. So every literal of the core that reads like a sentence, or like a part of one, is
a text, with `{0}`, `{1}` … for what an f-string puts in. Left out on purpose are

- what only a terminal or a program gets to read (`TERMINAL_ONLY`),
- what models, engines and programs read (`FOR_MODELS`, `FOR_MACHINES`, `NOT_TOLD`), and what is logged,
- declarations of settings, which have a context of their own.

What `uncovered` returns is said by the core but put together in a way that cannot be read from the code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

TERMINAL_ONLY = ("cli/", "backends/echo/", "__main__.py")
"""The terminal stays English; echo is an engine for trying things out."""
FOR_MODELS = (
    "backends/ollama/templates.py",
    "services/title_words.py",
    "services/tools/history.py",
    "transfer/html_form.py",
    "transfer/markdown_form.py",
)
FOR_MACHINES = ("backends/structured/json_rules.py", "services/parts.py")
NOT_TOLD = {
    "Answer with a JSON object that has the key “colour” and the colour of the sky.",
    "Answer with one word: yes.",
    'Answer with the JSON {"ok": true}.',
    "How many legs have three cats?",
    "Summary of our conversation so far:",
    "Tells the time in a city.",
    "Tells the weather of a city.",
    "What do you see in this picture? Answer in a few words.",
    "What is 7 times 8?",
    "What is the weather in Paris? Use the tool.",
    "What time is it in Rome?",
    "Which colour is this picture? One word.",
    "Which colour is this?",
    "Write one short sentence about the sea.",
    '{"name": {0}, "parameters":',
}
"""Questions that are put to models, and forms of what they read, beside what people are told."""
PREDICATES = {"WrongValue"}
"""Exceptions whose text goes on after a name: “… is out of range”."""
SUBJECTS: tuple[tuple[str | None, ...], ...] = ((None,), ("The name of the preset",))
"""The names before them."""
_UI = "ui"
_SILENT_CALLS = {"setting", "add_argument", "compile", "execute", "TypeError", "ValueError", "RuntimeError"}
_SILENT_OWNERS = {"log", "logging", "re", "parser"}
_UNREAD = {"detail", "params"}
_SENTENCE = re.compile(r"(?!.*%[a-z.])[^\n<>]*[.!?…:][\"”)]*")
_PART = re.compile(r"[^\n%<>|=]*[a-z]{2,}[^\n%<>|=]*")
_NAME = re.compile(r"[A-Z][a-z]{2,}")
_SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WITH|VACUUM|ATTACH|REINDEX)\b|[a-z_]+ = ")
_NAMED = re.compile(r"\{[a-z_]*(?::[^{}]*)?\}")
_HOLES = re.compile(r"\{\d+\}")
MIN_LETTERS = 5
"""Less than this in a template's own words says nothing."""
MAX_LENGTH = 600
MAX_VARIANTS = 24

_ANYTHING = ast.Name(id="?")

Pieces = tuple[str | None, ...]
"""Literal parts, with None for each hole."""


@dataclass(slots=True)
class Found:
    """What one look at the core found."""

    sentences: set[str] = field(default_factory=set)
    """Whole ones, and whatever an error is made of: all of them want a translation."""
    parts: set[str] = field(default_factory=set)
    """What may be a part of a sentence, or a name for something inside: those that have a translation are texts."""
    uncovered: list[str] = field(default_factory=list)


def find(app: Path) -> Found:
    """The sentences of everything below the folder of the package."""
    trees = {path.relative_to(app).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(app.rglob("*.py"))}
    errors = _error_classes(trees.values())
    constants = _Constants(trees)
    found = Found()
    for name, tree in trees.items():
        if not name.startswith((*TERMINAL_ONLY, *FOR_MODELS, *FOR_MACHINES)):
            _Module(name, tree, errors, constants, found).read(only_errors=name.startswith(_UI))
    found.uncovered.sort()
    return found


def _error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """`AppError` and all that come from it."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"AppError"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return known


class _Constants:
    """Texts that modules give a name."""

    def __init__(self, trees: dict[str, ast.Module]) -> None:
        self._of: dict[str, dict[str, ast.expr]] = {name: dict(_assigned(tree)) for name, tree in trees.items()}
        self._borrowed: dict[str, dict[str, tuple[str, str]]] = {
            name: dict(_imported(tree)) for name, tree in trees.items()
        }

    def of(self, module: str, name: str) -> ast.expr | None:
        """What a name stands for in a module, if that is a text."""
        known = self._of[module].get(name)
        if known is None and name in self._borrowed[module]:
            where, original = self._borrowed[module][name]
            return self._of.get(where, {}).get(original)
        return known


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.Constant | ast.JoinedStr | ast.BinOp):
            yield target.id, value


def _imported(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
            path = (node.module or "").removeprefix("app.").replace(".", "/") + ".py"
            for alias in node.names:
                yield alias.asname or alias.name, (path, alias.name)


class _Module:
    """Reads one module."""

    def __init__(self, name: str, tree: ast.Module, errors: set[str], constants: _Constants, found: Found) -> None:
        self._name = name
        self._tree = tree
        self._errors = errors
        self._constants = constants
        self._found = found
        self._locals: dict[str, list[ast.expr]] = {}
        """What the names of the function that is being read can stand for."""
        self._following: set[str] = set()

    def read(self, *, only_errors: bool) -> None:
        """Add what it says; of the window's own modules only errors, since the rest is in `tr`."""
        silent = set(_silent(self._tree))
        for node, names in _with_locals(self._tree):
            self._locals = names
            if isinstance(node, ast.Call) and _name(node.func) in self._errors:
                self._take_error(node)
            elif isinstance(node, ast.Call) and _name(node.func) in PREDICATES:
                self._take_predicate(node.args[0])
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not only_errors:
                for name, values in names.items():
                    self._following = {name}
                    self._take_literals(value for value in values if isinstance(value, ast.BinOp))
                self._following = set()
            elif not only_errors and id(node) not in silent and isinstance(node, ast.Constant | ast.JoinedStr):
                self._take_literals((node,))

    def _take_literals(self, nodes: Iterable[ast.expr]) -> None:
        """Literals that read like words, wherever they stand."""
        for text in (text for node in nodes for text in self._sentences(node)):
            if _is_told(text):
                self._found.sentences.add(text)
            elif _is_part(text):
                self._found.parts.add(text)

    def _take_error(self, call: ast.Call) -> None:
        said = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "hint")]
        for node in said:
            if _is_translated(node):
                continue
            for sentence in self._sentences(node):
                if _letters(sentence) >= MIN_LETTERS:
                    self._found.sentences.add(sentence)
                elif sentence:
                    self._found.uncovered.append(f"{self._name}, line {node.lineno}: {ast.unparse(node)}")

    def _take_predicate(self, node: ast.expr) -> None:
        for predicate, subject in product(self._variants(node), SUBJECTS):
            sentence = _numbered((*subject, " ", *predicate, "."))
            if _letters(sentence) >= MIN_LETTERS:
                self._found.sentences.add(sentence)

    def _sentences(self, node: ast.expr) -> set[str]:
        variants = self._variants(node)
        return {_numbered(pieces) for pieces in variants}

    def _variants(self, node: ast.expr) -> list[Pieces]:
        """Every form that an expression can have, as far as it stands in the code."""
        if isinstance(node, ast.Constant):
            return [_constant(node.value)]
        if isinstance(node, ast.JoinedStr):
            return self._joined(
                [value.value if isinstance(value, ast.FormattedValue) else value for value in node.values]
            )
        if isinstance(node, ast.IfExp):
            return [*self._variants(node.body), *self._variants(node.orelse)]
        if isinstance(node, ast.BoolOp):
            return [form for value in node.values for form in self._variants(value)]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._joined([node.left, node.right])
        if isinstance(node, ast.Name):
            return self._named(node.id)
        if isinstance(node, ast.Call) and _name(node.func) == "format" and isinstance(node.func, ast.Attribute):
            return self._variants(node.func.value)
        if isinstance(node, ast.Call) and _name(node.func) == "count_of":
            return [(None, " ", str(word.value)) for word in node.args[1:] if isinstance(word, ast.Constant)]
        return [(None,)]

    def _named(self, name: str) -> list[Pieces]:
        """What a name stands for: a constant of the module, or all that its function puts into it."""
        if name in self._following:
            return [(None,)]
        known = self._constants.of(self._name, name)
        values = self._locals.get(name) or ([known] if known is not None else [])
        self._following.add(name)
        forms = [form for value in values for form in self._variants(value)]
        self._following.remove(name)
        return list(dict.fromkeys(forms)) or [(None,)]

    def _joined(self, parts: list[ast.expr]) -> list[Pieces]:
        forms = [self._variants(part) for part in parts]
        count = 1
        for form in forms:
            count *= len(form)
        if count > MAX_VARIANTS:
            forms = [form if len(form) == 1 else [(None,)] for form in forms]
        return [tuple(piece for pieces in chosen for piece in pieces) for chosen in product(*forms)]


def _with_locals(tree: ast.Module) -> Iterator[tuple[ast.AST, dict[str, list[ast.expr]]]]:
    """Every node, with what the names of the function around it are given."""
    waiting: list[tuple[ast.AST, dict[str, list[ast.expr]]]] = [(tree, {})]
    while waiting:
        node, names = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = {name: [_ANYTHING] for name in _open_names(node)}
            for inner in ast.walk(node):
                for name, value in _given(inner):
                    names.setdefault(name, []).append(value)
        yield node, names
        waiting += [(child, names) for child in ast.iter_child_nodes(node)]


def _open_names(function: ast.AST) -> Iterator[str]:
    """Names that may stand for anything: arguments, and what loops, unpacking and `with` give a value to."""
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.For | ast.AsyncFor | ast.withitem | ast.Assign):
            several = isinstance(node, ast.Assign) and not isinstance(node.value, ast.Tuple)
            target = node.optional_vars if isinstance(node, ast.withitem) else getattr(node, "target", None)
            for each in node.targets if isinstance(node, ast.Assign) else (target,):
                if each is not None and (isinstance(each, ast.Tuple) if several else not isinstance(node, ast.Assign)):
                    yield from (name.id for name in ast.walk(each) if isinstance(name, ast.Name))


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names that one block of statements gives values to; `x = …` and `x += …` behind it are one value."""
    for block in (getattr(node, "body", None), getattr(node, "orelse", None), getattr(node, "finalbody", None)):
        statements = block if isinstance(block, list) else []
        for number, statement in enumerate(statements):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
            if isinstance(target, ast.Name) and isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
                after = statements[number + 1] if number + 1 < len(statements) else None
                value = statement.value
                if isinstance(after, ast.AugAssign) and _name(after.target) == target.id:
                    value = ast.BinOp(value, after.op, after.value)
                yield target.id, value
            elif isinstance(target, ast.Tuple) and isinstance(getattr(statement, "value", None), ast.Tuple):
                pairs = zip(target.elts, statement.value.elts, strict=False)
                yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))


def _constant(value: object) -> Pieces:
    """A literal; `{name}` in it is for `format`."""
    if not isinstance(value, str):
        return ("",) if value is None else (None,)
    parts: list[str] = _NAMED.split(value) if not _HOLES.search(value) else _HOLES.split(value)
    pieces: list[str | None] = [parts[0]]
    for part in parts[1:]:
        pieces += [None, part]
    return tuple(pieces)


def _numbered(pieces: Pieces) -> str:
    """The template; holes that touch are one."""
    text, number, after_hole = "", 0, False
    for piece in pieces:
        if piece:
            text, after_hole = text + piece, False
        elif piece is None and not after_hole:
            text, number, after_hole = text + f"{{{number}}}", number + 1, True
    return text.strip()


def _letters(template: str) -> int:
    return sum(letter.isalpha() for letter in _HOLES.sub("", template))


def _is_told(text: str) -> bool:
    """Whether a literal is a sentence for people."""
    return _is_wordy(text) and len(text) <= MAX_LENGTH and _SENTENCE.fullmatch(text) is not None


def _is_part(text: str) -> bool:
    """Whether a literal may be a part of one, or the name of something."""
    return (_is_wordy(text) and _PART.fullmatch(text) is not None) or _NAME.fullmatch(text) is not None


def _is_wordy(text: str) -> bool:
    """Several words, and neither a statement for the database nor something for models."""
    several = _letters(text) >= MIN_LETTERS and " " in text and "  " not in text
    return several and text not in NOT_TOLD and _SQL.match(text) is None


def _is_translated(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Call) and _name(part.func) in {"tr", "translate"} for part in ast.walk(node))


def _silent(tree: ast.Module) -> Iterator[int]:
    """Nodes that nobody gets to read: docstrings, pieces of f-strings, log lines, declarations."""
    for node in ast.walk(tree):
        inner: Iterable[ast.AST] = ()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner = (node.value,)
        elif isinstance(node, ast.JoinedStr):
            inner = (*node.values, *_formats(node))
        elif isinstance(node, ast.Call):
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            if _name(node.func) in _SILENT_CALLS or _name(owner) in _SILENT_OWNERS:
                inner = ast.walk(node)
            else:
                inner = (part for word in node.keywords if word.arg in _UNREAD for part in ast.walk(word.value))
        elif isinstance(node, ast.Subscript):
            inner = ast.walk(node.slice)
        yield from map(id, inner)


def _formats(node: ast.JoinedStr) -> Iterator[ast.AST]:
    for value in node.values:
        if isinstance(value, ast.FormattedValue) and value.format_spec is not None:
            yield from ast.walk(value.format_spec)


def _name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
