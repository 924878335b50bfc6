"""Entries of the palette, made from what the window knows: chats, commands, models, settings, assistants, hits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from app.config.declare import Shown, walk
from app.config.shortcuts import FIXED, ShortcutSettings
from app.types.chats import ChatSummary, SearchHit
from app.types.library import Assistant
from app.types.models import BackendName, ModelInfo
from app.ui.palette.model import Entry, Row, Section, moved, near_hit, rows
from app.ui.palette.words import ICONS, SYNONYMS, tr, when
from app.ui.panel.fields import field_words
from app.ui.settings.client import SettingsClient
from app.ui.settings.pages_model import Hit, Page
from app.ui.settings.topics import topics
from app.ui.settings.words import ICONS as PAGE_ICONS
from app.ui.settings.words import fixed_words, page_title, place_words
from app.ui.translation import setting_words
from app.ui.widgets.words import keys_text
from app.ui.window.model_words import facts_words
from app.ui.window.picker_model import RowAction, picker_rows
from app.ui.window.shortcuts import SECTION, Action, shortcuts

CHAT, COMMAND, USE, LOAD, EJECT, SETTING, PAGE, ASSISTANT, PANEL, FIXED_KEY = (
    "chat:",
    "command:",
    "use:",
    "load:",
    "eject:",
    "setting:",
    "page:",
    "assistant:",
    "panel:",
    "fixed:",
)
"""What keys of entries begin with."""


def chat_entries(chats: Iterable[ChatSummary], today: date) -> tuple[Entry, ...]:
    """In the order that is given."""
    return tuple(
        Entry.of(
            CHAT + chat.id,
            _title(chat),
            "message-square",
            detail=when(chat.updated_at, today),
            tag=tr("Archive") if chat.archived_at is not None else "",
        )
        for chat in chats
    )


def hit_entry(hit: SearchHit, today: date) -> Entry:
    """Where a search found something; of a message with the words around it."""
    day = when(hit.created_at, today)
    entry = Entry(CHAT + hit.chat.id, _title(hit.chat), "message-square", detail=day)
    if hit.chat.archived_at is not None:
        entry = replace(entry, tag=tr("Archive"))
    if hit.message_id is None:
        return entry
    snippet, marks = near_hit(hit.snippet, hit.marks)
    return replace(entry, detail=f"{day} · {snippet}", marks=moved(marks, len(day) + 3), place=hit.message_id)


def action_entries(settings: SettingsClient, able: Iterable[str]) -> tuple[Entry, ...]:
    """The commands that have shortcuts, those of them that can be run."""
    can = set(able)
    return tuple(
        Entry.of(
            COMMAND + name,
            _label(settings, name),
            ICONS.get(name, "keyboard"),
            beside=SYNONYMS.get(name, ""),
            keys=keys_text(shortcuts().of(Action(name))),
        )
        for name in shortcuts().keys
        if name in can
    )


def model_entries(models: Iterable[ModelInfo], current_id: str | None) -> tuple[Entry, ...]:
    """Use, load, eject: the model in use is not offered again."""
    found: list[Entry] = []
    for row in picker_rows(models, current_id):
        model, words = row.model, f"{row.engine} {tr('model')}"
        if row.pickable and not row.current:
            title = tr("Use {0}").format(model.name)
            found.append(Entry.of(USE + model.id, title, "cpu", beside=words, detail=facts_words(model)))
        if row.action is RowAction.LOAD:
            title = tr("Load {0}").format(model.name)
            found.append(Entry.of(LOAD + model.id, title, "play", beside=words))
        elif row.action is RowAction.EJECT and model.backend is not BackendName.CLOUD:
            title = tr("Take {0} out of memory").format(model.name)
            found.append(Entry.of(EJECT + model.id, title, "eject", beside=f"{words} {tr('eject unload')}"))
    return tuple(found)


def setting_entries(settings: SettingsClient) -> tuple[Entry, ...]:
    """The pages, every setting by its label, and what else stands on the pages."""
    found = [Entry.of(PAGE + page, page_title(page), PAGE_ICONS[page]) for page in Page]
    pages = set(Page)
    for info in settings.all:
        if info.page in pages and info.label and not info.key.startswith(SECTION):
            page = Page(info.page)
            where, key = place_words(page, info.group), SETTING + info.key
            beside = f"{info.help} {info.key} {where}"
            found.append(Entry.of(key, info.label, PAGE_ICONS[page], beside=beside, detail=where, place=info.key))
    for topic in topics():
        key = f"{PAGE}{topic.page}:{topic.label}"
        where = page_title(topic.page)
        found.append(Entry.of(key, topic.label, PAGE_ICONS[topic.page], beside=topic.words, detail=where))
    return tuple(found)


def hit_of(settings: SettingsClient, entry: Entry) -> Hit:
    """What the settings window is to show for an entry of `setting_entries` or `shortcut_rows`."""
    if entry.key.startswith(SETTING):
        info = settings.get(entry.place)
        shown = Page(info.page) if info is not None and info.page in set(Page) else Page.SHORTCUTS
        return Hit(shown, entry.title, key=entry.place)
    page, _, label = entry.key.removeprefix(PAGE).partition(":")
    return Hit(Page(page), label)


def assistant_entries(assistants: Iterable[Assistant]) -> tuple[Entry, ...]:
    """By name."""
    return tuple(
        Entry.of(ASSISTANT + one.id, one.name, "bot", beside=tr("assistant"), place=one.id) for one in assistants
    )


def panel_entries() -> tuple[Entry, ...]:
    """What one chat can be told: the fields of the panel."""
    found = field_words().items()
    return tuple(Entry.of(PANEL + name, label, "sliders-horizontal", beside=words) for name, (label, words) in found)


def shortcut_rows(settings: SettingsClient, query: str) -> tuple[Row, ...]:
    """All shortcuts under their headings; then the keys that stay as they are."""
    groups: dict[str, list[Entry]] = {}
    for name in shortcuts().keys:
        info = settings.get(SECTION + name)
        group = setting_words(info.group if info is not None else _shown(name).group)
        keys = keys_text(shortcuts().of(Action(name)))
        locked = tr("set by a variable") if info is not None and info.locked_by else ""
        entry = Entry.of(
            SETTING + name,
            _label(settings, name),
            ICONS.get(name, "keyboard"),
            beside=f"{SYNONYMS.get(name, '')} {group} {keys}",
            keys=keys or tr("none"),
            tag=locked,
            place=SECTION + name,
        )
        groups.setdefault(group, []).append(entry)
    fixed = [
        Entry.of(FIXED_KEY + keys, _upper(fixed_words(what)), "", beside=keys, keys=_native(keys), tag=tr("fixed"))
        for keys, what in FIXED.items()
    ]
    sections = [Section(title, tuple(entries), newest_first=True) for title, entries in groups.items()]
    return rows(query, [*sections, Section(tr("Everywhere"), tuple(fixed), newest_first=True)], by_fit=False)


def _native(keys: str) -> str:
    from PySide6.QtGui import QKeySequence

    return keys_text(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _title(chat: ChatSummary) -> str:
    return " ".join(chat.title.split()) or tr("New chat")


def _label(settings: SettingsClient, name: str) -> str:
    """A shortcut's; from its declaration while the core has not told the settings."""
    info = settings.get(SECTION + name)
    return info.label if info is not None else setting_words(_shown(name).label)


@cache
def _shown(name: str) -> Shown:
    return next(item.shown for item in walk(ShortcutSettings) if item.key == name)
