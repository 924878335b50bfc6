"""What the sheets for import and export decide, without Qt: forms, names of files, where a job stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.types.transfer import ExportFormat, ImportPreview

NAME_LENGTH = 80
"""Characters of a title in the name that is proposed."""
_BAD = frozenset('<>:"/\\|?*')
ZIP = ".zip"


class Form(StrEnum):
    """What a person can choose."""

    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"


ENDINGS = {Form.MARKDOWN: ".md", Form.JSON: ".json", Form.HTML: ".html", Form.PDF: ".pdf"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported, and how."""

    form: Form = Form.MARKDOWN
    chat_ids: tuple[str, ...] = ()
    """() is all."""
    apart: bool = False
    """Each chat in a file of its own, in a ZIP."""
    thinking: bool = False

    @property
    def can_be_apart(self) -> bool:
        """Whether several files make sense."""
        return len(self.chat_ids) != 1 and self.form is not Form.PDF

    @property
    def can_think(self) -> bool:
        """Whether it is a choice to have the thinking in it: JSON always has everything."""
        return self.form is not Form.JSON

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return ZIP if self.apart and self.can_be_apart else ENDINGS[self.form]

    @property
    def core_form(self) -> ExportFormat:
        """What the core writes: of a PDF the page that is printed then."""
        return ExportFormat.HTML if self.form is Form.PDF else ExportFormat(self.form.value)


def file_name(title: str, ending: str) -> str:
    """A name that every file system takes, made of a chat's title."""
    kept = "".join(" " if char in _BAD or not char.isprintable() else char for char in title)
    words = " ".join(kept.split())[:NAME_LENGTH].strip(" .")
    return (words or "Tektra") + ending


def with_ending(path: str, ending: str) -> str:
    """A path as a dialog gave it, with the ending that belongs to the form."""
    return path if path.casefold().endswith(ending) else path + ending


def share(done: int, total: int) -> float:
    """How far a job is, from 0 to 1."""
    return min(1.0, done / total) if total > 0 else 0.0


def pages_in(said: str) -> tuple[int, int] | None:
    """How many pages are drawn and how many there are, by the last whole line of the process that prints."""
    lines = said.split("\n")[:-1]
    figures = lines[-1].split() if lines else []
    if len(figures) != len(("done", "total")) or not all(one.isascii() and one.isdigit() for one in figures):
        return None
    return int(figures[0]), int(figures[1])


def new_chats(preview: ImportPreview) -> int:
    """How many chats an import would add."""
    return max(0, preview.chats - preview.known)
