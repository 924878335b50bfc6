"""Keeps resources/i18n in step with the code: finds every text, updates the .ts files, makes the .qm files.

    python packaging/translations.py                    update and compile (`make translations`)
    python packaging/translations.py --check            say what is out of date, unfinished or wrong; exit 1 if anything
    python packaging/translations.py --missing de       print what is not translated yet, as JSON: source → ""
    python packaging/translations.py --apply de FILE    take such a JSON with translations, then update and compile
    python packaging/translations.py --uncovered        print what the core says and nothing here can translate

A text is a literal in `self.tr(…)` (its context is the class), in `tr(…)` of a module that defines it through
`QCoreApplication.translate("context", …)` or imports it from one, in `translate("context", …)` wherever else it stands,
or a word of a setting's declaration. Qt's own
lupdate knows neither helpers nor settings. Texts with a number are `tr("%n files", "", count)`: one form for each
number of the language, in JSON a list.

What the core says has the context "core"; core_sentences.py finds it. Whole sentences all need a translation, parts of
sentences have one where somebody gave it with `--apply`. The window looks for them in core_sentences.json.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
SOURCES = ROOT / "app" / "ui"
FORMS = {"en": 2, "de": 2}
"""The languages, and how many forms a noun with a number has in each."""
SETTINGS_CONTEXT = "settings"
CORE_CONTEXT = "core"
CORE_FILE = "core_sentences.json"
_HIDDEN = "gallery.py"
"""A page for those who work on Tektra."""
_HOLDERS = re.compile(r"\{\w*\}|%n|%L?\d")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text of the code."""

    context: str
    source: str
    plural: bool = False


@dataclass(slots=True)
class Module:
    """What one module says, and what was wrong in it."""

    context: str = ""
    """Of the `tr` that it defines."""
    borrowed: str = ""
    """The module whose `tr` it imports."""
    calls: list[tuple[ast.Call, str]] = field(default_factory=list)
    """Calls of `tr` with the class around them; "" for the module's own."""


