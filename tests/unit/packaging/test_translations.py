"""Every text of the window is translated, and the script that sees to it finds them all."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.process import ROOT

SAMPLE = '''
from PySide6.QtCore import QCoreApplication

def tr(text):
    """One helper."""
    return QCoreApplication.translate("words", text)

NAMES = (tr("Blue"),)

def line(translate):
    return translate("Line", "finished") if NAMES else QCoreApplication.translate("Row", "first " "{0}")

def moved(painter, text):
    painter.translate(1, 2)
    return text.translate({})

class Outer:
    def name(self, many):
        class Inner:
            def say(self):
                return self.tr("in " "two parts")
        return self.tr("One" if many else "Other"), self.tr("%n file(s)", "", many), self.tr("kept", n=many)
'''


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """packaging/translations.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("tektra_translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def test_every_language_is_up_to_date_complete_and_keeps_the_placeholders(script: ModuleType) -> None:
    catalogs = {language: script.Catalog(language) for language in script.FORMS}
    texts, problems, _ = script.all_texts(catalogs.values())
    assert problems == []
    assert sum(text.context == script.CORE_CONTEXT for text in texts) > 1000
    assert (script.FOLDER / script.CORE_FILE).read_text("utf-8") == script.core_file(texts), "make translations"
    for language, catalog in catalogs.items():
        written = catalog.path.read_text("utf-8")
        catalog.update(texts)
        assert catalog.missing() == [], f"python packaging/translations.py --missing {language}"
        assert catalog.wrong() == []
        assert catalog.xml() == written, "make translations"
        assert catalog.path.with_suffix(".qm").stat().st_size > 0


def test_texts_are_found_with_their_contexts(script: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "app" / "ui"
    folder.mkdir(parents=True)
    (folder / "words.py").write_text(SAMPLE, "utf-8")
    (folder / "page.py").write_text("from app.ui.words import tr\nTITLE = tr('Page')\n", "utf-8")
    (folder / "bad.py").write_text("class A:\n  def f(self, x):\n    return self.tr(f'{x}') + tr('who')\n", "utf-8")
    texts, problems = script.find_texts(folder)
    assert texts == {
        script.Text("words", "Blue"),
        script.Text("words", "Page"),
        script.Text("Line", "finished"),
        script.Text("Row", "first {0}"),
        script.Text("Inner", "in two parts"),
        script.Text("Outer", "One"),
        script.Text("Outer", "Other"),
        script.Text("Outer", "%n file(s)", plural=True),
        script.Text("Outer", "kept", plural=True),
        script.Text("", "who"),
    }
    assert [problem.partition(":")[0] for problem in problems] == ["app.ui.bad, line 3", "app.ui.bad, line 3"]


def test_a_catalogue_keeps_what_it_knows_and_drops_what_is_gone(script: ModuleType, tmp_path: Path) -> None:
    catalog = script.Catalog("de", tmp_path)
    one, many = script.Text("A", "Open {0}"), script.Text("A", "%n file(s)", plural=True)
    catalog.update({one, many})
    assert catalog.missing() == [many, one]
    catalog.apply({"Open {0}": "Öffne {1}", "%n file(s)": ["%n Datei", "%n Dateien"], "Gone": "Weg"})
    assert catalog.missing() == []
    assert len(catalog.wrong()) == 1
    catalog.path.write_text(catalog.xml(), "utf-8")
    again = script.Catalog("de", tmp_path)
    again.update({one, many, script.Text("B", "Open {0}"), script.Text("B", "New")})
    assert again.known[script.Text("B", "Open {0}")] == ("Öffne {1}",)  # the same words elsewhere
    assert again.missing() == [script.Text("B", "New")]
    again.update({many})
    assert again.known == {many: ("%n Datei", "%n Dateien")}


def test_english_has_its_plurals_by_itself(script: ModuleType, tmp_path: Path) -> None:
    catalog = script.Catalog("en", tmp_path)
    plural = script.Text("A", "%n file(s)", plural=True)
    catalog.update({plural, script.Text("A", "Open"), script.Text("A", "%n mice", plural=True)})
    assert catalog.known[plural] == ("%n file", "%n files")
    assert catalog.missing() == [script.Text("A", "%n mice", plural=True)]
