"""The colours of the two themes, and the sizes that both share. The pictures of the design were drawn with them."""

from __future__ import annotations

from dataclasses import dataclass

SIDEBAR_WIDTH = 264
HEADER_HEIGHT = 52
COLUMN_WIDTH = 760
"""Messages and composer share one centred column."""
ROW_HEIGHT = 34
CONTROL_HEIGHT = 34
SMALL_CONTROL_HEIGHT = 28
ICON_BUTTON = 32
RADIUS_CONTROL = 8
RADIUS_CODE = 10
RADIUS_CARD = 12
RADIUS_BUBBLE = 14
DISABLED_OPACITY = 0.45
DISABLED_OPACITY_HIGH = 0.65


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as "#RRGGBB"."""

    name: str
    canvas: str
    """Chat and pages."""
    sidebar: str
    surface: str
    """Fields, cards, lists."""
    inset: str
    """Code, table heads, neutral tags."""
    bubble: str
    """The person's message."""
    selected: str
    """Selected row, track of a slider."""
    border: str
    border_strong: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_text: str
    accent_bg: str
    on_accent: str
    focus: str
    ok: str
    ok_bg: str
    warn: str
    warn_bg: str
    bad: str
    bad_bg: str
    bad_solid: str
    toast_accent: str
    """The action on a toast, whose background is `text` and whose text is `canvas`."""
    syn_key: str
    syn_str: str
    syn_fn: str
    syn_num: str
    high: bool = False
    """More contrast: what is muted or thin elsewhere is as strong as text, and tags have a border."""

    @property
    def line_of_chosen(self) -> str | None:
        """The border of what is chosen, whose ground alone says it elsewhere."""
        return self.border if self.high else None

    @property
    def faint(self) -> float:
        """The opacity of what is disabled."""
        return DISABLED_OPACITY_HIGH if self.high else DISABLED_OPACITY

    @property
    def dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"


LIGHT = Tokens(
    name="light",
    canvas="#FFFFFF",
    sidebar="#F5F7F6",
    surface="#FFFFFF",
    inset="#F2F5F4",
    bubble="#E9F2F0",
    selected="#E3E9E7",
    border="#DFE5E3",
    border_strong="#C6CFCC",
    text="#14191A",
    text_2="#4B5658",
    text_3="#5C6769",
    accent="#0B746C",
    accent_text="#0B6B64",
    accent_bg="#DDF1EE",
    on_accent="#FFFFFF",
    focus="#0B746C",
    ok="#17693F",
    ok_bg="#DFF3E7",
    warn="#855000",
    warn_bg="#FBEFD6",
    bad="#AE2731",
    bad_bg="#FBE4E5",
    bad_solid="#B92A35",
    toast_accent="#6FE0D3",
    syn_key="#8A2BA8",
    syn_str="#17693F",
    syn_fn="#0A5CA8",
    syn_num="#9A4A00",
)

DARK = Tokens(
    name="dark",
    canvas="#14181A",
    sidebar="#0F1214",
    surface="#1B2022",
    inset="#1E2426",
    bubble="#1F3331",
    selected="#262D2F",
    border="#293033",
    border_strong="#3D474A",
    text="#E8EDEC",
    text_2="#AEB9BA",
    text_3="#919C9E",
    accent="#45C4B5",
    accent_text="#6FD9CC",
    accent_bg="#163431",
    on_accent="#06211E",
    focus="#6FD9CC",
    ok="#6CCB95",
    ok_bg="#16301F",
    warn="#EDB14E",
    warn_bg="#382A10",
    bad="#FF8F92",
    bad_bg="#3D1A1D",
    bad_solid="#B92A35",
    toast_accent="#0B6B64",
    syn_key="#D7A6EA",
    syn_str="#8FD3A5",
    syn_fn="#8CC4F5",
    syn_num="#F0B37E",
)
