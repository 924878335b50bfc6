"""A theme's colours as a palette for Fusion, and the small style sheet for what a palette cannot say."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from app.ui.theme.tokens import Tokens

Role = QPalette.ColorRole


def palette(tokens: Tokens) -> QPalette:
    """The palette of every standard control."""
    colors = {
        Role.Window: tokens.canvas,
        Role.WindowText: tokens.text,
        Role.Base: tokens.surface,
        Role.AlternateBase: tokens.inset,
        Role.Text: tokens.text,
        Role.PlaceholderText: tokens.text_3,
        Role.Button: tokens.surface,
        Role.ButtonText: tokens.text,
        Role.BrightText: tokens.bad,
        Role.ToolTipBase: tokens.text,
        Role.ToolTipText: tokens.canvas,
        Role.Highlight: tokens.accent,
        Role.HighlightedText: tokens.on_accent,
        Role.Accent: tokens.accent,
        Role.Link: tokens.accent_text,
        Role.LinkVisited: tokens.accent_text,
        Role.Light: tokens.border,
        Role.Midlight: tokens.border,
        Role.Mid: tokens.border,
        Role.Dark: tokens.border_strong,
        Role.Shadow: tokens.border_strong,
    }
    result = QPalette()
    for role, color in colors.items():
        result.setColor(role, QColor(color))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_3))
    return result


def style_sheet(tokens: Tokens) -> str:
    """Tooltips, menus, lists of choices, tables and scroll bars; everything else is painted by its own widget."""
    return f"""
QToolTip {{ background: {tokens.text}; color: {tokens.canvas}; border: 0; padding: 5px 8px; }}
QMenu {{ background: {tokens.surface}; border: 1px solid {tokens.border_strong}; border-radius: 10px; padding: 4px; }}
QMenu::item {{ padding: 6px 12px 6px 8px; min-width: 140px; border-radius: 6px; color: {tokens.text}; }}
QMenu[deep="true"]::item {{ padding-right: 28px; }}
QMenu::item:selected {{ background: {tokens.selected}; }}
QMenu::item:disabled {{ color: {tokens.text_3}; }}
QMenu::separator {{ height: 1px; background: {tokens.border}; margin: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QTableView {{ background: transparent; border: 0; selection-background-color: {tokens.selected};
selection-color: {tokens.text}; outline: 0; }}
QTableView::item {{ padding: 0 8px; border: 0; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{ background: transparent; color: {tokens.text_3}; border: 0; padding: 0 11px;
font-size: 11px; font-weight: 600; border-bottom: 1px solid {tokens.border}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {tokens.surface}; border: 1px solid {tokens.border_strong}; padding: 4px;
outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; padding: 0 8px; border-radius: 6px; color: {tokens.text}; }}
QComboBox QAbstractItemView::item:selected {{ background: {tokens.selected}; color: {tokens.text}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {tokens.border_strong}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {tokens.text_3}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
{{ background: none; border: 0; width: 0; height: 0; }}
"""
