"""How a form that cannot be used is refused: one sentence, and the reason."""

from __future__ import annotations

from app.errors import InvalidInput


def refused(what: str, reason: str, hint: str = "") -> InvalidInput:
    """The error for a grammar, a schema or a tool.

    The reason goes on after a colon, and has no full stop.
    """
    return InvalidInput(
        f"The {what} cannot be used: {reason}.", hint=hint or f"Change the {what}.", params={"setting": what}
    )