class _Reader(ast.NodeVisitor):
    """Walks one module."""

    def __init__(self) -> None:
        self.found = Module()
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """The context of `self.tr` below it."""
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """`def tr` names the module's context."""
        if node.name == "tr":
            for call in ast.walk(node):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and call.func.attr == "translate"
                ):
                    first = call.args[0]
                    self.found.context = str(first.value) if isinstance(first, ast.Constant) else SETTINGS_CONTEXT
            return
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from … import tr` borrows a context."""
        if any(name.name == "tr" for name in node.names):
            self.found.borrowed = node.module or ""

    def visit_Call(self, node: ast.Call) -> None:
        """Texts."""
        if isinstance(node.func, ast.Name) and node.func.id == "tr":
            self.found.calls.append((node, ""))
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            self.found.calls.append((node, self._class))
        elif _calls(node.func, "translate") and len(node.args) > 1:
            context = node.args[0]
            if isinstance(context, ast.Constant) and isinstance(context.value, str):
                named = ast.Call(node.func, node.args[1:], node.keywords, lineno=node.lineno)
                self.found.calls.append((named, context.value))
        self.generic_visit(node)


def find_texts(folder: Path = SOURCES) -> tuple[set[Text], list[str]]:
    """Every text of the code below a folder, and what cannot be translated as it is written."""
    modules: dict[str, Module] = {}
    for path in sorted(set(folder.rglob("*.py")) - {folder / _HIDDEN}):
        reader = _Reader()
        reader.visit(ast.parse(path.read_text("utf-8"), str(path)))
        modules[".".join(path.relative_to(folder.parent.parent).with_suffix("").parts)] = reader.found
    texts: set[Text] = set()
    problems: list[str] = []
    for name, module in modules.items():
        own = module.context or modules.get(module.borrowed, Module()).context
        for call, around in module.calls:
            sources = list(_literals(call.args[0])) if call.args else []
            context = around or own
            if not sources or not context:
                problems.append(
                    f"{name}, line {call.lineno}: the text of tr() is no literal, or nobody knows its context"
                )
            texts |= {Text(context, source, plural=_has_number(call)) for source in sources}
    return texts, problems


def _calls(func: ast.expr, name: str) -> bool:
    return func.attr == name if isinstance(func, ast.Attribute) else isinstance(func, ast.Name) and func.id == name


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _has_number(call: ast.Call) -> bool:
    return len(call.args) > 2 or any(word.arg == "n" for word in call.keywords)


def setting_texts() -> set[Text]:
    """Labels, helps and headings of all settings."""
    sys.path.insert(0, str(ROOT))
    from app.config.settings import declared
    from app.types.models import BackendName

    words = (word for item in declared().values() for word in (item.shown.label, item.help, item.shown.group))
    return {Text(SETTINGS_CONTEXT, word) for word in words if word and word not in set(BackendName)}


def core_texts(wanted: Iterable[str]) -> tuple[set[Text], list[str]]:
    """What the core says, with those parts of sentences that are wanted; and what cannot be translated."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    found = import_module("core_sentences").find(SOURCES.parent)
    parts = found.parts - found.sentences
    said = found.sentences | (parts & set(wanted))
    return {Text(CORE_CONTEXT, sentence) for sentence in said}, sorted(
        {*found.uncovered, *(f"part: {part}" for part in parts - said if " " in part)}
    )


def core_file(texts: set[Text]) -> str:
    """What core_sentences.json has to hold."""
    return json.dumps(
        sorted(text.source for text in texts if text.context == CORE_CONTEXT), ensure_ascii=False, indent=0
    )


class Catalog:
    """One language's .ts file."""

    def __init__(self, language: str, folder: Path = FOLDER) -> None:
        self.language = language
        self.path = folder / f"tektra_{language}.ts"
        self.known: dict[Text, tuple[str, ...]] = {}
        if self.path.is_file():
            self._read(ET.parse(self.path).getroot())  # noqa: S314 - our own file

    @property
    def plurals_only(self) -> bool:
        """The language of the code needs nothing but its plurals."""
        return self.language == "en"

    def update(self, texts: set[Text]) -> None:
        """Exactly these texts; what is new takes over what the same words mean elsewhere."""
        elsewhere = {(text.source, text.plural): words for text, words in self.known.items() if all(words)}
        wanted = (text for text in texts if text.plural or not self.plurals_only)
        self.known = {text: self.known.get(text) or elsewhere.get((text.source, text.plural), ()) for text in wanted}
        if self.plurals_only:
            self.known = {text: words or _english(text.source) for text, words in self.known.items()}

    def apply(self, given: dict[str, str | list[str]]) -> None:
        """Take translations over, for every context of each text."""
        for text in self.known:
            words = given.get(text.source)
            if words:
                self.known[text] = (words,) if isinstance(words, str) else tuple(words)

    def missing(self) -> list[Text]:
        """What has no translation, or too few forms of one."""
        return sorted(text for text, words in self.known.items() if not self._is_whole(text, words))

    def wrong(self) -> list[str]:
        """Translations whose placeholders are not those of their text."""
        return [
            f"{self.path.name}: {text.context}: {text.source!r} → {form!r}"
            for text, words in sorted(self.known.items())
            for form in words
            if sorted(_HOLDERS.findall(form)) != sorted(_HOLDERS.findall(text.source))
        ]

    def xml(self) -> str:
        """The file."""
        root = ET.Element("TS", version="2.1", language=self.language, sourcelanguage="en")
        for name in sorted({text.context for text in self.known}):
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
            for text in sorted(text for text in self.known if text.context == name):
                self._put(context, text)
        ET.indent(root, " ")
        body = ET.tostring(root, encoding="unicode")
        return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'

    def _put(self, context: ET.Element, text: Text) -> None:
        words = self.known[text]
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ET.SubElement(message, "source").text = text.source
        unfinished = {} if self._is_whole(text, words) else {"type": "unfinished"}
        translation = ET.SubElement(message, "translation", unfinished)
        if not text.plural:
            translation.text = words[0] if words else ""
            return
        for index in range(FORMS[self.language]):
            ET.SubElement(translation, "numerusform").text = words[index] if index < len(words) else ""

    def _is_whole(self, text: Text, words: tuple[str, ...]) -> bool:
        return len(words) == (FORMS[self.language] if text.plural else 1) and all(words)

    def _read(self, root: ET.Element) -> None:
        for context in root.iter("context"):
            for message in context.iter("message"):
                plural = message.get("numerus") == "yes"
                text = Text(context.findtext("name", ""), message.findtext("source", ""), plural)
                forms = message.iter("numerusform") if plural else message.iter("translation")
                words = tuple(form.text or "" for form in forms)
                self.known[text] = words if all(words) else ()


def _english(source: str) -> tuple[str, ...]:
    """Singular and plural of "%n file(s)"; others are written by hand."""
    if "(s)" not in source:
        return ()
    return source.replace("(s)", ""), source.replace("(s)", "s")


def compile_all(folder: Path = FOLDER) -> None:
    """The .qm files that the window reads."""
    for language in FORMS:
        source = folder / f"tektra_{language}.ts"
        target = source.with_suffix(".qm")
        command = [str(Path(sys.executable).parent / "pyside6-lrelease"), "-silent", str(source), "-qm", str(target)]
        subprocess.run(command, check=True)


def all_texts(catalogs: Iterable[Catalog], given: Iterable[str] = ()) -> tuple[set[Text], list[str], list[str]]:
    """Every text there is, what is wrong with the code, and what of the core cannot be translated."""
    texts, problems = find_texts()
    known = {text.source for catalog in catalogs for text in catalog.known if text.context == CORE_CONTEXT}
    said, uncovered = core_texts({*known, *given})
    return texts | setting_texts() | said, problems, uncovered


def _written(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def main(argv: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Keeps resources/i18n in step with the code.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", metavar="LANGUAGE", choices=FORMS)
    parser.add_argument("--apply", nargs=2, metavar=("LANGUAGE", "FILE"))
    parser.add_argument("--uncovered", action="store_true")
    args = parser.parse_args(argv)
    given = json.loads(Path(args.apply[1]).read_text("utf-8")) if args.apply else {}
    catalogs = {language: Catalog(language) for language in FORMS}
    texts, problems, uncovered = all_texts(catalogs.values(), given)
    if args.uncovered:
        print("\n".join(uncovered))
        return 0
    before = {language: catalog.xml() for language, catalog in catalogs.items()}
    for language, catalog in catalogs.items():
        catalog.update(texts)
        if args.apply and args.apply[0] == language:
            catalog.apply(given)
        problems += catalog.wrong()
    if args.missing:
        left = {text.source: ["", ""] if text.plural else "" for text in catalogs[args.missing].missing()}
        print(json.dumps(left, ensure_ascii=False, indent=1))
        return 0
    if args.check:
        problems += [f"{name}: not up to date" for name, old in before.items() if old != catalogs[name].xml()]
        problems += [f"{name}: {text.source!r} is missing" for name, c in catalogs.items() for text in c.missing()]
        if _written(FOLDER / CORE_FILE) != core_file(texts):
            problems.append(f"{CORE_FILE}: not up to date")
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for catalog in catalogs.values():
            catalog.path.write_text(catalog.xml(), "utf-8")
        (FOLDER / CORE_FILE).write_text(core_file(texts), "utf-8")
        compile_all()
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
