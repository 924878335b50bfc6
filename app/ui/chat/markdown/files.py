"""The parser with addresses of files in pictures, and nowhere else. Imported with the parser, on first use."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image

from app.ui.chat.markdown.local import FILE


class FilesParser(MarkdownIt):
    """Takes `file:` as the target of a picture; a link to one stays the text that it is."""

    def __init__(self, preset: str, options: dict[str, object]) -> None:
        self._in_picture = False
        super().__init__(preset, options)
        self.inline.ruler.at("image", self._image)

    def validateLink(self, url: str) -> bool:
        """Whether an address may stand in a link or a picture."""
        return super().validateLink(url) or (self._in_picture and url[: len(FILE)].lower() == FILE)

    def _image(self, state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's form
        before, self._in_picture = self._in_picture, True
        try:
            return image(state, silent)
        finally:
            self._in_picture = before
