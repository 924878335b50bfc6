"""What the settings window calls things: pages, values, states, reasons. Translated in this module's context."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.types.engines import CheckState, EngineInfo, EngineState
from app.types.models import BackendName, Capability
from app.types.privacy import Purpose, Verdict
from app.types.settings import SettingInfo
from app.ui.settings.engines_model import Mood, RowButton
from app.ui.settings.field_model import Note
from app.ui.settings.pages_model import Page
from app.ui.translation import setting_words
from app.ui.widgets.labels import Tone
from app.ui.widgets.words import number
from app.ui.window.picker_model import engine_name

ICONS = {
    Page.GENERAL: "sliders-horizontal",
    Page.APPEARANCE: "palette",
    Page.CHAT: "message-square",
    Page.ENGINES: "cpu",
    Page.HARDWARE: "memory-stick",
    Page.PRIVACY: "shield",
    Page.SHORTCUTS: "keyboard",
    Page.ABOUT: "info",
}
TONES = {Mood.GOOD: Tone.OK, Mood.WAITING: Tone.WARN, Mood.QUIET: Tone.NEUTRAL, Mood.BAD: Tone.BAD}


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("settings_words", text)


def page_title(page: Page) -> str:
    """A page's name."""
    return {
        Page.GENERAL: tr("General"),
        Page.APPEARANCE: tr("Appearance"),
        Page.CHAT: tr("Chat"),
        Page.ENGINES: tr("Models and engines"),
        Page.HARDWARE: tr("Hardware"),
        Page.PRIVACY: tr("Privacy"),
        Page.SHORTCUTS: tr("Shortcuts"),
        Page.ABOUT: tr("About"),
    }[page]


def place_words(page: Page, group: str) -> str:
    """Where a setting stands: its page and the heading there, which may be an engine."""
    heading = engine_name(BackendName(group)) if group in set(BackendName) else setting_words(group)
    return f"{page_title(page)} · {heading}" if heading else page_title(page)


def page_subtitle(page: Page) -> str:
    """What a page is for, in one line."""
    return {
        Page.GENERAL: tr("Language, what opens at the start, and where your data lies."),
        Page.APPEARANCE: tr("Colours, size of text and motion. Changes show at once."),
        Page.CHAT: tr("How questions are read and answered."),
        Page.ENGINES: tr(
            "The first engine in your order that can do what a question needs answers it. Until you set an order, "
            "the speed that was measured here counts too. Drag to set it."
        ),
        Page.HARDWARE: tr("What can compute here, and how much of it models may take."),
        Page.PRIVACY: tr("What may leave this computer, and what did."),
        Page.SHORTCUTS: tr("Press a shortcut to give it other keys."),
        Page.ABOUT: tr("This program, its parts, and how it is doing on this computer."),
    }[page]


def note_words(note: Note) -> str:
    """The line below a group after a change."""
    return {
        Note.NONE: "",
        Note.NOW: tr("Saved."),
        Note.NEXT_ANSWER: tr("Saved. Applies to the next answer."),
        Note.NEXT_LOAD: tr("Saved. Applies with the next load of a model."),
        Note.RESTART: tr("Saved. Restart Tektra to use it."),
    }[note]


def choice_words(info: SettingInfo, choice: object) -> str:
    """A choice as people read it."""
    if isinstance(choice, int | float):
        return _number_words(info.key.rpartition(".")[2], choice)
    known = {
        "system": tr("As the system"),
        "en": tr("English"),
        "de": tr("German"),
        "last": tr("The last chat"),
        "new": tr("A new chat"),
        "queue": tr("Send when it has ended"),
        "stop": tr("Stop it and send"),
        "auto": tr("Automatic"),
        "cpu": tr("Processor"),
        "gpu": tr("Graphics card"),
        "light": tr("Light"),
        "dark": tr("Dark"),
        "on": tr("On"),
        "off": tr("Off"),
        "teal": tr("Teal"),
        "blue": tr("Blue"),
        "violet": tr("Violet"),
        "orange": tr("Orange"),
        "graphite": tr("Graphite"),
        "narrow": tr("Narrow"),
        "normal": tr("Normal"),
        "wide": tr("Wide"),
        "refuse": tr("Refuse"),
        "drop": tr("Drop"),
        "summarise": tr("Summarise"),
        "debug": tr("Debug"),
        "info": tr("Info"),
        "warning": tr("Warning"),
        "error": tr("Error"),
        "cuda": "CUDA",
        "rocm": "ROCm",
    }
    text = str(choice)
    if info.type == "text" and not info.key.endswith(("device", "default_preset")):
        return text  # the name of a model
    return known.get(text) or (text if any(char.isdigit() for char in text) else text[:1].upper() + text[1:])


def empty_words(key: str) -> str:
    """What an empty field means."""
    return {
        "network.proxy": tr("As the system says"),
        "network.ca_file": tr("Only the system's"),
        "backends.ollama.host": tr("As OLLAMA_HOST says"),
        "backends.mistral_rs.binary": tr("Found by itself"),
        "backends.mistral_rs.isq": tr("As they are"),
    }.get(key, "")


