"""What the window and exports share to show rich text, without Qt: how formulas are written (`maths`), what a drawn one
is (`drawing`) and how a page holds it (`inline`), where bare addresses are (`addresses`), which words of code get which
colour (`highlight`), and the process that draws and colours, since that may hang or break (`child`).
"""
