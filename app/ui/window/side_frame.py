"""Where the sidebar stands: beside the page, or in a narrow window over it as a drawer."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.panel.side_place import LEAST_FOR_BOTH
from app.ui.theme.tokens import SIDEBAR_WIDTH
from app.ui.widgets.mirror import mirrored
from app.ui.widgets.scrim import Scrim
from app.ui.window.header import Header
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar import Sidebar

NARROW = 720
"""In less width the page has all of it."""
NARROW_WITH_PANEL = SIDEBAR_WIDTH + LEAST_FOR_BOTH
"""The same while the panel is open, which would cover Send otherwise."""


class SideFrame(QWidget):
    """Sidebar and page share the width, or the sidebar comes and goes over the page. Lives in the GUI thread.

    Signals:
        arranged(): The page has another width.
        folded_by_person(): `folded` is another one, to be remembered.
    """

    arranged = Signal()
    folded_by_person = Signal()

    def __init__(self, sidebar: Sidebar, page: QWidget, header: Header) -> None:
        super().__init__()
        self.folded = False
        """Whether the person folded it away where there is room."""
        self._sidebar = sidebar
        self._page = page
        self._header = header
        self._narrow = False
        self._drawn = False
        sidebar.setParent(self)  # first, as for Tab
        page.setParent(self)
        self.scrim = Scrim(self)
        sidebar.raise_()
        self.setMinimumSize(1, 1)
        header.sidebar_requested.connect(self.toggle)
        sidebar.collapse_requested.connect(self.toggle)
        self.scrim.pressed.connect(self.close_drawer)
        for leads_away in (
            sidebar.chat_chosen,
            sidebar.new_chat_requested,
            sidebar.begin_requested,
            sidebar.search_requested,
            sidebar.library_requested,
            sidebar.settings_requested,
        ):
            leads_away.connect(self.close_drawer)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr] # there is one
        self._show()

    @property
    def taken(self) -> int:
        """How much of the width the page does not have."""
        return 0 if self._narrow or self._sidebar.isHidden() else self._sidebar.width()

    @property
    def drawn(self) -> bool:
        """Whether the sidebar lies over the page."""
        return self._narrow and self._drawn

    def make_room(self, width: int, *, panel: bool) -> None:
        """The window has another width, or its panel came or went: the sidebar is the first to give way."""
        narrow = width < (NARROW_WITH_PANEL if panel else NARROW)
        if narrow != self._narrow:
            self._narrow, self._drawn = narrow, False
            self._show()

    def set_shown(self, *, shown: bool) -> None:
        """Fold the sidebar away or bring it back; over a narrow page that is not remembered."""
        if self._narrow:
            self._drawn = shown
        else:
            self.folded = not shown
            self.folded_by_person.emit()
        self._show()

    @Slot()
    def toggle(self) -> None:
        """The other way round; the keyboard goes along."""
        shown = self._sidebar.isHidden()
        self.set_shown(shown=shown)
        button = self._sidebar.fold_button if shown else self._header.unfold_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_drawer(self) -> None:
        """What lies over the page goes; what stands beside it stays."""
        if self.drawn:
            self.set_shown(shown=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that stops things closes a drawer."""
        if self.drawn and shortcuts().hit(Action.STOP, event):
            self.toggle()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._arrange()

    @Slot("QWidget*", "QWidget*")
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Nobody types into what is covered."""
        if self.drawn and now is not None and self._page.isAncestorOf(now):
            self.close_drawer()

    def _show(self) -> None:
        shown = self._drawn if self._narrow else not self.folded
        self._sidebar.setVisible(shown)
        self.scrim.setVisible(self.drawn)
        self._header.unfold_button.setVisible(self._narrow or not shown)
        self._arrange()

    def _arrange(self) -> None:
        taken, whole = self.taken, self.rect()
        self._page.setGeometry(mirrored(self, QRect(taken, 0, self.width() - taken, self.height())))
        self.scrim.setGeometry(whole)
        self._sidebar.setGeometry(mirrored(self, QRect(0, 0, SIDEBAR_WIDTH, self.height())))
        self.arranged.emit()
