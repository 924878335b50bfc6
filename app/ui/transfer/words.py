"""Import and export in words. Translated in this module's context."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.types.transfer import ExportResult, ImportPreview, ImportResult, ImportSource
from app.ui.transfer.model import Form, Wish, new_chats
from app.ui.widgets.words import number

SHOWN_LEFT_OUT = 6
"""Sentences of what is left out; the rest is counted."""


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """Translate in this module's context; with a number the right one of its forms."""
    return QCoreApplication.translate("transfer_words", text, comment, count)


def form_title(form: Form) -> str:
    """A form's name."""
    return {Form.MARKDOWN: "Markdown", Form.JSON: "JSON", Form.HTML: "HTML", Form.PDF: "PDF"}[form]


def form_words(wish: Wish) -> str:
    """What a form is good for."""
    return {
        Form.MARKDOWN: tr("Text that every editor reads, with the branch that each chat shows."),
        Form.JSON: tr("Keeps everything: all branches, attachments and settings. Tektra can import it again."),
        Form.HTML: tr("One page for any browser, with the branch that each chat shows. It needs nothing else."),
        Form.PDF: tr("Pages for reading and printing, with the branch that each chat shows."),
    }[wish.form]


def file_kind(wish: Wish) -> str:
    """For the file dialog."""
    ending = wish.ending
    name = "ZIP" if ending == ".zip" else form_title(wish.form)
    return f"{name} (*{ending})"


def source_title(source: ImportSource) -> str:
    """Where a file comes from."""
    return {
        ImportSource.TEKTRA: tr("Export of Tektra"),
        ImportSource.CHATGPT: tr("Export of ChatGPT"),
        ImportSource.OPEN_WEBUI: tr("Export of Open WebUI"),
    }[source]


def chats_words(count: int) -> str:
    """So many chats."""
    return tr("%n chat(s)", "", count)


def preview_words(preview: ImportPreview) -> str:
    """What a file holds."""
    if not preview.chats:
        return tr("No chat with a message is in this file, so there is nothing to import.")
    messages = tr("%n message(s)", "", preview.messages)
    return tr("{0} with {1}.").format(chats_words(preview.chats), messages)


def known_words(preview: ImportPreview) -> str:
    """Of these, what is here already; "" for nothing."""
    if not preview.known:
        return ""
    if not new_chats(preview):
        return tr("All of them are here already, so there is nothing to import.")
    return tr("%n of them is/are here already and will be left out.", "", preview.known)


def left_out_words(sentences: tuple[str, ...]) -> str:
    """What cannot be taken over, a line for each; "" for nothing."""
    lines = list(sentences[:SHOWN_LEFT_OUT])
    if len(sentences) > SHOWN_LEFT_OUT:
        lines.append(tr("And {0} more.").format(number(len(sentences) - SHOWN_LEFT_OUT)))
    return "\n".join(lines)


def imported_words(result: ImportResult) -> str:
    """What an import came to."""
    if not result.chats and result.known:
        return tr("Nothing new: %n chat(s) was/were here already.", "", result.known)
    if not result.chats:
        return tr("Nothing was imported: no chat with a message is in the file.")
    return tr("%n chat(s) imported", "", result.chats)


def exported_words(result: ExportResult) -> str:
    """What an export came to."""
    return tr("%n chat(s) exported", "", result.chats)