def _number_words(name: str, value: float) -> str:
    if name.endswith("_s"):
        return span_words(value)
    if name == "threads":
        return tr("Automatic") if value == 0 else number(value)
    return tr("{0} px").format(number(value))


def span_words(seconds: float) -> str:
    """A span of time: "5 minutes"."""
    if seconds <= 0:
        return tr("At once")
    for size, one, many in (
        (86_400, tr("1 day"), tr("{0} days")),
        (3600, tr("1 hour"), tr("{0} hours")),
        (60, tr("1 minute"), tr("{0} minutes")),
    ):
        if seconds % size == 0:
            count = int(seconds // size)
            return one if count == 1 else many.format(number(count))
    return tr("{0} seconds").format(number(seconds))


def engine_tag(info: EngineInfo) -> str:
    """An engine's state in a word or two."""
    return {
        EngineState.READY: tr("ready"),
        EngineState.STARTS_ON_USE: tr("starts on first use"),
        EngineState.OFF: tr("off"),
        EngineState.NOT_INSTALLED: tr("not installed"),
        EngineState.NOT_RUNNING: tr("not running"),
        EngineState.BUSY: tr("busy"),
        EngineState.TOO_OLD: tr("too old"),
        EngineState.BLOCKED: tr("blocked by Local only"),
        EngineState.NOT_SET_UP: tr("not set up"),
        EngineState.FAILED: tr("failed"),
    }[info.state]


def engine_place(info: EngineInfo) -> str:
    """The second tag: an address, or that it is a part of Tektra; a program's path is too long for it."""
    if info.name is BackendName.LLAMA_CPP:
        return tr("built in")
    place = info.where.partition("://")[2] or info.where
    return "" if "/" in place.rstrip("/") or "\\" in place else place.rstrip("/")


def engine_facts(info: EngineInfo, *, short: bool = False) -> str:
    """The line below an engine's name; what to do about one that is missing stands behind "How"."""
    if info.state is EngineState.NOT_INSTALLED and info.name is BackendName.MLX:
        return tr("At its best on Apple silicon.")
    if info.reason and info.state in (EngineState.NOT_INSTALLED, EngineState.TOO_OLD):
        return info.reason
    if info.reason and info.state not in (EngineState.READY, EngineState.STARTS_ON_USE):
        return f"{info.reason} {info.hint}".strip()
    models = ""
    if info.models:
        models = tr("1 model") if info.models == 1 else tr("{0} models").format(number(info.models))
    speed = ""
    if info.tokens_per_s is not None:
        speed = tr("{0} tokens/s measured").format(number(info.tokens_per_s, 1))
        if info.measured_with and not short:
            speed = tr("{0} with {1}").format(speed, info.measured_with)
    return " · ".join(part for part in (info.version, models, speed) if part) or info.hint


def button_words(button: RowButton) -> str:
    """What the small button of an engine says."""
    return {
        RowButton.TEST: tr("Test"),
        RowButton.ADD: tr("Add"),
        RowButton.HOW: tr("How"),
        RowButton.LOOK_AGAIN: tr("Look again"),
    }[button]


def ability_words(ability: Capability) -> str:
    """What an engine or a model can do."""
    return {
        Capability.TEXT: tr("text"),
        Capability.IMAGE: tr("pictures"),
        Capability.AUDIO: tr("sound"),
        Capability.VIDEO: tr("video"),
        Capability.TOOLS: tr("tools"),
        Capability.THINKING: tr("thinking"),
        Capability.EMBEDDINGS: tr("vectors"),
        Capability.CONTINUE: tr("going on"),
    }[ability]


def check_words(state: CheckState) -> str:
    """How a check came out."""
    return {
        CheckState.GOOD: tr("works"),
        CheckState.WARNING: tr("works, with a warning"),
        CheckState.BAD: tr("does not work"),
        CheckState.UNKNOWN: tr("not known"),
    }[state]


def purpose_words(purpose: Purpose) -> str:
    """Why a connection was made."""
    return {
        Purpose.ANSWER: tr("A conversation, for an answer"),
        Purpose.EMBEDDINGS: tr("Texts, for vectors"),
        Purpose.PROBE: tr("Asked whether it is there"),
        Purpose.TEST: tr("You pressed Test"),
        Purpose.PULL: tr("Asked to fetch a model"),
        Purpose.HAND_OVER: tr("A model's file"),
        Purpose.MANAGE: tr("Asked to load or remove a model"),
    }[purpose]


def verdict_words(verdict: Verdict) -> str:
    """What became of a connection."""
    return {
        Verdict.ALLOWED: tr("made"),
        Verdict.BLOCKED: tr("blocked"),
        Verdict.FAILED: tr("failed"),
    }[verdict]


def fixed_words(name: str) -> str:
    """What keys that cannot be given away are for."""
    return {
        "send": tr("Send"),
        "new_line": tr("New line"),
        "next": tr("Next control"),
        "before": tr("Control before"),
    }.get(name, tr("editing text"))
