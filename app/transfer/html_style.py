"""How an exported page looks: by day, by night and on paper. Its colours are those of the window."""

STYLE = """
:root { color-scheme: light dark; --text: #14191A; --soft: #4B5658; --line: #DFE5E3; --fill: #F2F5F4; --page: #FFFFFF;
  --bubble: #E9F2F0; --accent: #0B6B64; --c: #5C6769; --k: #8A2BA8; --s: #17693F; --f: #0A5CA8; --n: #9A4A00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #E8EDEC; --soft: #AEB9BA; --line: #293033; --fill: #1E2426; --page: #14181A;
  --bubble: #1F3331; --accent: #6FD9CC; --c: #919C9E; --k: #D7A6EA; --s: #8FD3A5; --f: #8CC4F5; --n: #F0B37E; } }
body { background: var(--page); color: var(--text); font: 15px/1.6 Inter, system-ui, sans-serif; margin: 0; }
main { max-width: 760px; margin: 0 auto; padding: 32px 20px 64px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.3; margin: 0 0 4px; }
h3 { font-size: 16px; } h4 { font-size: 15.5px; } h5, h6 { font-size: 15px; }
h3, h4, h5, h6 { line-height: 1.4; margin: 20px 0 6px; }
article { margin-top: 28px; }
article.user > div { background: var(--bubble); border-radius: 14px; padding: 10px 16px; }
article > div > :first-child { margin-top: 0; } article > div > :last-child { margin-bottom: 0; }
.who { font-size: 17px; line-height: 1.4; font-weight: 650; margin: 0 0 6px; }
.who time { color: var(--soft); font-size: 12px; font-weight: 400; margin-left: 8px; }
article.answer .who { color: var(--accent); }
.soft { color: var(--soft); font-size: 13px; }
a { color: var(--accent); }
p, ul, ol { margin: 0 0 12px; } li > p { margin: 0 0 4px; }
ul, ol { padding-left: 26px; }
li.task { list-style: none; margin-left: -20px; }
figure.code { margin: 12px 0; background: var(--fill); border: 1px solid var(--line); border-radius: 10px; }
figcaption { color: var(--soft); font-size: 12px; padding: 6px 12px 0; }
pre { font: 13px/1.55 "JetBrains Mono", ui-monospace, monospace; margin: 0; padding: 10px 12px; white-space: pre-wrap; }
details > pre { background: var(--fill); border: 1px solid var(--line); border-radius: 10px; margin: 6px 0; }
code { font: 13px/1.55 "JetBrains Mono", ui-monospace, monospace; }
p code, li code, td code, th code, h3 code, h4 code, h5 code, h6 code {
  background: var(--fill); border-radius: 5px; padding: 1px 5px; }
pre code { background: none; padding: 0; }
.c { color: var(--c); font-style: italic; } .k { color: var(--k); } .s { color: var(--s); }
.f { color: var(--f); } .n { color: var(--n); }
.table { overflow-x: auto; margin: 12px 0; overflow-wrap: normal; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: 5px 11px; }
th { background: var(--fill); text-align: left; }
blockquote { border-left: 3px solid var(--accent); margin: 12px 0; padding: 2px 0 2px 14px; color: var(--soft); }
hr { border: 0; border-top: 1px solid var(--line); margin: 24px 0; }
img { max-width: 100%; border-radius: 10px; }
.formula { text-align: center; overflow-x: auto; margin: 14px 0; }
svg { overflow: visible; max-width: 100%; }
details { margin: 8px 0; color: var(--soft); } summary { cursor: pointer; }
@media print {
  body { font-size: 11pt; } main { max-width: none; padding: 0; }
  h1, h2, h3, h4, h5, h6, figcaption { break-after: avoid; }
  tr, img, svg, .formula { break-inside: avoid; } p, li { orphans: 2; widows: 2; }
  a { color: inherit; } .table { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page { margin: 18mm; }
"""
