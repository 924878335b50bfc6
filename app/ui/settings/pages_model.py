"""Which settings stand on which page and under which heading, and what a search finds. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.types.settings import SettingInfo


class Page(StrEnum):
    """The pages in their order; the values are those of `SettingInfo.page`."""

    GENERAL = "general"
    APPEARANCE = "appearance"
    CHAT = "chat"
    ENGINES = "engines"
    HARDWARE = "hardware"
    PRIVACY = "privacy"
    SHORTCUTS = "shortcuts"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Group:
    """Settings under one heading; "" where a page needs none."""

    title: str
    settings: tuple[SettingInfo, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something on a page that is no setting, and the words under which people look for it."""

    page: Page
    label: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search."""

    page: Page
    label: str
    group: str = ""
    key: str = ""
    """The setting's; "" for a topic."""


HAVE_OWN_CONTROL = frozenset({"backends.default"})
"""Shown by a page in its own way, not as a row."""


def groups(settings: Iterable[SettingInfo], page: Page, group: str | None = None) -> tuple[Group, ...]:
    """The settings of a page under their headings, in the order in which they were declared; `group` takes one."""
    found: dict[str, list[SettingInfo]] = {}
    for info in settings:
        wanted = info.page == page.value and (group is None or info.group == group)
        if wanted and info.key not in HAVE_OWN_CONTROL:
            found.setdefault(info.group, []).append(info)
    return tuple(Group(title, tuple(infos)) for title, infos in found.items())


def search(settings: Iterable[SettingInfo], topics: Iterable[Topic], text: str) -> tuple[Hit, ...]:
    """What has all words of the text somewhere; labels that begin with it come first, then labels, then the rest."""
    words = text.casefold().split()
    if not words:
        return ()
    pages = set(Page)
    found: list[tuple[int, Hit]] = []
    for info in settings:
        if info.page in pages:
            hit = Hit(Page(info.page), info.label or info.key, info.group, info.key)
            found.append((_rank(words, hit.label, f"{info.help} {info.group} {info.key}"), hit))
    found.extend((_rank(words, topic.label, topic.words), Hit(topic.page, topic.label)) for topic in topics)
    return tuple(hit for rank, hit in sorted(found, key=lambda item: item[0]) if rank < _MISSING)


_MISSING = 3


def _rank(words: list[str], label: str, rest: str) -> int:
    low, everything = label.casefold(), f"{label} {rest}".casefold()
    if low.startswith(" ".join(words)):
        return 0
    if all(word in low for word in words):
        return 1
    return 2 if all(word in everything for word in words) else _MISSING
