"""The language of the window: which one is wanted, and its texts. Loaded once, before the first widget is made."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui import spoken
from app.ui.phrases import Phrasebook
from app.ui.theme.fonts import resource_folder

log = logging.getLogger(__name__)

SOURCE_LANGUAGE = "en"
"""What the code is written in; its file has the plurals."""
SETTINGS_CONTEXT = "settings"
"""Of labels and helps of settings, which the core declares."""

CORE_CONTEXT = "core"
"""Of what the core says."""
CORE_FILE = "core_sentences.json"


def translations_folder() -> Path:
    """Where the files `tektra_LANGUAGE.qm` are."""
    return resource_folder() / "i18n"


def available() -> tuple[str, ...]:
    """The languages that there are texts for."""
    return tuple(sorted(path.stem.partition("_")[2] for path in translations_folder().glob("tektra_*.qm")))


def choose(wanted: str, system: Sequence[str], known: Sequence[str]) -> str:
    """The language to use: the one that was asked for, else the first of the system's that is known, else English."""
    for name in system if wanted == "system" else (wanted,):
        language = name.replace("_", "-").partition("-")[0].lower()
        if language in known:
            return language
    return SOURCE_LANGUAGE


def speak(app: QApplication, wanted: str) -> str:
    """Use a language ("system", "en", "de" …) for all texts from now on, ours and Qt's; returns the one that it is."""
    language = choose(wanted, QLocale.system().uiLanguages(), available())
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_texts), ("tektra", str(translations_folder()))):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)
        else:
            log.info("there are no texts %s_%s", name, language)
    app.setLayoutDirection(direction(language))
    spoken.use(None if language == SOURCE_LANGUAGE else partial(_phrasebook, language))
    return language


def _phrasebook(language: str) -> Phrasebook:
    """What the core may say, in a language."""
    try:
        templates = json.loads((translations_folder() / CORE_FILE).read_text("utf-8"))
    except (OSError, ValueError) as exc:
        log.warning("the sentences of the core are not at hand: %s", type(exc).__name__)
        templates = []
    locale = QLocale(language)
    return Phrasebook(
        templates,
        lambda text: QCoreApplication.translate(CORE_CONTEXT, text),
        comma=locale.groupSeparator(),
        point=locale.decimalPoint(),
    )


def direction(language: str) -> Qt.LayoutDirection:
    """Which way a language is written."""
    return QLocale(language).textDirection()


def setting_words(text: str) -> str:
    """A word of the core's declaration of settings, in the language of the window."""
    return QCoreApplication.translate(SETTINGS_CONTEXT, text) if text else ""
