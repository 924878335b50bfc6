"""What is being written while something else is asked at once: it stands aside meanwhile and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.composer.attach_model import AttachList
from app.ui.composer.drafts_model import Draft
from app.ui.composer.files_desk import FilesDesk
from app.ui.window.composer import Composer


class Aside:
    """One for the composer of a window. Lives in the GUI thread."""

    def __init__(self, composer: Composer, files: FilesDesk, draft: Callable[[], Draft]) -> None:
        self._composer = composer
        self._files = files
        self._draft = draft
        self._text: str | None = None
        self._question = ""
        self._asked = ""
        """The question that was the last one to be sent, if it was asked beside the draft."""

    def ask(self, question: str, tell: Callable[[str], None]) -> None:
        """Send a question alone, without the text and the files of the draft; it may wait for the core."""
        if self._composer.held:
            return
        if self._composer.blocked:
            tell(self._composer.blocked)
        text, self._question = self._composer.text, question
        self._files.show_files(AttachList())
        self._composer.set_text(question)
        self._composer.submit()
        self._text = text
        if not self._composer.held:
            self.put_back()

    def put_back(self) -> None:
        """The question is on its way, or was taken back; it stays in the field where nothing else was written."""
        if self._text is None:
            return
        text, self._text = self._text, None
        self._asked = self._question
        files = self._draft().files
        self._files.show_files(files)
        if text or len(files):
            self._composer.set_text(text)

    def sent(self) -> None:
        """A question was sent; whoever asked it beside a draft says so afterwards."""
        self._asked = ""

    def keeps(self, question: str) -> bool:
        """Whether a refused question does not belong into the field: it was asked beside a draft."""
        return question == self._asked and bool(self._composer.text or len(self._draft().files))
