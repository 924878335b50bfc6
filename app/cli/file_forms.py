"""The forms in which conversations can be exported, as the terminal names them."""

from __future__ import annotations

from app.types.transfer import ExportFormat

PDF = "pdf"
FORMS = {"md": ExportFormat.MARKDOWN, "json": ExportFormat.JSON, "html": ExportFormat.HTML}
FORMATS = (*FORMS, PDF)
ENDINGS = {".md": "md", ".markdown": "md", ".json": "json", ".html": "html", ".htm": "html", ".pdf": PDF, ".zip": "md"}
"""What the ending of a file's name says; what is in a ZIP is for reading, as long as nothing else is asked for."""
