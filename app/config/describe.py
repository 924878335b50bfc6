"""The settings as data: what a settings window or a terminal shows of each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.config.declare import Declared
from app.config.settings import declared
from app.types.settings import Applies, SettingInfo

DEFAULT_PRESET = "general.default_preset"


class Source(StrEnum):
    """Where a value comes from; later ones win."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    """Locked for front ends: the variable would win again at the next start."""


def describe_settings(
    values: Mapping[str, Any], sources: Mapping[str, Source], presets: tuple[str, ...] = ()
) -> tuple[SettingInfo, ...]:
    """Every declared setting, with the value that is in force and where it comes from.

    `presets` are the names that the preset of new chats may have.
    """
    named = {DEFAULT_PRESET: presets}
    return tuple(_describe(item, values, sources, named.get(item.key, ())) for item in declared().values())


def _describe(
    item: Declared, values: Mapping[str, Any], sources: Mapping[str, Source], named: tuple[str, ...]
) -> SettingInfo:
    rule, shown = item.rule, item.shown
    source = sources.get(item.key, Source.DEFAULT)
    return SettingInfo(
        key=item.key,
        type=rule.kind.value,
        value=_plain(values.get(item.key, item.default)),
        default=_plain(item.default),
        source=source.value,
        environment=item.environment,
        help=item.help,
        restart=item.applies is Applies.RESTART,
        choices=rule.names() or named,
        page=shown.page,
        group=shown.group,
        label=shown.label,
        unit=shown.unit,
        minimum=rule.minimum,
        maximum=rule.maximum,
        locked_by=item.environment if source is Source.ENVIRONMENT else "",
        applies=item.applies,
        secret=rule.secret,
    )


def _plain(value: Any) -> Any:
    """As JSON would have it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value
