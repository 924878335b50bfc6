"""What both sheets share: a small window over the window with a title, a progress line, an error, and buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.types.transfer import TransferEnded
from app.ui.bridge.base import UiBridge
from app.ui.transfer.job import TransferJob
from app.ui.transfer.model import share
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import Tone, muted_label, text_label
from app.ui.widgets.meter import Meter
from app.ui.widgets.words import number

WIDTH = 520
EDGE = 24


class Sheet(QDialog):
    """While a job runs, Stop and Esc end it; nothing of it stays then. Lives in the GUI thread.

    Signals:
        done_with(result: TransferEnded): The job ended well; the sheet is closed.
    """

    done_with = Signal(object)

    def __init__(self, window: QWidget, bridge: UiBridge) -> None:
        super().__init__(window)
        self._bridge = bridge
        self.job: TransferJob | None = None
        self.title = text_label("", 17, QFont.Weight.DemiBold)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.wide = min(WIDTH, window.width() - 32)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        self.meter = Meter(self.tr("How far it is"))
        self.state = muted_label()
        self.problem = Banner(self)
        self.problem.hide()
        self.cancel_button = TextButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go_button = TextButton("", ButtonKind.PRIMARY)
        self.go_button.clicked.connect(self.go)
        self.go_button.setDefault(True)
        self._lay_out()
        self._show_progress(shown=False)

    def call(self, title: str) -> None:
        """Give it its name."""
        self.setWindowTitle(title)
        self.title.setText(title)

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self.job is not None

    @Slot()
    def go(self) -> None:
        """What the first button does."""
        raise NotImplementedError

    def set_form_enabled(self, *, enabled: bool) -> None:
        """Whether wishes can be changed."""
        raise NotImplementedError

    def reject(self) -> None:
        """Esc, Cancel and the window's cross: first a running job ends, then the sheet goes."""
        if self.job is not None:
            self.state.setText(self.tr("Stopping…"))
            self.cancel_button.setEnabled(False)
            self.job.stop()
            return
        super().reject()

    def event(self, event: QEvent) -> bool:
        """As high as what stands in it."""
        fits = event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show)
        done = super().event(event)  # which may have deleted this sheet
        column = self.layout() if fits else None
        if column is not None:
            self.setFixedSize(self.wide, max(1, column.totalHeightForWidth(self.wide)))
        return done

    def start_job(self) -> TransferJob:
        """A job whose progress is shown here."""
        self.problem.hide()
        self.job = TransferJob(self._bridge, self)
        self.job.progressed.connect(self._progressed)
        self.job.printing.connect(self._printing)
        self.job.printed.connect(self._page_printed)
        self.job.ended.connect(self._ended)
        self.job.failed.connect(self._failed)
        self.job.stopped.connect(self._stopped)
        self.set_form_enabled(enabled=False)
        self.go_button.setEnabled(False)
        self.cancel_button.setText(self.tr("Stop"))
        self.cancel_button.updateGeometry()
        self._progressed(0, 0)
        self._show_progress(shown=True)
        return self.job

    def tell_problem(self, error: AppError) -> None:
        """What went wrong, and what to do."""
        self.problem.say(Tone.BAD, error.message, error.hint, (), error.detail)

    def leave(self) -> None:
        """The window goes: a running job is not looked at any more."""
        if self.job is not None:
            self.job.close()
            self.job = None
        self.reject()

    def _lay_out(self) -> None:
        progress = QVBoxLayout()
        progress.setSpacing(6)
        progress.addWidget(self.meter)
        progress.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 20, EDGE, 20)
        column.setSpacing(16)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.title)
        column.addLayout(self.body)
        column.addWidget(self.problem)
        column.addLayout(progress)
        column.addLayout(buttons)

    def _show_progress(self, *, shown: bool) -> None:
        self.meter.setVisible(shown)
        self.state.setVisible(shown)

    def _over(self) -> None:
        job, self.job = self.job, None
        if job is not None:
            job.deleteLater()
        self._show_progress(shown=False)
        self.set_form_enabled(enabled=True)
        self.go_button.setEnabled(True)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.updateGeometry()

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        self.meter.show_share(share(done, total))
        if self.cancel_button.isEnabled():
            words = self.tr("{0} of {1} chats").format(number(done), number(total))
            self.state.setText(words if total else self.tr("Reading…"))

    @Slot()
    def _printing(self) -> None:
        self.meter.show_share(0)
        self.state.setText(self.tr("Making the pages of the PDF…"))

    @Slot(int, int)
    def _page_printed(self, done: int, total: int) -> None:
        self.meter.show_share(share(done, total))
        self.state.setText(self.tr("Page {0} of {1}").format(number(done), number(total)))

    @Slot(object)
    def _ended(self, result: TransferEnded) -> None:
        self._over()
        self.accept()
        self.done_with.emit(result)

    @Slot(object)
    def _failed(self, error: AppError) -> None:
        self._over()
        self.tell_problem(error)

    @Slot()
    def _stopped(self) -> None:
        self._over()
        self.go_button.setFocus(Qt.FocusReason.OtherFocusReason)
