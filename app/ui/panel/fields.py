"""The fields of the panel by name, for whoever looks for one elsewhere: their words, and the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.panel.panel_model import FIRST, MORE
from app.ui.panel.words import dial_help, dial_label, tr

if TYPE_CHECKING:
    from app.ui.panel.panel import Panel
    from app.ui.widgets.fold import Fold

_EDGE = 40


def field_words() -> dict[str, tuple[str, str]]:
    """By name: the label, and words under which people look for it. In the panel's order."""
    first = {dial.name: (dial_label(dial.name), dial_help(dial.name)) for dial in FIRST}
    more = {dial.name: (dial_label(dial.name), dial_help(dial.name)) for dial in MORE}
    return {
        "system_prompt": (tr("System prompt"), tr("What the model should know and how it should answer")),
        "preset": (tr("Preset"), tr("creative precise sampling values")),
        **first,
        "max_tokens": (tr("Longest answer"), tr("max tokens length limit")),
        **more,
        "seed": (tr("Seed"), tr("random repeat same answer")),
        "stop": (tr("Stop at"), tr("stop strings sequences end")),
        "context_policy": (tr("When the chat gets too long"), tr("context policy window drop sum up refuse")),
        "thinking": (tr("Thinking"), tr("reasoning think first answer at once")),
    }


def reveal(panel: Panel, name: str) -> None:
    """Bring a field of a shown panel in sight, with the keyboard in it."""
    fold, field = _places(panel)[name]
    if fold is not None:
        fold.button.setChecked(True)
    inner = panel.scroll_area.widget()
    if inner is not None:
        inner.adjustSize()  # what was folded has its place now
    panel.scroll_area.ensureWidgetVisible(field, 0, _EDGE)
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if isinstance(field, QLineEdit):
        field.selectAll()


def _places(panel: Panel) -> dict[str, tuple[Fold | None, QWidget]]:
    """The fold that a field is in, and what takes the keyboard."""
    plain: dict[str, QWidget] = {
        "system_prompt": panel.prompt.text,
        "preset": panel.preset,
        **{dial.name: panel.dials[dial.name].field for dial in FIRST},
        "max_tokens": panel.longest.field,
    }
    more: dict[str, QWidget] = {
        **{dial.name: panel.dials[dial.name].field for dial in MORE},
        "seed": panel.seed.field,
        "stop": panel.stops.text,
    }
    context: dict[str, QWidget] = {"context_policy": panel.policy, "thinking": panel.thinking}
    return {
        **{name: (None, field) for name, field in plain.items()},
        **{name: (panel.more, field) for name, field in more.items()},
        **{name: (panel.context, field) for name, field in context.items()},
    }
