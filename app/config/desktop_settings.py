"""Settings of Tektra on the desktop: tray, notifications, the quick question, sleep."""

from __future__ import annotations

from dataclasses import dataclass

from app.config.declare import setting
from app.config.shortcuts import KEYS_FORM, KEYS_PATTERN


@dataclass(frozen=True, slots=True)
class DesktopSettings:
    """`[desktop]`."""

    tray: bool = setting(
        default=False,
        description="An icon in the tray; closing the window then leaves Tektra there.",
        label="Icon in the tray",
    )
    notify: bool = setting(
        default=True,
        description="Say when an answer ends while the window is not in front.",
        label="Notify when an answer ends",
    )
    notification_text: bool = setting(
        default=False,
        description="Notifications show how the answer begins; others may see it on a locked screen.",
        label="Show the answer in notifications",
    )
    quick_ask_key: str = setting(
        "",
        "Keys that open the quick question from anywhere, where the system allows that; empty for none. Elsewhere "
        "give the command “tektra quick” keys in the system's own settings.",
        label="Keys for the quick question",
        pattern=KEYS_PATTERN,
        form=KEYS_FORM,
    )


@dataclass(frozen=True, slots=True)
class PowerSettings:
    """`[power]`."""

    keep_awake: bool = setting(
        default=True,
        description="The computer does not go to sleep by itself while an answer is being written.",
        label="Stay awake while answering",
    )
