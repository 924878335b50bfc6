"""How a page looks on paper, in what Qt knows of style sheets. Its colours are those of the light window."""

from __future__ import annotations

from app.ui.theme.tokens import LIGHT

FONT_PX = 14
NUMBER_PX = 11


def style_sheet() -> str:
    """The rules. A page break after a heading is our mark for "stays with what follows": Qt lays out in one piece."""
    box = f"border: 1px solid {LIGHT.border}; border-collapse: collapse;"
    return f"""
p {{ margin-top: 0px; margin-bottom: 10px; }}
p.h1, p.h2, p.h3, p.h4, p.h5, p.h6, p.label {{ page-break-after: always; }}
p.h1 {{ font-size: 25px; font-weight: 600; margin-top: 0px; margin-bottom: 2px; }}
p.h2 {{ font-size: 17px; font-weight: 600; margin-top: 24px; margin-bottom: 6px; }}
p.answer {{ color: {LIGHT.accent_text}; }}
p.h3 {{ font-size: 16px; font-weight: 600; margin-top: 16px; margin-bottom: 6px; }}
p.h4 {{ font-size: 15px; font-weight: 600; margin-top: 14px; margin-bottom: 6px; }}
p.h5, p.h6 {{ font-size: 14px; font-weight: 600; margin-top: 12px; margin-bottom: 4px; }}
p.label {{ font-size: 11px; font-weight: 400; color: {LIGHT.text_3}; margin-top: 0px; margin-bottom: 4px; }}
p.soft {{ font-size: 12px; color: {LIGHT.text_2}; }}
p.formula {{ margin-top: 6px; margin-bottom: 14px; }}
span.time {{ font-size: 12px; font-weight: 400; color: {LIGHT.text_2}; }}
ul, ol {{ margin-top: 0px; margin-bottom: 10px; }}
li {{ margin-bottom: 3px; }}
hr {{ background-color: {LIGHT.border_strong}; }}
a {{ color: {LIGHT.accent_text}; }}
pre, code {{ font-family: "JetBrains Mono"; font-size: 12px; }}
pre {{ white-space: pre-wrap; margin: 0px; }}
span.c {{ color: {LIGHT.text_3}; font-style: italic; }}
span.k {{ color: {LIGHT.syn_key}; }}
span.s {{ color: {LIGHT.syn_str}; }}
span.f {{ color: {LIGHT.syn_fn}; }}
span.n {{ color: {LIGHT.syn_num}; }}
table {{ margin-top: 6px; margin-bottom: 12px; }}
table.code {{ {box} }}
td.code {{ background-color: {LIGHT.inset}; {box} }}
td.bubble {{ background-color: {LIGHT.bubble}; }}
table.data {{ border-collapse: collapse; border-color: {LIGHT.border_strong}; }}
th.data, td.data {{ border: 1px solid {LIGHT.border_strong}; }}
th.data {{ background-color: {LIGHT.inset}; font-weight: 600; }}
td.quote {{ border-left: 3px solid {LIGHT.accent}; color: {LIGHT.text_2};
  padding-left: 12px; padding-top: 4px; padding-bottom: 4px; }}
td.bubble {{ padding-left: 12px; }}
"""
