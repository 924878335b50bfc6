"""Going back through one's own questions with the arrow keys, as in a terminal. No Qt."""

from __future__ import annotations

from collections.abc import Sequence


class Recall:
    """Where one is among the questions of a chat."""

    def __init__(self) -> None:
        self._steps = 0
        self._shown = ""

    def leave(self) -> None:
        """Back in the present."""
        self._steps, self._shown = 0, ""

    def up(self, questions: Sequence[str], text: str) -> str | None:
        """The question before; None where the key is the caret's, or there is none before."""
        if not self._walks(text):
            return None
        return self._step(questions, 1)

    def down(self, questions: Sequence[str], text: str) -> str | None:
        """The question after, at last the empty field; None where the key is the caret's."""
        if not self._steps or not self._walks(text):
            return None
        return self._step(questions, -1)

    def _walks(self, text: str) -> bool:
        if text != self._shown:
            self.leave()
        return not text or (self._steps > 0 and text == self._shown)

    def _step(self, questions: Sequence[str], by: int) -> str | None:
        wanted = self._steps + by
        if wanted > len(questions):
            return None
        self._steps = wanted
        self._shown = questions[-wanted] if wanted else ""
        return self._shown
