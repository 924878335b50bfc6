"""About: the version, a check of this computer with a report to copy, and the parts with their licences."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import __version__
from app.bridge.signatures import about_parts, doctor_report, doctor_run
from app.errors import AppError
from app.types.doctor import DoctorReport, DoctorSection, Finding, ShippedPart
from app.types.engines import CheckState
from app.ui.settings.engines_model import CHECK_MOODS
from app.ui.settings.lines import Line
from app.ui.settings.page import SettingsPage, heading
from app.ui.settings.pages_model import Page
from app.ui.settings.words import TONES, tr
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Paragraph, muted_label

COPIED_MS = 2000


class AboutPage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread."""

    page = Page.ABOUT

    def build(self) -> None:
        """Version, check, parts."""
        self.check_button = TextButton(self.tr("Check"), small=True)
        self.copy_button = TextButton(self.tr("Copy the report"), small=True, icon="copy")
        self.check_button.setAccessibleName(self.tr("Check this computer"))
        self.copy_button.explain(self.tr("Without prompts, keys, names and home folders"))
        self.copy_button.hide()
        self.copy_button.clicked.connect(self._copy)
        self.check_button.clicked.connect(self._check)
        self._version = Line(f"Tektra {__version__}", self.tr("Runs models on this computer."))
        looks = self.tr("Engines, devices, memory, disk, models, settings, sound, camera and the last crash.")
        self._check_line = Line(self.tr("Check this computer"), looks, self.copy_button, self.check_button)
        card = Card()
        card.add(self._version)
        card.add(self._check_line)
        self.findings = QWidget()
        self._found = QVBoxLayout(self.findings)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(0)
        self.parts = Card()
        self.body.addWidget(card)
        self.body.addWidget(self.findings)
        self.body.addSpacing(26)
        self.body.addWidget(heading(self.tr("Parts and licences")))
        self.body.addSpacing(10)
        self.body.addWidget(self.parts)
        self.parts.hide()
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(self._reset_copy)
        self.topics = {tr("Check this computer"): self._check_line, tr("Parts and licences"): self.parts}

    def opened(self) -> None:
        """The parts, once."""
        if self.around.settings.connected and not self.parts.rows:
            self.around.bridge.invoke(about_parts).then(self._show_parts, self._failed)

    @Slot()
    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self._check_line.say(self.tr("Looking… This takes a few seconds."))
        self.around.bridge.invoke(doctor_run).then(self._show_report, self._failed)

    def _show_report(self, report: DoctorReport) -> None:
        self.check_button.setEnabled(True)
        self.copy_button.show()
        self._check_line.say(_sum_words(report.findings))
        self._clear_findings()
        for section in DoctorSection:
            found = [finding for finding in report.findings if finding.section is section]
            if found:
                self._add_section(section, found)

    def _add_section(self, section: DoctorSection, found: list[Finding]) -> None:
        card = Card()
        for finding in found:
            line = Line(finding.name)
            words = f"{finding.text} {finding.hint}".strip()
            line.say(words, _state_words(finding.state), TONES[CHECK_MOODS[finding.state]])
            card.add(line)
        self._found.addSpacing(22)
        self._found.addWidget(heading(_section_words(section)))
        self._found.addSpacing(10)
        self._found.addWidget(card)

    def _clear_findings(self) -> None:
        while self._found.count():
            item = self._found.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _failed(self, error: AppError) -> None:
        self.check_button.setEnabled(True)
        self._check_line.say(f"{error.message} {error.hint}".strip())

    @Slot()
    def _copy(self) -> None:
        self.copy_button.setEnabled(False)
        self.around.bridge.invoke(doctor_report).then(self._put_on_clipboard, self._copy_failed)

    def _put_on_clipboard(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self.copy_button.setEnabled(True)
        self.copy_button.setText(self.tr("Copied"))
        self._copied.start(COPIED_MS)

    def _copy_failed(self, error: AppError) -> None:
        self.copy_button.setEnabled(True)
        self._failed(error)

    @Slot()
    def _reset_copy(self) -> None:
        self.copy_button.setText(self.tr("Copy the report"))

    def _show_parts(self, parts: tuple[ShippedPart, ...]) -> None:
        self.parts.clear()
        for part in parts:
            self.parts.add(PartLine(part))
        self.parts.setVisible(bool(parts))


class PartLine(QWidget):
    """One part: name, version, licence, and the licence's text on request. Lives in the GUI thread."""

    def __init__(self, part: ShippedPart) -> None:
        super().__init__()
        self.part = part
        name = Paragraph(f"{part.name} {part.version}".strip(), 13, 20)
        licence = muted_label(part.licence)
        self.button = TextButton(tr("Licence"), ButtonKind.GHOST, small=True)
        self.button.setAccessibleName(tr("Licence of {0}").format(part.name))
        self.button.setCheckable(True)
        self.button.setVisible(bool(part.text))
        self.button.toggled.connect(self._unfold)
        self.text = Paragraph("", 12, 18, muted=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(name, 1)
        row.addWidget(licence)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.text)
        self.setMinimumHeight(40)

    @Slot(bool)
    def _unfold(self, open_: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        if open_:
            self.text.say(self.part.text)
        self.text.setVisible(open_)


def _sum_words(findings: tuple[Finding, ...]) -> str:
    bad = sum(finding.state is CheckState.BAD for finding in findings)
    warnings = sum(finding.state is CheckState.WARNING for finding in findings)
    if not bad and not warnings:
        return tr("Everything that was looked at is well.")
    parts = []
    if bad:
        parts.append(tr("1 problem") if bad == 1 else tr("{0} problems").format(bad))
    if warnings:
        parts.append(tr("1 warning") if warnings == 1 else tr("{0} warnings").format(warnings))
    return ", ".join(parts) + "."


def _state_words(state: CheckState) -> str:
    return {
        CheckState.GOOD: tr("good"),
        CheckState.WARNING: tr("warning"),
        CheckState.BAD: tr("problem"),
        CheckState.UNKNOWN: tr("not known"),
    }[state]


def _section_words(section: DoctorSection) -> str:
    return {
        DoctorSection.CORE: tr("Core"),
        DoctorSection.ENGINES: tr("Engines"),
        DoctorSection.DEVICES: tr("Devices"),
        DoctorSection.MEMORY: tr("Memory"),
        DoctorSection.DISK: tr("Disk"),
        DoctorSection.MODELS: tr("Models"),
        DoctorSection.SETTINGS: tr("Settings"),
        DoctorSection.SOUND: tr("Sound"),
        DoctorSection.CAMERA: tr("Camera"),
        DoctorSection.CRASHES: tr("Crashes"),
    }[section]
