"""What the panel calls things. Translated in this module's context."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.types.chats import ContextPolicy, OptionSource


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("panel_words", text)


def dial_label(name: str) -> str:
    """A value of sampling."""
    return {
        "temperature": tr("Temperature"),
        "top_p": tr("Top P"),
        "min_p": tr("Min P"),
        "top_k": tr("Top K"),
        "repeat_penalty": tr("Repeat penalty"),
        "presence_penalty": tr("Presence penalty"),
        "frequency_penalty": tr("Frequency penalty"),
    }[name]


def dial_help(name: str) -> str:
    """What it does, in one sentence."""
    return {
        "temperature": tr("How freely words are chosen: 0 is always the likeliest one."),
        "top_p": tr("Only the likeliest words that together have this share; 1 is off."),
        "min_p": tr("Leaves out words less likely than this share of the likeliest one; 0 is off."),
        "top_k": tr("Only so many of the likeliest words; 0 is off."),
        "repeat_penalty": tr("Makes words that were there already less likely; 1 is off."),
        "presence_penalty": tr("Makes every word that was there already less likely; 0 is off."),
        "frequency_penalty": tr("Makes words less likely the more often they were there; 0 is off."),
    }[name]


def source_words(source: OptionSource) -> str:
    """Where a value comes from."""
    return {
        OptionSource.CHAT: tr("this chat"),
        OptionSource.ASSISTANT: tr("from assistant"),
        OptionSource.MODEL: tr("from model"),
        OptionSource.PRESET: tr("from preset"),
        OptionSource.DEFAULT: tr("default"),
    }[source]


def policy_words(policy: ContextPolicy) -> str:
    """What happens to a chat that gets too long."""
    return {
        ContextPolicy.REFUSE: tr("Refuse, and say so"),
        ContextPolicy.DROP: tr("Leave the oldest messages out"),
        ContextPolicy.SUMMARISE: tr("Sum the oldest messages up"),
    }[policy]
